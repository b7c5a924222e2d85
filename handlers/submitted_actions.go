package handlers

import (
	"context"
	"errors"

	"dibs/bot/view/dialog"
	"dibs/lead"
	"dibs/workflows"
)

// Each of these functions reads the inputs of one dialog and does what the dialog is for.

func (s *submissions) logContact(ctx context.Context, d submitted) (workflows.Outcome, error) {
	touch, errs := dialog.ReadLogContact(d.view, d.zone, d.req.now)
	if len(errs) > 0 {
		return workflows.Outcome{}, inputErrors(errs)
	}
	return s.engine.LogContact(ctx, d.target.Lead, d.req.by, touch, d.req.now)
}

func (s *submissions) qualify(ctx context.Context, d submitted) (workflows.Outcome, error) {
	verdict, errs := dialog.ReadVerdict(d.view, s.dir.Crew(), d.zone, d.req.now)
	if len(errs) > 0 {
		return workflows.Outcome{}, inputErrors(errs)
	}
	return s.engine.Qualify(ctx, d.target.Lead, d.req.by, verdict, d.req.now)
}

func (s *submissions) notAFit(ctx context.Context, d submitted) (workflows.Outcome, error) {
	n, errs := dialog.ReadNurture(d.view, d.zone, d.req.now)
	if len(errs) > 0 {
		return workflows.Outcome{}, inputErrors(errs)
	}
	return s.engine.NotAFit(ctx, d.target.Lead, d.req.by, n.Reason, n.Note, d.req.now)
}

func (s *submissions) toMarketing(ctx context.Context, d submitted) (workflows.Outcome, error) {
	n, errs := dialog.ReadNurture(d.view, d.zone, d.req.now)
	if len(errs) > 0 {
		return workflows.Outcome{}, inputErrors(errs)
	}
	return s.engine.ToMarketing(ctx, d.target.Lead, d.req.by, n.Reason, n.Note, n.WakeAt, d.req.now)
}

func (s *submissions) handBack(ctx context.Context, d submitted) (workflows.Outcome, error) {
	marketing, n, errs := dialog.ReadHandBack(d.view, d.zone, d.req.now)
	if len(errs) > 0 {
		return workflows.Outcome{}, inputErrors(errs)
	}
	if marketing {
		return s.engine.HandBackToMarketing(ctx, d.target.Lead, d.req.by, n.Reason, n.Note, n.WakeAt, d.req.now)
	}
	return s.engine.HandBackToPool(ctx, d.target.Lead, d.req.by, n.Reason, n.Note, d.req.now)
}

func (s *submissions) pass(ctx context.Context, d submitted) (workflows.Outcome, error) {
	return s.engine.Pass(ctx, d.target.Lead, d.req.by, dialog.ReadPass(d.view), d.req.now)
}

func (s *submissions) assign(ctx context.Context, d submitted) (workflows.Outcome, error) {
	to, errs := dialog.ReadAssign(d.view)
	if len(errs) > 0 {
		return workflows.Outcome{}, inputErrors(errs)
	}
	return s.engine.Assign(ctx, d.target.Lead, d.req.by, to, d.req.now)
}

func (s *submissions) snooze(ctx context.Context, d submitted) (workflows.Outcome, error) {
	at, reason, errs := dialog.ReadSnooze(d.view, d.zone, d.req.now)
	if len(errs) > 0 {
		return workflows.Outcome{}, inputErrors(errs)
	}
	return s.engine.Snooze(ctx, d.target.Lead, d.req.by, at, reason, d.req.now)
}

func (s *submissions) won(ctx context.Context, d submitted) (workflows.Outcome, error) {
	amount, note, errs := dialog.ReadWon(d.view)
	if len(errs) > 0 {
		return workflows.Outcome{}, inputErrors(errs)
	}
	return s.engine.Win(ctx, d.target.Lead, d.req.by, amount, note, d.req.now)
}

func (s *submissions) lost(ctx context.Context, d submitted) (workflows.Outcome, error) {
	amount, reason, note, errs := dialog.ReadLost(d.view)
	if len(errs) > 0 {
		return workflows.Outcome{}, inputErrors(errs)
	}
	return s.engine.Lose(ctx, d.target.Lead, d.req.by, amount, reason, note, d.req.now)
}

func (s *submissions) disqualify(ctx context.Context, d submitted) (workflows.Outcome, error) {
	reason, note, errs := dialog.ReadReason(d.view)
	if len(errs) > 0 {
		return workflows.Outcome{}, inputErrors(errs)
	}
	return s.engine.Disqualify(ctx, d.target.Lead, d.req.by, reason, note, d.req.now)
}

func (s *submissions) merge(ctx context.Context, d submitted) (workflows.Outcome, error) {
	into, errs := dialog.ReadMerge(d.view)
	if len(errs) > 0 {
		return workflows.Outcome{}, inputErrors(errs)
	}
	if err := s.access.guard(ctx, d.req, into); err != nil {
		var refusal *lead.Refusal
		if errors.As(err, &refusal) {
			refusal.Action = lead.Merged // so that the error stands below the number
		}
		return workflows.Outcome{}, err
	}
	return s.engine.Merge(ctx, d.target.Lead, into, d.req.by, d.req.now)
}

// saveAsComment saves what was typed into a dialog that was submitted too late.
func (s *submissions) saveAsComment(ctx context.Context, d submitted) (workflows.Outcome, error) {
	words, errs := dialog.ReadKept(d.view)
	if len(errs) > 0 {
		return workflows.Outcome{}, inputErrors(errs)
	}
	return s.engine.Comment(ctx, d.target.Lead, d.req.by, words, d.req.now)
}
