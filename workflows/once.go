package workflows

import (
	"context"
	"errors"
	"time"

	"dibs/store"
)

// ErrDoneBefore means that a request was carried out before, by this process or another one, and changed nothing this
// time.
var ErrDoneBefore = errors.New("this was done before")

// repeatedWithin is how long a request is remembered. Slack delivers an event again within an hour at most
// (docs.slack.dev, Events API, delayed events); this is twice as long.
const repeatedWithin = 2 * time.Hour

// request is what the first save under a context is recorded for.
type request struct {
	key  string
	used bool
}

type requestKey struct{}

// Once records the first save under the returned context under a key, in the same transaction. If the key is known,
// that save fails with ErrDoneBefore and stores nothing. Use it for requests that may be delivered twice, to any
// process and after any restart. Do not use the context for concurrent saves.
func Once(ctx context.Context, key string) context.Context {
	return context.WithValue(ctx, requestKey{}, &request{key: key})
}

// receipt returns the record of the request that a save carries out. It is nil for all saves but the first.
func receipt(ctx context.Context, now time.Time) *store.Receipt {
	r, ok := ctx.Value(requestKey{}).(*request)
	if !ok || r.used {
		return nil
	}
	return &store.Receipt{Key: r.key, At: now, ExpiresAt: now.Add(repeatedWithin)}
}

// recorded notes that the request of the context is stored.
func recorded(ctx context.Context) {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		r.used = true
	}
}

// doneBefore turns a repeated request into ErrDoneBefore.
func doneBefore(err error) error {
	if _, repeated := errors.AsType[*store.Repeated](err); repeated {
		return ErrDoneBefore
	}
	return err
}

// Done reports whether the request with a key was carried out before.
func (e *Engine) Done(ctx context.Context, key string) (bool, error) {
	_, err := e.store.Receipt(ctx, key)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
