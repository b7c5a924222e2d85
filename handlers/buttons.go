package handlers

import (
	"context"
	"fmt"
	"time"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
	"dibs/workflows"
	"dibs/workflows/directory"
)

// buttons answers a button or a menu entry of a lead: it acts at once, opens the lead's dialog or shows more of the
// lead.
type buttons struct {
	access  *access
	replies *replies
	dialogs *dialogs
	dir     *directory.Directory
	actions map[string]leadAction
}

// leadAction is a workflow that needs only a lead and a person.
type leadAction func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error)

// leadActions are the actions that need no dialog, by the id of their button. A menu entry and what people type do the
// same.
func leadActions(e *workflows.Engine) map[string]leadAction {
	return map[string]leadAction{
		view.ActionClaim:    e.Claim,
		view.ActionAccept:   e.Accept,
		view.ActionCalling:  e.Call,
		view.ActionNoAnswer: e.NoAnswer,
		view.ActionPushOn:   e.BringBack,
		view.ActionUndo:     e.Undo,
		view.ActionReopen:   e.Reopen,
	}
}

// button makes the handler for a button that acts at once.
func (b *buttons) button(action leadAction) bot.Handler {
	return b.access.onLead(func(ctx context.Context, req request, id lead.ID) (bot.Response, error) {
		return b.act(ctx, req, id, action)
	})
}

// act carries out an action on a lead and answers with a receipt or a refusal.
func (b *buttons) act(ctx context.Context, req request, id lead.ID, action leadAction) (bot.Response, error) {
	out, err := b.try(ctx, req, id, action)
	if err != nil {
		return b.replies.refused(ctx, req, err)
	}
	return b.replies.done(ctx, req, out)
}

// try carries out an action on a lead that the person may see.
func (b *buttons) try(ctx context.Context, req request, id lead.ID, action leadAction) (workflows.Outcome, error) {
	if err := b.access.guard(ctx, req, id); err != nil {
		return workflows.Outcome{}, err
	}
	return action(ctx, id, req.by, req.now)
}

// menuEntry handles an entry of a card's overflow menu, which does the same as the button of that name.
func (b *buttons) menuEntry(ctx context.Context, req request) (bot.Response, error) {
	action, id, ok := view.ParseChoice(req.raw.Action.Value)
	if !ok {
		return bot.Response{}, fmt.Errorf("the menu has the value %q, not an action on a lead", req.raw.Action.Value)
	}
	if d, ok := leadDialogs[action]; ok {
		return b.dialogs.open(ctx, req, id, d)
	}
	if do, ok := b.actions[action]; ok {
		return b.act(ctx, req, id, do)
	}
	switch action {
	case view.ActionDetails:
		return b.details(ctx, req, id)
	case view.ActionCopyLink:
		return b.copyLink(ctx, req, id)
	}
	return bot.Response{}, fmt.Errorf("no handler for %q in the menu", action)
}

// details opens the dialog with everything about a lead.
func (b *buttons) details(ctx context.Context, req request, id lead.ID) (bot.Response, error) {
	f, err := b.access.look(ctx, req, id)
	if err != nil {
		return b.replies.refused(ctx, req, err)
	}
	amounts := b.access.seesAmounts(ctx, req)
	return bot.Open(view.Details(f.Lead, f.Events, req.by, amounts, b.dir.Crew(), b.dir.Playbook())), nil
}

// copyLink answers with the address of a lead's home card.
func (b *buttons) copyLink(ctx context.Context, req request, id lead.ID) (bot.Response, error) {
	f, err := b.access.look(ctx, req, id)
	if err != nil {
		return b.replies.refused(ctx, req, err)
	}
	return bot.Answer(view.CopyLink(f.Lead, f.Home)), nil
}
