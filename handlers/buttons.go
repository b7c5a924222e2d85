package handlers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
)

// who is the person behind a request. A click never waits for Slack to say who somebody is:
// whoever is new is stored by their Slack id alone, and Slack fills in the rest later.
func (s *Slack) who(ctx context.Context, r *bot.Request) (lead.PersonID, error) {
	return s.dir.Person(ctx, r.User.ID, r.User.Name)
}

// onLead handles a button, whose value is a lead.
func onLead(f func(ctx context.Context, r *bot.Request, id lead.ID) (bot.Response, error)) bot.Handler {
	return func(ctx context.Context, r *bot.Request) (bot.Response, error) {
		id, ok := view.ParseLead(r.Action.Value)
		if !ok {
			return bot.Response{}, fmt.Errorf("button %s carries %q, not a lead", r.Action.ID, r.Action.Value)
		}
		return f(ctx, r, id)
	}
}

// press handles a button that does its work at once.
func (s *Slack) press(do act) bot.Handler {
	return onLead(func(ctx context.Context, r *bot.Request, id lead.ID) (bot.Response, error) {
		return s.do(ctx, r, id, do)
	})
}

// do carries out a use case and answers the person.
func (s *Slack) do(ctx context.Context, r *bot.Request, id lead.ID, do act) (bot.Response, error) {
	by, err := s.who(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	now := s.now()
	if err := s.guard(ctx, by, id); err != nil {
		return s.refuse(ctx, r, by, err, now)
	}
	out, err := do(ctx, id, by, now)
	if err != nil {
		return s.refuse(ctx, r, by, err, now)
	}
	if atHome(r) {
		return s.homeAfter(ctx, bot.Ack(), by, out.Event, now)
	}
	return bot.Answer(view.Confirmed(out.Lead, out.Event, by, s.dir.Crew(), s.dir.Playbook())), nil
}

// refuse answers a refusal; any other error is a fault, which the mux answers. A card that was
// out of date is drawn again, so that nobody presses the same button twice.
func (s *Slack) refuse(ctx context.Context, r *bot.Request, by lead.PersonID, err error, now time.Time) (bot.Response, error) {
	var no *lead.Refusal
	if !errors.As(err, &no) {
		return bot.Response{}, err
	}
	if id, version, ok := view.ParseBlockID(r.Action.BlockID); ok && no.Lead != nil && version < no.Lead.Version {
		if err := s.publisher.Redraw(ctx, id); err != nil {
			return bot.Response{}, err
		}
	}
	next, err := s.finder.Next(ctx, by, now)
	if err != nil {
		return bot.Response{}, err
	}
	refused := bot.Refuse(r, view.Refused(no, by, s.dir.Crew(), s.dir.Playbook(), now, next))
	if atHome(r) { // it was out of date, too
		return s.homeAfter(ctx, refused, by, lead.Event{}, now)
	}
	return refused, nil
}

// more handles a choice of the overflow menu: it is the button of the same name.
func (s *Slack) more(ctx context.Context, r *bot.Request) (bot.Response, error) {
	action, id, ok := view.ParseChoice(r.Action.Value)
	if !ok {
		return bot.Response{}, fmt.Errorf("the menu carries %q, not an action on a lead", r.Action.Value)
	}
	if d, ok := dialogs[action]; ok {
		return s.openLeadDialog(ctx, r, id, d)
	}
	switch action {
	case view.ActionDetails:
		return s.show(ctx, r, id)
	case view.ActionCopyLink:
		return s.copyLink(ctx, r, id)
	case view.ActionReopen:
		return s.do(ctx, r, id, s.engine.Reopen)
	case view.ActionUndo:
		return s.do(ctx, r, id, s.engine.Undo)
	case view.ActionPushOn:
		return s.do(ctx, r, id, s.engine.BringBack)
	case view.ActionNoAnswer:
		return s.do(ctx, r, id, s.engine.NoAnswer)
	}
	return bot.Response{}, fmt.Errorf("nothing handles %q in the menu", action)
}

// show opens everything about a lead.
func (s *Slack) show(ctx context.Context, r *bot.Request, id lead.ID) (bot.Response, error) {
	by, err := s.who(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	f, err := s.look(ctx, by, id)
	if err != nil {
		return s.refuse(ctx, r, by, err, s.now())
	}
	amounts := s.seesAmounts(ctx, r, s.reader(by))
	return bot.Open(view.Details(f.Lead, f.Events, by, amounts, s.dir.Crew(), s.dir.Playbook())), nil
}

// copyLink answers with the address of a lead's home card, which is the same for all its copies.
func (s *Slack) copyLink(ctx context.Context, r *bot.Request, id lead.ID) (bot.Response, error) {
	by, err := s.who(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	f, err := s.look(ctx, by, id)
	if err != nil {
		return s.refuse(ctx, r, by, err, s.now())
	}
	return bot.Answer(view.CopyLink(f.Lead, f.Home)), nil
}
