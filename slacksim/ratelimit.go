package slacksim

import (
	"math"
	"time"
)

// tierPerMinute is how many calls per minute Slack's tiers allow for each method, workspace and app. t5 stands for the
// tier "special": methods such as auth.test allow hundreds per minute. chat.postMessage has a second limit per channel.
var tierPerMinute = map[string]float64{"t1": 1, "t2": 20, "t3": 50, "t4": 100, "t5": 600}

const (
	// postsPerSecond is Slack's limit for posting to one channel.
	postsPerSecond = 1
	// postBurst is how many messages may be posted at once. Slack allows "short bursts" without giving a number.
	postBurst = 4
)

// bucket is a token bucket: it fills at a steady rate, and each call takes one token.
type bucket struct {
	level float64
	at    time.Time
}

// limitError says how long the caller must wait.
type limitError struct{ wait time.Duration }

// Error gives the time to wait.
func (e *limitError) Error() string { return "ratelimited for " + e.wait.String() }

// limit counts a call towards the limit of its method and, for posts, of its channel. The caller holds the lock.
func (s *Sim) limit(req *request) error {
	perMinute, ok := tierPerMinute[req.facts.Tier]
	if !ok {
		perMinute = tierPerMinute["t3"] // Slack publishes no tier for blocks.validate
	}
	if err := s.takeToken(req.method, perMinute/60, perMinute); err != nil {
		return err
	}
	if req.method != "chat.postMessage" {
		return nil
	}
	key := req.args.str("channel")
	if c := s.channelNamed(key); c != nil {
		key = c.ID
	}
	return s.takeToken("post "+key, postsPerSecond, postBurst)
}

// takeToken takes a token from a bucket, or returns a limitError with the time until the next one.
func (s *Sim) takeToken(key string, perSecond, burst float64) error {
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
