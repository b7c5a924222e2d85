package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dibs/lead"
)

type personRow struct {
	ID      lead.PersonID `json:"id"`
	SlackID optionalText  `json:"slack_id"`
	Email   string        `json:"email"`
	Name    string        `json:"name"`
	Zone    string        `json:"zone"`
	AwayAt  timestamp     `json:"away_at"`
	BackAt  timestamp     `json:"back_at"`
	AwayBy  lead.AwayBy   `json:"away_by"`
	Status  string        `json:"status"`
	Deleted bool          `json:"deleted"`
	Guest   bool          `json:"guest"`
	Muted   string        `json:"muted"` // separated by spaces
	Leaving timestamp     `json:"leaving_at"`
	EventAt timestamp     `json:"told_at"` // time of the last event about them, by Slack's clock
}

func (r personRow) person() lead.Person {
	return lead.Person{
		ID: r.ID, SlackID: string(r.SlackID), Email: r.Email, Name: r.Name, Zone: r.Zone,
		AwayAt: r.AwayAt.Time, BackAt: r.BackAt.Time, AwayBy: r.AwayBy, Status: r.Status, Deleted: r.Deleted, Guest: r.Guest,
		Muted: append([]string(nil), strings.Fields(r.Muted)...), // nil when empty
	}
}

var peopleSQL = "SELECT " + names(columnsOf[personRow]()) + " FROM people ORDER BY id"

// People lists everyone who is known, by id.
func (s *Store) People(ctx context.Context) ([]lead.Person, error) {
	var rows []personRow
	if err := s.reader.all(ctx, &rows, peopleSQL); err != nil {
		return nil, fmt.Errorf("list the people: %w", err)
	}
	ps := make([]lead.Person, len(rows))
	for i, r := range rows {
		ps[i] = r.person()
	}
	return ps, nil
}

// Absences lists the people whose absences change with their Slack status: those whose absence this sync has stored, and
// those who are away because of a status that is gone.
type Absences struct{ Started, Ended []lead.PersonID }

// SyncPeople stores what Slack says about people. It returns them in the same order as they are stored afterwards,
// with their IDs. A person is found by SlackID, or else by e-mail address, ignoring case. Anyone who is not found is
// new and gets an ID. An empty name, address, zone or status does not overwrite a known one.
//
// A new Slack account with a known address takes over the person, so that someone who comes back keeps their leads. A
// deactivated account never does.
//
// Slack knows nothing about the digests that a person turned off, so these stay as they are. A person also stays as
// they are if RecordPerson stored an event about them that is later than asked: reading a list takes a while, so the
// event is newer.
//
// A Slack status starts an absence if it differs from the last one and announces an absence (AwayBy is AwayStatus),
// unless an absence that the person set themselves is running. It never ends one: the caller does, with EndAbsence.
func (s *Store) SyncPeople(ctx context.Context, people []lead.Person, asked time.Time) (stored []lead.Person, absences Absences, err error) {
	return s.sync(ctx, people, func(r *roster, p lead.Person) (personRow, bool) {
		if r.heardAfter(p, asked) {
			return *r.find(p), false
		}
		return r.merge(p), true
	})
}

// RecordPerson is SyncPeople for an event about one person that Slack sent at a given time. Slack sends events late,
// twice and in any order, so an event that is older than the last one about the same account changes nothing. With a
// zero time the event always counts.
func (s *Store) RecordPerson(ctx context.Context, p lead.Person, at time.Time) (stored []lead.Person, absences Absences, err error) {
	return s.sync(ctx, []lead.Person{p}, func(r *roster, p lead.Person) (personRow, bool) {
		if !at.IsZero() && r.heardAfter(p, at) {
			return *r.find(p), false
		}
		row := r.merge(p)
		if !at.IsZero() {
			row.EventAt = timestamp{at}
		}
		return row, true
	})
}

