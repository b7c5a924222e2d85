package handlers

import (
	"context"
	"errors"

	"dibs/bot/view/dialog"
	"dibs/lead"
	"dibs/workflows"
)

func (s *Slack) logContact(ctx context.Context, d submitted) (workflows.Outcome, map[string]string, error) {
	touch, errs := dialog.ReadLogContact(d.view, d.zone, d.now)
	if len(errs) > 0 {
		return workflows.Outcome{}, errs, nil
	}
	out, err := s.engine.LogContact(ctx, d.id, d.by, touch, d.now)
	return out, nil, err
}

func (s *Slack) qualify(ctx context.Context, d submitted) (workflows.Outcome, map[string]string, error) {
	verdict, errs := dialog.ReadVerdict(d.view, s.dir.Crew(), d.zone, d.now)
	if len(errs) > 0 {
		return workflows.Outcome{}, errs, nil
	}
	out, err := s.engine.Qualify(ctx, d.id, d.by, verdict, d.now)
	return out, nil, err
}

func (s *Slack) notAFit(ctx context.Context, d submitted) (workflows.Outcome, map[string]string, error) {
	n, errs := dialog.ReadNurture(d.view, d.zone, d.now)
	if len(errs) > 0 {
		return workflows.Outcome{}, errs, nil
	}
	out, err := s.engine.NotAFit(ctx, d.id, d.by, n.Reason, n.Note, d.now)
	return out, nil, err
}

func (s *Slack) toMarketing(ctx context.Context, d submitted) (workflows.Outcome, map[string]string, error) {
	n, errs := dialog.ReadNurture(d.view, d.zone, d.now)
	if len(errs) > 0 {
		return workflows.Outcome{}, errs, nil
	}
	out, err := s.engine.ToMarketing(ctx, d.id, d.by, n.Reason, n.Note, n.WakeAt, d.now)
	return out, nil, err
}

func (s *Slack) handBack(ctx context.Context, d submitted) (workflows.Outcome, map[string]string, error) {
	marketing, n, errs := dialog.ReadHandBack(d.view, d.zone, d.now)
	if len(errs) > 0 {
		return workflows.Outcome{}, errs, nil
	}
	if marketing {
		out, err := s.engine.HandBackToMarketing(ctx, d.id, d.by, n.Reason, n.Note, n.WakeAt, d.now)
		return out, nil, err
	}
	out, err := s.engine.HandBackToPool(ctx, d.id, d.by, n.Reason, n.Note, d.now)
	return out, nil, err
}

func (s *Slack) pass(ctx context.Context, d submitted) (workflows.Outcome, map[string]string, error) {
	out, err := s.engine.Pass(ctx, d.id, d.by, dialog.ReadPass(d.view), d.now)
	return out, nil, err
}

func (s *Slack) assign(ctx context.Context, d submitted) (workflows.Outcome, map[string]string, error) {
	to, errs := dialog.ReadAssign(d.view)
	if len(errs) > 0 {
		return workflows.Outcome{}, errs, nil
	}
	out, err := s.engine.Assign(ctx, d.id, d.by, to, d.now)
	return out, nil, err
}

func (s *Slack) snooze(ctx context.Context, d submitted) (workflows.Outcome, map[string]string, error) {
	at, reason, errs := dialog.ReadSnooze(d.view, d.zone, d.now)
	if len(errs) > 0 {
		return workflows.Outcome{}, errs, nil
	}
	out, err := s.engine.Snooze(ctx, d.id, d.by, at, reason, d.now)
	return out, nil, err
}

func (s *Slack) won(ctx context.Context, d submitted) (workflows.Outcome, map[string]string, error) {
	amount, note, errs := dialog.ReadWon(d.view)
	if len(errs) > 0 {
		return workflows.Outcome{}, errs, nil
	}
	out, err := s.engine.Win(ctx, d.id, d.by, amount, note, d.now)
	return out, nil, err
}

func (s *Slack) lost(ctx context.Context, d submitted) (workflows.Outcome, map[string]string, error) {
	amount, reason, note, errs := dialog.ReadLost(d.view)
	if len(errs) > 0 {
		return workflows.Outcome{}, errs, nil
	}
	out, err := s.engine.Lose(ctx, d.id, d.by, amount, reason, note, d.now)
	return out, nil, err
}

func (s *Slack) disqualify(ctx context.Context, d submitted) (workflows.Outcome, map[string]string, error) {
	reason, note, errs := dialog.ReadReason(d.view)
	if len(errs) > 0 {
		return workflows.Outcome{}, errs, nil
	}
	out, err := s.engine.Disqualify(ctx, d.id, d.by, reason, note, d.now)
	return out, nil, err
}

func (s *Slack) merge(ctx context.Context, d submitted) (workflows.Outcome, map[string]string, error) {
	into, errs := dialog.ReadMerge(d.view)
	if len(errs) > 0 {
		return workflows.Outcome{}, errs, nil
	}
	if err := s.guard(ctx, d.by, into); err != nil {
		var refusal *lead.Refusal
		if errors.As(err, &refusal) {
			refusal.Action = lead.Merged // so that it stands below the number
		}
		return workflows.Outcome{}, nil, err
	}
	out, err := s.engine.Merge(ctx, d.id, into, d.by, d.now)
	return out, nil, err
}
