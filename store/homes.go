package store

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

// Home is what is kept of somebody's home tab.
type Home struct {
	FirstRow  map[outbox.Section]int // which row of each long list is the first shown
	LastLead  lead.ID                // the last thing done there: the lead and the number of its event; zero: nothing
	LastEvent int
	LastAt    time.Time
}

type homeRow struct {
	Pages     document  `json:"pages"`
	ToldLead  reference `json:"told_lead"`
	ToldEvent reference `json:"told_event"`
	ToldAt    instant   `json:"told_at"`
}

// Home loads what is kept of somebody's home tab; nothing is when they never opened it.
func (s *Store) Home(ctx context.Context, who lead.PersonID) (Home, error) {
	var rows []homeRow
	err := s.reader.all(ctx, &rows, "SELECT pages, told_lead, told_event, told_at FROM homes WHERE person = $1", string(who))
	if err != nil || len(rows) == 0 {
		return Home{}, found(err, "load a home tab")
	}
	r := rows[0]
	h := Home{LastLead: lead.ID(r.ToldLead), LastEvent: int(r.ToldEvent), LastAt: r.ToldAt.Time}
	return h, found(r.Pages.into(&h.FirstRow), "read a home tab")
}

// OpenHome notes that somebody opened or used their home tab. It is not known then what it shows; who
// noted that draws it, and others leave it alone until rest.
func (s *Store) OpenHome(ctx context.Context, who lead.PersonID, now, rest time.Time) error {
	return s.exec(ctx, "note that a home tab is open", `INSERT INTO homes (person, opened_at, rest_until) VALUES ($1, $2, $3)
		ON CONFLICT (person) DO UPDATE SET opened_at = excluded.opened_at, rest_until = excluded.rest_until, shown = ''`,
		string(who), instant{now}, instant{rest})
}

// RecordHomeAction notes what somebody did on their home tab last.
func (s *Store) RecordHomeAction(ctx context.Context, who lead.PersonID, id lead.ID, event int, now time.Time) error {
	return s.exec(ctx, "note what was done on a home tab", `UPDATE homes SET told_lead = $2, told_event = $3, told_at = $4
		WHERE person = $1`, string(who), reference(id), event, instant{now})
}

// SetHomePage notes which row of a list is the first shown on somebody's home tab.
func (s *Store) SetHomePage(ctx context.Context, who lead.PersonID, shelf outbox.Section, from int) error {
	err := s.write(ctx, func(t tx) error {
		var rows []homeRow
		if err := t.all(ctx, &rows, "SELECT pages, told_lead, told_event, told_at FROM homes WHERE person = $1", string(who)); err != nil || len(rows) == 0 {
			return err
		}
		pages := map[outbox.Section]int{}
		if err := rows[0].Pages.into(&pages); err != nil {
			return err
		}
		pages[shelf] = from
		_, err := t.exec(ctx, "UPDATE homes SET pages = $2 WHERE person = $1", string(who), jsonOf(pages))
		return err
	})
	return found(err, "turn a page of a home tab")
}

// Drawing is one turn at drawing a home tab.
type Drawing struct {
	Turn  int64
	Shown string    // the hash of what is shown; empty when that is not known
	Rest  time.Time // of EndHome: nobody draws it again before; zero: as BeginHome said
}

// BeginHome takes a turn at drawing a home tab that rests until before at the latest; otherwise, or
// when it was never opened, ok is false. It rests until rest from then on.
func (s *Store) BeginHome(ctx context.Context, who lead.PersonID, before, rest time.Time) (d Drawing, ok bool, err error) {
	err = s.write(ctx, func(t tx) error {
		var rows []struct {
			Turn  int64  `json:"turn"`
			Shown string `json:"shown"`
		}
		err := t.all(ctx, &rows, `UPDATE homes SET turn = turn + 1, rest_until = $3 WHERE person = $1 AND rest_until <= $2
			RETURNING turn, shown`, string(who), instant{before}, instant{rest})
		if ok = err == nil && len(rows) > 0; ok {
			d = Drawing{Turn: rows[0].Turn, Shown: rows[0].Shown}
		}
		return err
	})
	return d, ok, found(err, "begin to draw a home tab")
}

// EndHome notes the hash of what a turn has shown. When somebody else had a turn meanwhile it is
// not known which of the two stands there, and the tab is to be drawn again. An empty hash says
// that the turn failed.
func (s *Store) EndHome(ctx context.Context, who lead.PersonID, d Drawing) error {
	return s.exec(ctx, "note what a home tab shows", `UPDATE homes SET shown = CASE WHEN turn = $2 THEN $3 ELSE '' END,
		turn = CASE WHEN turn = $2 THEN turn ELSE turn + 1 END, rest_until = coalesce($4, rest_until) WHERE person = $1`,
		string(who), d.Turn, d.Shown, instant{d.Rest})
}

// CloseHome forgets a home tab that cannot be drawn. It is there again when it is opened.
func (s *Store) CloseHome(ctx context.Context, who lead.PersonID) error {
	return s.exec(ctx, "forget a home tab", "DELETE FROM homes WHERE person = $1", string(who))
}

// OpenedHome is a home tab that somebody may be looking at.
type OpenedHome struct {
	Who       lead.PersonID
	RestUntil time.Time // it is left alone until then
	Unknown   bool      // it is not known what is shown: it is to be drawn
}

// OpenedHomes lists the home tabs that were opened or used since an instant, those first that have
// rested longest.
func (s *Store) OpenedHomes(ctx context.Context, since time.Time) ([]OpenedHome, error) {
	var rows []struct {
		Person    lead.PersonID `json:"person"`
		RestUntil instant       `json:"rest_until"`
		Unknown   bool          `json:"unknown"`
	}
	err := s.reader.all(ctx, &rows, `SELECT person, rest_until, shown = '' AS unknown FROM homes WHERE opened_at >= $1
		ORDER BY rest_until, person`, instant{since})
	if err != nil {
		return nil, fmt.Errorf("list the open home tabs: %w", err)
	}
	open := make([]OpenedHome, len(rows))
	for i, r := range rows {
		open[i] = OpenedHome{Who: r.Person, RestUntil: r.RestUntil.Time, Unknown: r.Unknown}
	}
	return open, nil
}

// ChangeMarker is a mark of what home tabs depend on: it is another one when something was saved.
type ChangeMarker struct {
	Events int       // how many events happened since an instant
	Away   int       // how many people are away
	LeftAt time.Time // when the last of them left
}

// ChangeMarker looks for what was saved since an instant. It reads two indexes and nothing else.
func (s *Store) ChangeMarker(ctx context.Context, since time.Time) (ChangeMarker, error) {
	var r struct {
		Events int     `json:"events"`
		Away   int     `json:"away"`
		LeftAt instant `json:"left_at"`
	}
	err := s.reader.one(ctx, &r, `SELECT (SELECT count(*) FROM events WHERE at > $1) AS events,
		(SELECT count(*) FROM people WHERE away_at IS NOT NULL) AS away,
		(SELECT max(away_at) FROM people WHERE away_at IS NOT NULL) AS left_at`, instant{since})
	return ChangeMarker{r.Events, r.Away, r.LeftAt.Time}, found(err, "look whether something was saved")
}
