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

// refused answers a dialog that the use case refused: below the field that it is about, or by
// drawing the dialog anew, since somebody was faster.
func (s *Slack) refused(ctx context.Context, d sent, t view.Target, no *lead.Refusal) (bot.Response, error) {
	errs := dialog.FieldErrors(no, s.dir.Playbook())
	if errs != nil && d.view.Asks(errs) {
		return bot.Errors(errs), nil
	}
	f, err := s.look(ctx, d.by, t.Lead)
	if err != nil {
		return s.overtaken(d, lookup.Found{}, err)
	}
	return s.outdated(ctx, d, t, f, no)
}

// outdated draws a dialog anew for the lead as it is now, with everything that was typed. What can
// no longer be done, or was refused for good, leaves a dialog that says so.
func (s *Slack) outdated(ctx context.Context, d sent, t view.Target, f lookup.Found, no *lead.Refusal) (bot.Response, error) {
	dlg, ok := dialogs[d.view.CallbackID]
	if ok {
		if err := dlg.possible(f.Lead, s.dir.Crew().Actor(d.by, d.now), d.now); err != nil {
			return s.overtaken(d, f, err)
		}
	}
	pressed := no != nil && no.Why == lead.WhyPressure // the box to tick comes with the fresh dialog
	switch {
	case no != nil && !pressed && !t.Moved(f.Lead):
		return s.overtaken(d, f, no)
	case !ok:
		return bot.Response{}, fmt.Errorf("no dialog is called %q", d.view.CallbackID)
	}
	modal, err := s.drawn(ctx, dlg, f, d.by, d.now)
	if err != nil {
		return bot.Response{}, err
	}
	return bot.Update(dialog.Again(view.AskedIn(t.Channel, modal), d.view, s.meanwhile(d, f))), nil
}

// overtaken tells somebody whose dialog was sent in too late what can be done instead.
func (s *Slack) overtaken(d sent, f lookup.Found, err error) (bot.Response, error) {
	var no *lead.Refusal
	if !errors.As(err, &no) {
		return bot.Response{}, err
	}
	crew, pb := s.dir.Crew(), s.dir.Playbook()
	late := dialog.Late{Said: view.Refused(no, d.by, crew, pb, d.now, nil), Why: s.meanwhile(d, f)}
	if a := crew.Actor(d.by, d.now); f.Lead != nil {
		late.Notable = f.Lead.Clone().AddComment(a, "words", d.now) == nil
		late.Claimable = f.Lead.Clone().Claim(a, d.now) == nil || f.Lead.Stage == lead.StageNew && f.Lead.Clone().Accept(a, d.now) == nil
		late.Lead, _ = view.ReadBy(f.Lead, nil, d.by, crew, pb)
	}
	return bot.Update(dialog.Overtaken(late, d.view)), nil
}

// meanwhile says what happened to a lead since a dialog about it was drawn.
func (s *Slack) meanwhile(d sent, f lookup.Found) string {
	t, err := view.TargetOf(d.view)
	if err != nil || f.Lead == nil {
		return ""
	}
	return view.Meanwhile(f.Lead, f.Events, t.Events, d.by, s.dir.Crew(), s.dir.Playbook())
}

// keep saves as a note what was typed into a dialog that came too late.
func (s *Slack) keep(ctx context.Context, d sent) (workflows.Outcome, map[string]string, error) {
	words, errs := dialog.ReadKept(d.view)
	if len(errs) > 0 {
		return workflows.Outcome{}, errs, nil
	}
	out, err := s.engine.Comment(ctx, d.id, d.by, words, d.now)
	return out, nil, err
}
