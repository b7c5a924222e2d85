package handlers

import (
	"context"
	"errors"
	"strings"
	"time"

	"dibs/ask"
	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/workflows"
)

// claim claims the lead that was named, or the next one for the person when none was.
func (s *Slack) claim(ctx context.Context, a question) (bot.Response, error) {
	if a.Lead != 0 || a.Words != "" {
		return s.withLead(ctx, a, func(id lead.ID) (bot.Response, error) { return s.runAction(ctx, a.r, id, s.engine.Claim) })
	}
	next, err := s.finder.Next(ctx, a.by, a.now)
	if err != nil {
		return bot.Response{}, err
	}
	if next == nil {
		return bot.Answer(view.NothingWaits()), nil
	}
	return s.runAction(ctx, a.r, next.ID, s.engine.Claim)
}

// answerAction does to a lead what its button does. If the button opens a dialog and the words leave something out, the
// dialog asks for it.
func (s *Slack) answerAction(ctx context.Context, a question) (bot.Response, error) {
	if a.Lead == 0 {
		return bot.Answer(view.WhichLead(strings.ReplaceAll(string(a.Act), "_", " "))), nil
	}
	if do := s.actionFor(a); do != nil {
		return s.runOrAsk(ctx, a, string(a.Act), do)
	}
	return s.openDialog(ctx, a, string(a.Act))
}

// actionFor is the action for a question; nil when the words leave something out.
func (s *Slack) actionFor(a question) leadAction {
	e := s.engine
	switch a.Act {
	case ask.Calling:
		return e.Call
	case ask.NoAnswer:
		return e.NoAnswer
	case ask.PushOn:
		return e.BringBack
	case ask.Undo:
		return e.Undo
	case ask.Accept:
		return e.Accept
	case ask.Reopen:
		return e.Reopen
	case ask.Decline:
		return func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
			return e.Pass(ctx, id, by, a.Words, now)
		}
	case ask.Snooze:
		if !a.When.At.IsZero() {
			return func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
				return e.Snooze(ctx, id, by, s.dueTime(a), a.Words, now)
			}
		}
	case ask.Won:
		return s.closeAsWon(a)
	case ask.Merge:
		return s.mergeWith(a)
	}
	return s.closeWithReason(a)
}

// dueTime is the time that a date means. A date without a time of day means the first hour that the person's team is open
// on or after that day, or nine o'clock where the team is open at midnight.
func (s *Slack) dueTime(a question) time.Time {
	if a.When.Timed {
		return a.When.At
	}
	if open := s.dir.Playbook().Hours(a.me.Team).NextOpen(a.When.At); open.After(a.When.At) {
		return open
	}
	y, m, d := a.When.At.In(a.zone).Date()
	return time.Date(y, m, d, 9, 0, 0, 0, a.zone)
}

// closeAsWon closes a lead as won with the amount that was typed; nil without an amount. The dialog then asks for it: a
// single word should not close a lead, and the figures need the amount.
func (s *Slack) closeAsWon(a question) leadAction {
	amount, err := wording.ReadAmount(a.Words, s.dir.Playbook())
	if a.Words == "" || err != nil {
		return nil // the dialog says what is wrong with it
	}
	return func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return s.engine.Win(ctx, id, by, amount, "", now)
	}
}

// mergeWith merges a lead into the one whose number was typed; nil without a number.
func (s *Slack) mergeWith(a question) leadAction {
	into, ok := lead.ParseID(a.Words)
	if !ok || into == a.Lead {
		return nil
	}
	return func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		if err := s.guard(ctx, by, into); err != nil {
			return workflows.Outcome{}, err
		}
		return s.engine.Merge(ctx, id, into, by, now)
	}
}

// closeWithReason gives a lead up for a reason of the playbook. It is nil for any other words, and the dialog lists the
// reasons.
func (s *Slack) closeWithReason(a question) leadAction {
	e := s.engine
	withReason := func(k lead.Kind, run func(ctx context.Context, id lead.ID, by lead.PersonID, reason string, now time.Time) (workflows.Outcome, error)) leadAction {
		reason, ok := matchReason(s.dir.Playbook().Reasons(k), a.Words)
		if !ok {
			return nil
		}
		return func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
			return run(ctx, id, by, reason, now)
		}
	}
	type reasonAction = func(ctx context.Context, id lead.ID, by lead.PersonID, reason, note string, now time.Time) (workflows.Outcome, error)
	withoutNote := func(k lead.Kind, run reasonAction) leadAction {
		return withReason(k, func(ctx context.Context, id lead.ID, by lead.PersonID, reason string, now time.Time) (workflows.Outcome, error) {
			return run(ctx, id, by, reason, "", now)
		})
	}
	switch a.Act {
	case ask.NotAFit:
		return withoutNote(lead.NotAFit, e.NotAFit)
	case ask.HandBack:
		return withoutNote(lead.HandedBack, e.HandBackToPool)
	case ask.Lost:
		return withReason(lead.Lost, func(ctx context.Context, id lead.ID, by lead.PersonID, reason string, now time.Time) (workflows.Outcome, error) {
			return e.Lose(ctx, id, by, lead.Money{}, reason, "", now)
		})
	case ask.Disqualify:
		return withoutNote(lead.Disqualified, e.Disqualify)
	case ask.ToMarketing:
		return withReason(lead.ToMarketing, func(ctx context.Context, id lead.ID, by lead.PersonID, reason string, now time.Time) (workflows.Outcome, error) {
			return e.ToMarketing(ctx, id, by, reason, "", time.Time{}, now)
		})
	}
	return nil
}

