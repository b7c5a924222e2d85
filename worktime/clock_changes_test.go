package worktime

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// change is one change of the clocks: until at they show UTC+before, from then on UTC+after.
type change struct{ at, before, after int64 } // seconds

// changesOf lists the changes of a zone in the years 2020 to 2035. A zone without changes gets one that changes
// nothing.
func changesOf(z *time.Location) []change {
	offset := func(t time.Time) int64 {
		_, o := t.In(z).Zone()
		return int64(o)
	}
	var cs []change
	for at := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC); ; {
		_, end := at.In(z).ZoneBounds()
		if end.IsZero() || end.UTC().Year() > 2035 {
			break
		}
		cs = append(cs, change{end.Unix(), offset(end.Add(-1)), offset(end)})
		at = end
	}
	if len(cs) == 0 {
		at := time.Date(2027, 6, 1, 0, 0, 0, 0, z)
		cs = append(cs, change{at.Unix(), offset(at), offset(at)})
	}
	return cs
}

// everyZone returns one zone for each pattern of changes in these years, with its changes. Zones with the
// same changes have the same business time.
func everyZone(t *testing.T) map[string][]change {
	ways, zones := map[string]bool{}, map[string][]change{}
	for _, name := range Zones() {
		z, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		cs := changesOf(z)
		if way := fmt.Sprint(cs); !ways[way] {
			ways[way], zones[name] = true, cs
		}
	}
	if len(zones) < 50 {
		t.Fatalf("only %d patterns of clock changes: the zones were not read correctly", len(zones))
	}
	return zones
}

// windowsAround returns windows for every day around the hour in which the clocks change: across it, inside
// it, up to it, from it on, several of these, and the whole day.
func windowsAround(c change) [][]Window {
	first := TimeOfDay(min(c.at+c.before, c.at+c.after) % (24 * 3600) / 60)
	wide := TimeOfDay(max(c.before-c.after, c.after-c.before, 3600) / 60)
	return [][]Window{
		onTheDial(first, Window{-90, wide + 90}),
		onTheDial(first, Window{wide / 4, wide * 3 / 4}),
		onTheDial(first, Window{-120, -30}, Window{-15, wide / 3}, Window{wide / 2, wide - 5}, Window{wide + 10, wide + 60}),
		onTheDial(first, Window{-60, 0}, Window{wide, wide + 60}),
		onTheDial(first, Window{0, wide}),
		{{0, 24 * 60}},
	}
}

// onTheDial moves windows to a minute of the day and splits them at midnight.
func onTheDial(at TimeOfDay, around ...Window) []Window {
	const dayLong = 24 * 60
	var ws []Window
	for _, w := range around {
		from := (at + w.From + dayLong) % dayLong
		to := from + w.To - w.From
		ws = append(ws, Window{from, min(to, dayLong)})
		if to > dayLong {
			ws = append(ws, Window{0, to - dayLong})
		}
	}
	slices.SortFunc(ws, func(a, b Window) int { return int(a.From - b.From) })
	return ws
}

// watch finds the open stretches around a change in the simple way: it looks at the wall clock every minute.
// A window is open from the first to the last minute of a day that shows a time in it. The stretches are in
// seconds since 1970 and correct within a day of the change.
func watch(c change, ws []Window) []stretch {
	const minute, day, far = 60, 24 * 3600, 54 * 3600
	today := (c.at + c.before) / day
	var open [7][]stretch // by day, starting three days before, and by window
	for d := range open {
		open[d] = make([]stretch, len(ws))
	}
	for now := c.at - far; now < c.at+far; now += minute {
		shown := now + c.before
		if now >= c.at {
			shown = now + c.after
		}
		clock := TimeOfDay(shown % day / minute)
		for i, w := range ws {
			if clock < w.To {
				s := &open[shown/day-today+3][i]
				if s.from == 0 && clock >= w.From {
					s.from = now
				}
				s.to = now + minute
			}
		}
	}
	return union(slices.DeleteFunc(slices.Concat(open[:]...), func(s stretch) bool { return s.from == 0 }))
}

func union(ss []stretch) []stretch {
	slices.SortFunc(ss, func(a, b stretch) int { return int(a.from - b.from) })
	var all []stretch
	for _, s := range ss {
		if n := len(all); n > 0 && s.from <= all[n-1].to {
			all[n-1].to = max(all[n-1].to, s.to)
		} else {
			all = append(all, s)
		}
	}
	return all
}

