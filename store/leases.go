package store

import (
	"context"
	"fmt"
	"time"
)

// leaseSQL takes a lease that is free, has expired or is the worker's own, unless its retry is not due yet. If two
// workers try at once, one gets it.
const leaseSQL = `INSERT INTO leases (name, worker, until) VALUES ($1, $2, $3)
	ON CONFLICT (name) DO UPDATE SET worker = excluded.worker, until = excluded.until
	WHERE (leases.until <= $4 OR leases.worker = excluded.worker) AND (leases.retry_at IS NULL OR leases.retry_at <= $4)`

// servable is the condition that worker $1 may take a lease s at time $2. The lease need not exist yet.
const servable = `(s.name IS NULL OR (s.until <= $2 OR s.worker = $1) AND (s.retry_at IS NULL OR s.retry_at <= $2))`

// freeSQL gives a lease back if the worker still has it. A time in the past keeps the lease from blocking any worker.
const freeSQL = `UPDATE leases SET until = '1970-01-01T00:00:00.000000Z', retry_at = $3 WHERE name = $1 AND worker = $2`

// The prefixes of the lease names, by kind. Leases of notifications are named by the column queue of the table notes.
const (
	channelLease = "channel:"
	jobLease     = "job:"
)

// LeaseJob gives a worker a job that only one process at a time may do, until the given time. It reports whether the
// worker has it. A worker that has it may call LeaseJob again to extend it.
func (s *Store) LeaseJob(ctx context.Context, name, worker string, now, until time.Time) (bool, error) {
	return s.lease(ctx, jobLease+name, worker, now, until)
}

// FreeJob gives a job back. It does nothing if another worker has the lease by now.
func (s *Store) FreeJob(ctx context.Context, name, worker string) error {
	return s.free(ctx, jobLease+name, worker, time.Time{})
}

// leaseNext takes the first lease that query finds and returns its name. The name is empty if there is nothing to do.
// The query has the parameters of servable, followed by those in more.
func (s *Store) leaseNext(ctx context.Context, query, worker string, now, until time.Time, more ...any) (string, error) {
	// A worker that loses the race for one lease looks for the next. After 16 tries it leaves the work to the other
	// workers.
	for range 16 {
		var found []string
		if err := s.reader.all(ctx, &found, query, append([]any{worker, timestamp{now}}, more...)...); err != nil {
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
		taken, err = t.changes(ctx, leaseSQL, name, worker, timestamp{until}, timestamp{now})
		return err
	})
	return taken, found(err, "lease "+name)
}

// free gives a lease back, if the worker still has it. No worker gets it before retryAt.
func (s *Store) free(ctx context.Context, name, worker string, retryAt time.Time) error {
	return s.exec(ctx, "free "+name, freeSQL, name, worker, timestamp{retryAt})
}
