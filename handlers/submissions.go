package handlers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
	"dibs/workflows"
	"dibs/workflows/directory"
	"dibs/workflows/lookup"
)

// submissions carries out a submitted dialog about a lead. If that is not possible, nothing that was typed is lost: the
// dialog shows errors below its inputs, or is drawn again for the lead as it is now.
type submissions struct {
	access  *access
	replies *replies
	dialogs *dialogs
	dir     *directory.Directory
	engine  *workflows.Engine
}

// submitted is a dialog that a person submitted.
type submitted struct {
	req    request
	view   bot.View
	target view.Target    // the lead, as it was when the dialog was drawn
	zone   *time.Location // of the person
}

// submission does what a dialog is for. It returns inputErrors for input that cannot be read.
type submission func(ctx context.Context, d submitted) (workflows.Outcome, error)

// inputErrors says what is wrong with inputs of a dialog, by block id.
type inputErrors map[string]string

// Error names the blocks with their errors.
func (e inputErrors) Error() string { return fmt.Sprintf("wrong input: %v", map[string]string(e)) }

// handle makes the handler for a dialog that is submitted.
func (s *submissions) handle(run submission) bot.Handler {
	return s.access.known(func(ctx context.Context, req request) (bot.Response, error) {
		v := req.raw.View
		target, err := view.TargetOf(v)
		if err != nil {
			return bot.Response{}, err
		}
		d := submitted{req: req, view: v, target: target, zone: s.access.zone(req.by)}
		f, err := s.access.look(ctx, req, target.Lead)
		if err != nil {
			return s.tooLate(d, lookup.Found{}, err)
		}
		if target.Moved(f.Lead) && v.CallbackID != dialog.CallbackKeep { // a comment can always be saved
			return s.redraw(ctx, d, f, nil)
		}
		out, err := run(ctx, d)
		if err != nil {
			return s.failed(ctx, d, err)
		}
		if target.Channel == view.AtHome {
			return s.replies.atHome(ctx, req, bot.Clear(), out.Event)
		}
		return bot.Clear().Later(s.replies.receipt(req.by, out)).In(target.AnswerIn(f.Home.Channel)), nil
	})
}

// failed answers a dialog that was not carried out: with errors below its inputs, or with the dialog drawn again
// because somebody else was faster. Any error that is neither a refusal nor inputErrors is a fault.
func (s *submissions) failed(ctx context.Context, d submitted, err error) (bot.Response, error) {
	var wrong inputErrors
	if errors.As(err, &wrong) {
		return bot.Errors(wrong), nil
	}
	var refusal *lead.Refusal
	if !errors.As(err, &refusal) {
		return bot.Response{}, err
	}
	if errs := dialog.FieldErrors(refusal); errs != nil && d.view.Asks(errs) {
		return bot.Errors(errs), nil
	}
	f, err := s.access.look(ctx, d.req, d.target.Lead)
	if err != nil {
		return s.tooLate(d, lookup.Found{}, err)
	}
	return s.redraw(ctx, d, f, refusal)
}

// redraw draws a dialog again for the lead as it is now, with everything that was typed. refusal is why it was not
// carried out, or nil if that was not tried. If the action is no longer possible, or was refused on an unchanged lead,
// a dialog says so.
func (s *submissions) redraw(ctx context.Context, d submitted, f lookup.Found, refusal *lead.Refusal) (bot.Response, error) {
	dlg, ok := leadDialogs[d.view.CallbackID]
	if ok {
		if err := dlg.possible(f.Lead, d.req.actor(s.dir.Crew()), d.req.now); err != nil {
			return s.tooLate(d, f, err)
		}
	}
	pressure := refusal != nil && refusal.Why == lead.WhyPressure // the new dialog has a checkbox to contact anyway
	switch {
	case refusal != nil && !pressure && !d.target.Moved(f.Lead):
		return s.tooLate(d, f, refusal)
	case !ok:
		return bot.Response{}, fmt.Errorf("no dialog has the callback %q", d.view.CallbackID)
	}
	modal, err := s.dialogs.draw(ctx, d.req, dlg, f)
	if err != nil {
		return bot.Response{}, err
	}
	return bot.Update(dialog.Again(view.AskedIn(d.target.Channel, modal), d.view, s.changesSince(d, f))), nil
}

// tooLate answers a dialog that was submitted too late, with what the person can do instead. f is empty when they may
// not see the lead.
func (s *submissions) tooLate(d submitted, f lookup.Found, err error) (bot.Response, error) {
	var refusal *lead.Refusal
	if !errors.As(err, &refusal) {
		return bot.Response{}, err
	}
	by, now, crew, pb := d.req.by, d.req.now, s.dir.Crew(), s.dir.Playbook()
	late := dialog.Late{Refusal: view.Refused(refusal, by, crew, pb, now, nil), Why: s.changesSince(d, f)}
	if actor := d.req.actor(crew); f.Lead != nil {
		late.CanComment = f.Lead.Clone().AddComment(actor, "words", now) == nil
		late.Claimable = f.Lead.Clone().Claim(actor, now) == nil || f.Lead.Stage == lead.StageNew && f.Lead.Clone().Accept(actor, now) == nil
		late.Lead, _ = view.ReadBy(f.Lead, nil, by, crew, pb)
	}
	return bot.Update(dialog.Overtaken(late, d.view)), nil
}

// changesSince says what happened to a lead since a dialog about it was drawn.
func (s *submissions) changesSince(d submitted, f lookup.Found) string {
	if f.Lead == nil {
		return ""
	}
	return view.NewsSince(f.Lead, f.Events, d.target.Events, d.req.by, s.dir.Crew(), s.dir.Playbook())
}
