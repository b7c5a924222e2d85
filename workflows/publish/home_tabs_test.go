package publish_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/lead/report"
	"dibs/playbook"
	"dibs/workflows/workflowstest"
)

// homeView returns the home view of a person at a time.
func homeView(d *dibs, name string, now time.Time) outbox.HomeView {
	d.T.Helper()
	h, err := d.HomeView(d.T.Context(), d.ID(name), now)
	d.Must(err)
	return h
}

// wantLeads fails unless a section has exactly these leads, in this order.
func wantLeads(d *dibs, h outbox.HomeView, on outbox.Section, want ...lead.ID) {
	d.T.Helper()
	var got []lead.ID
	for _, l := range h.Leads[on] {
		got = append(got, l.ID)
	}
	if !slices.Equal(got, want) {
		d.T.Errorf("section %s of %s has %v, want %v", on, h.Reader.Name, got, want)
	}
}

// promised is a playbook with response targets.
const promised = workflowstest.Playbook + `
promises:
  hot: {claim: 5m, contact: 15m}
`

func TestARepsHomeViewHasEachLeadInItsSection(t *testing.T) {
	onEachWith(t, promised, func(t *testing.T, d *dibs) {
		id := func(n int) lead.ID { return d.AddInquiry(inquiry(n), nine) }
		overdue, today, first, later, fresh, offered, bens := id(1), id(2), id(3), id(4), id(5), id(6), id(7)
		now := nine.Add(time.Minute)
		for _, l := range []lead.ID{overdue, today, first, later} {
			d.ClaimAs(l, "ana", now)
		}
		d.LogCall(overdue, "ana", nine.Add(30*time.Minute), now)
		d.LogCall(today, "ana", nine.Add(5*time.Hour), now)
		d.LogCall(later, "ana", nine.Add(48*time.Hour), now)
		_, err := d.Assign(t.Context(), offered, d.ID("mia"), d.ID("ana"), now)
		d.Must(err)
		d.ClaimAs(bens, "ben", now)
		d.LogCall(bens, "ben", nine.Add(3*time.Hour), now)

		h := homeView(d, "ana", nine.Add(2*time.Minute))
		wantLeads(d, h, outbox.SectionOverdue)
		wantLeads(d, h, outbox.SectionToday, overdue, today)
		wantLeads(d, h, outbox.SectionWaiting, offered, first)
		wantLeads(d, h, outbox.SectionPool, fresh)
		wantLeads(d, h, outbox.SectionWorking, later)
		wantLeads(d, h, outbox.SectionCovering)
		if h.Open != 4 || h.Team != nil {
			t.Errorf("Ana has %d open leads and sees the team %v", h.Open, h.Team)
		}

		_, err = d.Away(t.Context(), d.ID("ben"), time.Time{}, now)
		d.Must(err)
		h = homeView(d, "ana", nine.Add(time.Hour))
		wantLeads(d, h, outbox.SectionOverdue, first, overdue)
		wantLeads(d, h, outbox.SectionCovering, bens)
	})
}

func TestQualifiersMarketingAndReferrersHaveTheirOwnSections(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		small := inquiry(1)
		small.Company.Employees = 0
		judge := d.AddInquiry(small, nine)
		back := d.AddInquiry(inquiry(2), nine)
		_, err := d.NotAFit(t.Context(), back, d.ID("ana"), "too small", "", nine)
		d.Must(err)
		cold := inquiry(3)
		cold.Source, cold.Referrer = "newsletter", d.ID("dan")
		wakes := d.AddInquiry(cold, nine)
		h := homeView(d, "dan", nine)
		wantLeads(d, h, outbox.SectionInquiries, judge)
		wantLeads(d, h, outbox.SectionReferred, wakes)
		h = homeView(d, "max", nine)
		wantLeads(d, h, outbox.SectionReturned, back)
		wantLeads(d, h, outbox.SectionWaking)
		wantLeads(d, homeView(d, "max", nine.AddDate(0, 0, 25)), outbox.SectionWaking, back, wakes)
	})
}

