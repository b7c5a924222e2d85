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

// leadDialog is a modal that a button opens: how it is drawn, and what would be tried, so that a
// person who cannot do it hears so before typing. What is still missing is no reason then.
type leadDialog struct {
	draw func(dialog.Scene) view.Modal
	try  func(l *lead.Lead, a lead.Actor, now time.Time) error
	more func(ctx context.Context, find *lookup.Finder, s *dialog.Scene) error // reads what else it is drawn from; nil: nothing
}

// asks makes a dialog that needs nothing but the lead and the playbook.
func asks(draw func(*lead.Lead, *playbook.Playbook) view.Modal, try func(*lead.Lead, lead.Actor, time.Time) error) leadDialog {
	return leadDialog{draw: func(s dialog.Scene) view.Modal { return draw(s.Lead, s.Playbook) }, try: try}
}

// dialogs are the modals that buttons and the overflow menu open, by action. A modal that is sent
// in is found again by its callback, which is the action that opened it, but for those that are
// another one with something chosen.
var dialogs = map[string]leadDialog{
	view.ActionCertify: {dialog.Qualify, tryQualify, hands},
	view.ActionQualify: {dialog.Qualify, tryQualify, hands},
	view.ActionLogContact: {
		draw: func(s dialog.Scene) view.Modal { return dialog.LogContact(s.Lead, s.Playbook, s.Now) },
		try:  func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.LogContact(a, lead.Touch{}, now) },
	},
	view.ActionToMarketing: asks(dialog.ToMarketing, func(l *lead.Lead, a lead.Actor, now time.Time) error {
		return l.SendToMarketing(a, lead.Nurture{}, now)
	}),
	view.ActionNotAFit: asks(dialog.NotAFit, func(l *lead.Lead, a lead.Actor, now time.Time) error {
		return l.RejectAsNotAFit(a, lead.Nurture{}, now)
	}),
	view.ActionPass:            asks(dialog.Pass, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Pass(a, "", now) }),
	view.ActionHandBack:        asks(dialog.HandBack, tryHandBack),
	view.ActionBackToMarketing: asks(dialog.BackToMarketing, tryHandBack),
	view.ActionWon:             asks(dialog.Won, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Win(a, lead.Money{}, "", now) }),
	view.ActionLost:            asks(dialog.Lost, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Lose(a, lead.Money{}, "", "", now) }),
	view.ActionSnooze:          asks(dialog.Snooze, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Snooze(a, time.Time{}, "", now) }),
	view.ActionDisqualify:      asks(dialog.Disqualify, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Disqualify(a, "", "", now) }),
	view.ActionMerge: {
		dialog.Merge, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.MergeInto(a, &lead.Lead{}, now) },
		func(ctx context.Context, find *lookup.Finder, s *dialog.Scene) (err error) {
			s.Alike, err = find.PossibleDuplicates(ctx, s.Lead)
			return err
		},
	},
	view.ActionAssign: {
		dialog.Assign, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Assign(a, lead.Member{}, now) }, hands,
	},
}

func tryQualify(l *lead.Lead, a lead.Actor, now time.Time) error {
	if l.Stage == lead.StageInquiry {
		return l.Certify(a, lead.Verdict{}, nil, lead.Judgement{}, lead.Nurture{}, now)
	}
	return l.Qualify(a, lead.Verdict{}, nil, now)
}

func tryHandBack(l *lead.Lead, a lead.Actor, now time.Time) error {
	return l.HandBackToPool(a, "", "", now)
}

// hands reads how much everybody has in hand.
func hands(ctx context.Context, find *lookup.Finder, s *dialog.Scene) (err error) {
	s.Hands, err = find.OpenLeadCounts(ctx)
	return err
}

// open handles a button that opens a dialog.
func (s *Slack) open(d leadDialog) bot.Handler {
	return onLead(func(ctx context.Context, r *bot.Request, id lead.ID) (bot.Response, error) {
		return s.openLeadDialog(ctx, r, id, d)
	})
}

