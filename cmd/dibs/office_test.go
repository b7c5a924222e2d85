package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"testing"

	"dibs/lead"
	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

//go:embed testdata/office.yaml
var officePlaybook []byte

// office is the program and people of every role, and of none.
type office struct {
	*program
	t testing.TB

	ana, ben       *simtest.Person // reps, each the other's backup
	carla, lin     *simtest.Person // reps of another team, where there is one
	dan, eva       *simtest.Person // qualifiers
	mia, ola       *simtest.Person // the manager, and the admin
	max            *simtest.Person // marketing
	zoe, gus       *simtest.Person // a colleague without a role, and a guest
	pia, pau, nils *simtest.Person // of two partners, where there are any
}

// inOffice runs a test in each setup, in an office with a sales channel for each story. It runs in parallel with
// others: most of the time it waits for Slack's pace.
func inOffice(t *testing.T, channels []string, f func(t *testing.T, o office)) {
	t.Helper()
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			f(t, openOffice(t, s, channels...))
		})
	}
}

// openOffice starts the program with the office's playbook. A lead whose campaign begins with x goes to the channel
// #x, any other to #leads.
func openOffice(t testing.TB, s setup, channels ...string) office {
	t.Helper()
	return openOfficeWith(t, s, officePlaybook, channels)
}

// openOfficeWith is openOffice with another playbook, to which it adds the routing.
func openOfficeWith(t testing.TB, s setup, base []byte, channels []string, args ...string) office {
	t.Helper()
	playbook := append(slices.Clone(base), "\nrouting:\n"...)
	for _, c := range channels {
		playbook = fmt.Appendf(playbook, "  - {name: %[1]s, when: 'lead.campaign startsWith %[1]q', to: {channel: \"#%[1]s\", team: sales, assign: claim}}\n", c)
	}
	playbook = append(playbook, "  - {name: everything else, to: {channel: \"#leads\", team: sales, assign: claim}}\n"...)
	return officeIn(t, s, playbook, args...)
}

// officeIn is an office with a complete playbook, in a workspace with all channels that it names.
func officeIn(t testing.TB, s setup, playbook []byte, args ...string) office {
	t.Helper()
	cfg := demoWorkspace("")
	cfg.Users = append(cfg.Users, colleagues...)
	for _, c := range channelName.FindAllSubmatch(playbook, -1) {
		name := string(c[1])
		if !slices.ContainsFunc(cfg.Channels, func(o slacksim.Channel) bool { return o.Name == name }) {
			cfg.Channels = append(cfg.Channels, slacksim.Channel{Name: name})
		}
	}
	p := startIn(t, s, cfg, playbook, args...)
	return office{
		program: p, t: t,
		ana: p.as(t, "ana"), ben: p.as(t, "ben"), carla: p.as(t, "carla"), lin: p.as(t, "lin"), dan: p.as(t, "dan"), eva: p.as(t, "eva"),
		mia: p.as(t, "mia"), ola: p.as(t, "ola"), max: p.as(t, "max"), zoe: p.as(t, "zoe"), gus: p.as(t, "gus"),
		pia: p.as(t, "pia"), pau: p.as(t, "pau"), nils: p.as(t, "nils"),
	}
}

// colleagues are the people of the office who are not in the demo.
var colleagues = []slacksim.User{
	{Name: "eva", RealName: "Eva Novak", Email: "eva@acme.example", TZ: "Europe/Berlin"},
	{Name: "lin", RealName: "Lin Zhou", Email: "lin@acme.example", TZ: "Europe/Berlin"},
	{Name: "ola", RealName: "Ola Berg", Email: "ola@acme.example", TZ: "Europe/Berlin"},
	{Name: "gus", RealName: "Gus Guest", Email: "gus@partner.example", TZ: "Europe/Berlin", Guest: true},
	{Name: "pia", RealName: "Pia Serra", Email: "pia@iberia.example", TZ: "Europe/Madrid", Guest: true},
	{Name: "pau", RealName: "Pau Vidal", Email: "pau@iberia.example", TZ: "Europe/Madrid", Guest: true},
	{Name: "nils", RealName: "Nils Dahl", Email: "nils@nordic.example", TZ: "Europe/Oslo", Guest: true},
}

