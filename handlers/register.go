package handlers

import (
	"context"

	"dibs/bot"
	"dibs/lead"
	"dibs/workflows"
)

// openNew opens the dialog that registers a lead.
func (s *Slack) openNew(context.Context, *bot.Request) (bot.Response, error) {
	return bot.Open(bot.NewLeadModal(s.engine.Playbook(), lead.Inquiry{})), nil
}

// newLead registers what somebody typed in.
func (s *Slack) newLead(ctx context.Context, r *bot.Request) (bot.Response, error) {
	in, errs := bot.ReadNewLead(r.View)
	if len(errs) > 0 {
		return bot.Errors(errs), nil
	}
	by, err := s.who(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	receipt, err := s.engine.Register(ctx, workflows.Intake{Inquiry: in, By: by}, s.now())
	if err != nil {
		return bot.Response{}, err
	}
	id := receipt.ID
	if receipt.DuplicateOf != 0 {
		id = receipt.DuplicateOf
	}
	f, err := s.engine.Look(ctx, id)
	if err != nil {
		return bot.Response{}, err
	}
	if !seen(s.engine.Crew().Member(by), f.Lead) {
		return bot.Clear().Later(bot.Thanked()), nil
	}
	what := lead.Event{Kind: lead.Registered, Lead: id}
	if receipt.DuplicateOf != 0 {
		what.Kind = lead.AskedAgain
	}
	return bot.Clear().Later(bot.Confirmed(f.Lead, what, s.engine.Crew(), s.engine.Playbook())), nil
}
