package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"dibs/lead"
)

type rotationRow struct {
	Name    string   `json:"name"`
	Version int64    `json:"version"`
	Owed    document `json:"owed"`
}

// Rotation loads a team's rotation. It creates it for the first lead that the team gets in turn. Save changes a
// rotation, by Change.Rotation.
func (s *Store) Rotation(ctx context.Context, name string) (lead.Rotation, error) {
	name, _ = storable(name)
	var r rotationRow
	err := s.reader.one(ctx, &r, "SELECT name, version, owed FROM rotations WHERE name = $1", name)
	if errors.Is(err, sql.ErrNoRows) {
		// Another process may create it at the same time, and may have used it by now. Then Save fails with ErrStale.
		return lead.Rotation{Name: name}, s.exec(ctx, "make rotation "+name,
			"INSERT INTO rotations (name, version, owed) VALUES ($1, 0, '{}') ON CONFLICT (name) DO NOTHING", name)
	}
	if err != nil {
		return lead.Rotation{}, fmt.Errorf("load rotation %s: %w", name, err)
	}
	l := lead.Rotation{Name: r.Name, Version: r.Version}
	if err := r.Owed.into(&l.Owed); err != nil {
		return lead.Rotation{}, fmt.Errorf("read rotation %s: %w", name, err)
	}
	return l, nil
}

// openLeadCountsSQL reads only indexes, except for offered leads; there are few.
const openLeadCountsSQL = `SELECT owner AS person, count(*) AS n FROM leads
	WHERE owner IS NOT NULL AND deadline_at IS NOT NULL GROUP BY owner
	UNION ALL
	SELECT offered_to, count(*) FROM leads
	WHERE offered_to IS NOT NULL AND stage = 'new' GROUP BY offered_to`

// OpenLeadCounts counts each person's open leads: those that they own, and unclaimed ones that are offered to them.
// People without any have no entry.
func (s *Store) OpenLeadCounts(ctx context.Context) (map[lead.PersonID]int, error) {
	var rows []struct {
		Person lead.PersonID `json:"person"`
		N      int           `json:"n"`
	}
	if err := s.reader.all(ctx, &rows, openLeadCountsSQL); err != nil {
		return nil, fmt.Errorf("count the open leads of people: %w", err)
	}
	hands := make(map[lead.PersonID]int, len(rows))
	for _, r := range rows {
		hands[r.Person] += r.N
	}
	return hands, nil
}

// encodeRotation returns the row of a rotation as it will be after the save.
func encodeRotation(r *lead.Rotation) ([]byte, error) {
	owed, err := documentOf(r.Owed)
	if err != nil {
		return nil, err
	}
	return json.Marshal(rotationRow{Name: r.Name, Version: r.Version + 1, Owed: owed})
}
