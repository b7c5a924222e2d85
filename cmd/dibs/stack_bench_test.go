package main

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"dibs/slacksim/simtest"
)

// registrants is how many leads come in at once in BenchmarkRegistrants, as after a webinar.
const registrants = 800

// BenchmarkRegistrants has 800 warm leads come in at once, and measures how long it takes until each of them is
// visible in their channel, and in how many messages. As cards, at Slack's pace of about one message a second in a
// channel, the last of them would be visible after 800 seconds.
func BenchmarkRegistrants(b *testing.B) {
	for _, s := range setups {
		b.Run(s.name, func(b *testing.B) {
			var took time.Duration
			messages := 0
			for range b.N {
				o := openOfficeWith(b, s, warmSells(), []string{"fair"})
				began := time.Now()
				o.crowd(registrants)
				messages = o.awaitCrowd(registrants)
				took += time.Since(began)
			}
			b.ReportMetric(took.Seconds()/float64(b.N), "s-until-all-seen")
			b.ReportMetric(float64(messages), "messages")
		})
	}
}

// crowd registers visitors of a fair, up to sixteen at a time.
func (o office) crowd(size int) {
	var all sync.WaitGroup
	turns := make(chan struct{}, 16)
	for n := range size {
		turns <- struct{}{}
		all.Go(func() {
			o.from("newsletter", "fair", visitor(n))
			<-turns
		})
	}
	all.Wait()
}

// awaitCrowd waits until #fair shows so many visitors, in lists or on cards, and counts the messages that show them.
// At Slack's pace this takes longer than other things that a test waits for.
func (o office) awaitCrowd(size int) (messages int) {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.t.Context(), 6*simtest.Patience)
	defer cancel()
	changes, stop := o.sim.Subscribe()
	defer stop()
	for {
		seen, messages := 0, 0
		for _, m := range o.sim.History("#fair") {
			if n := strings.Count(string(m.Blocks), "*Visitor "); n > 0 {
				seen, messages = seen+n, messages+1
			}
		}
		if seen >= size {
			return messages
		}
		select {
		case <-changes:
		case <-ctx.Done():
			o.t.Fatalf("%d of %d leads are visible", seen, size)
		}
	}
}
