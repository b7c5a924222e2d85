package main

import (
	"os"
	"sync"
	"testing"
	"time"

	"dibs/slacksim/simtest"
)

// swift is the pace of messages in tests, so that they do not wait for Slack's second. The simulated Slack accepts
// messages at any pace here; package bot tests that Dibs keeps to Slack's own.
const swift = 5 * time.Millisecond

// aheadOfTime is the environment variable that tells a child how far its clock is ahead of the machine's, as a Go
// duration.
const aheadOfTime = "DIBS_TEST_AHEAD"

// tillWorkday is how far the clocks of tests are ahead at first: all tests begin on a Wednesday at 06:00 in Berlin,
// before any digest, so that none of them depends on the day or hour at which it runs. Pictures show the real time.
var tillWorkday = func() time.Duration {
	if os.Getenv("DIBS_SHOTS") != "" {
		return 0
	}
	return time.Until(time.Date(2048, time.June, 3, 4, 0, 0, 0, time.UTC))
}()

// now is the time in a test that has not moved its clock forward.
func now() time.Time { return time.Now().Add(tillWorkday) }

// newClock is a clock at the beginning of the workday.
func newClock() *aheadClock { return &aheadClock{ahead: tillWorkday} }

// aheadClock is the machine's clock, moved forward as far as a test wants. It is safe for concurrent use.
type aheadClock struct {
	moving sync.RWMutex // read-locked by a hold
	mu     sync.Mutex
	ahead  time.Duration
	stands time.Time // zero while the clock runs
}

func (c *aheadClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.stands.IsZero() {
		return c.stands
	}
	return time.Now().Add(c.ahead)
}

// fromNow returns how far it is ahead of the machine's clock.
func (c *aheadClock) fromNow() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ahead
}

// stop stops the clock: from now on time passes only by forward.
func (c *aheadClock) stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stands = time.Now().Add(c.ahead)
}

func (c *aheadClock) Hold() (release func()) {
	c.moving.RLock()
	return c.moving.RUnlock
}

// forward moves the clock forward as soon as nothing holds it.
func (c *aheadClock) forward(d time.Duration) {
	c.moving.Lock()
	defer c.moving.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stands.IsZero() {
		c.ahead += d
	} else {
		c.stands = c.stands.Add(d)
	}
}

// world is the world of a program that uses this clock.
func (c *aheadClock) world() world { return world{clock: c, pace: swift, answerIn: simtest.Patience} }

// childWorld is the world of a program in a process of its own.
func childWorld() world {
	ahead, err := time.ParseDuration(os.Getenv(aheadOfTime))
	if err != nil {
		panic(err) // spawn sets it
	}
	return (&aheadClock{ahead: ahead}).world()
}

// world is the world of this program.
func (p *program) world() world {
	w := p.clock.world()
	if p.measured || os.Getenv("DIBS_SHOTS") != "" {
		w.pace, w.answerIn = 0, 0
	}
	return w
}

// gathering is longer than a notification waits for others that are sent in the same message: see workflows.gather
// and store.quietTime.
const gathering = 5 * time.Second

// pass lets time pass for the program and its Slack: everything due by then happens now.
func (p *program) pass(d time.Duration) { p.clock.forward(d) }

func TestAClockIsPutForwardOnlyWhileNothingHoldsIt(t *testing.T) {
	c := newClock()
	release := c.Hold()
	began, moved := c.Now(), make(chan struct{})
	go func() {
		c.forward(time.Hour)
		close(moved)
	}()
	if c.Now().Sub(began) >= time.Hour {
		t.Error("the clock was moved forward during a hold")
	}
	release()
	<-moved
	if c.Now().Sub(began) < time.Hour {
		t.Error("the clock was not moved forward after the hold")
	}
}
