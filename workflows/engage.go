package workflows

import (
	"context"
	"fmt"
	"strings"
	"time"

	"dibs/lead"
)

// maxMerges bounds how far a chain of merged leads is followed. People merge a lead once or twice; a longer chain means
// that the stored data is wrong.
const maxMerges = 20

// Engage records a sign of interest in a lead, by the name of the event in the playbook. The lead is judged again in
// the same save, and a nurtured lead that has warmed up wakes. If the lead was merged into another one, the event
// counts there.
func (e *Engine) Engage(ctx context.Context, id lead.ID, event string, now time.Time) (Outcome, error) {
	pb := e.dir.Playbook()
	for range maxMerges {
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
	return Outcome{}, fmt.Errorf("lead %s was merged more than %d times, or into itself", id, maxMerges)
}

// EngageEmail is Engage for all open leads of a person, by e-mail address. They are saved together, so either all of
// them count the event or none does. It is refused if the person has no open lead.
func (e *Engine) EngageEmail(ctx context.Context, email, event string, now time.Time) ([]Outcome, error) {
	open, err := e.store.OpenByEmail(ctx, strings.ToLower(strings.TrimSpace(email)))
	if err != nil {
		return nil, err
	}
	if len(open) == 0 {
		return nil, &lead.Refusal{Why: lead.WhyNotFound, Action: lead.Engaged, Lead: &lead.Lead{}}
	}
	ids := make([]lead.ID, len(open))
	for i, l := range open {
		ids[i] = l.ID
	}
	pb := e.dir.Playbook()
	return e.changeAll(ctx, ids, now, func(leads []*lead.Lead) error {
		for _, l := range leads {
			if l.Open() { // it may have been closed after it was found
				l.Engage(event, pb.Judge, now)
			}
		}
		return nil
	})
}