// matchReason is the reason of the playbook that words mean, in any case and with or without "because of".
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

// runOrAsk runs the action of a question, as its button would. If something is missing, its dialog asks for it.
func (s *Slack) runOrAsk(ctx context.Context, a question, action string, run leadAction) (bot.Response, error) {
	resp, err := s.runAction(ctx, a.r, a.Lead, func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		out, err := run(ctx, id, by, now)
		if _, hasDialog := dialogs[action]; hasDialog && missingInput(err) {
			return out, incompleteError{err}
		}
		return out, err
	})
	if errors.As(err, &incompleteError{}) {
		return s.openDialog(ctx, a, action)
	}
	return resp, err
}

// incompleteError is a refusal for missing input, which a dialog can ask for.
type incompleteError struct{ error }

// openDialog opens the dialog of an action, or answers a message with the button that does. A person who may not do it is
// refused at once.
func (s *Slack) openDialog(ctx context.Context, a question, action string) (bot.Response, error) {
	resp, err := s.openLeadDialog(ctx, a.r, a.Lead, dialogs[action])
	if err != nil || resp.View == nil || a.r.Kind != bot.KindEvent {
		return resp, err
	}
	f, err := s.look(ctx, a.by, a.Lead)
	if err != nil {
		return s.refuse(ctx, a.r, a.by, err, a.now)
	}
	return bot.Answer(view.Press(f.Lead, action, a.by, s.dir.Crew(), s.dir.Playbook())), nil
}

// assignTo offers a lead to a colleague.
func (s *Slack) assignTo(ctx context.Context, a question) (bot.Response, error) {
	if a.Lead == 0 && a.Words == "" {
		return bot.Answer(view.WhichLead("assign to ben")), nil
	}
	return s.withLead(ctx, a, func(id lead.ID) (bot.Response, error) {
		a.Lead = id
		if a.Person == lead.NoOne {
			return s.openDialog(ctx, a, view.ActionAssign)
		}
		return s.runAction(ctx, a.r, id, func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
			return s.engine.Assign(ctx, id, by, a.Person, now)
		})
	})
}

// comment saves words about a lead, which its thread shows.
func (s *Slack) comment(ctx context.Context, a question) (bot.Response, error) {
	if a.Lead == 0 {
		return bot.Answer(view.WhichLead("note")), nil
	}
	return s.runAction(ctx, a.r, a.Lead, func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return s.engine.Comment(ctx, id, by, a.Words, now)
	})
}

// remind sets a reminder of a lead, or of what the person wrote, at a time in their own zone.
func (s *Slack) remind(ctx context.Context, a question) (bot.Response, error) {
	if a.When.At.IsZero() || !s.dueTime(a).After(a.now) {
		return bot.Answer(view.RemindWhen()), nil
	}
	at := s.dueTime(a)
	if a.Person != lead.NoOne && a.Lead == 0 {
		return bot.Answer(view.WhichLead("remind ben tomorrow 9am about")), nil
	}
	if a.Lead != 0 {
		if _, err := s.look(ctx, a.by, a.Lead); err != nil {
			return s.refuse(ctx, a.r, a.by, err, a.now)
		}
	}
	if a.Person != lead.NoOne {
		return s.remindColleague(ctx, a, at)
	}
	out, err := s.engine.Remind(ctx, a.Lead, a.by, a.Words, at, a.now)
	switch {
	case missingInput(err): // so far ahead that moving the next step needs a reason
		return s.openDialog(ctx, a, view.ActionSnooze)
	case err != nil:
		return s.refuse(ctx, a.r, a.by, err, a.now)
	case out.Event.Kind != "":
		return bot.Answer(view.Confirmed(out.Lead, out.Event, a.by, s.dir.Crew(), s.dir.Playbook())), nil
	}
	return bot.Answer(view.Reminded(out.Lead, a.Words, at, a.by, s.dir.Crew(), s.dir.Playbook())), nil
}

// remindColleague sets a reminder of a lead for somebody else, which also names the person who set it.
func (s *Slack) remindColleague(ctx context.Context, a question, at time.Time) (bot.Response, error) {
	out, due, err := s.engine.RemindColleague(ctx, a.Lead, a.by, a.Person, a.Words, at, a.now)
	if err != nil {
		return s.refuse(ctx, a.r, a.by, err, a.now)
	}
	return bot.Answer(view.RemindedColleague(out.Lead, a.by, a.Person, a.Words, at, due, s.dir.Crew(), s.dir.Playbook())), nil
}
