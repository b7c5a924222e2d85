package publish_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store/storetest"
	"dibs/workflows/workflowstest"
)

const digesting = workflowstest.Playbook + `
hours:
  berlin: {timezone: Europe/Berlin, open: {mon-fri: ["09:00-17:00"]}}
digests:
  reps: "08:30"
  managers: "mon 09:00"
  channel: {to: "#sales", at: "fri 16:00"}
summary: {amounts_in: ["#sales"]}
`

// inHours is digesting with business hours for the team.
var inHours = strings.Replace(digesting, "sales: {manager: mia@acme.example,", "sales: {hours: berlin, manager: mia@acme.example,", 1)

// berlin is a time in Berlin, on a day of the week that begins with Monday, 23 November 2026 (day 0).
func berlin(day int, clock string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-"+[]string{"23", "24", "25", "26", "27", "28", "29", "30"}[day]+" "+clock, europe)
	if err != nil {
		panic(err)
	}
	return at.UTC()
}

var europe, _ = time.LoadLocation("Europe/Berlin")

// round schedules the digests that are due, and sends what can be sent.
func round(d *dibs, now time.Time) {
	d.T.Helper()
	d.Must(d.Refresh(d.T.Context()))
	d.Must(d.ScheduleDigests(d.T.Context(), now))
	d.NotifyAll(now)
}

// digests lists the digests of a kind that were sent.
func digests(d *dibs, k outbox.NotificationKind) (got []message) {
	for _, m := range d.Board.Of(outbox.Digest) {
		if is := strings.HasPrefix(m.Key, string(k)+":"); is || k == outbox.NotifyBriefing && m.Week == nil {
			got = append(got, m)
		}
	}
	return got
}

// on lists the leads in a section of a digest.
func on(m message, section outbox.Section) (ids []lead.ID) {
	for _, i := range m.Items {
		if i.Section == section {
			ids = append(ids, i.Lead.ID)
		}
	}
	return ids
}

func TestABriefingSaysOnceADayWhatIsDueAndWhatWaits(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *dibs) {
		now := berlin(0, "15:00")
		mine, pool, later := d.AddInquiry(inquiry(1), now), d.AddInquiry(inquiry(2), now), d.AddInquiry(inquiry(3), now)
		for id, next := range map[lead.ID]time.Time{mine: berlin(1, "14:00"), later: berlin(3, "14:00")} {
			d.ClaimAs(id, "ana", now)
			d.LogCall(id, "ana", next, now)
		}
		round(d, berlin(1, "08:28"))
		if got := digests(d, outbox.NotifyBriefing); len(got) != 0 {
			t.Fatalf("briefings were sent too soon: %+v", got)
		}
		round(d, berlin(1, "08:29"))
		for range 3 {
			round(d, berlin(1, "08:30"))
		}
		by := map[lead.PersonID]message{}
		for _, m := range digests(d, outbox.NotifyBriefing) {
			if _, twice := by[m.To]; twice {
				t.Errorf("%s got two briefings", m.To)
			}
			by[m.To] = m
		}
		ana := by[d.ID("ana")]
		if due, free := on(ana, outbox.SectionToday), on(ana, outbox.SectionPool); len(due) != 1 || due[0] != mine || len(free) != 1 || free[0] != pool {
			t.Errorf("the briefing has %v due today and %v in the pool", due, free)
		}
		if _, ben := by[d.ID("ben")]; !ben || len(by) != 2 {
			t.Errorf("%d people got a briefing, want only the reps, who have something in it", len(by))
		}
		round(d, berlin(1, "20:00"))
		round(d, berlin(5, "08:30")) // a Saturday
		if got := digests(d, outbox.NotifyBriefing); len(got) != 2 {
			t.Errorf("%d briefings until Saturday, want 2", len(got))
		}
	})
}

