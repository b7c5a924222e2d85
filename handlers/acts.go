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

// claim takes the lead that is meant, or the next of the pool where none is.
func (s *Slack) claim(ctx context.Context, a asked) (bot.Response, error) {
	if a.Lead != 0 || a.Words != "" {
		return s.onFound(ctx, a, func(id lead.ID) (bot.Response, error) { return s.do(ctx, a.r, id, s.engine.Claim) })
	}
	next, err := s.finder.Next(ctx, a.by, a.now)
	if err != nil {
		return bot.Response{}, err
	}
	if next == nil {
		return bot.Answer(view.NothingWaits()), nil
	}
	return s.do(ctx, a.r, next.ID, s.engine.Claim)
}

// carryOut does to a lead what its button does. What a dialog asks for and nobody typed, the dialog
// asks.
func (s *Slack) carryOut(ctx context.Context, a asked) (bot.Response, error) {
	if a.Lead == 0 {
		return bot.Answer(view.WhichLead(strings.ReplaceAll(string(a.Act), "_", " "))), nil
	}
	if do := s.deed(a); do != nil {
		return s.attempt(ctx, a, string(a.Act), do)
	}
	return s.openDialog(ctx, a, string(a.Act))
}

// deed is what an act does with what was typed; nil when that is not enough.
func (s *Slack) deed(a asked) act {
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
	case ask.Pass:
		return func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
			return e.Pass(ctx, id, by, a.Words, now)
		}
	case ask.Snooze:
		if !a.When.At.IsZero() {
			return func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
				return e.Snooze(ctx, id, by, s.begins(a), a.Words, now)
			}
		}
	case ask.Won:
		return s.winning(a)
	case ask.Merge:
		return s.merging(a)
	}
	return s.ending(a)
}

// begins is the instant that a date means: without a time of day the first hour that the person's
// team is open that day or after it, and nine o'clock where it is open at midnight.
func (s *Slack) begins(a asked) time.Time {
	if a.When.Timed {
		return a.When.At
	}
	if open := s.dir.Playbook().Hours(a.me.Team).NextOpen(a.When.At); open.After(a.When.At) {
		return open
	}
	y, m, d := a.When.At.In(a.zone).Date()
	return time.Date(y, m, d, 9, 0, 0, 0, a.zone)
}

// winning closes a lead with the amount that was typed. Without one the dialog asks for it: a single
// word should not end a lead, and figures need the amount.
func (s *Slack) winning(a asked) act {
	amount, err := wording.ReadAmount(a.Words, s.dir.Playbook())
	if a.Words == "" || err != nil {
		return nil // the dialog also says what is wrong with what was typed
	}
	return func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return s.engine.Win(ctx, id, by, amount, "", now)
	}
}

func (s *Slack) merging(a asked) act {
	into, ok := view.ParseLead(a.Words)
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

// ending gives a lead up for a reason of the playbook. Any other words are no reason, and the dialog
// lists those that are.
func (s *Slack) ending(a asked) act {
	e := s.engine
	by := func(k lead.Kind, do func(ctx context.Context, id lead.ID, by lead.PersonID, reason string, now time.Time) (workflows.Outcome, error)) act {
		reason, ok := oneOf(s.dir.Playbook().Reasons(k), a.Words)
		if !ok {
			return nil
		}
		return func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
			return do(ctx, id, by, reason, now)
		}
	}
	type reasoned = func(ctx context.Context, id lead.ID, by lead.PersonID, reason, note string, now time.Time) (workflows.Outcome, error)
	plain := func(k lead.Kind, do reasoned) act {
		return by(k, func(ctx context.Context, id lead.ID, by lead.PersonID, reason string, now time.Time) (workflows.Outcome, error) {
			return do(ctx, id, by, reason, "", now)
		})
	}
	switch a.Act {
	case ask.NotAFit:
		return plain(lead.NotAFit, e.NotAFit)
	case ask.HandBack:
		return plain(lead.HandedBack, e.HandBackToPool)
	case ask.Lost:
		return by(lead.Lost, func(ctx context.Context, id lead.ID, by lead.PersonID, reason string, now time.Time) (workflows.Outcome, error) {
			return e.Lose(ctx, id, by, lead.Money{}, reason, "", now)
		})
	case ask.Disqualify:
		return plain(lead.Disqualified, e.Disqualify)
	case ask.ToMarketing:
		return by(lead.ToMarketing, func(ctx context.Context, id lead.ID, by lead.PersonID, reason string, now time.Time) (workflows.Outcome, error) {
			return e.ToMarketing(ctx, id, by, reason, "", time.Time{}, now)
		})
	}
	return nil
}

