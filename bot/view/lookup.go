package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// Known answers whether something, such as a company, is a lead already: which ones are and with whom, or no, with a button
// that registers it. words are what by asked for.
func Known(leads []*lead.Lead, words string, by lead.Actor, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	w := listFor{Renderer{Playbook: pb, Crew: crew, Quiet: true}, by}
	name := "“" + wording.Safe(words, 80) + "”"
	if len(leads) == 0 {
		text := "No lead of " + name + " is known."
		return bot.Message{Text: text, Blocks: []slack.Block{Section(text), slack.NewActionBlock("", registerButton(words))}}
	}
	if len(leads) == 1 {
		return w.listed("Yes, one lead of "+name+":", leads, w.standing)
	}
	return w.listed(fmt.Sprintf("Yes, %s of %s:", wording.Count(len(leads), "lead"), name), leads, w.standing)
}

// PressToRegister answers who wants to register a lead where no dialog can open by itself: a message opens none.
func PressToRegister(words string) bot.Message {
	text := "A message cannot open the dialog by itself: press the button, and it asks for what is needed."
	return bot.Message{Text: text, Blocks: []slack.Block{Section(text), slack.NewActionBlock("", registerButton(words))}}
}

// registerButton opens the dialog that registers a lead, with what is known of it.
func registerButton(words string) *slack.ButtonBlockElement {
	b := slack.NewButtonBlockElement(ActionNewLead, wording.Clip(wording.Clean(words), 1000), PlainText("Register a lead"))
	return Primary(b)
}
