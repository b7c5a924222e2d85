package workflows_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/lead/report"
	"dibs/store"
	"dibs/store/storetest"
	"dibs/workflows/workflowstest"
)

// desk is somebody's home tab at an instant.
func (d *desk) desk(name string, now time.Time) outbox.HomeView {
	d.t.Helper()
	h, err := d.HomeView(d.t.Context(), d.who(name), now)
	d.must(err)
	return h
}

// lies fails unless exactly these leads lie on a shelf, in this order.
func (d *desk) lies(h outbox.HomeView, on outbox.Section, want ...lead.ID) {
	d.t.Helper()
	var got []lead.ID
	for _, l := range h.Leads[on] {
		got = append(got, l.ID)
	}
	if !slices.Equal(got, want) {
		d.t.Errorf("on the shelf %s of %s lie %v, want %v", on, h.Reader.Name, got, want)
	}
}

// promised is the office's process with promises, and with people of other parts.
const promised = process + `
promises:
  hot: {claim: 5m, contact: 15m}
`

func (d *desk) logs(id lead.ID, name string, next, now time.Time) {
	d.t.Helper()
	_, err := d.LogContact(d.t.Context(), id, d.who(name), lead.Touch{
		Method: lead.Call, Outcome: lead.Reached, Next: &lead.NextStep{What: "call", At: next},
	}, now)
	d.must(err)
}

func TestARepsDeskHoldsEachLeadWhereItIsToBeDone(t *testing.T) {
	onEachWith(t, promised, func(t *testing.T, d *desk) {
		id := func(n int) lead.ID { return d.register(inquiry(n), nine) }
		overdue, today, first, later, fresh, offered, bens := id(1), id(2), id(3), id(4), id(5), id(6), id(7)
		now := nine.Add(time.Minute)
		for _, l := range []lead.ID{overdue, today, first, later} {
			d.claim(l, "ana", now)
		}
		d.logs(overdue, "ana", nine.Add(30*time.Minute), now)
		d.logs(today, "ana", nine.Add(5*time.Hour), now)
		d.logs(later, "ana", nine.Add(48*time.Hour), now)
		_, err := d.Assign(t.Context(), offered, d.who("mia"), d.who("ana"), now)
		d.must(err)
		d.claim(bens, "ben", now)
		d.logs(bens, "ben", nine.Add(3*time.Hour), now)

		h := d.desk("ana", nine.Add(2*time.Minute))
		d.lies(h, outbox.SectionOverdue)
		d.lies(h, outbox.SectionToday, overdue, today)
		d.lies(h, outbox.SectionWaiting, offered, first)
		d.lies(h, outbox.SectionPool, fresh)
		d.lies(h, outbox.SectionWorking, later)
		d.lies(h, outbox.SectionCovering)
		if h.Open != 4 || h.Team != nil {
			t.Errorf("Ana has %d open leads and sees a team %v", h.Open, h.Team)
		}

		_, err = d.Away(t.Context(), d.who("ben"), time.Time{}, now)
		d.must(err)
		h = d.desk("ana", nine.Add(time.Hour))
		d.lies(h, outbox.SectionOverdue, first, overdue)
		d.lies(h, outbox.SectionCovering, bens)
	})
}

func TestQualifiersMarketingAndReferrersHaveTheirOwnShelves(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		small := inquiry(1)
		small.Company.Employees = 0
		judge := d.register(small, nine)
		back := d.register(inquiry(2), nine)
		_, err := d.NotAFit(t.Context(), back, d.who("ana"), "too small", "", nine)
		d.must(err)
		cold := inquiry(3)
		cold.Source, cold.Referrer = "newsletter", d.who("dan")
		wakes := d.register(cold, nine)
		h := d.desk("dan", nine)
		d.lies(h, outbox.SectionInquiries, judge)
		d.lies(h, outbox.SectionReferred, wakes)
		h = d.desk("max", nine)
		d.lies(h, outbox.SectionReturned, back)
		d.lies(h, outbox.SectionWaking)
		d.lies(d.desk("max", nine.AddDate(0, 0, 25)), outbox.SectionWaking, back, wakes)
	})
}