// oneOf is the reason of the playbook that words mean: in any case, with or without "because of".
func oneOf(reasons []string, words string) (string, bool) {
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

// attempt does something with the lead of a question, as its button would. What is still missing
// the dialog asks for.
func (s *Slack) attempt(ctx context.Context, a asked, action string, do act) (bot.Response, error) {
	resp, err := s.do(ctx, a.r, a.Lead, func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		out, err := do(ctx, id, by, now)
		if _, asks := dialogs[action]; asks && typing(err) {
			return out, unfinished{err}
		}
		return out, err
	})
	if errors.As(err, &unfinished{}) {
		return s.openDialog(ctx, a, action)
	}
	return resp, err
}

// unfinished is a refusal that a dialog can help with.
type unfinished struct{ error }

// openDialog opens the dialog of an act, or shows the button that does where a message cannot. Who
// may not do it hears so at once.
func (s *Slack) openDialog(ctx context.Context, a asked, action string) (bot.Response, error) {
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

// assignTo holds a lead out to a colleague.
func (s *Slack) assignTo(ctx context.Context, a asked) (bot.Response, error) {
	if a.Lead == 0 && a.Words == "" {
		return bot.Answer(view.WhichLead("assign to ben")), nil
	}
	return s.onFound(ctx, a, func(id lead.ID) (bot.Response, error) {
		a.Lead = id
		if a.Person == lead.NoOne {
			return s.openDialog(ctx, a, view.ActionAssign)
		}
		return s.do(ctx, a.r, id, func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
			return s.engine.Assign(ctx, id, by, a.Person, now)
		})
	})
}

// note keeps words about a lead in its thread.
func (s *Slack) note(ctx context.Context, a asked) (bot.Response, error) {
	if a.Lead == 0 {
		return bot.Answer(view.WhichLead("note")), nil
	}
	return s.do(ctx, a.r, a.Lead, func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return s.engine.Comment(ctx, id, by, a.Words, now)
	})
}

// remind sees that somebody hears of a lead, or of what they wrote, at a time in their own zone.
func (s *Slack) remind(ctx context.Context, a asked) (bot.Response, error) {
	if a.When.At.IsZero() || !s.begins(a).After(a.now) {
		return bot.Answer(view.RemindWhen()), nil
	}
	at := s.begins(a)
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
	case typing(err): // so far ahead that the next step moves only for a reason
		return s.openDialog(ctx, a, view.ActionSnooze)
	case err != nil:
		return s.refuse(ctx, a.r, a.by, err, a.now)
	case out.Event.Kind != "":
		return bot.Answer(view.Confirmed(out.Lead, out.Event, a.by, s.dir.Crew(), s.dir.Playbook())), nil
	}
	return bot.Answer(view.Reminded(out.Lead, a.Words, at, a.by, s.dir.Crew(), s.dir.Playbook())), nil
}

// remindColleague sees that somebody else hears of a lead, and who wanted it.
func (s *Slack) remindColleague(ctx context.Context, a asked, at time.Time) (bot.Response, error) {
	out, due, err := s.engine.RemindColleague(ctx, a.Lead, a.by, a.Person, a.Words, at, a.now)
	if err != nil {
		return s.refuse(ctx, a.r, a.by, err, a.now)
	}
	return bot.Answer(view.RemindedColleague(out.Lead, a.by, a.Person, a.Words, at, due, s.dir.Crew(), s.dir.Playbook())), nil
}
