package main

import (
	"testing"

	"dibs/slacksim/simtest"
)

func TestEveryButtonOfALeadInSalesDoesWhatItSays(t *testing.T) {
	channels := []string{"work", "close", "reject", "offer", "return", "copies"}
	inOffice(t, channels, func(t *testing.T, o office) {
		sideBySide(o.worked(), o.closed(), o.rejected(), o.offered(), o.returned(), o.copied())
		simtest.NoTrouble(t, o.sim)
	})
}

// worked is a lead that is claimed, called twice and put off.
func (o office) worked() []func() {
	var card simtest.Message
	ana := o.ana
	o.hot("work", "Nadia Rahman")
	return []func(){
		func() {
			card = ana.Expect("#work", "Nadia Rahman", "Rahman GmbH", "Claim", "Not a fit", "Details")
			ana.ExpectThread(card, "New inquiry from demo", "Sales-ready")
			ana.Click(card, "Claim")
			ana.ExpectPrivate("#work", "It's yours: Nadia Rahman", "Call by")
			ana.ExpectThread(card, "Ana Duarte claimed it")
		},
		func() {
			card = ana.ExpectChange(card, "*Ana Duarte* claimed it", "+4930901820", "Call by")
			ana.Click(card, "No answer")
			ana.ExpectPrivate("#work", "No answer logged (1 of 3).")
			ana.ExpectThread(card, "Ana Duarte got no answer by phone (attempt 1 of 3).")
		},
		func() {
			card = ana.ExpectChange(card, "attempt 1 of 3", "Next: follow up")
			ana.Click(card, "Log contact")
			v := fill(ana.ExpectView("Log contact", "+4930901820"), "Note", "Wants a quote", "Next step", "send offer")
			if errs := ana.Submit(v); errs["What happened?"] == "" {
				o.t.Errorf("a contact without an outcome was logged: %v", errs)
			}
			fill(v, "What happened?", "Reached", "Or on", "2001-01-01")
			o.refused(ana, v, "Or on", "Choose a time in the future.")
			submit(o.t, ana, fill(v, "Or on", "2099-01-01", "At", "14:30"))
			ana.ExpectPrivate("#work", "Logged.")
			ana.ExpectThread(card, "“Wants a quote”", "Next: send offer")
		},
		func() {
			card = ana.ExpectChange(card, "Reached by phone", "Next: send offer")
			ana.Click(card, "Snooze")
			v := fill(ana.ExpectView("Snooze", "send offer"), "Or on", "2099-01-04")
			o.refused(ana, v, "Why", "Please give a reason. It helps us judge the next lead.")
			submit(o.t, ana, fill(v, "Why", "sabbatical"))
			ana.ExpectPrivate("#work", "Snoozed until ")
			ana.ExpectThread(card, "Ana Duarte moved the next step", "sabbatical")
		},
	}
}

// closed is a lead that is qualified, lost, opened again and won.
func (o office) closed() []func() {
	var card simtest.Message
	ben := o.ben
	o.hot("close", "Noor Aziz")
	return []func(){
		func() {
			card = ben.Expect("#close", "Noor Aziz", "Claim")
			ben.Click(card, "Claim")
			card = ben.ExpectChange(card, "Qualify")
		},
		func() {
			ben.Click(card, "Qualify")
			v := fill(ben.ExpectView("Qualify", "A company we can serve"), "Amount", "a lot")
			o.refused(ben, v, "Amount", "Enter the amount as a number, such as 31200 or 31,200.50.")
			v.Fill("Amount", "31.200,00")
			o.refused(ben, v, "Can this person decide? (needs a yes)", "This needs a yes. Ask them, or send the lead to marketing.")
			submit(o.t, ben, v.Fill("Can this person decide? (needs a yes)", "Yes"))
			ben.ExpectPrivate("#close", "Qualified: €31,200")
			ben.ExpectThread(card, "Ben Okafor qualified it", "authority yes")
		},
		func() {
			card = ben.ExpectChange(card, "Won", "Lost", "Hand back")
			ben.Click(card, "Lost")
			o.submit(ben, "Lost", "Why?", "price", "Amount", "30,000", "Note", "Too dear")
			ben.ExpectPrivate("#close", "Closed as lost (price). You can reopen it.")
			ben.ExpectThread(card, "Ben Okafor lost it: price.", "“Too dear”")
		},
		func() {
			card = ben.ExpectChange(card, "❌ *Lost*", "Aziz GmbH", "price", "Details")
			ben.Click(card, "Reopen")
			ben.ExpectPrivate("#close", "Reopened: Noor Aziz")
			ben.ExpectThread(card, "Ben Okafor reopened it.")
		},
		func() {
			card = ben.ExpectChange(card, "Ben Okafor", "Log contact")
			ben.Click(card, "Won")
			ben.ExpectView("Won", "won without Qualify")
			o.submit(ben, "Won")
			ben.ExpectPrivate("#close", "Closed as won: €30,000. Well done!")
			ben.ExpectChange(card, "🎉 *Won*", "Aziz GmbH", "Ben Okafor", "won without qualifying")
			ben.ExpectThread(card, "Ben Okafor won it")
		},
	}
}

