package playbook

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/lead"
)

var (
	exampleLadders = regexp.MustCompile(`(?s)\nladders:.*?\ncadence:`)
	exampleHours   = regexp.MustCompile(`(?s)  berlin:\n.*?  new-york:`)
)

// oddPlaybook draws the example with other hours and ladders: open one minute a week; rungs after no time,
// after ten years, or several at the same time; days, hours and the wall clock mixed.
func oddPlaybook(t *rapid.T, text string) *Playbook {
	zone := rapid.SampledFrom([]string{"Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "UTC"}).Draw(t, "zone")
	window := rapid.SampledFrom([]string{`["02:30-02:31"]`, `["00:00-24:00"]`, `["09:00-12:00", "13:00-17:00"]`, `["23:59-24:00"]`}).Draw(t, "window")
	days := rapid.SampledFrom([]string{"sun", "mon-fri", "mon-sun", "fri-mon"}).Draw(t, "days")
	after := rapid.SampledFrom([]string{"0m", "1s", "5m", "23h", "1d", "1d12h", "30d", "3650d"})
	rungs := func(do func(i int) string) string {
		var rs []string
		spans := rapid.SliceOfN(after, 1, 5).Draw(t, "after")
		order := []string{"0m", "1s", "5m", "23h", "1d", "1d12h", "30d", "3650d"}
		slices.SortFunc(spans, func(a, b string) int { return slices.Index(order, a) - slices.Index(order, b) })
		for i, a := range spans {
			clock := rapid.SampledFrom([]string{"", ", clock: wall"}).Draw(t, "clock")
			rs = append(rs, fmt.Sprintf("{after: %s, do: %s%s}", a, do(i), clock))
		}
		return "{any: [" + strings.Join(rs, ", ") + "]}"
	}
	remind := func(int) string {
		return "remind, tell: " + rapid.SampledFrom([]string{"pool", "backup", "manager", "on_duty", "marketing", `"#leads"`}).Draw(t, "tell")
	}
	waiting := func(i int) string {
		return rapid.SampledFrom([]string{remind(i), `widen, to: "#leads"`, "reassign"}).Draw(t, "do")
	}
	ladders := "\nladders:\n"
	for _, c := range []lead.ClockName{lead.ClockQualify, lead.ClockContact, lead.ClockNext, lead.ClockStale} {
		ladders += "  " + string(c) + ": " + rungs(remind) + "\n"
	}
	ladders += "  claim: " + rungs(waiting) + "\n  accept: " + rungs(remind) + "\n"
	ladders += "  repeat: " + rapid.SampledFrom([]string{"1s", "1h", "1d", "3650d"}).Draw(t, "repeat") + "\ncadence:"
	text = exampleLadders.ReplaceAllLiteralString(text, ladders)
	text = exampleHours.ReplaceAllLiteralString(text, fmt.Sprintf("  berlin: {timezone: %s, open: {%s: %s}}\n  new-york:", zone, days, window))
	p, err := Parse("odd.yaml", []byte(text), env)
	if err != nil {
		t.Fatalf("%v\n%s", err, ladders)
	}
	return p
}

// TestWhateverLaddersAPlaybookHasTheNextDeadlineComesAfterTheOneThatWasClimbed climbs them for years, always
// at the time of the deadline.
func TestWhateverLaddersAPlaybookHasTheNextDeadlineComesAfterTheOneThatWasClimbed(t *testing.T) {
	text := exampleText(t)
	rapid.Check(t, func(t *rapid.T) {
		p := oddPlaybook(t, text)
		crew := p.Members(slack())
		l := anOpenLead(t, p.Hours("emea"))
		for c := range l.Clocks {
			l.Clocks[c] = lead.Clock{Start: l.Clocks[c].Start, Climbed: lead.NotClimbed}
		}
		before := time.Time{}
		for range 12 {
			next := p.Next(l)
			if !next.At.After(before) {
				t.Fatalf("after %v the next deadline is %v on %s", before, next.At, next.Clock)
			}
			due := p.Due(l, crew, next.At)
			if len(due) == 0 || len(p.Due(l, crew, next.At.Add(-time.Microsecond))) > 0 {
				t.Fatalf("at %v this is due: %v; and just before: %v", next.At, due, p.Due(l, crew, next.At.Add(-time.Microsecond)))
			}
			onlyClimbed(l, due)
			before = next.At
		}
	})
}
