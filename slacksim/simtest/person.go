// Package simtest gives tests verbs for the people of a simulated Slack: Ana expects a card, clicks Claim, fills a
// dialog. Every verb fails the test with what the person could see instead of returning an error.
package simtest

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"testing"
	"time"

	"dibs/slacksim"
)

// Patience is how long a verb waits for something to appear before it fails the test. It only ends a hang, so it is long
// enough for a busy machine. Nothing sleeps: a verb looks again whenever the workspace changes.
const Patience = 2 * time.Minute

// Start serves a workspace on a port of its own until the test ends. cfg.URL is set.
func Start(t testing.TB, cfg slacksim.Config) *slacksim.Sim {
	t.Helper()
	sim := slacksim.New(cfg)
	server := httptest.NewServer(sim.Handler())
	sim.SetURL(server.URL)
	t.Cleanup(func() {
		sim.Close() // first: it ends the sockets and streams that the server would wait for
		server.CloseClientConnections()
		server.Close()
	})
	return sim
}

// Person is someone in the workspace whose eyes and hands the test has.
type Person struct {
	t        testing.TB
	sim      *slacksim.Sim
	user     slacksim.User
	patience time.Duration
}

// As is the person with a name or an id.
func As(t testing.TB, sim *slacksim.Sim, name string) *Person {
	t.Helper()
	u, ok := sim.User(name)
	if !ok {
		t.Fatalf("nobody in the workspace is called %q", name)
	}
	return &Person{t: t, sim: sim, user: u, patience: Patience}
}

// Within is the same person with another patience.
func (p *Person) Within(patience time.Duration) *Person {
	out := *p
	out.patience = patience
	return &out
}

// ID is the person's user id.
func (p *Person) ID() string { return p.user.ID }

// until looks again at every change until look is satisfied or patience ends.
func (p *Person) until(look func() bool) bool {
	ctx, cancel := context.WithTimeout(p.t.Context(), p.patience)
	defer cancel()
	return until(ctx, p.sim, look)
}

// must fails the test on an error.
func (p *Person) must(err error, format string, args ...any) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf(p.user.Name+" could not "+format+": %v", append(args, err)...)
	}
}

// Say posts a message into a channel ("#leads"), or to the app with "@" and its handle.
func (p *Person) Say(channel, text string) Message {
	p.t.Helper()
	m, err := p.sim.Say(p.t.Context(), p.user.ID, channel, text, "")
	p.must(err, "say %q in %s", text, channel)
	return Message{m}
}

// Reply posts a message into the thread of m.
func (p *Person) Reply(m Message, text string) Message {
	p.t.Helper()
	said, err := p.sim.Say(p.t.Context(), p.user.ID, m.Channel, text, m.thread())
	p.must(err, "reply %q", text)
	return Message{said}
}

// Mention posts a message to the app into a channel: "@dibs mine".
func (p *Person) Mention(channel, text string) Message {
	p.t.Helper()
	return p.Say(channel, p.app()+" "+text)
}

// MentionIn is Mention in the thread of m.
func (p *Person) MentionIn(m Message, text string) Message {
	p.t.Helper()
	return p.Reply(m, p.app()+" "+text)
}

// DM writes to the app in the direct messages with it.
func (p *Person) DM(text string) Message {
	p.t.Helper()
	return p.Say(p.app(), text)
}

// app is the app as people call it.
func (p *Person) app() string { return "@" + p.sim.App().Handle }

// Edit changes one of the person's own messages.
func (p *Person) Edit(m Message, text string) {
	p.t.Helper()
	p.must(p.sim.Edit(p.t.Context(), p.user.ID, m.Channel, m.TS, text), "edit the message to %q", text)
}

// Delete removes one of the person's own messages.
func (p *Person) Delete(m Message) {
	p.t.Helper()
	p.must(p.sim.Delete(p.t.Context(), p.user.ID, m.Channel, m.TS), "delete the message")
}

// Leave takes the person's account away, as an admin does when somebody goes.
func (p *Person) Leave() {
	p.t.Helper()
	p.must(p.sim.Deactivate(p.t.Context(), p.user.ID), "leave the workspace")
}

// Command types a slash command with its text, such as "/lead mine".
func (p *Person) Command(channel, line string) {
	p.t.Helper()
	p.must(p.TryCommand(channel, line), "use %s", line)
}

// OpenHome opens the app's home tab.
func (p *Person) OpenHome() {
	p.t.Helper()
	p.must(p.sim.OpenHome(p.t.Context(), p.user.ID, "home"), "open the home tab")
}

// Shortcut starts a global shortcut.
func (p *Person) Shortcut(callbackID string) {
	p.t.Helper()
	p.must(p.sim.Shortcut(p.t.Context(), p.user.ID, callbackID, "", ""), "start %s", callbackID)
}

// ShortcutOn starts a message shortcut on a message.
func (p *Person) ShortcutOn(m Message, callbackID string) {
	p.t.Helper()
	p.must(p.sim.Shortcut(p.t.Context(), p.user.ID, callbackID, m.Channel, m.TS), "start %s", callbackID)
}

// SetStatus sets the person's status, such as ":palm_tree:", "On vacation"; a zero time never ends.
func (p *Person) SetStatus(emoji, text string, expires time.Time) {
	p.t.Helper()
	status := slacksim.Status{Emoji: emoji, Text: text, Expires: expires}
	p.must(p.sim.SetStatus(p.t.Context(), p.user.ID, status), "set the status")
}

func quote(text string) json.RawMessage {
	raw, _ := json.Marshal(text) // a string always marshals
	return raw
}
