package contacts_test

import (
	_ "embed"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"dibs/ask/contacts"
)

//go:embed testdata/messages.txt
var messagesText string

// ours is the team that received the messages.
var ours = contacts.Team{Company: "Acme Inc.", Domains: []string{"acme.example"}, People: []string{"Ana Duarte", "Ben Okafor"}}

// message is an example with the values that a careful reader finds in it.
type message struct {
	title, text string
	want        map[string]string
}

// messages reads the examples. Each has a line "=== what it shows", the text, and a line "--- field: value |
// …".
func messages(t testing.TB) []message {
	var all []message
	for _, part := range strings.Split(messagesText, "=== ")[1:] {
		head, rest, _ := strings.Cut(part, "\n")
		at := strings.LastIndex(rest, "\n---")
		if at < 0 {
			t.Fatalf("the example %q has no expected values", head)
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

func byField(f contacts.Inquirer) map[string]string {
	return map[string]string{"name": f.Name, "email": f.Email, "phone": f.Phone, "company": f.Company}
}

func TestTheInquirerIsFoundInAMessage(t *testing.T) {
	expected, found, wrong := 0, 0, 0
	for _, m := range messages(t) {
		t.Run(m.title, func(t *testing.T) {
			for field, got := range byField(contacts.Read(m.text, ours)) {
				want := m.want[field]
				if want != "" {
					expected++
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
	t.Logf("%d of %d values found, %d wrong, in %d messages", found, expected, wrong, len(messages(t)))
}

func TestOurOwnPeopleAreNeverTheLead(t *testing.T) {
	for _, text := range []string{
		"From: Ana Duarte <ana@acme.example>\nHello", "Best regards,\nAna Duarte\nAcme Inc.", "Ana Duarte (ana@mail.acme.example) asks", "this is Ana Duarte from Acme Inc.",
		"Company: ACME INC", "my name is Ben Okafor",
	} {
		if got := contacts.Read(text, ours); got != (contacts.Inquirer{}) {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

func TestAFreeMailProviderIsNeverOurDomain(t *testing.T) {
	if got := contacts.Read("mail jo.lang@gmail.com", contacts.Team{Domains: []string{"gmail.com"}}); got.Email != "jo.lang@gmail.com" {
		t.Errorf("the contact is %+v", got)
	}
}

// naughty returns the Big List of Naughty Strings, and some texts that are hard for this reader.
func naughty(t testing.TB) []string {
	t.Helper()
	words := []string{
		strings.Repeat("a@b.example ", 5000), strings.Repeat("Name: ", 8000), strings.Repeat("+49 30 1 ", 6000), strings.Repeat("From: a@b.example\n", 4000),
		strings.Repeat("Anna ", 12000), strings.Repeat("GmbH & Co. KG ", 400), strings.Repeat("(", 60000), "Name:", ":", "From: <@>", "\xff\xfe@\xff.example",
	}
	raw, err := os.ReadFile(filepath.Join("..", "..", "store", "testdata", "blns.json"))
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	if err := json.Unmarshal(raw, &listed); err != nil {
		t.Fatal(err)
	}
	return append(words, listed...)
}

func TestAnyTextIsReadQuicklyAndNothingIsInvented(t *testing.T) {
	for _, text := range naughty(t) {
		holds(t, text)
	}
}

func FuzzNothingIsInvented(f *testing.F) {
	for _, m := range messages(f) {
		f.Add(m.text)
	}
	f.Fuzz(func(t *testing.T, text string) { holds(t, text) })
}

// holds fails the test if a value that was found is not in the text.
func holds(t *testing.T, text string) {
	t.Helper()
	found := contacts.Read(text, ours)
	all := letters(text)
	for field, got := range byField(found) {
		if got == "" {
			continue
		}
		if !utf8.ValidString(got) || strings.ContainsAny(got, "\n\r\t") {
			t.Errorf("the %s %q found in %.200q is not a single line of valid text", field, got, text)
		}
		for _, word := range strings.Fields(got) {
			if !strings.Contains(all, letters(word)) {
				t.Errorf("the %s %q is not in %.200q", field, got, text)
			}
		}
	}
	if len(text) > 1000 {
		return // reading once is slow enough under the race detector
	}
	if again := contacts.Read(text, ours); again != found {
		t.Errorf("%.200q is read as %+v, then as %+v", text, found, again)
	}
}

// letters returns only the letters and digits of a text, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, strings.ToValidUTF8(s, ""))
}

func BenchmarkRead(b *testing.B) {
	all := messages(b)
	for b.Loop() {
		for _, m := range all {
			contacts.Read(m.text, ours)
		}
	}
}
