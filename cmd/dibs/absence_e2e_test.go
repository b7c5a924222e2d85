package main

import (
	"strings"
	"testing"
	"time"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

func TestAnAbsenceIsAnsweredWithWhatFollowsFromIt(t *testing.T) {
	inProcess(t, "absence.yaml", func(_ *testing.T, o office) {
		o.ask(o.ana, "/lead away", "You're away until you type `/lead back`.", "You won't get new leads. You have no open leads.")
		o.ask(o.ana, "/lead back friday", "`/lead back` means you're back now.", "`/lead away until friday`")
		o.ask(o.ana, "/lead away until Monday", "You're away until ", "Mon ", " 00:00", "If you're back earlier, type `/lead back`.")
		o.ask(o.ana, "/lead away tomorrow 9am", "You're away until ", " 09:00")
		for _, words := range []string{"until the cows come home", "yesterday", "until 2020-01-01", "until 25:99", "until monday please"} {
			said := o.ask(o.ana, "/lead away "+words, "“"+words+"” as a date in the future.")
			if n := strings.Count(said, "`/lead away until "); n != 6 { // three, in the text and in the block
				o.t.Errorf("%d ways to write it are proposed, want 3:\n%s", n/2, said)
			}
		}
		o.ask(o.ana, "/lead back", "Welcome back! You get new leads again.")
		o.ask(o.ana, "/lead back", "You weren't away, so nothing changes.")
		o.ana.ExpectDM("Welcome back.", "Nothing happened to your leads.")

		o.ask(o.mia, "/lead away @ben until friday", "Ben Okafor is away until ", "They have no open leads.")
		o.ask(o.mia, "/lead away until friday @ben", "I can't read “until friday @ben” as a date")
		o.ask(o.mia, "/lead away @nobody until friday", "I don't know who “@nobody” is.")
		o.ask(o.mia, "/lead back @ben", "Ben Okafor is back and gets new leads again.")
		o.ask(o.mia, "/lead back @ben", "Ben Okafor wasn't away")
		for _, p := range []*simtest.Person{o.ana, o.zoe, o.gus, o.dan} {
			o.ask(p, "/lead away @ben until friday", "Only a manager can set somebody else away or back.")
			o.ask(p, "/lead back @ben", "Only a manager can set somebody else away or back.")
		}
		o.ask(o.zoe, "/lead away until friday", "You're away until ")
		if said := o.ask(o.zoe, "/lead back", "Welcome back!"); strings.Contains(said, "new leads") {
			o.t.Errorf("somebody without a role is told about new leads:\n%s", said)
		}
		o.ben.ExpectDM("Welcome back.") // by then the program had time to write to Zoe too
		if n := o.called(o.zoe, "Welcome back"); n > 0 {
			o.t.Error("a colleague without a role got a direct message")
		}
	})
}

// brief makes the second attempt at a warm lead due after a second.
var brief = strings.NewReplacer("cadence: {any: {attempts: [0m, 1h], then: marketing}}",
	"cadence: {hot: {attempts: [0m, 1h], then: marketing}, any: {attempts: [0m, 1s, 1h], then: marketing}}")

func TestWhileSomebodyIsAwayTheBackupActsAndTheLeadsStayTheirs(t *testing.T) {
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			o := officeIn(t, s, []byte(brief.Replace(string(wholeProcess(t, "absence.yaml")))))
			sideBySide(o.covered(), o.vacation())
			simtest.NoTrouble(t, o.sim)
		})
	}
}

