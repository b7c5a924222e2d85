package playbook

import (
	"fmt"
	"strings"
	"testing"
)

// TestWhatWouldNeverActIsRefusedSoThatNoPlaybookPromisesItInSilence makes one mistake at a time, each in a
// setting that would have no effect.
func TestWhatWouldNeverActIsRefusedSoThatNoPlaybookPromisesItInSilence(t *testing.T) {
	toldOnce(t, []mistake{
		{"a qualifier's capacity", "{role: qualifier}\n  mia", "{role: qualifier, capacity: 5}\n  mia", `30:49: capacity is only for reps, since only they get leads in rotation, and dan@acme.example is a qualifier`},
		{"a manager's weight", "{role: manager}", "{role: manager, weight: 2}", `31:45: weight is only for reps, since only they get leads in rotation, and mia@acme.example is a manager`},
		{"a manager who cannot act", "emea: {manager: mia@", "emea: {manager: ana@", `37:19: ana@acme.example is a rep: a team's manager must have the role manager or admin, to be able to help with every lead`},
		{"a person on duty who cannot act", "on_duty: mia@acme.example, hours: new-york", "on_duty: ana@acme.example, hours: new-york", `38:50: ana@acme.example is a rep: the person on duty must be a manager, an admin or in the team, to be able to take its leads`},
		{"marketing on duty", "on_duty: mia@acme.example, hours: berlin", "on_duty: max@acme.example, hours: berlin", `37:46: max@acme.example is marketing: the person on duty must be a manager, an admin or in the team, to be able to take its leads`},
		{"rotation among a partner's people", "sales_channel: reseller, team: emea}", "sales_channel: reseller, team: emea, assign: round_robin}", `100:77: remove assign: everyone at the partner is offered the lead, and if it comes back, the last rule decides`},
		{"a source that is misspelled in a condition", "when: 'lead.country in [\"ES\", \"PT\"]'", "when: 'lead.source == \"websit\"'", `99:11: condition: unknown source "websit": did you mean "website"?`},
		{"a campaign that is misspelled in a condition", "when: 'lead.country in [\"ES\", \"PT\"]'", "when: 'lead.campaign in [\"spring-webinr\"]'", `99:11: condition: unknown campaign "spring-webinr": did you mean "spring-webinar"?`},
		{"a currency that is not a code", "when: 'lead.country in [\"ES\", \"PT\"]'", "when: 'lead.currency == \"eur\"'", `99:29: condition: unknown currency "eur": did you mean "EUR"?`},
		{"a country on the left", "when: 'lead.country in [\"ES\", \"PT\"]'", "when: '\"es\" == lead.country'", `99:12: condition: unknown country "es": did you mean "ES"?`},
		{"nothing", "when: 'lead.country in [\"ES\", \"PT\"]'", "when: 'lead.country == nil'", `99:28: condition: conditions can't use nil: an unknown field is "" or 0`},
		{"hours that should be days in a promise", "hot: {claim: 5m, contact: 15m}", "hot: {claim: 24h, contact: 15m}", `112:16: claim 24h: use days instead, since a business day has fewer than 24 hours`},
		{"hours that should be days in a cadence", "[0m, 2h, 1d,", "[0m, 48h, 1d,", `146:24: attempts 48h: use days instead, since a business day has fewer than 24 hours`},
		{"hours that should be days for a partner", "accept_within: 1d", "accept_within: 24h", `42:87: accept_within 24h: use days instead, since a business day has fewer than 24 hours`},
		{"a widening for a lead that has an owner", "any: [{after: 7d, do: remind, tell: owner}", "any: [{after: 7d, do: widen, to: \"#leads\"}", `140:11: widen only works in the ladders claim and accept, while a lead is waiting`},
		{"a widening for an inquiry", "any: [{after: 1d, do: remind, tell: pool}, {after: 2d, do: remind, tell: manager}]\n  claim", "any: [{after: 1d, do: widen, to: \"#leads\"}]\n  claim", `119:11: widen only works in the ladders claim and accept, while a lead is waiting`},
		{"the owner of an unclaimed lead", "{after: 10m, do: remind, tell: manager}\n", "{after: 10m, do: remind, tell: owner}\n", `125:42: a lead in the ladder claim has no owner: use pool`},
		{"a recipient for a reassign", "{after: 20m, do: reassign}", "{after: 20m, do: reassign, tell: manager}", `127:44: only remind takes tell: add a rung with the same after that reminds them`},
		{"a receiver for a reassign", "{after: 20m, do: reassign}", "{after: 20m, do: reassign, to: ben@acme.example}", `127:42: only widen takes to, a channel`},
		{"a claim that ends at once", "any: [{after: 7d, do: remind, tell: owner}, {after: 10d, do: remind, tell: manager}]", "any: [{after: 0m, do: release}]", `140:11: release after 0 would take the lead back from everybody as soon as they get it`},
		{"an offer that ends at once", "any: [{after: 15m, do: remind, tell: owner}, {after: 1h, do: reassign}]", "any: [{after: 0m, do: reassign}]", `132:11: reassign after 0 would take the lead back from everybody as soon as they get it`},
		{"a bundle of years", "bundle: 5m", "bundle: 3650d", `142:11: bundle is 3650d, but can be at most a day`},
		{"a first attempt that has a wait", "[0m, 1d, 3d, 7d]", "[5d, 1d, 3d, 7d]", `147:20: the first attempt is made at once: start with 0m, and set its deadline in the ladder first_contact`},
		{"giving up without a reason", "7d], then: marketing}\n  any", "7d], then: lost}\n  any", `146:51: then: lost needs a reason next to it, one that people can choose: reason: …`},
		{"giving up with a reason of another action", "7d], then: marketing}\n  any", "7d], then: lost, reason: no budget}\n  any", `146:65: unknown reason "no budget": use competitor, missing feature, no decision, price, timing or went silent`},
		{"giving up with an unknown action", "7d], then: marketing}\n  any", "7d], then: marketign}\n  any", `146:51: unknown then "marketign": did you mean "marketing"?`},
		{"a reason that is too long for a list", "[not now, no budget,", "[not now, " + strings.Repeat("no budget ", 8) + "either,", `156:24: a reason can have at most 75 characters, because Slack shows no more in a list`},
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
		"a list can have at most 100 reasons":                                    strings.Replace(text, "[price, competitor,", "["+strings.Join(reasons, ", ")+", price, competitor,", 1),
		"the checklist has 106 questions, but Slack dialogs can show at most 80": strings.Replace(text, "    - {id: authority", strings.Join(questions, "\n")+"\n    - {id: authority", 1),
	} {
		if _, err := Parse("playbook.yaml", []byte(changed), env); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
