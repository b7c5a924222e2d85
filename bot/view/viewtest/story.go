package viewtest

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

	"dibs/bot"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
	"dibs/slacksim/blockkit"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Monday is a Monday morning in Berlin, within office hours.
var Monday = time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)

// At is the given number of minutes after Monday.
func At(minutes int) time.Time { return Monday.Add(time.Duration(minutes) * time.Minute) }

// BookText is the playbook of all tests.
//
//go:embed playbook.yaml
var BookText []byte

// written parses the playbook of all tests once; it is only read.
var written = sync.OnceValues(func() (*playbook.Playbook, error) {
	return playbook.Parse("playbook.yaml", BookText, func(string) string { return "" })
})

// Book is the parsed playbook of all tests.
func Book(t testing.TB) *playbook.Playbook {
	t.Helper()
	pb, err := written()
	if err != nil {
		t.Fatal(err)
	}
	return pb
}

// Team is the crew of playbook.yaml, with Slack ids.
func Team(pb *playbook.Playbook) lead.Crew {
	person := func(id, slackID, name string) lead.Person {
		return lead.Person{ID: lead.PersonID(id), SlackID: slackID, Email: id + "@acme.example", Name: name, Zone: "Europe/Berlin"}
	}
	return pb.Members([]lead.Person{
		person("ana", "U00000ANA", "Ana"), person("ben", "U00000BEN", "Ben"), person("carla", "U0000CARL", "Carla"),
		person("dan", "U00000DAN", "Dan"), person("mia", "U00000MIA", "Mia"), person("max", "U00000MAX", "Max"),
		person("gus", "U00000GUS", "Gus Guest"),
		{ID: "pia", SlackID: "U00000PIA", Email: "pia@iberia-tech.example", Name: "Pia", Zone: "Europe/Madrid"},
		{ID: "paz", SlackID: "U00000PAZ", Email: "paz@iberia-tech.example", Name: "Paz", Zone: "Europe/Madrid"},
	})
}

// Asker is the rep who asks for lists.
var Asker = lead.Actor{ID: "ana", Role: lead.RoleRep, Team: "emea"}

// Story is a lead with its log, as the real lifecycle wrote it.
type Story struct {
	testing.TB
	Pb     *playbook.Playbook
	Crew   lead.Crew
	Lead   *lead.Lead
	Events []lead.Event
}

// Tell begins a story with an inquiry.
func Tell(t testing.TB, in lead.Inquiry, now time.Time) *Story {
	t.Helper()
	pb := Book(t)
	l := lead.Register(in, lead.Dibs(), pb.Judge(lead.Interested(in, now), now), now)
	s := &Story{TB: t, Pb: pb, Crew: Team(pb), Lead: l}
	l.ID, l.Version = 1042, 0
	return s.Saved(nil)
}

// Saved does what a store does after each change.
func (s *Story) Saved(err error) *Story {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
	for _, e := range s.Lead.TakeEvents() {
		e.Lead = s.Lead.ID
		s.Events = append(s.Events, e)
	}
	s.Lead.Version++
	s.Lead.Deadline = s.Pb.Next(s.Lead)
	return s
}

// Actor is a person as the one who acts.
func (s *Story) Actor(id lead.PersonID, now time.Time) lead.Actor { return s.Crew.Actor(id, now) }

// Card is the message that draws the lead's card.
func (s *Story) Card() outbox.Message {
	return outbox.Message{
		Key: "card:1042", Kind: outbox.Card, Place: lead.Place{Channel: s.Lead.Channel}, Lead: s.Lead, Events: s.Events, Crew: s.Crew,
		Home: lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"},
	}
}

// Dealt decides who the lead is offered to, as the engine does.
func (s *Story) Dealt(c lead.Choice, partner string, now time.Time) *Story {
	s.Helper()
	if c.Reason = s.Lead.PendingAssignment(); c.Reason == "" {
		s.Fatal("the lead looks for nobody")
	}
	s.Lead.AutoAssign(c, partner, now)
	return s.Saved(nil)
}