func TestAManagersDeskShowsClocksBreachesLoadsAndWhatNeedsSomeone(t *testing.T) {
	onEachWith(t, promised, func(t *testing.T, d *desk) {
		waits, slow, quick, overdue := d.register(inquiry(1), nine), d.register(inquiry(2), nine), d.register(inquiry(3), nine), d.register(inquiry(4), nine)
		d.claim(slow, "ana", nine.Add(8*time.Minute))                         // promised within five
		d.logs(slow, "ana", nine.Add(24*time.Hour), nine.Add(30*time.Minute)) // promised within fifteen after that
		d.claim(quick, "ben", nine.Add(time.Minute))
		d.claim(overdue, "ben", nine.Add(time.Minute))
		d.logs(overdue, "ben", nine.Add(40*time.Minute), nine.Add(2*time.Minute))
		before := d.desk("mia", nine.Add(4*time.Minute))
		d.lies(before, outbox.SectionNeedsSomeone)
		if before.Team.Missed != 0 {
			t.Errorf("%d promises are missed before their time is over", before.Team.Missed)
		}
		h := d.desk("mia", nine.Add(time.Hour))
		d.lies(h, outbox.SectionNeedsSomeone, waits, overdue)
		type missed struct {
			id    lead.ID
			clock lead.ClockName
			kept  bool
		}
		var got []missed
		for _, b := range h.Team.Breaches {
			got = append(got, missed{b.Lead.ID, b.Clock, !b.Kept.IsZero()})
		}
		// The latest first: quick was claimed and never contacted.
		want := []missed{{slow, lead.ClockContact, true}, {quick, lead.ClockContact, false}, {waits, lead.ClockClaim, false}, {slow, lead.ClockClaim, true}}
		if !slices.Equal(got, want) || h.Team.Missed != len(want) {
			t.Errorf("missed are %v (%d), want %v", got, h.Team.Missed, want)
		}
		if n := len(h.Leads[outbox.SectionDeadlines]); n != 4 {
			t.Errorf("%d clocks run, want 4", n)
		}
		hands := map[lead.PersonID]int{}
		for _, l := range h.Team.Workloads {
			hands[l.Person] = l.Open
		}
		if len(hands) != 2 || hands[d.who("ana")] != 1 || hands[d.who("ben")] != 2 {
			t.Errorf("the loads are %v", h.Team.Workloads)
		}
		tomorrow := d.desk("mia", nine.AddDate(0, 0, 1))
		if tomorrow.Team.Missed != 0 {
			t.Errorf("%d breaches of yesterday count today", tomorrow.Team.Missed)
		}
	})
}

func TestABreachLeadsToItsCardAlsoWhenTheLeadIsClosed(t *testing.T) {
	onEachWith(t, promised, func(t *testing.T, d *desk) {
		slow := d.register(inquiry(1), nine)
		d.claim(slow, "ana", nine.Add(8*time.Minute)) // promised within five
		_, err := d.Disqualify(t.Context(), slow, d.who("ana"), "spam", "", nine.Add(9*time.Minute))
		d.must(err)
		d.publish(nine.Add(9 * time.Minute))
		if h := d.desk("mia", nine.Add(time.Hour)); h.Team.Missed != 1 || h.Homes[slow].TS == "" {
			t.Errorf("%d promises missed, and the card of the lead is %+v", h.Team.Missed, h.Homes[slow])
		}
	})
}

// opens opens somebody's home tab.
func (d *desk) opens(who lead.PersonID, now time.Time) {
	d.t.Helper()
	d.must(d.UseHome(d.t.Context(), who, lead.Event{}, now))
	d.must(d.DrawHome(d.t.Context(), who, now))
}

// refresh is one round of the loop that draws open home tabs anew.
func (d *desk) refresh(now time.Time) int {
	d.t.Helper()
	n, err := d.RefreshHomes(d.t.Context(), "homes", now)
	d.must(err)
	return n
}

