package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/store"
)

// tried runs `dibs playbook test` on the example and returns its output joined to one line.
func tried(t *testing.T, getenv func(string) string, args ...string) string {
	t.Helper()
	said, err := says(t, getenv, append([]string{"playbook", "test", example}, args...)...)
	if err != nil {
		t.Fatal(err)
	}
	for l := range strings.Lines(said) {
		if len([]rune(l)) > 81 && strings.Contains(strings.TrimSpace(l), " ") { // a path cannot be broken
			t.Errorf("a line has more than 80 columns: %s", l)
		}
	}
	return strings.Join(strings.Fields(said), " ")
}

// nowhere is an environment without a database.
func nowhere(t *testing.T) func(string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "none.db")
	t.Cleanup(func() {
		if _, err := os.Stat(path); err == nil {
			t.Error("it created a database")
		}
	})
	return func(name string) string { return map[string]string{"DATABASE_URL": "sqlite:" + path}[name] }
}

var ida = []string{
	"--source", "demo", "--name", "Ida Holm", "--email", "Ida Holm <IDA@holm.example>", "--company", "Holm GmbH", "--country", "de",
	"--employees", "420", "--title", "Head of Ops", "--value", "31200.50", "--currency", "EUR", "--attribute", "plan=gold",
}

func TestATriedLeadIsExplainedStepByStepWithoutADatabase(t *testing.T) {
	t.Parallel()
	said := tried(t, nowhere(t), append(ida, "--at", "2026-11-22 12:00")...)
	for _, want := range []string{
		"as of Sun 22 Nov 2026 12:00:00 CET",
		"- email: ida@holm.example", "- country: DE", "- value: 31200.5", "- attributes.plan: gold",
		"Potential 70:", "+30 200+ staff: staff is at least 200", "0 private e-mail address",
		"Engagement 45: - +45 asked for a demo", "Temperature: hot. - hot: yes: potential is at least 40",
		"email: given", "sales-ready: yes: temperature is hot or warm", "Stage: new, ready for sales.",
		"1. enterprise DACH: matched: country is DE, AT or CH", "2. Iberia by partner: not reached",
		"Route: To emea in rotation, in #leads-enterprise (territory manager).",
		"Everybody in the playbook is available (there is no database at",
		"The team is closed, so this is as of its next opening, Mon 23 Nov 2026 09:00:00 CET.",
		"ben@acme.example: available (share 2, 0 open leads of 25)",
		"The rotation depends on who got the last leads.",
		"Mon 23 Nov 2026 09:03:00 CET, accept: ping the person it was offered to (ben@acme.example)",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing in:\n%s", want, said)
		}
	}
}

func TestATriedLeadThatIsNotReadySaysWhatItLacksAndWhoHasIt(t *testing.T) {
	t.Parallel()
	body := filepath.Join(t.TempDir(), "lead.json")
	if err := os.WriteFile(body, []byte(`{"source": "webinar", "email": "x@gmail.com", "country": "DE", "message": "a\u001b[31mb"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	said := tried(t, nowhere(t), "--json", body, "--country", "ES")
	for _, want := range []string{
		"country: ES", "freemail: true", "message: a [31mb", "company: missing", "worth a call from the qualifiers: no",
		"Stage: nurturing, with marketing in #marketing until",
		"2. Iberia by partner: matched", "It goes there once it's ready for sales.", "it is judged again",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing in:\n%s", want, said)
		}
	}
	if strings.Contains(said, "Who can get it") {
		t.Error("it names candidates for a lead that is not for sales")
	}
}

func TestALeadThatCannotBeReadIsRefusedWithItsField(t *testing.T) {
	t.Parallel()
	broken := filepath.Join(t.TempDir(), "lead.json")
	if err := os.WriteFile(broken, []byte(`{"emial": "x@y.example"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"country: must be a two-letter ISO":           {"--country", "Germany", "--email", "a@b.example"},
		"currency: a value needs a currency":          {"--value", "12", "--email", "a@b.example"},
		"add at least one of email":                   {"--source", "demo"},
		"emial: unknown field":                        {"--json", broken},
		`--at "tomorrow": write 2026-11-23T09:00:00Z`: {"--at", "tomorrow", "--email", "a@b.example"},
		"no such file":                                {"--json", "none.json"},
		`--value: expected a float`:                   {"--value", "much", "--email", "a@b.example"},
	} {
		said, err := says(t, nowhere(t), append([]string{"playbook", "test", example}, args...)...)
		if err == nil || !strings.Contains(err.Error(), want) || said != "" {
			t.Errorf("%v: it ended with %v and printed %q, want %q", args, err, said, want)
		}
	}
}

func TestWithADatabaseATriedLeadMeetsThePeopleAndLoadsThereAre(t *testing.T) {
	t.Parallel()
	env := map[string]string{"DATABASE_URL": "sqlite:" + filepath.Join(t.TempDir(), "dibs.db")}
	getenv := func(name string) string { return env[name] }
	if _, err := says(t, getenv, "migrate"); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), env["DATABASE_URL"])
	if err != nil {
		t.Fatal(err)
	}
	synced, _, err := s.SyncPeople(t.Context(), []lead.Person{
		{SlackID: "U1", Email: "ana@acme.example", Name: "Ana Duarte"}, {SlackID: "U2", Email: "ben@acme.example", Name: "Ben Okafor"},
	}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	if err := s.StartAbsence(t.Context(), synced[0].ID, from, from.AddDate(0, 0, 10), lead.AwaySaid, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	said := tried(t, getenv, append(ida, "--at", "2026-11-23T10:00:00Z")...)
	for _, want := range []string{
		"People and their open leads come from the database.", "Ana Duarte: skipped, away until Mon 30 Nov 2026 09:00:00 CET",
		"Ben Okafor: available (share 2, 0 open leads of 25)",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing in:\n%s", want, said)
		}
	}
}
