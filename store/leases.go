package store

import (
	"context"
	"fmt"
	"time"
)

// leaseSQL takes a lease that is free, run out or the worker's own; of two workers that try at
// once one gets it.
const leaseSQL = `INSERT INTO leases (name, worker, until) VALUES ($1, $2, $3)
	ON CONFLICT (name) DO UPDATE SET worker = excluded.worker, until = excluded.until
	WHERE leases.until <= $4 OR leases.worker = excluded.worker`

// servable holds for a lease, which may not exist, that worker $1 may take at instant $2.
const servable = `(s.name IS NULL OR (s.until <= $2 OR s.worker = $1) AND (s.retry_at IS NULL OR s.retry_at <= $2))`

// freeSQL gives a lease back, if the worker still has it. Who has none does not block: until is
// then in the past for everybody.
const freeSQL = `UPDATE leases SET until = '1970-01-01T00:00:00.000000Z', retry_at = $3 WHERE name = $1 AND worker = $2`

func channelLease(channel string) string { return "channel:" + channel }

func personLease(person string) string { return "person:" + person }

// leaseNext takes the lease of what query finds first. The query has the parameters of servable
// and gives one text, which naming turns into the name of the lease. It returns an empty text
// when nothing is to be done.
func (s *Store) leaseNext(ctx context.Context, query string, naming func(string) string, worker string, now, until time.Time) (string, error) {
	// Whoever loses the race for one looks for the next; others have all of them after a while.
	for range 16 {
		var found []string
		if err := s.reader.all(ctx, &found, query, worker, instant{now}); err != nil {
			return "", fmt.Errorf("look for something to send: %w", err)
		}
		if len(found) == 0 {
			return "", nil
		}
		taken := false
		err := s.write(ctx, func(t tx) error {
			r, err := t.exec(ctx, leaseSQL, naming(found[0]), worker, instant{until}, instant{now})
			if err != nil {
				return err
			}
			n, err := r.RowsAffected()
			taken = n == 1
			return err
		})
		if err != nil {
			return "", fmt.Errorf("lease %s: %w", naming(found[0]), err)
		}
		if taken {
			return found[0], nil
		}
	}
	return "", nil
}
