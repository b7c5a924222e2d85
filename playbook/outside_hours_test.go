package playbook

import (
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/worktime/worktimetest"
)

// inBerlin parses a time in Berlin.
func inBerlin(clock string) time.Time { return worktimetest.At("Europe/Berlin", clock) }

const asInTheExample = `outside_hours: {hot: {tell: on_duty, until: "21:00", days: mon-fri}}`

func TestWhoIsOnDutyIsToldOfAHotLeadWhileTheTeamIsClosed(t *testing.T) {
	for _, c := range []struct{ name, outside, from, want string }{
		{"in the evening at once", asInTheExample, "2026-11-23 18:30", "2026-11-23 18:30"},
		{"when the closing interrupts its ladder", asInTheExample, "2026-11-23 17:58", "2026-11-23 18:00"},
		{"in the lunch break", asInTheExample, "2026-11-23 12:29", "2026-11-23 12:30"},
		{"not if a rung comes first", asInTheExample, "2026-11-23 17:50", ""},
		{"not at night", asInTheExample, "2026-11-23 21:00", ""},
		{"not before the opening", asInTheExample, "2026-11-24 07:30", ""},
		{"before the opening if the playbook says so", `outside_hours: {hot: {tell: on_duty, from: "07:00", until: "21:00"}}`, "2026-11-24 06:10", "2026-11-24 07:00"},
		{"not at the weekend", asInTheExample, "2026-11-21 11:00", ""},
		{"at the weekend if every day is meant", `outside_hours: {hot: {tell: on_duty}}`, "2026-11-21 11:00", "2026-11-21 11:00"},
		{"until midnight if no end is given", `outside_hours: {hot: {tell: on_duty}}`, "2026-11-23 23:59", "2026-11-23 23:59"},
		{"from nine on a day without an opening", `outside_hours: {hot: {tell: on_duty}}`, "2026-11-21 23:59", "2026-11-21 23:59"},
		{"and not earlier", `outside_hours: {hot: {tell: on_duty}}`, "2026-11-22 02:00", "2026-11-22 09:00"},
		{"on a weekday holiday", asInTheExample, "2026-12-25 03:00", "2026-12-25 09:00"},
		{"a warm one has no entry", strings.Replace(asInTheExample, "hot", "warm", 1), "2026-11-23 18:30", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := changed(t, asInTheExample, c.outside)
			l := registered(p, nadia(), inBerlin(c.from))
			first := p.Ahead(l, p.Members(slack()), 1)[0]
			switch {
			case first.Closed != (c.want != ""):
				t.Fatalf("the first step is %+v", first)
			case first.Closed && (!first.At.Equal(inBerlin(c.want)) || first.Tell != "on_duty" || first.Do != lead.DoRemind || first.Clock != lead.ClockClaim):
				t.Errorf("the first step is %+v, want it at %s", first, c.want)
			case !p.Next(l).At.Equal(first.At):
				t.Errorf("the deadline is %v, but the first step is %v", p.Next(l), first)
			}
		})
	}
}

func TestWhoIsOnDutyIsToldOnceForEachClock(t *testing.T) {
	p := example(t)
	crew := p.Members(slack())
	l := registered(p, nadia(), inBerlin("2026-11-23 17:56"))
	for _, want := range []string{
		"Mon 17:59 claim remind pool: ana ben",
		"Mon 18:00 claim remind on_duty: mia", // closing time
		"Tue 09:01 claim remind backup: ben",
	} {
		next := p.Next(l).At
		due := p.Due(l, crew, next)
		if got := told(due); got != want {
			t.Fatalf("due %s, want %s", got, want)
		}
		l.Climb(due, next)
	}
	must(t, l.Claim(actor(p, "ana"), inBerlin("2026-11-24 17:55")))
	due := p.Due(l, crew, inBerlin("2026-11-24 18:00"))
	if got, want := told(due), "Tue 18:00 first_contact remind on_duty: mia"; got != want {
		t.Errorf("due after the claim %q, want %q", got, want)
	}
	l.Climb(due, inBerlin("2026-11-24 18:00"))
	if next := p.Next(l); !next.At.Equal(inBerlin("2026-11-25 09:10")) {
		t.Errorf("the next deadline is %v", next)
	}
}

