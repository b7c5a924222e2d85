package playbook

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/lead"
	"dibs/worktime/worktimetest"
)

// absent returns the crew of the example with some people away until a time in Berlin; "" means until they
// say so.
func absent(p *Playbook, until map[string]string) lead.Crew {
	crew := p.Members(slack())
	for name, back := range until {
		m := crew[lead.PersonID(name)]
		m.AwayAt = sunday
		if back != "" {
			m.BackAt = inBerlin(back)
		}
		crew[m.ID] = m
	}
	return crew
}

func TestWhoIsFreeNextIsComputedFromAbsencesAndHours(t *testing.T) {
	p := example(t)
	p = withText(t, p, "dan@acme.example: {role: qualifier}", "dan@acme.example: {role: qualifier, hours: new-york}")
	waiting := func() *lead.Lead { return registered(p, nadia(), monday) }
	for _, c := range []struct {
		name string
		l    func() *lead.Lead
		away map[string]string
		now  string
		want string // empty: somebody is available, or nobody ever will be
	}{
		{"somebody is available", waiting, map[string]string{"ana": ""}, "2026-11-23 09:00", ""},
		{"both come back, Ben first", waiting, map[string]string{"ana": "2026-11-25 10:00", "ben": "2026-11-24 11:00"}, "2026-11-23 09:00", "ben 2026-11-24 11:00"},
		{"both come back at once: the lowest id", waiting, map[string]string{"ana": "2026-11-25 10:00", "ben": "2026-11-25 10:00"}, "2026-11-23 09:00", "ana 2026-11-25 10:00"},
		{"back at night, available in the morning", waiting, map[string]string{"ana": "2026-11-23 23:00", "ben": ""}, "2026-11-23 09:00", "ana 2026-11-24 09:00"},
		{"nobody says until when", waiting, map[string]string{"ana": "", "ben": ""}, "2026-11-23 09:00", ""},
		{"while the team is closed", waiting, nil, "2026-11-22 12:00", "ana 2026-11-23 09:00"},
		{"away from before the opening", waiting, map[string]string{"ana": "2026-11-23 09:30"}, "2026-11-22 13:00", "ben 2026-11-23 09:00"},
		{"a lapsed claim keeps a person off", func() *lead.Lead {
			l := waiting()
			l.Lapsed = map[lead.PersonID]time.Time{"ana": inBerlin("2026-11-24 10:00")}
			return l
		}, map[string]string{"ben": "2026-11-24 11:00"}, "2026-11-23 09:00", "ana 2026-11-24 10:00"},
		{"a pool of two teams", func() *lead.Lead {
			l := waiting()
			l.Pool = []string{"emea", "americas"}
			return l
		}, map[string]string{"ana": "", "ben": ""}, "2026-11-23 09:00", "carla 2026-11-23 14:30"},
		{"an inquiry waits for a qualifier", func() *lead.Lead {
			l := waiting()
			l.Stage = lead.StageInquiry
			return l
		}, nil, "2026-11-23 09:00", "dan 2026-11-23 14:30"},
		{"an offer waits for its receiver", func() *lead.Lead {
			l := waiting()
			l.Offer = &lead.Offer{To: "ben"}
			return l
		}, map[string]string{"ben": "2026-11-23 10:00"}, "2026-11-23 09:00", "ben 2026-11-23 10:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			who, at := p.NextAvailable(c.l(), absent(p, c.away), inBerlin(c.now))
			got := ""
			if who != lead.NoOne {
				got = string(who) + " " + at.In(monday.Location()).Format("2006-01-02 15:04")
			}
			if got != c.want || at.IsZero() != (who == lead.NoOne) {
				t.Errorf("NextAvailable is %q (%s), want %q", got, at, c.want)
			}
		})
	}
}

func TestOfAPartnerSomebodyOfItsPeopleIsFreeNext(t *testing.T) {
	p, people := withPartner(t, "", "")
	crew := p.Members(people)
	for id, back := range map[lead.PersonID]string{"ines": "2026-11-24 10:00", "rui": "2026-11-25 10:00"} {
		m := crew[id]
		m.AwayAt, m.BackAt = sunday, inBerlin(back)
		crew[id] = m
	}
	if who, at := p.NextAvailable(heldOut(p, monday), crew, monday); who != "ines" || !at.Equal(inBerlin("2026-11-24 10:00")) {
		t.Errorf("NextAvailable is %s at %s", who, at)
	}
}

func TestNobodyIsReachedWhileClosedOrAway(t *testing.T) {
	p := example(t)
	for _, c := range []struct {
		name, who, back, now, want string
	}{
		{"now", "ana", "", "2026-11-23 10:00", "2026-11-23 10:00"},
		{"in the lunch break: after it", "ana", "", "2026-11-23 12:45", "2026-11-23 13:15"},
		{"in their own hours", "carla", "", "2026-11-23 10:00", "2026-11-23 14:30"},
		{"back from an absence at the opening", "ana", "2026-11-25 07:00", "2026-11-23 10:00", "2026-11-25 09:00"},
		{"not in the playbook: in the team's hours", "stranger", "", "2026-11-22 10:00", "2026-11-23 09:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			until := map[string]string{}
			if c.back != "" {
				until[c.who] = c.back
			}
			m := absent(p, until).Member(lead.PersonID(c.who))
			if got := p.NotifyAt(m, "emea", inBerlin(c.now)); !got.Equal(inBerlin(c.want)) {
				t.Errorf("notified %s, want %s", got, c.want)
			}
		})
	}
	m := absent(p, map[string]string{"ana": ""})["ana"]
	if got := p.NotifyAt(m, "emea", sunday); !got.Equal(monday) {
		t.Errorf("a person who is away until they say so is notified %s", got)
	}
}

// TestWhoIsFreeNextCanBeToldThen checks the answer at the moment that was computed, and just before it.
func TestWhoIsFreeNextCanBeToldThen(t *testing.T) {
	p := example(t)
	rapid.Check(t, func(t *rapid.T) {
		crew := p.Members(slack())
		l := registered(p, nadia(), monday)
		now := worktimetest.Instant(t, p.Hours("emea").Zone(), "now")
		for _, id := range []lead.PersonID{"ana", "ben"} {
			m := crew[id]
			m.AwayAt = now.Add(time.Duration(rapid.Int64Range(-int64(5*day), int64(5*day)).Draw(t, "away")))
			m.BackAt = m.AwayAt.Add(time.Duration(rapid.Int64Range(1, int64(20*day)).Draw(t, "for")))
			crew[id] = m
			l.Lapsed = map[lead.PersonID]time.Time{id: now.Add(time.Duration(rapid.Int64Range(-int64(day), int64(day)).Draw(t, "lapsed")))}
		}
		free := func(at time.Time) bool {
			return p.Hours("emea").Open(at) && len((recipientFinder{p: p, l: l, crew: crew, now: at}).eligible()) > 0
		}
		who, at := p.NextAvailable(l, crew, now)
		switch {
		case (who == lead.NoOne) != free(now):
			t.Fatalf("NextAvailable is %q, but somebody is available now: %v", who, free(now))
		case who == lead.NoOne:
		case !free(at) || free(at.Add(-1)):
			t.Fatalf("%s is available from %s; available just before: %v, then: %v", who, at, free(at.Add(-1)), free(at))
		}
	})
}