// watched returns the open time in [a, b).
func watched(open []stretch, a, b time.Time) time.Duration {
	sum := time.Duration(0)
	for _, s := range open {
		from, to := time.Unix(s.from, 0), time.Unix(s.to, 0)
		if from.Before(a) {
			from = a
		}
		if to.After(b) {
			to = b
		}
		sum += max(0, to.Sub(from))
	}
	return sum
}

func everyDay(z *time.Location, ws []Window) *Hours {
	h := &Hours{zone: z}
	for d := range h.windows {
		h.windows[d] = ws
	}
	return h
}

func TestBusinessTimeMatchesAWallClockAtEveryClockChange(t *testing.T) {
	for name, changes := range everyZone(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			z, _ := time.LoadLocation(name)
			cached := map[string]*Hours{}
			for i, c := range changes {
				all := windowsAround(c)
				for k := range 3 { // the other windows are tested in other years
					ws := all[(i/2+2*k)%len(all)]
					h := cached[fmt.Sprint(ws)]
					if h == nil {
						h = everyDay(z, ws)
						cached[fmt.Sprint(ws)] = h
					}
					sampled(t, h, c, watch(c, ws))
				}
			}
		})
	}
}

// sampled compares hours with watched stretches, at the edges of windows and at random times.
func sampled(t *testing.T, h *Hours, c change, open []stretch) {
	t.Helper()
	rnd := rand.New(rand.NewPCG(uint64(c.at), uint64(len(open))))
	at := func() time.Time {
		if s := open[rnd.IntN(len(open))]; rnd.IntN(2) == 0 && s.from > c.at-24*3600 && s.to < c.at+24*3600 {
			return time.Unix([]int64{s.from, s.to}[rnd.IntN(2)], rnd.Int64N(3)-1).In(h.zone)
		}
		return time.Unix(c.at+rnd.Int64N(48*3600)-24*3600, rnd.Int64N(1e9)).In(h.zone)
	}
	for range 12 {
		three := []time.Time{at(), at(), at()}
		slices.SortFunc(three, time.Time.Compare)
		x, y, z := three[0], three[1], three[2]
		isOpen := watched(open, x, x.Add(1)) > 0
		xy, yz := watched(open, x, y), watched(open, y, z)
		end := h.Add(x, xy+yz)
		switch {
		case h.Open(x) != isOpen:
			t.Fatalf("%v: open at %s is %v", h.windows[0], x, !isOpen)
		case h.Between(x, y) != xy || h.Between(y, z) != yz || h.Between(x, z) != xy+yz:
			t.Fatalf("%v: from %s via %s to %s: Between is %v and %v, in one step %v; watched %v and %v", h.windows[0], x, y, z, h.Between(x, y), h.Between(y, z), h.Between(x, z), xy, yz)
		case !end.Equal(h.Add(h.Add(x, xy), yz)) || h.Between(x, end) != xy+yz:
			t.Fatalf("%v: adding %v and %v to %s does not add up", h.windows[0], xy, yz, x)
		case end.After(z) || watched(open, x, end) != xy+yz || xy+yz > 0 && watched(open, x, end.Add(-1)) != xy+yz-1:
			t.Fatalf("%v: adding %v to %s gives %s, which is not the earliest time", h.windows[0], xy+yz, x, end)
		case h.Add(y, xy).Before(h.Add(x, xy)) || h.NextOpen(y).Before(h.NextOpen(x)) || !h.Open(h.NextOpen(x)):
			t.Fatalf("%v: time goes backwards from %s to %s", h.windows[0], x, y)
		case watched(open, x, h.NextOpen(x)) != 0:
			t.Fatalf("%v: after %s it opens earlier than %s", h.windows[0], x, h.NextOpen(x))
		}
	}
}

// The test goes through sixteen years at once, and then change by change.
func TestBusinessTimeAddsUpOverAllChangesOfAZone(t *testing.T) {
	for name, changes := range everyZone(t) {
		z, _ := time.LoadLocation(name)
		h := everyDay(z, windowsAround(changes[0])[2])
		begin, end := time.Date(2020, 1, 1, 0, 0, 0, 0, z), time.Date(2036, 1, 1, 0, 0, 0, 0, z)
		sum, last, added := time.Duration(0), begin, begin
		for _, c := range append(changes, change{at: end.Unix()}) {
			part := h.Between(last, time.Unix(c.at, 0))
			sum, last, added = sum+part, time.Unix(c.at, 0), h.Add(added, part)
		}
		if got := h.Between(begin, end); got != sum || !h.Add(begin, got).Equal(added) {
			t.Errorf("%s: %v at once, %v change by change; Add gives %s and %s", name, got, sum, h.Add(begin, got), added)
		}
	}
}
