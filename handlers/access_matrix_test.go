package handlers

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dibs/ask"
	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
	"dibs/lead/outbox"
)

// attempt is one request of somebody, and what they typed in it.
type tried struct {
	what  string
	req   bot.Request
	typed string
}

// lines are what people type, by verb. %d is the number of the lead, and the fields are its markers.
var lines = map[ask.Verb][]string{
	ask.Help:       {"help"},
	ask.Thanks:     {"thanks"},
	ask.New:        {"new {email} {company}"},
	ask.Mine:       {"mine"},
	ask.Due:        {"due", "overdue", "due for everyone", "due this month for everyone"},
	ask.Next:       {"next"},
	ask.Find:       {"find {company}", "find {name}", "find {email}", "find {phone}", "find {site}", "find %d"},
	ask.Show:       {"show %d", "show {company}", "show {name}"},
	ask.Owner:      {"who owns %d", "who has {company}"},
	ask.Known:      {"do we know {company}", "do we know {email}", "is {domain}.example already a lead"},
	ask.Claim:      {"claim %d", "claim {company}", "claim"},
	ask.Assign:     {"assign %d", "assign %d to ana", "assign {company} to ben"},
	ask.Note:       {"note %d hello there"},
	ask.Remind:     {"remind me tomorrow 9am about %d", "remind me tomorrow 9am about %d to call them", "remind ana tomorrow 9am about %d", "remind me tomorrow to sing"},
	ask.Summary:    {"summary", "summary by owner", "summary by source", "summary by week"},
	ask.Report:     {"report", "report by month", "report by source"},
	ask.Count:      {"how many leads", "how many leads by source", "how many leads from {source}"},
	ask.List:       {"list leads", "list open leads", "list leads of last month", "list hot leads", "list lost leads", "list leads from {source}", "list leads of {campaign}"},
	ask.Definition: {"definition", "definition %d"},
	ask.Roster:     {"who is away"},
	ask.Away:       {"away until friday"},
	ask.Back:       {"back"},
}

// more is what can follow an act, beside its own words and the number of the lead.
var actWords = map[ask.Act][]string{
	ask.Won: {"1,200"}, ask.Lost: {"because price"}, ask.NotAFit: {"because too small"}, ask.HandBack: {"because not now"}, ask.Snooze: {"until tomorrow"},
	ask.Decline: {"no time"}, ask.Merge: {"into %[2]d"}, ask.Disqualify: {"because spam"},
}

// otherValues are what the buttons bring along whose value is not the number of a lead. %d is the number of a lead.
var otherValues = map[string][]string{
	view.ActionAmounts: {"p1@1795357800 summary"}, "show_leads": {"p1@1795357800 list leads", "p1@1795357800 list leads from {source}"},
	view.ActionAsk: {"show %d", "list open leads"}, view.ActionNewLead: {"new", "{email}"}, dialog.ActionLookUp: nil, // see TestSubmit
	view.ActionHomeNext: {"pool:0"}, view.ActionHomeBack: {"pool:0"}, view.ActionAway: {"away"}, view.ActionBack: {"back"}, view.ActionDigests: {""},
}

// TestNobodyIsAnsweredWithWhatIsHiddenFromThem runs the whole matrix. What can be asked, pressed, sent in and used is read
// from the code, so that something new is in it by itself, or fails because the matrix does not know how to use it.
func TestNobodyIsAnsweredWithWhatIsHiddenFromThem(t *testing.T) {
	for hide := range hiddenByFields {
		made := newWorld(t, hide)
		for _, r := range roles {
			if !concerned(r, hide) {
				continue
			}
			t.Run(r.name+" of "+strconv.Itoa(len(strings.Split(hide, ","))), func(t *testing.T) {
				t.Parallel()
				w := made.copied(t)
				verbs, routes, used := map[ask.Verb]bool{}, routesOf(w.mux), map[string]bool{}
				for _, letter := range strings.Split(r.leads, "") {
					for _, c := range w.requests(r, letter, verbs, routes) {
						used[string(c.req.Kind)+" "+nameOf(c.req)] = true
						w.try(r, letter, c)
					}
				}
				w.showsHome(r)
				for v := range w.answers {
					if !verbs[v] {
						t.Errorf("no line is read as %q: write one", v)
					}
				}
				for _, route := range routes {
					if !used[route] {
						t.Errorf("the matrix never sends %q: teach it how", route)
					}
				}
			})
		}
	}
}

