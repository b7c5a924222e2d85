package main

import (
	"strings"
	"testing"

	"dibs/lead"
	"dibs/slacksim/simtest"
)

func TestDialogsCardsAndMenusSayWhatIsTrueNow(t *testing.T) {
	inOffice(t, []string{"linked", "met"}, func(t *testing.T, o office) {
		o.overtaken()
		o.drawnAnew()
		o.tooLateForInquiries()
		sideBySide(o.linked(), o.handedOver())
		simtest.NoTrouble(t, o.sim)
	})
}

// race is a dialog that somebody fills in while somebody else is faster.
type race struct {
	label, title string
	entries      []string
	kept         string // the part of what was typed that must not get lost
}

// races are the dialogs about an owned lead.
var races = []race{
	{"Log contact", "Log contact", []string{"What happened?", "Reached", "Note", "A long talk", "Next step", "send offer"}, "A long talk"},
	{"Qualify", "Qualify", []string{"Can this person decide? (needs a yes)", "Yes", "Amount", "31,200", "Note", "Keen"}, "31,200"},
	{"Hand back", "Hand back", []string{"Why?", "no budget", "Note", "Next year"}, "Next year"},
	{"Hand back to marketing", "Hand back", []string{"Why?", "no budget", "Note", "In spring"}, "In spring"},
	{"Won", "Won", []string{"Amount", "900", "Note", "Signed"}, "Signed"},
	{"Lost", "Lost", []string{"Why?", "price", "Note", "Too dear"}, "Too dear"},
	{"Snooze", "Snooze", []string{"Or on", "2099-01-04", "Why", "sabbatical"}, "sabbatical"},
	{"Disqualify", "Disqualify", []string{"Why was it never a lead?", "spam", "Note", "A robot"}, "A robot"},
	{"Assign…", "Assign", []string{"Who should take it?", "Ben Okafor"}, "Ben Okafor"},
}

// opened opens a dialog about a lead, from the card or else from Details, and fills it in.
func (o office) opened(p *simtest.Person, id lead.ID, r race) simtest.View {
	o.t.Helper()
	card := o.shown(p, id)
	if card.Shows(r.label) {
		p.Click(card, r.label)
	} else {
		p.Click(card, "Details")
		p.ExpectView("Lead "+id.String(), "History").Click(r.label)
	}
	return fill(p.ExpectView(r.title, r.entries[0]), r.entries...)
}

// overtaken has Mia hand a lead back each time while Ana fills in a dialog about it.
func (o office) overtaken() {
	o.t.Helper()
	id := o.hot("", "Nadia Rahman")
	for _, r := range races {
		o.claim(o.ana, id)
		if r.label == "Snooze" {
			o.ana.Click(o.shown(o.ana, id), "No answer") // so that there is a next step to move
		}
		v := o.opened(o.ana, id, r)
		o.mia.Click(o.shown(o.mia, id), "Hand back")
		o.submit(o.mia, "Hand back", "Why?", "wrong team")
		submit(o.t, o.ana, v)
		late := o.ana.ExpectView("Too late", "Mia Lindqvist (for Ana Duarte) handed it back", "Claim")
		if now, _ := late.Now(); !strings.Contains(string(now.Values)+string(now.Blocks), r.kept) {
			o.t.Errorf("%s: what was typed is lost:\n%s", r.label, now.Blocks)
		}
		o.ana.Dismiss(late)
	}
	late := func() simtest.View { // the button that is offered then does what it says
		o.claim(o.ana, id)
		v := o.opened(o.ana, id, races[0])
		o.mia.Click(o.shown(o.mia, id), "Hand back")
		o.submit(o.mia, "Hand back", "Why?", "wrong team")
		submit(o.t, o.ana, v)
		return o.ana.ExpectView("Too late")
	}()
	late.Click("Claim")
	o.ana.Dismiss(o.ana.ExpectView("It's yours: Nadia Rahman"))
}

