package handlers

import (
	"context"
	"strings"
	"time"

	"dibs/ask"
	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/workflows"
	"dibs/workflows/directory"
	"dibs/workflows/lookup"
)

// typedActions does to a lead what people type: the same as its buttons do, and comments and reminders.
type typedActions struct {
	access  *access
	replies *replies
	buttons *buttons
	dialogs *dialogs
	lookups *lookups
	dir     *directory.Directory
	finder  *lookup.Finder
	engine  *workflows.Engine
}

// claim claims the lead that was named, or the next one for the person when none was.
func (t *typedActions) claim(ctx context.Context, q question) (bot.Response, error) {
	if q.asks.Lead != 0 || q.asks.Words != "" {
		return t.lookups.withLead(ctx, q, func(id lead.ID) (bot.Response, error) {
			return t.buttons.act(ctx, q.req, id, t.engine.Claim)
		})
	}
	next, err := t.finder.Next(ctx, q.req.by, q.req.now)
	if err != nil {
		return bot.Response{}, err
	}
	if next == nil {
		return bot.Answer(view.NothingWaits()), nil
	}
	return t.buttons.act(ctx, q.req, next.ID, t.engine.Claim)
}

// perform does to a lead what its button does. If the words leave out what the button's dialog asks for, the dialog
// opens.
func (t *typedActions) perform(ctx context.Context, q question) (bot.Response, error) {
	name := string(q.asks.Act)
	if q.asks.Lead == 0 {
		return bot.Answer(view.WhichLead(strings.ReplaceAll(name, "_", " "))), nil
	}
	action := t.actionFor(q)
	if action == nil {
		return t.openDialog(ctx, q, name)
	}
	out, err := t.buttons.try(ctx, q.req, q.asks.Lead, action)
	switch _, hasDialog := leadDialogs[name]; {
	case hasDialog && missingInput(err):
		return t.openDialog(ctx, q, name)
	case err != nil:
		return t.replies.refused(ctx, q.req, err)
	}
	return t.replies.done(ctx, q.req, out)
}

// actionFor is the action that a question asks for; nil when the words leave something out.
func (t *typedActions) actionFor(q question) leadAction {
	if do, ok := t.buttons.actions[string(q.asks.Act)]; ok {
		return do
	}
	e := t.engine
	switch q.asks.Act {
	case ask.Decline:
		return func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
			return e.Pass(ctx, id, by, q.asks.Words, now)
		}
	case ask.Snooze:
		if !q.asks.When.At.IsZero() {
			return func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
				return e.Snooze(ctx, id, by, t.dueTime(q), q.asks.Words, now)
			}
		}
	case ask.Won:
		return t.closeAsWon(q)
	case ask.Merge:
		return t.mergeWith(q)
	}
	return t.giveUp(q)
}

// closeAsWon closes a lead as won with the amount that was typed. It is nil without an amount, so that the dialog asks
// for it: a single word should not close a lead, and the figures need the amount.
func (t *typedActions) closeAsWon(q question) leadAction {
	amount, err := wording.ReadAmount(q.asks.Words, t.dir.Playbook())
	if q.asks.Words == "" || err != nil {
		return nil // the dialog says what is wrong with the amount
	}
	return func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return t.engine.Win(ctx, id, by, amount, "", now)
	}
}

// mergeWith merges a lead into the one whose number was typed; nil without a number.
func (t *typedActions) mergeWith(q question) leadAction {
	into, ok := lead.ParseID(q.asks.Words)
	if !ok || into == q.asks.Lead {
		return nil
	}
	return func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		if err := t.access.guard(ctx, q.req, into); err != nil {
			return workflows.Outcome{}, err
		}
		return t.engine.Merge(ctx, id, into, by, now)
	}
}

// giveUp gives a lead up for the reason that was typed. It is nil for words that are no reason in the playbook, so that
// the dialog lists the reasons.
func (t *typedActions) giveUp(q question) leadAction {
	type withNote = func(ctx context.Context, id lead.ID, by lead.PersonID, reason, note string, now time.Time) (workflows.Outcome, error)
	e := t.engine
	var kind lead.Kind
	var run withNote
	switch q.asks.Act {
	case ask.NotAFit:
		kind, run = lead.NotAFit, e.NotAFit
	case ask.HandBack:
		kind, run = lead.HandedBack, e.HandBackToPool
	case ask.Disqualify:
		kind, run = lead.Disqualified, e.Disqualify
	case ask.Lost:
		kind, run = lead.Lost, func(ctx context.Context, id lead.ID, by lead.PersonID, reason, note string, now time.Time) (workflows.Outcome, error) {
			return e.Lose(ctx, id, by, lead.Money{}, reason, note, now)
		}
	case ask.ToMarketing:
		kind, run = lead.ToMarketing, func(ctx context.Context, id lead.ID, by lead.PersonID, reason, note string, now time.Time) (workflows.Outcome, error) {
			return e.ToMarketing(ctx, id, by, reason, note, time.Time{}, now)
		}
	default:
		return nil
	}
	reason, ok := matchReason(t.dir.Playbook().Reasons(kind), q.asks.Words)
	if !ok {
		return nil
	}
	return func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return run(ctx, id, by, reason, "", now)
	}
}

