package lead_test

import (
	"testing"

	"dibs/lead"
)

func TestANoteIsKeptInEveryStageAndStopsNoClock(t *testing.T) {
	for name, position := range positions {
		t.Run(name, func(t *testing.T) {
			l := position(t)
			before := l.Clone()
			must(t, l.AddComment(mia, "Prefers to be called after lunch", t0))
			events := l.TakeEvents()
			e := events[len(events)-1]
			if e.Kind != lead.Commented || e.By != mia.ID || e.Words.Comment != "Prefers to be called after lunch" {
				t.Errorf("the event is %+v", e)
			}
			if l.Stage != before.Stage || l.Owner != before.Owner || len(l.Clocks) != len(before.Clocks) {
				t.Errorf("a comment moved it from %s to %s", before.Stage, l.Stage)
			}
			for c, r := range before.Clocks {
				if l.Clocks[c] != r {
					t.Errorf("a comment moved the clock %s from %v to %v", c, r, l.Clocks[c])
				}
			}
		})
	}
}

func TestWhoMayKeepANote(t *testing.T) {
	colleague := lead.Actor{ID: "kim"}
	for name, c := range map[string]struct {
		by      lead.Actor
		lead    func(*lead.Lead)
		refused lead.RefusalReason
	}{
		"a rep of any team":               {by: carla},
		"a qualifier":                     {by: dan},
		"marketing":                       {by: max},
		"a colleague without a role":      {by: colleague, refused: lead.WhyRole},
		"the colleague who referred it":   {by: colleague, lead: func(l *lead.Lead) { l.Referrer = colleague.ID }},
		"an actor without an id":          {by: lead.Actor{}, refused: lead.WhyRole},
		"a partner that does not have it": {by: pia, refused: lead.WhyRole},
		"a partner that has it":           {by: pia, lead: func(l *lead.Lead) { l.Route, l.Channel = toPartner, toPartner.Channel }},
		"another partner":                 {by: rex, lead: func(l *lead.Lead) { l.Route, l.Channel = toPartner, toPartner.Channel }, refused: lead.WhyRole},
	} {
		t.Run(name, func(t *testing.T) {
			l := positions["pool"](t)
			l.TakeEvents()
			if c.lead != nil {
				c.lead(l)
			}
			err := l.AddComment(c.by, "Calls from the road", t0)
			switch {
			case c.refused == "" && err != nil:
				t.Fatal(err)
			case c.refused != "" && why(t, err) != c.refused:
				t.Errorf("refused with %q", why(t, err))
			case c.refused != "" && len(l.TakeEvents()) > 0:
				t.Error("a refused comment was kept")
			}
		})
	}
}

func TestANoteSaysWhoWroteTheMessageThatSomebodyElseKept(t *testing.T) {
	l := positions["pool"](t)
	l.TakeEvents()
	at := lead.Place{Channel: "C1", TS: "1.2"}
	must(t, l.SaveMessage(ana, lead.Comment{Text: "They moved the budget", Author: ben.ID, Place: &at}, t0))
	must(t, l.SaveMessage(ana, lead.Comment{Text: "My own words", Author: ana.ID, Place: &at}, t0))
	events := l.TakeEvents()
	if f := events[0].Facts; f.Author != ben.ID || f.Message == nil || *f.Message != at {
		t.Errorf("facts %+v for another person's message", f)
	}
	if f := events[1].Facts; f.Author != lead.NoOne {
		t.Errorf("the author of one's own message is recorded as %q, want none", f.Author)
	}
	if got := why(t, l.AddComment(ana, " \n\t", t0)); got != lead.WhyMissing {
		t.Errorf("an empty comment is refused with %q", got)
	}
}
