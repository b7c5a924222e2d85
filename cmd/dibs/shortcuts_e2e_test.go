package main

import (
	"slices"
	"strings"
	"testing"

	"dibs/bot"
	"dibs/lead"
	"dibs/slacksim/simtest"
)

// withBonus is what the office pays for referrals.
const withBonus = "\nreferrals: {per_lead: {amount: 10, when: certified}, per_won: 250, currency: EUR}\n"

func TestMessagesBecomeLeadsAndNotesAndReferrersHearWhatBecomesOfTheirs(t *testing.T) {
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			o := openOfficeWith(t, s, append(slices.Clone(officePlaybook), withBonus...), nil)
			sideBySide(o.madeOfMessages(), o.referredByAColleague(), o.referredByAGuest())
			simtest.NoTrouble(t, o.sim)
		})
	}
}

// madeOfMessages is a message that becomes a lead and is recognized when it comes again, and whose thread becomes
// notes.
func (o office) madeOfMessages() []func() {
	const call = "Just had a call from Nadia Rahman at Brandt Logistik GmbH, +49 30 901820. She wants a demo before March, nadia@brandt-logistik.example"
	var said, card, reply simtest.Message
	return []func(){
		func() {
			said = o.ben.Say("#general", call)
			o.ana.ShortcutOn(said, bot.ShortcutRegister)
			v := o.ana.ExpectView("Register a lead", "Nadia Rahman nadia@brandt-logistik.example", "Brandt Logistik GmbH", "+49 30 901820", call)
			late := o.ask2New()
			submit(o.t, o.ana, v)
			o.ana.ExpectPrivate("#general", "Registered: Nadia Rahman, Brandt Logistik GmbH")
			late()
		},
		func() {
			card = o.dan.Expect("#qualify", "Nadia Rahman", "Brandt Logistik GmbH")
			o.dan.ExpectThread(card, "Ana Duarte registered it from referral. Created from <", "|this message>")
			o.lookedUp()
		},
		func() {
			for name, c := range map[string]struct {
				p    *simtest.Person
				says string
			}{
				"who works here":           {o.ben, "*Nadia Rahman, Brandt Logistik GmbH*"},
				"a colleague without role": {o.zoe, "We already know this person."},
				"a guest":                  {o.gus, "We already know this person."},
			} {
				c.p.ShortcutOn(said, bot.ShortcutRegister)
				v := c.p.ExpectView("Already here", c.says, "I'll add what you write", "Add to lead")
				if shown := strings.Count(v.Visible(), "an inquiry"); c.p != o.ben && shown > 0 {
					o.t.Errorf("%s is told how a lead stands:\n%s", name, v.Visible())
				}
				c.p.Dismiss(v)
			}
		},
		func() {
			reply = o.dan.Reply(card, "They have budget until <March>, says their *CFO*")
			o.ana.ShortcutOn(reply, bot.ShortcutNote)
			o.ana.ExpectPrivate("#qualify", "Comment saved on Nadia Rahman, Brandt Logistik GmbH")
			o.ben.ShortcutOn(reply, bot.ShortcutNote)
			o.ben.ExpectPrivate("#qualify", "Ana Duarte already saved this message on Nadia Rahman, Brandt Logistik GmbH #")
			o.zoe.ShortcutOn(reply, bot.ShortcutNote)
			o.zoe.ExpectPrivate("#qualify", "Only the sales team and the person who referred this lead can comment on it")
			o.gus.ShortcutOn(reply, bot.ShortcutNote)
			if said := o.gus.ExpectPrivate("#qualify", "Guests can't look up leads."); said.Shows("Nadia") {
				o.t.Errorf("a guest is told:\n%s", said.Visible())
			}
			o.dan.ExpectThread(card, "📝 Dan Weiss: “They have budget until <March>, says their ∗CFO∗” (saved by Ana Duarte)")
			o.ana.ShortcutOn(said, bot.ShortcutNote)
			o.ana.ExpectPrivate("#general", "it isn't in the thread of a card", "Register a lead")
			o.ana.ShortcutOn(card, bot.ShortcutNote)
			o.ana.ExpectPrivate("#qualify", "it isn't in the thread of a card")
			if n := o.kept(); n != 1 {
				o.t.Errorf("the message is kept %d times", n)
			}
			o.ana.Click(o.shown(o.ana, 1), "Details")
			o.ana.Dismiss(o.ana.ExpectView("Lead #", "📝 Dan Weiss"))
		},
	}
}

// ask2New opens a dialog before a person is known and submits it afterwards: matches that it has not shown yet keep
// it open, once, with everything that was typed.
func (o office) ask2New() (late func()) {
	o.t.Helper()
	o.ben.Command("#general", "/lead new")
	v := fill(o.ben.ExpectView("Register a lead"), "Who is it?", "NADIA@brandt-logistik.example", "Company", "Brandt AG", "What do they want?", "An offer for 40")
	return func() {
		o.t.Helper()
		submit(o.t, o.ben, v)
		v = o.ben.ExpectView("Already here", "*Nadia Rahman, Brandt Logistik GmbH*", "same person. I'll add what you write to this lead.", "Add to lead")
		if held := v.Holds("What do they want?"); len(held) != 1 || held[0] != "An offer for 40" {
			o.t.Errorf("what is left of what was typed: %q", held)
		}
		submit(o.t, o.ben, v)
		o.ben.ExpectDM("Already here: Nadia Rahman, Brandt Logistik GmbH", "I added what you wrote to it.")
	}
}