func TestWhoTakesALeadAfterHoursIsAtWorkAndNobodyIsToldOfIt(t *testing.T) {
	p := example(t)
	evening := inBerlin("2026-11-23 20:00")
	l := registered(p, nadia(), evening)
	must(t, l.Claim(actor(p, "ana"), evening))
	if due := p.Due(l, p.Members(slack()), evening); due != nil {
		t.Errorf("due %q", told(due))
	}
	if next := p.Next(l); !next.At.Equal(inBerlin("2026-11-24 09:15")) {
		t.Errorf("the next deadline is %v", next)
	}
}

func TestTheBoundsOfDutyHoldWhateverHappens(t *testing.T) {
	p := changed(t, "on_duty: mia@acme.example, hours: berlin", "on_duty: ben@acme.example, hours: berlin")
	p = withText(t, p, "ben@acme.example: {role: rep,", "ben@acme.example: {hours: new-york, role: rep,")
	evening := inBerlin("2026-11-23 18:30")
	for _, c := range []struct {
		name string
		away []string
		now  string
		want string
	}{
		{"the person on duty, whatever their own hours", nil, "2026-11-23 18:30", "ben"},
		{"their backup while they are away", []string{"ben"}, "2026-11-23 18:30", "ana"},
		{"then the manager", []string{"ana", "ben"}, "2026-11-23 18:30", "mia"},
		{"nobody if it is carried out late, at night", nil, "2026-11-23 22:00", ""},
		{"nobody if it is carried out late, once the team is open again", nil, "2026-11-24 09:01", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := registered(p, nadia(), evening)
			due := p.Due(l, p.Members(slack(c.away...)), inBerlin(c.now))
			if len(due) != 1 || !due[0].Closed || namesOf(due[0].People) != c.want {
				t.Fatalf("due %+v, want it to name %q", due, c.want)
			}
			l.Climb(due, inBerlin(c.now))
			if next := p.Next(l); !next.At.Equal(inBerlin("2026-11-24 09:03")) {
				t.Errorf("the next deadline is %v", next)
			}
		})
	}
	t.Run("nobody if the person on duty has the lead", func(t *testing.T) {
		late := inBerlin("2026-11-23 17:55")
		l := registered(p, nadia(), late)
		must(t, l.Claim(actor(p, "ben"), late))
		if due := p.Due(l, p.Members(slack()), evening); len(due) != 1 || due[0].People != nil {
			t.Errorf("due %+v", due)
		}
	})
	t.Run("nobody on a team that never closes", func(t *testing.T) {
		p := changed(t, "on_duty: mia@acme.example, hours: berlin", "on_duty: mia@acme.example")
		if due := p.Due(registered(p, nadia(), evening), p.Members(slack()), evening); due != nil {
			t.Errorf("due %+v", due)
		}
	})
}

// withText changes the playbook's text again.
func withText(t *testing.T, p *Playbook, from, to string) *Playbook {
	t.Helper()
	if strings.Count(p.Text(), from) != 1 {
		t.Fatalf("%q occurs %d times", from, strings.Count(p.Text(), from))
	}
	q, err := Parse("playbook.yaml", []byte(strings.Replace(p.Text(), from, to, 1)), env)
	must(t, err)
	return q
}

func namesOf(ids []lead.PersonID) string {
	var names []string
	for _, id := range ids {
		names = append(names, string(id))
	}
	return strings.Join(names, " ")
}

func TestMistakesInOutsideHoursAreTold(t *testing.T) {
	for outside, want := range map[string]string{
		`{hot: {tell: on_duty, until: "25:00"}}`:                `until must look like "21:00"`,
		`{hot: {tell: on_duty, from: 7}}`:                       `from must look like "07:00"`,
		`{hot: {tell: on_duty, from: "21:00", until: "07:00"}}`: `until must be later than from`,
		`{hot: {tell: on_duty, until: "00:00"}}`:                `until must be later than from`,
		`{hot: {tell: onduty}}`:                                 `did you mean "on_duty"?`,
		`{hot: {tell: on_duty, days: mon-fry}}`:                 `did you mean "mon-fri"?`,
		`{hot: {until: "21:00"}}`:                               `tell`,
	} {
		text := strings.Replace(exampleText(t), asInTheExample, "outside_hours: "+outside, 1)
		if _, err := Parse("playbook.yaml", []byte(text), env); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s gives %v, want %s", outside, err, want)
		}
	}
}
