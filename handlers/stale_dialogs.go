package handlers

import (
	"context"
	"errors"
	"fmt"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
	"dibs/workflows"
	"dibs/workflows/lookup"
)

// answerRefusal answers a dialog that the use case refused: with errors below its inputs, or with the dialog drawn again
// because somebody was faster.
func (s *Slack) answerRefusal(ctx context.Context, d submitted, t view.Target, refusal *lead.Refusal) (bot.Response, error) {
	errs := dialog.FieldErrors(refusal)
	if errs != nil && d.view.Asks(errs) {
		return bot.Errors(errs), nil
	}
	f, err := s.look(ctx, d.by, t.Lead)
	if err != nil {
		return s.tooLate(d, lookup.Found{}, err)
	}
	return s.redrawDialog(ctx, d, t, f, refusal)
}

// redrawDialog draws a dialog again for the lead as it is now, with everything that was typed. If it can no longer be done,
// or was refused for good, a dialog says so.
func (s *Slack) redrawDialog(ctx context.Context, d submitted, t view.Target, f lookup.Found, refusal *lead.Refusal) (bot.Response, error) {
	dlg, ok := dialogs[d.view.CallbackID]
	if ok {
		if err := dlg.possible(f.Lead, s.dir.Crew().Actor(d.by, d.now), d.now); err != nil {
			return s.tooLate(d, f, err)
		}
	}
	pressed := refusal != nil && refusal.Why == lead.WhyPressure // the new dialog has the box to tick
	switch {
	case refusal != nil && !pressed && !t.Moved(f.Lead):
		return s.tooLate(d, f, refusal)
	case !ok:
		return bot.Response{}, fmt.Errorf("no dialog has the callback %q", d.view.CallbackID)
	}
	modal, err := s.drawDialog(ctx, dlg, f, d.by, d.now)
	if err != nil {
		return bot.Response{}, err
	}
	return bot.Update(dialog.Again(view.AskedIn(t.Channel, modal), d.view, s.changesSince(d, f))), nil
}

// tooLate answers a dialog that was submitted too late, with what can be done instead.
func (s *Slack) tooLate(d submitted, f lookup.Found, err error) (bot.Response, error) {
	var refusal *lead.Refusal
	if !errors.As(err, &refusal) {
		return bot.Response{}, err
	}
	crew, pb := s.dir.Crew(), s.dir.Playbook()
	late := dialog.Late{Refusal: view.Refused(refusal, d.by, crew, pb, d.now, nil), Why: s.changesSince(d, f)}
	if a := crew.Actor(d.by, d.now); f.Lead != nil {
		late.CanComment = f.Lead.Clone().AddComment(a, "words", d.now) == nil
		late.Claimable = f.Lead.Clone().Claim(a, d.now) == nil || f.Lead.Stage == lead.StageNew && f.Lead.Clone().Accept(a, d.now) == nil
		late.Lead, _ = view.ReadBy(f.Lead, nil, d.by, crew, pb)
	}
	return bot.Update(dialog.Overtaken(late, d.view)), nil
}

// changesSince says what happened to a lead since a dialog about it was drawn.
func (s *Slack) changesSince(d submitted, f lookup.Found) string {
	t, err := view.TargetOf(d.view)
	if err != nil || f.Lead == nil {
		return ""
	}
	return view.NewsSince(f.Lead, f.Events, t.Events, d.by, s.dir.Crew(), s.dir.Playbook())
}

// saveAsComment saves what was typed into a dialog that came too late.
func (s *Slack) saveAsComment(ctx context.Context, d submitted) (workflows.Outcome, map[string]string, error) {
	words, errs := dialog.ReadKept(d.view)
	if len(errs) > 0 {
		return workflows.Outcome{}, errs, nil
	}
	out, err := s.engine.Comment(ctx, d.id, d.by, words, d.now)
	return out, nil, err
}
