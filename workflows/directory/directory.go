package directory

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"

	"dibs/lead"
	"dibs/playbook"
	"dibs/store"
)

// Directory knows the people and the playbook in force. It is safe for concurrent use.
type Directory struct {
	store    *store.Store
	playbook atomic.Pointer[playbook.Playbook]
	crew     atomic.Pointer[lead.Crew]
	groups   atomic.Pointer[[]playbook.Group]
	readings readings // of Refresh
}

// New makes a directory with a playbook and without people. Call Refresh before the first use.
func New(s *store.Store, pb *playbook.Playbook) *Directory {
	d := &Directory{store: s}
	d.playbook.Store(pb)
	d.crew.Store(&lead.Crew{})
	d.groups.Store(&[]playbook.Group{})
	return d
}

// Playbook returns the playbook in force.
func (d *Directory) Playbook() *playbook.Playbook { return d.playbook.Load() }

// Crew returns everybody, as of the last Refresh.
func (d *Directory) Crew() lead.Crew { return *d.crew.Load() }

// CrewInForce returns a pointer to the crew as of the last Refresh. The pointer changes only when the crew does, so
// comparing two of them is a cheap way to see whether anything changed.
func (d *Directory) CrewInForce() *lead.Crew { return d.crew.Load() }

// Refresh reads the people again. Of several calls at once, the result of the one that began last counts, because it
// saw everything that the others saw.
func (d *Directory) Refresh(ctx context.Context) error {
	n := d.readings.begin()
	people, err := d.store.People(ctx)
	if err != nil {
		return fmt.Errorf("read people: %w", err)
	}
	crew := d.Playbook().Members(people, *d.groups.Load()...)
	d.readings.end(n, func() {
		// Refresh is called every two seconds. What depends on the crew is computed again only when the pointer
		// changes.
		if !reflect.DeepEqual(crew, d.Crew()) {
			d.crew.Store(&crew)
		}
	})
	return nil
}

// readings orders readings that run at the same time by when they began.
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

// end keeps the result of a reading, unless the result of one that began later is kept already.
func (r *readings) end(n int, keep func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if n > r.done {
		r.done = n
		keep()
	}
}

// SetGroups sets who is in the Slack user groups that the playbook names. It counts from the next Refresh on.
func (d *Directory) SetGroups(groups []playbook.Group) { d.groups.Store(&groups) }

// Person returns our id of a person in Slack. A new person is stored with their Slack id and name alone, without asking
// Slack; the next sync adds the rest.
func (d *Directory) Person(ctx context.Context, slackID, name string) (lead.PersonID, error) {
	if id, ok := d.Crew().BySlackID(slackID); ok {
		return id, nil
	}
	if err := d.store.EnsurePerson(ctx, slackID, name); err != nil {
		return lead.NoOne, err
	}
	if err := d.Refresh(ctx); err != nil {
		return lead.NoOne, err
	}
	id, ok := d.Crew().BySlackID(slackID)
	if !ok {
		return lead.NoOne, fmt.Errorf("person %s was stored and is not there", slackID)
	}
	return id, nil
}

// Mute turns a digest off for a person, or on again: lead.DigestBriefing or lead.DigestWeek. They still get one list a
// day of the leads that are still waiting for them, because no lead is ever forgotten.
func (d *Directory) Mute(ctx context.Context, who lead.PersonID, digest string, off bool) error {
	if err := d.store.Mute(ctx, who, digest, off); err != nil {
		return err
	}
	return d.Refresh(ctx)
}

// Use puts another playbook in force in this process.
func (d *Directory) Use(ctx context.Context, pb *playbook.Playbook) error {
	d.playbook.Store(pb)
	return d.Refresh(ctx)
}
