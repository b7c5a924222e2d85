// Package simtest lets tests act as people in a simulated Slack: Ana expects a card, clicks Claim, fills in a dialog. The
// methods return no errors. They fail the test and print what the person could see.
package simtest

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"testing"
	"time"

	"dibs/slacksim"
)

// Patience is how long a method waits for something to appear before it fails the test. It only ends a hang, so it is long
// enough for a busy machine. Nothing sleeps: a method checks again whenever the workspace changes.
const Patience = 2 * time.Minute

// Start serves a workspace on its own port until the test ends. It sets the workspace's URL.
func Start(t testing.TB, cfg slacksim.Config) *slacksim.Sim {
	t.Helper()
	sim := slacksim.New(cfg)
	server := httptest.NewServer(sim.Handler())
	sim.SetURL(server.URL)
	t.Cleanup(func() {
		sim.Close() // first, because it ends the sockets and streams that the server would wait for
		server.CloseClientConnections()
		server.Close()
	})
	return sim
}

// Person is a person in the workspace. Tests see and act as them.
type Person struct {
	t        testing.TB
	sim      *slacksim.Sim
	user     slacksim.User
	patience time.Duration
}

// As returns the person with the given name or id.
func As(t testing.TB, sim *slacksim.Sim, name string) *Person {
	t.Helper()
	u, ok := sim.User(name)
	if !ok {
		t.Fatalf("the workspace has no user %q", name)
	}
	return &Person{t: t, sim: sim, user: u, patience: Patience}
}

// Within returns the same person with a different patience.
func (p *Person) Within(patience time.Duration) *Person {
	out := *p
	out.patience = patience
	return &out
}

// ID is the person's user id.
func (p *Person) ID() string { return p.user.ID }

// until calls ok after every change until it returns true or the patience ends. It reports whether ok returned true.
func (p *Person) until(ok func() bool) bool {
	ctx, cancel := context.WithTimeout(p.t.Context(), p.patience)
	defer cancel()
	return until(ctx, p.sim, ok)
}

// must fails the test if there is an error. format and args say what the person tried.
func (p *Person) must(err error, format string, args ...any) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf(p.user.Name+" could not "+format+": %v", append(args, err)...)
	}
}

// Say posts a message to a channel ("#leads"), or to the app ("@" and its handle).
func (p *Person) Say(channel, text string) Message {
	p.t.Helper()
	m, err := p.sim.Say(p.t.Context(), p.user.ID, channel, text, "")
	p.must(err, "say %q in %s", text, channel)
	return Message{m}
}

// Reply posts a message to the thread of m.
func (p *Person) Reply(m Message, text string) Message {
	p.t.Helper()
	posted, err := p.sim.Say(p.t.Context(), p.user.ID, m.Channel, text, m.thread())
	p.must(err, "reply %q", text)
	return Message{posted}
}

// Mention posts a message that starts with a mention of the app, such as "@dibs mine", to a channel.
func (p *Person) Mention(channel, text string) Message {
	p.t.Helper()
	return p.Say(channel, p.app()+" "+text)
}

// MentionIn does the same as Mention in the thread of m.
func (p *Person) MentionIn(m Message, text string) Message {
	p.t.Helper()
	return p.Reply(m, p.app()+" "+text)
}

// DM sends the app a direct message.
func (p *Person) DM(text string) Message {
	p.t.Helper()
	return p.Say(p.app(), text)
}

// app is the app's handle with @.
func (p *Person) app() string { return "@" + p.sim.App().Handle }

// Edit changes one of the person's own messages.
func (p *Person) Edit(m Message, text string) {
	p.t.Helper()
	p.must(p.sim.Edit(p.t.Context(), p.user.ID, m.Channel, m.TS, text), "edit the message to %q", text)
}

// Delete deletes one of the person's own messages.
func (p *Person) Delete(m Message) {
	p.t.Helper()
	p.must(p.sim.Delete(p.t.Context(), p.user.ID, m.Channel, m.TS), "delete the message")
}

// Leave deactivates the person's account, as an admin does when somebody leaves the company.
func (p *Person) Leave() {
	p.t.Helper()
	p.must(p.sim.Deactivate(p.t.Context(), p.user.ID), "leave the workspace")
}

// Command sends a slash command with its text, such as "/lead mine".
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

// ShortcutOn starts a message shortcut on m.
func (p *Person) ShortcutOn(m Message, callbackID string) {
	p.t.Helper()
	p.must(p.sim.Shortcut(p.t.Context(), p.user.ID, callbackID, m.Channel, m.TS), "start %s", callbackID)
}

// SetStatus sets the person's status, such as ":palm_tree:", "On vacation". With a zero time it never ends.
func (p *Person) SetStatus(emoji, text string, expires time.Time) {
	p.t.Helper()
	status := slacksim.Status{Emoji: emoji, Text: text, Expires: expires}
	p.must(p.sim.SetStatus(p.t.Context(), p.user.ID, status), "set the status")
}

func quote(text string) json.RawMessage {
	raw, _ := json.Marshal(text) // marshalling a string never fails
	return raw
}
