package handlers

import (
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
	"dibs/lead/outbox"
)

// TestNoAnswerShowsWhatIsHiddenFromThePerson runs the whole matrix. The verbs, acts and routes are read from the
// code, so a new one is tested automatically, or fails the test because the matrix does not know how to use it.
func TestNoAnswerShowsWhatIsHiddenFromThePerson(t *testing.T) {
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
				w.checkHome(r)
				for v := range w.slack.questions.answers {
					if !verbs[v] {
						t.Errorf("no line of the matrix has the verb %q: add one", v)
					}
				}
				for _, route := range routes {
					if !used[route] {
						t.Errorf("the matrix never sends %q: add a request", route)
					}
				}
			})
		}
	}
}

// TestNoMessageShowsWhatIsHiddenFromItsReceiver checks every message that is sent in two days, with all deadlines and
// digests, and a notification of each kind about each event of each lead to each role.
func TestNoMessageShowsWhatIsHiddenFromItsReceiver(t *testing.T) {
	for hide := range hiddenByFields {
		w := newWorld(t, hide)
		w.checkSent()
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
			w.checkSent()
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
				w.checkLeaks(r, "the notification "+string(i.Kind), view.Notification(m, w.book))
				if m.Items = items[n:min(len(items), n+outbox.MaxItems)]; n%outbox.MaxItems == 0 {
					w.checkLeaks(r, "several notifications", []any{view.Notification(m, w.book), view.Briefing(m, w.book)})
				}
			}
		}
	}
}

// concerned reports whether a role is tested with what a playbook hides. That matters only to partners, so all other
// roles are tested with one playbook.
func concerned(r role, hide string) bool {
	return slices.Contains(partners, r.name) || len(hiddenByFields[hide]) == len(allFields)
}

// try sends a request and checks the answer. If the request changed a lead, the world is restarted.
func (w *world) try(r role, letter string, c attempt) {
	w.t.Helper()
	_, slackID := w.person(r.name)
	c.req.User = bot.Ref{ID: slackID, Name: r.name}
	if c.req.Kind == bot.KindEvent {
		c.req.Event.User, c.req.Event.Us, c.req.Event.TS = slackID, "UDIBS", "1.1"
	}
	resp := w.mux.Serve(w.t.Context(), &c.req)
	what := fmt.Sprintf("%s on %s", c.what, letter)
	if w.logs.Len() > 0 {
		w.t.Errorf("a request of %s fails, with %s: %s", r.name, what, &w.logs)
		w.logs.Reset()
	}
	changed := false
	select {
	case <-w.process.Behind(): // the request saved something
		changed = w.changed()
	default:
	}
	w.checkLeaks(r, what, shownBy(resp), c.typed)
	if changed {
		w.checkHome(r, c.typed)
		w.restart(w.t)
	}
}

// shownBy returns everything that a response shows to the person.
func shownBy(resp bot.Response) []any {
	var all []any
	if resp.Reply != nil {
		all = append(all, resp.Reply.Text, resp.Reply.Blocks, resp.Reply.Metadata)
	}
	return append(all, resp.View, resp.Errors)
}

// checkHome checks the home tab of a role.
func (w *world) checkHome(r role, typed ...string) {
	w.t.Helper()
	id, _ := w.person(r.name)
	h, err := w.publisher.HomeView(w.t.Context(), id, w.clock)
	if err != nil {
		w.t.Fatal(err)
	}
	w.checkLeaks(r, "the home tab", view.Home(h, w.book), typed...)
}

// routesOf lists the routes of a mux, such as "action claim". It uses reflection, because the mux does not export them.
func routesOf(m *bot.Mux) []string {
	var all []string
	for _, k := range reflect.ValueOf(m).Elem().FieldByName("routes").MapKeys() {
		all = append(all, k.Field(0).String()+" "+k.Field(1).String())
	}
	return slices.Sorted(slices.Values(all))
}

// nameOf returns the name by which the mux finds the handler of a request.
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

// constants lists the values of the string constants of a type. It reads them from the source of the package in dir.
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