// TestNobodyIsSentWhatIsHiddenFromThem looks at every message that is sent in two days, while clocks run out and digests
// come, and at a notification of every kind about every lead to everybody.
func TestNobodyIsSentWhatIsHiddenFromThem(t *testing.T) {
	for hide := range hiddenByFields {
		w := newWorld(t, hide)
		w.publishes()
		w = w.copied(t)
		for range 12 {
			w.clock = w.clock.Add(4 * time.Hour)
			for _, id := range w.ids {
				if err := w.engine.Wake(t.Context(), id, w.clock); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.publisher.ScheduleDigests(t.Context(), w.clock); err != nil {
				t.Fatal(err)
			}
			w.publish(w.clock.Add(time.Minute))
			w.changed()
			w.publishes()
			w.board.sent = nil
		}
		w = w.copied(t)
		for _, r := range roles {
			if !concerned(r, hide) {
				continue
			}
			to, _ := w.person(r.name)
			var items []outbox.Item
			for _, letter := range strings.Split(markedLeads, "") {
				f, err := w.finder.Look(t.Context(), w.ids[letter])
				if err != nil {
					t.Fatal(err)
				}
				for _, kind := range constants(t, "../lead/outbox", "NotificationKind") {
					for _, e := range f.Events {
						items = append(items, outbox.Item{Kind: outbox.NotificationKind(kind), Lead: f.Lead, Event: e, Home: f.Home, Section: outbox.SectionToday})
					}
				}
			}
			for n, i := range items {
				m := outbox.Message{Kind: outbox.DirectMessage, To: to, Crew: w.dir.Crew(), Now: w.clock, Items: []outbox.Item{i}}
				w.leaks(r, "a "+string(i.Kind), view.Notification(m, w.book))
				if m.Items = items[n:min(len(items), n+outbox.MaxItems)]; n%outbox.MaxItems == 0 {
					w.leaks(r, "several notifications", []any{view.Notification(m, w.book), view.Briefing(m, w.book)})
				}
			}
		}
	}
}

// concerned reports whether it matters to a role what the playbook hides: to partners it does, and for everybody else one
// playbook is enough.
func concerned(r role, hide string) bool {
	return slices.Contains(partners, r.name) || len(hiddenByFields[hide]) == len(allFields)
}

// try sends a request and looks at the answer. If it changed a lead, the world begins again.
func (w *world) try(r role, letter string, c tried) {
	w.t.Helper()
	_, slackID := w.person(r.name)
	c.req.User = bot.Ref{ID: slackID, Name: r.name}
	if c.req.Kind == bot.KindEvent {
		c.req.Event.User, c.req.Event.Us, c.req.Event.TS = slackID, "UDIBS", "1.1"
	}
	resp := w.mux.Serve(w.t.Context(), &c.req)
	what := fmt.Sprintf("%s on %s", c.what, letter)
	if w.logs.Len() > 0 {
		w.t.Errorf("%s, by %s, fails: %s", r.name, what, w.logs)
		w.logs.Reset()
	}
	changed := false
	select {
	case <-w.process.Behind(): // something was saved
		changed = w.changed()
	default:
	}
	w.leaks(r, what, shownBy(resp), c.typed)
	if changed {
		w.showsHome(r, c.typed)
		w.again(w.t)
	}
}

// shownBy is everything that a response shows to the person.
func shownBy(resp bot.Response) []any {
	var all []any
	if resp.Reply != nil {
		all = append(all, resp.Reply.Text, resp.Reply.Blocks, resp.Reply.Metadata)
	}
	return append(all, resp.View, resp.Errors)
}

// showsHome looks at the home tab of a role.
func (w *world) showsHome(r role, typed ...string) {
	w.t.Helper()
	id, _ := w.person(r.name)
	h, err := w.publisher.HomeView(w.t.Context(), id, w.clock)
	if err != nil {
		w.t.Fatal(err)
	}
	w.leaks(r, "the home tab", view.Home(h, w.book), typed...)
}

// requests are all that a role can do about a lead.
func (w *world) requests(r role, letter string, verbs map[ask.Verb]bool, routes []string) []tried {
	all := w.typed(r, letter, verbs)
	id := w.ids[letter]
	for _, route := range routes {
		kind, name, _ := strings.Cut(route, " ")
		switch bot.Kind(kind) {
		case bot.KindAction:
			all = append(all, w.clicks(r, name, letter)...)
		case bot.KindSubmit:
			all = append(all, w.submits(name, letter)...)
		case bot.KindShortcut:
			card := w.board.places[id]
			all = append(all, tried{"the shortcut " + name, bot.Request{
				Kind: bot.KindShortcut, CallbackID: name, TriggerID: "1.1", Channel: bot.Ref{ID: card.Channel},
				Message: bot.MessageRef{TS: "1.2", ThreadTS: card.TS, Text: w.fill("please call {name} {email} of {company}", letter), User: "UANA"},
			}, w.fill("{name} {email} {company}", letter)})
		case bot.KindEvent:
			all = append(all, tried{"the event " + name, bot.Request{Kind: bot.KindEvent, Event: bot.Event{Type: name, Tab: "home"}}, ""})
		}
	}
	return all
}

// fill puts the number of a lead and its markers into a text.
func (w *world) fill(text, letter string) string {
	other := inPool
	if letter == other {
		other = owned
	}
	if strings.Contains(text, "%") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "%[2]d", strconv.Itoa(int(w.ids[other]))), "%d", strconv.Itoa(int(w.ids[letter])))
	}
	m := marks(letter)
	for field, marker := range m {
		if field == "phone" {
			marker = "+4930" + marker
		}
		text = strings.ReplaceAll(text, "{"+field+"}", marker)
	}
	return text
}

