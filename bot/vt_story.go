package bot

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"dibs/lead"
	"dibs/playbook"
	"dibs/slacksim/blockkit"
)

var update = flag.Bool("update", false, "write the golden files anew")

// monday is a Monday morning in Berlin, within office hours.
var monday = time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)

func at(minutes int) time.Time { return monday.Add(time.Duration(minutes) * time.Minute) }

//go:embed playbook.yaml
var bookText []byte

// written is the playbook of all tests; it is only read.
var written = sync.OnceValues(func() (*playbook.Playbook, error) {
	return playbook.Parse("playbook.yaml", bookText, func(string) string { return "" })
})

func book(t testing.TB) *playbook.Playbook {
	t.Helper()
	pb, err := written()
	if err != nil {
		t.Fatal(err)
	}
	return pb
}

// team are the people of testdata/playbook.yaml, with Slack ids.
func team(pb *playbook.Playbook) lead.Crew {
	person := func(id, slackID, name string) lead.Person {
		return lead.Person{ID: lead.PersonID(id), SlackID: slackID, Email: id + "@acme.example", Name: name, Zone: "Europe/Berlin"}
	}
	return pb.Crew([]lead.Person{
		person("ana", "U00000ANA", "Ana"), person("ben", "U00000BEN", "Ben"), person("carla", "U0000CARL", "Carla"),
		person("dan", "U00000DAN", "Dan"), person("mia", "U00000MIA", "Mia"), person("max", "U00000MAX", "Max"),
		person("gus", "U00000GUS", "Gus Guest"),
		{ID: "pia", SlackID: "U00000PIA", Email: "pia@iberia-tech.example", Name: "Pia", Zone: "Europe/Madrid"},
		{ID: "paz", SlackID: "U00000PAZ", Email: "paz@iberia-tech.example", Name: "Paz", Zone: "Europe/Madrid"},
	})
}

// asker is the rep who asks for lists.
var asker = lead.Actor{ID: "ana", Role: lead.RoleRep, Team: "emea"}

// story is a lead with its log, as the real lifecycle wrote it.
type story struct {
	testing.TB
	pb     *playbook.Playbook
	crew   lead.Crew
	lead   *lead.Lead
	events []lead.Event
}

func tell(t testing.TB, in lead.Inquiry, now time.Time) *story {
	t.Helper()
	pb := book(t)
	l := lead.Register(in, lead.Dibs(), pb.Judge(lead.Interested(in, now), now), now)
	s := &story{TB: t, pb: pb, crew: team(pb), lead: l}
	l.ID, l.Version = 1042, 0
	return s.saved(nil)
}

// saved is what a store does after each change.
func (s *story) saved(err error) *story {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
	for _, e := range s.lead.TakeEvents() {
		e.Lead = s.lead.ID
		s.events = append(s.events, e)
	}
	s.lead.Version++
	s.lead.Deadline = s.pb.Next(s.lead)
	return s
}

func (s *story) actor(id lead.PersonID, now time.Time) lead.Actor { return s.crew.Actor(id, now) }

func (s *story) card() lead.Posting {
	return lead.Posting{
		Key: "card:1042", What: lead.Card, Place: lead.Place{Channel: s.lead.Channel}, Lead: s.lead, Events: s.events, Crew: s.crew,
		Home: lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"},
	}
}

// dealt settles whom the lead is offered, as the engine does.
func (s *story) dealt(c lead.Choice, partner string, now time.Time) *story {
	s.Helper()
	if c.Why = s.lead.Dealing(); c.Why == "" {
		s.Fatal("the lead looks for nobody")
	}
	s.lead.Deal(c, partner, now)
	return s.saved(nil)
}

// away has somebody be absent.
func (s *story) away(id lead.PersonID, from, until time.Time) *story {
	m := s.crew[id]
	m.AwayAt, m.BackAt, m.AwayBy = from, until, lead.AwaySaid
	s.crew[id] = m
	return s
}

// climb carries out what is due at an instant.
func (s *story) climb(now time.Time) *story {
	s.Helper()
	s.lead.Climb(s.pb.Due(s.lead, s.crew, now), now)
	return s.saved(nil)
}

var hot = lead.Inquiry{
	Source: "demo", Campaign: "spring-webinar", Engagement: "demo_request",
	Contact: lead.Contact{Name: "Nadia Rahman", Email: "nadia@brandt.example", Phone: "+49305550100", Title: "Head of Operations"},
	Company: lead.Company{Name: "Brandt Logistik GmbH", Website: "brandt.example", Country: "DE", Employees: 420},
	Message: "We need to replace our dispatch tool before March.\nCould we see a demo this week?",
}

// iberian is a lead for the partner.
var iberian = lead.Inquiry{
	Source: "demo", Campaign: "fair-42", Engagement: "demo_request",
	Contact: lead.Contact{Name: "Inés Prado", Email: "ines@prado.example", Phone: "+34915550100", Title: "Head of Logistics"},
	Company: lead.Company{Name: "Prado SA", Website: "prado.example", Country: "ES", Employees: 300},
	Message: "Please call me before Friday.",
}

var curious = lead.Inquiry{
	Source: "webinar", Engagement: "event_registration",
	Contact: lead.Contact{Name: "Jonas Weber", Email: "jonas@keller.example"},
	Company: lead.Company{Website: "keller.example", Country: "CH"},
}

// golden compares a drawing with the file kept in testdata, and asks the simulated Slack whether it would take it.
func golden(t *testing.T, name string, drawn any) {
	t.Helper()
	var got bytes.Buffer
	e := json.NewEncoder(&got)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(drawn); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name+".golden.json")
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (go test -update writes it)", err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s is drawn differently (-want +got):\n%s", name, diff)
	}
	taken(t, drawn)
}

// reporter is a test, or one try of a property.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// taken fails the test when Slack would refuse a drawing.
func taken(t reporter, drawn any) {
	t.Helper()
	var problems []blockkit.Problem
	switch d := drawn.(type) {
	case Message:
		if n := len(utf16.Encode([]rune(d.Text))); n == 0 || n > 4000 {
			t.Errorf("the text is %d long: chat.update takes 1 to 4,000", n)
		}
		if len(d.Blocks) > 0 {
			problems = blockkit.Blocks(raw(t, d.Blocks), blockkit.Message)
		}
	default:
		problems = blockkit.View(raw(t, drawn))
	}
	for _, p := range problems {
		t.Errorf("Slack would refuse this: %s", p)
	}
}

func raw(t reporter, v any) json.RawMessage {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("encode: %v", err)
	}
	return b
}

func containsText(s, part string) bool { return bytes.Contains([]byte(s), []byte(part)) }

func refusedAs(t *testing.T, err error) *lead.Refusal {
	t.Helper()
	r, ok := errors.AsType[*lead.Refusal](err)
	if !ok {
		t.Fatalf("got %v, want a refusal", err)
	}
	return r
}

func numbered(l *lead.Lead, id lead.ID) *lead.Lead {
	l = l.Clone()
	l.ID = id
	return l
}
