package handlers

import (
	"testing"

	"dibs/lead"
)

func TestAMessageIsReadAsPeopleSeeIt(t *testing.T) {
	crew := lead.Crew{"ana": {Person: lead.Person{ID: "ana", SlackID: "U0ANA", Name: "Ana Duarte"}}}
	for text, want := range map[string]string{
		"plain words, 3 < 4":                                        "plain words, 3 < 4",
		"<@U0ANA> please call":                                      "@Ana Duarte please call",
		"<@U0ANA|ana> and <@U0NOBODY>":                              "@ana and @somebody",
		"in <#C0LEADS|leads> or <#C0LEADS|> or <#C0LEADS>":          "in #leads or #a channel or #a channel",
		"<!here> <!channel> <!subteam^S1|@sales> <!subteam^S2>":     "@here @channel @sales @subteam",
		"<!date^1763283600^{date}|16 Nov>":                          "16 Nov",
		"<mailto:nadia@brandt.example|nadia@brandt.example> writes": "nadia@brandt.example writes",
		"<mailto:nadia@brandt.example|Nadia Rahman>":                "Nadia Rahman (nadia@brandt.example)",
		"call <tel:+4930901820|030 901820>":                         "call 030 901820 (+4930901820)",
		"see <https://brandt.example|brandt.example>":               "see https://brandt.example",
		"see <https://brandt.example>":                              "see https://brandt.example",
		"see <https://brandt.example/a|our page>":                   "see our page (https://brandt.example/a)",
		"<not a token> <@> <":                                       "<not a token> @somebody <",
	} {
		if got := messageText(text, crew); got != want {
			t.Errorf("messageText(%q) = %q, want %q", text, got, want)
		}
	}
}
