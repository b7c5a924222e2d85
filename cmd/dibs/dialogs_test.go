package main

import (
	"strings"
	"testing"

	"dibs/slacksim/simtest"
)

// dialogs are what opens a dialog on the card of a lead that was just claimed, by the label of the button or of the menu's
// entry, and the dialog's title. Labels and titles of laterDialogs stand on its card after the first attempt.
var dialogs, laterDialogs = map[string]string{
	"Log contact": "Log contact", "Qualify": "Qualify", "Hand back": "Hand back", "Details": "Lead #", "Assign…": "Assign",
	"Disqualify": "Disqualify", "Won": "Won", "Lost": "Lost",
}, map[string]string{"Snooze": "Snooze", "Hand back to marketing": "Hand back"}

func TestToOpenADialogTakesOneCallToSlack(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		id := o.hot("", "Nadia Rahman")
		o.claim(o.ana, id)
		o.ana.ExpectThread(o.ana.Expect("#leads", "Nadia Rahman", "*Ana Duarte*"), "claimed it")
		mine := o.shown(o.ana, id)
		opened := func(what, title string, open func()) {
			t.Helper()
			simtest.Settled(t, o.sim)
			before := len(o.sim.Calls(""))
			open()
			o.ana.Dismiss(o.ana.ExpectView(title))
			var made []string
			for _, c := range o.sim.Calls("")[before:] {
				// A card or a home tab may be drawn at the same time.
				if !strings.HasPrefix(c.Method, "chat.") && c.Method != "views.publish" {
					made = append(made, c.Method)
				}
			}
			if len(made) != 1 || made[0] != "views.open" {
				t.Errorf("%s called %q", what, made)
			}
		}
		for label, title := range dialogs {
			opened(label, title, func() { o.ana.Click(mine, label) })
		}
		o.told(o.ana, "#general", func() { o.ana.Click(mine, "No answer") }) // its answer is a call of its own
		mine = o.shown(o.ana, id)
		for label, title := range laterDialogs {
			opened(label, title, func() { o.ana.Click(mine, label) })
		}
		opened("/lead new", "Register a lead", func() { o.ana.Command("#general", "/lead new") })
		opened("the shortcut", "Refer a lead", func() { o.ana.Shortcut("refer_lead") })
		said := o.ben.Say("#general", "Tom Berger tom@berger.example wants an offer")
		opened("the message's shortcut", "Register a lead", func() { o.ana.ShortcutOn(said, "register_lead") })
		o.ana.OpenHome()
		home := o.ana.ExpectHome("I'm away…")
		opened("the home tab", "I'm away", func() { home.Click("I'm away…") })
		simtest.NoTrouble(t, o.sim)
	})
}
