package workflows_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
	"dibs/store"
	"dibs/store/storetest"
	"dibs/workflows"
	"dibs/workflows/workflowstest"
)

// nine is a Monday morning.
var nine = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

const process = `
company: Acme
timezone: Europe/Berlin
currency: EUR
people:
  ana@acme.example: {role: rep, team: sales, backup: ben@acme.example}
  ben@acme.example: {role: rep, team: sales, backup: ana@acme.example}
  dan@acme.example: {role: qualifier}
  mia@acme.example: {role: manager}
  max@acme.example: {role: marketing}
teams:
  sales: {manager: mia@acme.example, on_duty: mia@acme.example}
definition:
  text: A company with staff that asked for a demo.
  requires: [email]
  sales_ready: 'temperature in ["hot", "warm"]'
scoring:
  potential:
    - {when: 'lead.employees >= 20', points: 50, because: "20+ staff"}
  engagement:
    - {event: demo_request, points: 45, half_life: 14d}
    - {event: newsletter, points: 5, half_life: 14d}
  temperature: {hot: 'potential >= 40 and engagement >= 40', warm: 'potential >= 200'}
sources:
  demo: {engagement: demo_request}
  newsletter: {engagement: newsletter}
routing:
  - name: big
    when: 'lead.employees >= 1000'
    to: {channel: "#big", sales_channel: rep, team: sales, assign: claim}
  - name: all
    to: {channel: "#leads", sales_channel: rep, team: sales, assign: claim}
qualifiers: {channel: "#qualify", team: sales, when: 'engagement >= 40'}
marketing: {channel: "#marketing"}
ladders:
  qualify: {any: [{after: 10m, do: remind, tell: manager}]}
  claim: {any: [{after: 10m, do: remind, tell: manager}, {after: 20m, do: remind, tell: manager}]}
  accept: {any: [{after: 10m, do: reassign}]}
  first_contact: {any: [{after: 10m, do: remind, tell: owner}, {after: 30m, do: release}]}
  next_step: {any: [{after: 0m, do: remind, tell: owner}]}
  stale: {any: [{after: 12h, do: remind, tell: owner}]}
  repeat: 1h
  bundle: 5m
cadence:
  any: {attempts: [0m, 1h, 3h], then: marketing}
nurture: {default: 30d, wake_when: 'engagement >= 30'}
reasons:
  not_a_fit: [too small]
  hand_back: [not now, cannot be reached]
  lost: [price]
`

// desk is an engine with its people, on a real database, between a board and timers in memory.
type desk struct {
	*workflowstest.Process
	t      testing.TB
	store  *store.Store
	board  *board
	timers *alarms
}

// onEach runs a test on both databases.
func onEach(t *testing.T, f func(t *testing.T, d *desk)) {
	storetest.Each(t, func(t *testing.T, s *store.Store) { f(t, open(t, s)) })
}

func open(t testing.TB, s *store.Store) *desk {
	t.Helper()
	return openWith(t, s, process, "ana", "ben", "dan", "mia", "max")
}

// openWith is an engine with a playbook and people of one's own.
func openWith(t testing.TB, s *store.Store, text string, names ...string) *desk {
	t.Helper()
	d := &desk{t: t, store: s, board: &board{}, timers: &alarms{due: map[lead.ID]time.Time{}}}
	d.Process = workflowstest.New(workflowstest.Config{Store: s, Timers: d.timers, Board: d.board, Playbook: parse(t, text), Worker: "test"})
	d.timers.arm = func() { d.must(d.ArmTimers(t.Context())) }
	var people []lead.Person
	for _, name := range names {
		people = append(people, person(name))
	}
	d.must(d.SyncPeople(t.Context(), nine, people...))
	return d
}

// person is somebody as Slack knows them.
func person(name string) lead.Person {
	return lead.Person{SlackID: "U" + name, Name: name, Email: name + "@acme.example"}
}

