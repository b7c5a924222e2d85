package workflows

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// Refresh reads the people again. Of several at once the one that began last counts, which saw all that
// the others did.
func (e *Engine) Refresh(ctx context.Context) error {
	n := e.readings.begin()
	people, err := e.store.People(ctx)
	if err != nil {
		return fmt.Errorf("read people: %w", err)
	}
	crew := e.Playbook().Crew(people, *e.groups.Load()...)
	e.readings.end(n, func() {
		if !reflect.DeepEqual(crew, e.Crew()) { // it is asked every two seconds, and what follows from it is not worked out anew
			e.crew.Store(&crew)
		}
	})
	return nil
}

// readings puts what is read at the same time in the order in which it was begun.
type readings struct {
	mu          sync.Mutex
	begun, done int
}

func (r *readings) begin() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.begun++
	return r.begun
}

// end keeps what a reading found, unless one that began after it is kept already.
func (r *readings) end(n int, keep func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if n > r.done {
		r.done = n
		keep()
	}
}

// SetGroups says who is in the Slack user groups that the playbook names, from the next Refresh on.
func (e *Engine) SetGroups(groups []playbook.Group) { e.groups.Store(&groups) }

// SyncPeople stores who is in the workspace, as Slack said when it was asked, now, and reads them
// again. Whose status says since now that they are away is treated as if they had said so, and the
// other way round.
func (e *Engine) SyncPeople(ctx context.Context, now time.Time, people ...lead.Person) error {
	synced, ended, err := e.store.SyncPeople(ctx, people, now)
	if err != nil {
		return fmt.Errorf("store people: %w", err)
	}
	return e.follow(ctx, now, synced, ended)
}

// HearOf is SyncPeople for an event about one person, of the instant at which Slack sent it: one that
// comes after a newer one changes nothing.
func (e *Engine) HearOf(ctx context.Context, p lead.Person, at, now time.Time) error {
	synced, ended, err := e.store.RecordPerson(ctx, p, at)
	if err != nil {
		return fmt.Errorf("store a person: %w", err)
	}
	return e.follow(ctx, now, synced, ended)
}

// follow does what follows from what Slack said of people: ended are absences that are over.
func (e *Engine) follow(ctx context.Context, now time.Time, synced []lead.Person, ended []lead.PersonID) error {
	before := e.Crew()
	if err := e.Refresh(ctx); err != nil {
		return err
	}
	for _, id := range ended {
		if _, err := e.comeBack(ctx, id, now); err != nil {
			return err
		}
	}
	for _, p := range synced {
		if p.Away(now) && !p.Deleted && !before.Member(p.ID).Away(now) {
			if _, err := e.leave(ctx, p.ID, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// Person is our id of somebody in Slack. Whoever is new is stored by the Slack id and name
// alone, without asking Slack; the next sync fills in the rest.
func (e *Engine) Person(ctx context.Context, slackID, name string) (lead.PersonID, error) {
	if id, ok := e.Crew().BySlackID(slackID); ok {
		return id, nil
	}
	if err := e.store.EnsurePerson(ctx, slackID, name); err != nil {
		return lead.NoOne, err
	}
	if err := e.Refresh(ctx); err != nil {
		return lead.NoOne, err
	}
	id, ok := e.Crew().BySlackID(slackID)
	if !ok {
		return lead.NoOne, fmt.Errorf("person %s was stored and is not there", slackID)
	}
	return id, nil
}
