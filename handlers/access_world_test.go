package handlers

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"dibs/bot"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
	"dibs/store/storetest"
	"dibs/workflows"
	"dibs/workflows/workflowstest"
)

// The access matrix tests who sees what. Each role asks, presses and submits everything about each lead, and no answer
// may contain anything that is hidden from the role. Each field of each lead has a marker: a word that occurs nowhere
// else.

// markedProcess is a playbook with two partners, and with routes, sources and campaigns for the marked leads. fmt fills
// in what is hidden from the partners, the sources and the campaigns.
const markedProcess = `
company: Acme
timezone: Europe/Berlin
currency: EUR
hours:
  office: {timezone: Europe/Berlin, open: {mon-sun: ["00:00-24:00"]}}
people:
  ana@acme.example: {role: rep, team: sales, backup: ben@acme.example}
  ben@acme.example: {role: rep, team: sales}
  carla@acme.example: {role: rep, team: americas}
  dan@acme.example: {role: qualifier}
  mia@acme.example: {role: manager}
  gwen@acme.example: {role: manager}
  max@acme.example: {role: marketing}
teams:
  sales: {manager: mia@acme.example, hours: office}
  americas: {manager: mia@acme.example, hours: office}
partners:
  Nordwind: {channel: "#nordwind", people: [pia@nordwind.example, pat@nordwind.example], accept_within: 2h, hide: [%[1]s]}
  Suedwind: {channel: "#suedwind", people: [sue@suedwind.example], accept_within: 2h, hide: [%[1]s]}
definition:
  text: A company with staff that asked for a demo.
  requires: [email]
  sales_ready: 'engagement >= 40'
  checklist: [{id: need, ask: "Is there a need?", required: true}]
scoring:
  engagement:
    - {event: demo_request, points: 45, half_life: 14d}
    - {event: attended, points: 20, half_life: 14d}
  temperature: {hot: 'engagement >= 60', warm: 'engagement >= 40'}
sources: {%[2]s}
campaigns: {%[3]s}
routing:
  - {name: north, when: 'lead.employees in [5504, 5505, 5509]', to: {partner: Nordwind, team: sales}}
  - {name: south, when: 'lead.employees == 5506', to: {partner: Suedwind, team: sales}}
  - {name: all, to: {channel: "#leads", team: sales, assign: claim}}
qualifiers: {channel: "#qualify", team: sales}
marketing: {channel: "#marketing"}
ladders:
  claim: {any: [{after: 10m, do: remind, tell: pool}, {after: 20m, do: remind, tell: manager}]}
  accept: {any: [{after: 10m, do: remind, tell: owner}]}
  first_contact: {any: [{after: 10m, do: remind, tell: owner}]}
  next_step: {any: [{after: 0m, do: remind, tell: owner}]}
reasons: {lost: [price], hand_back: [not now], not_a_fit: [too small]}
referrals: {per_lead: {amount: 10, when: certified}, per_won: 250, currency: EUR}
summary: {amounts_in: ["#leads"]}
digests: {reps: "08:30", managers: "mon 09:00", channel: {to: "#leads", at: "fri 16:00"}}
`

// The marked leads, by letter.
const (
	inPool      = "a" // ours, unclaimed; a guest referred it
	owned       = "b" // owned by Ana, with a logged contact, a next step and an amount
	lost        = "c" // closed as lost
	atPartner   = "d" // offered to Nordwind; Kim, a colleague, referred it
	accepted    = "e" // accepted by Pat of Nordwind
	atOther     = "f" // offered to Suedwind
	inquiry     = "g" // with the qualifiers
	nurtured    = "h" // with marketing
	passedOn    = "i" // passed by Pat of Nordwind, so it is ours
	mergedAway  = "j" // merged into inPool
	markedLeads = inPool + owned + lost + atPartner + accepted + atOther + inquiry + nurtured + passedOn + mergedAway
)

// marked has the markers of all leads, by letter and field.
var marked = func() map[string]map[string]string {
	all := map[string]map[string]string{}
	for letter := range strings.SplitSeq(markedLeads, "") {
		all[letter] = marksOf(letter)
	}
	return all
}()

// marksOf makes the markers of a lead, by field. A marker with a | has several spellings.
func marksOf(letter string) map[string]string {
	n := int(letter[0]-'a') + 1
	m := map[string]string{
		"country": "qq" + letter + "z", "phone": fmt.Sprintf("777000%02d", n), "employees": fmt.Sprintf("5,5%02d", n),
		"value": fmt.Sprintf("7,000,0%02d|70000%02d", n, n), "amount": fmt.Sprintf("8,000,0%02d|80000%02d", n, n),
	}
	for _, f := range []string{"name", "email", "domain", "title", "company", "site", "message", "source", "campaign", "attribute", "comment", "next", "reason"} {
		m[f] = "mk" + f + letter + "z"
	}
	return m
}

