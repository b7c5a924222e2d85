package playbook

import (
	"fmt"
	"strings"
	"testing"
)

// TestWhatWouldNeverActIsRefusedSoThatNoPlaybookPromisesItInSilence makes one such promise at a time.
func TestWhatWouldNeverActIsRefusedSoThatNoPlaybookPromisesItInSilence(t *testing.T) {
	toldOnce(t, []mistake{
		{"a qualifier's capacity", "{role: qualifier}\n  mia", "{role: qualifier, capacity: 5}\n  mia", `30:49: capacity is for reps, who get leads in turn, and dan@acme.example is a qualifier`},
		{"a manager's weight", "{role: manager}", "{role: manager, weight: 2}", `31:45: weight is for reps, who get leads in turn, and mia@acme.example is a manager`},
		{"a manager who cannot act", "emea: {manager: mia@", "emea: {manager: ana@", `37:19: ana@acme.example is a rep: the manager of a team must be a manager or admin, to help with every lead`},
		{"somebody on duty who cannot act", "on_duty: mia@acme.example, hours: new-york", "on_duty: ana@acme.example, hours: new-york", `38:50: ana@acme.example is a rep: who is on duty must be a manager, an admin or one of the team's own, to take its leads`},
		{"marketing on duty", "on_duty: mia@acme.example, hours: berlin", "on_duty: max@acme.example, hours: berlin", `37:46: max@acme.example is marketing: who is on duty must be a manager, an admin or one of the team's own, to take its leads`},
		{"turns among a partner's people", "sales_channel: reseller, team: emea}", "sales_channel: reseller, team: emea, assign: round_robin}", `100:77: a partner's rule has no assign: all their people are offered the lead, and at home the last rule decides`},
		{"a source that is misspelt in a condition", "when: 'lead.country in [\"ES\", \"PT\"]'", "when: 'lead.source == \"websit\"'", `99:11: condition: unknown source "websit": did you mean "website"?`},
		{"a campaign that is misspelt in a condition", "when: 'lead.country in [\"ES\", \"PT\"]'", "when: 'lead.campaign in [\"spring-webinr\"]'", `99:11: condition: unknown campaign "spring-webinr": did you mean "spring-webinar"?`},
		{"a currency that is never written so", "when: 'lead.country in [\"ES\", \"PT\"]'", "when: 'lead.currency == \"eur\"'", `99:29: condition: unknown currency "eur": did you mean "EUR"?`},
		{"a country on the left", "when: 'lead.country in [\"ES\", \"PT\"]'", "when: '\"es\" == lead.country'", `99:12: condition: unknown country "es": did you mean "ES"?`},
		{"nothing", "when: 'lead.country in [\"ES\", \"PT\"]'", "when: 'lead.country == nil'", `99:28: condition: nil is not for conditions: what is not known is "", or 0`},
		{"hours that should be days in a promise", "hot: {claim: 5m, contact: 15m}", "hot: {claim: 24h, contact: 15m}", `112:16: claim 24h: write days as days, a business day is not 24 h`},
		{"hours that should be days in a cadence", "[0m, 2h, 1d,", "[0m, 48h, 1d,", `146:24: attempts 48h: write days as days, a business day is not 24 h`},
		{"hours that should be days for a partner", "accept_within: 1d", "accept_within: 24h", `42:87: accept_within 24h: write days as days, a business day is not 24 h`},
		{"a widening for a lead that has an owner", "any: [{after: 7d, do: remind, tell: owner}", "any: [{after: 7d, do: widen, to: \"#leads\"}", `140:11: widen is for leads that wait, in the ladders claim and accept`},
		{"a widening for an inquiry", "any: [{after: 1d, do: remind, tell: pool}, {after: 2d, do: remind, tell: manager}]\n  claim", "any: [{after: 1d, do: widen, to: \"#leads\"}]\n  claim", `119:11: widen is for leads that wait, in the ladders claim and accept`},
		{"the owner of a lead that has none", "{after: 10m, do: remind, tell: manager}\n", "{after: 10m, do: remind, tell: owner}\n", `125:42: a lead in the ladder claim has no owner: tell the pool`},
		{"somebody who is told of a hand-over", "{after: 20m, do: reassign}", "{after: 20m, do: reassign, tell: manager}", `127:44: only remind has tell: add a rung after the same time that reminds them`},
		{"somebody who is to get it", "{after: 20m, do: reassign}", "{after: 20m, do: reassign, to: ben@acme.example}", `127:42: only widen has to, the channel`},
		{"a claim that ends as it begins", "any: [{after: 7d, do: remind, tell: owner}, {after: 10d, do: remind, tell: manager}]", "any: [{after: 0m, do: release}]", `140:11: release after no time would take the lead back from everybody as soon as they have it`},
		{"an offer that ends as it begins", "any: [{after: 15m, do: remind, tell: owner}, {after: 1h, do: reassign}]", "any: [{after: 0m, do: reassign}]", `132:11: reassign after no time would take the lead back from everybody as soon as they have it`},
		{"messages of years", "bundle: 5m", "bundle: 3650d", `142:11: bundle is 3650d, but a day at most: people are told no sooner`},
		{"a first attempt that has a wait", "[0m, 1d, 3d, 7d]", "[5d, 1d, 3d, 7d]", `147:20: the first attempt is made at once: begin with 0m, and say in the ladder first_contact how long it may take`},
		{"an end without its reason", "7d], then: marketing}\n  any", "7d], then: lost}\n  any", `146:51: then: lost needs a reason beside it, one of those that people choose from: reason: …`},
		{"an end for a reason of another", "7d], then: marketing}\n  any", "7d], then: lost, reason: no budget}\n  any", `146:65: unknown reason "no budget": there is competitor, missing feature, no decision, price, timing or went silent`},
		{"an end that is none", "7d], then: marketing}\n  any", "7d], then: marketign}\n  any", `146:51: unknown then "marketign": did you mean "marketing"?`},
		{"a reason that is longer than a list shows", "[not now, no budget,", "[not now, " + strings.Repeat("no budget ", 8) + "either,", `156:24: a reason has 75 letters at most: Slack shows no more of it in a list`},
	})
}

func TestNoListIsLongerThanSlackShows(t *testing.T) {
	text := exampleText(t)
	var reasons, questions []string
	for n := range 101 {
		reasons = append(reasons, fmt.Sprintf("reason %d", n))
		questions = append(questions, fmt.Sprintf("    - {id: q%d, ask: \"Is it?\"}", n))
	}
	for want, changed := range map[string]string{
		"a list of reasons has 100 at most":                strings.Replace(text, "[price, competitor,", "["+strings.Join(reasons, ", ")+", price, competitor,", 1),
		"the checklist has 106 questions, but 80 at most:": strings.Replace(text, "    - {id: authority", strings.Join(questions, "\n")+"\n    - {id: authority", 1),
	} {
		if _, err := Parse("playbook.yaml", []byte(changed), env); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want that %s", err, want)
		}
	}
}