func TestDigestsAreSentOnceDespiteManyProcessesAndRestarts(t *testing.T) {
	t.Parallel()
	storetest.EachURL(t, func(t *testing.T, url string) {
		s := storetest.Open(t, url)
		d := open(t, s, inHours)
		d.AddInquiry(inquiry(1), berlin(0, "15:00"))
		now := berlin(1, "09:50") // nothing ran at 08:30
		engines := []*workflowstest.Process{d.Process, d.Another(storetest.Open(t, url)), d.Another(storetest.Open(t, url))}
		var wg sync.WaitGroup
		for _, e := range engines {
			wg.Go(func() {
				if err := e.ScheduleDigests(t.Context(), now); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		d.NotifyAll(now)
		d.Must(d.Another(s).ScheduleDigests(t.Context(), now.Add(time.Hour)))
		d.NotifyAll(now.Add(time.Hour))
		if got := digests(d, outbox.NotifyBriefing); len(got) != 2 {
			t.Errorf("%d briefings, want one for Ana and one for Ben", len(got))
		}
	})
}

func TestADigestThatIsTooLateIsNeverSent(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *dibs) {
		d.AddInquiry(inquiry(1), berlin(0, "10:00"))
		round(d, berlin(1, "12:31")) // more than four hours after 08:30
		round(d, berlin(7, "08:00").Add(26*time.Hour))
		if got := d.Board.Of(outbox.Digest); len(got) != 2 { // the briefings of the following Tuesday
			for _, m := range got {
				t.Logf("%s to %s", m.Key, m.To)
			}
			t.Errorf("%d digests were sent, want 2", len(got))
		}
		// A digest that was stored in time but could not be sent is not sent later either.
		d.Must(d.ScheduleDigests(t.Context(), berlin(2, "08:30")))
		d.NotifyAll(berlin(2, "13:00"))
		if got := d.Board.Of(outbox.Digest); len(got) != 2 {
			t.Errorf("%d digests were sent, want 2", len(got))
		}
	})
}

func TestAPersonBackInTimeGetsTheirBriefing(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *dibs) {
		d.AddInquiry(inquiry(1), berlin(0, "15:00"))
		_, err := d.Away(t.Context(), d.ID("ana"), time.Time{}, berlin(0, "16:00"))
		d.Must(err)
		round(d, berlin(1, "08:30"))
		if got := digests(d, outbox.NotifyBriefing); len(got) != 1 || got[0].To != d.ID("ben") {
			t.Fatalf("while Ana is away, the briefings are %+v, want only Ben's", got)
		}
		_, err = d.Back(t.Context(), d.ID("ana"), berlin(1, "10:00"))
		d.Must(err)
		round(d, berlin(1, "10:01"))
		if got := digests(d, outbox.NotifyBriefing); len(got) != 2 || got[1].To != d.ID("ana") {
			t.Errorf("after Ana is back, the briefings are %+v", got)
		}
	})
}

func TestAReloadThatMovesADigestActsAtOnceAndBringsNoneTwice(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *dibs) {
		now := berlin(1, "07:00")
		d.AddInquiry(inquiry(1), now)
		round(d, now)
		d.Must(d.Adopt(t.Context(), parse(t, strings.Replace(inHours, "08:30", "06:45", 1)), now))
		round(d, now)
		if got := digests(d, outbox.NotifyBriefing); len(got) != 2 {
			t.Errorf("%d briefings after their time was moved to before now, want 2", len(got))
		}
		d.Must(d.Adopt(t.Context(), parse(t, inHours), now.Add(time.Second)))
		round(d, berlin(1, "08:30"))
		if got := digests(d, outbox.NotifyBriefing); len(got) != 2 {
			t.Errorf("%d briefings after their time was moved back, want 2", len(got))
		}
	})
}

