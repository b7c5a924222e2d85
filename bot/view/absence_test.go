package view

import (
	"strings"
	"testing"
	"time"

	"dibs/bot/view/viewtest"
	"dibs/lead"
)

func TestWhoGoesAwayIsToldUntilWhenAndWhoStandsIn(t *testing.T) {
	crew := viewtest.Team(viewtest.Book(t))
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	monday := viewtest.At(7 * 24 * 60)
	for _, c := range []struct {
		name          string
		until         time.Time
		backup        lead.PersonID
		leads, onward int
		want          string
	}{
		{
			"with a backup", monday, "ben", 12, 1,
			"🌴 You're away until Mon 23 Nov 09:00. You won't get new leads. You keep your 12 open leads and the credit; " +
				"Ben gets the reminders and can act for you. 1 hot lead with no contact yet was offered to somebody else. " +
				"If you're back earlier, type `/lead back`.",
		},
		{
			"without one", monday, lead.NoOne, 1, 0,
			"🌴 You're away until Mon 23 Nov 09:00. You won't get new leads. You keep your 1 open lead. " +
				"You have no backup, so your manager is pinged about anything urgent. If you're back earlier, type `/lead back`.",
		},
		{
			"until they say so",
			time.Time{},
			"ben", 0, 0,
			"🌴 You're away until you type `/lead back`. You won't get new leads. You have no open leads.",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := AwayAnswer(c.until, c.backup, c.leads, c.onward, crew, berlin)
			viewtest.Taken(t, m)
			if got := viewtest.Read(m.Text); got != c.want {
				t.Errorf("told\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestWhoComesBackIsGreetedOnlyAfterAnAbsence(t *testing.T) {
	for was, want := range map[bool]string{true: "Welcome back", false: "You weren't away"} {
		m := BackAnswer(was, lead.RoleRep)
		viewtest.Taken(t, m)
		if !strings.Contains(m.Text, want) {
			t.Errorf("was away %t: %s", was, m.Text)
		}
	}
	for _, role := range []lead.Role{lead.RoleAnyone, lead.RoleQualifier, lead.RoleManager, lead.RoleMarketing} {
		if m := BackAnswer(true, role); strings.Contains(m.Text, "new leads") {
			t.Errorf("the answer to a %s, who is never next in line, mentions new leads: %s", role, m.Text)
		}
	}
	crew := viewtest.Team(viewtest.Book(t))
	if m := BackOfAnswer("dan", true, crew); m.Text != "Dan is back. I'll send them a direct message with what happened while they were away." {
		t.Errorf("for a qualifier it says: %s", m.Text)
	}
	if m := BackOfAnswer("ana", true, crew); !strings.HasPrefix(m.Text, "Ana is back and gets new leads again. ") {
		t.Errorf("for a rep it says: %s", m.Text)
	}
	if m := BackLater("<!here> friday"); strings.Contains(m.Text, "<!") || !strings.Contains(m.Text, "`/lead away until ") {
		t.Errorf("the answer about Friday is: %s", m.Text)
	}
}

func TestADateThatCannotBeReadIsAnsweredWithTheNearestThree(t *testing.T) {
	for words, want := range map[string]string{
		"mondy": "Monday", "tomorow": "tomorrow", "24 Dez": "24 Dec", "2025-12-24": "2026-12-24", "": "Monday", "<!channel> *": "Monday",
	} {
		m := NotADate(words)
		viewtest.Taken(t, m)
		if !strings.Contains(m.Text, "`/lead away until "+want+"`") || strings.Count(m.Text, "\n") != 3 || strings.Contains(m.Text, "<!") {
			t.Errorf("%q is answered with:\n%s", words, m.Text)
		}
	}
}
