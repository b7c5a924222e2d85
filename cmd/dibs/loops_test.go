package main

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestWhatKeepsFailingDoesNotFillTheLogAndGoesOnSoonAfter(t *testing.T) {
	broken := errors.New("the database is away")
	for name, loop := range map[string]func(a *app, ctx context.Context, f func() error){
		"what comes at a beat": func(a *app, ctx context.Context, f func() error) { _ = a.every(ctx, tickEvery, f) },
		"publishing": func(a *app, ctx context.Context, f func() error) {
			once := func(context.Context, string, time.Time) (int, error) { return 0, f() }
			_ = a.publish(ctx, ctx, "0", once, nil)
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				var tries atomic.Int64
				var well atomic.Bool
				go loop(&app{log: slog.New(slog.DiscardHandler)}, ctx, func() error {
					tries.Add(1)
					if well.Load() {
						return nil
					}
					return broken
				})
				time.Sleep(time.Hour)
				synctest.Wait()
				if n, most := tries.Load(), int64(time.Hour/retryEvery)+10; n > most {
					t.Errorf("it was tried %d times in an hour, want %d at most", n, most)
				}
				tries.Store(0)
				well.Store(true)
				time.Sleep(2 * retryEvery)
				synctest.Wait()
				if n := tries.Load(); n < 10 {
					t.Errorf("once all is well again, it ran only %d times", n)
				}
			})
		})
	}
}
