package worktime

import (
	"testing"
	"time"

	"dibs/worktime/worktimetest"
)

// BenchmarkAdd adds up to ten years of business time.
func BenchmarkAdd(b *testing.B) {
	h := hoursOf(b, berlin)
	monday := worktimetest.At("Europe/Berlin", "2026-11-23 09:00")
	for name, d := range map[string]time.Duration{"an hour": time.Hour, "a year": 2000 * time.Hour, "ten years": 20_000 * time.Hour} {
		b.Run(name, func(b *testing.B) {
			h.Add(monday, d)
			for b.Loop() {
				h.Add(monday, d)
			}
		})
	}
}
