package notify_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"dibs/lead/outbox"
	"dibs/store/storetest"
	"dibs/workflows/workflowstest"
)

var (
	evening = time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC)  // Monday 19:00 in Berlin
	night   = time.Date(2026, 11, 23, 22, 30, 0, 0, time.UTC) // 23:30
	opening = time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)   // Tuesday 9:00
)

func TestAtNightNobodyIsCalledAndAtTheOpeningThereIsOneListHotFirst(t *testing.T) {
	onEachWith(t, workflowstest.Office, func(t *testing.T, d *dibs) {
		for n := range 5 {
			d.AddInquiry(workflowstest.Warm(n), night.Add(time.Duration(n)*time.Minute))
		}
		hot := d.AddInquiry(workflowstest.OtherCompany(9), night.Add(time.Hour))
		taken := d.AddInquiry(workflowstest.Warm(10), night)
		d.ClaimAs(taken, "ana", night.Add(2*time.Hour)) // somebody works late
		for at := night; at.Before(opening); at = at.Add(30 * time.Minute) {
			d.WakeDue(at)
			d.PublishAll(at)
		}
		if n := len(d.Board.Of(outbox.DirectMessage)) + len(d.Board.Of(outbox.ChannelList)); n != 0 {
			t.Fatalf("%d people or channels are called at night", n)
		}
		for at := opening; at.Before(opening.Add(5 * time.Minute)); at = at.Add(time.Second) {
			d.PublishAll(at)
		}
		lists := d.Board.Of(outbox.ChannelList)
		if len(lists) != 1 || lists[0].Place.Channel != "#leads" || len(lists[0].Items) != 6 {
			t.Fatalf("at the opening: %d lists, %+v", len(lists), lists)
		}
		if first := lists[0].Items[0]; first.Lead.ID != hot || first.Kind != outbox.NotifyHeld {
			t.Errorf("the list begins with %s, not with the hot one %s", first.Lead.ID, hot)
		}
		if at := d.Lead(hot).Deadline.At; !at.Equal(opening.Add(10 * time.Minute)) {
			t.Errorf("its first rung is at %v, ten minutes of business after the opening is %v", at, opening.Add(10*time.Minute))
		}
	})
}

func TestInTheEveningAHotLeadReachesWhoIsOnDutyOnceAndNobodyElse(t *testing.T) {
	onEachWith(t, workflowstest.Office, func(t *testing.T, d *dibs) {
		hot, cool := d.AddInquiry(workflowstest.OtherCompany(1), evening), d.AddInquiry(workflowstest.Warm(2), evening)
		d.WakeDue(evening.Add(time.Second))
		d.WakeDue(evening.Add(time.Minute))
		d.PublishAll(evening.Add(time.Minute))
		private := d.Board.Of(outbox.DirectMessage)
		if len(private) != 1 || private[0].To != d.ID("mia") || private[0].Items[0].Lead.ID != hot {
			t.Fatalf("in the evening: %+v", private)
		}
		if at := d.Lead(cool).Deadline.At; at.Before(opening) {
			t.Errorf("a warm lead has a rung at %v", at)
		}
		d.WakeDue(evening.Add(time.Hour))
		d.PublishAll(evening.Add(time.Hour))
		if n := len(d.Board.Of(outbox.DirectMessage)); n != 1 {
			t.Errorf("she is called %d times", n)
		}
	})
}

func TestEightHundredRegistrantsAreNotEightHundredPings(t *testing.T) {
	t.Parallel()
	d := open(t, storetest.Open(t, storetest.SQLite(t)), workflowstest.Office)
	for n := range 800 {
		d.AddInquiry(workflowstest.Warm(n), nine)
	}
	for at := nine; at.Before(nine.Add(40 * time.Minute)); at = at.Add(10 * time.Second) {
		d.WakeDue(at)
		d.NotifyAll(at)
	}
	lists, private := d.Board.Of(outbox.ChannelList), d.Board.Of(outbox.DirectMessage)
	if len(lists) != 1 || len(private) != 1 {
		t.Fatalf("%d messages in the channel and %d private ones for 800 leads", len(lists), len(private))
	}
	for _, m := range []message{lists[0], private[0]} {
		if len(m.Items)+m.More != 800 || len(m.Items) != outbox.MaxItems {
			t.Errorf("one of %d matters and %d more", len(m.Items), m.More)
		}
	}
}

func TestAfterDowntimeAThousandMissedDeadlinesAreOneMessageForEach(t *testing.T) {
	t.Parallel()
	d := open(t, storetest.Open(t, storetest.SQLite(t)), workflowstest.Office)
	for n := range 1000 {
		d.AddInquiry(workflowstest.OtherCompany(n), nine) // all hot
	}
	later := nine.Add(3 * time.Hour)
	for at := later; at.Before(later.Add(time.Minute)); at = at.Add(time.Second) {
		d.WakeDue(at)
		d.NotifyAll(at)
	}
	count := map[string]int{}
	for _, m := range append(d.Board.Of(outbox.ChannelList), d.Board.Of(outbox.DirectMessage)...) {
		count[string(m.To)+m.Place.Channel]++
		if len(m.Items)+m.More != 1000 {
			t.Errorf("%s is told of %d", m.To, len(m.Items)+m.More)
		}
	}
	if len(count) != 2 || count["#leads"] != 1 || count[string(d.ID("mia"))] != 1 {
		t.Errorf("messages by receiver: %v", count)
	}
}

func TestOnlyAHotLeadGetsAMessageOfItsOwn(t *testing.T) {
	onEachWith(t, workflowstest.Office, func(t *testing.T, d *dibs) {
		for n := range 3 {
			_, err := d.Assign(t.Context(), d.AddInquiry(workflowstest.Warm(n), nine), d.ID("mia"), d.ID("ana"), nine)
			d.Must(err)
		}
		for n := range 2 {
			_, err := d.Assign(t.Context(), d.AddInquiry(workflowstest.OtherCompany(10+n), nine), d.ID("mia"), d.ID("ana"), nine)
			d.Must(err)
		}
		d.PublishAll(nine)
		if got := sizes(d.Board.Of(outbox.DirectMessage)); got != "1 1" {
			t.Errorf("at once: messages of %s matters, want the two hot ones alone", got)
		}
		d.PublishAll(nine.Add(3 * time.Second))
		if got := sizes(d.Board.Of(outbox.DirectMessage)); got != "1 1 3" {
			t.Errorf("then: messages of %s matters, want the three others as one", got)
		}
		_, err := d.Assign(t.Context(), d.AddInquiry(workflowstest.Warm(20), nine), d.ID("mia"), d.ID("ana"), nine.Add(time.Minute))
		d.Must(err)
		d.PublishAll(nine.Add(4 * time.Minute))
		if got := sizes(d.Board.Of(outbox.DirectMessage)); got != "1 1 3" {
			t.Errorf("within the bundle time: %s", got)
		}
		d.PublishAll(nine.Add(6 * time.Minute))
		if got := sizes(d.Board.Of(outbox.DirectMessage)); got != "1 1 3 1" {
			t.Errorf("after the bundle time: %s", got)
		}
	})
}

// sizes is of how many matters each message tells.
func sizes(ms []message) string {
	var s []string
	for _, m := range ms {
		s = append(s, strconv.Itoa(len(m.Items)))
	}
	return strings.Join(s, " ")
}