func (s *Slack) openLeadDialog(ctx context.Context, r *bot.Request, id lead.ID, d leadDialog) (bot.Response, error) {
	by, err := s.who(ctx, r)
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
	modal, err := s.drawn(ctx, d, f, by, now)
	if err != nil {
		return bot.Response{}, err
	}
	return bot.Open(view.AskedIn(askedIn(r), modal)), nil
}

// drawn is the dialog about a lead as it is now, for one person and with no more than they may see.
func (s *Slack) drawn(ctx context.Context, d leadDialog, f lookup.Found, by lead.PersonID, now time.Time) (view.Modal, error) {
	crew, pb, reader := s.dir.Crew(), s.dir.Playbook(), s.reader(by)
	scene := dialog.Scene{Lead: f.Lead, Events: f.Events, Crew: reader.Colleagues(crew), Playbook: pb, Now: now}
	if d.more != nil {
		if err := d.more(ctx, s.finder, &scene); err != nil {
			return view.Modal{}, err
		}
	}
	scene.Alike = reader.Matches(scene.Alike)
	scene.Lead, scene.Events = view.ReadBy(f.Lead, f.Events, by, crew, pb)
	return d.draw(scene), nil
}

// possible reports why somebody cannot do what a dialog is for, whatever they type.
func (d leadDialog) possible(l *lead.Lead, a lead.Actor, now time.Time) error {
	if err := d.try(l.Clone(), a, now); err != nil && !typing(err) {
		return err
	}
	return nil
}

// typing reports whether a refusal is only about what the dialog is going to ask.
func typing(err error) bool {
	var no *lead.Refusal
	if !errors.As(err, &no) {
		return false
	}
	return no.Why == lead.WhyMissing || no.Why == lead.WhyFailed || no.Why == lead.WhyReceiver
}

// sent is a dialog that was sent in.
type sent struct {
	view bot.View
	id   lead.ID
	by   lead.PersonID
	zone *time.Location // of the person
	now  time.Time
}

// submission carries out what a dialog asks for. It returns sentences for fields that cannot be
// read, by block id, or what the use case returned.
type submission func(ctx context.Context, d sent) (workflows.Outcome, map[string]string, error)

// submit handles a dialog that was sent in. What was typed is kept when it is refused: the
// sentence stands below the field it is about, and a dialog that is out of date is drawn anew.
func (s *Slack) submit(do submission) bot.Handler {
	return func(ctx context.Context, r *bot.Request) (bot.Response, error) {
		t, err := view.TargetOf(r.View)
		if err != nil {
			return bot.Response{}, err
		}
		by, err := s.who(ctx, r)
		if err != nil {
			return bot.Response{}, err
		}
		d := sent{view: r.View, id: t.Lead, by: by, zone: s.zone(by), now: s.now()}
		f, err := s.look(ctx, by, t.Lead)
		if err != nil {
			return s.overtaken(d, lookup.Found{}, err)
		}
		if t.Moved(f.Lead) && r.View.CallbackID != dialog.CallbackKeep { // a note may always be kept
			return s.outdated(ctx, d, t, f, nil)
		}
		out, errs, err := do(ctx, d)
		pb := s.dir.Playbook()
		var no *lead.Refusal
		switch {
		case len(errs) > 0:
			return bot.Errors(errs), nil
		case errors.As(err, &no):
			return s.refused(ctx, d, t, no)
		case err != nil:
			return bot.Response{}, err
		}
		if t.Channel == view.AtHome {
			return s.homeAfter(ctx, bot.Clear(), by, out.Event, d.now)
		}
		return bot.Clear().Later(view.Confirmed(out.Lead, out.Event, by, s.dir.Crew(), pb)).In(t.AnswerIn(f.Home.Channel)), nil
	}
}

// zone is the person's own, else the playbook's.
func (s *Slack) zone(by lead.PersonID) *time.Location {
	if z, err := time.LoadLocation(s.dir.Crew().Member(by).Zone); err == nil && s.dir.Crew().Member(by).Zone != "" {
		return z
	}
	return s.dir.Playbook().Zone()
}