// addExhausted adds a lead and climbs its ladder to the end, so that its last rung repeats.
func addExhausted(d *dibs, n int, from, until time.Time) lead.ID {
	d.T.Helper()
	id := d.AddInquiry(inquiry(n), from)
	for d.Lead(id).Deadline.At.Before(until) {
		at := d.Lead(id).Deadline.At
		d.Must(d.Wake(d.T.Context(), id, at))
		d.PublishAll(at.Add(10 * time.Second))
	}
	return id
}

func TestWhatALadderRepeatsIsOnlyInTheBriefing(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *dibs) {
		id := addExhausted(d, 1, berlin(0, "10:00"), berlin(0, "17:00")) // two rungs, and then six repeats
		if got := d.Board.Of(outbox.DirectMessage); len(got) != 2 {
			t.Errorf("%d messages while the ladder was climbed and repeated, want 2", len(got))
		}
		round(d, berlin(1, "08:29"))
		round(d, berlin(1, "08:30"))
		for _, m := range digests(d, outbox.NotifyBriefing) {
			if m.To == d.ID("mia") {
				if again := on(m, outbox.SectionStillWaiting); len(again) != 1 || again[0] != id {
					t.Errorf("the briefing of the manager has %v", again)
				}
				return
			}
		}
		t.Error("the manager got no briefing")
	})
}

func TestAPersonWithoutBriefingsStillGetsWhatIsRepeatedAsOneList(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *dibs) {
		d.Must(d.Mute(t.Context(), d.ID("mia"), lead.DigestBriefing, true))
		d.Must(d.Mute(t.Context(), d.ID("ana"), lead.DigestBriefing, true))
		addExhausted(d, 1, berlin(0, "10:00"), berlin(0, "17:00"))
		addExhausted(d, 2, berlin(0, "10:00"), berlin(0, "17:00"))
		before := len(d.Board.Of(outbox.DirectMessage))
		round(d, berlin(1, "08:29"))
		round(d, berlin(1, "08:30"))
		lists := d.Board.Of(outbox.DirectMessage)[before:]
		if len(lists) != 1 || lists[0].To != d.ID("mia") || len(lists[0].Items) != 2 || lists[0].Items[0].Kind != outbox.NotifyStillWaiting {
			t.Errorf("the list of what still waits is %+v", lists)
		}
		if got := digests(d, outbox.NotifyBriefing); len(got) != 1 || got[0].To != d.ID("ben") {
			t.Errorf("the briefings are %+v", got)
		}
	})
}

func TestWhatIsRepeatedMovesWithTheTimeOfBriefings(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *dibs) {
		id := addExhausted(d, 1, berlin(0, "10:00"), berlin(0, "17:00"))
		d.Must(d.Adopt(t.Context(), parse(t, strings.Replace(inHours, "08:30", "07:15", 1)), berlin(0, "18:00")))
		round(d, berlin(0, "18:00"))
		round(d, berlin(1, "07:14"))
		round(d, berlin(1, "07:15"))
		for _, m := range digests(d, outbox.NotifyBriefing) {
			if again := on(m, outbox.SectionStillWaiting); m.To == d.ID("mia") && len(again) == 1 && again[0] == id {
				return
			}
		}
		t.Error("the briefing of the manager does not have the lead")
	})
}

func TestWithoutBriefingsWhatIsRepeatedComesOnceADayAtTheOpening(t *testing.T) {
	text := strings.Replace(inHours, `  reps: "08:30"`+"\n", "", 1)
	onEachWith(t, text, func(t *testing.T, d *dibs) {
		addExhausted(d, 1, berlin(0, "10:00"), berlin(0, "17:00"))
		before := len(d.Board.Of(outbox.DirectMessage))
		round(d, berlin(1, "08:59"))
		if got := d.Board.Of(outbox.DirectMessage)[before:]; len(got) != 0 {
			t.Errorf("messages before the opening: %+v", got)
		}
		round(d, berlin(1, "09:00").Add(20*time.Second))
		if got := d.Board.Of(outbox.DirectMessage)[before:]; len(got) != 1 || got[0].To != d.ID("mia") {
			t.Errorf("messages at the opening: %+v", got)
		}
		if got := digests(d, outbox.NotifyBriefing); len(got) != 0 {
			t.Errorf("the briefings are %+v", got)
		}
	})
}