// typed is what can be typed about a lead: after /lead, to the bot in a channel, to the bot alone, and in the thread of the
// lead's card.
func (w *world) typed(r role, letter string, verbs map[ask.Verb]bool) []tried {
	var texts []string
	for _, of := range lines {
		texts = append(texts, of...)
	}
	for _, name := range constants(w.t, "../ask", "Act") {
		words := strings.ReplaceAll(name, "_", " ") + " %d"
		texts = append(texts, words)
		for _, more := range actWords[ask.Act(name)] {
			texts = append(texts, words+" "+more)
		}
	}
	slices.Sort(texts)
	person, _ := w.person("ana")
	in := ask.Asker{Now: w.clock, Zone: w.book.Zone(), Names: w.namesFor(w.dir.Crew().Member(person))}
	acts := map[ask.Act]bool{}
	card := w.board.places[w.ids[letter]]
	var all []tried
	for _, template := range texts {
		text := w.fill(template, letter)
		q, ok := w.readQuestion(text, in)
		if !ok {
			w.t.Errorf("%q is not understood", text)
		}
		verbs[q.Verb], acts[q.Act] = true, true
		if text == template && letter != r.leads[:1] {
			continue // it is about no lead, and was said before
		}
		own := text
		if slices.Contains([]ask.Verb{ask.Summary, ask.Report, ask.Count}, q.Verb) {
			own += " " + strings.Join(append(w.book.Sources(), w.book.Campaigns()...), " ") // figures name those of the playbook
		}
		channel := bot.Ref{ID: "C0GENERAL", Name: "general"}
		all = append(
			all,
			tried{"/lead " + text, bot.Request{Kind: bot.KindCommand, Command: bot.Command, Text: text, TriggerID: "1.1", Channel: channel}, own},
		)
		if letter != atPartner {
			continue // what is asked in other ways is answered the same
		}
		all = append(
			all,
			tried{"@dibs " + text, bot.Request{Kind: bot.KindEvent, Channel: channel, Event: bot.Event{
				Type: "app_mention", Channel: "C0GENERAL", ChannelType: "channel", Text: "<@UDIBS> " + text, ThreadTS: card.TS,
			}}, own},
			tried{"privately " + text, bot.Request{Kind: bot.KindEvent, Channel: bot.Ref{ID: "D1"}, Event: bot.Event{
				Type: "message", Channel: "D1", ChannelType: "im", Text: text,
			}}, own},
		)
	}
	for _, name := range constants(w.t, "../ask", "Act") {
		if !acts[ask.Act(name)] {
			w.t.Errorf("no line is read as the act %q: write one", name)
		}
	}
	return all
}

