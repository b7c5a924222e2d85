package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// example is the playbook that ships with the program.
const example = "../../playbook.example.yaml"

// says runs a command and returns what it prints.
func says(t *testing.T, getenv func(string) string, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(t.Context(), args, getenv, &out, &out)
	return out.String(), err
}

// rewritten is a copy of the example with some of its text replaced.
func rewritten(t *testing.T, pairs ...string) string {
	t.Helper()
	raw, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("the example has no %q", pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	path := filepath.Join(t.TempDir(), "changed.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAPlaybookInOrderIsFineInOneLineAndItsOversightsAreWarnedOf(t *testing.T) {
	t.Parallel()
	said, err := says(t, demoEnv, "playbook", "check", example)
	if err != nil {
		t.Fatal(err, said)
	}
	lines := strings.Split(strings.TrimSpace(said), "\n")
	if !strings.HasPrefix(lines[0], example+" is fine: version ") || !strings.HasSuffix(lines[0], ", 18 rules, 7 people, 2 teams.") {
		t.Errorf("it printed %q", lines[0])
	}
	for _, l := range lines[1:] {
		if !strings.HasPrefix(l, "warning: ") {
			t.Errorf("it printed %q", l)
		}
	}
	if !strings.Contains(said, "warning: carla@acme.example has no backup") {
		t.Errorf("no warning about a rep without a backup:\n%s", said)
	}
}

func TestAWebhookThatNobodySignsIsWarnedOfAsTheDoctorDoes(t *testing.T) {
	t.Parallel()
	said, err := says(t, demoEnv, "playbook", "check", rewritten(t, `, secret: "${TYPEFORM_SECRET}"`, ""))
	if err != nil || !strings.Contains(said, "warning: sources: typeform has no secret") {
		t.Errorf("it printed (%v):\n%s", err, said)
	}
}

func TestEveryProblemOfAPlaybookIsALineWithItsPlaceAndTheCheckFails(t *testing.T) {
	t.Parallel()
	path := rewritten(t, "timezone: Europe/Berlin", "timezone: Europe/Belrin", "capacity: 25}", "capacty: 25}")
	said, err := says(t, demoEnv, "playbook", "check", path)
	if !errors.Is(err, errReported) {
		t.Errorf("it ended with %v", err)
	}
	want := path + `:10:11: unknown time zone "Europe/Belrin": did you mean "Europe/Berlin"?` + "\n" +
		path + `:27:71: unknown key "capacty": did you mean "capacity"?` + "\n2 problems\n"
	if said != want {
		t.Errorf("it printed\n%s\nwant\n%s", said, want)
	}
	for _, verb := range []string{"explain"} {
		if _, err := says(t, demoEnv, "playbook", verb, path); err == nil || !strings.Contains(err.Error(), "Europe/Belrin") {
			t.Errorf("%s ended with %v", verb, err)
		}
	}
}

func TestAPlaybookThatIsNotThereIsSaidInOneLine(t *testing.T) {
	t.Parallel()
	said, err := says(t, func(string) string { return "" }, "playbook", "check", "none.yaml")
	if err == nil || !strings.HasPrefix(err.Error(), "none.yaml doesn't exist: ") || said != "" {
		t.Errorf("it ended with %v and printed %q", err, said)
	}
}

func TestThePlaybookOfTheEnvironmentIsCheckedWhenNoneIsNamed(t *testing.T) {
	t.Parallel()
	said, err := says(t, func(name string) string {
		return map[string]string{"DIBS_PLAYBOOK": example}[name] + demoSecrets[name]
	}, "playbook", "check")
	if err != nil || !strings.HasPrefix(said, example+" is fine") {
		t.Errorf("it printed (%v) %s", err, said)
	}
}

func TestThePlaybookIsExplainedInWordsThatFitATerminalWithoutItsSecrets(t *testing.T) {
	t.Parallel()
	said, err := says(t, func(string) string { return "" }, "playbook", "explain", example)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range strings.Split(said, "\n") {
		if utf8.RuneCountInString(l) > 80 {
			t.Errorf("a line has %d columns: %s", utf8.RuneCountInString(l), l)
		}
	}
	flat := strings.Join(strings.Fields(said), " ")
	for _, want := range []string{
		"ana@acme.example: rep in emea, claims and works leads, backup ben@acme.example",
		"emea (Europe/Berlin time): mon-thu 09:00-12:30 and 13:15-18:00; fri 09:00-15:00. Closed on Neujahrstag,",
		"Exception: for hot leads, the person on duty is pinged once outside business hours, mon-fri until 21:00.",
		"It goes straight to sales when temperature is hot or warm and country is DE,",
		"Hot: potential is at least 40 and engagement is at least 40.",
		"+25 points if title contains chief, head, vp, director, owner or founder (decision maker).",
		"1. enterprise DACH: country is DE, AT or CH and staff is at least 200. To emea in rotation, in #leads-enterprise (territory manager).",
		"To partner iberia-tech (reseller); if they don't accept, to emea.",
		"Hot: after 3m: ping the pool; 5m: the backup; 10m: the manager; 15m: post it in #leads too; 20m: offer it to the next rep.",
		"Warm and cold: after 15m: ping the person it was offered to; 1h: offer it to the next rep.",
		"tried at once, then after 2h, then after 1d",
		"A lead changes hands at most 3 times.",
		"Nobody hears from us more than twice in 14d, unless somebody confirms it.",
	} {
		if !strings.Contains(flat, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if t.Failed() {
		t.Log(said)
	}
}

func TestWhatAPlaybookSaysInVainIsWarnedOf(t *testing.T) {
	t.Parallel()
	path := rewritten(t,
		`to: {partner: iberia-tech, sales_channel: reseller, team: emea}`, `to: {channel: "#leads", team: emea}`,
		`do: widen, to: "#leads"}`, `do: widen, to: "#everybody"}`,
		"repeat: 1d ", "repeat: 5s ", "default: 30d", "default: 30s",
	)
	said, err := says(t, demoEnv, "playbook", "check", path)
	if err != nil {
		t.Fatal(err, said)
	}
	for _, want := range []string{
		"warning: no rule sends leads to partner iberia-tech\n",
		"warning: campaigns: cost has no effect yet: it is checked, but not used\n",
		"warning: campaigns: source has no effect yet: it is checked, but not used\n",
		"warning: retention has no effect yet: it is checked, but not used\n",
		"warning: repeat 5s: a lead that nobody takes gets a new line in its thread every 5s, forever\n",
		"warning: nurture default 30s: a nurtured lead is judged again every 30s, forever\n",
		"warning: leads are widened to #everybody, but no rule sends leads there, so nobody else can claim them\n",
	} {
		if strings.Count(said, want) != 1 {
			t.Errorf("it printed %q, want %q once", said, want)
		}
	}
}