func parse(t testing.TB, text string) *playbook.Playbook {
	t.Helper()
	pb, err := playbook.Parse("playbook.yaml", []byte(text), func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	return pb
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// who is somebody's id.
func (d *desk) who(name string) lead.PersonID {
	d.t.Helper()
	id, ok := d.Crew().BySlackID("U" + name)
	if !ok {
		d.t.Fatalf("nobody is called %s", name)
	}
	return id
}

// inquiry is a hot lead's; n tells them apart.
func inquiry(n int) lead.Inquiry {
	return lead.Inquiry{
		Source: "demo", Contact: lead.Contact{Name: "Pat", Email: "pat" + strconv.Itoa(n) + "@customer.example"},
		Company: lead.Company{Name: "Customer", Employees: 50},
	}
}

func (d *desk) register(in lead.Inquiry, now time.Time) lead.ID {
	d.t.Helper()
	r, err := d.Register(d.t.Context(), workflows.Intake{Inquiry: in}, now)
	d.must(err)
	return r.ID
}

func (d *desk) lead(id lead.ID) *lead.Lead {
	d.t.Helper()
	l, err := d.store.Lead(d.t.Context(), id)
	d.must(err)
	return l
}

func (d *desk) claim(id lead.ID, name string, now time.Time) {
	d.t.Helper()
	_, err := d.Claim(d.t.Context(), id, d.who(name), now)
	d.must(err)
}

// tick wakes what is due.
func (d *desk) tick(now time.Time) {
	d.t.Helper()
	_, err := d.Tick(d.t.Context(), now)
	d.must(err)
}

// publish sends all that can be sent at an instant.
func (d *desk) publish(now time.Time) {
	d.t.Helper()
	for range 100 {
		n, err := d.PublishOnce(d.t.Context(), "0", now)
		d.must(err)
		if n == 0 {
			if n, err = d.PublishOnce(d.t.Context(), "0", now); n == 0 && err == nil {
				return
			}
		}
	}
	d.t.Fatal("publishing never ends")
}

// board is a Slack in memory.
type board struct {
	mu      sync.Mutex
	stands  []message
	posted  int
	updates int
	finds   int
	homes   []outbox.HomeView                             // as they were drawn
	fail    func(p outbox.Message) (sent bool, err error) // nil: all goes well

	failHome, failUpdate error
}

type message struct {
	outbox.Message
	ts string
}

func (b *board) Post(_ context.Context, p outbox.Message) (lead.Place, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	sent, err := true, error(nil)
	if b.fail != nil {
		sent, err = b.fail(p)
	}
	b.posted++
	place := lead.Place{Channel: p.Place.Channel, TS: strconv.Itoa(b.posted)}
	if sent {
		b.stands = append(b.stands, message{p, place.TS})
	}
	if err != nil {
		return lead.Place{}, err
	}
	return place, nil
}

func (b *board) Update(_ context.Context, p outbox.Message) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.updates++
	if b.failUpdate != nil {
		return b.failUpdate
	}
	for i, m := range b.stands {
		if m.ts == p.Place.TS {
			b.stands[i].Message = p
			return nil
		}
	}
	return outbox.ErrGone
}

func (b *board) Find(_ context.Context, p outbox.Message, _ time.Time) (lead.Place, bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.finds++
	for _, m := range b.stands {
		if m.Key == p.Key {
			return lead.Place{Channel: p.Place.Channel, TS: m.ts}, true, nil
		}
	}
	return lead.Place{}, false, nil
}

// Home takes a desk for what is drawn of it.
func (b *board) Home(_ context.Context, d outbox.HomeView, shown string) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	drawn := fmt.Sprint(d.FirstRow)
	for _, on := range slices.Sorted(maps.Keys(d.Leads)) {
		drawn += " " + string(on)
		for _, l := range d.Leads[on] {
			drawn += fmt.Sprint(l.ID, ".", l.Version)
		}
	}
	if d.LastAction != nil {
		drawn += fmt.Sprint(" told ", d.LastAction.Event.N)
	}
	if drawn += fmt.Sprint(d.Reader.Away(d.Now)); drawn == shown {
		return shown, nil
	}
	b.homes = append(b.homes, d)
	if b.failHome != nil {
		return "", b.failHome
	}
	return drawn, nil
}

// delete removes a lead's card, as a person may.
func (b *board) delete(id lead.ID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stands = slices.DeleteFunc(b.stands, func(m message) bool { return m.Kind == outbox.Card && m.Lead.ID == id })
}

// of lists the messages of a kind.
func (b *board) of(w outbox.MessageKind) []message {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(b.stands), func(m message) bool { return m.Kind != w })
}

// next lets the next postings of a kind end in a certain way, one each.
func (b *board) next(w outbox.MessageKind, sent bool, errs ...error) {
	b.fail = func(p outbox.Message) (bool, error) {
		if p.Kind != w || len(errs) == 0 {
			return true, nil
		}
		err := errs[0]
		errs = errs[1:]
		return sent, err
	}
}

// alarms are timers that a test can look into.
type alarms struct {
	arm func() // sets the timers that wait to be set
	mu  sync.Mutex
	due map[lead.ID]time.Time
}

func (a *alarms) Arm(_ context.Context, due map[lead.ID]time.Time) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	for id, at := range due {
		a.due[id] = at
	}
	return nil
}

func (a *alarms) Disarm(_ context.Context, ids ...lead.ID) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, id := range ids {
		delete(a.due, id)
	}
	return nil
}

func (a *alarms) Lease(_ context.Context, now time.Time, limit int, hold time.Duration) ([]lead.ID, error) {
	a.arm()
	a.mu.Lock()
	defer a.mu.Unlock()
	var ids []lead.ID
	for id, at := range a.due {
		if !at.After(now) && len(ids) < limit {
			a.due[id] = now.Add(hold)
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// forget loses every timer, as a Redis does that was emptied.
func (a *alarms) forget() {
	a.arm()
	a.mu.Lock()
	defer a.mu.Unlock()
	clear(a.due)
}

func (a *alarms) at(id lead.ID) time.Time {
	a.arm()
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.due[id]
}
