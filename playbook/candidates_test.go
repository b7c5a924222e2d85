package playbook

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/lead"
)

// offers formats candidates as "ana, ben away until Mon 09:00".
func offers(cs []lead.Candidate) string {
	var each []string
	for _, c := range cs {
		s := string(c.Person)
		if c.Skip != "" {
			s += " " + string(c.Skip)
		}
		if !c.Until.IsZero() {
			s += " until " + c.Until.In(monday.Location()).Format("Mon 15:04")
		}
		each = append(each, s)
	}
	return strings.Join(each, ", ")
}

func TestWhoCannotBeOfferedALeadIsSkippedWithTheReason(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(l *lead.Lead, crew lead.Crew, open map[lead.PersonID]int)
		now    time.Time
		want   string
	}{
		{"the reps of its pool", nil, monday, "ana, ben"},
		{"as of the opening when the team is closed", func(_ *lead.Lead, crew lead.Crew, _ map[lead.PersonID]int) {
			away(crew, "ana", sunday, monday)
			away(crew, "ben", monday, monday.Add(2*time.Hour))
		}, sunday, "ana, ben away until Mon 11:00"},
		{"an absence without an end", func(_ *lead.Lead, crew lead.Crew, _ map[lead.PersonID]int) {
			away(crew, "ana", sunday, time.Time{})
		}, monday, "ana away, ben"},
		{"no capacity left", func(_ *lead.Lead, _ lead.Crew, open map[lead.PersonID]int) {
			open["ana"], open["ben"] = 24, 25
		}, monday, "ana, ben full"},
		{"nobody gets it twice", func(l *lead.Lead, _ lead.Crew, _ map[lead.PersonID]int) { l.PreviousHolders = []lead.PersonID{"ben"} }, monday, "ana, ben had"},
		{"its owner already has it", func(l *lead.Lead, _ lead.Crew, _ map[lead.PersonID]int) { l.Owner = "ana" }, monday, "ana had, ben"},
		{"a claim that lapsed", func(l *lead.Lead, _ lead.Crew, _ map[lead.PersonID]int) {
			l.PreviousHolders, l.Lapsed = []lead.PersonID{"ana"}, map[lead.PersonID]time.Time{"ana": monday.Add(24 * time.Hour), "ben": monday}
		}, monday, "ana lapsed until Tue 09:00, ben"},
		{"the teams it was widened to, with their own hours", func(l *lead.Lead, _ lead.Crew, _ map[lead.PersonID]int) {
			l.Pool = append(l.Pool, "americas")
		}, monday, "ana, ben, carla closed until Mon 14:30"},
		{"a lead without a pool", func(l *lead.Lead, _ lead.Crew, _ map[lead.PersonID]int) { l.Pool = nil }, monday, "ana, ben"},
		{"a team that is gone", func(l *lead.Lead, _ lead.Crew, _ map[lead.PersonID]int) { l.Pool, l.Route.Team = nil, "apac" }, monday, "ana, ben"},
		{"a person who left the company is no candidate", func(_ *lead.Lead, crew lead.Crew, _ map[lead.PersonID]int) {
			m := crew["ana"]
			m.Deleted = true
			crew["ana"] = m
		}, monday, "ben"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := example(t)
			l, crew, open := registered(p, nadia(), monday), p.Members(slack()), map[lead.PersonID]int{}
			if c.change != nil {
				c.change(l, crew, open)
			}
			cs := p.Candidates(l, crew, open, c.now)
			if got := offers(cs); got != c.want {
				t.Errorf("candidates %s, want %s", got, c.want)
			}
			for _, m := range cs {
				if m.Open != open[m.Person] || m.Weight != map[lead.PersonID]int{"ana": 1, "ben": 2, "carla": 1}[m.Person] {
					t.Errorf("%s: %d open leads, weight %d", m.Person, m.Open, m.Weight)
				}
			}
		})
	}
}

func away(crew lead.Crew, id lead.PersonID, from, until time.Time) {
	m := crew[id]
	m.AwayAt, m.BackAt = from, until
	crew[id] = m
}

func TestHoursOfTheirOwnCountBeforeThoseOfTheTeam(t *testing.T) {
	p := changed(t, "ben@acme.example: {role: rep,", "ben@acme.example: {hours: new-york, role: rep,")
	l, crew := registered(p, nadia(), monday), p.Members(slack())
	if got, want := offers(p.Candidates(l, crew, nil, monday)), "ana, ben closed until Mon 14:30"; got != want {
		t.Errorf("candidates %s, want %s", got, want)
	}
	manager := p.CandidateFor(l, crew["mia"], nil, monday)
	if manager.Skip != "" || manager.Weight != 1 {
		t.Errorf("the manager as a candidate: %+v", manager)
	}
}

// TestTurnsAreFairAmongThoseWhoAreThere assigns a year of leads to a team whose people have capacities and
// absences. It checks that everybody got their share of the leads that came while they were available.
func TestTurnsAreFairAmongThoseWhoAreThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Replace(bare, `{mia@acme.example: {role: manager}}`, "\n  mia@acme.example: {role: manager}\n", 1)
		crew := lead.Crew{}
		for i, w := range rapid.SliceOfN(rapid.IntRange(1, 10), 1, 8).Draw(t, "weights") {
			id := fmt.Sprintf("p%d", i)
			text = strings.Replace(text, "\nteams:", fmt.Sprintf("\n  %s@acme.example: {role: rep, team: all, weight: %d, capacity: 9}\nteams:", id, w), 1)
			crew[lead.PersonID(id)] = lead.Member{Person: lead.Person{ID: lead.PersonID(id), Email: id + "@acme.example"}}
		}
		p, err := Parse("team.yaml", []byte(text), env)
		if err != nil {
			t.Fatal(err)
		}
		crew = p.Members(people(crew))
		r, due, now := lead.Rotation{}, map[lead.PersonID]float64{}, sunday
		for range 365 {
			now = now.Add(day)
			l, open := registered(p, nadia(), now), map[lead.PersonID]int{}
			for _, id := range slices.Sorted(maps.Keys(crew)) {
				open[id] = rapid.IntRange(0, 10).Draw(t, "open")
			}
			id := lead.PersonID(fmt.Sprintf("p%d", rapid.IntRange(0, len(crew)-1).Draw(t, "who goes away")))
			away(crew, id, now, now.AddDate(0, 0, rapid.IntRange(0, 30).Draw(t, "days")))
			cs := p.Candidates(l, crew, open, now)
			sum := 0
			for _, c := range cs {
				if c.Skip == "" {
					sum += c.Weight
				}
			}
			for _, c := range cs {
				if c.Skip == "" {
					due[c.Person] += float64(c.Weight) / float64(sum)
				}
			}
			took := r.Take(cs)
			if i := slices.IndexFunc(cs, func(c lead.Candidate) bool { return c.Person == took }); (i < 0) != (sum == 0) || i >= 0 && cs[i].Skip != "" {
				t.Fatalf("of %s the turn went to %q", offers(cs), took)
			}
			due[took]--
		}
		for id, d := range due {
			if id != lead.NoOne && (d > 2 || d < -2) {
				t.Errorf("%s is %.2f leads away from their share", id, d)
			}
		}
	})
}

func people(crew lead.Crew) (ps []lead.Person) {
	for _, m := range crew {
		ps = append(ps, m.Person)
	}
	return ps
}
