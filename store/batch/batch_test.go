package batch_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"dibs/store/batch"
)

var (
	errBad   = errors.New("a bad item")
	errAway  = errors.New("the database is away")
	errAgain = errors.New("try again")
)

// fake is a database of ints: it takes a while, refuses negative numbers and fails on some.
type fake struct {
	takes   time.Duration
	fails   func(items []int) error
	mu      sync.Mutex
	batches [][]int
}

func (f *fake) store(ctx context.Context, items []int) ([]error, error) {
	select {
	case <-time.After(f.takes):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if f.fails != nil {
		if err := f.fails(items); err != nil {
			return nil, err
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.batches = append(f.batches, slices.Clone(items))
	refused := make([]error, len(items))
	for i, n := range items {
		if n < 0 {
			refused[i] = errBad
		}
	}
	return refused, nil
}

func (f *fake) start(t *testing.T, size int) *batch.Writer[int] {
	w := batch.Start(batch.Config[int]{
		Size: size, Timeout: 30 * time.Second, Store: f.store,
		Retry: func(err error) bool { return errors.Is(err, errAgain) },
		Split: func(err error) bool { return errors.Is(err, errBad) },
	})
	t.Cleanup(func() { _ = w.Close(context.Background()) })
	return w
}

func TestWhatQueuesWhileATransactionRunsSharesTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{takes: time.Second}
		w := f.start(t, 3)
		var all sync.WaitGroup
		for n := range 8 {
			all.Go(func() {
				if err := w.Write(t.Context(), n); err != nil {
					t.Error(err)
				}
			})
			synctest.Wait() // so they come in order
		}
		all.Wait()
		if got := fmt.Sprint(f.batches); got != "[[0] [1 2 3] [4 5 6] [7]]" {
			t.Errorf("got the batches %s", got)
		}
	})
}

func TestEveryCallerGetsTheirOwnAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		fails func([]int) error
		want  string
	}{
		"one is refused": {nil, "[<nil> a bad item <nil>]"},
		"one makes the transaction fail": {func(items []int) error {
			if slices.Contains(items, 3) {
				return errBad
			}
			return nil
		}, "[<nil> a bad item a bad item]"},
		"the database is away": {func([]int) error { return errAway }, "[the database is away the database is away the database is away]"},
		"the outcome is unknown": {func([]int) error { return batch.ErrOutcomeUnknown }, fmt.Sprint([]error{
			batch.ErrOutcomeUnknown, batch.ErrOutcomeUnknown, batch.ErrOutcomeUnknown,
		})},
	} {
		t.Run(name, func(t *testing.T) {
			f := &fake{fails: c.fails}
			if got := fmt.Sprint(f.start(t, 8).WriteTogether(1, -2, 3)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestAPanicFailsOneItem(t *testing.T) {
	f := &fake{fails: func(items []int) error {
		if slices.Contains(items, 2) {
			panic("two")
		}
		return nil
	}}
	errs := f.start(t, 8).WriteTogether(1, 2, 3)
	if errs[0] != nil || errs[1] == nil || errs[2] != nil {
		t.Errorf("got %v", errs)
	}
}

func TestAnItemAloneIsTriedAgain(t *testing.T) {
	tries := 0
	f := &fake{fails: func([]int) error {
		if tries++; tries < 3 {
			return errAgain
		}
		return nil
	}}
	if err := f.start(t, 8).Write(t.Context(), 1); err != nil || tries != 3 {
		t.Errorf("got %v after %d tries", err, tries)
	}
}

func TestACallerWhoGivesUpInTheQueueStoresNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{takes: 15 * time.Second}
		w := f.start(t, 1)
		var all sync.WaitGroup
		var errs [4]error
		for n := range errs { // one is being stored, one is queued, and two wait for a place in the queue
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(20-6*n)*time.Second)
			defer cancel()
			all.Go(func() { errs[n] = w.Write(ctx, n) })
			synctest.Wait()
		}
		all.Wait()
		for n, err := range errs {
			if done := n == 0; (err == nil) != done || !done && !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("caller %d got %v", n, err)
			}
		}
		if err := w.Close(t.Context()); err != nil || fmt.Sprint(f.batches) != "[[0]]" {
			t.Errorf("%v was stored, and Close returned %v", f.batches, err)
		}
	})
}

func TestACallerWhoGivesUpDuringTheTransactionIsAnsweredOrToldThatNobodyKnows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{takes: 3 * time.Second}
		w := f.start(t, 1)
		for patience, want := range map[time.Duration]error{2 * time.Second: nil, time.Second / 2: batch.ErrOutcomeUnknown} {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			start := time.Now()
			err := w.Write(ctx, 1)
			cancel()
			if !errors.Is(err, want) || time.Since(start) > patience+2*time.Second {
				t.Errorf("a caller with %s got %v after %s", patience, err, time.Since(start))
			}
			time.Sleep(3 * time.Second) // of synctest's clock
		}
	})
}

func TestCloseStoresWhatIsQueued(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{takes: time.Second}
		w := f.start(t, 2)
		var all sync.WaitGroup
		for n := range 3 {
			all.Go(func() {
				if err := w.Write(t.Context(), n); err != nil {
					t.Error(err)
				}
			})
			synctest.Wait()
		}
		if err := w.Close(t.Context()); err != nil {
			t.Error(err)
		}
		all.Wait()
		if err := w.Write(t.Context(), 4); !errors.Is(err, batch.ErrClosed) {
			t.Errorf("writing after Close: %v", err)
		}
	})
}

func TestCloseHasABound(t *testing.T) {
	for name, deaf := range map[string]bool{"a transaction that heeds its context": false, "one that does not": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				release := make(chan struct{})
				w := batch.Start(batch.Config[int]{Size: 1, Timeout: time.Hour, Store: func(ctx context.Context, _ []int) ([]error, error) {
					if deaf {
						ctx = context.Background()
					}
					select {
					case <-ctx.Done():
					case <-release:
					}
					return nil, errAway
				}, Retry: func(error) bool { return false }, Split: func(error) bool { return false }})
				var errs [2]error
				var all sync.WaitGroup
				for n := range errs { // one is being stored, one is queued
					all.Go(func() { errs[n] = w.Write(context.Background(), n) })
					synctest.Wait()
				}
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
				defer cancel()
				start := time.Now()
				if err := w.Close(ctx); err == nil {
					t.Error("Close gave up without an error")
				}
				if took := time.Since(start); took > 7*time.Second {
					t.Errorf("Close took %s", took)
				}
				all.Wait()
				if want := map[bool]error{false: errAway, true: batch.ErrOutcomeUnknown}[deaf]; !errors.Is(errs[0], want) {
					t.Errorf("the save that ran: %v", errs[0])
				}
				if deaf && !errors.Is(errs[1], batch.ErrClosed) || errs[1] == nil {
					t.Errorf("the queued save: %v", errs[1])
				}
				close(release)
				synctest.Wait()
			})
		})
	}
}