func TestAnOpenHomeTabIsDrawnAnewWhenAnybodyChangesWhatItShows(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		d.opens(d.who("ana"), nine)
		if n := len(d.board.homes); n != 1 {
			t.Fatalf("opening drew it %d times", n)
		}
		now := nine.Add(5 * time.Second)
		if n := d.refresh(now); n != 0 {
			t.Errorf("nothing changed, and %d were drawn", n)
		}
		now = nine.Add(8 * time.Second)
		id := d.register(inquiry(1), now)
		other := d.second() // another process: it hears of the lead from the database alone
		if n, err := other.RefreshHomes(t.Context(), "homes", now); n != 1 || err != nil {
			t.Errorf("another process drew %d home tabs: %v", n, err)
		}
		if n := d.refresh(now.Add(time.Second)) + d.refresh(now.Add(3*time.Second)); n != 0 {
			t.Error("it was drawn twice for the same")
		}
		d.lies(d.board.homes[len(d.board.homes)-1], outbox.SectionPool, id)

		now = now.Add(10 * time.Second)
		d.claim(id, "ben", now)
		drawn := d.refresh(now)
		d.register(inquiry(2), now)
		if rests := d.refresh(now.Add(time.Second)); drawn != 1 || rests != 0 {
			t.Errorf("it was drawn %d times, and then %d times a second later", drawn, rests)
		}
		if n := d.refresh(now.Add(2 * time.Second)); n != 1 {
			t.Error("what changed while it rested is not shown after that")
		}

		_, err := d.Away(t.Context(), d.who("ana"), time.Time{}, now.Add(10*time.Second))
		d.must(err)
		if n := d.refresh(now.Add(10 * time.Second)); n != 1 || !d.board.homes[len(d.board.homes)-1].Reader.Away(now.Add(time.Minute)) {
			t.Error("it does not show that she is away")
		}
		late := now.Add(20 * time.Minute)
		d.register(inquiry(3), late)
		if n := d.refresh(late); n != 0 {
			t.Error("it is drawn though nobody has looked at it for 20 minutes")
		}
	})
}

func TestTimeAloneMakesAnOpenHomeTabChange(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		id := d.register(inquiry(1), nine)
		d.claim(id, "ana", nine)
		d.logs(id, "ana", nine.Add(90*time.Second), nine)
		d.opens(d.who("ana"), nine)
		d.refresh(nine.Add(10 * time.Second))
		if n := d.refresh(nine.Add(30 * time.Second)); n != 0 {
			t.Fatal("it was drawn before anything became due")
		}
		if n := d.refresh(nine.Add(2 * time.Minute)); n != 1 {
			t.Fatal("it does not show what became overdue")
		}
		d.lies(d.board.homes[len(d.board.homes)-1], outbox.SectionOverdue, id)
	})
}

func TestAHomeTabKeepsItsPagesAndSaysForAMinuteWhatWasDone(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		ana := d.who("ana")
		id := d.register(inquiry(1), nine)
		d.opens(ana, nine)
		d.must(d.PageHome(t.Context(), ana, outbox.SectionWorking, 20, nine))
		d.must(d.PageHome(t.Context(), ana, outbox.SectionPool, 10, nine))
		out, err := d.Claim(t.Context(), id, ana, nine)
		d.must(err)
		d.must(d.UseHome(t.Context(), ana, out.Event, nine))
		d.must(d.DrawHome(t.Context(), ana, nine)) // at once, though it was drawn a moment ago
		h := d.board.homes[len(d.board.homes)-1]
		if h.FirstRow[outbox.SectionWorking] != 20 || h.FirstRow[outbox.SectionPool] != 10 || h.LastAction == nil || h.LastAction.Event.Kind != lead.Claimed || h.LastAction.Lead.ID != id {
			t.Errorf("it is drawn from %v, and tells %+v", h.FirstRow, h.LastAction)
		}
		d.refresh(nine.Add(10 * time.Second))
		if n := d.refresh(nine.Add(2 * time.Minute)); n != 1 {
			t.Fatalf("%d drawn after a minute", n)
		}
		if h = d.board.homes[len(d.board.homes)-1]; h.LastAction != nil || h.FirstRow[outbox.SectionWorking] != 20 {
			t.Errorf("after a minute it is drawn from %v and tells %+v", h.FirstRow, h.LastAction)
		}
	})
}

