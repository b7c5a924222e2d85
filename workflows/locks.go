package workflows

import (
	"context"
	"hash/fnv"
)

// keyedLocks are locks by key within one process. They only save work, because between processes the store decides. Two
// keys may share a lock.
type keyedLocks [256]chan struct{}

func newKeyedLocks() *keyedLocks {
	var k keyedLocks
	for i := range k {
		k[i] = make(chan struct{}, 1)
	}
	return &k
}

// lock waits until nobody else holds the key, or until ctx ends. Call unlock once when done. The empty key locks
// nothing.
func (k *keyedLocks) lock(ctx context.Context, key string) (unlock func(), err error) {
	if key == "" {
		return func() {}, nil
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(key)) // a hash never fails
	c := k[h.Sum32()%uint32(len(k))]
	select {
	case c <- struct{}{}:
		return func() { <-c }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