// sync stores people as take returns them; take also reports whether a person has changed.
func (s *Store) sync(ctx context.Context, people []lead.Person, take func(*roster, lead.Person) (personRow, bool)) (stored []lead.Person, absences Absences, err error) {
	people = slices.Clone(people)
	for i := range people {
		if err := sanitize(&people[i]); err != nil {
			return nil, Absences{}, fmt.Errorf("sync people: %w", err)
		}
	}
	err = s.changePeople(ctx, func(t tx, r *roster) error {
		stored, absences = make([]lead.Person, len(people)), Absences{}
		for _, i := range activeFirst(people) {
			var awayAt timestamp
			if known := r.find(people[i]); known != nil {
				awayAt = known.AwayAt
			}
			row, changed := take(r, people[i])
			stored[i] = row.person()
			if !changed {
				continue
			}
			if row.statusEnded(people[i]) {
				absences.Ended = append(absences.Ended, row.ID)
			}
			if !row.AwayAt.IsZero() && !row.AwayAt.Equal(awayAt.Time) {
				absences.Started = append(absences.Started, row.ID)
			}
			if err := t.putPerson(ctx, row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, Absences{}, fmt.Errorf("sync people: %w", err)
	}
	return stored, absences, nil
}

// EnsurePerson adds a person when only their Slack account and a name are known. A person who exists already is not
// changed, because a sync knows more.
func (s *Store) EnsurePerson(ctx context.Context, slackID, name string) error {
	p := lead.Person{SlackID: slackID, Name: name}
	if err := sanitize(&p); err != nil {
		return fmt.Errorf("add person %s: %w", slackID, err)
	}
	err := s.changePeople(ctx, func(t tx, r *roster) error {
		if r.find(p) != nil {
			return nil
		}
		return t.putPerson(ctx, r.merge(p))
	})
	if err != nil {
		return fmt.Errorf("add person %s: %w", slackID, err)
	}
	return nil
}

// Mute records that a person turned a digest off, or on again. It fails with ErrNotFound if nobody has the id.
func (s *Store) Mute(ctx context.Context, id lead.PersonID, digest string, off bool) error {
	err := s.changePeople(ctx, func(t tx, r *roster) error {
		for _, row := range r.rows {
			if row.ID != id {
				continue
			}
			muted := slices.DeleteFunc(strings.Fields(row.Muted), func(d string) bool { return d == digest })
			if off {
				muted = append(muted, digest)
			}
			row.Muted = strings.Join(muted, " ")
			return t.putPerson(ctx, *row)
		}
		return ErrNotFound
	})
	if err != nil {
		return fmt.Errorf("turn a digest of %s off or on: %w", id, err)
	}
	return nil
}

// changePeople changes people in one transaction, while no other process adds any.
func (s *Store) changePeople(ctx context.Context, change func(tx, *roster) error) error {
	return s.write(ctx, func(t tx) error {
		if s.dialect.lockPeople != "" {
			if _, err := t.exec(ctx, s.dialect.lockPeople); err != nil {
				return err
			}
		}
		var rows []personRow
		if err := t.all(ctx, &rows, peopleSQL); err != nil {
			return err
		}
		return change(t, newRoster(rows))
	})
}

// activeFirst orders the indexes so that an active account is matched to a person before a deactivated one with the
// same address.
func activeFirst(ps []lead.Person) []int {
	order := make([]int, len(ps))
	for i := range order {
		order[i] = i
	}
	rank := func(i int) int {
		if ps[i].Deleted {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank(a), rank(b)) })
	return order
}

var putPersonSQL = "INSERT INTO people (" + names(columnsOf[personRow]()) + `)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ` + replace("id", columnsOf[personRow]())

func (t tx) putPerson(ctx context.Context, r personRow) error {
	_, err := t.exec(ctx, putPersonSQL, r.ID, r.SlackID, r.Email, r.Name, r.Zone, r.AwayAt, r.BackAt, string(r.AwayBy), r.Status, r.Deleted, r.Guest, r.Muted, r.Leaving, r.EventAt)
	return err
}

// roster finds people while new ones are being added.
type roster struct {
	rows []*personRow
	met  map[*personRow]bool // already matched to an account of this sync
	last int                 // number of the newest person
}

func newRoster(rows []personRow) *roster {
	r := &roster{met: map[*personRow]bool{}}
	for _, p := range rows {
		r.rows = append(r.rows, &p)
		var n int
		if _, err := fmt.Sscanf(string(p.ID), "p%d", &n); err == nil {
			r.last = max(r.last, n)
		}
	}
	return r
}

// merge finds or adds the person and stores what Slack says about them.
func (r *roster) merge(p lead.Person) personRow {
	row := r.find(p)
	if row == nil {
		r.last++
		row = &personRow{ID: lead.PersonID(fmt.Sprintf("p%d", r.last)), AwayAt: timestamp{p.AwayAt}, BackAt: timestamp{p.BackAt}, AwayBy: p.AwayBy, Status: p.Status}
		r.rows = append(r.rows, row)
	}
	r.met[row] = true
	row.SlackID = cmp.Or(optionalText(p.SlackID), row.SlackID)
	row.Email = cmp.Or(p.Email, row.Email)
	row.Name = cmp.Or(p.Name, row.Name)
	row.Zone = cmp.Or(p.Zone, row.Zone)
	row.Deleted, row.Guest = p.Deleted, p.Guest
	if !row.Deleted {
		row.Leaving = timestamp{} // they are back and keep their leads
	}
	row.takeStatus(p)
	return *row
}

// heardAfter reports whether Slack sent an event about this very account after a given time.
func (r *roster) heardAfter(p lead.Person, at time.Time) bool {
	row := r.find(p)
	return row != nil && string(row.SlackID) == p.SlackID && row.EventAt.After(at)
}

// find finds a person by their Slack account, or else by e-mail address.
func (r *roster) find(p lead.Person) *personRow {
	for _, row := range r.rows {
		if p.SlackID != "" && string(row.SlackID) == p.SlackID {
			return row
		}
	}
	for _, row := range r.rows {
		known := p.Email != "" && strings.EqualFold(row.Email, p.Email)
		if known && !r.met[row] && (row.SlackID == "" || p.SlackID == "" || !p.Deleted) {
			return row
		}
	}
	return nil
}