// The fields of marksOf that the matrix expects to be hidden from some readers.
var (
	contactFields  = []string{"email", "domain", "phone", "message", "attribute", "comment", "next"}
	amountFields   = []string{"value", "amount"}
	allFields      = append([]string{"name", "title", "company", "site", "country", "employees", "source", "campaign", "reason"}, append(contactFields, amountFields...)...)
	hiddenByFields = map[string][]string{ // by what `hide` names in the playbook
		"name, email, phone, title, company, website, country, employees, message, source, campaign, value, attributes": allFields,
		"name, company": {"name", "company", "email", "domain", "phone", "comment", "next", "reason", "amount", "value"},
	}
)

// world has a database with the marked leads, and a process that works on a copy of it.
type world struct {
	*desk
	file  []byte // the original database
	hide  string // the fields that the playbook hides from partners
	book  *playbook.Playbook
	board *board
	ids   map[string]lead.ID

	leads map[string]*lead.Lead // by letter, as last read

	close   func() error
	changed func() bool // reads the leads again, and reports whether one has changed
}

// board keeps all messages that were sent, and where each card is.
type board struct {
	still
	sent   []outbox.Message
	places map[lead.ID]lead.Place
}

func (b *board) Post(_ context.Context, m outbox.Message) (lead.Place, error) {
	b.sent = append(b.sent, m)
	p := lead.Place{Channel: "C0" + strings.ToUpper(strings.TrimPrefix(m.Place.Channel, "#")), TS: fmt.Sprintf("%d.000100", 1795000000+len(b.sent))}
	if m.Kind == outbox.Card && !m.Copy {
		b.places[m.Lead.ID] = p
	}
	return p, nil
}

func (b *board) Update(_ context.Context, m outbox.Message) error {
	b.sent = append(b.sent, m)
	return nil
}