// covered are three leads of Ana, who announces that she is away: one that cannot wait, one that she tried to reach,
// and a warm one.
func (o office) covered() []func() {
	var waits, called, warm simtest.Message
	for campaign, id := range map[string]string{"waiting": "demo", "called": "demo", "warm": "referral"} {
		o.claim(o.ana, o.from(id, campaign, name[campaign]))
	}
	owned := func(channel string) simtest.Message { return o.ana.Expect(channel, "*Ana Duarte*", "Log contact") }
	return []func(){
		func() {
			waits, called, warm = owned("#waiting"), owned("#called"), owned("#warm")
			o.ana.Click(called, "No answer")
			o.ana.ExpectChange(called, "attempt 1 of 2")
			o.ask(o.ana, "/lead away", "You're away until you type", "You keep your 3 open leads and the credit; Ben Okafor gets the reminders and can act for you.",
				"1 hot lead with no contact yet was offered to somebody else.")
		},
		func() {
			for _, card := range []simtest.Message{waits, called, warm} {
				o.zoe.ExpectChange(card, "*Ana Duarte*", "🌴 Ana Duarte is away, and Ben Okafor is covering.")
			}
			o.ben.ExpectChange(waits, "✋ Offered to Ben Okafor (backup)", "It stays with Ana Duarte unless Ben Okafor accepts.")
			o.ben.Click(warm, "No answer")
			o.ben.ExpectDM("⏱ Next step due: *Tom Berger, Berger GmbH*, with Ana Duarte.", "You're the backup.", "Log contact")
			for who, p := range map[string]*simtest.Person{"who is not the backup": o.eva, "another team": o.carla} {
				said := o.told(p, "#called", func() { p.Click(called, "No answer") })
				if !strings.HasPrefix(said, "Only Ana Duarte, their backup or a manager can log a contact.") {
					o.t.Errorf("%s is told %q", who, said)
				}
			}
			o.ben.Click(called, "Log contact")
			o.submit(o.ben, "Log contact", "What happened?", "Reached", "Note", "wants an offer", "Next step", "Send offer")
		},
		func() {
			o.zoe.ExpectChange(called, "*Ana Duarte*", "Reached by phone", "Next: Send offer")
			o.zoe.ExpectThread(called, "Ben Okafor (for Ana Duarte) reached them by phone.", "“wants an offer”")
			o.ben.Click(o.ben.ExpectDM("✋ Ana Duarte is away, and this hot lead can't wait: *Nadia Rahman"), "Accept")
			o.zoe.ExpectThread(waits, "Ben Okafor accepted it from Ana Duarte.")
			o.ben.Click(warm, "Won")
			o.submit(o.ben, "Won", "Amount", "900")
			o.zoe.ExpectChange(warm, "🎉 *Won* · Tom Berger, Berger GmbH", "Ana Duarte")
			for _, card := range []simtest.Message{called, warm} {
				if n := o.zoe.CountThread(card, "offered to"); n > 0 {
					o.t.Errorf("a lead that can wait was offered to somebody else:\n%s", o.thread(card))
				}
			}
			o.from("newsletter", "pool", "Omar Haddad")
			list := o.zoe.Expect("#pool", "1 lead has been waiting", "Omar Haddad")
			for _, there := range []*simtest.Person{o.ben, o.eva} {
				if !list.Shows("<@" + there.ID() + ">") {
					o.t.Errorf("somebody of the pool is not mentioned:\n%s", list.Visible())
				}
			}
			if list.Shows("<@"+o.ana.ID()+">") || strings.Contains(o.thread(o.zoe.Expect("#pool", "Omar Haddad", "Claim")), "Ana Duarte") {
				o.t.Errorf("somebody who is away is mentioned with the pool:\n%s", list.Visible())
			}
			if n := o.ana.Count(o.ana.ID()); n > 0 {
				o.t.Errorf("somebody who is away got %d direct messages", n)
			}
		},
		func() {
			o.ask(o.ana, "/lead mine", "You have 1 open lead", "Ida Holm")
			o.ask(o.ana, "/lead back", "Welcome back!", "I'll send you a direct message with what happened while you were away.")
			told := o.ana.ExpectDM("👋 Welcome back. You were away from", "Here's what happened:",
				"*Ida Holm, Holm GmbH*", "Ben Okafor (for Ana Duarte) reached them by phone. “wants an offer”",
				"*Tom Berger, Berger GmbH*", "Ben Okafor (for Ana Duarte) got no answer by phone", "Ben Okafor (for Ana Duarte) won it",
				"*Nadia Rahman, Rahman GmbH*", "in progress (Ben Okafor)", "Ben Okafor accepted it from Ana Duarte.")
			if told.Shows("Ana Duarte got no answer") {
				o.t.Errorf("she is told about what she did herself:\n%s", told.Visible())
			}
			simtest.Until(o.t, o.sim, "card without an absence", func() bool { return !o.zoe.Again(called).Shows("🌴") })
			if n := o.ana.Count(o.ana.ID()); n != 1 {
				o.t.Errorf("she got %d direct messages, want the one", n)
			}
		},
	}
}

// name is the contact of the lead in each channel.
var name = map[string]string{"waiting": "Nadia Rahman", "called": "Ida Holm", "warm": "Tom Berger"}

// vacation is Carla's status, which says that she is away until it expires, is cleared, or is overridden.
func (o office) vacation() []func() {
	o.claim(o.carla, o.from("demo", "inside", "Leo Brandt"))
	card := o.carla.Expect("#inside", "Leo Brandt")
	return []func(){
		func() {
			o.carla.SetStatus(":calendar:", "In a meeting", now().Add(time.Hour))
			simtest.Settled(o.t, o.sim)
			o.ask(o.carla, "/lead back", "You weren't away")
			o.carla.SetStatus(":palm_tree:", "Vacationing", now().Add(10*time.Minute))
			o.lin.ExpectDM("✋ Carla Reyes is away, and this hot lead can't wait: *Leo Brandt", "Accept")
		},
		func() {
			o.pass(10 * time.Minute)
			told := o.carla.ExpectDM("👋 Welcome back.", "*Leo Brandt, Brandt GmbH*", "it's offered to Lin Zhou (backup).")
			o.carla.SetStatus(":face_with_thermometer:", "Out sick", now().Add(time.Hour))
			o.zoe.ExpectChange(card, "*Carla Reyes*", "🌴 Carla Reyes is away until", "Lin Zhou is covering", "✋ Offered to Lin Zhou (backup)")
			o.carla.SetStatus("", "", time.Time{})
			o.welcomed(o.carla, 2)
			if again := o.carla.Again(told); again.Visible() != told.Visible() {
				o.t.Errorf("the first welcome was changed to:\n%s", again.Visible())
			}
		},
		func() {
			o.carla.SetStatus(":palm_tree:", "Vacationing", now().Add(time.Hour))
			o.zoe.ExpectChange(card, "🌴 Carla Reyes is away until", "Lin Zhou is covering")
			o.ask(o.carla, "/lead back", "Welcome back! You get new leads again.")
			o.welcomed(o.carla, 3)
			moves := func(u *slacksim.User) { u.TZ = "Europe/Lisbon" } // with the same status
			if err := o.sim.UpdateUser(o.t.Context(), o.carla.ID(), moves); err != nil {
				o.t.Fatal(err)
			}
			simtest.Settled(o.t, o.sim)
			o.ask(o.carla, "/lead back", "You weren't away")
			o.carla.SetStatus(":palm_tree:", "Vacationing, really", now().Add(time.Hour))
			o.zoe.ExpectChange(card, "🌴 Carla Reyes is away until", "Lin Zhou is covering")
		},
	}
}

// welcomed waits until somebody was welcomed as often as they came back.
func (o office) welcomed(p *simtest.Person, times int) {
	o.t.Helper()
	simtest.Until(o.t, o.sim, "welcome", func() bool { return o.called(p, "👋 Welcome back.") == times })
}
