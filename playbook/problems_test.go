package playbook

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

func exampleText(t testing.TB) string {
	t.Helper()
	src, err := os.ReadFile("../playbook.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// TestEveryMistakeIsToldWithItsPlaceAndTheNearestRightWord makes one mistake at a time in the example
// playbook.
func TestEveryMistakeIsToldWithItsPlaceAndTheNearestRightWord(t *testing.T) {
	toldOnce(t, []mistake{
		{"a misspelled key", "timezone: Europe/Berlin\ncurrency", "timzeone: Europe/Berlin\ncurrency", `10:1: unknown key "timzeone": did you mean "timezone"?`},
		{"a misspelled key inside braces", "capacity: 25, weight: 2", "capacity: 25, wieght: 2", `28:85: unknown key "wieght": did you mean "weight"?`},
		{"a zone", "timezone: America/New_York", "timezone: America/NewYork", `22:15: unknown time zone "America/NewYork": did you mean "America/New_York"?`},
		{"the local zone of the machine", "timezone: Europe/Berlin\ncurrency", "timezone: Local\ncurrency", `10:11: unknown time zone "Local": use a continent and a city, such as Europe/Berlin, or UTC`},
		{"holidays of a region", "DE-BE ", "DE-BX ", `17:15: unknown holidays "DE-BX": did you mean "DE-BB"?`},
		{"a day", "mon-thu:", "mon-thr:", `19:7: unknown day "mon-thr": did you mean "mon-thu"?`},
		{"a window that ends before it begins", `"13:15-18:00"`, `"18:00-13:15"`, `19:32: the window 18:00-13:15 ends before it starts: split it at 24:00 into two days`},
		{"windows that overlap", `"13:15-18:00"`, `"12:15-18:00"`, `19:32: the window 12:15-18:00 starts before the one before it ends: put them in order`},
		{"a day that appears twice", "      fri: [", "      thu: [", `20:7: thu is already in mon-thu`},
		{"a currency", "currency: EUR         ", "currency: EUX         ", `11:11: unknown currency "EUX": did you mean "EUR"?`},
		{"an unknown backup", "backup: ben@acme.example", "backup: bne@acme.example", `27:53: unknown backup "bne@acme.example": did you mean "ben@acme.example"?`},
		{"an unknown manager", "emea: {manager: mia@acme", "emea: {manager: mya@acme", `37:19: unknown manager "mya@acme.example": did you mean "mia@acme.example"?`},
		{"one's own backup", "ana@acme.example: {role: rep, team: emea, backup: ben@", "ana@acme.example: {role: rep, team: emea, backup: ana@", `27:21: ana@acme.example can't be their own backup`},
		{"a role", "{role: qualifier}\n  mia", "{role: qualifer}\n  mia", `30:28: unknown role "qualifer": did you mean "qualifier"?`},
		{"a team", "team: americas, hours", "team: america, hours", `29:41: unknown team "america": did you mean "americas"?`},
		{"hours", "hours: berlin}", "hours: brelin}", `37:71: unknown hours "brelin": did you mean "berlin"?`},
		{"an unknown field in a condition", "lead.employees >= 200', points", "lead.employes >= 200', points", `60:20: condition: a lead has no employes: did you mean "employees"?`},
		{"an unknown name in a condition", "warm: 'engagement >= 20", "warm: 'engagementt >= 20", `77:12: condition: unknown name engagementt: did you mean "engagement"?`},
		{"a name that does not exist in this condition", "'lead.freemail'", "'temperature == \"hot\"'", `64:15: condition: unknown name temperature: use lead`},
		{"a condition that does not compile", "hot: 'potential >= 40 and", "hot: 'potential >= 40 und", `76:27: condition: "und" doesn't belong here: did you mean "and"?`},
		{"a condition that compares texts with numbers", "lead.employees >= 20 and", "lead.country >= 20 and", `61:28: condition: text and a number can't be compared with >=`},
		{"a condition that is neither true nor false", "'engagement >= 30'       #", "'engagement'       #", `151:14: condition: it must be true or false, such as engagement >= 30, but this is a number`},
		{"a condition that could run for long", "'lead.freemail'", "'all([1], true)'", `64:24: condition: conditions can't use loops such as all(…) or filter(…)`},
		{"an unknown function", "'lead.freemail'", "'now() == 1'", `64:15: condition: unknown name now: use lead`},
		{"a source of a campaign", "{source: webinar,", "{source: webinars,", `91:28: unknown source "webinars": did you mean "webinar"?`},
		{"a preset", "preset: typeform", "preset: typefrom", `87:22: unknown preset "typefrom": did you mean "typeform"?`},
		{"an engagement without points", "newsletter: {engagement: newsletter}", "newsletter: {engagement: newslettre}", `84:28: unknown engagement "newslettre": did you mean "newsletter"?`},
		{"a secret written out", `"${TYPEFORM_SECRET}"`, `"hunter2"`, `87:66: don't write secrets in the playbook: set an environment variable and write "${NAME}"`},
		{"a secret that is not set", `"${TYPEFORM_SECRET}"`, `"${TYPEFORM_SECRTE}"`, `87:66: the environment variable TYPEFORM_SECRTE is not set`},
		{"a month", `"2026-05": 1200`, `"2026-13": 1200`, `91:61: "2026-13" is not a month: use the form "2026-04"`},
		{"a routing table that does not take everything", "  - name: everything else\n", "  - name: everything else\n    when: 'lead.country != \"\"'\n", `95:3: the last rule, "everything else", must match everything: remove its when`},
		{"a rule that no lead gets to", "    when: 'lead.country in [\"US\", \"CA\"]'\n", "", `103:5: no lead gets here, because the rule "Americas" before it matches everything`},
		{"a partner", "partner: iberia-tech", "partner: iberiatech", `100:19: unknown partner "iberiatech": did you mean "iberia-tech"?`},
		{"a sales channel", "sales_channel: reseller", "sales_channel: resellers", `100:47: unknown sales_channel "resellers": did you mean "reseller"?`},
		{"a channel", `channel: "#leads-enterprise"`, `channel: "leads-enterprise"`, `97:19: channel "leads-enterprise" is not a channel: use "#name" in lower case or the id, such as C024BE91L`},
		{"rungs out of order", "{after: 5m, do: remind, tell: backup}\n", "{after: 2m, do: remind, tell: backup}\n", `124:11: the rung after 3m is listed before the one after 2m: put them in order`},
		{"a reminder for nobody", "- {after: 3m, do: remind, tell: pool}", "- {after: 3m, do: remind}", `123:11: remind needs tell: pool, owner, backup, manager, on_duty, marketing or a channel`},
		{"the recipient of a rung", "- {after: 3m, do: remind, tell: pool}", "- {after: 3m, do: remind, tell: mangaer}", `123:41: unknown tell "mangaer": did you mean "manager"?`},
		{"what a rung does", "{after: 20m, do: reassign}", "{after: 20m, do: reasign}", `127:28: unknown do "reasign": did you mean "reassign"?`},
		{"hours that should be days", "{after: 2d, do: release}", "{after: 48h, do: release}", `135:90: after 2d: use days instead, since a business day has fewer than 24 hours`},
		{"no ladder for some temperatures", "    any: [{after: 7d", "    hot: [{after: 7d", `140:5: stale has no ladder for warm or cold leads: add any for the rest`},
		{"a duration", "bundle: 5m", "bundle: 5 min", `142:11: bundle "5 min" is not a duration: write it as 90s, 5m, 4h, 2d or 1d12h`},
		{"a duration that is too long", "default: 30d", "default: 99999999d", `150:12: default "99999999d" is not a duration: it is longer than ten years`},
		{"text instead of a number", "capacity: 25, weight: 2", "capacity: many, weight: 2", `28:81: capacity must be a whole number, not "many"`},
		{"a number out of range", "max_handoffs: 3", "max_handoffs: 0", `143:17: max_handoffs is 0: leave it out for no limit, or set how often a lead can change hands before only its manager decides`},
		{"a question that is asked twice", "id: budget", "id: authority", `52:7: the question "authority" appears twice`},
		{"a required field", "requires: [email, company]", "requires: [mail, company]", `48:14: unknown field "mail": did you mean "email"?`},
		{"a country", "[ES, PT]", "[ES, XX]", `42:67: unknown country "XX": use two letters, such as DE or US`},
		{"an alias", "company: Acme", "company: *a", `9:10: anchors and aliases aren't allowed: write the value out`},
		{"a key that appears twice", "company: Acme\n", "company: Acme\ncompany: Bcme\n", `10:1: this is not valid YAML: "company" appears twice, first in line 9`},
		{"a section", "people:\n", "peple:\n", `26:1: unknown key "peple": did you mean "people"?`},
		{"a key that must be there", "  - name: Americas\n", "  - nam: Americas\n", `101:5: unknown key "nam": did you mean "name"?`},
		{"a number instead of a team", "americas, hours", "3, hours", `29:41: team must be text, not the number 3: put it in quotes if you mean text`},
		{"a zone by its city", "timezone: America/New_York", "timezone: New York", `22:15: unknown time zone "New York": did you mean "America/New_York"?`},
		{"a country in lower case", "[ES, PT]", "[ES, pt]", `42:67: unknown country "pt": did you mean "PT"?`},
		{"a field that is not similar to any", "hide: [email", "hide: [fax", `42:98: unknown field "fax": use attributes, campaign, company, country, currency, email, employees, freemail, message, name, phone, source, test, title, value or website`},
		{"a field that is required twice", "requires: [email, company]", "requires: [email, email]", `48:21: email appears twice`},
		{"a partner in a channel of ours", `{channel: "#partners"`, `{channel: "#leads"`, `42:26: #leads is already used for something else: partner iberia-tech needs a channel of its own`},
		{"a ladder that pings a partner", "{after: 20m, do: reassign}", "{after: 20m, do: remind, tell: \"#partners\"}", `42:26: #partners is already used for something else: partner iberia-tech needs a channel of its own`},
		{"two partners in one channel", "  iberia-tech: {", "  gallia: {channel: \"#partners\"}\n  iberia-tech: {", `43:26: #partners is also the channel of partner gallia: partner iberia-tech needs a channel of its own`},
		{"a person of ours at a partner", "people: [], countries", "people: [ana@acme.example], countries", `42:48: ana@acme.example is on your own team, so they can't also be with a partner`},
		{"a person at two partners", "  iberia-tech: {channel: \"#partners\", people: []", "  gallia: {channel: \"#gallia\", people: [a@b.example]}\n  iberia-tech: {channel: \"#partners\", people: [a@b.example]", `43:48: a@b.example is also with partner gallia`},
		{"a partner without time", "accept_within: 1d", "accept_within: 0m", `42:87: accept_within must be at least a second`},
		{"a partner's time", "accept_within: 1d", "accept_within: tomorrow", `42:87: accept_within "tomorrow" is not a duration: write it as 90s, 5m, 4h, 2d or 1d12h`},
		{"a channel with one wrong letter", "to: \"#leads\"}\n", "to: \"#leds\"}\n", `126:39: unknown channel "#leds": did you mean "#leads"?`},
		{"a channel for amounts with one wrong letter", "#leads-enterprise\"]}", "#leads-enterpris\"]}", `161:34: unknown channel "#leads-enterpris": did you mean "#leads-enterprise"?`},
		{"an unknown temperature", "'temperature in [\"hot\", \"warm\"]", "'temperature in [\"hot\", \"wram\"]", `49:40: condition: unknown temperature "wram": did you mean "warm"?`},
		{"a country that is not a code", "[\"ES\", \"PT\"]'", "[\"es\", \"PT\"]'", `99:29: condition: unknown country "es": did you mean "ES"?`},
		{"an unknown country", "[\"US\", \"CA\"]'", "[\"UK\", \"CA\"]'", `102:29: condition: unknown country "UK": did you mean "GB"?`},
		{"a field without lead in front", "'lead.country in [\"ES\", \"PT\"]'", "'country in [\"ES\", \"PT\"]'", `99:12: condition: unknown name country: did you mean "lead.country"?`},
		{"a rung without a time", "{after: 20m, do: reassign}", "{after: 20, do: reassign}", `127:19: after the number 20 is not a duration: write it as 90s, 5m, 4h, 2d or 1d12h`},
		{"a limit over no time", "per: 14d", "per: 0d", `152:30: per must be at least a second`},
		{"the time of a digest", "repeat: 1d ", "repeat: daily ", `141:11: repeat "daily" is not a duration: write it as 90s, 5m, 4h, 2d or 1d12h`},
		{"a list instead of a table", "marketing: {channel: \"#marketing\"}", "marketing: [\"#marketing\"]", `109:12: marketing must be a list of key: value pairs, not a list`},
	})
}

// mistake replaces what is right in the example with something wrong. want is the only message this should
// cause.
type mistake struct{ name, right, wrong, want string }

// toldOnce makes one mistake at a time and checks its message.
func toldOnce(t *testing.T, mistakes []mistake) {
	t.Helper()
	text := exampleText(t)
	for _, c := range mistakes {
		t.Run(c.name, func(t *testing.T) {
			if strings.Count(text, c.right) != 1 {
				t.Fatalf("%q occurs %d times in the example", c.right, strings.Count(text, c.right))
			}
			_, err := Parse("playbook.yaml", []byte(strings.Replace(text, c.right, c.wrong, 1)), env)
			if err == nil {
				t.Fatal("the playbook was accepted")
			}
			lines := strings.Split(err.Error(), "\n")
			if first, want := lines[0], "playbook.yaml:"+c.want; first != want {
				t.Errorf("got  %s\nwant %s", first, want)
			}
			if len(lines) > 1 {
				t.Errorf("one mistake causes %d messages:\n%v", len(lines), err)
			}
		})
	}
}

func TestAllMistakesAreToldAtOnceInTheOrderOfTheFile(t *testing.T) {
	src, err := os.ReadFile("testdata/broken.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, err = Parse("broken.yaml", src, env)
	if err == nil {
		t.Fatal("the playbook was accepted")
	}
	want, readErr := os.ReadFile("testdata/broken.golden")
	if readErr != nil {
		t.Fatal(readErr)
	}
	if got := err.Error() + "\n"; got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var p *Problem
	if !errors.As(err, &p) || p.File != "broken.yaml" || p.Line == 0 {
		t.Errorf("first problem %+v", p)
	}
}

func TestASecretIsNowhereButInReveal(t *testing.T) {
	p := example(t)
	s, ok := p.Source("typeform")
	if !ok || s.Secret.Reveal() != "typeform-test-secret" || !s.Secret.Matches("typeform-test-secret") || s.Secret.Matches("other") {
		t.Fatal("the secret was not read from the environment")
	}
	if (Secret{}).Matches("") {
		t.Error("the zero Secret matches the empty text")
	}
	other, err := Load("../playbook.example.yaml", func(string) string { return "another secret" })
	if err != nil || other.Version() != p.Version() || strings.Contains(p.Text(), "typeform-test-secret") {
		t.Errorf("the version or the text depends on the secret: %v", err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		if out := fmt.Sprintf(verb, s.Secret); strings.Contains(out, "typeform-test") || strings.Contains(out, "7479706566") {
			t.Errorf("%s prints %s", verb, out)
		}
	}
}
