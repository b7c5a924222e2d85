package store

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"dibs/lead"
)

// batchSize is how many saves share a transaction at most (ENGINE section 2: the gain is made
// by then).
const batchSize = 64

// commitTime is how long a transaction may take: far longer than any does.
const commitTime = 30 * time.Second

// errClosed is the error of saving after Close.
var errClosed = errors.New("the store is closed")

// Save stores the changes, all or none, durably: when it returns without an error they survive
// a power cut. It gives a new lead its ID, counts up Version, also of a Rotation, and fills the id
// into Events, Notes and Receipt, in place. It also tidies what it was given, in place: times become UTC with
// microseconds, text becomes valid UTF-8 without NUL, a key too long for an index is cut to a
// hash. So what was saved is exactly what will be loaded, but for empty lists, which come back
// as nil.
//
// With the lead its cards are settled: the one in Lead.Channel becomes the home card and shall
// show this version and the last event; there is one in each channel of Lead.Also; and every card
// of the lead beside the home card shall show this version and is no home any more.
//
// The errors to tell apart are ErrStale (a lead or a rotation was changed since it was loaded),
// ErrNotFound, *Exists and *Repeated; then nothing was stored and the changes are as they were,
// but tidied. After any other error it is not certain that nothing was stored.
//
// Saves of many callers share one transaction, in the order in which they came, and the failure
// of one never fails another. A caller whose ctx ends while its save is queued gets the error of
// ctx and nothing is stored; a save that has begun is carried out.
func (s *Store) Save(ctx context.Context, changes ...Change) error {
	j := &job{done: make(chan error, 1)}
	leads := map[lead.ID]bool{}
	externals := map[externalKey]bool{}
	rotations := map[string]bool{}
	for i := range changes {
		e, err := encode(&changes[i])
		if err != nil {
			return fmt.Errorf("save: %w", err)
		}
		if e.id != 0 && leads[e.id] || e.external.ExternalID != "" && externals[e.external] {
			return fmt.Errorf("save: lead %s stands twice in one change", e.id)
		}
		if e.rotation != nil && rotations[e.rotation.Name] {
			return fmt.Errorf("save: rotation %s stands twice in one change", e.rotation.Name)
		}
		if e.rotation != nil {
			rotations[e.rotation.Name] = true
		}
		leads[e.id], externals[e.external] = true, true
		j.changes = append(j.changes, e)
	}
	if err := s.enqueue(ctx, j); err != nil {
		return err
	}
	for i, e := range j.changes {
		e.apply(&changes[i])
	}
	return nil
}

// job is one call of Save on its way through the committer.
type job struct {
	changes []*encoded
	taken   atomic.Bool // by the committer, or by a caller who has given up
	err     error       // of this job alone
	done    chan error
}

// enqueue hands the job to the committer and waits for its end.
func (s *Store) enqueue(ctx context.Context, j *job) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case s.queue <- j:
	case <-ctx.Done():
		return ctx.Err()
	case <-s.closed:
		return errClosed
	}
	select {
	case err := <-j.done:
		return err
	case <-ctx.Done():
		if j.taken.CompareAndSwap(false, true) {
			return ctx.Err()
		}
		return <-j.done
	case <-s.stopped:
		if j.taken.CompareAndSwap(false, true) {
			return errClosed
		}
		return <-j.done
	}
}

// commitQueued is the committer: it writes what is queued, one transaction after another, until
// the store is closed and the queue is empty. It waits for no timer: while one transaction runs,
// the next batch gathers.
func (s *Store) commitQueued() {
	defer close(s.stopped)
	for {
		select {
		case j := <-s.queue:
			s.commit(s.gather(j))
			continue
		default:
		}
		select {
		case j := <-s.queue:
			s.commit(s.gather(j))
		case <-s.closed:
			return
		}
	}
}

// gather takes what else is queued, without waiting, and leaves out what was given up.
func (s *Store) gather(first *job) []*job {
	var batch []*job
	for j := first; ; {
		if j.taken.CompareAndSwap(false, true) {
			batch = append(batch, j)
		}
		if len(batch) == s.batch {
			return batch
		}
		select {
		case j = <-s.queue:
		default:
			return batch
		}
	}
}

// commit carries out a batch. What a batch cannot have together, each of its jobs gets alone.
func (s *Store) commit(batch []*job) {
	if len(batch) == 0 {
		return
	}
	// A commit that runs is not cancelled by its callers; a database that hangs must not stop all.
	ctx, cancel := context.WithTimeout(context.Background(), commitTime)
	defer cancel()
	err := s.transact(ctx, batch)
	for try := 0; err != nil && len(batch) == 1 && try < 3 && s.dialect.passing(err); try++ {
		err = s.transact(ctx, batch)
	}
	if err != nil && len(batch) > 1 && s.dialect.blames(err) {
		for _, j := range batch {
			s.commit([]*job{j})
		}
		return
	}
	for _, j := range batch {
		if err != nil {
			j.done <- fmt.Errorf("save: %w", err)
			continue
		}
		j.done <- j.err
	}
}

// transact looks at the whole batch first, and then writes what can be written.
func (s *Store) transact(ctx context.Context, batch []*job) error {
	t, err := s.writer.begin(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	known, err := s.look(ctx, t, batch)
	if err != nil {
		return err
	}
	var write []*encoded
	for _, j := range batch {
		if j.err = known.admit(j); j.err == nil {
			write = append(write, j.changes...)
		}
	}
	if len(write) == 0 {
		return nil
	}
	if err := s.writeAll(ctx, t, write); err != nil {
		return err
	}
	return t.Commit()
}

// write runs one small transaction beside the committer, again when another got in its way.
func (s *Store) write(ctx context.Context, change func(tx) error) error {
	var err error
	for range 4 {
		if err = s.writeOnce(ctx, change); err == nil || !s.dialect.passing(err) {
			return err
		}
	}
	return err
}

func (s *Store) writeOnce(ctx context.Context, change func(tx) error) error {
	t, err := s.writer.begin(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if err := change(t); err != nil {
		return err
	}
	return t.Commit()
}

// exec runs one statement; what says in an error what was attempted.
func (s *Store) exec(ctx context.Context, what, query string, args ...any) error {
	err := s.write(ctx, func(t tx) error {
		_, err := t.exec(ctx, query, args...)
		return err
	})
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
