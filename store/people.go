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
	SlackID optional      `json:"slack_id"`
	Email   string        `json:"email"`
	Name    string        `json:"name"`
	Zone    string        `json:"zone"`
	AwayAt  instant       `json:"away_at"`
	BackAt  instant       `json:"back_at"`
	AwayBy  lead.AwayBy   `json:"away_by"`
	Status  string        `json:"status"`
	Deleted bool          `json:"deleted"`
	Guest   bool          `json:"guest"`
	Muted   string        `json:"muted"` // separated by spaces
	Leaving instant       `json:"leaving_at"`
	ToldAt  instant       `json:"told_at"` // by Slack's clock, of the last event about them
}

func (r personRow) person() lead.Person {
	return lead.Person{
		ID: r.ID, SlackID: string(r.SlackID), Email: r.Email, Name: r.Name, Zone: r.Zone,
		AwayAt: r.AwayAt.Time, BackAt: r.BackAt.Time, AwayBy: r.AwayBy, Status: r.Status, Deleted: r.Deleted, Guest: r.Guest,
		Muted: append([]string(nil), strings.Fields(r.Muted)...), // nil when empty
	}
}

var peopleSQL = "SELECT " + names(columnsOf[personRow]()) + " FROM people ORDER BY id"

// People lists everybody known, by id.
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

// SyncPeople takes in how Slack knows people, and returns them in the same order as they are
// stored then, with their IDs. Somebody is found by SlackID, else by e-mail address (in any case);
// anybody else is new and gets an ID. A name, address, zone or status that is empty does not
// overwrite what is known.
//
// A new Slack account with a known address takes the person over, so that somebody who comes back
// keeps their leads; a deactivated account never does.
//
// Which digests somebody turned off is no matter of Slack's: it stays as it is. So does whoever Slack
// told something of, by HearOf, after it was asked: a list takes a while to read, and events are sooner.
//
// The Slack status starts an absence when it is another than the last and speaks of one (AwayBy
// is AwayStatus), unless one that the person told runs. It ends none: ended are those who are away
// by a status that says something else now, for the caller to Return.
func (s *Store) SyncPeople(ctx context.Context, people []lead.Person, asked time.Time) (stored []lead.Person, ended []lead.PersonID, err error) {
	return s.sync(ctx, people, func(r *roster, p lead.Person) (personRow, bool) {
		if r.heardAfter(p, asked) {
			return *r.find(p), false
		}
		return r.merge(p), true
	})
}

// RecordPerson is SyncPeople for an event about one person, of the instant at which Slack sent it. Slack
// sends events late, twice and in any order: one that is older than the last about this account changes
// nothing. When that instant is not known, which is zero, it counts as it comes.
func (s *Store) RecordPerson(ctx context.Context, p lead.Person, at time.Time) (stored []lead.Person, ended []lead.PersonID, err error) {
	return s.sync(ctx, []lead.Person{p}, func(r *roster, p lead.Person) (personRow, bool) {
		if !at.IsZero() && r.heardAfter(p, at) {
			return *r.find(p), false
		}
		row := r.merge(p)
		if !at.IsZero() {
			row.ToldAt = instant{at}
		}
		return row, true
	})
}

// sync stores people as take says, which reports whether anything is new.
func (s *Store) sync(ctx context.Context, people []lead.Person, take func(*roster, lead.Person) (personRow, bool)) (stored []lead.Person, ended []lead.PersonID, err error) {
	people = slices.Clone(people)
	for i := range people {
		if err := sanitize(&people[i]); err != nil {
			return nil, nil, fmt.Errorf("sync people: %w", err)
		}
	}
	err = s.changePeople(ctx, func(t tx, r *roster) error {
		stored, ended = make([]lead.Person, len(people)), nil
		for _, i := range activeFirst(people) {
			row, anew := take(r, people[i])
			stored[i] = row.person()
			if !anew {
				continue
			}
			if row.statusEnded(people[i]) {
				ended = append(ended, row.ID)
			}
			if err := t.putPerson(ctx, row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("sync people: %w", err)
	}
	return stored, ended, nil
}

// EnsurePerson adds somebody of whom nothing is known but the Slack account and a name. Whoever is known
// stays as they are: a sync knows better.
func (s *Store) EnsurePerson(ctx context.Context, slackID, name string) error {
	p := lead.Person{SlackID: slackID, Name: name}
	if err := sanitize(&p); err != nil {
		return fmt.Errorf("meet %s: %w", slackID, err)
	}
	err := s.changePeople(ctx, func(t tx, r *roster) error {
		if r.find(p) != nil {
			return nil
		}
		return t.putPerson(ctx, r.merge(p))
	})
	if err != nil {
		return fmt.Errorf("meet %s: %w", slackID, err)
	}
	return nil
}

// Mute records that somebody turned a digest off, or on again. ErrNotFound when nobody has the id.
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

// changePeople changes the people in one transaction, while nobody else adds any.
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

// activeFirst orders the indexes so that an active account gets the person before a deactivated
// one with the same address.
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
	_, err := t.exec(ctx, putPersonSQL, r.ID, r.SlackID, r.Email, r.Name, r.Zone, r.AwayAt, r.BackAt, string(r.AwayBy), r.Status, r.Deleted, r.Guest, r.Muted, r.Leaving, r.ToldAt)
	return err
}

// roster finds people while some are added.
type roster struct {
	rows []*personRow
	met  map[*personRow]bool // by an account of this sync
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

// merge finds or adds the person and takes over what Slack says.
func (r *roster) merge(p lead.Person) personRow {
	row := r.find(p)
	if row == nil {
		r.last++
		row = &personRow{ID: lead.PersonID(fmt.Sprintf("p%d", r.last)), AwayAt: instant{p.AwayAt}, BackAt: instant{p.BackAt}, AwayBy: p.AwayBy, Status: p.Status}
		r.rows = append(r.rows, row)
	}
	r.met[row] = true
	row.SlackID = cmp.Or(optional(p.SlackID), row.SlackID)
	row.Email = cmp.Or(p.Email, row.Email)
	row.Name = cmp.Or(p.Name, row.Name)
	row.Zone = cmp.Or(p.Zone, row.Zone)
	row.Deleted, row.Guest = p.Deleted, p.Guest
	if !row.Deleted {
		row.Leaving = instant{} // what they have is theirs again
	}
	row.takeStatus(p)
	return *row
}

// heardAfter reports whether Slack told something of this very account after an instant.
func (r *roster) heardAfter(p lead.Person, at time.Time) bool {
	row := r.find(p)
	return row != nil && string(row.SlackID) == p.SlackID && row.ToldAt.After(at)
}

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
