package contacts_test

import (
	_ "embed"
	"strings"
	"testing"

	"dibs/contacts"
)

//go:embed testdata/messages.txt
var messagesText string

// ours is the team that the messages were sent to.
var ours = contacts.Ours{Company: "Acme Inc.", Domains: []string{"acme.example"}, People: []string{"Ana Duarte", "Ben Okafor"}}

// message is an example with what a careful reader takes from it.
type message struct {
	title, text string
	want        map[string]string
}

// messages are the examples: "=== what it shows", the text, "--- field: value | …".
func messages(t testing.TB) []message {
	var all []message
	for _, part := range strings.Split(messagesText, "=== ")[1:] {
		head, rest, _ := strings.Cut(part, "\n")
		at := strings.LastIndex(rest, "\n---")
		if at < 0 {
			t.Fatalf("%q does not say what is in it", head)
		}
		m := message{title: head, text: rest[:at], want: map[string]string{}}
		for _, f := range strings.Split(rest[at+4:], " | ") {
			if field, value, ok := strings.Cut(f, ": "); ok {
				m.want[strings.TrimSpace(field)] = strings.TrimSpace(value)
			}
		}
		all = append(all, m)
	}
	return all
}

func byField(f contacts.Found) map[string]string {
	return map[string]string{"name": f.Name, "email": f.Email, "phone": f.Phone, "company": f.Company}
}

func TestAMessageSaysWhoWantsSomething(t *testing.T) {
	said, found, wrong := 0, 0, 0
	for _, m := range messages(t) {
		t.Run(m.title, func(t *testing.T) {
			for field, got := range byField(contacts.Read(m.text, ours)) {
				want := m.want[field]
				if want != "" {
					said++
				}
				switch {
				case got == want && got != "":
					found++
				case got != want:
					if got != "" {
						wrong++
					}
					t.Errorf("the %s is %q, want %q", field, got, want)
				}
			}
		})
	}
	t.Logf("%d of %d facts found, %d wrong, in %d messages", found, said, wrong, len(messages(t)))
}
