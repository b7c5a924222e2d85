package handlers

import (
	"context"
	"strings"

	"dibs/ask/contacts"
	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
	"dibs/workflows"
	"dibs/workflows/directory"
	"dibs/workflows/lookup"
)

// newLeads registers leads that people enter by hand, and shows them which leads are here already.
type newLeads struct {
	access *access
	dir    *directory.Directory
	finder *lookup.Finder
	engine *workflows.Engine
	client *bot.Client
}

// press handles the buttons that register or refer a lead.
func (n *newLeads) press(ctx context.Context, req request) (bot.Response, error) {
	words := req.raw.Action.Value
	if words == "new" { // the button of the home tab
		words = ""
	}
	return n.open(ctx, req, dialog.NewLead{Known: n.read(words)})
}

// ask answers the question that asks to register a lead. A message cannot open a dialog, so the answer to one is a
// button that does.
func (n *newLeads) ask(ctx context.Context, q question) (bot.Response, error) {
	if q.req.raw.TriggerID == "" && q.req.raw.Kind == bot.KindEvent {
		return bot.Answer(view.PressToRegister(q.asks.Words)), nil
	}
	return n.open(ctx, q.req, dialog.NewLead{Known: n.read(q.asks.Words)})
}

// open opens the dialog with what is known about the lead. Outside the team a person refers the lead.
func (n *newLeads) open(ctx context.Context, req request, draft dialog.NewLead) (bot.Response, error) {
	draft.Refers = draft.Refers || !req.reader().OnTeam()
	if strings.HasPrefix(draft.Channel, "D") {
		draft.Channel = "" // the answer goes to the direct message with Dibs, not to one between people
	}
	v, err := n.draw(ctx, req, draft)
	return bot.Open(v), err
}

// draw draws the dialog with the leads that are here already.
func (n *newLeads) draw(ctx context.Context, req request, draft dialog.NewLead) (view.Modal, error) {
	if draft.Matches == nil {
		matches, err := n.finder.MatchesOf(ctx, draft.Known)
		if err != nil {
			return view.Modal{}, err
		}
		draft.Matches = matches
	}
	reader := req.reader()
	draft.Matches = reader.Matches(draft.Matches)
	for _, m := range draft.Matches {
		if !reader.SeesContact(m.Lead) {
			draft.Hidden = append(draft.Hidden, m.Lead.ID)
		}
	}
	return dialog.Register(draft, n.dir.Crew(), n.dir.Playbook()), nil
}

// showMatches shows the leads that are here already as soon as a person has typed who the new lead is.
func (n *newLeads) showMatches(ctx context.Context, req request) (bot.Response, error) {
	v := req.raw.View
	d, err := dialog.DraftOf(v)
	if err != nil {
		return bot.Response{}, err
	}
	in, _ := dialog.ReadNewLead(v, d) // other inputs may still be empty
	matches, err := n.finder.MatchesOf(ctx, in)
	if matches = req.reader().Matches(matches); err != nil || d.Shows(matches) {
		return bot.Ack(), err
	}
	again, err := n.draw(ctx, req, d.Again(in, matches))
	if err != nil {
		return bot.Response{}, err
	}
	return bot.Ack().Then(func(ctx context.Context) error { return n.client.RedrawView(ctx, v, again) }), nil
}

// submit registers a lead as it was typed. If leads are here already that the dialog does not show yet, it shows them
// instead, and the person can submit it again.
func (n *newLeads) submit(ctx context.Context, req request) (bot.Response, error) {
	d, err := dialog.DraftOf(req.raw.View)
	if err != nil {
		return bot.Response{}, err
	}
	in, errs := dialog.ReadNewLead(req.raw.View, d)
	if len(errs) > 0 {
		return bot.Errors(errs), nil
	}
	matches, err := n.finder.MatchesOf(ctx, in)
	if err != nil {
		return bot.Response{}, err
	}
	if matches = req.reader().Matches(matches); d.Lacks(matches) {
		v, err := n.draw(ctx, req, d.Again(in, matches))
		return bot.Update(v), err
	}
	if d.Refers {
		in.Referrer = req.by
	}
	receipt, err := n.engine.Register(ctx, workflows.Intake{Inquiry: in, By: req.by}, req.now)
	if err != nil {
		return bot.Response{}, err
	}
	m, err := n.receipt(ctx, req, receipt, d)
	return bot.Clear().Later(m).In(d.Channel), err
}

// receipt says what happened to a new lead, as far as the person may know. People of a partner are only thanked: any
// other answer would tell them whether we know the e-mail address.
func (n *newLeads) receipt(ctx context.Context, req request, receipt workflows.Receipt, d dialog.Draft) (bot.Message, error) {
	id, kind := receipt.ID, lead.Registered
	if receipt.DuplicateOf != 0 {
		id, kind = receipt.DuplicateOf, lead.RepeatInquiry
	}
	f, err := n.finder.Look(ctx, id)
	if err != nil {
		return bot.Message{}, err
	}
	crew, pb := n.dir.Crew(), n.dir.Playbook()
	switch reader := req.reader(); {
	case reader.Role == lead.RolePartner, !d.Refers && !reader.SeesName(f.Lead):
		return view.Thanked(), nil
	case d.Refers && kind == lead.RepeatInquiry:
		return view.ReferredAgain(), nil
	case d.Refers:
		return view.ReferralThanks(f.Lead, req.by, crew, pb), nil
	}
	return view.Confirmed(f.Lead, lead.Event{Kind: kind, Lead: id}, req.by, crew, pb), nil
}

// read reads who wants something from a text. The whole text becomes their message.
func (n *newLeads) read(text string) lead.Inquiry {
	ours := contacts.Team{Company: n.dir.Playbook().Company()}
	for _, m := range n.dir.Crew() {
		_, domain, ok := strings.Cut(m.Email, "@")
		if ok && !m.Guest && m.Role != lead.RolePartner {
			ours.Domains = append(ours.Domains, domain)
		}
		ours.People = append(ours.People, m.Name)
	}
	found := contacts.Read(text, ours)
	return lead.Inquiry{Contact: found.Contact, Company: lead.Company{Name: found.Company}, Message: text}
}
