package store

import (
	"context"
	"fmt"
	"strings"

	"dibs/lead"
	"dibs/lead/outbox"
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

type eventKey struct {
	Lead lead.ID `json:"lead"`
	N    int     `json:"n"`
}

// EventsOf loads the events that notifications are about, by the ids of the notifications. Notifications without an
// event have no entry.
func (s *Store) EventsOf(ctx context.Context, notifications []outbox.Notification) (map[int64]lead.Event, error) {
	var keys []eventKey
	wanted := map[eventKey]bool{}
	for _, n := range notifications {
		if k := (eventKey{n.Lead, n.Event}); k.Lead != 0 && k.N != 0 && !wanted[k] {
			wanted[k] = true
			keys = append(keys, k)
		}
	}
	if len(keys) == 0 {
		return nil, nil
	}
	var rows []eventRow
	list := "(" + s.dialect.rows("events", columnsOf[eventKey](), "$1") + ") AS k"
	err := s.reader.all(ctx, &rows, "SELECT t."+strings.ReplaceAll(eventNames, ", ", ", t.")+" FROM "+
		s.dialect.each(list, "events", eventNames, "lead = k.lead AND n = k.n", ""), jsonOf(keys))
	if err != nil {
		return nil, fmt.Errorf("load the events of notifications: %w", err)
	}
	events := make(map[eventKey]lead.Event, len(rows))
	for _, r := range rows {
		e, err := r.event()
		if err != nil {
			return nil, err
		}
		events[eventKey{e.Lead, e.N}] = e
	}
	byNotification := make(map[int64]lead.Event, len(notifications))
	for _, n := range notifications {
		if e, ok := events[eventKey{n.Lead, n.Event}]; ok {
			byNotification[n.ID] = e
		}
	}
	return byNotification, nil
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
