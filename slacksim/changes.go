package slacksim

import "context"

// Subscribe returns a channel that receives a signal after every change of the workspace, so that a test can check again
// instead of sleeping. Signals that were not received yet are merged into one. Call the function to unsubscribe.
func (s *Sim) Subscribe() (<-chan struct{}, func()) {
	ch := make(chan struct{}, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.subscribers[ch] = true
	return ch, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.subscribers, ch)
	}
}

// changed signals all subscribers. The caller holds the lock.
func (s *Sim) changed() {
	for ch := range s.subscribers {
		select {
		case ch <- struct{}{}:
		default: // a signal is already waiting
		}
	}
}

// change runs f under the lock, signals the subscribers and returns the events that f caused.
func (s *Sim) change(f func()) []event {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
	events := s.pending
	s.pending = nil
	s.changed()
	return events
}

// background runs f in a goroutine that [Sim.Settle] and [Sim.Close] wait for, unless the simulator is closed.
func (s *Sim) background(f func(ctx context.Context)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.startBackground(f)
}

// startBackground is background for callers that hold the lock.
func (s *Sim) startBackground(f func(ctx context.Context)) {
	if s.closed {
		return
	}
	s.inFlight++
	go func() {
		defer func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.inFlight--
			s.changed()
		}()
		f(s.ctx)
	}()
}

// Settle waits until nothing is being delivered to the app in the background: no event, no retry, no redelivery. It
// returns the context's error if the context ends first. Sockets that are open but idle do not count.
func (s *Sim) Settle(ctx context.Context) error {
	changes, stop := s.Subscribe()
	defer stop()
	for {
		s.mu.Lock()
		settled := s.inFlight == 0
		s.mu.Unlock()
		if settled {
			return nil
		}
		select {
		case <-changes:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