// Away makes a person absent.
func (s *Story) Away(id lead.PersonID, from, until time.Time) *Story {
	m := s.Crew[id]
	m.AwayAt, m.BackAt, m.AwayBy = from, until, lead.AwaySaid
	s.Crew[id] = m
	return s
}

// Climb carries out what is due at a given time.
func (s *Story) Climb(now time.Time) *Story {
	s.Helper()
	s.Lead.Climb(s.Pb.Due(s.Lead, s.Crew, now), now)
	return s.Saved(nil)
}

// Hot is an inquiry that becomes a hot lead.
var Hot = lead.Inquiry{
	Source: "demo", Campaign: "spring-webinar", Engagement: "demo_request",
	Contact: lead.Contact{Name: "Nadia Rahman", Email: "nadia@brandt.example", Phone: "+49305550100", Title: "Head of Operations"},
	Company: lead.Company{Name: "Brandt Logistik GmbH", Website: "brandt.example", Country: "DE", Employees: 420},
	Message: "We need to replace our dispatch tool before March.\nCould we see a demo this week?",
}

// Iberian is a lead for the partner.
var Iberian = lead.Inquiry{
	Source: "demo", Campaign: "fair-42", Engagement: "demo_request",
	Contact: lead.Contact{Name: "Inés Prado", Email: "ines@prado.example", Phone: "+34915550100", Title: "Head of Logistics"},
	Company: lead.Company{Name: "Prado SA", Website: "prado.example", Country: "ES", Employees: 300},
	Message: "Please call me before Friday.",
}

// Curious is an inquiry that is not sales-ready.
var Curious = lead.Inquiry{
	Source: "webinar", Engagement: "event_registration",
	Contact: lead.Contact{Name: "Jonas Weber", Email: "jonas@keller.example"},
	Company: lead.Company{Website: "keller.example", Country: "CH"},
}

// Golden compares a drawing with its file in testdata, and checks that the simulated Slack would accept it.
func Golden(t *testing.T, name string, drawn any) {
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
	Taken(t, drawn)
}

// Reporter is a test, or one run of a property.
type Reporter interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Taken fails the test if Slack would refuse a drawing.
func Taken(t Reporter, drawn any) {
	t.Helper()
	var problems []blockkit.Problem
	switch d := drawn.(type) {
	case bot.Message:
		if n := len(utf16.Encode([]rune(d.Text))); n == 0 || n > 4000 {
			t.Errorf("the text is %d long: chat.update takes 1 to 4,000", n)
		}
		if len(d.Blocks) > 0 {
			problems = blockkit.Blocks(Raw(t, d.Blocks), blockkit.Message)
		}
	default:
		problems = blockkit.View(Raw(t, drawn))
	}
	for _, p := range problems {
		t.Errorf("Slack would refuse this: %s", p)
	}
}

// Raw encodes a value as JSON.
func Raw(t Reporter, v any) json.RawMessage {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("encode: %v", err)
	}
	return b
}

// ContainsText reports whether a drawing contains a text.
func ContainsText(s, part string) bool { return bytes.Contains([]byte(s), []byte(part)) }

// RefusedAs returns the refusal in an error. Any other error fails the test.
func RefusedAs(t *testing.T, err error) *lead.Refusal {
	t.Helper()
	r, ok := errors.AsType[*lead.Refusal](err)
	if !ok {
		t.Fatalf("got %v, want a refusal", err)
	}
	return r
}

// Numbered returns a copy of a lead with another number.
func Numbered(l *lead.Lead, id lead.ID) *lead.Lead {
	l = l.Clone()
	l.ID = id
	return l
}

// ButtonsIn lists the buttons of a drawing.
func ButtonsIn(v any) []map[string]any {
	var found []map[string]any
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			found = append(found, ButtonsIn(x)...)
		}
	case map[string]any:
		if v["type"] == "button" {
			return []map[string]any{v}
		}
		for _, x := range v {
			found = append(found, ButtonsIn(x)...)
		}
	}
	return found
}
