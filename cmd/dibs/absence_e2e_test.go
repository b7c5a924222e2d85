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
		o.ask(o.ana, "/lead away", "You are away until you say `/lead back`.", "No new leads come to you meanwhile. You have no open leads.")
		o.ask(o.ana, "/lead back friday", "`/lead back` says that you are back now.", "`/lead away until friday`")
		o.ask(o.ana, "/lead away until Monday", "You are away until ", "Mon ", " 00:00", "`/lead back` ends it sooner.")
		o.ask(o.ana, "/lead away tomorrow 9am", "You are away until ", " 09:00")
		for _, words := range []string{"until the cows come home", "yesterday", "until 2020-01-01", "until 25:99", "until monday please"} {
			said := o.ask(o.ana, "/lead away "+words, "“"+words+"” is no time ahead that I can read.")
			if n := strings.Count(said, "`/lead away until "); n != 6 { // three, in the text and in the block
				o.t.Errorf("%d ways to say it are proposed, want 3:\n%s", n/2, said)
			}
		}
		o.ask(o.ana, "/lead back", "Welcome back. You are in the rotation again.")
		o.ask(o.ana, "/lead back", "You were not away, so nothing changes.")
		o.ana.ExpectDM("Welcome back.", "Nothing happened to your leads meanwhile.")

		o.ask(o.mia, "/lead away @ben until friday", "Ben Okafor is away until ", "They have no open leads.")
		o.ask(o.mia, "/lead away until friday @ben", "“until friday @ben” is no time ahead")
		o.ask(o.mia, "/lead away @nobody until friday", "I do not know whom “@nobody” means.")
		o.ask(o.mia, "/lead back @ben", "Ben Okafor is in the rotation again.")
		o.ask(o.mia, "/lead back @ben", "Ben Okafor was not away")
		for _, p := range []*simtest.Person{o.ana, o.zoe, o.gus, o.dan} {
			o.ask(p, "/lead away @ben until friday", "Only a manager can say this of somebody else.")
			o.ask(p, "/lead back @ben", "Only a manager can say this of somebody else.")
		}
		o.ask(o.zoe, "/lead away until friday", "You are away until ")
		if said := o.ask(o.zoe, "/lead back", "Welcome back."); strings.Contains(said, "rotation") {
			o.t.Errorf("who has no part in leads is told of the rotation:\n%s", said)
		}
		o.ben.ExpectDM("Welcome back.") // the program had the time to write to Zoe too
		if n := o.called(o.zoe, "Welcome back"); n > 0 {
			o.t.Error("a colleague who has no part in leads gets a direct message")
		}
	})
}

// brief has a warm lead be tried again after a second.
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

// covered are three leads of Ana, who says that she is away: one that cannot wait, one that she
// tried to reach, and one that is warm.
func (o office) covered() []func() {
	var waits, called, warm simtest.Message
	for campaign, id := range map[string]string{"waiting": "demo", "called": "demo", "warm": "referral"} {
		o.claim(o.ana, o.from(id, campaign, name[campaign]))
	}
	owned := func(channel string) simtest.Message { return o.ana.Expect(channel, "👤 Ana Duarte", "Log contact") }
	return []func(){
		func() {
			waits, called, warm = owned("#waiting"), owned("#called"), owned("#warm")
			o.ana.Click(called, "No answer")
			o.ana.ExpectChange(called, "attempt 1 of 2")
			o.ask(o.ana, "/lead away", "You are away until you say", "Ben Okafor covers your 3 open leads: gets the reminders and may act.",
				"They stay yours, and so does the credit.", "1 hot lead that nobody has contacted yet is offered to somebody else now.")
		},
		func() {
			for _, card := range []simtest.Message{waits, called, warm} {
				o.zoe.ExpectChange(card, "👤 Ana Duarte", "🌴 away, Ben Okafor covers")
			}
			o.ben.ExpectChange(waits, "✋ Offered to Ben Okafor, the backup", "stays with Ana Duarte meanwhile")
			o.ben.Click(warm, "No answer")
			o.ben.ExpectDM("⏱ Next step due: *Tom Berger, Berger GmbH*, with Ana Duarte.", "You are the backup.", "Log contact")
			for who, p := range map[string]*simtest.Person{"who is not the backup": o.eva, "another team": o.carla} {
				said := o.told(p, "#called", func() { p.Click(called, "No answer") })
				if !strings.HasPrefix(said, "Only Ana Duarte, their backup or a manager can log a contact.") {
					o.t.Errorf("%s is told %q", who, said)
				}
			}
			o.ben.Click(called, "Log contact")
			o.submit(o.ben, "Log contact", "What happened?", "Reached", "Note", "wants an offer", "What is next?", "Send offer")
		},
		func() {
			o.zoe.ExpectChange(called, "👤 Ana Duarte", "Reached by phone", "➡️ Next: Send offer")
			o.zoe.ExpectThread(called, "Ben Okafor (for Ana Duarte): phone, reached.", "“wants an offer”")
			o.ben.Click(o.ben.ExpectDM("✋ Ana Duarte is away, and a hot lead cannot wait: *Nadia Rahman"), "Accept")
			o.zoe.ExpectThread(waits, "Ben Okafor accepted it from Ana Duarte.")
			o.ben.Click(warm, "Won")
			o.submit(o.ben, "Won", "Amount", "900")
			o.zoe.ExpectChange(warm, "✅ *Won* · Berger GmbH", "Ana Duarte")
			for _, card := range []simtest.Message{called, warm} {
				if n := o.zoe.CountThread(card, "offered to"); n > 0 {
					o.t.Errorf("a lead that can wait is offered onward:\n%s", o.thread(card))
				}
			}
			o.from("newsletter", "pool", "Omar Haddad")
			list := o.zoe.Expect("#pool", "1 lead is waiting", "Omar Haddad")
			for _, there := range []*simtest.Person{o.ben, o.eva} {
				if !list.Shows("<@" + there.ID() + ">") {
					o.t.Errorf("somebody of the pool is not called:\n%s", list.Visible())
				}
			}
			if list.Shows("<@"+o.ana.ID()+">") || strings.Contains(o.thread(o.zoe.Expect("#pool", "Omar Haddad", "Claim")), "Ana Duarte") {
				o.t.Errorf("who is away is called with the pool:\n%s", list.Visible())
			}
			if n := o.ana.Count(o.ana.ID()); n > 0 {
				o.t.Errorf("who is away gets %d direct messages", n)
			}
		},
		func() {
			o.ask(o.ana, "/lead mine", "You have 1 open lead", "Ida Holm")
			o.ask(o.ana, "/lead back", "Welcome back.", "A direct message tells you what was done while you were away.")
			told := o.ana.ExpectDM("👋 Welcome back. You were away from", "Meanwhile:",
				"*Ida Holm, Holm GmbH*", "Ben Okafor (for Ana Duarte): phone, reached. “wants an offer”",
				"*Tom Berger, Berger GmbH*", "Ben Okafor (for Ana Duarte): phone, no answer.", "Ben Okafor (for Ana Duarte) won it",
				"*Nadia Rahman, Rahman GmbH*", "being worked · Ben Okafor", "Ben Okafor accepted it from Ana Duarte.")
			if told.Shows("Ana Duarte: phone") {
				o.t.Errorf("she is told what she did herself:\n%s", told.Visible())
			}
			simtest.Until(o.t, o.sim, "card without an absence", func() bool { return !o.zoe.Again(called).Shows("🌴") })
			if n := o.ana.Count(o.ana.ID()); n != 1 {
				o.t.Errorf("she got %d direct messages, want the one", n)
			}
		},
	}
}