// rejected is a lead that is not a fit: this is undone, then it is rejected again and brought back by marketing.
func (o office) rejected() []func() {
	var card, asleep simtest.Message
	ben, max := o.ben, o.max
	o.hot("reject", "Tom Berger")
	return []func(){
		func() {
			card = ben.Expect("#reject", "Tom Berger", "Claim")
			ben.Click(card, "Not a fit")
			v := ben.ExpectView("Not a fit", "Tom Berger")
			if errs := ben.Submit(v); errs["Why is it not a fit?"] == "" {
				o.t.Errorf("a lead was rejected without a reason: %v", errs)
			}
			submit(o.t, ben, fill(v, "Why is it not a fit?", "too small", "Note", "Two people"))
			undo := ben.ExpectPrivate("#reject", "Sent to marketing as not a fit. You can undo this until ", "Undo")
			asleep = max.Expect("#marketing", "Tom Berger", "Ben Okafor: not a fit, too small", "Undo", "Bring back")
			max.ExpectThread(asleep, "Ben Okafor marked it as not a fit: too small", "“Two people”")
			ben.ExpectChange(card, "Not a fit: Tom Berger, Berger GmbH is now in #marketing")
			ben.Click(undo, "Undo")
			ben.ExpectPrivate("#reject", "Undone: Tom Berger", "unclaimed")
		},
		func() {
			card = ben.ExpectChange(card, "Tom Berger", "Claim")
			ben.ExpectThread(card, "undid “Not a fit”")
			ben.Click(card, "Not a fit")
			o.submit(ben, "Not a fit", "Why is it not a fit?", "spam")
			asleep = max.ExpectChange(asleep, "Tom Berger", "not a fit, spam", "Bring back")
			max.Click(asleep, "Bring back")
			max.ExpectPrivate("#marketing", "Tom Berger, Berger GmbH is unclaimed")
		},
		func() {
			max.ExpectChange(asleep, "Back from marketing: Tom Berger, Berger GmbH is now in #reject")
			card = ben.ExpectChange(card, "Tom Berger", "Claim")
			ben.ExpectThread(card, "Max Moreau brought it back early")
		},
	}
}

// offered is a lead that the manager offers to Ben, who first passes and then accepts.
func (o office) offered() []func() {
	var card simtest.Message
	mia, ben := o.mia, o.ben
	o.hot("offer", "Ida Holm")
	return []func(){
		func() {
			card = mia.Expect("#offer", "Ida Holm", "Claim")
			mia.Click(card, "Assign…")
			o.submit(mia, "Assign", "Who should take it?", "Ben Okafor")
			mia.ExpectPrivate("#offer", "Offered to Ben Okafor", "Nobody else can claim it")
			card = ben.ExpectChange(card, "Offered to Ben Okafor", "Accept", "Pass", "Details")
			ben.ExpectThread(card, "Mia Lindqvist offered it to Ben Okafor")
			ben.ExpectDM("Mia Lindqvist offers you a hot lead", "Ida Holm", "Accept")
			ben.Click(card, "Pass")
			o.submit(ben, "Pass", "Why?", "on holiday from tomorrow")
			ben.ExpectPrivate("#offer", "Passed. It's offered to Ana Duarte now.")
		},
		func() {
			card = ben.ExpectChange(card, "Offered to Ana Duarte", "Accept", "Pass")
			ben.ExpectThread(card, "Ben Okafor passed: on holiday from tomorrow")
			mia.Click(card, "Assign…")
			o.submit(mia, "Assign", "Who should take it?", "Ben Okafor")
		},
		func() {
			card = ben.ExpectChange(card, "Accept")
			ben.Click(ben.ExpectDM("offers you a hot lead", "Ida Holm"), "Accept")
			ben.ExpectPrivate("@ben", "It's yours: Ida Holm")
			card = ben.ExpectChange(card, "Ben Okafor", "Log contact")
			ben.ExpectThread(card, "Ben Okafor accepted it")
		},
		func() {
			ben.Click(card, "Assign…") // an owner can hand on their own lead
			o.submit(ben, "Assign", "Who should take it?", "Ana Duarte")
			ben.ExpectPrivate("#offer", "Offered to Ana Duarte", "Ben Okafor keeps it until Ana Duarte accepts")
			card = o.ana.ExpectChange(card, "Offered to Ana Duarte", "It stays with Ben Okafor unless Ana Duarte accepts.", "Accept")
			o.ana.Click(card, "Accept")
			o.ana.ExpectPrivate("#offer", "It's yours: Ida Holm")
			o.ana.ExpectThread(card, "Ana Duarte accepted it from Ben Okafor")
			o.ana.ExpectChange(card, "*Ana Duarte*")
		},
	}
}

