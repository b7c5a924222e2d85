package store

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

// Home is what is stored about a person's home view.
type Home struct {
	FirstRow  map[outbox.Section]int // which row of each long list is shown first
	LastLead  lead.ID                // the lead of the last action on it, and the number of its event; zero: none
	LastEvent int
	LastAt    time.Time
}

type homeRow struct {
	Pages     document  `json:"pages"`
	LastLead  reference `json:"told_lead"`
	LastEvent reference `json:"told_event"`
	LastAt    timestamp `json:"told_at"`
}

// Home loads what is stored about a person's home view. It is zero if they never opened it.
func (s *Store) Home(ctx context.Context, who lead.PersonID) (Home, error) {
	var rows []homeRow
	err := s.reader.all(ctx, &rows, "SELECT pages, told_lead, told_event, told_at FROM homes WHERE person = $1", string(who))
	if err != nil || len(rows) == 0 {
		return Home{}, found(err, "load a home view")
	}
	r := rows[0]
	h := Home{LastLead: lead.ID(r.LastLead), LastEvent: int(r.LastEvent), LastAt: r.LastAt.Time}
	return h, found(r.Pages.into(&h.FirstRow), "read a home view")
}

// OpenHome records that a person opened or used their home view. From then on it is unknown what it shows. The caller
// draws it, and no worker does before rest.
func (s *Store) OpenHome(ctx context.Context, who lead.PersonID, now, rest time.Time) error {
	return s.exec(ctx, "record that a home view is open", `INSERT INTO homes (person, opened_at, rest_until) VALUES ($1, $2, $3)
		ON CONFLICT (person) DO UPDATE SET opened_at = excluded.opened_at, rest_until = excluded.rest_until, shown = ''`,
		string(who), timestamp{now}, timestamp{rest})
}

// RecordHomeAction records the last action of a person on their home view.
func (s *Store) RecordHomeAction(ctx context.Context, who lead.PersonID, id lead.ID, event int, now time.Time) error {
	return s.exec(ctx, "record what was done on a home view", `UPDATE homes SET told_lead = $2, told_event = $3, told_at = $4
		WHERE person = $1`, string(who), reference(id), event, timestamp{now})
}

// SetHomePage records which row of a list comes first on a person's home view. It does nothing if they never opened
// it.
func (s *Store) SetHomePage(ctx context.Context, who lead.PersonID, section outbox.Section, from int) error {
	err := s.write(ctx, func(t tx) error {
		var rows []homeRow
		if err := t.all(ctx, &rows, "SELECT pages, told_lead, told_event, told_at FROM homes WHERE person = $1", string(who)); err != nil || len(rows) == 0 {
			return err
		}
		pages := map[outbox.Section]int{}
		if err := rows[0].Pages.into(&pages); err != nil {
			return err
		}
		pages[section] = from
		_, err := t.exec(ctx, "UPDATE homes SET pages = $2 WHERE person = $1", string(who), jsonOf(pages))
		return err
	})
	return found(err, "turn a page of a home view")
}

// Drawing is one turn at drawing a home view.
type Drawing struct {
	Turn  int64
	Shown string    // hash of what is shown; empty if that is unknown
	Rest  time.Time // for EndHome: no one draws it again before then; zero: as BeginHome set it
}

// BeginHome takes a turn at drawing a home view if its rest is over at before, and sets the end of its next rest to
// rest. ok is false if it still rests, or was never opened.
func (s *Store) BeginHome(ctx context.Context, who lead.PersonID, before, rest time.Time) (d Drawing, ok bool, err error) {
	err = s.write(ctx, func(t tx) error {
		var rows []struct {
			Turn  int64  `json:"turn"`
			Shown string `json:"shown"`
		}
		err := t.all(ctx, &rows, `UPDATE homes SET turn = turn + 1, rest_until = $3 WHERE person = $1 AND rest_until <= $2
			RETURNING turn, shown`, string(who), timestamp{before}, timestamp{rest})
		if ok = err == nil && len(rows) > 0; ok {
			d = Drawing{Turn: rows[0].Turn, Shown: rows[0].Shown}
		}
		return err
	})
	return d, ok, found(err, "begin to draw a home view")
}

// EndHome records the hash of what a turn has shown. If another worker took a turn in between, nobody knows which of
// the two is shown, and the view must be drawn again. An empty hash says that the turn failed.
func (s *Store) EndHome(ctx context.Context, who lead.PersonID, d Drawing) error {
	return s.exec(ctx, "record what a home view shows", `UPDATE homes SET shown = CASE WHEN turn = $2 THEN $3 ELSE '' END,
		turn = CASE WHEN turn = $2 THEN turn ELSE turn + 1 END, rest_until = coalesce($4, rest_until) WHERE person = $1`,
		string(who), d.Turn, d.Shown, timestamp{d.Rest})
}

// CloseHome forgets a home view that cannot be drawn. It comes back when the person opens it.
func (s *Store) CloseHome(ctx context.Context, who lead.PersonID) error {
	return s.exec(ctx, "forget a home view", "DELETE FROM homes WHERE person = $1", string(who))
}

// OpenedHome is a home view that a person may be looking at.
type OpenedHome struct {
	Who       lead.PersonID
	RestUntil time.Time // no worker draws it before then
	Unknown   bool      // it is unknown what it shows, so it must be drawn
}

// OpenedHomes lists the home views that were opened or used since a given time, those that have rested longest first.
func (s *Store) OpenedHomes(ctx context.Context, since time.Time) ([]OpenedHome, error) {
	var rows []struct {
		Person    lead.PersonID `json:"person"`
		RestUntil timestamp     `json:"rest_until"`
		Unknown   bool          `json:"unknown"`
	}
	err := s.reader.all(ctx, &rows, `SELECT person, rest_until, shown = '' AS unknown FROM homes WHERE opened_at >= $1
		ORDER BY rest_until, person`, timestamp{since})
	if err != nil {
		return nil, fmt.Errorf("list the open home views: %w", err)
	}
	open := make([]OpenedHome, len(rows))
	for i, r := range rows {
		open[i] = OpenedHome{Who: r.Person, RestUntil: r.RestUntil.Time, Unknown: r.Unknown}
	}
	return open, nil
}

// ChangeMarker changes whenever something is saved that a home view may show.
type ChangeMarker struct {
	Events int       // how many events happened since
	Away   int       // how many people are away
	LeftAt time.Time // when the latest of those absences began
}

// ChangeMarker reads the marker of what was saved since a given time. It reads only two indexes.
func (s *Store) ChangeMarker(ctx context.Context, since time.Time) (ChangeMarker, error) {
	var r struct {
		Events int       `json:"events"`
		Away   int       `json:"away"`
		LeftAt timestamp `json:"left_at"`
	}
	err := s.reader.one(ctx, &r, `SELECT (SELECT count(*) FROM events WHERE at > $1) AS events,
		(SELECT count(*) FROM people WHERE away_at IS NOT NULL) AS away,
		(SELECT max(away_at) FROM people WHERE away_at IS NOT NULL) AS left_at`, timestamp{since})
	return ChangeMarker{r.Events, r.Away, r.LeftAt.Time}, found(err, "look up whether something was saved")
}
