package store

import (
	"context"
	"fmt"

	"dibs/lead"
)

var eventNames = names(columnsOf[eventRow]())

// Events lists what happened to a lead, in order.
func (s *Store) Events(ctx context.Context, id lead.ID) ([]lead.Event, error) {
	var rows []eventRow
	err := s.reader.all(ctx, &rows, "SELECT "+eventNames+" FROM events WHERE lead = $1 ORDER BY n", id)
	if err != nil {
		return nil, fmt.Errorf("load the events of lead %s: %w", id, err)
	}
	es := make([]lead.Event, len(rows))
	for i, r := range rows {
		if es[i], err = r.event(); err != nil {
			return nil, err
		}
	}
	return es, nil
}

func (r eventRow) event() (lead.Event, error) {
	e := lead.Event{
		Lead: r.Lead, N: r.N, At: r.At.Time, Kind: lead.Kind(r.Kind), By: lead.PersonID(r.By),
		Stage: lead.Stage(r.Stage), Owner: lead.PersonID(r.Owner),
	}
	if err := r.Facts.into(&e.Facts); err != nil {
		return e, fmt.Errorf("read event %d of lead %s: %w", r.N, r.Lead, err)
	}
	if err := r.Words.into(&e.Words); err != nil {
		return e, fmt.Errorf("read event %d of lead %s: %w", r.N, r.Lead, err)
	}
	return e, nil
}
