package timers_test

import (
	"slices"
	"testing"
	"time"

	"dibs/timers"
)

// batch is how many timers one call carries in the batch benchmarks.
const batch = 500

// bench runs a benchmark on both implementations.
func bench(b *testing.B, run func(b *testing.B, set timers.Timers)) {
	b.Run("memory", func(b *testing.B) { run(b, timers.NewMemory()) })
	b.Run("redis", func(b *testing.B) {
		set := openRedis(b)
		defer set.Close()
		run(b, set)
	})
}

// BenchmarkArmOne arms timers one by one, from 64 goroutines per core.
func BenchmarkArmOne(b *testing.B) {
	bench(b, func(b *testing.B, set timers.Timers) {
		due := time.Now().Add(time.Hour)
		b.SetParallelism(64)
		b.RunParallel(func(pb *testing.PB) {
			for id := int64(1); pb.Next(); id++ {
				if err := set.Arm(b.Context(), timers.Timer{ID: id, Due: due}); err != nil {
					b.Error(err)
					return
				}
			}
		})
		perSecond(b, b.N)
	})
}

// BenchmarkArmBatch arms a batch per call.
func BenchmarkArmBatch(b *testing.B) {
	bench(b, func(b *testing.B, set timers.Timers) {
		due := time.Now().Add(time.Hour)
		for n := 0; b.Loop(); n++ {
			armRange(b, set, int64(n*batch), batch, due)
		}
		perSecond(b, b.N*batch)
	})
}

// BenchmarkDisarmBatch disarms a batch per call, from a set that holds them all.
func BenchmarkDisarmBatch(b *testing.B) {
	bench(b, func(b *testing.B, set timers.Timers) {
		armRange(b, set, 0, b.N*batch, time.Now().Add(time.Hour))
		b.ResetTimer()
		for n := range b.N {
			ids := make([]int64, batch)
			for i := range ids {
				ids[i] = int64(n*batch + i)
			}
			if err := set.Disarm(b.Context(), ids...); err != nil {
				b.Fatal(err)
			}
		}
		perSecond(b, b.N*batch)
	})
}

// BenchmarkFire100k leases and disarms 100,000 timers that are due at once, in batches, with one worker.
func BenchmarkFire100k(b *testing.B) {
	const due = 100_000
	bench(b, func(b *testing.B, set timers.Timers) {
		now := time.Now().Truncate(time.Second) // due times are rounded up, so a finer now would be before them
		for b.Loop() {
			b.StopTimer()
			armRange(b, set, 0, due, now)
			b.StartTimer()
			for fired := 0; fired < due; {
				ids, err := set.Lease(b.Context(), now, batch, time.Minute)
				if err != nil {
					b.Fatal(err)
				}
				fired += len(ids)
				if err := set.Disarm(b.Context(), ids...); err != nil {
					b.Fatal(err)
				}
			}
		}
		perSecond(b, b.N*due)
	})
}

// BenchmarkLateness wakes 1,000 timers a second out of 100,000 armed ones, with a worker that looks every 10 ms. It
// reports how late they fire: the median as p50-ms and the 99th percentile as p99-ms.
func BenchmarkLateness(b *testing.B) {
	const armed, look = 100_000, 10 * time.Millisecond
	bench(b, func(b *testing.B, set timers.Timers) {
		armRange(b, set, int64(b.N), armed, time.Now().Add(time.Hour))
		first := time.Now().Add(100 * time.Millisecond)
		list := make([]timers.Timer, b.N)
		for i := range list {
			list[i] = timers.Timer{ID: int64(i), Due: first.Add(time.Duration(i) * time.Millisecond)}
		}
		if err := set.Arm(b.Context(), list...); err != nil {
			b.Fatal(err)
		}
		looks := time.NewTicker(look)
		defer looks.Stop()
		b.ResetTimer()
		var late []time.Duration
		for len(late) < b.N {
			<-looks.C
			ids, err := set.Lease(b.Context(), time.Now(), batch, time.Minute)
			if err != nil {
				b.Fatal(err)
			}
			for _, id := range ids {
				late = append(late, time.Since(list[id].Due))
			}
			if err := set.Disarm(b.Context(), ids...); err != nil {
				b.Fatal(err)
			}
		}
		slices.Sort(late)
		if late[0] < 0 {
			b.Errorf("a timer fired %v early", -late[0])
		}
		b.ReportMetric(float64(late[len(late)/2])/1e6, "p50-ms")
		b.ReportMetric(float64(late[len(late)*99/100])/1e6, "p99-ms")
	})
}

// armRange arms n timers with consecutive ids, starting with first.
func armRange(b *testing.B, set timers.Timers, first int64, n int, due time.Time) {
	b.Helper()
	list := make([]timers.Timer, n)
	for i := range list {
		list[i] = timers.Timer{ID: first + int64(i), Due: due}
	}
	if err := set.Arm(b.Context(), list...); err != nil {
		b.Fatal(err)
	}
}

// perSecond reports the timers per second, instead of the time per call.
func perSecond(b *testing.B, n int) {
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "timers/s")
}
