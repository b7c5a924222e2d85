package workflows

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
)

// SyncPeople stores who is in the workspace, as Slack reported it at now, and reads the people again. A status that
// newly says that a person is away, or no longer says so, has the same effect as if they had told Dibs.
func (av *Availability) SyncPeople(ctx context.Context, now time.Time, people ...lead.Person) error {
	synced, ended, err := av.store.SyncPeople(ctx, people, now)
	if err != nil {
		return fmt.Errorf("store people: %w", err)
	}
	return av.followSync(ctx, now, synced, ended)
}

// HearOf is SyncPeople for an event about one person. at is when Slack sent the event. An event that arrives after a
// newer one changes nothing.
func (av *Availability) HearOf(ctx context.Context, p lead.Person, at, now time.Time) error {
	synced, ended, err := av.store.RecordPerson(ctx, p, at)
	if err != nil {
		return fmt.Errorf("store a person: %w", err)
	}
	return av.followSync(ctx, now, synced, ended)
}

// followSync begins and ends absences after people were stored. ended are the people whose absence is over.
func (av *Availability) followSync(ctx context.Context, now time.Time, synced []lead.Person, ended []lead.PersonID) error {
	before := av.dir.Crew()
	if err := av.dir.Refresh(ctx); err != nil {
		return err
	}
	for _, id := range ended {
		if _, err := av.endAbsence(ctx, id, now); err != nil {
			return err
		}
	}
	for _, p := range synced {
		if p.Away(now) && !p.Deleted && !before.Member(p.ID).Away(now) {
			if _, err := av.startAbsence(ctx, p.ID, now); err != nil {
				return err
			}
		}
	}
	return nil
}