// lookedUp types several people into a dialog, which shows right away who is known.
func (o office) lookedUp() {
	o.t.Helper()
	o.ana.Command("#general", "/lead new")
	v := o.ana.ExpectView("Register a lead")
	v.Fill("Who is it?", "Nadia nadia@brandt-logistik.example")
	v.Expect("Already here", "same person", "Add to lead")
	v.Fill("Who is it?", "ida@brandt-logistik.example")
	v.Expect("same company. This becomes a new lead.", "Register")
	v.Fill("Who is it?", "Ida Holm")
	v.ExpectWithout("Already here")
	v.Fill("Who is it?", "Ida Holm +49 30 90 18 20")
	v.Expect("same phone number")
	v.Fill("Who is it?", "Ida Holm")
	v.ExpectWithout("Already here")
	v.Fill("Company", "brandt logistik")
	v.Expect("Already here", "same company")
	o.ana.Dismiss(v)
}

// kept counts the messages kept as notes.
func (o office) kept() (n int) {
	o.t.Helper()
	o.row("SELECT count(*) FROM events WHERE kind = 'noted'", &n)
	return n
}

// referredByAColleague is a lead that Zoe, who has no role, refers, from the referral to its end.
func (o office) referredByAColleague() []func() {
	var id string
	return []func(){
		func() {
			o.zoe.Shortcut(bot.ShortcutRefer)
			v := o.zoe.ExpectView("Refer a lead", "Who is it?", "Why should we talk to them?")
			if strings.Contains(v.Visible(), "Country") {
				o.t.Errorf("a colleague is asked for more than three things:\n%s", v.Visible())
			}
			fill(v, "Who is it?", "Tom Berger tom@berger.example 030 901821", "Why should we talk to them?", "They fit out 12 shops")
			submit(o.t, o.zoe, v)
			thanks := o.zoe.ExpectDM("Thank you! *Tom Berger* #", "an inquiry", "€10 when it meets our definition of a lead, €250 when it becomes a customer.")
			id = "#" + leadNumber(thanks.Visible())
			o.ana.Shortcut(bot.ShortcutRefer) // known, and her own mail is no secret to her
			v = o.ana.ExpectView("Refer a lead")
			fill(v, "Who is it?", "tom@berger.example", "Why should we talk to them?", "I know them too")
			o.ana.Dismiss(v.Expect("Already here", "*Tom Berger*"))
		},
		func() {
			o.dan.Command("#general", "/lead show "+id)
			card := o.dan.ExpectPrivate("#general", "Tom Berger", "referred by Zoe Park")
			o.dan.Click(card, "Certify")
			o.submit(o.dan, "Certify", "Can this person decide? (needs a yes)", "Yes")
			o.zoe.ExpectDM("Your referral meets our definition of a lead: *Tom Berger* "+id, "€10 earned, €250 when it becomes a customer.")
		},
		func() {
			o.ana.Command("#general", "/lead claim "+id)
			o.zoe.ExpectDM("Your referral is in good hands: Ana Duarte is on *Tom Berger*")
		},
		func() {
			card := o.owned(id)
			o.ana.Click(card, "Qualify")
			o.submit(o.ana, "Qualify", "Amount", "31,200")
			o.zoe.ExpectDM("Your referral is a real opportunity: *Tom Berger*")
		},
		func() {
			card := o.owned(id)
			o.ana.Click(card, "Won")
			o.submit(o.ana, "Won")
			won := o.zoe.ExpectDM("Your referral is now a customer: *Tom Berger*", "€260 earned")
			if won.Shows("31,200") {
				o.t.Errorf("a colleague without a role is told what it is worth:\n%s", won.Visible())
			}
			o.ana.Click(o.shown(o.ana, mustLead(o.t, id)), "Details")
			o.ana.Dismiss(o.ana.ExpectView("Lead "+id, "Referred by Zoe Park: €260 earned"))
		},
	}
}

// referredByAGuest is a lead that a guest refers; they are told of it by its number only.
func (o office) referredByAGuest() []func() {
	var id string
	nameless := func(m simtest.Message) {
		o.t.Helper()
		if m.Shows("Holm") || strings.Contains(m.Visible(), "€") {
			o.t.Errorf("a guest is told:\n%s", m.Visible())
		}
	}
	return []func(){
		func() {
			o.gus.Command("#general", "/lead new")
			o.submit(o.gus, "Refer a lead", "Who is it?", "Ida Holm ida@holm.example", "Company", "Holm ApS", "Why should we talk to them?", "Neighbours")
			thanks := o.gus.ExpectDM("Thank you! Your referral #")
			nameless(thanks)
			id = "#" + leadNumber(thanks.Visible())
		},
		func() {
			o.dan.Command("#general", "/lead show "+id)
			card := o.dan.ExpectPrivate("#general", "Ida Holm")
			o.dan.Click(card, "Details")
			o.dan.ExpectView("Lead "+id, "Referred by Gus Guest").Click("Disqualify")
			o.submit(o.dan, "Why was it never a lead?", "Why was it never a lead?", "too small")
			nameless(o.gus.ExpectDM("It turned out not to be a lead for us: "+id, "Thank you all the same"))
		},
	}
}

// owned is a lead of Ana's as /lead show draws it for her now.
func (o office) owned(id string) simtest.Message {
	o.t.Helper()
	o.ana.Command("#general", "/lead show "+id)
	return o.ana.ExpectPrivate("#general", id+" · ", "*Ana Duarte*")
}

func mustLead(t testing.TB, text string) lead.ID {
	t.Helper()
	id, ok := lead.ParseID(text)
	if !ok {
		t.Fatalf("%q is not a lead's number", text)
	}
	return id
}