// drawnAnew has Ben accept Ana's lead while Mia, who may do everything, fills in a dialog about it.
func (o office) drawnAnew() {
	o.t.Helper()
	id := o.hot("", "Tom Berger")
	from, to := o.ana, o.ben
	o.claim(from, id)
	for _, r := range races[:4] {
		v := o.opened(o.mia, id, r)
		from.Click(o.shown(from, id), "Assign…")
		name := "Ben Okafor"
		if to == o.ana {
			name = "Ana Duarte"
		}
		o.submit(from, "Assign", "Who should take it?", name)
		to.Click(o.shown(to, id), "Accept")
		submit(o.t, o.mia, v)
		fresh := o.mia.ExpectView(r.title, "Not sent", name+" accepted it from", "Everything you typed is still here")
		if now, _ := fresh.Now(); !strings.Contains(string(now.Blocks), r.kept) {
			o.t.Errorf("%s: what was typed is lost:\n%s", r.label, now.Blocks)
		}
		if r.label == "Log contact" {
			submit(o.t, o.mia, fresh) // as it stands
			o.mia.ExpectPrivate("#general", "Logged.")
		} else {
			o.mia.Dismiss(fresh)
		}
		from, to = to, from
	}
}

// tooLateForInquiries has marketing take an inquiry, and a rep a lead, while somebody fills in a dialog.
func (o office) tooLateForInquiries() {
	o.t.Helper()
	id := o.register(map[string]any{"source": "referral", "name": "Omar Haddad", "email": mailbox("Omar Haddad"), "company": "Haddad GmbH"})
	for _, r := range []race{
		{"Certify", "Certify", []string{"Can this person decide? (needs a yes)", "Yes", "Note", "Decides alone"}, "Decides alone"},
		{"To marketing", "To marketing", []string{"Why not now?", "no budget", "Note", "Later"}, "Later"},
	} {
		v := o.opened(o.dan, id, r)
		o.eva.Click(o.shown(o.eva, id), "To marketing")
		o.submit(o.eva, "To marketing", "Why not now?", "no budget")
		submit(o.t, o.dan, v)
		o.dan.Dismiss(o.dan.ExpectView("Too late", "Haddad GmbH has been with marketing", "Eva Novak sent it to marketing", "Save as comment"))
		o.max.Click(o.shown(o.max, id), "Bring back")
	}
	id = o.hot("", "Ida Holm")
	v := o.opened(o.ana, id, race{"Not a fit", "Not a fit", []string{"Why is it not a fit?", "too small", "Note", "Two people"}, ""})
	choose := o.opened(o.mia, id, race{"Assign…", "Assign", []string{"Who should take it?", "Ana Duarte"}, ""})
	o.claim(o.ben, id)
	submit(o.t, o.ana, v)
	o.ana.Dismiss(o.ana.ExpectView("Too late", "Ben Okafor was", " faster.", "Ben Okafor claimed it"))
	submit(o.t, o.mia, choose)
	fresh := o.mia.ExpectView("Assign", "Not sent", "Ben Okafor claimed it", "it stays with its owner")
	submit(o.t, o.mia, fresh)
	o.mia.ExpectPrivate("#general", "Offered to Ana Duarte", "Ben Okafor keeps it")

	pass := o.opened(o.ana, id, race{"Pass", "Pass", []string{"Why?", "on the road"}, ""})
	o.ana.Click(o.shown(o.ana, id), "Accept")
	submit(o.t, o.ana, pass)
	o.ana.Dismiss(o.ana.ExpectView("Too late", "Holm GmbH is already yours", "Ana Duarte accepted it"))

	merge := o.opened(o.mia, id, race{"Merge…", "Merge", []string{"Number of the other lead", "77"}, ""})
	o.refused(o.mia, merge, "Number of the other lead", "No lead has this number.")
	o.ana.Click(o.shown(o.ana, id), "Hand back")
	o.submit(o.ana, "Hand back", "Why?", "wrong team")
	submit(o.t, o.mia, merge)
	o.mia.Dismiss(o.mia.ExpectView("Merge", "Not sent", "Ana Duarte handed it back"))
}