func TestAManagerAndAChannelGetTheirWeekReviews(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *dibs) {
		round(d, berlin(0, "09:00"))
		if got := d.Board.Of(outbox.Digest); len(got) != 0 {
			t.Fatalf("without any lead, these digests were sent: %+v", got)
		}
		won := d.AddInquiry(inquiry(1), berlin(1, "10:00"))
		d.ClaimAs(won, "ana", berlin(1, "10:01"))
		_, err := d.Win(t.Context(), won, d.ID("ana"), lead.Money{Minor: 3120000, Currency: "EUR"}, "", berlin(2, "10:00"))
		d.Must(err)
		d.AddInquiry(inquiry(2), berlin(4, "10:00"))
		round(d, berlin(4, "16:00"))
		friday := digests(d, outbox.NotifyChannelWeek)
		if len(friday) != 1 || friday[0].Place.Channel != "#sales" || len(friday[0].Week.Won) != 1 {
			t.Fatalf("the digests of the channel on Friday are %+v", friday)
		}
		round(d, berlin(7, "09:00"))
		week := digests(d, outbox.NotifyManagerWeek)
		if len(week) != 1 || week[0].To != d.ID("mia") {
			t.Fatalf("the week reviews are %+v, want one for Mia", week)
		}
		v := week[0].Week
		if v.Now.New != 2 || v.Now.Won != 1 || v.Before.New != 0 || v.Ready != 2 || len(v.Workloads) != 2 {
			t.Errorf("the week review is %+v", v)
		}
		if from := v.Now.Query.Span.From; !from.Equal(berlin(0, "00:00")) {
			t.Errorf("the review is about the week of %s", from)
		}
	})
}

func TestAManagerWhoTurnedTheWeekReviewOffGetsNone(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *dibs) {
		d.AddInquiry(inquiry(2), berlin(4, "10:00"))
		d.Must(d.Mute(t.Context(), d.ID("mia"), lead.DigestWeek, true))
		round(d, berlin(7, "09:00"))
		if got := digests(d, outbox.NotifyManagerWeek); len(got) != 0 {
			t.Errorf("the week reviews are %+v, want none", got)
		}
	})
}

func TestWhatPingsAChannelAgainIsInTheManagersBriefingAndWhatPingsThePoolInTheReps(t *testing.T) {
	for tell, want := range map[string][]string{`"#general"`: {"mia"}, "pool": {"ana", "ben"}} {
		text := strings.Replace(inHours, "claim: {any: [{after: 10m, do: remind, tell: manager}, {after: 20m, do: remind, tell: manager}]}",
			"claim: {any: [{after: 10m, do: remind, tell: "+tell+"}]}", 1)
		t.Run(tell, func(t *testing.T) {
			t.Parallel()
			d := open(t, storetest.Open(t, storetest.SQLite(t)), text)
			id := addExhausted(d, 1, berlin(0, "10:00"), berlin(0, "17:00"))
			lists := len(d.Board.Of(outbox.ChannelList))
			round(d, berlin(1, "08:29"))
			round(d, berlin(1, "08:30"))
			var who []string
			for _, m := range digests(d, outbox.NotifyBriefing) {
				if again := on(m, outbox.SectionStillWaiting); len(again) == 1 && again[0] == id {
					who = append(who, d.Crew().Member(m.To).Name)
				}
			}
			slices.Sort(who)
			if !slices.Equal(who, want) {
				t.Errorf("the lead is in the briefings of %v, want %v", who, want)
			}
			if n := len(d.Board.Of(outbox.ChannelList)); n != lists || n > 1 {
				t.Errorf("the channel got %d lists", n)
			}
		})
	}
}
