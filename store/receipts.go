package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"dibs/lead"
)

// Receipt records that a request from outside was carried out, in the transaction that did so: an inquiry with an
// idempotency key, or a click or an event that Slack may deliver again, to any process. A second save with the same
// Key fails with *Repeated.
type Receipt struct {
	// Key names the request for good. It begins with the sender's namespace, so that two senders never share a key,
	// and neither shares one with Slack's events.
	Key         string
	Fingerprint string     // of the request, to detect a key that was used for another one; may be empty
	Lead        lead.ID    // filled by Save: the lead of the Change, 0 without one
	Stage       lead.Stage // filled by Save
	DuplicateOf lead.ID
	At          time.Time
	// ExpiresAt is when the request can no longer come again. From then on the receipt may be removed; until it is,
	// it counts. A zero time means never.
	ExpiresAt time.Time
}

type receiptRow struct {
	Lead        reference `json:"lead"`
	Key         string    `json:"key"`
	Fingerprint string    `json:"fingerprint"`
	Stage       string    `json:"stage"`
	DuplicateOf reference `json:"duplicate_of"`
	At          timestamp `json:"at"`
	ExpiresAt   timestamp `json:"expires_at"`
}

func encodeReceipt(r *Receipt) ([]byte, error) {
	return json.Marshal(receiptRow{
		Lead: reference(r.Lead), Key: r.Key, Fingerprint: r.Fingerprint, Stage: string(r.Stage),
		DuplicateOf: reference(r.DuplicateOf), At: timestamp{r.At}, ExpiresAt: timestamp{r.ExpiresAt},
	})
}

var receiptSQL = "SELECT " + names(columnsOf[receiptRow]()) + " FROM receipts WHERE key = $1"

// Receipt returns the receipt of the first save under a key. It fails with ErrNotFound if there was none, or if it
// has expired and was removed.
func (s *Store) Receipt(ctx context.Context, key string) (*Receipt, error) {
	r, err := s.loadReceipt(ctx, s.reader, boundedKey(key))
	if err != nil {
		return nil, err
	}
	return &r, nil
}

// receive stores a receipt in a transaction that is not a save; nil does nothing. It fails with *Repeated if the key is
// already stored, and the transaction must then change nothing.
func (s *Store) receive(ctx context.Context, t tx, r *Receipt) error {
	if r == nil {
		return nil
	}
	if err := sanitize(r); err != nil {
		return err
	}
	r.Key = boundedKey(r.Key)
	row, err := encodeReceipt(r)
	if err != nil {
		return err
	}
	stored, err := t.changes(ctx, s.receiptSQL+"ON CONFLICT (key) DO NOTHING", jsonArray([][]byte{row}))
	if err != nil || stored {
		return err
	}
	first, err := s.loadReceipt(ctx, t, r.Key)
	if err != nil {
		return err
	}
	return &Repeated{Receipt: first}
}

// querier is a pool of connections or a transaction.
type querier interface {
	one(ctx context.Context, dst any, query string, args ...any) error
}

func (s *Store) loadReceipt(ctx context.Context, q querier, key string) (Receipt, error) {
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
	// pruneEvery is how often a process removes expired receipts, as part of saving new ones.
	pruneEvery = time.Minute
	// pruneAtOnce is how many it removes at a time: more than are created in pruneEvery.
	pruneAtOnce = 1000
)

// pruneReceiptsSQL removes receipts that have expired by $1. Two processes that run it at once never wait for each
// other.
func (d dialect) pruneReceiptsSQL() string {
	return fmt.Sprintf(`WITH old AS MATERIALIZED (SELECT key FROM receipts WHERE expires_at <= $1 ORDER BY expires_at LIMIT %d %s)
		DELETE FROM receipts WHERE key IN (SELECT key FROM old)`, pruneAtOnce, d.skipLocked)
}

// pruneReceipts removes expired receipts in a transaction that has just written new ones, at most once a minute by
// the times of the receipts. It needs no job of its own: without new receipts there is nothing to remove.
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
	if _, err := t.exec(ctx, s.pruneSQL, timestamp{now}); err != nil {
		return fmt.Errorf("remove expired receipts: %w", err)
	}
	return nil
}

// receiptOf returns the receipt of a change, once its lead has a number.
func (e *changeRows) receiptOf() Receipt {
	r := *e.receipt
	if e.id != 0 {
		r.Lead = e.id
	}
	return r
}
