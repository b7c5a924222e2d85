// Package batch lets many callers share one transaction, because a durable commit costs the same for sixty rows as
// for one. It knows nothing about tables: the caller defines what an item is and how a transaction stores a batch of
// them.
//
// The path of an item:
//
//	Write(ctx, item)        the caller's goroutine: put the item into the queue, wait for the answer
//	   │
//	   ▼
//	queue                   at most Size items; a full queue makes callers wait, until their ctx ends
//	   │
//	   ▼
//	run                     one goroutine: take the first item and what else is queued by now, up to Size
//	   │
//	   ▼
//	Store(ctx, items)       one transaction; it may refuse single items and store the rest
//	   │
//	   ├─ stored or refused             each caller gets its own answer
//	   ├─ failed, and Retry says so     an item that was alone is tried again, up to 3 times
//	   ├─ failed, and Split says so     each item of the batch is tried alone, so one bad item hurts no other
//	   └─ failed otherwise              every caller of the batch gets the error
//
// No timer delays an item: while one transaction runs, the next batch gathers.
package batch

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

// ErrClosed is the error of writing to a closed Writer. Nothing was stored.
var ErrClosed = errors.New("the store is closed")

// ErrOutcomeUnknown means that a commit was started but its answer never came: the item may or may not have been
// stored. Store returns it for a commit without an answer; Write returns it when its ctx ended while the commit ran.
var ErrOutcomeUnknown = errors.New("it is not known whether this was saved")

// answerTime is how long a caller whose ctx has ended still waits for the transaction that holds its item. Nearly
// every commit ends within it, so callers seldom get ErrOutcomeUnknown.
const answerTime = 2 * time.Second

// retries is how often an item that failed alone is retried.
const retries = 3

// Config configures a Writer.
type Config[T any] struct {
	Size    int           // how many items may share a transaction
	Timeout time.Duration // of one transaction

	// Store stores a batch in one transaction and returns one error for each item: why it was refused, or nil. If err
	// is set, nothing was stored, unless err is ErrOutcomeUnknown. Store must return when ctx ends.
	Store func(ctx context.Context, items []T) (refused []error, err error)
	// Retry reports whether the same transaction may succeed if it is retried at once.
	Retry func(error) bool
	// Split reports whether an error may be the fault of a single item, so that the others may succeed without it.
	Split func(error) bool
}

// Writer writes items in batches. It is safe for concurrent use.
type Writer[T any] struct {
	config  Config[T]
	queue   chan *job[T]
	closing chan struct{} // closed when no more items are accepted
	stopped chan struct{} // closed when run has returned
	ctx     context.Context
	abort   context.CancelFunc // ends ctx, and with it the running transaction
	once    sync.Once
}

// Start creates a Writer and starts its goroutine, which ends with Close.
func Start[T any](c Config[T]) *Writer[T] {
	w := &Writer[T]{config: c, queue: make(chan *job[T], c.Size), closing: make(chan struct{}), stopped: make(chan struct{})}
	w.ctx, w.abort = context.WithCancel(context.Background())
	go w.run()
	return w
}

// job is one queued item and its answer.
type job[T any] struct {
	item  T
	taken atomic.Bool // by run, or by a caller that gave up
	done  chan error  // holds one answer
}

func newJob[T any](item T) *job[T] { return &job[T]{item: item, done: make(chan error, 1)} }

// Write stores an item and returns when it is durable. Items are stored in the order in which the calls came. If ctx
// ends while the item is still queued, nothing is stored and the error is that of ctx. Callers cannot cancel a
// transaction that has started: Write waits up to 2 s longer for its answer, and then fails with ErrOutcomeUnknown.
func (w *Writer[T]) Write(ctx context.Context, item T) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j := newJob(item)
	select {
	case w.queue <- j:
	case <-ctx.Done():
		return ctx.Err()
	case <-w.closing:
		return ErrClosed
	}
	select {
	case err := <-j.done:
		return err
	case <-ctx.Done():
		return j.giveUp(ctx.Err())
	case <-w.stopped:
		return j.giveUp(ErrClosed)
	case <-w.ctx.Done():
		return j.giveUp(ErrClosed)
	}
}

