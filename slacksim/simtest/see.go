package simtest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"dibs/slacksim"
)

// Message is a message as it was when it was returned. [Person.Again] returns its current state.
type Message struct{ slacksim.Message }

// thread is the TS of the parent of m's thread, or of m itself if it is not in a thread.
func (m Message) thread() string { return cmp.Or(m.ThreadTS, m.TS) }

// Shows reports whether the message shows all the texts, in its text, its blocks or its button labels.
func (m Message) Shows(texts ...string) bool { return containsAll(visible(m.Message), texts) }

// Visible is everything that a person can read in the message, one line per text.
func (m Message) Visible() string { return visible(m.Message) }

func containsAll(visible string, texts []string) bool {
	return !slices.ContainsFunc(texts, func(text string) bool { return !strings.Contains(visible, text) })
}

// visible is everything that a person can read in a message: text, blocks and attachments, with entities decoded.
func visible(m slacksim.Message) string {
	lines := []string{m.Text}
	if len(m.Blocks) > 0 {
		lines = append(lines, textsIn(m.Blocks)...)
	}
	if len(m.Attachments) > 0 {
		lines = append(lines, textsIn(m.Attachments)...)
	}
	return unescape.Replace(strings.Join(lines, "\n"))
}

var unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// textsIn returns the texts in blocks: texts, labels, placeholders, alt texts of images.
func textsIn(raw json.RawMessage) []string {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return nil
	}
	var out []string
	collect(v, &out)
	return out
}

func collect(v any, out *[]string) {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range []string{"text", "alt_text", "url", "title", "initial_value"} {
			if text, ok := v[key].(string); ok {
				*out = append(*out, text)
			}
		}
		for _, key := range sortedKeys(v) {
			collect(v[key], out)
		}
	case []any:
		for _, child := range v {
			collect(child, out)
		}
	}
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// see returns the messages that the person sees in a conversation, except ephemeral ones, in order. An empty thread
// means the conversation itself.
func (p *Person) see(channel, thread string) []slacksim.Message {
	return slices.DeleteFunc(p.sim.Seen(p.user.ID, channel, thread), func(m slacksim.Message) bool { return m.Ephemeral })
}

// await waits until list returns a message that shows all the texts, and returns the newest of them.
func (p *Person) await(what string, list func() []slacksim.Message, texts []string) Message {
	p.t.Helper()
	var found Message
	ok := p.until(func() bool {
		for _, m := range slices.Backward(list()) {
			if containsAll(visible(m), texts) {
				found = Message{m}
				return true
			}
		}
		return false
	})
	if !ok {
		p.t.Fatalf("%s saw no %s with %q within %v; there was:\n%s", p.user.Name, what, texts, p.patience, p.describe(list()))
	}
	return found
}

// describe prints messages, and the errors that people were shown, for a failed test.
func (p *Person) describe(messages []slacksim.Message) string {
	var out strings.Builder
	for _, m := range messages {
		fmt.Fprintf(&out, "— %s %s:\n%s\n", m.TS, m.User, indent(visible(m)))
	}
	if len(messages) == 0 {
		out.WriteString("nothing\n")
	}
	for _, t := range p.sim.Troubles() {
		fmt.Fprintf(&out, "the app failed %s: %s\n", t.User, t.Error())
	}
	return out.String()
}

func indent(text string) string { return "    " + strings.ReplaceAll(text, "\n", "\n    ") }

// Expect waits for a message in a channel, outside threads, that shows all the texts, and returns the newest.
func (p *Person) Expect(channel string, texts ...string) Message {
	p.t.Helper()
	return p.await("message in "+channel, func() []slacksim.Message { return p.see(channel, "") }, texts)
}

// ExpectThread waits for a reply to m that shows all the texts.
func (p *Person) ExpectThread(m Message, texts ...string) Message {
	p.t.Helper()
	return p.await("reply", func() []slacksim.Message {
		return slices.DeleteFunc(p.see(m.Channel, m.TS), func(r slacksim.Message) bool { return r.TS == m.TS })
	}, texts)
}

// ExpectPrivate waits for an ephemeral message to this person in a channel.
func (p *Person) ExpectPrivate(channel string, texts ...string) Message {
	p.t.Helper()
	return p.await("private message in "+channel, func() []slacksim.Message {
		return slices.DeleteFunc(p.sim.Ephemerals(channel, p.user.ID), func(m slacksim.Message) bool { return m.Deleted })
	}, texts)
}

// ExpectPrivateReply waits for an ephemeral message to this person in the thread of m.
func (p *Person) ExpectPrivateReply(m Message, texts ...string) Message {
	p.t.Helper()
	return p.await("private reply", func() []slacksim.Message {
		return slices.DeleteFunc(p.sim.Ephemerals(m.Channel, p.user.ID), func(r slacksim.Message) bool {
			return r.Deleted || r.ThreadTS != m.thread()
		})
	}, texts)
}

// ExpectDM waits for a direct message from the app that shows all the texts.
func (p *Person) ExpectDM(texts ...string) Message {
	p.t.Helper()
	return p.await("direct message", func() []slacksim.Message {
		return slices.DeleteFunc(p.see("@"+p.user.Name, ""), func(m slacksim.Message) bool { return m.BotID == "" })
	}, texts)
}

// ExpectChange waits until m shows all the texts, and returns it as it is then. m may be in any channel or thread.
func (p *Person) ExpectChange(m Message, texts ...string) Message {
	p.t.Helper()
	return p.await("change of the message", func() []slacksim.Message {
		if again, ok := p.again(m); ok {
			return []slacksim.Message{again.Message}
		}
		return nil
	}, texts)
}

// ExpectGone waits until no message in a channel shows all the texts, for example after a deletion or an update.
func (p *Person) ExpectGone(channel string, texts ...string) {
	p.t.Helper()
	if !p.until(func() bool { return p.Count(channel, texts...) == 0 }) {
		p.t.Fatalf("%s still saw %q in %s:\n%s", p.user.Name, texts, channel, p.describe(p.see(channel, "")))
	}
}

// ExpectNone fails the test if a message in a channel shows all the texts. It does not wait, so make sure first that the
// app has finished: expect something that it does later, or call [Settled].
func (p *Person) ExpectNone(channel string, texts ...string) {
	p.t.Helper()
	if n := p.Count(channel, texts...); n > 0 {
		p.t.Fatalf("%s saw %d messages with %q in %s:\n%s", p.user.Name, n, texts, channel, p.describe(p.see(channel, "")))
	}
}

// Count returns how many messages in a channel, outside threads, show all the texts now.
func (p *Person) Count(channel string, texts ...string) int {
	return count(p.see(channel, ""), texts)
}

// CountThread returns how many replies to m show all the texts now.
func (p *Person) CountThread(m Message, texts ...string) int {
	return count(slices.DeleteFunc(p.see(m.Channel, m.TS), func(r slacksim.Message) bool { return r.TS == m.TS }), texts)
}

func count(messages []slacksim.Message, texts []string) int {
	n := 0
	for _, m := range messages {
		if containsAll(visible(m), texts) {
			n++
		}
	}
	return n
}

// Again returns the message as it is now.
func (p *Person) Again(m Message) Message {
	p.t.Helper()
	now, ok := p.again(m)
	if !ok {
		p.t.Fatalf("%s no longer sees the message %s", p.user.Name, m.TS)
	}
	return now
}

func (p *Person) again(m Message) (Message, bool) {
	now, ok := p.sim.MessageFor(p.user.ID, m.Channel, m.TS)
	return Message{now}, ok
}
