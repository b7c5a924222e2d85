package workflows_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
	"dibs/workflows/workflowstest"
)

func TestAChangedPlaybookIsFollowedByEveryProcessAndNoRungIsRepeatedOrSkipped(t *testing.T) {
	withAdmin := strings.Replace(workflowstest.Playbook, "  max@acme.example", "  ops@acme.example: {role: admin}\n  max@acme.example", 1)
	onEachWith(t, withAdmin, func(t *testing.T, d *dibs) {
		second := d.Another(d.Store)
		d.Must(d.Store.PutPlaybook(t.Context(), d.Playbook().Version(), d.Playbook().Text(), nine))
		id := d.AddInquiry(inquiry(1), nine)
		d.Must(d.Wake(t.Context(), id, nine.Add(10*time.Minute)))

		slower := parse(t, strings.Replace(withAdmin, "{after: 20m, do: remind, tell: manager}]}\n  accept", "{after: 40m, do: remind, tell: manager}]}\n  accept", 1))
		d.Must(d.Adopt(t.Context(), slower, nine.Add(11*time.Minute)))
		if at := d.Lead(id).Deadline.At; !at.Equal(nine.Add(40 * time.Minute)) {
			t.Errorf("the next rung is due at %v", at)
		}
		same := func(text string) (*playbook.Playbook, error) { return parse(t, text), nil }
		d.Must(second.Follow(t.Context(), same, nine.Add(12*time.Minute)))
		if second.Playbook().Version() != slower.Version() {
			t.Error("the other process still has the former playbook")
		}
		d.PublishAll(nine.Add(12 * time.Minute))
		told := d.Board.Of(outbox.DirectMessage)
		if last := told[len(told)-1].Items[0]; last.Kind != outbox.NotifyPlaybookChanged || !slices.ContainsFunc(last.Args, func(line string) bool {
			return strings.HasPrefix(line, "+ ") && strings.Contains(line, "40m")
		}) {
			t.Errorf("the last notification to the admin is %+v", last)
		}

		d.Must(d.RefusedPlaybook(t.Context(), []string{"playbook.yaml:3:1: nonsense"}, nine.Add(13*time.Minute)))
		d.PublishAll(nine.Add(13 * time.Minute))
		told = d.Board.Of(outbox.DirectMessage)
		if last := told[len(told)-1]; last.To != d.ID("ops") || last.Items[0].Kind != outbox.NotifyPlaybookRefused {
			t.Errorf("the last notification about a bad playbook is %+v", last)
		}
		bad := errors.New("cannot be read")
		if err := d.Follow(t.Context(), func(string) (*playbook.Playbook, error) { return nil, bad }, nine); err != nil {
			t.Errorf("following the playbook that is in force returned %v", err)
		}
		text, err := d.JudgedBy(t.Context(), id)
		d.Must(err)
		if text != withAdmin {
			t.Error("JudgedBy does not return the playbook that judged the lead")
		}
	})
}

// before is the playbook with what workflowstest.Playbook lacks: the team inside, the channel #large, a partner for
// Spain, and other channels for qualifiers and marketing.
var before = strings.NewReplacer(
	"  dan@acme", "  carla@acme.example: {role: rep, team: inside}\n  dan@acme",
	"teams:\n", "partners: {iberia: {channel: \"#iberia\", people: [pia@acme.example]}}\nteams:\n  inside: {manager: mia@acme.example}\n",
	"  - name: big\n    when: 'lead.employees >= 1000'\n    to: {channel: \"#big\", sales_channel: rep, team: sales",
	"  - {name: Spain, when: 'lead.country == \"ES\"', to: {partner: iberia, team: inside}}\n"+
		"  - name: large\n    when: 'lead.employees >= 1000'\n    to: {channel: \"#large\", sales_channel: rep, team: inside",
	"#qualify", "#judges", "#marketing", "#nurture",
).Replace(workflowstest.Playbook)

// TestWhatThePlaybookNoLongerHasLosesNoLead removes a team, a channel or a partner from the playbook while a lead is
// there.
func TestWhatThePlaybookNoLongerHasLosesNoLead(t *testing.T) {
	for _, c := range []struct {
		name  string
		has   func(*lead.Inquiry)
		owned string
		from  string // the channel before
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
			onEachWith(t, before, func(t *testing.T, d *dibs) {
				d.Must(d.Store.PutPlaybook(t.Context(), d.Playbook().Version(), d.Playbook().Text(), nine))
				in := inquiry(1)
				c.has(&in)
				id := d.AddInquiry(in, nine)
				if c.owned != "" {
					d.ClaimAs(id, c.owned, nine)
				}
				old := d.Lead(id)
				d.PublishAll(nine.Add(time.Second))
				if old.Channel != c.from {
					t.Fatalf("before the change, the lead is in %s", old.Channel)
				}
				d.Must(d.Adopt(t.Context(), parse(t, workflowstest.Playbook), nine.Add(time.Minute)))
				l := d.Lead(id)
				if l.Channel != c.to || l.Stage != old.Stage || l.Owner != old.Owner || l.Deadline.At.IsZero() {
					t.Errorf("the lead is in %s, is %s, owned by %q, with the deadline %v", l.Channel, l.Stage, l.Owner, l.Deadline)
				}
				if l.Offer != nil || l.Stage == lead.StageNew && (len(l.Pool) != 1 || l.Pool[0] != "sales") {
					t.Errorf("the offer is %+v, and the pool is %v", l.Offer, l.Pool)
				}
				if got := noteTexts(l.Route); !strings.HasPrefix(got, c.says) {
					t.Errorf("the notes on the route are %q", got)
				}
				d.PublishAll(nine.Add(2 * time.Minute))
				if n := slices.IndexFunc(d.Board.Of(outbox.Card), func(m message) bool { return m.Message.Place.Channel == c.to }); n < 0 {
					t.Errorf("there is no card in %s", c.to)
				}
				events := l.EventCount
				d.Must(d.Adopt(t.Context(), parse(t, strings.Replace(workflowstest.Playbook, "bundle: 5m", "bundle: 4m", 1)), nine.Add(2*time.Minute)))
				if again := d.Lead(id); again.EventCount != events {
					t.Error("the lead was moved although its channel and team still exist")
				}
				if l.Stage == lead.StageNew {
					next, err := d.Next(t.Context(), d.ID("ana"), nine)
					d.Must(err)
					if next == nil || next.ID != id {
						t.Errorf("the next lead for a rep of the team is %v", next)
					}
					d.ClaimAs(id, "ana", nine.Add(3*time.Minute))
				}
			})
		})
	}
}

// noteTexts returns the notes of a route as "code argument", and the sentence that an old row may have.
func noteTexts(r lead.Route) string {
	texts := make([]string, 0, len(r.Notes))
	for _, n := range r.Notes {
		texts = append(texts, string(n.Code)+" "+strings.Join(n.Args, " "))
	}
	return r.Note + strings.Join(texts, ", ")
}
