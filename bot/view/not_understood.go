package view

import (
	"cmp"
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// ActionAsk is a button that asks its value, a line as people type it, in the name of the person who presses it.
const ActionAsk = "ask"

// Unclear answers a line that Dibs does not understand with a button for each of some similar lines that it does;
// pressing one asks it. prefix is what a line begins with in the place where it was asked: "/lead ", or nothing.
func Unclear(words, prefix string, nearby []string) bot.Message {
	text := "I can't answer that yet. Did you mean:"
	if typed := wording.Safe(words, 80); typed != "" {
		text = "I can't answer “" + typed + "” yet. Did you mean:"
	}
	blocks := []slack.Block{Section(text)}
	for _, line := range nearby {
		b := slack.NewButtonBlockElement(ActionAsk, wording.Clip(line, 1000), PlainText(cmp.Or(wording.Plain(wording.Capital(line), 75), "Ask this")))
		b.AccessibilityLabel = spoken("Ask: " + line)
		blocks = append(blocks, slack.NewActionBlock("", b)) // one per row, so that none is cut off on a phone
	}
	return bot.Message{Text: text, Blocks: append(blocks, SmallPrint("`"+code(prefix+"help")+"` lists everything I can answer."))}
}

// code makes text fit to be shown between backticks, where Slack reads nothing but backticks.
func code(s string) string { return wording.Safe(s, 200) }

// WhichLead answers a person who wants to do something with a lead but does not say which. verb is what they typed.
func WhichLead(verb string) bot.Message {
	return TextMessage("Which lead? Add its number, such as `" + code(verb) + " 1042`, or write in the thread of its card.")
}

// LookForWhat answers a person who wants to find something but does not say what. prefix is what each line begins
// with in the place where it was asked: "/lead ", or nothing.
func LookForWhat(prefix string) bot.Message {
	return TextMessage("What should I look for? Try `" + code(prefix+"find brandt") + "`, with a name, a company, an e-mail address, a phone number or a lead number.")
}

// Press answers a person who asked in a message for something that needs a dialog. Slack opens dialogs only on a click, so
// the answer has a button that opens it.
func Press(l *lead.Lead, action string, reader lead.PersonID, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	l = Renderer{Playbook: pb, Crew: crew}.namesOnly(reader, l)
	text := "I need a few more details about " + wording.LeadName(l) + ". Press *" + strings.TrimSuffix(labels[action], "…") + "* to add them."
	return bot.Message{Text: text, Blocks: []slack.Block{Section(text), slack.NewActionBlock(BlockID(l, "press"), Primary(Button(action, l)))}}
}

// Welcome answers a thank-you.
func Welcome() bot.Message { return TextMessage("Any time!") }

// NoAmounts answers somebody outside the sales team who presses Show amounts.
func NoAmounts() bot.Message {
	return TextMessage("Only the sales team can see amounts. The numbers above are everything you can see.")
}
