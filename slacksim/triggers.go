package slacksim

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"time"
)

// trigger is what a trigger id stands for: it lets the app open one view for one person within three seconds.
type trigger struct {
	user   string
	view   string // the id of the view it was created in, empty outside views
	madeAt time.Time
	used   bool
}

// newTrigger creates a trigger id. The caller holds the lock.
func (s *Sim) newTrigger(user, view string) string {
	s.serial++
	id := fmt.Sprintf("%d.%d.%s", 13345224609+s.serial, 738474920, secret(16))
	s.triggers[id] = &trigger{user: user, view: view, madeAt: s.now()}
	return id
}

// redeem uses up a trigger id. Slack has its own error for an unknown, a used and an expired one.
func (s *Sim) redeem(id string) (*trigger, error) {
	t := s.triggers[id]
	switch {
	case t == nil:
		return nil, refuse("invalid_trigger_id")
	case t.used:
		return nil, refuse("exchanged_trigger_id")
	case s.now().Sub(t.madeAt) > s.cfg.Timing.Trigger:
		return nil, refuse("expired_trigger_id")
	}
	t.used = true
	return t, nil
}

// secret returns n random bytes in hex.
func secret(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // crypto/rand never returns an error
	return hex.EncodeToString(b)
}
