package workflows_test

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

const digesting = process + `
hours:
  berlin: {timezone: Europe/Berlin, open: {mon-fri: ["09:00-17:00"]}}
digests:
  reps: "08:30"
  managers: "mon 09:00"
  channel: {to: "#sales", at: "fri 16:00"}
summary: {amounts_in: ["#sales"]}
`

// inHours is the same with hours for the team.
var inHours = strings.Replace(digesting, "sales: {manager: mia@acme.example,", "sales: {hours: berlin, manager: mia@acme.example,", 1)

// berlin is a time of the week of nine, a Monday, in Berlin.
func berlin(day int, clock string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-"+[]string{"23", "24", "25", "26", "27", "28", "29", "30"}[day]+" "+clock, europe)
	if err != nil {
		panic(err)
	}
	return at.UTC()
}

var europe, _ = time.LoadLocation("Europe/Berlin")

// round puts what is due and sends it.
func (d *desk) round(now time.Time) {
	d.t.Helper()
	d.must(d.Refresh(d.t.Context()))
	d.must(d.ScheduleDigests(d.t.Context(), now))
	d.tellOnly(now)
}

// digests lists who got a digest.
func (d *desk) digests(k outbox.NotificationKind) (got []message) {
	for _, m := range d.board.of(outbox.Digest) {
		if is := strings.HasPrefix(m.Key, string(k)+":"); is || k == outbox.NotifyBriefing && m.Week == nil {
			got = append(got, m)
		}
	}
	return got
}

// on lists the leads of a digest on a shelf.
func on(m message, shelf outbox.Section) (ids []lead.ID) {
	for _, i := range m.Items {
		if i.Section == shelf {
			ids = append(ids, i.Lead.ID)
		}
	}
	return ids
}

func TestADiaryTellsWhatIsDueAndWhatWaitsOnceADay(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *desk) {
		now := berlin(0, "15:00")
		mine, pool, later := d.register(inquiry(1), now), d.register(inquiry(2), now), d.register(inquiry(3), now)
		for id, next := range map[lead.ID]time.Time{mine: berlin(1, "14:00"), later: berlin(3, "14:00")} {
			d.claim(id, "ana", now)
			_, err := d.LogContact(t.Context(), id, d.who("ana"), reached(next), now)
			d.must(err)
		}
		d.round(berlin(1, "08:28"))
		if got := d.digests(outbox.NotifyBriefing); len(got) != 0 {
			t.Fatalf("too soon: %+v", got)
		}
		d.round(berlin(1, "08:29"))
		for range 3 {
			d.round(berlin(1, "08:30"))
		}
		by := map[lead.PersonID]message{}
		for _, m := range d.digests(outbox.NotifyBriefing) {
			if _, twice := by[m.To]; twice {
				t.Errorf("%s reads it twice", m.To)
			}
			by[m.To] = m
		}
		ana := by[d.who("ana")]
		if due, free := on(ana, outbox.SectionToday), on(ana, outbox.SectionPool); len(due) != 1 || due[0] != mine || len(free) != 1 || free[0] != pool {
			t.Errorf("due today %v, in the pool %v", due, free)
		}
		if _, ben := by[d.who("ben")]; !ben || len(by) != 2 {
			t.Errorf("%d people have a diary; only the reps have anything in it", len(by))
		}
		d.round(berlin(1, "20:00"))
		d.round(berlin(5, "08:30")) // a Saturday
		if got := d.digests(outbox.NotifyBriefing); len(got) != 2 {
			t.Errorf("%d diaries until Saturday", len(got))
		}
	})
}

func TestDigestsGoOutOnceWhateverNumberOfProcessesAndRestarts(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		s := storetest.Open(t, url)
		d := openWith(t, s, inHours, "ana", "ben", "dan", "mia", "max")
		d.register(inquiry(1), berlin(0, "15:00"))
		now := berlin(1, "09:50") // nothing ran at half past eight
		engines := []*workflowstest.Process{d.Process, another(t, storetest.Open(t, url), d), another(t, storetest.Open(t, url), d)}
		var wg sync.WaitGroup
		for _, e := range engines {
			wg.Go(func() {
				if err := e.ScheduleDigests(t.Context(), now); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		d.tellOnly(now)
		d.must(another(t, s, d).ScheduleDigests(t.Context(), now.Add(time.Hour)))
		d.tellOnly(now.Add(time.Hour))
		if got := d.digests(outbox.NotifyBriefing); len(got) != 2 {
			t.Errorf("%d diaries for Ana and Ben", len(got))
		}
	})
}

func TestADigestThatIsTooLateIsNeverSent(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *desk) {
		d.register(inquiry(1), berlin(0, "10:00"))
		d.round(berlin(1, "12:31")) // after half past eight by more than four hours
		d.round(berlin(7, "08:00").Add(26 * time.Hour))
		if got := d.board.of(outbox.Digest); len(got) != 2 { // Tuesday's diaries of half past eight
			for _, m := range got {
				t.Logf("%s to %s", m.Key, m.To)
			}
			t.Errorf("%d digests were sent", len(got))
		}
		// What was put in time but could not be sent is not sent later either.
		d.must(d.ScheduleDigests(t.Context(), berlin(2, "08:30")))
		d.tellOnly(berlin(2, "13:00"))
		if got := d.board.of(outbox.Digest); len(got) != 2 {
			t.Errorf("%d digests were sent", len(got))
		}
	})
}