// clicks are a button, pressed on a card, on the home tab and in the menu of a card, as it is now and as it was long ago.
func (w *world) clicks(r role, action, letter string) []tried {
	id := w.ids[letter]
	values, special := otherValues[action]
	if !special && action != view.ActionMore {
		values = []string{"%d"}
	}
	if action == view.ActionMore && (letter == atPartner || letter == accepted || letter == r.leads[:1]) {
		for _, route := range routesOf(w.mux) {
			name := strings.TrimPrefix(route, string(bot.KindAction)+" ")
			if _, other := otherValues[name]; name != route && !other && name != view.ActionMore {
				if _, _, ok := view.ParseChoice(name + ":1"); ok && inMenu(name) {
					values = append(values, name+":%d")
				}
			}
		}
	}
	var all []tried
	for _, value := range values {
		typed := w.fill(value, letter)
		for _, at := range []bot.View{{}, {Type: "home"}} {
			if at.Type == "home" && letter != atPartner && letter != accepted {
				continue
			}
			what := "the button " + action + " " + typed
			if at.Type != "" {
				what += " at home"
			}
			all = append(all, tried{what, bot.Request{
				Kind: bot.KindAction, TriggerID: "1.1", Channel: bot.Ref{ID: "C0NORDWIND", Name: "nordwind"}, View: at,
				Action: bot.Action{ID: action, Type: "button", Value: typed, BlockID: fmt.Sprintf("lead:%d:v1:x", id)},
			}, typed})
		}
	}
	if action == dialog.ActionLookUp {
		all = append(all, tried{"looking up", bot.Request{Kind: bot.KindAction, Action: bot.Action{ID: action}, View: w.newLeadView(letter)}, ""})
	}
	return all
}

// inMenu reports whether the menu of a card can hold an action.
func inMenu(action string) bool {
	_, ok := dialogs[action]
	return ok || slices.Contains([]string{view.ActionDetails, view.ActionCopyLink, view.ActionReopen, view.ActionUndo, view.ActionPushOn, view.ActionNoAnswer}, action)
}

// submits are a dialog, sent in as it was drawn, and drawn for a lead that has moved on since.
func (w *world) submits(callback, letter string) []tried {
	send := func(what string, v bot.View, typed string) tried {
		return tried{what, bot.Request{Kind: bot.KindSubmit, CallbackID: callback, View: v}, typed}
	}
	switch callback {
	case dialog.CallbackNewLead:
		typed := w.fill("{email} {phone} {company} {domain}", letter)
		return []tried{send("a new lead", w.newLeadView(letter), typed), send("a new lead, once more", w.newLeadViewKnowing(letter), typed)}
	case dialog.CallbackAway:
		return []tried{send("an absence", filled(w.t, dialog.Away()), "")}
	}
	f, err := w.finder.Look(w.t.Context(), w.ids[letter])
	if err != nil {
		w.t.Fatal(err)
	}
	v, found := bot.View{}, false
	for _, d := range dialogs {
		drawn := d.draw(dialog.Scene{Lead: f.Lead, Events: f.Events, Crew: w.dir.Crew(), Playbook: w.book, Now: w.clock})
		if drawn.CallbackID == callback {
			v, found = filled(w.t, drawn), true
		}
	}
	if callback == dialog.CallbackKeep {
		base := filled(w.t, dialog.Pass(f.Lead, w.book))
		v, found = bot.View{CallbackID: callback, PrivateMetadata: base.PrivateMetadata, Values: base.Values}, true
	}
	if !found { // a dialog with another callback for leads of another stage, such as Certify
		base := filled(w.t, dialog.Qualify(dialog.Scene{Lead: f.Lead, Events: f.Events, Crew: w.dir.Crew(), Playbook: w.book, Now: w.clock}))
		v = bot.View{CallbackID: callback, PrivateMetadata: base.PrivateMetadata, Values: base.Values, Inputs: base.Inputs}
	}
	stale := v
	var meta map[string]any
	if err := json.Unmarshal([]byte(v.PrivateMetadata), &meta); err != nil {
		w.t.Fatal(err)
	}
	meta["stage"], meta["events"] = "another", 1
	raw, err := json.Marshal(meta)
	if err != nil {
		w.t.Fatal(err)
	}
	stale.PrivateMetadata = string(raw)
	return []tried{send("the dialog "+callback, v, ""), send("the old dialog "+callback, stale, "")}
}

