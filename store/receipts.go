package store

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
)

var receiptSQL = "SELECT " + names(columnsOf[receiptRow]()) + " FROM receipts WHERE key = $1"

// Receipt is the receipt of the first save under a key; ErrNotFound when there was none, or when it has expired and was
// removed.
func (s *Store) Receipt(ctx context.Context, key string) (*Receipt, error) {
	r, err := s.receipt(ctx, s.reader, boundedKey(key))
	if err != nil {
		return nil, err
	}
	return &r, nil
}

// querier is a pool of connections or a transaction.
type querier interface {
	one(ctx context.Context, dst any, query string, args ...any) error
}

func (s *Store) receipt(ctx context.Context, q querier, key string) (Receipt, error) {
	var r receiptRow
	if err := q.one(ctx, &r, receiptSQL, key); err != nil {
		return Receipt{}, found(err, "look up a receipt")
	}
	return Receipt{
		Key: r.Key, Fingerprint: r.Fingerprint, Lead: lead.ID(r.Lead), Stage: lead.Stage(r.Stage),
		DuplicateOf: lead.ID(r.DuplicateOf), At: r.At.Time, ExpiresAt: r.ExpiresAt.Time,
	}, nil
}

const (
	// pruneEvery is how often a process removes expired receipts, while it saves new ones.
	pruneEvery = time.Minute
	// pruneAtOnce is how many it removes at a time. More than are written in that time by people.
	pruneAtOnce = 1000
)

// pruneReceiptsSQL removes receipts that have expired by $1. Two processes that do so at once never wait for each other.
func (d dialect) pruneReceiptsSQL() string {
	return fmt.Sprintf(`WITH old AS MATERIALIZED (SELECT key FROM receipts WHERE expires_at <= $1 ORDER BY expires_at LIMIT %d %s)
		DELETE FROM receipts WHERE key IN (SELECT key FROM old)`, pruneAtOnce, d.skipLocked)
}

// pruneReceipts removes expired receipts in a transaction that has just written some, at most once a minute by the time
// of those. There is no job for it: without new receipts there is nothing to remove.
func (s *Store) pruneReceipts(ctx context.Context, t tx, changes []*changeRows) error {
	var now time.Time
	for _, c := range changes {
		if c.receipt != nil && !c.receipt.ExpiresAt.IsZero() && c.receipt.At.After(now) {
			now = c.receipt.At
		}
	}
	if last := s.prunedAt.Load(); now.IsZero() || last != nil && now.Sub(*last) < pruneEvery {
		return nil
	}
	s.prunedAt.Store(&now)
	if _, err := t.exec(ctx, s.pruneSQL, instant{now}); err != nil {
		return fmt.Errorf("remove expired receipts: %w", err)
	}
	return nil
}

// SavePayload keeps what a source sent without a lead: a dead letter, whose Error says why. It
// returns the number to look it up by.
func (s *Store) SavePayload(ctx context.Context, p Payload) (id int64, err error) {
	if err := tidy(&p); err != nil {
		return 0, fmt.Errorf("keep a payload: %w", err)
	}
	err = s.write(ctx, func(t tx) error {
		return t.one(ctx, &id, `INSERT INTO payloads (source, content_type, body, at, error)
			VALUES ($1, $2, $3, $4, $5) RETURNING id`, p.Source, p.ContentType, p.Body, instant{p.At}, p.Error)
	})
	return id, found(err, "keep a payload")
}
