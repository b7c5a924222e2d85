package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"dibs/slacksim/simtest"
)

// withDigests is the office with digests that are not due while a test runs.
var withDigests = append(bytes.Clone(officePlaybook), "\ndigests: {reps: \"03:07\", managers: \"sun 03:07\"}\n"...)

func TestTheHomeTabIsWhereARepsDayIsDone(t *testing.T) {
	inHomes(t, func(o office) {
		ana := o.ana
		ana.OpenHome()
		home := o.homeOf(ana, "Ana Duarte", "All done.", "I'm away…", "Register a lead", "Morning briefing", "(03:07)")

		o.hot("x", "Nadia Rahman") // nobody opens the home tab again: it is updated by itself
		home.Expect("Up for grabs", "Nadia Rahman, Rahman GmbH", "1 hot lead is up for grabs", "Why hot")
		home.Click("Claim")
		home.Expect("✔️ It's yours: Nadia Rahman", "Needs you", " by ", "+4930901820")
		home.Click("No answer")
		home.Expect("✔️ Nadia Rahman, Rahman GmbH: No answer logged (1 of 3).", "Follow up")
		home.Click("Log contact")
		o.submit(ana, "Log contact", "What happened?", "Reached", "Next step", "send offer", "When?", "In 3 days, 9:00")
		ana.ExpectNoView()
		home.Expect("✔️ Nadia Rahman, Rahman GmbH: Logged. Next: send offer", "Open")
		if n := ana.Count("#leads", "Logged."); n > 0 {
			o.t.Error("something done in the home tab was answered in a channel")
		}

		offered := o.hot("x", "Omar Haddad")
		home.Expect("Omar Haddad")
		o.claim(o.ben, offered)
		home.ExpectWithout("Omar Haddad")
		o.mia.OpenHome()
		boss := o.homeOf(o.mia, "*Now:* No unclaimed leads", "Next deadlines", "Workload", "Ben Okafor", "1 open lead", "Omar Haddad")
		o.ben.OpenHome()
		bens := o.homeOf(o.ben, "Good ", "Omar Haddad")
		for _, answer := range []string{"Pass", "Accept"} {
			boss.Click("Assign…") // Nadia's deadline is the earliest
			o.submit(o.mia, "Assign", "Who should take it?", "Ben Okafor")
			boss.Expect("✔️ Nadia Rahman, Rahman GmbH: Offered to Ben Okafor. Ana Duarte keeps it")
			bens.Expect("Nadia Rahman", "Offered to you by Mia").Click(answer)
			if answer == "Pass" {
				o.submit(o.ben, "Pass", "Why?", "on the road")
				bens.Expect("✔️ Nadia Rahman, Rahman GmbH: Passed.").ExpectWithout("Offered to you by Mia")
			}
		}
		bens.Expect("✔️ It's yours: Nadia Rahman")
		home.Expect("All done.")

		o.claim(ana, o.hot("x", "Lena Voss"))
		home.Expect("Lena Voss")
		home.Click("I'm away…")
		dialog := ana.ExpectView("I'm away", "How long?")
		o.refused(ana, dialog.Fill("How long?", "Until the day below"), "Day", "Choose the day you'll be back.")
		o.refused(ana, dialog.Fill("Day", "2020-01-01"), "Day", "Choose a time in the future.")
		submit(o.t, ana, dialog.Fill("How long?", "Until Monday").Fill("Day"))
		home.Expect("🌴 You're away until ", "Mon ", "Ben Okafor gets the reminders", "I'm back")
		boss.Expect("🌴 away until ")
		bens.Expect("You're covering", "Lena Voss", "for Ana Duarte, away until")
		home.Click("I'm back")
		home.Expect("I'm away…").ExpectWithout("🌴")
		boss.ExpectWithout("🌴 away until ")

		home.Fill("digests")
		if got := home.Holds("digests"); len(got) != 0 {
			o.t.Errorf("Ana turned the briefing off, but the switch says %q", got)
		}
	})
}

