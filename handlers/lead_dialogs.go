package handlers

import (
	"context"
	"errors"
	"time"

	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
	"dibs/playbook"
	"dibs/workflows/lookup"
)

// leadDialog is a dialog about a lead that a button opens. draw draws it. try tries the action with empty input, so
// that a person who may not do it is refused before they type anything.
type leadDialog struct {
	draw func(dialog.Scene) view.Modal
	try  func(l *lead.Lead, a lead.Actor, now time.Time) error
	load func(ctx context.Context, find *lookup.Finder, s *dialog.Scene) error // reads more for draw; may be nil
}

// simpleDialog is a dialog that needs only the lead and the playbook to be drawn.
func simpleDialog(draw func(*lead.Lead, *playbook.Playbook) view.Modal, try func(*lead.Lead, lead.Actor, time.Time) error) leadDialog {
	return leadDialog{draw: func(s dialog.Scene) view.Modal { return draw(s.Lead, s.Playbook) }, try: try}
}

// leadDialogs are the dialogs that buttons and the overflow menu open, by action. The callback of a dialog is the
// action that opened it, except for Hand back to marketing, which is Hand back with marketing preselected.
var leadDialogs = map[string]leadDialog{
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

// possible returns an error if a person cannot do what the dialog is for, whatever they type.
func (d leadDialog) possible(l *lead.Lead, a lead.Actor, now time.Time) error {
	if err := d.try(l.Clone(), a, now); err != nil && !missingInput(err) {
		return err
	}
	return nil
}

// missingInput reports whether err is a refusal that is only about input that the dialog asks for.
func missingInput(err error) bool {
	var refusal *lead.Refusal
	if !errors.As(err, &refusal) {
		return false
	}
	return refusal.Why == lead.WhyMissing || refusal.Why == lead.WhyFailed || refusal.Why == lead.WhyReceiver
}