// newLeadView is the dialog New lead with somebody who is here already.
func (w *world) newLeadView(letter string) bot.View {
	v := filled(w.t, dialog.Register(dialog.NewLead{Refers: true}, w.dir.Crew(), w.book))
	v.Values["who"] = map[string]bot.StateValue{dialog.ActionLookUp: {Value: w.fill("{email}@{domain}.example {phone}", letter)}}
	v.Values["company"] = map[string]bot.StateValue{dialog.ActionLookUp: {Value: w.fill("{company}", letter)}}
	return v
}

// newLeadViewKnowing is that dialog after it showed who is here already.
func (w *world) newLeadViewKnowing(letter string) bot.View {
	v := w.newLeadView(letter)
	d, err := dialog.DraftOf(v)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, l := range strings.Split(markedLeads, "") {
		for _, on := range []lead.MatchedOn{lead.SamePerson, lead.SamePhone, lead.SameCompany} {
			d.Shown = append(d.Shown, view.LeadValue(w.ids[l])+" "+string(on))
		}
	}
	raw, err := json.Marshal(d)
	if err != nil {
		w.t.Fatal(err)
	}
	v.PrivateMetadata = string(raw)
	return v
}

// filled is a dialog as it is sent in when something is typed or chosen in every input.
func filled(t *testing.T, drawn any) bot.View {
	t.Helper()
	raw, err := json.Marshal(drawn)
	if err != nil {
		t.Fatal(err)
	}
	type option struct {
		Value string `json:"value"`
	}
	var modal struct {
		CallbackID string `json:"callback_id"`
		Metadata   string `json:"private_metadata"`
		Blocks     []struct {
			Type    string `json:"type"`
			BlockID string `json:"block_id"`
			Element struct {
				Type     string   `json:"type"`
				ActionID string   `json:"action_id"`
				Options  []option `json:"options"`
				Groups   []struct {
					Options []option `json:"options"`
				} `json:"option_groups"`
			} `json:"element"`
		} `json:"blocks"`
	}
	if err := json.Unmarshal(raw, &modal); err != nil {
		t.Fatal(err)
	}
	v := bot.View{Type: "modal", CallbackID: modal.CallbackID, PrivateMetadata: modal.Metadata, Values: map[string]map[string]bot.StateValue{}}
	for _, b := range modal.Blocks {
		if b.Type != "input" {
			continue
		}
		e, value := b.Element, bot.StateValue{}
		for _, g := range e.Groups {
			e.Options = append(e.Options, g.Options...)
		}
		switch e.Type {
		case "plain_text_input":
			value.Value = "1200"
		case "datepicker":
			value.Date = "2026-11-25"
		case "timepicker":
			value.Time = "10:00"
		case "static_select", "radio_buttons":
			if len(e.Options) > 0 {
				value.Option = e.Options[0].Value
			}
		case "checkboxes":
		default:
			t.Fatalf("the matrix cannot fill in a %s: teach it how", e.Type)
		}
		v.Values[b.BlockID] = map[string]bot.StateValue{e.ActionID: value}
		v.Inputs = append(v.Inputs, bot.Input{Block: b.BlockID, Label: b.BlockID})
	}
	return v
}

// routesOf lists what is registered with a mux: "action claim". The mux keeps it to itself.
func routesOf(m *bot.Mux) []string {
	var all []string
	for _, k := range reflect.ValueOf(m).Elem().FieldByName("routes").MapKeys() {
		all = append(all, k.Field(0).String()+" "+k.Field(1).String())
	}
	return slices.Sorted(slices.Values(all))
}

// nameOf is what the mux finds a request's handler by.
func nameOf(r bot.Request) string {
	switch r.Kind {
	case bot.KindCommand:
		return r.Command
	case bot.KindAction:
		return r.Action.ID
	case bot.KindEvent:
		return r.Event.Type
	}
	return r.CallbackID
}

// constants lists the values of the constants of a type in a package of ours, from its source.
func constants(t *testing.T, dir, of string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := parser.ParseFile(gotoken.NewFileSet(), file, source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			name, ok := spec.Type.(*ast.Ident)
			text, isText := spec.Values[0].(*ast.BasicLit)
			if ok && isText && name.Name == of && text.Kind == gotoken.STRING {
				value, err := strconv.Unquote(text.Value)
				if err != nil {
					t.Fatal(err)
				}
				found[value] = true
			}
			return true
		})
	}
	if len(found) == 0 {
		t.Fatalf("%s has no constants of the type %s", dir, of)
	}
	return slices.Sorted(maps.Keys(found))
}