// name is who is behind the lead of a channel.
var name = map[string]string{"waiting": "Nadia Rahman", "called": "Ida Holm", "warm": "Tom Berger"}

// vacation is the status of Carla, which says that she is away until it expires, is cleared, or is
// overruled.
func (o office) vacation() []func() {
	o.claim(o.carla, o.from("demo", "inside", "Leo Brandt"))
	card := o.carla.Expect("#inside", "Leo Brandt")
	return []func(){
		func() {
			o.carla.SetStatus(":calendar:", "In a meeting", now().Add(time.Hour))
			simtest.Settled(o.t, o.sim)
			o.ask(o.carla, "/lead back", "You were not away")
			o.carla.SetStatus(":palm_tree:", "Vacationing", now().Add(10*time.Minute))
			o.lin.ExpectDM("✋ Carla Reyes is away, and a hot lead cannot wait: *Leo Brandt", "Accept")
		},
		func() {
			o.pass(10 * time.Minute)
			told := o.carla.ExpectDM("👋 Welcome back.", "*Leo Brandt, Brandt GmbH*", "it is offered to Lin Zhou, the backup.")
			o.carla.SetStatus(":face_with_thermometer:", "Out sick", now().Add(time.Hour))
			o.zoe.ExpectChange(card, "👤 Carla Reyes", "🌴 away until", "Lin Zhou covers", "✋ Offered to Lin Zhou, the backup")
			o.carla.SetStatus("", "", time.Time{})
			o.welcomed(o.carla, 2)
			if again := o.carla.Again(told); again.Visible() != told.Visible() {
				o.t.Errorf("the first welcome was changed to\n%s", again.Visible())
			}
		},
		func() {
			o.carla.SetStatus(":palm_tree:", "Vacationing", now().Add(time.Hour))
			o.zoe.ExpectChange(card, "🌴 away until", "Lin Zhou covers")
			o.ask(o.carla, "/lead back", "Welcome back. You are in the rotation again.")
			o.welcomed(o.carla, 3)
			moves := func(u *slacksim.User) { u.TZ = "Europe/Lisbon" } // brings the same status along
			if err := o.sim.UpdateUser(o.t.Context(), o.carla.ID(), moves); err != nil {
				o.t.Fatal(err)
			}
			simtest.Settled(o.t, o.sim)
			o.ask(o.carla, "/lead back", "You were not away")
			o.carla.SetStatus(":palm_tree:", "Vacationing, really", now().Add(time.Hour))
			o.zoe.ExpectChange(card, "🌴 away until", "Lin Zhou covers")
		},
	}
}

// welcomed waits until somebody was welcomed as often as they came back.
func (o office) welcomed(p *simtest.Person, times int) {
	o.t.Helper()
	simtest.Until(o.t, o.sim, "welcome", func() bool { return o.called(p, "👋 Welcome back.") == times })
}
