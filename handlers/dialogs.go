package handlers

import (
	"context"
	"errors"
	"time"

	"dibs/bot"
	"dibs/lead"
	"dibs/playbook"
	"dibs/workflows"
)

// dialog is a modal that a button opens: how it is drawn, and what would be tried, so that a
// person who cannot do it hears so before typing. What is still missing is no reason then.
type dialog struct {
	draw func(l *lead.Lead, crew lead.Crew, pb *playbook.Playbook, now time.Time) bot.Modal
	try  func(l *lead.Lead, a lead.Actor, now time.Time) error
}

// asks makes a dialog that needs nothing but the lead and the playbook.
func asks(draw func(*lead.Lead, *playbook.Playbook) bot.Modal, try func(*lead.Lead, lead.Actor, time.Time) error) dialog {
	return dialog{func(l *lead.Lead, _ lead.Crew, pb *playbook.Playbook, _ time.Time) bot.Modal {
		return draw(l, pb)
	}, try}
}

// dialogs are the modals that buttons and the overflow menu open, by action.
var dialogs = map[string]dialog{
	bot.ActionCertify: asks(bot.QualifyModal, tryQualify),
	bot.ActionQualify: asks(bot.QualifyModal, tryQualify),
	bot.ActionLogContact: {
		func(l *lead.Lead, _ lead.Crew, pb *playbook.Playbook, now time.Time) bot.Modal {
			return bot.LogContactModal(l, pb, now)
		},
		func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.LogContact(a, lead.Touch{}, now) },
	},
	bot.ActionToMarketing: asks(bot.ToMarketingModal, func(l *lead.Lead, a lead.Actor, now time.Time) error {
		return l.SendToMarketing(a, lead.Nurture{}, now)
	}),
	bot.ActionNotAFit: asks(bot.NotAFitModal, func(l *lead.Lead, a lead.Actor, now time.Time) error {
		return l.RejectAsNotAFit(a, lead.Nurture{}, now)
	}),
	bot.ActionPass:       asks(bot.PassModal, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Pass(a, "", now) }),
	bot.ActionHandBack:   asks(bot.HandBackModal, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.HandBackToPool(a, "", "", now) }),
	bot.ActionWon:        asks(bot.WonModal, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Win(a, lead.Money{}, "", now) }),
	bot.ActionLost:       asks(bot.LostModal, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Lose(a, "", "", now) }),
	bot.ActionSnooze:     asks(bot.SnoozeModal, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Snooze(a, time.Time{}, "", now) }),
	bot.ActionDisqualify: asks(bot.DisqualifyModal, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Disqualify(a, "", "", now) }),
	bot.ActionMerge:      asks(bot.MergeModal, func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.MergeInto(a, &lead.Lead{}, now) }),
	bot.ActionAssign: {
		func(l *lead.Lead, crew lead.Crew, _ *playbook.Playbook, now time.Time) bot.Modal {
			return bot.AssignModal(l, crew, now)
		},
		func(l *lead.Lead, a lead.Actor, now time.Time) error { return l.Assign(a, lead.Member{}, now) },
	},
}

func tryQualify(l *lead.Lead, a lead.Actor, now time.Time) error {
	if l.Stage == lead.StageInquiry {
		return l.Certify(a, lead.Verdict{}, nil, lead.Judgement{}, lead.Nurture{}, now)
	}
	return l.Qualify(a, lead.Verdict{}, nil, now)
}

// open handles a button that opens a dialog.
func (s *Slack) open(d dialog) bot.Handler {
	return onLead(func(ctx context.Context, r *bot.Request, id lead.ID) (bot.Response, error) {
		return s.dialog(ctx, r, id, d)
	})
}

func (s *Slack) dialog(ctx context.Context, r *bot.Request, id lead.ID, d dialog) (bot.Response, error) {
	by, err := s.who(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	now, crew := s.now(), s.engine.Crew()
	f, err := s.look(ctx, by, id)
	if err != nil {
		return s.refuse(ctx, r, by, err, now)
	}
	if err := d.try(f.Lead.Clone(), crew.Actor(by, now), now); err != nil && !typing(err) {
		return s.refuse(ctx, r, by, err, now)
	}
	return bot.Open(bot.AskedIn(askedIn(r), d.draw(f.Lead, colleagues(crew, crew.Member(by)), s.engine.Playbook(), now))), nil
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
// sentence stands below the field it is about.
func (s *Slack) submit(do submission) bot.Handler {
	return func(ctx context.Context, r *bot.Request) (bot.Response, error) {
		t, err := bot.TargetOf(r.View)
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
			return s.refuse(ctx, r, by, err, d.now)
		}
		if t.Moved(f.Lead) {
			return s.refuse(ctx, r, by, &lead.Refusal{Why: lead.WhyMoved, Lead: f.Lead}, d.now)
		}
		out, errs, err := do(ctx, d)
		pb := s.engine.Playbook()
		var no *lead.Refusal
		switch {
		case len(errs) > 0:
			return bot.Errors(errs), nil
		case errors.As(err, &no):
			if errs := bot.FieldErrors(no, pb); errs != nil {
				return bot.Errors(errs), nil
			}
			return s.refuse(ctx, r, by, err, d.now)
		case err != nil:
			return bot.Response{}, err
		}
		if t.Channel == bot.AtHome {
			return s.homeAfter(ctx, bot.Clear(), by, out.Event, d.now)
		}
		return bot.Clear().Later(bot.Confirmed(out.Lead, out.Event, s.engine.Crew(), pb)).In(t.AnswerIn(f.Home.Channel)), nil
	}
}

// zone is the person's own, else the playbook's.
func (s *Slack) zone(by lead.PersonID) *time.Location {
	if z, err := time.LoadLocation(s.engine.Crew().Member(by).Zone); err == nil && s.engine.Crew().Member(by).Zone != "" {
		return z
	}
	return s.engine.Playbook().Zone()
}
