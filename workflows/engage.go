package workflows

import (
	"context"
	"strings"
	"time"

	"dibs/lead"
)

// Engage notes a sign of interest on a lead, by the event's name in the playbook. The lead is
// judged again in the same breath, and a nurtured one that has warmed up wakes. What happens to a
// lead that was merged into another counts there.
func (e *Engine) Engage(ctx context.Context, id lead.ID, event string, now time.Time) (Outcome, error) {
	pb := e.dir.Playbook()
	for {
		var into lead.ID
		done, err := e.change(ctx, id, now, func(l *lead.Lead) error {
			if into = l.MergedInto; into == 0 {
				l.Engage(event, pb.Judge, now)
			}
			return nil
		})
		if err != nil || into == 0 {
			return done, err
		}
		id = into
	}
}

// EngageEmail is Engage on all open leads of a person, by e-mail address; none is a refusal.
func (e *Engine) EngageEmail(ctx context.Context, email, event string, now time.Time) ([]Outcome, error) {
	open, err := e.store.OpenByEmail(ctx, strings.ToLower(strings.TrimSpace(email)))
	if err != nil {
		return nil, err
	}
	if len(open) == 0 {
		return nil, &lead.Refusal{Why: lead.WhyNotFound, Action: lead.Engaged, Lead: &lead.Lead{}}
	}
	var all []Outcome
	for _, l := range open {
		done, err := e.Engage(ctx, l.ID, event, now)
		if err != nil {
			return all, err
		}
		all = append(all, done)
	}
	return all, nil
}
