package workflows_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
	"dibs/store/storetest"
)

// office is a process with closing hours: from 9 to 17 in Berlin, which is 8 to 16 UTC in winter.
var office = strings.NewReplacer(
	"people:\n", "hours:\n  day: {timezone: Europe/Berlin, open: {mon-fri: [\"09:00-17:00\"]}}\npeople:\n",
	"on_duty: mia@acme.example}", "on_duty: mia@acme.example, hours: day}",
	"definition:\n", "outside_hours: {hot: {tell: on_duty, until: \"21:00\", days: mon-fri}}\ndefinition:\n",
	"claim: {any: [{after: 10m, do: remind, tell: manager}, {after: 20m, do: remind, tell: manager}]}",
	"claim: {any: [{after: 10m, do: remind, tell: pool}, {after: 20m, do: remind, tell: manager}]}",
	"warm: 'potential >= 200'", "warm: 'potential >= 40'",
	"reasons:\n", "campaigns:\n  webinar: {source: newsletter, hold_until: \"2026-11-24 18:00\"}\nreasons:\n",
).Replace(process)

func onEachInTheOffice(t *testing.T, f func(t *testing.T, d *desk)) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f(t, openWith(t, s, office, "ana", "ben", "dan", "mia", "max"))
	})
}

var (
	evening = time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC)  // Monday 19:00 in Berlin
	night   = time.Date(2026, 11, 23, 22, 30, 0, 0, time.UTC) // 23:30
	opening = time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)   // Tuesday 9:00
)

// warm is an inquiry of a warm lead.
func warm(n int) lead.Inquiry {
	in := other(n)
	in.Source = "newsletter"
	return in
}

func TestAtNightNobodyIsCalledAndAtTheOpeningThereIsOneListHotFirst(t *testing.T) {
	onEachInTheOffice(t, func(t *testing.T, d *desk) {
		for n := range 5 {
			d.register(warm(n), night.Add(time.Duration(n)*time.Minute))
		}
		hot := d.register(other(9), night.Add(time.Hour))
		taken := d.register(warm(10), night)
		d.claim(taken, "ana", night.Add(2*time.Hour)) // somebody works late
		for at := night; at.Before(opening); at = at.Add(30 * time.Minute) {
			d.tick(at)
			d.publish(at)
		}
		if n := len(d.board.of(outbox.DirectMessage)) + len(d.board.of(outbox.ChannelList)); n != 0 {
			t.Fatalf("%d people or channels are called at night", n)
		}
		for at := opening; at.Before(opening.Add(5 * time.Minute)); at = at.Add(time.Second) {
			d.publish(at)
		}
		lists := d.board.of(outbox.ChannelList)
		if len(lists) != 1 || lists[0].Place.Channel != "#leads" || len(lists[0].Items) != 6 {
			t.Fatalf("at the opening: %d lists, %+v", len(lists), lists)
		}
		if first := lists[0].Items[0]; first.Lead.ID != hot || first.Kind != outbox.NotifyHeld {
			t.Errorf("the list begins with %s, not with the hot one %s", first.Lead.ID, hot)
		}
		if at := d.lead(hot).Deadline.At; !at.Equal(opening.Add(10 * time.Minute)) {
			t.Errorf("its first rung is at %v, ten minutes of business after the opening is %v", at, opening.Add(10*time.Minute))
		}
	})
}

func TestInTheEveningAHotLeadReachesWhoIsOnDutyOnceAndNobodyElse(t *testing.T) {
	onEachInTheOffice(t, func(t *testing.T, d *desk) {
		hot, cool := d.register(other(1), evening), d.register(warm(2), evening)
		d.tick(evening.Add(time.Second))
		d.tick(evening.Add(time.Minute))
		d.publish(evening.Add(time.Minute))
		private := d.board.of(outbox.DirectMessage)
		if len(private) != 1 || private[0].To != d.who("mia") || private[0].Items[0].Lead.ID != hot {
			t.Fatalf("in the evening: %+v", private)
		}
		if at := d.lead(cool).Deadline.At; at.Before(opening) {
			t.Errorf("a warm lead has a rung at %v", at)
		}
		d.tick(evening.Add(time.Hour))
		d.publish(evening.Add(time.Hour))
		if n := len(d.board.of(outbox.DirectMessage)); n != 1 {
			t.Errorf("she is called %d times", n)
		}
	})
}

