package handlers

import (
	"context"
	"strings"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
	"dibs/workflows"
)

// openNewLead handles the buttons that register or refer a lead.
func (s *Slack) openNewLead(ctx context.Context, r *bot.Request) (bot.Response, error) {
	by, err := s.requester(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	words := r.Action.Value
	if words == "new" { // the button of the home tab
		words = ""
	}
	return s.openNewLeadDialog(ctx, by, dialog.NewLead{Known: s.inquiryFrom(words)})
}

// openNewLeadDialog opens the dialog with what is known. A person without a role gets the dialog of a colleague and refers
// the lead.
func (s *Slack) openNewLeadDialog(ctx context.Context, by lead.PersonID, n dialog.NewLead) (bot.Response, error) {
	n.Refers = n.Refers || !s.reader(by).OnTeam()
	if strings.HasPrefix(n.Channel, "D") {
		n.Channel = "" // a direct message is answered in the one with Dibs
	}
	v, err := s.drawNewLead(ctx, by, n)
	return bot.Open(v), err
}

// drawNewLead draws the dialog with the leads that are here already.
func (s *Slack) drawNewLead(ctx context.Context, by lead.PersonID, n dialog.NewLead) (view.Modal, error) {
	if n.Matches == nil {
		ms, err := s.finder.MatchesOf(ctx, n.Known)
		if err != nil {
			return view.Modal{}, err
		}
		n.Matches = ms
	}
	crew, reader := s.dir.Crew(), s.reader(by)
	n.Matches = reader.Matches(n.Matches)
	for _, m := range n.Matches {
		if !reader.SeesContact(m.Lead) {
			n.Hidden = append(n.Hidden, m.Lead.ID)
		}
	}
	return dialog.Register(n, crew, s.dir.Playbook()), nil
}

// lookUp shows leads that are here already, once somebody has typed who the lead is.
func (s *Slack) lookUp(ctx context.Context, r *bot.Request) (bot.Response, error) {
	d, err := dialog.DraftOf(r.View)
	if err != nil {
		return bot.Response{}, err
	}
	by, err := s.requester(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	in, _ := dialog.ReadNewLead(r.View, d) // the rest may still be typed
	ms, err := s.finder.MatchesOf(ctx, in)
	if ms = s.reader(by).Matches(ms); err != nil || d.Shows(ms) {
		return bot.Ack(), err
	}
	v, err := s.drawNewLead(ctx, by, d.Again(in, ms))
	if err != nil {
		return bot.Response{}, err
	}
	return bot.Ack().Then(func(ctx context.Context) error { return s.client.RedrawView(ctx, r.View, v) }), nil
}

// submitNewLead registers what somebody typed. Leads that are here already are shown before that, once.
func (s *Slack) submitNewLead(ctx context.Context, r *bot.Request) (bot.Response, error) {
	d, err := dialog.DraftOf(r.View)
	if err != nil {
		return bot.Response{}, err
	}
	in, errs := dialog.ReadNewLead(r.View, d)
	if len(errs) > 0 {
		return bot.Errors(errs), nil
	}
	by, err := s.requester(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	ms, err := s.finder.MatchesOf(ctx, in)
	if err != nil {
		return bot.Response{}, err
	}
	if ms = s.reader(by).Matches(ms); d.Lacks(ms) {
		v, err := s.drawNewLead(ctx, by, d.Again(in, ms))
		return bot.Update(v), err
	}
	if d.Refers {
		in.Referrer = by
	}
	receipt, err := s.engine.Register(ctx, workflows.Intake{Inquiry: in, By: by}, s.now())
	if err != nil {
		return bot.Response{}, err
	}
	m, err := s.newLeadReceipt(ctx, by, receipt, d)
	return bot.Clear().Later(m).In(d.Channel), err
}

// newLeadReceipt says what came of a new lead, as much as the person may see. A partner's people are only thanked:
// another answer would tell them whether we know the e-mail address.
func (s *Slack) newLeadReceipt(ctx context.Context, by lead.PersonID, receipt workflows.Receipt, d dialog.Draft) (bot.Message, error) {
	id, kind := receipt.ID, lead.Registered
	if receipt.DuplicateOf != 0 {
		id, kind = receipt.DuplicateOf, lead.RepeatInquiry
	}
	f, err := s.finder.Look(ctx, id)
	if err != nil {
		return bot.Message{}, err
	}
	crew, pb := s.dir.Crew(), s.dir.Playbook()
	switch reader := s.reader(by); {
	case reader.Role == lead.RolePartner, !d.Refers && !reader.SeesName(f.Lead):
		return view.Thanked(), nil
	case d.Refers && kind == lead.RepeatInquiry:
		return view.ReferredAgain(), nil
	case d.Refers:
		return view.ReferralThanks(f.Lead, by, crew, pb), nil
	}
	return view.Confirmed(f.Lead, lead.Event{Kind: kind, Lead: id}, by, crew, pb), nil
}
