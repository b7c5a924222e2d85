package timerstest

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/timers"
)

// likeTheModel runs random histories against a set and a plain map, and compares them. There are few different times,
// so that timers coincide and fall on the edges of a millisecond.
func likeTheModel(t *testing.T, set timers.Timers) {
	rapid.Check(t, func(t *rapid.T) {
		model := map[int64]time.Duration{} // how long after the start each timer is due
		var everyID []int64
		for id := range int64(13) {
			everyID = append(everyID, id-1)
		}
		disarm(t, set, everyID...)

		anyID := rapid.SampledFrom(everyID)
		instant := rapid.Map(rapid.IntRange(-4, 40), func(n int) time.Duration { return time.Duration(n) * time.Millisecond / 4 })
		t.Repeat(map[string]func(*rapid.T){
			"arm": func(t *rapid.T) {
				var list []timers.Timer
				for _, id := range rapid.SliceOfN(anyID, 0, 5).Draw(t, "ids") {
					due := instant.Draw(t, "due")
					list = append(list, at(id, due))
					model[id] = due
				}
				arm(t, set, list...)
			},
			"disarm": func(t *rapid.T) {
				ids := rapid.SliceOfN(anyID, 0, 3).Draw(t, "ids")
				disarm(t, set, ids...)
				for _, id := range ids {
					delete(model, id)
				}
			},
			"lease": func(t *rapid.T) {
				now, limit := instant.Draw(t, "now"), rapid.IntRange(0, 6).Draw(t, "limit")
				got := lease(t, set, now, limit)
				checkLease(t, model, got, now, limit)
				for _, id := range got {
					model[id] = now + hold
				}
			},
			"": func(t *rapid.T) { wantLen(t, set, len(model)) },
		})
	})
}

// checkLease checks that the ids are the earliest of the due ones. Timers that are due in the same millisecond may come
// in any order.
func checkLease(t *rapid.T, model map[int64]time.Duration, got []int64, now time.Duration, limit int) {
	var want []int64
	for _, due := range model {
		if wholeMillis(due) <= now {
			want = append(want, int64(wholeMillis(due)))
		}
	}
	slices.Sort(want)
	want = want[:min(limit, len(want))]

	var dues []int64
	for _, id := range got {
		due, armed := model[id]
		if !armed {
			t.Fatalf("leased %d, which is not armed", id)
		}
		dues = append(dues, int64(wholeMillis(due)))
	}
	if !slices.Equal(dues, want) {
		t.Fatalf("leased at %v what was due at %v, want %v", now, dues, want)
	}
	if unique := slices.Compact(slices.Sorted(slices.Values(got))); len(unique) != len(got) {
		t.Fatalf("leased an id twice: %v", got)
	}
}

// wholeMillis rounds up to whole milliseconds.
func wholeMillis(d time.Duration) time.Duration {
	whole := d.Truncate(time.Millisecond)
	if whole < d {
		whole += time.Millisecond
	}
	return whole
}
