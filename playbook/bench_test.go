package playbook

import (
	"strings"
	"testing"
	"time"

	"dibs/lead"
)

// BenchmarkJudge scores and routes one lead with the example playbook. It should take less than 50 µs.
func BenchmarkJudge(b *testing.B) {
	p := example(b)
	l := lead.Interested(nadia(), sunday)
	b.ReportAllocs()
	for b.Loop() {
		p.Judge(l, sunday)
	}
}

// BenchmarkNext finds the deadline of an owned lead whose next step is near or far away. It should take less
// than 5 µs at any distance.
func BenchmarkNext(b *testing.B) {
	p := example(b)
	for name, ahead := range map[string]time.Duration{"an hour": time.Hour, "a month": 30 * day, "ten years": 3650 * day} {
		b.Run(name, func(b *testing.B) {
			l := registered(p, nadia(), monday)
			must(b, l.Claim(actor(p, "ana"), monday))
			next := &lead.NextStep{What: "call", At: monday.Add(ahead)}
			must(b, l.LogContact(actor(p, "ana"), lead.Touch{Method: lead.Call, Outcome: lead.Reached, Next: next}, monday))
			l.Clocks[lead.ClockNext] = lead.Clock{Start: next.At, Climbed: day}
			p.Next(l)
			b.ReportAllocs()
			for b.Loop() {
				p.Next(l)
			}
		})
	}
}

// BenchmarkNextOfAHotLead finds the deadline of an unclaimed lead.
func BenchmarkNextOfAHotLead(b *testing.B) {
	p := example(b)
	l := registered(p, nadia(), monday)
	b.ReportAllocs()
	for b.Loop() {
		p.Next(l)
	}
}

// BenchmarkNextWhileClosed finds when the person on duty is pinged about a hot lead, or that they are not
// pinged before its next rung, which is minutes or years of business days away.
func BenchmarkNextWhileClosed(b *testing.B) {
	for name, c := range map[string]struct{ after, came string }{
		"at once":             {"3m", "2026-11-23 18:30"},
		"not before Monday":   {"3m", "2026-11-21 09:00"},
		"the rung years away": {"2000d", "2026-11-21 09:00"},
	} {
		b.Run(name, func(b *testing.B) {
			text := strings.Replace(exampleText(b), "- {after: 3m, do: remind, tell: pool}", "- {after: "+c.after+", do: remind, tell: pool}", 1)
			for _, below := range []string{"5m", "10m", "15m", "20m"} {
				text = strings.Replace(text, "        - {after: "+below, "        - {after: 2000d"+below, 1)
			}
			p, err := Parse("playbook.yaml", []byte(text), env)
			must(b, err)
			l := registered(p, nadia(), inBerlin(c.came))
			p.Next(l)
			b.ReportAllocs()
			for b.Loop() {
				p.Next(l)
			}
		})
	}
}

// BenchmarkNextOfTheLongestLadder finds the deadline on the last rung of a ladder of maxRungs.
func BenchmarkNextOfTheLongestLadder(b *testing.B) {
	text := strings.Replace(exampleText(b), "        - {after: 3m, do: remind, tell: pool}\n", numbered(maxRungs-5, "        - {after: 1m%ds, do: remind, tell: pool}\n"), 1)
	text = strings.Replace(text, "        - {after: 5m, do: remind, tell: backup}\n", "        - {after: 4m, do: remind, tell: pool}\n        - {after: 5m, do: remind, tell: backup}\n", 1)
	p, err := Parse("playbook.yaml", []byte(text), env)
	must(b, err)
	l := registered(p, nadia(), monday)
	l.Clocks[lead.ClockClaim] = lead.Clock{Start: monday, Climbed: 15 * time.Minute}
	p.Next(l)
	b.ReportAllocs()
	for b.Loop() {
		p.Next(l)
	}
}

func BenchmarkParse(b *testing.B) {
	src := []byte(exampleText(b))
	for b.Loop() {
		if _, err := Parse("playbook.yaml", src, env); err != nil {
			b.Fatal(err)
		}
	}
}
