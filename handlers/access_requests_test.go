package handlers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dibs/ask"
	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
)

// attempt is one request, and what the person typed in it.
type attempt struct {
	what  string
	req   bot.Request
	typed string
}

// lines are what people type, by verb. fill puts in the number of a lead for %d, and its marker for a field in braces.
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

// actWords are what people can type after an act and the number of the lead. %[2]d is the number of another lead.
var actWords = map[ask.Act][]string{
	ask.Won: {"1,200"}, ask.Lost: {"because price"}, ask.NotAFit: {"because too small"}, ask.HandBack: {"because not now"}, ask.Snooze: {"until tomorrow"},
	ask.Decline: {"no time"}, ask.Merge: {"into %[2]d"}, ask.Disqualify: {"because spam"},
}

// otherValues are the values of the buttons whose value is not the number of a lead.
var otherValues = map[string][]string{
	view.ActionAmounts: {"p1@1795357800 summary"}, "show_leads": {"p1@1795357800 list leads", "p1@1795357800 list leads from {source}"},
	view.ActionAsk: {"show %d", "list open leads"}, view.ActionNewLead: {"new", "{email}"}, dialog.ActionLookUp: nil, // see clicks
	view.ActionHomeNext: {"pool:0"}, view.ActionHomeBack: {"pool:0"}, view.ActionAway: {"away"}, view.ActionBack: {"back"}, view.ActionDigests: {""},
}

// requests lists everything that a role can do about a lead. It notes in verbs which verbs were typed.
func (w *world) requests(r role, letter string, verbs map[ask.Verb]bool, routes []string) []attempt {
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
			all = append(all, attempt{"the shortcut " + name, bot.Request{
				Kind: bot.KindShortcut, CallbackID: name, TriggerID: "1.1", Channel: bot.Ref{ID: card.Channel},
				Message: bot.MessageRef{TS: "1.2", ThreadTS: card.TS, Text: w.fill("please call {name} {email} of {company}", letter), User: "UANA"},
			}, w.fill("{name} {email} {company}", letter)})
		case bot.KindEvent:
			all = append(all, attempt{"the event " + name, bot.Request{Kind: bot.KindEvent, Event: bot.Event{Type: name, Tab: "home"}}, ""})
		}
	}
	return all
}

// fill puts the number of a lead and its markers into a text of lines, actWords or otherValues.
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

// typed lists what a role can type about a lead: after /lead, to @dibs in the thread of the lead's card, and in a
// direct message.
func (w *world) typed(r role, letter string, verbs map[ask.Verb]bool) []attempt {
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
	in := ask.Asker{Now: w.clock, Zone: w.book.Zone(), Names: w.slack.questions.namesFor(w.dir.Crew().Member(person))}
	acts := map[ask.Act]bool{}
	card := w.board.places[w.ids[letter]]
	var all []attempt
	for _, template := range texts {
		text := w.fill(template, letter)
		q, ok := w.slack.questions.read(text, in)
		if !ok {
			w.t.Errorf("ask.Read does not understand %q", text)
		}
		verbs[q.Verb], acts[q.Act] = true, true
		if text == template && letter != r.leads[:1] {
			continue // not about a lead, and already asked for the first lead
		}
		own := text
		if slices.Contains([]ask.Verb{ask.Summary, ask.Report, ask.Count}, q.Verb) {
			own += " " + strings.Join(append(w.book.Sources(), w.book.Campaigns()...), " ") // figures may name them all
		}
		channel := bot.Ref{ID: "C0GENERAL", Name: "general"}
		all = append(
			all,
			attempt{"/lead " + text, bot.Request{Kind: bot.KindCommand, Command: bot.Command, Text: text, TriggerID: "1.1", Channel: channel}, own},
		)
		if letter != atPartner {
			continue // one lead is enough for the other ways to ask
		}
		all = append(
			all,
			attempt{"@dibs " + text, bot.Request{Kind: bot.KindEvent, Channel: channel, Event: bot.Event{
				Type: "app_mention", Channel: "C0GENERAL", ChannelType: "channel", Text: "<@UDIBS> " + text, ThreadTS: card.TS,
			}}, own},
			attempt{"privately " + text, bot.Request{Kind: bot.KindEvent, Channel: bot.Ref{ID: "D1"}, Event: bot.Event{
				Type: "message", Channel: "D1", ChannelType: "im", Text: text,
			}}, own},
		)
	}
	for _, name := range constants(w.t, "../ask", "Act") {
		if !acts[ask.Act(name)] {
			w.t.Errorf("no line of the matrix has the act %q: add one", name)
		}
	}
	return all
}

// clicks lists the requests of a role that presses a button about a lead: on an outdated card, on the home tab and in
// the card's menu.
func (w *world) clicks(r role, action, letter string) []attempt {
	id := w.ids[letter]
	values, special := otherValues[action]
	if !special && action != view.ActionMore {
		values = []string{"%d"}
	}
	if action == view.ActionMore && (letter == atPartner || letter == accepted || letter == r.leads[:1]) {
		for _, route := range routesOf(w.mux) {
			name := strings.TrimPrefix(route, string(bot.KindAction)+" ")
			if _, other := otherValues[name]; name != route && !other && name != view.ActionMore {
				if _, _, ok := view.ParseChoice(name + ":1"); ok && w.inMenu(name) {
					values = append(values, name+":%d")
				}
			}
		}
	}
	var all []attempt
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
			all = append(all, attempt{what, bot.Request{
				Kind: bot.KindAction, TriggerID: "1.1", Channel: bot.Ref{ID: "C0NORDWIND", Name: "nordwind"}, View: at,
				Action: bot.Action{ID: action, Type: "button", Value: typed, BlockID: fmt.Sprintf("lead:%d:v1:x", id)},
			}, typed})
		}
	}
	if action == dialog.ActionLookUp {
		all = append(all, attempt{"looking up", bot.Request{Kind: bot.KindAction, Action: bot.Action{ID: action}, View: w.newLeadView(letter)}, ""})
	}
	return all
}

// inMenu reports whether the menu of a card can contain an action.
func (w *world) inMenu(action string) bool {
	_, dialog := leadDialogs[action]
	_, atOnce := w.slack.buttons.actions[action]
	return dialog || atOnce || action == view.ActionDetails || action == view.ActionCopyLink
}
