package view

import (
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// ActionAsk asks its value, a line as somebody might type it, on behalf of whoever presses it.
const ActionAsk = "ask"

// Unclear answers what nobody understands with lines that would be, each with a button that asks it. call is what stands
// before a line where it was typed: "/lead ", or nothing.
func Unclear(words, call string, near []string) bot.Message {
	text := "I do not understand that yet. Did you mean:"
	if said := wording.Safe(words, 80); said != "" {
		text = "I do not understand “" + said + "”. Did you mean:"
	}
	blocks := []slack.Block{Section(text)}
	for _, line := range near {
		b := slack.NewButtonBlockElement(ActionAsk, wording.Clip(line, 1000), PlainText("Ask this"))
		b.AccessibilityLabel = spoken("Ask: " + line)
		s := Section("`" + code(call+line) + "`")
		s.Accessory = slack.NewAccessory(b)
		blocks = append(blocks, s)
	}
	return bot.Message{Text: text, Blocks: append(blocks, SmallPrint("`"+code(call+"help")+"` lists everything."))}
}

// code is text between backticks, in which Slack reads nothing but them.
func code(s string) string { return wording.Safe(s, 200) }

// WhichLead answers who wants to do something with a lead and does not say with which.
func WhichLead(did string) bot.Message {
	return TextMessage("With which lead? Write its number, such as `" + code(did) + " 1042`, or write in the thread of its card.")
}

// LookForWhat answers who wants to find something and does not say what. call is what stands before a line where it was
// asked: "/lead ", or nothing.
func LookForWhat(call string) bot.Message {
	return TextMessage("Say what to look for, such as `" + code(call+"find brandt") + "`: a name, a company, an e-mail address, a phone number or a lead's number.")
}

// Press answers who typed, where no dialog can open by itself, what a dialog asks for: the button opens it.
func Press(l *lead.Lead, action string, reader lead.PersonID, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	l = Renderer{Playbook: pb, Crew: crew}.namesOnly(reader, l)
	text := "*" + strings.TrimSuffix(labels[action], "…") + "* asks for a bit more about " + wording.LeadName(l) + ". A message cannot open its dialog by itself: press the button."
	return bot.Message{Text: text, Blocks: []slack.Block{Section(text), slack.NewActionBlock(BlockID(l, "press"), Primary(Button(action, l)))}}
}

// Welcome answers who says thank you.
func Welcome() bot.Message { return TextMessage("Any time.") }

// NoAmounts answers who presses Show amounts and works on no leads.
func NoAmounts() bot.Message {
	return TextMessage("Amounts are shown to who works on leads here, and in the channels that the playbook lists. The numbers above are all that " +
		"everybody may see.")
}
