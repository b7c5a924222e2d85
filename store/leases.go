package store

import (
	"context"
	"fmt"
	"time"
)

// leaseSQL takes a lease that is free, run out or the worker's own, and may be taken again; of two
// workers that try at once one gets it.
const leaseSQL = `INSERT INTO leases (name, worker, until) VALUES ($1, $2, $3)
	ON CONFLICT (name) DO UPDATE SET worker = excluded.worker, until = excluded.until
	WHERE (leases.until <= $4 OR leases.worker = excluded.worker) AND (leases.retry_at IS NULL OR leases.retry_at <= $4)`

// servable holds for a lease, which may not exist, that worker $1 may take at instant $2.
const servable = `(s.name IS NULL OR (s.until <= $2 OR s.worker = $1) AND (s.retry_at IS NULL OR s.retry_at <= $2))`

// freeSQL gives a lease back, if the worker still has it. Who has none does not block: until is
// then in the past for everybody.
const freeSQL = `UPDATE leases SET until = '1970-01-01T00:00:00.000000Z', retry_at = $3 WHERE name = $1 AND worker = $2`

// The kinds of leases, by how their names begin. Those of receivers of notes are named by the
// notes' column queue.
const (
	channelLease = "channel:"
	jobLease     = "job:"
)

// LeaseJob gives a worker a piece of work that one process at a time does, until an instant; it
// reports whether the worker has it. Whoever has it may take it again, for longer.
func (s *Store) LeaseJob(ctx context.Context, name, worker string, now, until time.Time) (bool, error) {
	return s.lease(ctx, jobLease+name, worker, now, until)
}

// FreeJob gives a leased piece of work back. It does nothing when the lease has gone to another
// worker.
func (s *Store) FreeJob(ctx context.Context, name, worker string) error {
	return s.free(ctx, jobLease+name, worker, time.Time{})
}

// leaseNext takes the lease that query finds first, and returns its name; it is empty when nothing
// is to be done. The query has the parameters of servable and then more.
func (s *Store) leaseNext(ctx context.Context, query, worker string, now, until time.Time, more ...any) (string, error) {
	// Whoever loses the race for one looks for the next; others have all of them after a while.
	for range 16 {
		var found []string
		if err := s.reader.all(ctx, &found, query, append([]any{worker, instant{now}}, more...)...); err != nil {
			return "", fmt.Errorf("look for something to send: %w", err)
		}
		if len(found) == 0 {
			return "", nil
		}
		if taken, err := s.lease(ctx, found[0], worker, now, until); taken || err != nil {
			return found[0], err
		}
	}
	return "", nil
}

// lease takes a lease, or reports that another worker has it.
func (s *Store) lease(ctx context.Context, name, worker string, now, until time.Time) (taken bool, err error) {
	err = s.write(ctx, func(t tx) (err error) {
		taken, err = t.changes(ctx, leaseSQL, name, worker, instant{until}, instant{now})
		return err
	})
	return taken, found(err, "lease "+name)
}

// free gives a lease back, if the worker still has it; nobody gets it before retryAt.
func (s *Store) free(ctx context.Context, name, worker string, retryAt time.Time) error {
	return s.exec(ctx, "free "+name, freeSQL, name, worker, instant{retryAt})
}
