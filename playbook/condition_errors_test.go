package playbook

import (
	"strings"
	"testing"
)

// TestAMistakeIsToldInWordsOfWhoeverWroteIt makes mistakes that are typical for people who have never written
// a program.
func TestAMistakeIsToldInWordsOfWhoeverWroteIt(t *testing.T) {
	iberia := "when: 'lead.country in [\"ES\", \"PT\"]'"
	toldOnce(t, []mistake{
		{"a single equals sign", iberia, "when: 'lead.country = \"ES\"'", `99:25: condition: = doesn't belong here: write == to compare`},
		{"operators in capitals", iberia, "when: 'lead.freemail AND lead.test'", `99:26: condition: "AND" doesn't belong here: did you mean "and"?`},
		{"a text without quotes", iberia, "when: 'temperature == hot'", `99:27: condition: unknown name hot: text goes in quotes, "hot"`},
		{"a country without quotes", iberia, "when: 'lead.country in [ES, PT]'", `99:29: condition: unknown name ES: text goes in quotes, "ES"`},
		{"the quotes of a word processor", iberia, "when: 'lead.country in [“ES”]'", `99:29: condition: “ is not allowed in conditions: write straight quotes, "DE"`},
		{"a bracket that is not closed", iberia, "when: 'lead.country in [\"ES\", \"PT\"'", `99:38: condition: it ends too early: something is missing, or a bracket is not closed`},
		{"a quote that is not closed", iberia, "when: 'lead.country in [\"ES]'", `99:33: condition: a quote is never closed`},
		{"a number that is a text", iberia, "when: 'lead.employees == \"20\"'", `99:27: condition: a number and text can't be compared with ==`},
		{"a pattern", iberia, "when: 'lead.title matches \"(chief\"'", "99:23: condition: the pattern is not valid: missing closing ): `(chief`"},
		{"a condition in the wrong quotes", iberia, "when: 'lead.country in ['ES', 'PT']'", `99:30: this is not valid YAML: the value ended before this: put it in the other kind of quotes`},
		{"a channel that is a comment", `{channel: "#leads-americas", sales`, `{channel: #leads-americas, sales`, `103:19: # starts a comment: put the channel in quotes, "#leads"`},
		{"a channel that is a comment in a line of its own", `marketing: {channel: "#marketing"}`, "marketing:\n  channel: #marketing", `110:3: channel has no value: # starts a comment: put the channel in quotes, "#leads"`},
		{"a brace that is not closed", "hide: [email, phone, message]}", "hide: [email, phone, message]", `42:16: this is not valid YAML: the { is never closed`},
		{"a colon that is missing", "  gut: true", "  gut true", `56:3: this is not valid YAML: a key needs a colon and a space, key: value`},
		{"a line with the wrong indentation", "  gut: true", " gut: true", `56:2: this is not valid YAML: this line isn't indented like the lines around it`},
		{"a tab", "  text: |", "\ttext: |", `45:1: this is not valid YAML: use spaces to indent, not tabs`},
		{"a day written out", "      fri: [", "      friday: [", `20:7: unknown day "friday": did you mean "fri"?`},
		{"a day in another language", "      fri: [", "      Fr: [", `20:7: unknown day "Fr": use mon, tue, wed, thu, fri, sat or sun, or a range such as mon-fri`},
		{"days as a list", "days: mon-fri}", "days: [mon, fri]}", `39:60: days must be text, not a list`},
		{"a country with another code", "[ES, PT]", "[ES, UK]", `42:67: unknown country "UK": did you mean "GB"?`},
		{"a country by its name", "[ES, PT]", "[ES, Portugal]", `42:67: unknown country "Portugal": use two letters, such as DE or US`},
		{"a currency symbol", "currency: EUR         ", "currency: €         ", `11:11: unknown currency "€": did you mean "EUR"?`},
		{"a zone that is an abbreviation", "timezone: America/New_York", "timezone: PST", `22:15: unknown time zone "PST": use a continent and a city, such as Europe/Berlin, or UTC`},
		{"holidays in lower case", "DE-BE ", "de-be ", `17:15: unknown holidays "de-be": did you mean "DE-BE"?`},
		{"holidays of a country with another code", "DE-BE ", "UK ", `17:15: unknown holidays "UK": did you mean "GB"?`},
		{"holidays that Dibs does not have", "DE-BE ", "IN ", `17:15: unknown holidays "IN": Dibs has no holidays for this country, so leave it out`},
		{"a yes that YAML reads as true", "known_company: offer_owner", "known_company: true", `107:16: known_company must be offer_owner or route, not true`},
		{"two roles", "{role: qualifier}\n  mia", "{role: [qualifier, rep]}\n  mia", `30:28: role must be admin, manager, marketing, qualifier or rep, not a list`},
		{"an unknown person, not similar to any other", "manager: mia@acme.example, on_duty: mia@acme.example, hours: berlin", "manager: mia@acme.example, on_duty: nobody@acme.example, hours: berlin", `37:46: unknown on_duty "nobody@acme.example": use ana@acme.example, ben@acme.example, carla@acme.example, dan@acme.example, max@acme.example, mia@acme.example or ops@acme.example`},
		{"a domain", "backup: ben@acme.example", "backup: ben@acne.example", `27:53: unknown backup "ben@acne.example": did you mean "ben@acme.example"?`},
		{"a rung that names a person", "{after: 10m, do: remind, tell: manager}\n", "{after: 10m, do: remind, tell: mia@acme.example}\n", `125:42: tell must be pool, owner, backup, manager, on_duty, marketing or a channel, not a person: "mia@acme.example"`},
		{"a rung that is not in a list", "any: [{after: 7d, do: remind, tell: owner}, {after: 10d, do: remind, tell: manager}]", "any: {after: 7d, do: remind, tell: owner}", `140:10: a ladder is a list of rungs: put [ and ] around this one`},
	})
}

func TestWhatEditorsAddIsNoMistake(t *testing.T) {
	text := exampleText(t)
	for name, written := range map[string]string{
		"a mark at the beginning":  "\ufeff" + text,
		"the line ends of Windows": strings.ReplaceAll(text, "\n", "\r\n"),
		"spaces in a window":       strings.Replace(text, `"09:00-15:00"`, `"09:00 - 15:00"`, 1),
		"a long dash in a window":  strings.Replace(text, `"09:00-15:00"`, `"09:00–15:00"`, 1),
	} {
		if _, err := Parse("playbook.yaml", []byte(written), env); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