func TestWhoIsAwayGetsTheirDiaryWhenTheyAreBackInTimeForIt(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *desk) {
		d.register(inquiry(1), berlin(0, "15:00"))
		_, err := d.Away(t.Context(), d.who("ana"), time.Time{}, berlin(0, "16:00"))
		d.must(err)
		d.round(berlin(1, "08:30"))
		if got := d.digests(outbox.NotifyBriefing); len(got) != 1 || got[0].To != d.who("ben") {
			t.Fatalf("diaries: %+v", got)
		}
		_, err = d.Back(t.Context(), d.who("ana"), berlin(1, "10:00"))
		d.must(err)
		d.round(berlin(1, "10:01"))
		if got := d.digests(outbox.NotifyBriefing); len(got) != 2 || got[1].To != d.who("ana") {
			t.Errorf("diaries: %+v", got)
		}
	})
}

func TestAReloadThatMovesADigestActsAtOnceAndBringsNoneTwice(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *desk) {
		now := berlin(1, "07:00")
		d.register(inquiry(1), now)
		d.round(now)
		d.must(d.Adopt(t.Context(), parse(t, strings.Replace(inHours, "08:30", "06:45", 1)), now))
		d.round(now)
		if got := d.digests(outbox.NotifyBriefing); len(got) != 2 {
			t.Errorf("%d diaries after the time was moved to before now", len(got))
		}
		d.must(d.Adopt(t.Context(), parse(t, inHours), now.Add(time.Second)))
		d.round(berlin(1, "08:30"))
		if got := d.digests(outbox.NotifyBriefing); len(got) != 2 {
			t.Errorf("%d diaries after the time was moved back", len(got))
		}
	})
}

// worn is a lead whose ladder is at its end: the manager is called by every rung.
func (d *desk) worn(n int, from, until time.Time) lead.ID {
	d.t.Helper()
	id := d.register(inquiry(n), from)
	for d.lead(id).Deadline.At.Before(until) {
		at := d.lead(id).Deadline.At
		d.must(d.Wake(d.t.Context(), id, at))
		d.publish(at.Add(10 * time.Second))
	}
	return id
}

func TestWhatALadderRepeatsIsOnlyInTheDiary(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *desk) {
		id := d.worn(1, berlin(0, "10:00"), berlin(0, "17:00")) // two rungs, and then six repeats
		if got := d.board.of(outbox.DirectMessage); len(got) != 2 {
			t.Errorf("%d messages while the ladder was climbed and repeated", len(got))
		}
		d.round(berlin(1, "08:29"))
		d.round(berlin(1, "08:30"))
		for _, m := range d.digests(outbox.NotifyBriefing) {
			if m.To == d.who("mia") {
				if again := on(m, outbox.SectionStillWaiting); len(again) != 1 || again[0] != id {
					t.Errorf("the manager's diary has %v", again)
				}
				return
			}
		}
		t.Error("the manager has no diary")
	})
}

func TestWhoTurnedTheDiaryOffStillGetsWhatIsRepeatedAsOneList(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *desk) {
		d.must(d.Mute(t.Context(), d.who("mia"), lead.DigestBriefing, true))
		d.must(d.Mute(t.Context(), d.who("ana"), lead.DigestBriefing, true))
		d.worn(1, berlin(0, "10:00"), berlin(0, "17:00"))
		d.worn(2, berlin(0, "10:00"), berlin(0, "17:00"))
		before := len(d.board.of(outbox.DirectMessage))
		d.round(berlin(1, "08:29"))
		d.round(berlin(1, "08:30"))
		lists := d.board.of(outbox.DirectMessage)[before:]
		if len(lists) != 1 || lists[0].To != d.who("mia") || len(lists[0].Items) != 2 || lists[0].Items[0].Kind != outbox.NotifyStillWaiting {
			t.Errorf("told once more: %+v", lists)
		}
		if got := d.digests(outbox.NotifyBriefing); len(got) != 1 || got[0].To != d.who("ben") {
			t.Errorf("diaries: %+v", got)
		}
	})
}

