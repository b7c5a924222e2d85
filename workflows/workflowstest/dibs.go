package workflowstest

import (
	"regexp"
	"slices"
	"testing"
	"time"

	"dibs/lead"
	"dibs/playbook"
	"dibs/store"
	"dibs/store/storetest"
	"dibs/workflows"
)

// Dibs is one process of Dibs and the people who use it. It runs on a real database, with a board and timers in memory.
type Dibs struct {
	*Process
	T      testing.TB
	Store  *store.Store
	Board  *Board
	Timers *Timers
}

// OnEach runs a test with Playbook on each database, in parallel with other tests.
func OnEach(t *testing.T, run func(t *testing.T, d *Dibs)) {
	t.Helper()
	OnEachWith(t, Playbook, run)
}

// OnEachWith is OnEach with another playbook. Without names, the people are all those in the playbook.
func OnEachWith(t *testing.T, text string, run func(t *testing.T, d *Dibs), names ...string) {
	t.Helper()
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) { run(t, Open(t, s, text, names...)) })
}

// Open starts a process on a store, with the text of a playbook. Without names, the people are all those in the
// playbook.
func Open(t testing.TB, s *store.Store, text string, names ...string) *Dibs {
	t.Helper()
	d := &Dibs{T: t, Store: s, Board: &Board{}, Timers: &Timers{due: map[lead.ID]time.Time{}}}
	d.Process = New(Config{Store: s, Timers: d.Timers, Board: d.Board, Playbook: Parse(t, text), Worker: "test"})
	d.Timers.arm = func() { d.Must(d.ArmTimers(t.Context())) }
	if len(names) == 0 {
		names = named(text)
	}
	var people []lead.Person
	for _, name := range names {
		people = append(people, Person(name))
	}
	d.Must(d.SyncPeople(t.Context(), Nine, people...))
	return d
}

var address = regexp.MustCompile(`(\w+)@acme\.example`)

// named lists the names in the addresses of a playbook, each once.
func named(text string) (names []string) {
	for _, m := range address.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(names, m[1]) {
			names = append(names, m[1])
		}
	}
	return names
}

// Another starts another process with the same playbook, board and timers. s is the same database; it may be the same
// store.
func (d *Dibs) Another(s *store.Store) *Process {
	d.T.Helper()
	p := New(Config{Store: s, Timers: d.Timers, Board: d.Board, Playbook: d.Playbook(), Worker: "another"})
	d.Must(p.Refresh(d.T.Context()))
	return p
}

// Parse parses a playbook.
func Parse(t testing.TB, text string) *playbook.Playbook {
	t.Helper()
	pb, err := playbook.Parse("playbook.yaml", []byte(text), func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	return pb
}

// Must ends the test when there is an error.
func (d *Dibs) Must(err error) {
	d.T.Helper()
	if err != nil {
		d.T.Fatal(err)
	}
}

// ID returns the id of a person.
func (d *Dibs) ID(name string) lead.PersonID {
	d.T.Helper()
	id, ok := d.Crew().BySlackID("U" + name)
	if !ok {
		d.T.Fatalf("nobody is called %s", name)
	}
	return id
}

// Lead reads a lead from the store.
func (d *Dibs) Lead(id lead.ID) *lead.Lead {
	d.T.Helper()
	l, err := d.Store.Lead(d.T.Context(), id)
	d.Must(err)
	return l
}

// AddInquiry registers an inquiry and returns the id of its lead.
func (d *Dibs) AddInquiry(in lead.Inquiry, now time.Time) lead.ID {
	d.T.Helper()
	r, err := d.Register(d.T.Context(), workflows.Intake{Inquiry: in}, now)
	d.Must(err)
	return r.ID
}

// ClaimAs claims a lead for a person.
func (d *Dibs) ClaimAs(id lead.ID, name string, now time.Time) {
	d.T.Helper()
	_, err := d.Claim(d.T.Context(), id, d.ID(name), now)
	d.Must(err)
}

// LogCall logs a call in which somebody was reached, with the time of the next step.
func (d *Dibs) LogCall(id lead.ID, name string, next, now time.Time) {
	d.T.Helper()
	_, err := d.LogContact(d.T.Context(), id, d.ID(name), Reached(next), now)
	d.Must(err)
}

// Reached is a call in which somebody was reached, with the time of the next step.
func Reached(next time.Time) lead.Touch {
	return lead.Touch{Method: lead.Call, Outcome: lead.Reached, Next: &lead.NextStep{What: "send offer", At: next}}
}

// WakeDue wakes all leads that are due at a time.
func (d *Dibs) WakeDue(now time.Time) {
	d.T.Helper()
	d.repeat(func() (int, error) { return d.Tick(d.T.Context(), now) })
}

// PublishAll publishes everything that can be published at a time.
func (d *Dibs) PublishAll(now time.Time) {
	d.T.Helper()
	d.repeat(func() (int, error) {
		n, err := d.PublishOnce(d.T.Context(), "0", now)
		if n == 0 && err == nil { // Slack refused all of one channel, and another one may be behind
			n, err = d.PublishOnce(d.T.Context(), "0", now)
		}
		return n, err
	})
}

// NotifyAll sends the notifications that can be sent at a time, and draws no cards.
func (d *Dibs) NotifyAll(now time.Time) {
	d.T.Helper()
	d.repeat(func() (int, error) { return d.NotifyOnce(d.T.Context(), "0", now) })
}

// repeat calls once until there is nothing left to do.
func (d *Dibs) repeat(once func() (int, error)) {
	d.T.Helper()
	for range 1000 {
		n, err := once()
		d.Must(err)
		if n == 0 {
			return
		}
	}
	d.T.Fatal("the work never ends")
}
