package workflows

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
)

// SyncPeople stores who is in the workspace, as Slack said when it was asked, now, and reads them
// again. Whose status says since now that they are away is treated as if they had said so, and the
// other way round.
func (av *Availability) SyncPeople(ctx context.Context, now time.Time, people ...lead.Person) error {
	synced, ended, err := av.store.SyncPeople(ctx, people, now)
	if err != nil {
		return fmt.Errorf("store people: %w", err)
	}
	return av.followSync(ctx, now, synced, ended)
}

// HearOf is SyncPeople for an event about one person, of the instant at which Slack sent it: one that
// comes after a newer one changes nothing.
func (av *Availability) HearOf(ctx context.Context, p lead.Person, at, now time.Time) error {
	synced, ended, err := av.store.RecordPerson(ctx, p, at)
	if err != nil {
		return fmt.Errorf("store a person: %w", err)
	}
	return av.followSync(ctx, now, synced, ended)
}

// followSync does what follows from what Slack said of people: ended are absences that are over.
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