func TestAManagersHomeViewShowsDeadlinesBreachesWorkloadsAndWhatNeedsSomeone(t *testing.T) {
	onEachWith(t, promised, func(t *testing.T, d *dibs) {
		waits, slow, quick, overdue := d.AddInquiry(inquiry(1), nine), d.AddInquiry(inquiry(2), nine), d.AddInquiry(inquiry(3), nine), d.AddInquiry(inquiry(4), nine)
		d.ClaimAs(slow, "ana", nine.Add(8*time.Minute))                          // the target is five minutes
		d.LogCall(slow, "ana", nine.Add(24*time.Hour), nine.Add(30*time.Minute)) // the target is fifteen after the claim
		d.ClaimAs(quick, "ben", nine.Add(time.Minute))
		d.ClaimAs(overdue, "ben", nine.Add(time.Minute))
		d.LogCall(overdue, "ben", nine.Add(40*time.Minute), nine.Add(2*time.Minute))
		before := homeView(d, "mia", nine.Add(4*time.Minute))
		wantLeads(d, before, outbox.SectionNeedsSomeone)
		if before.Team.Missed != 0 {
			t.Errorf("%d response targets count as missed before their time is over", before.Team.Missed)
		}
		h := homeView(d, "mia", nine.Add(time.Hour))
		wantLeads(d, h, outbox.SectionNeedsSomeone, waits, overdue)
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
			t.Errorf("the missed targets are %v (%d), want %v", got, h.Team.Missed, want)
		}
		if n := len(h.Leads[outbox.SectionDeadlines]); n != 4 {
			t.Errorf("%d leads have a next deadline, want 4", n)
		}
		hands := map[lead.PersonID]int{}
		for _, l := range h.Team.Workloads {
			hands[l.Person] = l.Open
		}
		if len(hands) != 2 || hands[d.ID("ana")] != 1 || hands[d.ID("ben")] != 2 {
			t.Errorf("the workloads are %v", h.Team.Workloads)
		}
		tomorrow := homeView(d, "mia", nine.AddDate(0, 0, 1))
		if tomorrow.Team.Missed != 0 {
			t.Errorf("%d breaches of yesterday count today", tomorrow.Team.Missed)
		}
	})
}

func TestABreachLeadsToItsCardAlsoWhenTheLeadIsClosed(t *testing.T) {
	onEachWith(t, promised, func(t *testing.T, d *dibs) {
		slow := d.AddInquiry(inquiry(1), nine)
		d.ClaimAs(slow, "ana", nine.Add(8*time.Minute)) // the target is five minutes
		_, err := d.Disqualify(t.Context(), slow, d.ID("ana"), "spam", "", nine.Add(9*time.Minute))
		d.Must(err)
		d.PublishAll(nine.Add(9 * time.Minute))
		if h := homeView(d, "mia", nine.Add(time.Hour)); h.Team.Missed != 1 || h.Homes[slow].TS == "" {
			t.Errorf("%d response targets are missed, and the card of the lead is %+v", h.Team.Missed, h.Homes[slow])
		}
	})
}

// openHome opens a person's home tab.
func openHome(d *dibs, who lead.PersonID, now time.Time) {
	d.T.Helper()
	d.Must(d.UseHome(d.T.Context(), who, lead.Event{}, now))
	d.Must(d.DrawHome(d.T.Context(), who, now))
}

// refreshHomes is one round of the loop that draws open home tabs again. It returns how many were drawn.
func refreshHomes(d *dibs, now time.Time) int {
	d.T.Helper()
	n, err := d.RefreshHomes(d.T.Context(), "homes", now)
	d.Must(err)
	return n
}

func TestAnOpenHomeTabIsDrawnAgainWhenAnybodyChangesWhatItShows(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		openHome(d, d.ID("ana"), nine)
		if n := len(d.Board.Homes); n != 1 {
			t.Fatalf("opening drew the home tab %d times, want once", n)
		}
		now := nine.Add(5 * time.Second)
		if n := refreshHomes(d, now); n != 0 {
			t.Errorf("%d home tabs were drawn although nothing changed", n)
		}
		now = nine.Add(8 * time.Second)
		id := d.AddInquiry(inquiry(1), now)
		other := d.Another(d.Store) // it learns of the lead from the database only
		if n, err := other.RefreshHomes(t.Context(), "homes", now); n != 1 || err != nil {
			t.Errorf("the other process drew %d home tabs (%v), want 1", n, err)
		}
		if n := refreshHomes(d, now.Add(time.Second)) + refreshHomes(d, now.Add(3*time.Second)); n != 0 {
			t.Error("the home tab was drawn twice for the same change")
		}
		wantLeads(d, d.Board.LastHome(), outbox.SectionPool, id)

		now = now.Add(10 * time.Second)
		d.ClaimAs(id, "ben", now)
		drawn := refreshHomes(d, now)
		d.AddInquiry(inquiry(2), now)
		if rests := refreshHomes(d, now.Add(time.Second)); drawn != 1 || rests != 0 {
			t.Errorf("the home tab was drawn %d times, and %d times a second later; want 1 and 0", drawn, rests)
		}
		if n := refreshHomes(d, now.Add(2*time.Second)); n != 1 {
			t.Error("a change while the home tab rested was not drawn afterwards")
		}

		_, err := d.Away(t.Context(), d.ID("ana"), time.Time{}, now.Add(10*time.Second))
		d.Must(err)
		if n := refreshHomes(d, now.Add(10*time.Second)); n != 1 || !d.Board.LastHome().Reader.Away(now.Add(time.Minute)) {
			t.Error("the home tab does not show that she is away")
		}
		late := now.Add(20 * time.Minute)
		d.AddInquiry(inquiry(3), late)
		if n := refreshHomes(d, late); n != 0 {
			t.Error("the home tab was drawn although nobody used it for 20 minutes")
		}
	})
}

