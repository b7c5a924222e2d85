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

// requester is the person behind a request. It never waits for Slack: a new person is stored by Slack id alone, and the
// rest is filled in later.
func (s *Slack) requester(ctx context.Context, r *bot.Request) (lead.PersonID, error) {
	return s.dir.Person(ctx, r.User.ID, r.User.Name)
}

// onLead makes a handler for a button whose value is a lead's number.
func onLead(f func(ctx context.Context, r *bot.Request, id lead.ID) (bot.Response, error)) bot.Handler {
	return func(ctx context.Context, r *bot.Request) (bot.Response, error) {
		id, ok := lead.ParseID(r.Action.Value)
		if !ok {
			return bot.Response{}, fmt.Errorf("button %s has the value %q, not a lead", r.Action.ID, r.Action.Value)
		}
		return f(ctx, r, id)
	}
}

// actionButton makes a handler for a button that runs an action at once.
func (s *Slack) actionButton(action leadAction) bot.Handler {
	return onLead(func(ctx context.Context, r *bot.Request, id lead.ID) (bot.Response, error) {
		return s.runAction(ctx, r, id, action)
	})
}

// runAction runs an action on a lead and answers with a receipt or a refusal.
func (s *Slack) runAction(ctx context.Context, r *bot.Request, id lead.ID, action leadAction) (bot.Response, error) {
	by, err := s.requester(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	now := s.now()
	if err := s.guard(ctx, by, id); err != nil {
		return s.refuse(ctx, r, by, err, now)
	}
	out, err := action(ctx, id, by, now)
	if err != nil {
		return s.refuse(ctx, r, by, err, now)
	}
	if atHome(r) {
		return s.redrawHome(ctx, bot.Ack(), by, out.Event, now)
	}
	return bot.Answer(view.Confirmed(out.Lead, out.Event, by, s.dir.Crew(), s.dir.Playbook())), nil
}

// refuse answers a refusal. Any other error is a fault, which the mux answers. A card that was out of date is drawn again,
// so that nobody presses the same button twice.
func (s *Slack) refuse(ctx context.Context, r *bot.Request, by lead.PersonID, err error, now time.Time) (bot.Response, error) {
	var refusal *lead.Refusal
	if !errors.As(err, &refusal) {
		return bot.Response{}, err
	}
	if id, version, ok := view.ParseBlockID(r.Action.BlockID); ok && refusal.Lead != nil && version < refusal.Lead.Version {
		if err := s.publisher.Redraw(ctx, id); err != nil {
			return bot.Response{}, err
		}
	}
	next, err := s.finder.Next(ctx, by, now)
	if err != nil {
		return bot.Response{}, err
	}
	refused := bot.Refuse(r, view.Refused(refusal, by, s.dir.Crew(), s.dir.Playbook(), now, next))
	if atHome(r) { // it was out of date, too
		return s.redrawHome(ctx, refused, by, lead.Event{}, now)
	}
	return refused, nil
}

// menuChoice handles a choice of the overflow menu, which does the same as the button of that name.
func (s *Slack) menuChoice(ctx context.Context, r *bot.Request) (bot.Response, error) {
	action, id, ok := view.ParseChoice(r.Action.Value)
	if !ok {
		return bot.Response{}, fmt.Errorf("the menu has the value %q, not an action on a lead", r.Action.Value)
	}
	if d, ok := dialogs[action]; ok {
		return s.openLeadDialog(ctx, r, id, d)
	}
	switch action {
	case view.ActionDetails:
		return s.openDetails(ctx, r, id)
	case view.ActionCopyLink:
		return s.copyLink(ctx, r, id)
	case view.ActionReopen:
		return s.runAction(ctx, r, id, s.engine.Reopen)
	case view.ActionUndo:
		return s.runAction(ctx, r, id, s.engine.Undo)
	case view.ActionPushOn:
		return s.runAction(ctx, r, id, s.engine.BringBack)
	case view.ActionNoAnswer:
		return s.runAction(ctx, r, id, s.engine.NoAnswer)
	}
	return bot.Response{}, fmt.Errorf("no handler for %q in the menu", action)
}

// openDetails opens the dialog with everything about a lead.
func (s *Slack) openDetails(ctx context.Context, r *bot.Request, id lead.ID) (bot.Response, error) {
	by, err := s.requester(ctx, r)
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

// copyLink answers with the address of a lead's home card.
func (s *Slack) copyLink(ctx context.Context, r *bot.Request, id lead.ID) (bot.Response, error) {
	by, err := s.requester(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	f, err := s.look(ctx, by, id)
	if err != nil {
		return s.refuse(ctx, r, by, err, s.now())
	}
	return bot.Answer(view.CopyLink(f.Lead, f.Home)), nil
}
