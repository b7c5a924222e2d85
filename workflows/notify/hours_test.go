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

func TestAtNightNobodyIsPingedAndAtTheOpeningThereIsOneListHotFirst(t *testing.T) {
	onEachWith(t, workflowstest.Office, func(t *testing.T, d *dibs) {
		for n := range 5 {
			d.AddInquiry(workflowstest.Warm(n), night.Add(time.Duration(n)*time.Minute))
		}
		hot := d.AddInquiry(workflowstest.OtherCompany(9), night.Add(time.Hour))
		taken := d.AddInquiry(workflowstest.Warm(10), night)
		d.ClaimAs(taken, "ana", night.Add(2*time.Hour)) // she works late
		for at := night; at.Before(opening); at = at.Add(30 * time.Minute) {
			d.WakeDue(at)
			d.PublishAll(at)
		}
		if n := len(d.Board.Of(outbox.DirectMessage)) + len(d.Board.Of(outbox.ChannelList)); n != 0 {
			t.Fatalf("%d direct messages and lists were sent at night", n)
		}
		for at := opening; at.Before(opening.Add(5 * time.Minute)); at = at.Add(time.Second) {
			d.PublishAll(at)
		}
		lists := d.Board.Of(outbox.ChannelList)
		if len(lists) != 1 || lists[0].Place.Channel != "#leads" || len(lists[0].Items) != 6 {
			t.Fatalf("at the opening, %d lists were sent, want one in #leads with 6 leads: %+v", len(lists), lists)
		}
		if first := lists[0].Items[0]; first.Lead.ID != hot || first.Kind != outbox.NotifyHeld {
			t.Errorf("the list begins with lead %s, want the hot lead %s", first.Lead.ID, hot)
		}
		if at := d.Lead(hot).Deadline.At; !at.Equal(opening.Add(10 * time.Minute)) {
			t.Errorf("the first rung of the hot lead is at %v, want %v, ten minutes after the opening", at, opening.Add(10*time.Minute))
		}
	})
}

func TestInTheEveningAHotLeadPingsThePersonOnDutyOnceAndNobodyElse(t *testing.T) {
	onEachWith(t, workflowstest.Office, func(t *testing.T, d *dibs) {
		hot, cool := d.AddInquiry(workflowstest.OtherCompany(1), evening), d.AddInquiry(workflowstest.Warm(2), evening)
		d.WakeDue(evening.Add(time.Second))
		d.WakeDue(evening.Add(time.Minute))
		d.PublishAll(evening.Add(time.Minute))
		private := d.Board.Of(outbox.DirectMessage)
		if len(private) != 1 || private[0].To != d.ID("mia") || private[0].Items[0].Lead.ID != hot {
			t.Fatalf("the direct messages in the evening are %+v", private)
		}
		if at := d.Lead(cool).Deadline.At; at.Before(opening) {
			t.Errorf("the warm lead has a rung at %v, want none before the opening", at)
		}
		d.WakeDue(evening.Add(time.Hour))
		d.PublishAll(evening.Add(time.Hour))
		if n := len(d.Board.Of(outbox.DirectMessage)); n != 1 {
			t.Errorf("she got %d messages, want 1", n)
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
		t.Fatalf("800 leads made %d channel lists and %d direct messages, want one of each", len(lists), len(private))
	}
	for _, m := range []message{lists[0], private[0]} {
		if len(m.Items)+m.More != 800 || len(m.Items) != outbox.MaxItems {
			t.Errorf("the message has %d items and %d more", len(m.Items), m.More)
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
			t.Errorf("%s was notified of %d leads, want 1000", m.To, len(m.Items)+m.More)
		}
	}
	if len(count) != 2 || count["#leads"] != 1 || count[string(d.ID("mia"))] != 1 {
		t.Errorf("the messages by receiver are %v", count)
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
			t.Errorf("at once, the messages have %s items, want the two hot leads alone", got)
		}
		d.PublishAll(nine.Add(3 * time.Second))
		if got := sizes(d.Board.Of(outbox.DirectMessage)); got != "1 1 3" {
			t.Errorf("then the messages have %s items, want the three others in one", got)
		}
		_, err := d.Assign(t.Context(), d.AddInquiry(workflowstest.Warm(20), nine), d.ID("mia"), d.ID("ana"), nine.Add(time.Minute))
		d.Must(err)
		d.PublishAll(nine.Add(4 * time.Minute))
		if got := sizes(d.Board.Of(outbox.DirectMessage)); got != "1 1 3" {
			t.Errorf("within the bundle time, the messages have %s items", got)
		}
		d.PublishAll(nine.Add(6 * time.Minute))
		if got := sizes(d.Board.Of(outbox.DirectMessage)); got != "1 1 3 1" {
			t.Errorf("after the bundle time, the messages have %s items", got)
		}
	})
}

// sizes returns how many items each message has.
func sizes(ms []message) string {
	var s []string
	for _, m := range ms {
		s = append(s, strconv.Itoa(len(m.Items)))
	}
	return strings.Join(s, " ")
}