func TestTimeAloneMakesAnOpenHomeTabChange(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.ClaimAs(id, "ana", nine)
		d.LogCall(id, "ana", nine.Add(90*time.Second), nine)
		openHome(d, d.ID("ana"), nine)
		refreshHomes(d, nine.Add(10*time.Second))
		if n := refreshHomes(d, nine.Add(30*time.Second)); n != 0 {
			t.Fatal("the home tab was drawn before anything became overdue")
		}
		if n := refreshHomes(d, nine.Add(2*time.Minute)); n != 1 {
			t.Fatal("the home tab was not drawn when a lead became overdue")
		}
		wantLeads(d, d.Board.LastHome(), outbox.SectionOverdue, id)
	})
}

func TestAHomeTabKeepsItsPagesAndSaysForAMinuteWhatWasDone(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		ana := d.ID("ana")
		id := d.AddInquiry(inquiry(1), nine)
		openHome(d, ana, nine)
		d.Must(d.PageHome(t.Context(), ana, outbox.SectionWorking, 20, nine))
		d.Must(d.PageHome(t.Context(), ana, outbox.SectionPool, 10, nine))
		out, err := d.Claim(t.Context(), id, ana, nine)
		d.Must(err)
		d.Must(d.UseHome(t.Context(), ana, out.Event, nine))
		d.Must(d.DrawHome(t.Context(), ana, nine)) // at once, although it was just drawn
		h := d.Board.LastHome()
		if h.FirstRow[outbox.SectionWorking] != 20 || h.FirstRow[outbox.SectionPool] != 10 || h.LastAction == nil || h.LastAction.Event.Kind != lead.Claimed || h.LastAction.Lead.ID != id {
			t.Errorf("the home tab begins at the rows %v and shows the action %+v", h.FirstRow, h.LastAction)
		}
		refreshHomes(d, nine.Add(10*time.Second))
		if n := refreshHomes(d, nine.Add(2*time.Minute)); n != 1 {
			t.Fatalf("%d home tabs were drawn after a minute, want 1", n)
		}
		if h = d.Board.LastHome(); h.LastAction != nil || h.FirstRow[outbox.SectionWorking] != 20 {
			t.Errorf("after a minute, the home tab begins at the rows %v and shows the action %+v", h.FirstRow, h.LastAction)
		}
	})
}