// linked is a lead whose link is copied, and which goes to marketing with one click from the menu.
func (o office) linked() []func() {
	var card simtest.Message
	o.hot("linked", "Leo Brandt")
	return []func(){
		func() {
			card = o.ana.Expect("#linked", "Leo Brandt", "Claim", "Copy link")
			o.ana.ExpectThread(card, "Sales-ready.") // by now it is known where the card is
			o.ana.Click(card, "Copy link")
			said := o.ana.ExpectPrivate("#linked", "or copy its link", "Open card")
			if want := "/p" + strings.ReplaceAll(card.TS, ".", ""); !strings.Contains(said.Visible(), want) {
				o.t.Errorf("the link is\n%s\nwant %s", said.Visible(), want)
			}
			o.ana.Click(card, "Details")
			v := o.ana.ExpectView("Leo Brandt", "History")
			v.Click("Copy link")
			o.ana.Dismiss(o.ana.ExpectView("or copy its link"))
			o.ana.Click(card, "Claim")
			card = o.ana.ExpectChange(card, "No answer")
			o.ana.Click(card, "No answer")
		},
		func() {
			card = o.ana.ExpectChange(card, "attempt 1 of 3", "Hand back to marketing", "Snooze", "Copy link")
			o.ana.Click(card, "Hand back to marketing")
			o.submit(o.ana, "Hand back", "Why?", "no budget")
			o.ana.ExpectPrivate("#linked", "Handed back to marketing")
		},
	}
}

// handedOver is an inquiry that Dan certifies for Ana, with a meeting.
func (o office) handedOver() []func() {
	var card simtest.Message
	o.register(map[string]any{
		"source": "referral", "campaign": "met", "name": "Laura Nowak", "email": mailbox("Laura Nowak"), "phone": "+1 212 555 0100", "company": "Nowak GmbH",
	})
	return []func(){
		func() {
			card = o.dan.Expect("#qualify", "Laura Nowak", "New York", "I'm calling", "Certify")
			o.dan.Click(card, "I'm calling")
			o.dan.ExpectPrivate("#qualify", "You're calling Laura Nowak", "in New York now.")
			said := o.told(o.eva, "#qualify", func() { o.eva.Click(card, "Certify") })
			if !strings.HasPrefix(said, "Dan Weiss is calling Laura Nowak until ") {
				o.t.Errorf("a second qualifier is answered with %q", said)
			}
			o.dan.Click(card, "Certify")
			v := fill(o.dan.ExpectView("Certify", "Hand over to"), "Can this person decide? (needs a yes)", "Yes", "Meeting on", "2099-03-02")
			o.refused(o.dan, v, "At", "Choose the time.")
			submit(o.t, o.dan, fill(v, "At", "14:00", "Hand over to", "Ana Duarte"))
			o.dan.ExpectPrivate("#qualify", "Certified and offered to Ana Duarte.", "Meeting: ")
			o.ana.ExpectDM("Dan Weiss offers you a", "Laura Nowak", "Meeting: ", "Accept")
		},
		func() {
			card = o.ana.Expect("#met", "Laura Nowak", "Meeting agreed for", "Offered to Ana Duarte by Dan Weiss", "Accept", "Pass")
			o.ana.ExpectThread(card, "Dan Weiss offered it to Ana Duarte, with a meeting")
			o.ana.Click(card, "Accept")
			o.ana.ExpectPrivate("#met", "It's yours: Laura Nowak", "Meeting: ")
			card = o.ana.ExpectChange(card, "*Ana Duarte*", "Next: meeting", "Snooze")
			o.ana.Click(card, "Qualify")
			o.ana.Dismiss(o.ana.ExpectView("Qualify", "Already answered", "Yes (Dan Weiss): Can this person decide?"))
		},
	}
}
