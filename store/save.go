package store

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
	"dibs/store/batch"
)

// How a save is stored, from the call to the disk:
//
//	Save            save.go         refuses a save that contains the same thing twice
//	  encode        rows.go         makes the rows, as JSON, in the caller's goroutine (sanitize.go cleans them first)
//	  saves.Write   batch/          waits until a transaction takes this save together with others
//	saveBatch       save.go         one transaction for up to 64 saves; runs again if the connection was lost
//	  lookUp        admission.go    one query: versions, keys and receipts that the saves depend on; locks the leads
//	  admit         admission.go    decides about each save: all of it is stored, or it is refused
//	  writeAll      write.go        one INSERT for each table, whose only parameter is a JSON array of rows
//	  commit        transaction.go  durable from here on; ErrOutcomeUnknown when the answer does not come
//	apply           rows.go         copies ids and versions into the caller's values

const (
	// batchSize is how many saves may share a transaction. More gain nothing (measured).
	batchSize = 64
	// transactionTime is how long a transaction of saves may take. It is far longer than any does, so it only ends
	// transactions on a database that no longer answers.
	transactionTime = 15 * time.Second
)

// Save stores the changes, all or none, durably: when it returns without an error they survive a power cut. It sets
// the ID of a new lead, increments Version, also of a Rotation, and writes the id into Events, Notifications and
// Receipt, in place. It also sanitizes its arguments, in place: times become UTC with microseconds, text becomes
// valid UTF-8 without NUL, and the end of a key that is too long for an index becomes a hash. So what was saved is
// exactly what will be loaded, except that empty lists come back as nil.
//
// Saving a lead also decides which cards it has. The card in Lead.Channel becomes the home card and should show this
// version and the last event. There is a card in each channel of Lead.ExtraChannels. Every other card of the lead
// should show this version and is no longer the home card.
//
// After ErrStale (a lead or a rotation was changed since it was loaded), ErrNotFound, *Exists, *Repeated, the error
// of ctx, and any error that is Unavailable, nothing was stored, and the changes are as they were, only sanitized.
// After ErrOutcomeUnknown they may be stored. Any other error is a fault, and nothing was stored.
//
// Saves of many callers share one transaction, in the order in which the calls came, and the failure of one never
// fails another. A caller whose ctx ends while its save is queued gets the error of ctx. A save that has started is
// carried out; its caller waits up to 2 s longer for the answer.
func (s *Store) Save(ctx context.Context, changes ...Change) error {
	rows := make([]*changeRows, len(changes))
	for i := range changes {
		var err error
		if rows[i], err = encode(&changes[i]); err != nil {
			return fmt.Errorf("save: %w", err)
		}
	}
	if err := refuseTwice(rows); err != nil {
		return fmt.Errorf("save: %w", err)
	}
	if err := s.saves.Write(ctx, rows); err != nil {
		return fmt.Errorf("save: %w", err)
	}
	for i, r := range rows {
		r.apply(&changes[i])
	}
	return nil
}

// refuseTwice fails if a lead, an external id, a rotation or a receipt occurs twice in one save.
func refuseTwice(rows []*changeRows) error {
	leads, externals := map[lead.ID]bool{0: false}, map[externalKey]bool{}
	rotations, receipts := map[string]bool{}, map[string]bool{}
	for _, r := range rows {
		if r.id != 0 && leads[r.id] || r.external.ExternalID != "" && externals[r.external] {
			return fmt.Errorf("lead %s occurs twice in one save", r.id)
		}
		leads[r.id], externals[r.external] = true, true
		if r.rotation != nil {
			if rotations[r.rotation.Name] {
				return fmt.Errorf("rotation %s occurs twice in one save", r.rotation.Name)
			}
			rotations[r.rotation.Name] = true
		}
		if r.receipt != nil {
			if receipts[r.receipt.Key] {
				return fmt.Errorf("receipt %s occurs twice in one save", r.receipt.Key)
			}
			receipts[r.receipt.Key] = true
		}
	}
	return nil
}

// startSaves starts the goroutine that stores what Save queues: up to size saves in one transaction, which may take
// at most timeout.
func (s *Store) startSaves(size int, timeout time.Duration) *batch.Writer[[]*changeRows] {
	return batch.Start(batch.Config[[]*changeRows]{
		Size: size, Timeout: timeout, Store: s.saveBatch, Retry: s.dialect.mayPass, Split: s.dialect.oneToBlame,
	})
}

// saveBatch stores several saves in one transaction.
func (s *Store) saveBatch(ctx context.Context, saves [][]*changeRows) (refused []error, err error) {
	err = s.writer.reconnecting(func() error {
		refused, err = s.saveOnce(ctx, saves)
		return err
	})
	return refused, err
}

// saveOnce checks all saves of a batch first, and then writes those it admits.
func (s *Store) saveOnce(ctx context.Context, saves [][]*changeRows) (refused []error, err error) {
	t, err := s.writer.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer t.Rollback()
	known, err := s.lookUp(ctx, t, saves)
	if err != nil {
		return nil, err
	}
	refused = make([]error, len(saves))
	var admitted []*changeRows
	for i, changes := range saves {
		if refused[i] = known.admit(changes); refused[i] == nil {
			admitted = append(admitted, changes...)
		}
	}
	if len(admitted) == 0 {
		return refused, nil
	}
	if err := s.writeAll(ctx, t, admitted); err != nil {
		return nil, err
	}
	return refused, t.commit(ctx)
}