func TestACampaignsLeadsAreHeldBackUntilTheEventIsOver(t *testing.T) {
	onEachInTheOffice(t, func(t *testing.T, d *desk) {
		over := time.Date(2026, 11, 24, 17, 0, 0, 0, time.UTC) // 18:00 in Berlin
		in := warm(1)
		in.Campaign = "webinar"
		id := d.register(in, nine)
		if l := d.lead(id); l.Stage != lead.StageNurturing || !l.Deadline.At.Equal(over) {
			t.Fatalf("before the event it is %s until %v", l.Stage, l.Deadline.At)
		}
		if _, err := d.Engage(t.Context(), id, "demo_request", nine.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if l := d.lead(id); l.Stage != lead.StageNurturing || l.Score.Temperature != lead.Hot {
			t.Errorf("a sign of interest before the event makes it %s %s", l.Score.Temperature, l.Stage)
		}
		d.must(d.Wake(t.Context(), id, over))
		if l := d.lead(id); l.Stage != lead.StageNew {
			t.Errorf("after the event it is %s", l.Stage)
		}
		again := in
		again.Contact.Email, again.Company.Name = "lee@elsewhere.example", "Elsewhere"
		held := d.register(again, nine)
		again.Campaign, again.Source = "", "demo"
		r := d.register(again, nine.Add(time.Minute))
		if l := d.lead(held); l.Stage != lead.StageNew || d.lead(r).MergedInto != held {
			t.Errorf("who asks for a demo meanwhile waits in %s", l.Stage)
		}
	})
}

func TestEightHundredRegistrantsAreNotEightHundredPings(t *testing.T) {
	d := openWith(t, storetest.Open(t, storetest.SQLite(t)), office, "ana", "ben", "dan", "mia", "max")
	for n := range 800 {
		d.register(warm(n), nine)
	}
	for at := nine; at.Before(nine.Add(40 * time.Minute)); at = at.Add(10 * time.Second) {
		d.wakeAll(at)
		d.told(at)
	}
	lists, private := d.board.of(outbox.ChannelList), d.board.of(outbox.DirectMessage)
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
	d := openWith(t, storetest.Open(t, storetest.SQLite(t)), office, "ana", "ben", "dan", "mia", "max")
	for n := range 1000 {
		d.register(other(n), nine) // all hot
	}
	later := nine.Add(3 * time.Hour)
	for at := later; at.Before(later.Add(time.Minute)); at = at.Add(time.Second) {
		d.wakeAll(at)
		d.told(at)
	}
	count := map[string]int{}
	for _, m := range append(d.board.of(outbox.ChannelList), d.board.of(outbox.DirectMessage)...) {
		count[string(m.To)+m.Place.Channel]++
		if len(m.Items)+m.More != 1000 {
			t.Errorf("%s is told of %d", m.To, len(m.Items)+m.More)
		}
	}
	if len(count) != 2 || count["#leads"] != 1 || count[string(d.who("mia"))] != 1 {
		t.Errorf("messages by receiver: %v", count)
	}
}

func TestOnlyAHotLeadGetsAMessageOfItsOwn(t *testing.T) {
	onEachInTheOffice(t, func(t *testing.T, d *desk) {
		for n := range 3 {
			_, err := d.Assign(t.Context(), d.register(warm(n), nine), d.who("mia"), d.who("ana"), nine)
			d.must(err)
		}
		for n := range 2 {
			_, err := d.Assign(t.Context(), d.register(other(10+n), nine), d.who("mia"), d.who("ana"), nine)
			d.must(err)
		}
		d.publish(nine)
		if got := sizes(d.board.of(outbox.DirectMessage)); got != "1 1" {
			t.Errorf("at once: messages of %s matters, want the two hot ones alone", got)
		}
		d.publish(nine.Add(3 * time.Second))
		if got := sizes(d.board.of(outbox.DirectMessage)); got != "1 1 3" {
			t.Errorf("then: messages of %s matters, want the three others as one", got)
		}
		_, err := d.Assign(t.Context(), d.register(warm(20), nine), d.who("mia"), d.who("ana"), nine.Add(time.Minute))
		d.must(err)
		d.publish(nine.Add(4 * time.Minute))
		if got := sizes(d.board.of(outbox.DirectMessage)); got != "1 1 3" {
			t.Errorf("within the bundle time: %s", got)
		}
		d.publish(nine.Add(6 * time.Minute))
		if got := sizes(d.board.of(outbox.DirectMessage)); got != "1 1 3 1" {
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

// wakeAll handles every wake-up that is due.
func (d *desk) wakeAll(now time.Time) {
	d.t.Helper()
	for {
		n, err := d.Tick(d.t.Context(), now)
		d.must(err)
		if n == 0 {
			return
		}
	}
}

// told publishes what is due to people and channels; hundreds of cards would only take time.
func (d *desk) told(now time.Time) {
	d.t.Helper()
	for {
		n, err := d.NotifyOnce(d.t.Context(), "0", now)
		d.must(err)
		if n == 0 {
			return
		}
	}
}
