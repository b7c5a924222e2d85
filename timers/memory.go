package timers

import (
	"container/heap"
	"context"
	"sync"
	"time"
)

// Memory holds the timers of a single process in memory. After a restart it is empty.
type Memory struct {
	mu    sync.Mutex
	queue queue
	byID  map[int64]*entry
}

var _ Timers = (*Memory)(nil)

// NewMemory returns an empty set.
func NewMemory() *Memory {
	return &Memory{byID: make(map[int64]*entry)}
}

// Arm sets or replaces due times: see Timers.
func (m *Memory) Arm(ctx context.Context, at ...Timer) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, t := range at {
		e, armed := m.byID[t.ID]
		if !armed {
			e = &entry{id: t.ID, due: millis(t.Due)}
			m.byID[t.ID] = e
			heap.Push(&m.queue, e)
			continue
		}
		e.due = millis(t.Due)
		heap.Fix(&m.queue, e.at)
	}
	return nil
}

// Disarm removes timers: see Timers.
func (m *Memory) Disarm(ctx context.Context, ids ...int64) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, id := range ids {
		if e, armed := m.byID[id]; armed {
			heap.Remove(&m.queue, e.at)
			delete(m.byID, id)
		}
	}
	return nil
}

// Lease returns due timers: see Timers.
func (m *Memory) Lease(ctx context.Context, now time.Time, limit int, hold time.Duration) ([]int64, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if hold <= 0 {
		return nil, errHoldNotPositive
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var ids []int64
	for len(ids) < min(limit, MaxLease) && len(m.queue) > 0 && m.queue[0].due <= now.UnixMilli() {
		e := m.queue[0]
		e.due = millis(now.Add(hold))
		heap.Fix(&m.queue, 0)
		ids = append(ids, e.id)
	}
	return ids, nil
}

// Len counts the timers: see Timers.
func (m *Memory) Len(ctx context.Context) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.byID), ctx.Err()
}

// Ping returns an error only if ctx is done.
func (m *Memory) Ping(ctx context.Context) error { return ctx.Err() }

// Close does nothing, because there is nothing to release.
func (m *Memory) Close() error { return nil }

// entry is a timer in the queue.
type entry struct {
	id  int64
	due int64 // Unix milliseconds
	at  int   // index in the queue
}

// queue is a heap with the earliest entry first.
type queue []*entry

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].due < q[j].due }
func (q queue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].at, q[j].at = i, j
}

func (q *queue) Push(x any) {
	e := x.(*entry)
	e.at = len(*q)
	*q = append(*q, e)
}

func (q *queue) Pop() any {
	last := len(*q) - 1
	e := (*q)[last]
	(*q)[last] = nil
	*q = (*q)[:last]
	return e
}