// channelName matches the channels that a playbook names.
var channelName = regexp.MustCompile(`"#([a-z0-9-]+)"`)

// hot registers a lead that meets the definition, in the channel of the campaign.
func (o office) hot(campaign, name string) lead.ID {
	o.t.Helper()
	return o.register(map[string]any{
		"source": "demo", "campaign": campaign, "name": name, "email": mailbox(name), "phone": "+49 30 901820",
		"company": firm(name), "employees": 420, "country": "DE", "message": "Please call me.",
	})
}

// inquiry registers a lead that the qualifiers look at.
func (o office) inquiry(name string) {
	o.t.Helper()
	o.register(map[string]any{
		"source": "referral", "name": name, "email": mailbox(name), "phone": "+49 30 901820", "company": firm(name), "message": "Hello",
	})
}

// cool registers a lead that goes to marketing.
func (o office) cool(name string) {
	o.t.Helper()
	o.register(map[string]any{"source": "newsletter", "name": name, "email": mailbox(name), "company": firm(name)})
}

func mailbox(name string) string { return lastName(name) + "@customer.example" }
func firm(name string) string    { return lastName(name) + " GmbH" }

func lastName(name string) string {
	var given, family string
	if _, err := fmt.Sscan(name, &given, &family); err != nil {
		panic("a person of a test has a name and a surname: " + name)
	}
	return family
}

// register posts a lead and returns its number.
func (p *program) register(t testing.TB, fields map[string]any) lead.ID {
	t.Helper()
	body, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	status, answer := p.post(t, "/v1/leads", body, apiKey())
	if status != http.StatusCreated {
		t.Fatalf("POST /v1/leads answered %d %v", status, answer)
	}
	return number(answer["id"])
}

func (o office) register(fields map[string]any) lead.ID {
	o.t.Helper()
	return o.program.register(o.t, fields)
}

func apiKey() http.Header { return http.Header{"Authorization": {"Bearer demo-secret"}} }

// number reads a lead's number from a value of a JSON answer.
func number(v any) lead.ID {
	n, _ := v.(float64)
	return lead.ID(n)
}

// claim has a person claim a lead by its number, wherever its card is.
func (o office) claim(p *simtest.Person, id lead.ID) {
	o.t.Helper()
	p.Command("#general", "/lead claim "+id.String())
	p.ExpectPrivate("#general", "It's yours: ")
}

// submit fills in a dialog, by label and value in turn, and submits it.
func (o office) submit(p *simtest.Person, title string, entries ...string) {
	o.t.Helper()
	submit(o.t, p, fill(p.ExpectView(title), entries...))
}

// fill fills in a dialog, by label and value in turn.
func fill(v simtest.View, entries ...string) simtest.View {
	for i := 0; i+1 < len(entries); i += 2 {
		v.Fill(entries[i], entries[i+1])
	}
	return v
}

// refused submits a dialog and expects that it stays open, with a sentence below a field.
func (o office) refused(p *simtest.Person, v simtest.View, field, sentence string) {
	o.t.Helper()
	errs := p.Submit(v)
	if got := errs[field]; got != sentence {
		o.t.Errorf("below %q the dialog says %q, want %q; all: %v", field, got, sentence, errs)
	}
}

// sideBySide runs a step of each story in turn: while one channel has to wait, because Slack accepts one message a
// second, another one goes on.
func sideBySide(stories ...[]func()) {
	for step, more := 0, true; more; step++ {
		more = false
		for _, s := range stories {
			if step < len(s) {
				s[step]()
				more = true
			}
		}
	}
}
