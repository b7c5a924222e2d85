package workflowstest

import (
	"strconv"
	"strings"
	"time"

	"dibs/lead"
)

// Nine is Monday, 23 November 2026, 9:00 UTC, which is 10:00 in Berlin.
var Nine = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// Playbook is a small playbook whose team is never closed.
const Playbook = `
company: Acme
timezone: Europe/Berlin
currency: EUR
people:
  ana@acme.example: {role: rep, team: sales, backup: ben@acme.example}
  ben@acme.example: {role: rep, team: sales, backup: ana@acme.example}
  dan@acme.example: {role: qualifier}
  mia@acme.example: {role: manager}
  max@acme.example: {role: marketing}
teams:
  sales: {manager: mia@acme.example, on_duty: mia@acme.example}
definition:
  text: A company with staff that asked for a demo.
  requires: [email]
  sales_ready: 'temperature in ["hot", "warm"]'
scoring:
  potential:
    - {when: 'lead.employees >= 20', points: 50, because: "20+ staff"}
  engagement:
    - {event: demo_request, points: 45, half_life: 14d}
    - {event: newsletter, points: 5, half_life: 14d}
  temperature: {hot: 'potential >= 40 and engagement >= 40', warm: 'potential >= 200'}
sources:
  demo: {engagement: demo_request}
  newsletter: {engagement: newsletter}
routing:
  - name: big
    when: 'lead.employees >= 1000'
    to: {channel: "#big", sales_channel: rep, team: sales, assign: claim}
  - name: all
    to: {channel: "#leads", sales_channel: rep, team: sales, assign: claim}
qualifiers: {channel: "#qualify", team: sales, when: 'engagement >= 40'}
marketing: {channel: "#marketing"}
ladders:
  qualify: {any: [{after: 10m, do: remind, tell: manager}]}
  claim: {any: [{after: 10m, do: remind, tell: manager}, {after: 20m, do: remind, tell: manager}]}
  accept: {any: [{after: 10m, do: reassign}]}
  first_contact: {any: [{after: 10m, do: remind, tell: owner}, {after: 30m, do: release}]}
  next_step: {any: [{after: 0m, do: remind, tell: owner}]}
  stale: {any: [{after: 12h, do: remind, tell: owner}]}
  repeat: 1h
  bundle: 5m
cadence:
  any: {attempts: [0m, 1h, 3h], then: marketing}
nurture: {default: 30d, wake_when: 'engagement >= 30'}
reasons:
  not_a_fit: [too small]
  hand_back: [not now, cannot be reached]
  lost: [price]
`

// Office is Playbook with closing hours: the team is open from 9:00 to 17:00 in Berlin, which is 8:00 to 16:00 UTC in
// winter.
var Office = strings.NewReplacer(
	"people:\n", "hours:\n  day: {timezone: Europe/Berlin, open: {mon-fri: [\"09:00-17:00\"]}}\npeople:\n",
	"on_duty: mia@acme.example}", "on_duty: mia@acme.example, hours: day}",
	"definition:\n", "outside_hours: {hot: {tell: on_duty, until: \"21:00\", days: mon-fri}}\ndefinition:\n",
	"claim: {any: [{after: 10m, do: remind, tell: manager}, {after: 20m, do: remind, tell: manager}]}",
	"claim: {any: [{after: 10m, do: remind, tell: pool}, {after: 20m, do: remind, tell: manager}]}",
	"warm: 'potential >= 200'", "warm: 'potential >= 40'",
	"reasons:\n", "campaigns:\n  webinar: {source: newsletter, hold_until: \"2026-11-24 18:00\"}\nreasons:\n",
).Replace(Playbook)

// Person is a person as Slack knows them.
func Person(name string) lead.Person {
	return lead.Person{SlackID: "U" + name, Name: name, Email: name + "@acme.example"}
}

// Inquiry is an inquiry that becomes a hot lead. Each n is another person of the same company.
func Inquiry(n int) lead.Inquiry {
	return lead.Inquiry{
		Source: "demo", Contact: lead.Contact{Name: "Pat", Email: "pat" + strconv.Itoa(n) + "@customer.example"},
		Company: lead.Company{Name: "Customer", Employees: 50},
	}
}

// OtherCompany is an Inquiry from another company for each n.
func OtherCompany(n int) lead.Inquiry {
	in := Inquiry(n)
	in.Contact.Email = "pat@customer" + strconv.Itoa(n) + ".example"
	in.Company.Name = "Customer " + strconv.Itoa(n)
	return in
}

// Warm is an inquiry that becomes a warm lead under Office, from another company for each n.
func Warm(n int) lead.Inquiry {
	in := OtherCompany(n)
	in.Source = "newsletter"
	return in
}