// newWorld makes a world with all marked leads. The world itself is stopped; use a copy.
func newWorld(t *testing.T, hide string) *world {
	t.Helper()
	var sources, campaigns []string
	for _, letter := range strings.Split(markedLeads, "") {
		m := marks(letter)
		sources = append(sources, m["source"]+": {engagement: demo_request}")
		campaigns = append(campaigns, m["campaign"]+": {source: "+m["source"]+"}")
	}
	text := fmt.Sprintf(markedProcess, hide, strings.Join(sources, ", "), strings.Join(campaigns, ", "))
	pb, err := playbook.Parse("playbook.yaml", []byte(text), func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	w := &world{hide: hide, book: pb, ids: map[string]lead.ID{}, board: &board{places: map[lead.ID]lead.Place{}}}
	url := storetest.SQLite(t)
	w.start(t, url)
	w.arrange()
	if err := w.close(); err != nil {
		t.Fatal(err)
	}
	if w.file, err = os.ReadFile(strings.TrimPrefix(url, "sqlite:")); err != nil {
		t.Fatal(err)
	}
	return w
}

// start opens a database and starts a process on it.
func (w *world) start(t *testing.T, url string) {
	t.Helper()
	db := storetest.Open(t, url)
	w.close = db.Close
	w.changed = func() bool {
		leads, err := db.Leads(t.Context(), slices.Collect(maps.Values(w.ids))...)
		if err != nil {
			t.Fatal(err)
		}
		changed := false
		for _, l := range leads {
			for letter, id := range w.ids {
				if l.ID == id {
					changed = changed || w.leads[letter] == nil || w.leads[letter].Version != l.Version
					w.leads[letter] = l
				}
			}
		}
		return changed
	}
	if err := db.PutPlaybook(t.Context(), w.book.Version(), w.book.Text(), sunday); err != nil {
		t.Fatal(err)
	}
	p := workflowstest.New(workflowstest.Config{Store: db, Timers: still{}, Board: w.board, Playbook: w.book, Worker: "test"})
	w.desk = on(t, p, sunday.Add(time.Hour))
	if err := p.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.leads = map[string]*lead.Lead{}
	w.changed()
	p.Signal() // so that exactly one signal is pending, which the next line takes
	<-p.Behind()
}

// copied makes another world from the original database.
func (w *world) copied(t *testing.T) *world {
	t.Helper()
	c := &world{file: w.file, hide: w.hide, book: w.book, ids: w.ids, board: &board{places: maps.Clone(w.board.places)}}
	c.restore(t)
	return c
}

// restart puts the world back to the original database.
func (w *world) restart(t *testing.T) {
	t.Helper()
	if err := w.close(); err != nil {
		t.Fatal(err)
	}
	w.restore(t)
}

// restore starts a process on a new copy of the original database.
func (w *world) restore(t *testing.T) {
	t.Helper()
	url := storetest.SQLite(t)
	if err := os.WriteFile(strings.TrimPrefix(url, "sqlite:"), w.file, 0o600); err != nil {
		t.Fatal(err)
	}
	w.start(t, url)
}

// arrange registers the marked leads and brings each one into its state.
func (w *world) arrange() {
	t, e, ctx := w.t, w.engine, w.t.Context()
	t.Helper()
	must := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	domains := map[string]string{"pia": "nordwind", "pat": "nordwind", "sue": "suedwind"}
	var users []bot.User
	for _, r := range append(roles[:len(roles)-1:len(roles)-1], role{name: "ben"}) {
		domain := domains[r.name]
		if domain == "" {
			domain = "acme"
		}
		users = append(users, bot.User{
			ID: "U" + strings.ToUpper(r.name), Name: r.name, RealName: strings.ToUpper(r.name[:1]) + r.name[1:] + " Example",
			Email: r.name + "@" + domain + ".example", Guest: r.guest, TZ: "Europe/Berlin",
		})
	}
	must(nil, w.process.SyncPeople(ctx, sunday, People(sunday, users...)...))
	by := func(name string) lead.PersonID { return w.member(name).ID }
	now := sunday
	for _, letter := range strings.Split(markedLeads, "") {
		in := inquiryOf(letter)
		switch letter {
		case inPool:
			in.Referrer = by("rex")
		case atPartner:
			in.Referrer = by("kim")
		}
		r, err := e.Register(ctx, workflows.Intake{Inquiry: in}, now)
		must(nil, err)
		w.ids[letter] = r.ID
		_, err = e.Comment(ctx, r.ID, by("mia"), marks(letter)["comment"], now)
		must(nil, err)
		in.ExternalID = "again" + letter
		_, err = e.Register(ctx, workflows.Intake{Inquiry: in}, now)
		must(nil, err)
	}
	reason := func(letter string) string { return marks(letter)["reason"] }
	amount := func(letter string) lead.Money {
		return lead.Money{Minor: (8_000_000 + int64(letter[0]-'a') + 1) * 100, Currency: "EUR"}
	}
	later := now.Add(30 * time.Hour)
	work := func(letter, name string) {
		must(e.LogContact(ctx, w.ids[letter], by(name), lead.Touch{
			Method: lead.Call, Outcome: lead.Reached, Note: marks(letter)["comment"], Next: &lead.NextStep{What: marks(letter)["next"], At: later},
		}, now))
		must(e.Qualify(ctx, w.ids[letter], by(name), lead.Verdict{Answers: lead.Answers{"need": lead.Yes}, Amount: amount(letter)}, now))
		must(e.Snooze(ctx, w.ids[letter], by(name), later, reason(letter), now))
	}
	must(e.Claim(ctx, w.ids[owned], by("ana"), now))
	work(owned, "ana")
	must(e.Claim(ctx, w.ids[lost], by("ana"), now))
	work(lost, "ana")
	must(e.Lose(ctx, w.ids[lost], by("ana"), amount(lost), reason(lost), marks(lost)["comment"], now))
	must(e.Accept(ctx, w.ids[accepted], by("pat"), now))
	work(accepted, "pat")
	must(e.NotAFit(ctx, w.ids[nurtured], by("ana"), reason(nurtured), marks(nurtured)["comment"], now))
	must(e.Pass(ctx, w.ids[passedOn], by("pat"), reason(passedOn), now))
	must(e.Merge(ctx, w.ids[mergedAway], w.ids[inPool], by("mia"), now))
	w.publish(now.Add(time.Minute))
	w.changed()
}

// publish sends everything that is waiting to be sent.
func (w *world) publish(now time.Time) {
	w.t.Helper()
	for range 200 {
		cards, err := w.process.PublishOnce(w.t.Context(), "test", now)
		if err != nil {
			w.t.Fatal(err)
		}
		notes, err := w.process.NotifyOnce(w.t.Context(), "test", now)
		if err != nil {
			w.t.Fatal(err)
		}
		if cards+notes == 0 {
			return
		}
		now = now.Add(time.Second)
	}
	w.t.Fatal("after 200 rounds there is still something to send")
}

// person returns the id and the Slack id of the person with a name, who is stored if they are new.
func (w *world) person(name string) (lead.PersonID, string) {
	slackID := "U" + strings.ToUpper(name)
	id, err := w.dir.Person(w.t.Context(), slackID, name)
	if err != nil {
		w.t.Fatal(err)
	}
	return id, slackID
}

// checkLeaks reports every marker that is hidden from the role and that the drawing shows. typed is what the person
// typed themselves, which an answer may repeat.
func (w *world) checkLeaks(r role, what string, drawing any, typed ...string) {
	w.t.Helper()
	raw, err := json.Marshal(drawing)
	if err != nil {
		w.t.Fatal(err)
	}
	text := strings.ToLower(string(raw))
	for _, own := range typed {
		for word := range strings.FieldsSeq(strings.ToLower(own)) {
			if strings.HasPrefix(word, "mk") || strings.HasPrefix(word, "+4930") {
				text = strings.ReplaceAll(text, word, "")
			}
		}
	}
	for _, letter := range strings.Split(markedLeads, "") {
		m := marks(letter)
		for _, field := range r.hidden(w.leads[letter], w.hide) {
			for marker := range strings.SplitSeq(m[field], "|") {
				if at := strings.Index(text, marker); at >= 0 {
					w.t.Errorf("%s sees, with %s, the %s of lead %s: …%s…", r.name, what, field, letter, text[max(0, at-60):min(len(text), at+40)])
				}
			}
		}
	}
}