// giveUp takes a job back if it is still queued. Otherwise it waits a little longer for its answer.
func (j *job[T]) giveUp(because error) error {
	if j.taken.CompareAndSwap(false, true) {
		return because
	}
	late := time.NewTimer(answerTime)
	defer late.Stop()
	select {
	case err := <-j.done:
		return err
	case <-late.C:
		return fmt.Errorf("%w: %w", ErrOutcomeUnknown, because)
	}
}

// Close refuses new items, stores the queued ones and stops. If ctx ends first, it aborts the running transaction,
// and items that are still queued fail with ErrClosed. Close never waits longer than 2 s after the end of ctx.
func (w *Writer[T]) Close(ctx context.Context) error {
	w.once.Do(func() { close(w.closing) })
	defer w.abort()
	select {
	case <-w.stopped:
		return nil
	case <-ctx.Done():
	}
	w.abort()
	late := time.NewTimer(answerTime)
	defer late.Stop()
	select {
	case <-w.stopped:
		return fmt.Errorf("the last saves were aborted: %w", ctx.Err())
	case <-late.C:
		return fmt.Errorf("a transaction did not end: %w", ctx.Err())
	}
}

// run stores the queued items, one transaction after another, until the Writer is closed and the queue is empty.
func (w *Writer[T]) run() {
	defer close(w.stopped)
	for {
		select {
		case j := <-w.queue:
			w.commit(w.gather(j))
			continue
		default:
		}
		select {
		case j := <-w.queue:
			w.commit(w.gather(j))
		case <-w.closing:
			return
		}
	}
}

// gather takes whatever else is queued, without waiting, and leaves out items that their callers gave up on.
func (w *Writer[T]) gather(first *job[T]) []*job[T] {
	var batch []*job[T]
	for j := first; ; {
		if j.taken.CompareAndSwap(false, true) {
			batch = append(batch, j)
		}
		if len(batch) == w.config.Size {
			return batch
		}
		select {
		case j = <-w.queue:
		default:
			return batch
		}
	}
}

// commit stores a batch and answers its callers.
func (w *Writer[T]) commit(batch []*job[T]) {
	if len(batch) == 0 {
		return
	}
	refused, err := w.store(batch)
	unknown := errors.Is(err, ErrOutcomeUnknown)
	for try := 0; err != nil && !unknown && len(batch) == 1 && try < retries && w.config.Retry(err); try++ {
		refused, err = w.store(batch)
		unknown = errors.Is(err, ErrOutcomeUnknown)
	}
	if err != nil && !unknown && len(batch) > 1 && w.splits(err) {
		for _, j := range batch {
			w.commit([]*job[T]{j})
		}
		return
	}
	for i, j := range batch {
		if err != nil {
			j.done <- err
			continue
		}
		j.done <- refused[i]
	}
}

// errPanic is the error of a transaction that panicked.
var errPanic = errors.New("panic")

func (w *Writer[T]) splits(err error) bool { return errors.Is(err, errPanic) || w.config.Split(err) }

// store runs one transaction. A panic fails this batch but does not end the program.
func (w *Writer[T]) store(batch []*job[T]) (refused []error, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v\n%s", errPanic, p, debug.Stack())
		}
	}()
	// Not a caller's context: when one caller gives up, the others must not fail.
	ctx, cancel := context.WithTimeout(w.ctx, w.config.Timeout)
	defer cancel()
	items := make([]T, len(batch))
	for i, j := range batch {
		items[i] = j.item
	}
	return w.config.Store(ctx, items)
}

// WriteTogether stores several items as one batch in the calling goroutine, bypassing the queue, and returns one
// error for each. Tests use it to control which items share a transaction.
func (w *Writer[T]) WriteTogether(items ...T) []error {
	batch := make([]*job[T], len(items))
	for i, item := range items {
		batch[i] = newJob(item)
	}
	w.commit(batch)
	errs := make([]error, len(items))
	for i, j := range batch {
		errs[i] = <-j.done
	}
	return errs
}
