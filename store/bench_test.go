package store_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

// BenchmarkIntake registers leads from 1, 8 and 64 submitters at once; "alone" is the same with one transaction for
// each lead, so the ratio is what sharing a transaction gains.
func BenchmarkIntake(b *testing.B) {
	eachURL(b, func(b *testing.B, s *store.Store, submitters int) {
		ids := make(chan int, b.N)
		for i := range b.N {
			ids <- i
		}
		close(ids)
		measure(b, submitters, func() {
			for i := range ids {
				in := inquiry()
				in.ExternalID = fmt.Sprint("form-", i)
				if _, err := save(b, s, register(in, nine)); err != nil {
					b.Error(err)
				}
			}
		})
	})
}

// BenchmarkClaim claims different leads.
func BenchmarkClaim(b *testing.B) {
	eachURL(b, func(b *testing.B, s *store.Store, submitters int) {
		waiting := make(chan *lead.Lead, b.N)
		for range (b.N + 49) / 50 {
			var changes []store.Change
			for range min(50, b.N-len(waiting)) {
				l := register(inquiry(), nine)
				changes = append(changes, store.Change{Lead: l, Events: l.TakeEvents()})
			}
			if err := s.Save(b.Context(), changes...); err != nil {
				b.Fatal(err)
			}
			for _, c := range changes {
				waiting <- c.Lead
			}
		}
		close(waiting)
		measure(b, submitters, func() {
			for l := range waiting {
				if err := l.Claim(rep("p1"), nine.Add(time.Minute)); err != nil {
					b.Error(err)
				}
				l.Deadline = lead.Deadline{At: nine.Add(time.Hour), Clock: lead.ClockContact}
				if _, err := save(b, s, l); err != nil {
					b.Error(err)
				}
			}
		})
	})
}

func eachURL(b *testing.B, run func(*testing.B, *store.Store, int)) {
	for _, db := range []struct {
		name string
		url  func(testing.TB) string
	}{{"sqlite", storetest.SQLite}, {"postgres", storetest.Postgres}} {
		for _, n := range []int{1, 8, 64} {
			for _, together := range []bool{true, false} {
				name := fmt.Sprintf("%s/%d", db.name, n)
				if !together {
					name += "-alone"
				}
				b.Run(name, func(b *testing.B) {
					s := storetest.Open(b, db.url(b))
					if !together {
						s.SetBatch(1, time.Minute)
					}
					run(b, s, n)
				})
			}
		}
	}
}

func measure(b *testing.B, submitters int, work func()) {
	b.ResetTimer()
	var wg sync.WaitGroup
	for range submitters {
		wg.Go(work)
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "leads/s")
}
