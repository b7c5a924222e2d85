package playbook

import (
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

const digesting = `
company: Acme
timezone: Europe/Berlin
hours:
  berlin: {timezone: Europe/Berlin, holidays: DE-BE, open: {mon-fri: ["09:00-17:00"]}}
people:
  ana@acme.example: {role: rep, team: sales}
  gil@acme.example: {role: rep, team: gulf}
  dan@acme.example: {role: qualifier}
  mia@acme.example: {role: manager}
  max@acme.example: {role: manager}
teams:
  sales: {manager: mia@acme.example, hours: berlin}
  gulf: {manager: max@acme.example}
definition: {text: any, requires: [email], sales_ready: 'true'}
routing: [{name: all, to: {channel: "#leads", sales_channel: rep, team: sales, assign: claim}}]
qualifiers: {channel: "#qualify", team: sales, when: 'true'}
marketing: {channel: "#marketing"}
digests:
  reps: "08:30"
  managers: "mon 09:00"
  channel: {to: "#sales", at: "fri 16:00"}
`

func someone(email string, role lead.Role, team, zone string) lead.Member {
	return lead.Member{Person: lead.Person{ID: "p1", Email: email, Zone: zone}, Role: role, Team: team}
}

func TestADigestComesAtItsTimeInThePlaceWhereSomebodyIs(t *testing.T) {
	ana := func(zone string) lead.Member { return someone("ana@acme.example", lead.RoleRep, "sales", zone) }
	gil := func(zone string) lead.Member { return someone("gil@acme.example", lead.RoleRep, "gulf", zone) }
	mia := someone("mia@acme.example", lead.RoleManager, "", "Europe/Berlin")
	dan := someone("dan@acme.example", lead.RoleQualifier, "", "")
	none := strings.ReplaceAll(digesting, "\n  reps: \"08:30\"\n  managers: \"mon 09:00\"", "")
	cases := []struct {
		name, text  string
		kind        outbox.NotificationKind
		of          lead.Member
		after, want string // in the time zone of the person, or of the playbook
	}{
		{"in their own zone", digesting, outbox.NotifyBriefing, ana("America/New_York"), "2026-11-23 00:00", "2026-11-23 08:30"},
		{"never twice", digesting, outbox.NotifyBriefing, ana("America/New_York"), "2026-11-23 08:30", "2026-11-24 08:30"},
		{"in the playbook's zone if theirs is unknown", digesting, outbox.NotifyBriefing, ana("Mars/Olympus"), "2026-11-23 07:00", "2026-11-23 08:30"},
		{"not on a weekend", digesting, outbox.NotifyBriefing, ana("Europe/Berlin"), "2026-11-20 09:00", "2026-11-23 08:30"},
		{"not on a holiday", digesting, outbox.NotifyBriefing, ana("Europe/Berlin"), "2026-12-24 09:00", "2026-12-28 08:30"},
		{"every day in a team without hours", digesting, outbox.NotifyBriefing, gil("Asia/Dubai"), "2026-11-20 09:00", "2026-11-21 08:30"},
		{"a qualifier's on the days of the qualifiers' team", digesting, outbox.NotifyBriefing, dan, "2026-11-20 09:00", "2026-11-23 08:30"},
		{"when clocks go forward", digesting, outbox.NotifyBriefing, gil("Europe/Berlin"), "2027-03-27 09:00", "2027-03-28 08:30"},
		{"in the hour that is skipped", strings.Replace(digesting, "08:30", "02:30", 1), outbox.NotifyBriefing, gil("Europe/Berlin"), "2027-03-27 09:00", "2027-03-28 03:00"},
		{"a manager's week", digesting, outbox.NotifyManagerWeek, mia, "2026-11-20 09:00", "2026-11-23 09:00"},
		{"a week due on a holiday comes after it", digesting, outbox.NotifyManagerWeek, mia, "2027-03-27 09:00", "2027-03-30 09:00"},
		{"a rep has no week", digesting, outbox.NotifyManagerWeek, ana(""), "2026-11-20 09:00", ""},
		{"a channel's Friday", digesting, outbox.NotifyChannelWeek, lead.Member{}, "2026-11-23 09:00", "2026-11-27 16:00"},
		{"a colleague without a role has none", digesting, outbox.NotifyBriefing, someone("zoe@acme.example", lead.RoleAnyone, "", ""), "2026-11-23 09:00", ""},
		{"without briefings, the opening", none, outbox.NotifyBriefing, ana("America/New_York"), "2026-11-20 09:00", "2026-11-23 03:00"},
		{"without briefings and hours, nine", none, outbox.NotifyBriefing, gil("Asia/Dubai"), "2026-11-20 09:00", "2026-11-21 09:00"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			pb := book(t, c.text)
			zone := pb.ZoneOf(c.of)
			after, err := time.ParseInLocation("2006-01-02 15:04", c.after, zone)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if at, ok := pb.NextDigest(c.kind, c.of, after); ok {
				got = at.In(zone).Format("2006-01-02 15:04")
			}
			if got != c.want {
				t.Errorf("the first one after %s is %q, want %q", c.after, got, c.want)
			}
		})
	}
}

func book(t *testing.T, text string) *Playbook {
	t.Helper()
	p, err := Parse("digesting.yaml", []byte(text), env)
	must(t, err)
	return p
}
