package workflows

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
	"dibs/store"
)

// SyncPeople stores who is in the workspace, as Slack reported it at now, and reads the people again. A status that
// newly says that a person is away, or no longer says so, has the same effect as if they had told Dibs.
func (av *Availability) SyncPeople(ctx context.Context, now time.Time, people ...lead.Person) error {
	_, absences, err := av.store.SyncPeople(ctx, people, now)
	if err != nil {
		return fmt.Errorf("store people: %w", err)
	}
	return av.followSync(ctx, now, absences)
}

// HearOf is SyncPeople for an event about one person. at is when Slack sent the event. An event that arrives after a
// newer one changes nothing.
func (av *Availability) HearOf(ctx context.Context, p lead.Person, at, now time.Time) error {
	_, absences, err := av.store.RecordPerson(ctx, p, at)
	if err != nil {
		return fmt.Errorf("store a person: %w", err)
	}
	return av.followSync(ctx, now, absences)
}

// followSync passes on what follows from the absences that a sync has changed. Only the process that stored an absence
// knows that it is new: the crew of others, and even its own, may show it already.
func (av *Availability) followSync(ctx context.Context, now time.Time, changed store.Absences) error {
	if err := av.dir.Refresh(ctx); err != nil {
		return err
	}
	for _, id := range changed.Ended {
		if _, err := av.endAbsence(ctx, id, now); err != nil {
			return err
		}
	}
	for _, id := range changed.Started {
		if m := av.dir.Crew().Member(id); !m.Away(now) || m.Deleted {
			continue
		}
		if _, err := av.startAbsence(ctx, id, now); err != nil {
			return err
		}
	}
	return nil
}
