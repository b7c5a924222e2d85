package handlers

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dibs/bot"
	"dibs/lead"
	"dibs/playbook"
)

func TestWhichStatusesMeanAway(t *testing.T) {
	for _, c := range []struct {
		emoji, text string
		away        bool
	}{
		{":palm_tree:", "Vacationing", true},
		{":palm_tree:", "", true},
		{":face_with_thermometer:", "Out sick", true},
		{":thermometer:", "", true},
		{":airplane:", "On holidays in Spain", true},
		{":airplane:", "Vacation until 3 Jan", true},
		{":airplane:", "Visiting customers", false},
		{"", "OOO", true},
		{"", "Out of office, back on Monday", true},
		{"", "out of the office", true},
		{"", "PTO", true},
		{"", "Away until Monday", true},
		{"", "Parental leave", true},
		{"", "On leave", true},
		{":baby:", "Elternzeit", true},
		{"", "Im Urlaub", true},
		{"", "KRANK", true},
		{"", "Day off", true},
		{"", "", false},
		{":spiral_calendar_pad:", "In a meeting", false},
		{":bus:", "Commuting", false},
		{":house_with_garden:", "Working remotely", false},
		{":palm_tree:", "Working remotely this week", false},
		{":palm_tree:", "Lunch", false},
		{":hamburger:", "Away for lunch", false},
		{"", "Sick of meetings", false},
		{"", "sick and tired of spam", false},
		{"", "I answer right away", false},
		{"", "Away from keyboard", false},
		{"", "Happy holidays!", false},
		{"", "Back from vacation", false},
		{"", "Leave me a message", false},
		{"", "Urlaubsvertretung für Ben", false}, // covers for somebody
		{"", "Holidayinn project", false},
		{":tada:", "Closing the quarter", false},
	} {
		if got := saysAway(c.emoji, c.text); got != c.away {
			t.Errorf("status %s %q: away is %v", c.emoji, c.text, got)
		}
	}
}

func TestAnAwayStatusCountsFromWhenItIsSeenUntilItExpires(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	until := now.Add(48 * time.Hour)
	ana := bot.User{ID: "U1", RealName: "Ana Duarte", StatusEmoji: ":palm_tree:", StatusText: "Vacationing", StatusExpiresAt: until}
	p := People(now, ana)[0]
	if p.AwayBy != lead.AwayStatus || !p.AwayAt.Equal(now) || !p.BackAt.Equal(until) {
		t.Errorf("away from %s until %s (by %q)", p.AwayAt, p.BackAt, p.AwayBy)
	}
	if late := People(until, ana)[0]; late.AwayBy != "" || late.Status != p.Status {
		t.Error("an expired status sets a person away, or has another mark")
	}
	ana.StatusExpiresAt = time.Time{}
	if open := People(now, ana)[0]; open.AwayBy != lead.AwayStatus || !open.BackAt.IsZero() || open.Status == p.Status {
		t.Errorf("a status without an end: back at %s, same mark as before: %v", open.BackAt, open.Status == p.Status)
	}
}

func TestNoStatusDiffersFromAnUnknownOne(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	people := People(now,
		bot.User{ID: "U1"}, bot.User{ID: "U2", Deleted: true}, bot.User{ID: "U3", StatusText: "In a meeting"}, bot.User{ID: "B1", Bot: true},
		bot.User{ID: "U4", StatusText: "In a meeting"})
	if len(people) != 4 {
		t.Fatalf("got %d people, want 4, without the bot", len(people))
	}
	if people[0].Status != noStatus || people[1].Status != "" || people[2].Status == noStatus || people[2].Status == "" {
		t.Errorf("the mark of no status is %q, of an unknown status %q, of a status %q", people[0].Status, people[1].Status, people[2].Status)
	}
	if people[2].Status != people[3].Status {
		t.Error("the same status has two marks")
	}
}

func TestGroupsOfThePlaybookHaveTheirMembers(t *testing.T) {
	users := []bot.User{
		{ID: "U1", Email: "ana@acme.example"},
		{ID: "U2", Email: "ben@acme.example"},
		{ID: "U3", Email: "old@acme.example", Deleted: true},
		{ID: "U4"}, // no e-mail address: Slack does not show it to us, or there is none
	}
	got := Groups([]bot.UserGroup{
		{ID: "S1", Handle: "SDR-Team", Members: []string{"U2", "U3", "U4", "U1", "U9"}},
		{ID: "S2", Handle: "everybody", Members: []string{"U1"}},
		{ID: "S3", Handle: "empty"},
	}, users, []string{"@sdr-team", "@empty", "@gone"})
	want := []playbook.Group{
		{Handle: "@sdr-team", Emails: []string{"ben@acme.example", "ana@acme.example"}},
		{Handle: "@empty"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
