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

// New makes a directory that begins with a playbook and knows nobody yet: call Refresh before the first use.
func New(s *store.Store, pb *playbook.Playbook) *Directory {
	d := &Directory{store: s}
	d.playbook.Store(pb)
	d.crew.Store(&lead.Crew{})
	d.groups.Store(&[]playbook.Group{})
	return d
}

// Playbook is the playbook in force.
func (d *Directory) Playbook() *playbook.Playbook { return d.playbook.Load() }

// Crew is everybody, as of the last Refresh.
func (d *Directory) Crew() lead.Crew { return *d.crew.Load() }

// CrewInForce points to the crew as of the last Refresh. It is another pointer only when the crew says something else, so
// that two of them tell cheaply whether anything changed.
func (d *Directory) CrewInForce() *lead.Crew { return d.crew.Load() }

// Refresh reads the people again. Of several at once the one that began last counts, which saw all that
// the others did.
func (d *Directory) Refresh(ctx context.Context) error {
	n := d.readings.begin()
	people, err := d.store.People(ctx)
	if err != nil {
		return fmt.Errorf("read people: %w", err)
	}
	crew := d.Playbook().Members(people, *d.groups.Load()...)
	d.readings.end(n, func() {
		if !reflect.DeepEqual(crew, d.Crew()) { // it is asked every two seconds, and what follows from it is not worked out anew
			d.crew.Store(&crew)
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
func (d *Directory) SetGroups(groups []playbook.Group) { d.groups.Store(&groups) }

// Person is our id of somebody in Slack. Whoever is new is stored by the Slack id and name
// alone, without asking Slack; the next sync fills in the rest.
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

// Mute turns a digest of somebody off, or on again: lead.DigestDiary or lead.DigestWeek. What is
// repeated until somebody takes a lead still reaches them, once a day as one list: no lead is ever
// forgotten.
func (d *Directory) Mute(ctx context.Context, who lead.PersonID, digest string, off bool) error {
	if err := d.store.Mute(ctx, who, digest, off); err != nil {
		return err
	}
	return d.Refresh(ctx)
}

// Use decides by another playbook from now on.
func (d *Directory) Use(ctx context.Context, pb *playbook.Playbook) error {
	d.playbook.Store(pb)
	return d.Refresh(ctx)
}
