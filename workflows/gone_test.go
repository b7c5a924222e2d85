package workflows_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
	"dibs/store/storetest"
)

// before is the process with what the one after it lacks: a team and a channel of #big, a partner for
// Spain, and other channels for qualifiers and marketing.
var before = strings.NewReplacer(
	"  dan@acme", "  carla@acme.example: {role: rep, team: inside}\n  dan@acme",
	"teams:\n", "partners: {iberia: {channel: \"#iberia\", people: [pia@acme.example]}}\nteams:\n  inside: {manager: mia@acme.example}\n",
	"  - name: big\n    when: 'lead.employees >= 1000'\n    to: {channel: \"#big\", sales_channel: rep, team: sales",
	"  - {name: Spain, when: 'lead.country == \"ES\"', to: {partner: iberia, team: inside}}\n"+
		"  - name: large\n    when: 'lead.employees >= 1000'\n    to: {channel: \"#large\", sales_channel: rep, team: inside",
	"#qualify", "#judges", "#marketing", "#nurture",
).Replace(process)

// TestWhatThePlaybookNoLongerHasLosesNoLead has leads sit with each of it when it goes.
func TestWhatThePlaybookNoLongerHasLosesNoLead(t *testing.T) {
	for _, c := range []struct {
		name  string
		has   func(*lead.Inquiry)
		owned string
		from  string // the channel
		to    string
		says  string
	}{
		{"waiting for a team", func(in *lead.Inquiry) { in.Company.Employees = 5000 }, "", "#large", "#leads", "team_gone inside, channel_gone #large"},
		{"owned in a channel", func(in *lead.Inquiry) { in.Company.Employees = 5000 }, "carla", "#large", "#leads", "team_gone inside, channel_gone #large"},
		{"offered to a partner", func(in *lead.Inquiry) { in.Company.Country = "ES" }, "", "#iberia", "#leads", "team_gone inside, partner_gone iberia"},
		{"with the qualifiers", func(in *lead.Inquiry) { in.Company.Employees = 0 }, "", "#judges", "#qualify", "channel_gone #judges"},
		{"with marketing", func(in *lead.Inquiry) { in.Source = "newsletter" }, "", "#nurture", "#marketing", "channel_gone #nurture"},
	} {
		t.Run(c.name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				d := openWith(t, s, before, "ana", "ben", "carla", "dan", "mia", "max", "pia")
				d.must(s.PutPlaybook(t.Context(), d.Playbook().Version(), d.Playbook().Text(), nine))
				in := inquiry(1)
				c.has(&in)
				id := d.register(in, nine)
				if c.owned != "" {
					d.claim(id, c.owned, nine)
				}
				old := d.lead(id)
				d.publish(nine.Add(time.Second))
				if old.Channel != c.from {
					t.Fatalf("it hangs in %s", old.Channel)
				}
				d.must(d.Adopt(t.Context(), parse(t, process), nine.Add(time.Minute)))
				l := d.lead(id)
				if l.Channel != c.to || l.Stage != old.Stage || l.Owner != old.Owner || l.Deadline.At.IsZero() {
					t.Errorf("it hangs in %s, is %s of %q, due %v", l.Channel, l.Stage, l.Owner, l.Deadline)
				}
				if l.Offer != nil || l.Stage == lead.StageNew && (len(l.Pool) != 1 || l.Pool[0] != "sales") {
					t.Errorf("it is offered as %+v, in the pool of %v", l.Offer, l.Pool)
				}
				if got := noteTexts(l.Route); !strings.HasPrefix(got, c.says) {
					t.Errorf("it says %q", got)
				}
				d.publish(nine.Add(2 * time.Minute))
				if n := slices.IndexFunc(d.board.of(outbox.Card), func(m message) bool { return m.Message.Place.Channel == c.to }); n < 0 {
					t.Errorf("no card hangs in %s", c.to)
				}
				events := l.EventCount
				d.must(d.Adopt(t.Context(), parse(t, strings.Replace(process, "bundle: 5m", "bundle: 4m", 1)), nine.Add(2*time.Minute)))
				if again := d.lead(id); again.EventCount != events {
					t.Error("it is moved although all is there")
				}
				if l.Stage == lead.StageNew {
					next, err := d.Next(t.Context(), d.who("ana"), nine)
					d.must(err)
					if next == nil || next.ID != id {
						t.Errorf("a rep of the team is given %v next", next)
					}
					d.claim(id, "ana", nine.Add(3*time.Minute))
				}
			})
		})
	}
}

// noteTexts writes the notes of a route as "code argument", and the sentence of an old row.
func noteTexts(r lead.Route) string {
	texts := make([]string, 0, len(r.Notes))
	for _, n := range r.Notes {
		texts = append(texts, string(n.Code)+" "+strings.Join(n.Args, " "))
	}
	return r.Note + strings.Join(texts, ", ")
}