// matchReason finds the reason of the playbook that words name, in any case and with or without "because of".
func matchReason(reasons []string, words string) (string, bool) {
	words = strings.ToLower(strings.Trim(words, " .,:;!“”\"'"))
	for _, skip := range []string{"because of ", "because ", "due to ", "for ", "as "} {
		words = strings.TrimPrefix(words, skip)
	}
	for _, r := range reasons {
		if strings.EqualFold(strings.ReplaceAll(r, "_", " "), words) {
			return r, true
		}
	}
	return "", false
}

// openDialog opens the dialog of an action. A message cannot open a dialog, so the answer to one is a button that does.
// A person who may not do it is refused at once.
func (t *typedActions) openDialog(ctx context.Context, q question, action string) (bot.Response, error) {
	resp, err := t.dialogs.open(ctx, q.req, q.asks.Lead, leadDialogs[action])
	if err != nil || resp.View == nil || q.req.raw.Kind != bot.KindEvent {
		return resp, err
	}
	f, err := t.access.look(ctx, q.req, q.asks.Lead)
	if err != nil {
		return t.replies.refused(ctx, q.req, err)
	}
	return bot.Answer(view.Press(f.Lead, action, q.req.by, t.dir.Crew(), t.dir.Playbook())), nil
}

// assign offers a lead to a colleague. If the words name nobody, the dialog asks for the colleague.
func (t *typedActions) assign(ctx context.Context, q question) (bot.Response, error) {
	if q.asks.Lead == 0 && q.asks.Words == "" {
		return bot.Answer(view.WhichLead("assign to ben")), nil
	}
	return t.lookups.withLead(ctx, q, func(id lead.ID) (bot.Response, error) {
		q.asks.Lead = id
		if q.asks.Person == lead.NoOne {
			return t.openDialog(ctx, q, view.ActionAssign)
		}
		return t.buttons.act(ctx, q.req, id, func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
			return t.engine.Assign(ctx, id, by, q.asks.Person, now)
		})
	})
}

// comment saves words about a lead, which its thread shows.
func (t *typedActions) comment(ctx context.Context, q question) (bot.Response, error) {
	if q.asks.Lead == 0 {
		return bot.Answer(view.WhichLead("note")), nil
	}
	return t.buttons.act(ctx, q.req, q.asks.Lead, func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return t.engine.Comment(ctx, id, by, q.asks.Words, now)
	})
}

// remind sets a reminder of a lead, or of what the person wrote, at a time in their own zone.
func (t *typedActions) remind(ctx context.Context, q question) (bot.Response, error) {
	asks, req := q.asks, q.req
	if asks.When.At.IsZero() || !t.dueTime(q).After(req.now) {
		return bot.Answer(view.RemindWhen()), nil
	}
	at := t.dueTime(q)
	if asks.Person != lead.NoOne && asks.Lead == 0 {
		return bot.Answer(view.WhichLead("remind ben tomorrow 9am about")), nil
	}
	if asks.Lead != 0 {
		if _, err := t.access.look(ctx, req, asks.Lead); err != nil {
			return t.replies.refused(ctx, req, err)
		}
	}
	if asks.Person != lead.NoOne {
		return t.remindColleague(ctx, q, at)
	}
	out, err := t.engine.Remind(ctx, asks.Lead, req.by, asks.Words, at, req.now)
	switch {
	case missingInput(err): // moving the next step so far ahead needs a reason
		return t.openDialog(ctx, q, view.ActionSnooze)
	case err != nil:
		return t.replies.refused(ctx, req, err)
	case out.Event.Kind != "":
		return bot.Answer(t.replies.receipt(req.by, out)), nil
	}
	return bot.Answer(view.Reminded(out.Lead, asks.Words, at, req.by, t.dir.Crew(), t.dir.Playbook())), nil
}

// remindColleague sets a reminder of a lead for somebody else. It also names the person who set it.
func (t *typedActions) remindColleague(ctx context.Context, q question, at time.Time) (bot.Response, error) {
	asks, req := q.asks, q.req
	out, due, err := t.engine.RemindColleague(ctx, asks.Lead, req.by, asks.Person, asks.Words, at, req.now)
	if err != nil {
		return t.replies.refused(ctx, req, err)
	}
	return bot.Answer(view.RemindedColleague(out.Lead, req.by, asks.Person, asks.Words, at, due, t.dir.Crew(), t.dir.Playbook())), nil
}

// dueTime is the time that a date means. A date without a time of day means the first hour that the person's team is
// open on or after that day, or nine o'clock if the team is open at midnight.
func (t *typedActions) dueTime(q question) time.Time {
	when := q.asks.When
	if when.Timed {
		return when.At
	}
	if open := t.dir.Playbook().Hours(q.req.me.Team).NextOpen(when.At); open.After(when.At) {
		return open
	}
	y, m, d := when.At.In(q.zone).Date()
	return time.Date(y, m, d, 9, 0, 0, 0, q.zone)
}
