package slacksim

import "context"

// Subscribe returns a channel that gets a signal after every change of the workspace, so that a test can look again
// instead of sleeping. Signals that nobody has taken yet merge into one. The second value ends the subscription.
func (s *Sim) Subscribe() (<-chan struct{}, func()) {
	ch := make(chan struct{}, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watchers[ch] = true
	return ch, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.watchers, ch)
	}
}

// changed wakes everyone who watches. It holds the lock.
func (s *Sim) changed() {
	for ch := range s.watchers {
		select {
		case ch <- struct{}{}:
		default: // a signal is already waiting
		}
	}
}

// change runs f under the lock, wakes the watchers and returns the events that f gave rise to.
func (s *Sim) change(f func()) []event {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
	events := s.pending
	s.pending = nil
	s.changed()
	return events
}

// background runs f as a delivery under way, unless the simulator is closed.
func (s *Sim) background(f func(ctx context.Context)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.startBackground(f)
}

// startBackground is background for those who hold the lock.
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
// returns the context's error when that comes first. Sockets that are merely open do not count.
func (s *Sim) Settle(ctx context.Context) error {
	changes, stop := s.Subscribe()
	defer stop()
	for {
		s.mu.Lock()
		quiet := s.inFlight == 0
		s.mu.Unlock()
		if quiet {
			return nil
		}
		select {
		case <-changes:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
