package main

import (
	"os"
	"sync"
	"testing"
	"time"

	"dibs/slacksim/simtest"
)

// swift is the pace of messages in tests, so that they do not wait for Slack's second. The simulated Slack
// takes messages at any pace here; that Dibs keeps to Slack's own is tested in package bot.
const swift = 5 * time.Millisecond

// aheadOfTime in the environment of a child is how far its clock is ahead of the machine's, as a Go duration.
const aheadOfTime = "DIBS_TEST_AHEAD"

// tillWorkday is how far clocks of tests are ahead at first: all tests begin on a Wednesday at 06:00 in Berlin,
// before any digest, so none of them depends on the day or the hour at which it runs. Pictures show the
// real time.
var tillWorkday = func() time.Duration {
	if os.Getenv("DIBS_SHOTS") != "" {
		return 0
	}
	return time.Until(time.Date(2048, time.June, 3, 4, 0, 0, 0, time.UTC))
}()

// now is the time for a test that has not put its clock forward.
func now() time.Time { return time.Now().Add(tillWorkday) }

// newClock is a clock at the beginning of the workday.
func newClock() *aheadClock { return &aheadClock{ahead: tillWorkday} }

// aheadClock is the machine's clock, put forward as far as a test wants. It is safe for concurrent use.
type aheadClock struct {
	moving sync.RWMutex // read-locked by a hold
	mu     sync.Mutex
	ahead  time.Duration
	stands time.Time // zero: it runs
}

func (c *aheadClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.stands.IsZero() {
		return c.stands
	}
	return time.Now().Add(c.ahead)
}

// fromNow is how far it is ahead of the machine's clock.
func (c *aheadClock) fromNow() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ahead
}

// stop makes the clock stand still: from now on time passes only by forward.
func (c *aheadClock) stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stands = time.Now().Add(c.ahead)
}

func (c *aheadClock) Hold() (release func()) {
	c.moving.RLock()
	return c.moving.RUnlock
}

// forward puts the clock forward once nothing holds it.
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

// world is the world of a program that goes by this clock.
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

// gathering is longer than notifications wait for others that go into one message with them: see
// workflows.gather and store.quietTime.
const gathering = 5 * time.Second

// pass lets time pass for the program and its Slack: what is due by then happens now.
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
		t.Error("it was put forward under a hold")
	}
	release()
	<-moved
	if c.Now().Sub(began) < time.Hour {
		t.Error("it was not put forward after the hold")
	}
}
