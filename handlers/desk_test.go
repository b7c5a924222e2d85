package handlers

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"dibs/bot"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
	"dibs/store/storetest"
	"dibs/workflows"
	"dibs/workflows/directory"
	"dibs/workflows/lookup"
	"dibs/workflows/publish"
	"dibs/workflows/workflowstest"
)

// process is a playbook with one team of ours, which has business hours, and a partner that gets the leads from Poland.
const process = `
company: Acme
timezone: Europe/Berlin
currency: EUR
hours:
  office: {timezone: Europe/Berlin, open: {mon-fri: ["09:00-17:30"]}}
people:
  ana@acme.example: {role: rep, team: sales, backup: ben@acme.example}
  ben@acme.example: {role: rep, team: sales}
  mia@acme.example: {role: manager}
teams:
  sales: {manager: mia@acme.example, hours: office}
partners:
  Nordwind: {channel: "#nordwind", people: [pia@partner.example, pat@partner.example], hide: [email, phone]}
definition:
  text: A company with staff that asked for a demo.
  requires: [email]
  sales_ready: 'engagement >= 40'
scoring:
  engagement:
    - {event: demo_request, points: 45, half_life: 14d}
    - {event: attended, points: 20, half_life: 14d}
    - {event: newsletter, points: 5, half_life: 14d}
  temperature: {hot: 'engagement >= 60', warm: 'engagement >= 40'}
sources:
  demo: {engagement: demo_request}
routing:
  - {name: Poland, when: 'lead.country == "PL"', to: {partner: Nordwind, team: sales}}
  - {name: all, to: {channel: "#leads", team: sales, assign: claim}}
qualifiers: {channel: "#qualify", team: sales}
marketing: {channel: "#marketing"}
summary: {amounts_in: ["#leads"]}
`

// sunday is Sunday, 22 November 2026, 15:30 in Berlin.
var sunday = time.Date(2026, 11, 22, 14, 30, 0, 0, time.UTC)

// desk sends requests as people do in Slack and programs do over HTTP. The workflows and the database are real.
type desk struct {
	t         *testing.T
	process   *workflowstest.Process
	engine    *workflows.Engine
	dir       *directory.Directory
	finder    *lookup.Finder
	publisher *publish.Publisher
	slack     *Slack
	mux       *bot.Mux     // with the routes of slack
	logs      bytes.Buffer // what mux logged: the faults of handlers
	http      http.Handler
	clock     time.Time // moves only when a test moves it
	sent      int       // messages to Dibs
}

// on makes a desk on a process.
func on(t *testing.T, p *workflowstest.Process, clock time.Time) *desk {
	t.Helper()
	d := &desk{t: t, process: p, engine: p.Engine, dir: p.Directory, finder: p.Finder, publisher: p.Publisher, clock: clock}
	d.slack = NewSlack(SlackConfig{
		Engine: p.Engine, Availability: p.Availability, Directory: p.Directory, Finder: p.Finder, Figures: p.Reporter, Publisher: p.Publisher,
		Now: func() time.Time { return d.clock }, Log: slog.New(slog.DiscardHandler),
	})
	d.mux = bot.NewMux(nil, slog.New(slog.NewTextHandler(&d.logs, nil)))
	d.mux.Timeout = time.Minute // on a busy machine
	d.slack.Routes(d.mux)
	return d
}

// serve returns the response to a request. The test ends if the request fails.
func (d *desk) serve(r *bot.Request) bot.Response {
	d.t.Helper()
	resp := d.mux.Serve(d.t.Context(), r)
	if d.logs.Len() > 0 {
		d.t.Fatalf("the request failed: %s", &d.logs)
	}
	return resp
}

// fails reports whether a request fails.
func (d *desk) fails(r *bot.Request) bool {
	defer d.logs.Reset()
	d.mux.Serve(d.t.Context(), r)
	return d.logs.Len() > 0
}

// minute moves the clock by one minute.
func (d *desk) minute() { d.clock = d.clock.Add(time.Minute) }

