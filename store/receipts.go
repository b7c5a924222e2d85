package store

import (
	"context"
	"fmt"

	"dibs/lead"
)

var receiptSQL = "SELECT " + names(columnsOf[receiptRow]()) + " FROM receipts WHERE key = $1"

// Receipt is the first answer to an idempotency key; ErrNotFound when it was never used.
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
		DuplicateOf: lead.ID(r.DuplicateOf), At: r.At.Time,
	}, nil
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
