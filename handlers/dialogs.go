package handlers

import (
	"context"
	"errors"
	"time"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
	"dibs/playbook"
	"dibs/workflows"
	"dibs/workflows/lookup"
)

// leadDialog is a modal that a button opens. draw draws it; try tries the act with empty input, so that a person who may
// not do it is refused before typing. Missing input does not count then.
type leadDialog struct {
	draw func(dialog.Scene) view.Modal
	try  func(l *lead.Lead, a lead.Actor, now time.Time) error
	load func(ctx context.Context, find *lookup.Finder, s *dialog.Scene) error // reads what else draw needs; may be nil
}

// simpleDialog is a dialog that is drawn from the lead and the playbook alone.
func simpleDialog(draw func(*lead.Lead, *playbook.Playbook) view.Modal, try func(*lead.Lead, lead.Actor, time.Time) error) leadDialog {
	return leadDialog{draw: func(s dialog.Scene) view.Modal { return draw(s.Lead, s.Playbook) }, try: try}
}

// dialogs are the modals that buttons and the overflow menu open, by action. The callback of a modal is the action that
// opened it. An exception is Hand back to marketing, which is Hand back with marketing preselected.
var dialogs = map[string]leadDialog{
	view.ActionCertify: {dialog.Qualify, tryQualify, loadWorkloads},
	view.ActionQualify: {dialog.Qualify, tryQualify, loadWorkloads},
	view.ActionLogContact: {
		draw: func(s dialog.Scene) view.Modal { return dialog.LogContact(s.Lead, s.Playbook, s.Now) },
		try:  func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.LogContact(a, lead.Touch{}, now) },
	},
	view.ActionToMarketing: simpleDialog(dialog.ToMarketing, func(l *lead.Lead, a lead.Actor, now time.Time) error {
		return l.SendToMarketing(a, lead.Nurture{}, now)
	}),
	view.ActionNotAFit: simpleDialog(dialog.NotAFit, func(l *lead.Lead, a lead.Actor, now time.Time) error {
		return l.RejectAsNotAFit(a, lead.Nurture{}, now)
	}),
	view.ActionPass:            simpleDialog(dialog.Pass, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Pass(a, "", now) }),
	view.ActionHandBack:        simpleDialog(dialog.HandBack, tryHandBack),
	view.ActionBackToMarketing: simpleDialog(dialog.BackToMarketing, tryHandBack),
	view.ActionWon:             simpleDialog(dialog.Won, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Win(a, lead.Money{}, "", now) }),
	view.ActionLost:            simpleDialog(dialog.Lost, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Lose(a, lead.Money{}, "", "", now) }),
	view.ActionSnooze:          simpleDialog(dialog.Snooze, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Snooze(a, time.Time{}, "", now) }),
	view.ActionDisqualify:      simpleDialog(dialog.Disqualify, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Disqualify(a, "", "", now) }),
	view.ActionMerge: {
		dialog.Merge, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.MergeInto(a, &lead.Lead{}, now) },
		func(ctx context.Context, find *lookup.Finder, s *dialog.Scene) (err error) {
			s.Alike, err = find.PossibleDuplicates(ctx, s.Lead)
			return err
		},
	},
	view.ActionAssign: {
		dialog.Assign, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Assign(a, lead.Member{}, now) }, loadWorkloads,
	},
}

// tryQualify tries to certify an inquiry, or to qualify a lead.
func tryQualify(l *lead.Lead, a lead.Actor, now time.Time) error {
	if l.Stage == lead.StageInquiry {
		return l.Certify(a, lead.Verdict{}, nil, lead.Judgement{}, lead.Nurture{}, now)
	}
	return l.Qualify(a, lead.Verdict{}, nil, now)
}

// tryHandBack tries to hand a lead back.
func tryHandBack(l *lead.Lead, a lead.Actor, now time.Time) error {
	return l.HandBackToPool(a, "", "", now)
}

// loadWorkloads reads how many open leads everybody has.
func loadWorkloads(ctx context.Context, find *lookup.Finder, s *dialog.Scene) (err error) {
	s.Hands, err = find.OpenLeadCounts(ctx)
	return err
}

// dialogButton makes a handler for a button that opens a dialog.
func (s *Slack) dialogButton(d leadDialog) bot.Handler {
	return onLead(func(ctx context.Context, r *bot.Request, id lead.ID) (bot.Response, error) {
		return s.openLeadDialog(ctx, r, id, d)
	})
}