func TestAHomeTabThatSlackDoesNotTakeIsTriedAgainOrGivenUp(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		ana := d.who("ana")
		d.board.failHome = errors.New("Slack is away")
		d.opens(ana, nine)
		d.board.failHome = nil
		if n := d.refresh(nine.Add(3 * time.Second)); n != 0 {
			t.Error("it was tried again too soon")
		}
		if n := d.refresh(nine.Add(10 * time.Second)); n != 1 {
			t.Error("it was not tried again")
		}
		d.board.failHome = outbox.ErrUnreachable
		d.register(inquiry(1), nine.Add(20*time.Second))
		d.refresh(nine.Add(20 * time.Second))
		d.board.failHome = nil
		d.register(inquiry(2), nine.Add(30*time.Second))
		if n := d.refresh(nine.Add(30 * time.Second)); n != 0 {
			t.Error("it is drawn though the app has no home tab there")
		}
		d.opens(ana, nine.Add(40*time.Second))
		if h := d.board.homes[len(d.board.homes)-1]; len(h.Leads[outbox.SectionPool]) != 2 {
			t.Error("opened again it is not drawn")
		}
	})
}

// second is another process on the same database, with the same Slack.
func (d *desk) second() *workflowstest.Process {
	d.t.Helper()
	e := workflowstest.New(workflowstest.Config{Store: d.store, Timers: d.timers, Board: d.board, Playbook: d.Playbook(), Worker: "second"})
	d.must(e.Refresh(d.t.Context()))
	return e
}

// onEachWith runs a test on both databases with a playbook of its own.
func onEachWith(t *testing.T, text string, f func(t *testing.T, d *desk)) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f(t, openWith(t, s, text, "ana", "ben", "dan", "mia", "max"))
	})
}

func TestAManagerOfOneTeamSeesThatTeamAlone(t *testing.T) {
	const two = promised + `
hours: {}
`
	text := strings.NewReplacer(
		"  mia@acme.example: {role: manager}\n", "  mia@acme.example: {role: manager}\n  cleo@acme.example: {role: rep, team: enterprise}\n  ops@acme.example: {role: manager}\n",
		"on_duty: mia@acme.example}\n", "on_duty: mia@acme.example}\n  enterprise: {manager: ops@acme.example, on_duty: ops@acme.example}\n",
		`to: {channel: "#big", sales_channel: rep, team: sales`, `to: {channel: "#big", sales_channel: rep, team: enterprise`,
		"hours: {}\n", "",
	).Replace(two)
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := openWith(t, s, text, "ana", "ben", "dan", "mia", "max", "cleo", "ops")
		big := inquiry(1)
		big.Company.Employees = 2000
		theirs, ours := d.register(big, nine), d.register(inquiry(2), nine)
		later := nine.Add(time.Hour)
		for name, want := range map[string]lead.ID{"ops": theirs, "mia": ours} {
			h := d.desk(name, later)
			d.lies(h, outbox.SectionDeadlines, want)
			d.lies(h, outbox.SectionNeedsSomeone, want)
			if h.Team.Missed != 1 || h.Team.Summary.Count(report.PositionWaiting) != 1 {
				t.Errorf("%s sees %d breaches and %d waiting", name, h.Team.Missed, h.Team.Summary.Count(report.PositionWaiting))
			}
			for _, l := range h.Team.Workloads {
				if team := h.Crew.Member(l.Person).Team; (team == "sales") != (name == "mia") {
					t.Errorf("%s sees the load of somebody of %s", name, team)
				}
			}
		}
	})
}

func TestAManagerOfTwoTeamsSeesNoFiguresOfAThird(t *testing.T) {
	text := strings.NewReplacer(
		"  mia@acme.example: {role: manager}\n", "  mia@acme.example: {role: manager}\n  ops@acme.example: {role: manager}\n",
		"on_duty: mia@acme.example}\n", "on_duty: mia@acme.example}\n  enterprise: {manager: ops@acme.example}\n  inside: {manager: ops@acme.example}\n",
		`to: {channel: "#big", sales_channel: rep, team: sales`, `to: {channel: "#big", sales_channel: rep, team: enterprise`,
	).Replace(promised)
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := openWith(t, s, text, "ana", "mia", "ops")
		big := inquiry(1)
		big.Company.Employees = 2000
		d.register(big, nine)
		d.register(inquiry(2), nine)
		h := d.desk("ops", nine.Add(time.Minute))
		if n := h.Team.Summary.Count(report.PositionWaiting); n != 1 || !slices.Equal(h.Team.Summary.Query.Teams, []string{"enterprise", "inside"}) {
			t.Errorf("%d wait of the teams %q", n, h.Team.Summary.Query.Teams)
		}
	})
}