// open makes a desk with a new database, on Sunday.
func open(t *testing.T) *desk {
	t.Helper()
	pb, err := playbook.Parse("playbook.yaml", []byte(process), func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	db := storetest.Open(t, storetest.SQLite(t))
	if err := db.PutPlaybook(t.Context(), pb.Version(), pb.Text(), sunday); err != nil {
		t.Fatal(err)
	}
	e := workflowstest.New(workflowstest.Config{
		Store: db, Timers: still{}, Board: still{}, Playbook: pb, Worker: "test",
	})
	d := on(t, e, sunday)
	keys, err := ParseKeys("crm:open-sesame")
	if err != nil {
		t.Fatal(err)
	}
	d.http = NewHTTP(HTTPConfig{Engine: e.Engine, Directory: e.Directory, Keys: keys, Now: func() time.Time { return d.clock }, Log: slog.New(slog.DiscardHandler)})
	user := func(name, email, zone string) bot.User {
		return bot.User{ID: "U" + strings.ToUpper(name), Name: name, RealName: strings.ToUpper(name[:1]) + name[1:] + " Example", Email: email, TZ: zone}
	}
	pia := user("pia", "pia@partner.example", "Europe/Warsaw")
	pia.Guest = true
	err = e.SyncPeople(t.Context(), sunday, People(sunday,
		user("ana", "ana@acme.example", "Europe/Berlin"), user("ben", "ben@acme.example", "America/New_York"),
		user("mia", "mia@acme.example", "Europe/Berlin"), pia, user("zoe", "zoe@acme.example", ""))...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// still is a board and timers that do nothing.
type still struct{}

func (still) Post(context.Context, outbox.Message) (lead.Place, error) { return lead.Place{}, nil }
func (still) Update(context.Context, outbox.Message) error             { return nil }
func (still) Find(context.Context, outbox.Message, time.Time) (lead.Place, bool, error) {
	return lead.Place{}, false, nil
}
func (still) Home(context.Context, outbox.HomeView, string) (string, error) { return "drawn", nil }
func (still) Arm(context.Context, map[lead.ID]time.Time) error              { return nil }
func (still) Disarm(context.Context, ...lead.ID) error                      { return nil }
func (still) Lease(context.Context, time.Time, int, time.Duration) ([]lead.ID, error) {
	return nil, nil
}

// member returns a person as the directory knows them now.
func (d *desk) member(name string) lead.Member {
	d.t.Helper()
	id, ok := d.dir.Crew().BySlackID("U" + strings.ToUpper(name))
	if !ok {
		d.t.Fatalf("nobody has the name %s", name)
	}
	return d.dir.Crew().Member(id)
}

// register registers a warm lead from a country.
func (d *desk) register(name, country string) lead.ID {
	d.t.Helper()
	r, err := d.engine.Register(d.t.Context(), workflows.Intake{Inquiry: lead.Inquiry{
		Source: "demo", Message: "Please call me.",
		Contact: lead.Contact{Name: name, Email: strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@customer.example"},
		Company: lead.Company{Name: name + " Ltd", Country: country},
	}}, sunday)
	if err != nil {
		d.t.Fatal(err)
	}
	return r.ID
}

// says returns the answer to a person who types a line after /lead.
func (d *desk) says(name, line string) string {
	d.t.Helper()
	return d.shows(d.serve(d.request(name, bot.Request{Kind: bot.KindCommand, Command: bot.Command, Text: line})))
}

// clicks returns the answer when Pia, who works for the partner, presses a button of a lead.
func (d *desk) clicks(action string, id lead.ID) string {
	d.t.Helper()
	return d.shows(d.serve(d.request("pia", bot.Request{Kind: bot.KindAction, Action: bot.Action{ID: action, Value: id.String()}})))
}

// request fills in the person and the channel of a request.
func (d *desk) request(name string, r bot.Request) *bot.Request {
	r.User = bot.Ref{ID: d.member(name).SlackID, Name: name}
	r.Channel = bot.Ref{ID: "C1", Name: "general"}
	return &r
}

// shows returns everything that a response shows, as JSON.
func (d *desk) shows(r bot.Response) string {
	d.t.Helper()
	var shown []any
	if r.Reply != nil {
		shown = append(shown, r.Reply.Text, r.Reply.Blocks)
	}
	if r.View != nil {
		shown = append(shown, r.View)
	}
	raw, err := json.Marshal(shown)
	if err != nil {
		d.t.Fatal(err)
	}
	return string(raw)
}

// expect reports an error unless an answer contains all of the words.
func (d *desk) expect(said string, words ...string) {
	d.t.Helper()
	for _, w := range words {
		if !strings.Contains(said, w) {
			d.t.Errorf("%q is missing in the answer\n%s", w, said)
		}
	}
}

// post sends JSON with the API key of the CRM, and returns the status and the body of the response.
func (d *desk) post(path, body string) (int, map[string]any) {
	d.t.Helper()
	r := httptest.NewRequestWithContext(d.t.Context(), http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer open-sesame")
	w := httptest.NewRecorder()
	d.http.ServeHTTP(w, r)
	got := map[string]any{}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		d.t.Fatalf("%s returns %d %q, not JSON", path, w.Code, w.Body)
	}
	return w.Code, got
}

func berlin(t *testing.T) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// userOf returns a person as a Slack user without a status.
func userOf(d *desk, name string) bot.User {
	m := d.member(name)
	return bot.User{ID: m.SlackID, Name: name, RealName: m.Name, Email: m.Email, TZ: m.Zone}
}

// changes sends the event that a Slack user changed.
func (d *desk) changes(u bot.User) {
	d.t.Helper()
	d.serve(&bot.Request{Kind: bot.KindEvent, Event: bot.Event{Type: "user_change", User: u.ID, Profile: &u}})
}