func TestALongListAtHomeIsReadInPartsThatStay(t *testing.T) {
	inHomes(t, func(o office) {
		for n := range 12 {
			o.hot("x", fmt.Sprintf("Pat Number%02d", n))
		}
		o.ana.OpenHome()
		home := o.homeOf(o.ana, "*Up for grabs* (12), 1 to 10", "Number00", "Number09", "Show more")
		if home.Visible(); strings.Contains(home.Visible(), "Number10") {
			o.t.Error("the first page shows a lead of the second")
		}
		home.Click("Show more")
		home.Expect("*Up for grabs* (12), 11 to 12", "Number10", "Number11", "Back")
		o.hot("x", "Pat Number12")
		home.Expect("*Up for grabs* (13), 11 to 13", "Number12")
		o.ana.OpenHome()
		home.Expect("11 to 13").Click("Back")
		home.Expect("1 to 10", "Number00")
	})
}

func TestEverybodyFindsTheirOwnWorkAtHome(t *testing.T) {
	inHomes(t, func(o office) {
		o.dan.OpenHome()
		o.eva.OpenHome()
		dan, eva := o.homeOf(o.dan, "No inquiries waiting."), o.homeOf(o.eva, "No inquiries waiting.")
		o.inquiry("Jonas Weber")
		dan.Expect("Inquiries to qualify", "Jonas Weber").Click("I'm calling")
		dan.Expect("✔️ You're calling Jonas Weber", "weber@customer.example", "Certify")
		eva.Expect("Jonas Weber", "📞 Dan", "is calling until").Click("Details")
		o.eva.Cancel(o.eva.ExpectView("Lead #1"))

		o.max.OpenHome()
		max := o.homeOf(o.max, "Nothing came back this week")
		o.ana.OpenHome()
		o.hot("x", "Lena Voss")
		card := o.ana.Expect("#leads", "Lena Voss", "Not a fit")
		o.ana.Click(card, "Not a fit")
		o.submit(o.ana, "Not a fit", "Why is it not a fit?", "too small")
		max.Expect("Came back this week", "Lena Voss", "too small").Click("Bring back")
		max.ExpectWithout("Came back this week")

		o.zoe.OpenHome()
		o.homeOf(o.zoe, "You haven't referred anybody yet.", "/lead summary").Click("Refer a lead")
		o.zoe.Dismiss(o.zoe.ExpectView("Who"))
		o.gus.OpenHome()
		guest := o.homeOf(o.gus, "Refer a lead")
		for _, word := range []string{"Voss", "Weber", "I'm away…"} {
			if strings.Contains(guest.Visible(), word) {
				o.t.Errorf("a guest is shown %q:\n%s", word, guest.Visible())
			}
		}
	})
}

const noon = 12

// tab is somebody's home tab. It is looked at only after the time in which it is not drawn again
// (workflows.homeRest).
type tab struct {
	simtest.View
	o office
}

func (o office) homeOf(p *simtest.Person, texts ...string) tab {
	o.t.Helper()
	return tab{p.ExpectHome(texts...), o}
}

func (b tab) Expect(texts ...string) tab {
	b.o.t.Helper()
	b.o.pass(3 * time.Second)
	return tab{b.View.Expect(texts...), b.o}
}

func (b tab) ExpectWithout(text string) {
	b.o.t.Helper()
	b.o.pass(3 * time.Second)
	b.View.ExpectWithout(text)
}

// inHomes runs a test in each setup, in an office with digests where it is noon.
func inHomes(t *testing.T, f func(o office)) {
	t.Helper()
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			o := openOfficeWith(t, s, withDigests, nil)
			o.move(t, zone(noon-now().UTC().Hour())) // so what is due in an hour is due today
			f(o)
			simtest.NoTrouble(t, o.sim)
		})
	}
}