// returned is a lead that Ana hands back to the pool, and Ben to marketing.
func (o office) returned() []func() {
	var card simtest.Message
	o.hot("return", "Leo Brandt")
	claim := func(p *simtest.Person) {
		card = p.Expect("#return", "Leo Brandt", "Claim")
		p.Click(card, "Claim")
		p.ExpectPrivate("#return", "It's yours: Leo Brandt")
		card = p.ExpectChange(card, "Hand back")
	}
	return []func(){
		func() { claim(o.ana) },
		func() {
			o.ana.Click(card, "Hand back")
			o.submit(o.ana, "Hand back", "Why?", "wrong team", "Note", "Lives in Spain")
			o.ana.ExpectPrivate("#return", "Handed back. It's unclaimed again.")
			o.ana.ExpectThread(card, "Ana Duarte handed it back to the team: wrong team", "“Lives in Spain”")
		},
		func() { claim(o.ben) },
		func() {
			o.ben.Click(card, "Hand back")
			v := fill(o.ben.ExpectView("Hand back"), "Where to?", "To marketing: not now", "Why?", "no budget", "Look again on", "2001-01-01")
			o.refused(o.ben, v, "Look again on", "Choose a day in the future.")
			submit(o.t, o.ben, fill(v, "Look again on", "2099-01-05"))
			o.ben.ExpectPrivate("#return", "Handed back to marketing")
			o.ben.ExpectChange(card, "Sent to marketing: Leo Brandt, Brandt GmbH is now in #marketing")
			o.max.Expect("#marketing", "Leo Brandt", "no budget", "Bring back", "Details")
		},
	}
}

// copied are two leads that are merged and separated again, and one of them disqualified.
func (o office) copied() []func() {
	var card simtest.Message
	mia := o.mia
	first := o.hot("copies", "Ines Sol")
	o.hot("copies", "Ivo Stern")
	return []func(){
		func() {
			card = mia.Expect("#copies", "Ivo Stern", "Claim")
			mia.Click(card, "Merge…")
			v := fill(mia.ExpectView("Merge", "Ivo Stern"), "Number of the other lead", "the other")
			o.refused(mia, v, "Number of the other lead", "Enter the number of the other lead, such as 1042.")
			submit(o.t, mia, fill(v, "Number of the other lead", first.String()))
			mia.ExpectPrivate("#copies", "Merged into "+first.String(), "Both histories are kept", "Undo")
			card = mia.ExpectChange(card, "*Merged* into "+first.String(), "Undo merge")
			mia.ExpectThread(card, "Mia Lindqvist merged it into "+first.String())
		},
		func() {
			mia.Click(card, "Undo merge")
			mia.ExpectPrivate("#copies", "Undone: Ivo Stern")
			card = mia.ExpectChange(card, "Ivo Stern", "Claim")
			mia.ExpectThread(card, "undid the merge with "+first.String())
		},
		func() {
			mia.Click(card, "Disqualify")
			o.submit(mia, "Disqualify", "Why was it never a lead?", "spam")
			mia.ExpectPrivate("#copies", "Disqualified (", "You can reopen it.")
			card = mia.ExpectChange(card, "🚫 *Disqualified*", "Stern GmbH", "spam")
		},
		func() {
			mia.Click(card, "Reopen")
			mia.ExpectPrivate("#copies", "Reopened: Ivo Stern", "unclaimed")
			mia.ExpectThread(card, "reopened it. It's up for grabs.")
			mia.ExpectChange(card, "Ivo Stern", "Claim")
		},
	}
}