func TestWhatIsRepeatedFollowsADiaryWhoseTimeIsMoved(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *desk) {
		id := d.worn(1, berlin(0, "10:00"), berlin(0, "17:00"))
		d.must(d.Adopt(t.Context(), parse(t, strings.Replace(inHours, "08:30", "07:15", 1)), berlin(0, "18:00")))
		d.round(berlin(0, "18:00"))
		d.round(berlin(1, "07:14"))
		d.round(berlin(1, "07:15"))
		for _, m := range d.digests(outbox.NotifyBriefing) {
			if again := on(m, outbox.SectionStillWaiting); m.To == d.who("mia") && len(again) == 1 && again[0] == id {
				return
			}
		}
		t.Error("the manager's diary has nothing of it")
	})
}

func TestWithoutDiariesWhatIsRepeatedComesOnceADayAtTheOpening(t *testing.T) {
	text := strings.Replace(inHours, `  reps: "08:30"`+"\n", "", 1)
	onEachWith(t, text, func(t *testing.T, d *desk) {
		d.worn(1, berlin(0, "10:00"), berlin(0, "17:00"))
		before := len(d.board.of(outbox.DirectMessage))
		d.round(berlin(1, "08:59"))
		if got := d.board.of(outbox.DirectMessage)[before:]; len(got) != 0 {
			t.Errorf("before the opening: %+v", got)
		}
		d.round(berlin(1, "09:00").Add(20 * time.Second))
		if got := d.board.of(outbox.DirectMessage)[before:]; len(got) != 1 || got[0].To != d.who("mia") {
			t.Errorf("at the opening: %+v", got)
		}
		if got := d.digests(outbox.NotifyBriefing); len(got) != 0 {
			t.Errorf("diaries: %+v", got)
		}
	})
}

func TestAManagerReadsOfTheirWeekAndAChannelOfItsOwnOnFriday(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *desk) {
		d.round(berlin(0, "09:00"))
		if got := d.board.of(outbox.Digest); len(got) != 0 {
			t.Fatalf("of nothing it tells %+v", got)
		}
		won := d.register(inquiry(1), berlin(1, "10:00"))
		d.claim(won, "ana", berlin(1, "10:01"))
		_, err := d.Win(t.Context(), won, d.who("ana"), lead.Money{Minor: 3120000, Currency: "EUR"}, "", berlin(2, "10:00"))
		d.must(err)
		d.register(inquiry(2), berlin(4, "10:00"))
		d.round(berlin(4, "16:00"))
		friday := d.digests(outbox.NotifyChannelWeek)
		if len(friday) != 1 || friday[0].Place.Channel != "#sales" || len(friday[0].Week.Won) != 1 {
			t.Fatalf("Friday: %+v", friday)
		}
		d.round(berlin(7, "09:00"))
		week := d.digests(outbox.NotifyManagerWeek)
		if len(week) != 1 || week[0].To != d.who("mia") {
			t.Fatalf("weeks: %+v", week)
		}
		v := week[0].Week
		if v.Now.New != 2 || v.Now.Won != 1 || v.Before.New != 0 || v.Ready != 2 || len(v.Workloads) != 2 {
			t.Errorf("the week: %+v", v)
		}
		if from := v.Now.Query.Span.From; !from.Equal(berlin(0, "00:00")) {
			t.Errorf("it is the week of %s", from)
		}
	})
}

func TestWhoTurnedTheWeekOffGetsNone(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *desk) {
		d.register(inquiry(2), berlin(4, "10:00"))
		d.must(d.Mute(t.Context(), d.who("mia"), lead.DigestWeek, true))
		d.round(berlin(7, "09:00"))
		if got := d.digests(outbox.NotifyManagerWeek); len(got) != 0 {
			t.Errorf("weeks: %+v", got)
		}
	})
}

func TestWhatCallsAChannelAgainIsInTheManagersDiaryAndWhatCallsThePoolInTheReps(t *testing.T) {
	for tell, want := range map[string][]string{`"#general"`: {"mia"}, "pool": {"ana", "ben"}} {
		text := strings.Replace(inHours, "claim: {any: [{after: 10m, do: remind, tell: manager}, {after: 20m, do: remind, tell: manager}]}",
			"claim: {any: [{after: 10m, do: remind, tell: "+tell+"}]}", 1)
		t.Run(tell, func(t *testing.T) {
			d := openWith(t, storetest.Open(t, storetest.SQLite(t)), text, "ana", "ben", "dan", "mia", "max")
			id := d.worn(1, berlin(0, "10:00"), berlin(0, "17:00"))
			lists := len(d.board.of(outbox.ChannelList))
			d.round(berlin(1, "08:29"))
			d.round(berlin(1, "08:30"))
			var who []string
			for _, m := range d.digests(outbox.NotifyBriefing) {
				if again := on(m, outbox.SectionStillWaiting); len(again) == 1 && again[0] == id {
					who = append(who, d.Crew().Member(m.To).Name)
				}
			}
			slices.Sort(who)
			if !slices.Equal(who, want) {
				t.Errorf("it is in the diaries of %v, not of %v", who, want)
			}
			if n := len(d.board.of(outbox.ChannelList)); n != lists || n > 1 {
				t.Errorf("the channel is told %d times", n)
			}
		})
	}
}
