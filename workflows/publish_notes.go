package workflows

import (
	"context"
	"errors"
	"slices"
	"time"

	"dibs/lead"
)

// publishNotes sends what one person is to be told, as one message.
func (e *Engine) publishNotes(ctx context.Context, worker string, now time.Time) (int, error) {
	notes, err := e.store.LeaseNotes(ctx, worker, now, now.Add(publishLease), publishBatch)
	if err != nil || len(notes) == 0 {
		return 0, err
	}
	p := lead.Posting{Key: notes[0].Key, What: lead.Private, To: notes[0].To, Crew: e.Crew()}
	for _, n := range notes {
		item, ok, err := e.item(ctx, n)
		if err != nil {
			return 0, err
		}
		if ok {
			p.Items = append(p.Items, item)
		}
	}
	last := notes[len(notes)-1].ID
	done := sent{upto: int(last)}
	if len(p.Items) > 0 {
		done, err = e.once(ctx, p, int(last), now)
		if errors.Is(err, lead.ErrUnreachable) { // trying again would not change it
			e.log.Warn("a person cannot be told", "person", string(p.To), "err", err)
			done, err = sent{upto: int(last)}, nil
		}
		if err != nil {
			retryAt := e.later(err, now, "note", string(p.To), notes[0].Lead)
			return 0, e.store.RetryNotes(context.WithoutCancel(ctx), worker, p.To, retryAt)
		}
	}
	notes = slices.DeleteFunc(notes, func(n lead.Note) bool { return n.ID > int64(done.upto) })
	return len(p.Items), e.store.NotesSent(ctx, worker, notes, p.Key, done.place)
}

// item is what a note tells; ok is false when there is nothing left to ask.
func (e *Engine) item(ctx context.Context, n lead.Note) (lead.Item, bool, error) {
	l, err := e.store.Lead(ctx, n.Lead)
	if err != nil {
		return lead.Item{}, false, err
	}
	events, err := e.store.Events(ctx, n.Lead)
	if err != nil {
		return lead.Item{}, false, err
	}
	home, err := e.home(ctx, n.Lead)
	if err != nil || n.Event < 1 || n.Event > len(events) {
		return lead.Item{}, false, err
	}
	ev := events[n.Event-1]
	return lead.Item{Note: n.ID, Kind: n.Kind, Lead: l, Event: ev, Home: home}, !moot(n, l, ev), nil
}