// openLeadDialog opens a dialog about a lead, or refuses.
func (s *Slack) openLeadDialog(ctx context.Context, r *bot.Request, id lead.ID, d leadDialog) (bot.Response, error) {
	by, err := s.requester(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	now := s.now()
	f, err := s.look(ctx, by, id)
	if err != nil {
		return s.refuse(ctx, r, by, err, now)
	}
	if err := d.possible(f.Lead, s.dir.Crew().Actor(by, now), now); err != nil {
		return s.refuse(ctx, r, by, err, now)
	}
	modal, err := s.drawDialog(ctx, d, f, by, now)
	if err != nil {
		return bot.Response{}, err
	}
	return bot.Open(view.AskedIn(dialogOrigin(r), modal)), nil
}

// drawDialog draws the dialog about a lead as it is now, for one person and with no more than they may see.
func (s *Slack) drawDialog(ctx context.Context, d leadDialog, f lookup.Found, by lead.PersonID, now time.Time) (view.Modal, error) {
	crew, pb, reader := s.dir.Crew(), s.dir.Playbook(), s.reader(by)
	scene := dialog.Scene{Lead: f.Lead, Events: f.Events, Crew: reader.Colleagues(crew), Playbook: pb, Now: now}
	if d.load != nil {
		if err := d.load(ctx, s.finder, &scene); err != nil {
			return view.Modal{}, err
		}
	}
	scene.Alike = reader.Matches(scene.Alike)
	scene.Lead, scene.Events = view.ReadBy(f.Lead, f.Events, by, crew, pb)
	return d.draw(scene), nil
}

// possible returns an error if somebody cannot do what the dialog is for, whatever they type.
func (d leadDialog) possible(l *lead.Lead, a lead.Actor, now time.Time) error {
	if err := d.try(l.Clone(), a, now); err != nil && !missingInput(err) {
		return err
	}
	return nil
}

// missingInput reports whether a refusal is only about input that the dialog asks for.
func missingInput(err error) bool {
	var refusal *lead.Refusal
	if !errors.As(err, &refusal) {
		return false
	}
	return refusal.Why == lead.WhyMissing || refusal.Why == lead.WhyFailed || refusal.Why == lead.WhyReceiver
}

// submitted is a dialog that somebody submitted.
type submitted struct {
	view bot.View
	id   lead.ID
	by   lead.PersonID
	zone *time.Location // of the person
	now  time.Time
}

// submission does what a dialog asks for. It returns the errors of inputs that cannot be read, by block id, or what the use
// case returned.
type submission func(ctx context.Context, d submitted) (workflows.Outcome, map[string]string, error)

// submit makes a handler for a submitted dialog. What was typed is kept if it is refused: an error stands below its input,
// and a dialog that is out of date is drawn again.
func (s *Slack) submit(run submission) bot.Handler {
	return func(ctx context.Context, r *bot.Request) (bot.Response, error) {
		t, err := view.TargetOf(r.View)
		if err != nil {
			return bot.Response{}, err
		}
		by, err := s.requester(ctx, r)
		if err != nil {
			return bot.Response{}, err
		}
		d := submitted{view: r.View, id: t.Lead, by: by, zone: s.zone(by), now: s.now()}
		f, err := s.look(ctx, by, t.Lead)
		if err != nil {
			return s.tooLate(d, lookup.Found{}, err)
		}
		if t.Moved(f.Lead) && r.View.CallbackID != dialog.CallbackKeep { // a note may always be kept
			return s.redrawDialog(ctx, d, t, f, nil)
		}
		out, errs, err := run(ctx, d)
		pb := s.dir.Playbook()
		var refusal *lead.Refusal
		switch {
		case len(errs) > 0:
			return bot.Errors(errs), nil
		case errors.As(err, &refusal):
			return s.answerRefusal(ctx, d, t, refusal)
		case err != nil:
			return bot.Response{}, err
		}
		if t.Channel == view.AtHome {
			return s.redrawHome(ctx, bot.Clear(), by, out.Event, d.now)
		}
		return bot.Clear().Later(view.Confirmed(out.Lead, out.Event, by, s.dir.Crew(), pb)).In(t.AnswerIn(f.Home.Channel)), nil
	}
}

// zone is a person's time zone, or the playbook's if it is not known.
func (s *Slack) zone(by lead.PersonID) *time.Location {
	if z, err := time.LoadLocation(s.dir.Crew().Member(by).Zone); err == nil && s.dir.Crew().Member(by).Zone != "" {
		return z
	}
	return s.dir.Playbook().Zone()
}