func TestAHomeTabThatSlackDoesNotTakeIsTriedAgainOrGivenUp(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		ana := d.ID("ana")
		d.Board.FailHome = errors.New("Slack is down")
		openHome(d, ana, nine)
		d.Board.FailHome = nil
		if n := refreshHomes(d, nine.Add(3*time.Second)); n != 0 {
			t.Error("the home tab was tried again too soon")
		}
		if n := refreshHomes(d, nine.Add(10*time.Second)); n != 1 {
			t.Error("the home tab was not tried again")
		}
		d.Board.FailHome = outbox.ErrUnreachable
		d.AddInquiry(inquiry(1), nine.Add(20*time.Second))
		refreshHomes(d, nine.Add(20*time.Second))
		d.Board.FailHome = nil
		d.AddInquiry(inquiry(2), nine.Add(30*time.Second))
		if n := refreshHomes(d, nine.Add(30*time.Second)); n != 0 {
			t.Error("the home tab was drawn although the person has none")
		}
		openHome(d, ana, nine.Add(40*time.Second))
		if h := d.Board.LastHome(); len(h.Leads[outbox.SectionPool]) != 2 {
			t.Error("the home tab was not drawn when it was opened again")
		}
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
	onEachWith(t, text, func(t *testing.T, d *dibs) {
		big := inquiry(1)
		big.Company.Employees = 2000
		theirs, ours := d.AddInquiry(big, nine), d.AddInquiry(inquiry(2), nine)
		later := nine.Add(time.Hour)
		for name, want := range map[string]lead.ID{"ops": theirs, "mia": ours} {
			h := homeView(d, name, later)
			wantLeads(d, h, outbox.SectionDeadlines, want)
			wantLeads(d, h, outbox.SectionNeedsSomeone, want)
			if h.Team.Missed != 1 || h.Team.Summary.Count(report.PositionWaiting) != 1 {
				t.Errorf("%s sees %d breaches and %d waiting leads, want 1 and 1", name, h.Team.Missed, h.Team.Summary.Count(report.PositionWaiting))
			}
			for _, l := range h.Team.Workloads {
				if team := h.Crew.Member(l.Person).Team; (team == "sales") != (name == "mia") {
					t.Errorf("%s sees the workload of a rep in team %s", name, team)
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
	onEachWith(t, text, func(t *testing.T, d *dibs) {
		big := inquiry(1)
		big.Company.Employees = 2000
		d.AddInquiry(big, nine)
		d.AddInquiry(inquiry(2), nine)
		h := homeView(d, "ops", nine.Add(time.Minute))
		if n := h.Team.Summary.Count(report.PositionWaiting); n != 1 || !slices.Equal(h.Team.Summary.Query.Teams, []string{"enterprise", "inside"}) {
			t.Errorf("the summary has %d waiting leads of the teams %q", n, h.Team.Summary.Query.Teams)
		}
	})
}

func TestAnOpenHomeTabFollowsANewRoleAtOnceInEveryProcess(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		second := d.Another(d.Store) // it draws the home tabs
		openHome(d, d.ID("dan"), nine)
		drawn := func(now time.Time) int {
			t.Helper()
			n, err := second.RefreshHomes(t.Context(), "homes", now)
			d.Must(err)
			return n
		}
		drawn(nine.Add(5 * time.Second))
		now := nine.Add(10 * time.Second)
		sells := parse(t, strings.Replace(workflowstest.Playbook, "dan@acme.example: {role: qualifier}", "dan@acme.example: {role: rep, team: sales}", 1))
		d.Must(d.Adopt(t.Context(), sells, now))
		if n := drawn(now); n != 0 {
			t.Fatalf("%d home tabs were drawn before the process could know of the role", n)
		}
		d.Must(second.Follow(t.Context(), func(text string) (*playbook.Playbook, error) { return parse(t, text), nil }, now))
		if n := drawn(now.Add(2 * time.Second)); n != 1 {
			t.Fatalf("%d home tabs were drawn for the new role, want 1", n)
		}
		wantLeads(d, d.Board.LastHome(), outbox.SectionPool, id)
		if n := drawn(now.Add(5 * time.Second)); n != 0 {
			t.Errorf("%d home tabs were drawn although nothing had changed", n)
		}
	})
}

func TestAnOpenHomeTabFollowsThePeopleAtOnceAndIsNotSentForNothing(t *testing.T) {
	onEachWith(t, workflowstest.Playbook, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.Must(d.Store.EnsurePerson(t.Context(), "UX", "Mia"))
		d.Must(d.Refresh(t.Context()))
		openHome(d, d.ID("X"), nine)
		refreshHomes(d, nine.Add(5*time.Second))
		before := len(d.Board.Homes)

		now := nine.Add(10 * time.Second)
		d.Must(d.SyncPeople(t.Context(), now, person("zoe"))) // the home tab does not show her
		if n := refreshHomes(d, now); n != 0 || len(d.Board.Homes) != before {
			t.Errorf("%d home tabs were drawn for a person who is not shown", n)
		}
		now = nine.Add(20 * time.Second)
		mia := person("mia")
		mia.SlackID = "UX"
		d.Must(d.SyncPeople(t.Context(), now, mia)) // the playbook knows this address as a manager
		if n := refreshHomes(d, now); n != 1 {
			t.Fatalf("%d home tabs were drawn for the manager, want 1", n)
		}
		wantLeads(d, d.Board.LastHome(), outbox.SectionDeadlines, id)
	})
}
