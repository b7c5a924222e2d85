package main

import (
	"time"

	"dibs/slacksim"
)

// world is everything outside the program that tests replace. The zero world is the real one.
type world struct {
	clock clock         // nil: the machine's clock
	pace  time.Duration // between two messages in one channel; zero: one second, which Slack allows
	// answerIn is how long the program may take to answer Slack, and a write over HTTP. Zero means its own limits.
	answerIn time.Duration

	// simulated is called with the demo's Slack before the demo serves, so that tests can make it fail.
	simulated func(*slacksim.Sim)
}

// clock tells the program the time of leads, ladders, notifications and leases. Implementations are
// safe for concurrent use.
type clock interface {
	Now() time.Time
	// Hold keeps the clock from being advanced until release is called. Work under a lease is done under a hold: a
	// jump in the middle would end the lease while the work goes on.
	Hold() (release func())
}

// now is the current time.
func (w world) now() time.Time {
	if w.clock == nil {
		return time.Now()
	}
	return w.clock.Now()
}

// hold is [clock.Hold].
func (w world) hold() (release func()) {
	if w.clock == nil {
		return func() {}
	}
	return w.clock.Hold()
}
