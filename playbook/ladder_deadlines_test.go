package playbook

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/worktime/worktimetest"
)

// monday is a Monday on which the Berlin team opens at nine.
var monday = worktimetest.At("Europe/Berlin", "2026-11-23 09:00")

// slack returns the people of the example playbook as Slack knows them; away names those who are away.
func slack(away ...string) []lead.Person {
	var ps []lead.Person
	for _, name := range []string{"ana", "ben", "carla", "dan", "mia", "max", "ops", "stranger"} {
		p := lead.Person{ID: lead.PersonID(name), Email: strings.ToUpper(name[:1]) + name[1:] + "@Acme.example", Name: name}
		if slices.Contains(away, name) {
			p.AwayAt = sunday
		}
		ps = append(ps, p)
	}
	return ps
}

func actor(p *Playbook, name string) lead.Actor {
	return p.Members(slack()).Actor(lead.PersonID(name), monday)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func registered(p *Playbook, in lead.Inquiry, now time.Time) *lead.Lead {
	return lead.Register(in, lead.Dibs(), p.Judge(lead.Interested(in, now), now), now)
}

// told formats steps as "09:03 claim remind pool: ana ben".
func told(steps []lead.Step) string {
	var lines []string
	for _, s := range steps {
		line := fmt.Sprintf("%s %s %s", s.At.In(monday.Location()).Format("Mon 15:04"), s.Clock, s.Do)
		if s.Repeat {
			line += " again"
		}
		if s.Tell != "" {
			line += " " + s.Tell + ":"
		}
		for _, id := range s.People {
			line += " " + string(id)
		}
		if s.To != "" {
			line += " to " + s.To
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestAHotLeadThatNobodyClaimsClimbsItsLadder(t *testing.T) {
	p := example(t)
	l := registered(p, nadia(), monday)
	crew := p.Members(slack())
	if got, want := told(p.Ahead(l, crew, 5)), `Mon 09:03 claim remind pool: ana ben
Mon 09:05 claim remind backup: ben
Mon 09:10 claim remind manager: mia
Mon 09:15 claim widen to #leads
Mon 09:20 claim reassign`; got != want {
		t.Errorf("ahead\n%s\nwant\n%s", got, want)
	}
	for _, want := range []string{
		"Mon 09:03 claim remind pool: ana ben", "Mon 09:05 claim remind backup: ben", "Mon 09:10 claim remind manager: mia",
		"Mon 09:15 claim widen to #leads", "Mon 09:20 claim reassign",
		"Tue 09:20 claim remind again manager: mia", "Wed 09:20 claim remind again manager: mia",
	} {
		next := p.Next(l)
		if next.Clock != lead.ClockClaim || len(p.Due(l, crew, next.At.Add(-1))) != 0 {
			t.Fatalf("a step is due before %v", next)
		}
		due := p.Due(l, crew, next.At)
		if got := told(due); got != want {
			t.Fatalf("due %q, want %q", got, want)
		}
		l.Climb(due, next.At)
	}
}

func TestWhoIsToldDependsOnWhoIsThere(t *testing.T) {
	p := example(t)
	for _, c := range []struct {
		name string
		away []string
		want string
	}{
		{"Ana is away: only Ben, whose backup is Ana, so the person on duty", []string{"ana"}, "pool: ben · backup: mia · manager: mia"},
		{"both reps are away: the manager, who is on duty", []string{"ana", "ben"}, "pool: mia · backup: mia · manager: mia"},
		{"Mia is away too: an admin", []string{"ana", "ben", "mia"}, "pool: ops · backup: ops · manager: ops"},
		{"nobody is available: still the manager", []string{"ana", "ben", "mia", "ops"}, "pool: mia · backup: mia · manager: mia"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := registered(p, nadia(), monday)
			var got []string
			for _, s := range p.Ahead(l, p.Members(slack(c.away...)), 3) {
				got = append(got, fmt.Sprintf("%s: %s", s.Tell, s.People[0]))
			}
			if got := strings.Join(got, " · "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestARepWhoseClaimLapsedIsNotCalledToTheSameLead(t *testing.T) {
	p := example(t)
	l := registered(p, nadia(), monday)
	l.Lapsed = map[lead.PersonID]time.Time{"ana": monday.Add(lead.LapseTime)}
	if got, want := told(p.Ahead(l, p.Members(slack()), 1)), "Mon 09:03 claim remind pool: ben"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAfterAnOutageWhatWasMissedIsTheListAndNobodyIsNamedTwice(t *testing.T) {
	p := example(t)
	l := registered(p, nadia(), monday)
	crew := p.Members(slack())
	now := monday.AddDate(0, 0, 9)
	due := p.Due(l, crew, now)
	if got, want := told(due), `Mon 09:03 claim remind pool: ana ben
Mon 09:05 claim remind backup:
Mon 09:10 claim remind manager: mia
Mon 09:15 claim widen to #leads
Mon 09:20 claim reassign
Tue 09:20 claim remind again manager:`; got != want {
		t.Errorf("due\n%s\nwant\n%s", got, want)
	}
	l.Climb(due, now)
	if next := p.Next(l); !next.At.Equal(worktimetest.At("Europe/Berlin", "2026-12-02 09:20")) {
		t.Errorf("the next deadline is %s", next.At)
	}
}

func TestALeadThatCameAtNightIsCalledForInTheMorning(t *testing.T) {
	p := example(t)
	l := registered(p, nadia(), sunday)
	if next := p.Next(l); !next.At.Equal(monday.Add(3 * time.Minute)) {
		t.Errorf("the first rung is due at %s", next.At)
	}
}

func TestAnOfferedLeadIsAskedOfItsReceiverAlone(t *testing.T) {
	p := example(t)
	crew := p.Members(slack())
	l := registered(p, nadia(), monday)
	must(t, l.Assign(actor(p, "mia"), crew.Member("ben"), monday))
	if got, want := told(p.Ahead(l, crew, 4)), `Mon 09:03 claim remind pool: ben
Mon 09:03 accept remind owner: ben
Mon 09:05 claim remind backup: ana
Mon 09:05 accept remind backup: ana`; got != want {
		t.Errorf("ahead\n%s\nwant\n%s", got, want)
	}
	if got, want := told(p.Due(l, crew, monday.Add(3*time.Minute))), "Mon 09:03 claim remind pool: ben\nMon 09:03 accept remind owner:"; got != want {
		t.Errorf("due\n%s\nwant\n%s", got, want)
	}
}

func TestAnOwnedLeadIsCalledForAtItsOwner(t *testing.T) {
	p := example(t)
	l := registered(p, nadia(), monday)
	must(t, l.Claim(actor(p, "ana"), monday))
	if got, want := told(p.Ahead(l, p.Members(slack()), 4)), `Mon 09:15 first_contact remind owner: ana
Mon 09:30 first_contact remind manager: mia
Mon 10:00 first_contact release
Wed 09:00 stale remind owner: ana`; got != want {
		t.Errorf("ahead\n%s\nwant\n%s", got, want)
	}
	if got, want := told(p.Ahead(l, p.Members(slack("ana")), 1)), "Mon 09:15 first_contact remind owner: ben"; got != want {
		t.Errorf("while Ana is away: %s, want %s", got, want)
	}
	next := &lead.NextStep{What: "send offer", At: worktimetest.At("Europe/Berlin", "2026-11-27 14:30")}
	must(t, l.LogContact(actor(p, "ana"), lead.Touch{Method: lead.Call, Outcome: lead.Reached, Next: next}, monday.Add(time.Minute)))
	if got, want := told(p.Ahead(l, p.Members(slack()), 4)), `Fri 14:30 next_step remind owner: ana
Mon 14:30 next_step remind backup: ben
Tue 14:30 next_step remind manager: mia
Wed 09:01 stale remind owner: ana`; got != want {
		t.Errorf("ahead after the contact\n%s\nwant\n%s", got, want)
	}
}

func TestAnInquiryIsCalledForAtTheQualifiers(t *testing.T) {
	p := example(t)
	l := registered(p, lead.Inquiry{Source: "website", Engagement: "contact_form", Contact: lead.Contact{Email: "laura@example.com"}}, monday)
	if got, want := told(p.Ahead(l, p.Members(slack()), 2)), "Tue 09:00 qualify remind pool: dan\nWed 09:00 qualify remind manager: mia"; got != want {
		t.Errorf("ahead\n%s\nwant\n%s", got, want)
	}
	if got, want := told(p.Ahead(l, p.Members(slack("dan")), 1)), "Tue 09:00 qualify remind pool: mia"; got != want {
		t.Errorf("without a qualifier: %s, want %s", got, want)
	}
}

func TestANurturedLeadWakesAtItsDateAndIsLookedAtAgain(t *testing.T) {
	p := example(t)
	l := registered(p, lead.Inquiry{Source: "newsletter", Engagement: "newsletter", Contact: lead.Contact{Email: "m@example.com"}}, sunday)
	wake := sunday.Add(30 * day)
	if next := p.Next(l); !next.At.Equal(wake) || next.Clock != lead.ClockWake {
		t.Fatalf("the deadline is %v", next)
	}
	due := p.Due(l, p.Members(slack()), wake)
	if len(due) != 1 || !due[0].Wake || due[0].Repeat || due[0].Clock != lead.ClockWake || due[0].People != nil {
		t.Fatalf("due %+v", due)
	}
	l.Climb(due, wake)
	if next := p.Next(l); !next.At.Equal(wake.Add(day)) {
		t.Errorf("if nothing happens, it is judged again at %s", next.At)
	}
}

func TestAClosedLeadHasNoDeadline(t *testing.T) {
	p := example(t)
	l := registered(p, nadia(), monday)
	must(t, l.Claim(actor(p, "ana"), monday))
	must(t, l.Lose(actor(p, "ana"), lead.Money{}, "price", "", monday))
	if next := p.Next(l); !next.At.IsZero() || p.Due(l, nil, monday.AddDate(1, 0, 0)) != nil || p.Ahead(l, nil, 3) != nil {
		t.Errorf("the deadline is %v", next)
	}
}

func TestARungOnTheWallClockThatFallsIntoClosedTimeWaitsForTheOpening(t *testing.T) {
	p := changed(t, "- {after: 3m, do: remind, tell: pool}", `- {after: 3m, do: remind, tell: "#leads", clock: wall}`)
	for name, c := range map[string]struct {
		from time.Time
		want string
	}{
		"over the weekend":    {sunday, "Mon 09:00 claim remind #leads:\nMon 09:05 claim remind backup: ben"},
		"over lunch":          {worktimetest.At("Europe/Berlin", "2026-11-23 12:28"), "Mon 13:15 claim remind #leads:\nMon 13:18 claim remind backup: ben"},
		"while there is time": {monday, "Mon 09:03 claim remind #leads:\nMon 09:05 claim remind backup: ben"},
	} {
		t.Run(name, func(t *testing.T) {
			l := registered(p, nadia(), c.from)
			if got := told(p.Ahead(untold(l), p.Members(slack()), 2)); got != c.want {
				t.Errorf("ahead\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// untold returns the lead as it is after the person on duty was pinged about it.
func untold(l *lead.Lead) *lead.Lead {
	for name, c := range l.Clocks {
		c.OnDuty = true
		l.Clocks[name] = c
	}
	return l
}

func TestAWideningNamesTheTeamsThatWorkInTheChannel(t *testing.T) {
	for name, c := range map[string]struct{ to, want string }{
		"one rule sends leads there":             {"#leads-americas", "americas"},
		"two rules of one team send leads there": {"#leads", "emea"},
		"no rule does: the lead's own team":      {"#everybody", "emea"},
	} {
		t.Run(name, func(t *testing.T) {
			p := changed(t, `do: widen, to: "#leads"`, `do: widen, to: "`+c.to+`"`)
			l := registered(p, nadia(), monday)
			if got := strings.Join(p.Ahead(l, nil, 4)[3].Teams, " "); got != c.want {
				t.Errorf("teams %q, want %q", got, c.want)
			}
		})
	}
}

func TestRungsAfterTheSameTimeAreDueTogether(t *testing.T) {
	p := changed(t, "- {after: 5m, do: remind, tell: backup}\n", "- {after: 3m, do: remind, tell: manager, clock: wall}\n")
	l := registered(p, nadia(), worktimetest.At("Europe/Berlin", "2026-11-23 08:00"))
	due := p.Due(untold(l), p.Members(slack()), p.Next(l).At)
	if got, want := told(due), "Mon 09:03 claim remind pool: ana ben\nMon 09:03 claim remind manager: mia"; got != want {
		t.Errorf("due\n%s\nwant\n%s", got, want)
	}
}

func TestTheNextAttemptFollowsTheCadence(t *testing.T) {
	p := example(t)
	l := registered(p, nadia(), monday)
	for attempts, want := range []string{"Mon 09:00", "Mon 11:00", "Tue 09:00", "Wed 09:00", "Fri 09:00", "Wed 09:00", ""} {
		l.Attempts = attempts
		at, of, ok := p.NextAttempt(l, monday)
		if got := at.In(monday.Location()).Format("Mon 15:04"); of != 6 || ok != (want != "") || ok && got != want {
			t.Errorf("after %d attempts, the next of %d is at %s (%v), want %s", attempts, of, got, ok, want)
		}
	}
	if p.AttemptsOf(l) != 6 || p.AttemptsOf(&lead.Lead{}) != 4 {
		t.Error("AttemptsOf differs from the playbook")
	}
}
