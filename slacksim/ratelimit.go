package slacksim

import (
	"math"
	"time"
)

// tierPerMinute is what Slack's tiers allow per method, workspace and app. Tier 5 stands for "special": auth.test and
// the like allow hundreds a minute; chat.postMessage has a second limit per channel.
var tierPerMinute = map[string]float64{"t1": 1, "t2": 20, "t3": 50, "t4": 100, "t5": 600}

const (
	// postsPerSecond is Slack's limit for messages in one channel.
	postsPerSecond = 1
	// postBurst is how many may come at once. Slack says "short bursts" without a number.
	postBurst = 4
)

// bucket fills with permissions at a steady rate.
type bucket struct {
	level float64
	at    time.Time
}

// limitError says that the caller must wait.
type limitError struct{ wait time.Duration }

// Error names the wait.
func (e *limitError) Error() string { return "ratelimited for " + e.wait.String() }

// limit counts a call against its method's tier and, for posts, against its channel. It holds the lock.
func (s *Sim) limit(req *request) error {
	perMinute, ok := tierPerMinute[req.facts.Tier]
	if !ok {
		perMinute = tierPerMinute["t3"] // blocks.validate: no tier is published
	}
	if err := s.take(req.method, perMinute/60, perMinute); err != nil {
		return err
	}
	if req.method != "chat.postMessage" {
		return nil
	}
	key := req.args.str("channel")
	if c := s.channelNamed(key); c != nil {
		key = c.ID
	}
	return s.take("post "+key, postsPerSecond, postBurst)
}

// take takes one permission out of a bucket or says how long to wait for the next.
func (s *Sim) take(key string, perSecond, burst float64) error {
	if s.cfg.Limits.Off {
		return nil
	}
	perSecond *= s.cfg.Limits.Scale
	burst *= max(1, s.cfg.Limits.Scale)
	now := s.now()
	b := s.buckets[key]
	if b == nil {
		b = &bucket{level: burst, at: now}
		s.buckets[key] = b
	}
	b.level = math.Min(burst, b.level+now.Sub(b.at).Seconds()*perSecond)
	b.at = now
	if b.level < 1 {
		return &limitError{wait: time.Duration((1 - b.level) / perSecond * float64(time.Second))}
	}
	b.level--
	return nil
}
