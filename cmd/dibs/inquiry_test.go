package main

import (
	"testing"

	"dibs/slacksim/simtest"
)

func TestEveryButtonOfAnInquiryDoesWhatItSays(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		sideBySide(o.certified(), o.putOff(), o.failed())
		simtest.NoTrouble(t, o.sim)
	})
}

// certified is an inquiry that Dan calls twice and certifies.
func (o office) certified() []func() {
	var card simtest.Message
	dan := o.dan
	o.inquiry("Laura Nowak")
	return []func(){
		func() {
			card = dan.Expect("#qualify", "Laura Nowak", "I'm calling", "No answer", "Certify", "To marketing")
			dan.Click(card, "I'm calling")
			dan.ExpectPrivate("#qualify", "You're calling Laura Nowak", "+4930901820", "Certify")
			card = dan.ExpectChange(card, "Dan Weiss is calling")
			dan.ExpectThread(card, "Dan Weiss is calling until")
		},
		func() {
			dan.Click(card, "No answer")
			dan.ExpectPrivate("#qualify", "No answer logged (1 of 3).")
			dan.ExpectThread(card, "Dan Weiss got no answer by phone")
			dan.Click(card, "Log contact") // an inquiry needs no next step
			o.submit(dan, "Log contact", "What happened?", "Reached", "Note", "Decides alone")
			dan.ExpectPrivate("#qualify", "Logged.")
		},
		func() {
			dan.Click(card, "Certify")
			v := dan.ExpectView("Certify", "A company we can serve")
			o.refused(dan, v, "Can this person decide? (needs a yes)", "This needs a yes. Ask them, or send the lead to marketing.")
			submit(o.t, dan, fill(v, "Can this person decide? (needs a yes)", "Yes", "Note", "Keen"))
			dan.ExpectPrivate("#qualify", "Certified. It's in #leads now.")
			dan.ExpectChange(card, "Certified: Laura Nowak, Nowak GmbH is now in #leads")
			card = o.ana.Expect("#leads", "Laura Nowak", "Claim")
			o.ana.ExpectThread(card, "Dan Weiss certified it", "authority yes", "“Keen”")
		},
	}
}

// putOff is an inquiry that goes to marketing, is disqualified there and opened again.
func (o office) putOff() []func() {
	var card simtest.Message
	o.inquiry("Omar Haddad")
	return []func(){
		func() {
			card = o.eva.Expect("#qualify", "Omar Haddad", "To marketing")
			o.eva.Click(card, "To marketing")
			o.submit(o.eva, "To marketing", "Why not now?", "no budget", "Look again on", "2099-03-02", "Note", "Next year")
			o.eva.ExpectPrivate("#qualify", "Sent to marketing until", "(no budget)")
			card = o.max.Expect("#marketing", "Omar Haddad", "With marketing until", "no budget", "Bring back")
			o.max.ExpectThread(card, "Eva Novak sent it to marketing", "“Next year”")
		},
		func() {
			o.max.Click(card, "Disqualify")
			o.submit(o.max, "Disqualify", "Why was it never a lead?", "spam")
			o.max.ExpectPrivate("#marketing", "Disqualified (")
			card = o.max.ExpectChange(card, "🚫 *Disqualified*", "spam")
		},
		func() {
			o.mia.Click(card, "Reopen")
			o.mia.ExpectPrivate("#marketing", "Reopened: Omar Haddad", "unclaimed")
			o.ana.Expect("#leads", "Omar Haddad", "Claim")
		},
	}
}

// failed is an inquiry for which a required question is answered with no.
func (o office) failed() []func() {
	o.inquiry("Pia Lund")
	return []func(){func() {
		card := o.dan.Expect("#qualify", "Pia Lund", "Certify")
		o.dan.Click(card, "Certify")
		o.submit(o.dan, "Certify", "Can this person decide? (needs a yes)", "No")
		o.dan.ExpectPrivate("#qualify", "Sent to marketing", "authority")
		o.max.Expect("#marketing", "Pia Lund", "authority", "Bring back")
	}}
}
