package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// KnownLeads answers whether something, such as a company, is already a lead: yes, with the leads and their owners;
// or no, with a button that registers it. words are what the person by asked for.
func KnownLeads(leads []*lead.Lead, words string, by lead.Actor, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	w := listFor{Renderer{Playbook: pb, Crew: crew, Quiet: true}, by}
	name := "“" + wording.Safe(words, 80) + "”"
	if len(leads) == 0 {
		text := "No lead found for " + name + "."
		return bot.Message{Text: text, Blocks: []slack.Block{Section(text), slack.NewActionBlock("", registerButton(words))}}
	}
	if len(leads) == 1 {
		return w.listed("Yes, there's one lead for "+name+":", leads, w.standing)
	}
	return w.listed(fmt.Sprintf("Yes, there are %s for %s:", wording.Count(len(leads), "lead"), name), leads, w.standing)
}

// PressToRegister answers a person who asked in a message to register a lead. Slack opens dialogs only on a click, so
// the answer has a button that opens it. The dialog is filled in with words, which they typed about the lead.
func PressToRegister(words string) bot.Message {
	text := "I need a few details about the lead. Press the button to add them."
	return bot.Message{Text: text, Blocks: []slack.Block{Section(text), slack.NewActionBlock("", registerButton(words))}}
}

// registerButton opens the dialog that registers a lead, with words filled in.
func registerButton(words string) *slack.ButtonBlockElement {
	b := slack.NewButtonBlockElement(ActionNewLead, wording.Clip(wording.Clean(words), 1000), PlainText("Register a lead"))
	return Primary(b)
}
