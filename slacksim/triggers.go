package slacksim

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"time"
)

// trigger lets the app open one view for one person within three seconds.
type trigger struct {
	user   string
	view   string // the open view it came from; empty outside of views
	madeAt time.Time
	used   bool
}

// newTrigger makes a trigger id. It holds the lock.
func (s *Sim) newTrigger(user, view string) string {
	s.serial++
	id := fmt.Sprintf("%d.%d.%s", 13345224609+s.serial, 738474920, secret(16))
	s.triggers[id] = &trigger{user: user, view: view, madeAt: s.now()}
	return id
}

// redeem spends a trigger id; each of the three things that can be wrong with one has its own error.
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

// secret is n random bytes in hex.
func secret(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails, as crypto/rand promises
	return hex.EncodeToString(b)
}
