package bot

import (
	"strings"

	"github.com/slack-go/slack"

	"dibs/lead"
)

// ActionAsk asks its value, a line as somebody might type it, on behalf of whoever presses it.
const ActionAsk = "ask"

// Unclear answers what nobody understands with lines that would be, each with a button that asks it. call is what stands
// before a line where it was typed: "/lead ", or nothing.
func Unclear(words, call string, near []string) Message {
	text := "I do not understand that yet. Did you mean:"
	if said := safe(words, 80); said != "" {
		text = "I do not understand “" + said + "”. Did you mean:"
	}
	blocks := []slack.Block{section(text)}
	for _, line := range near {
		b := slack.NewButtonBlockElement(ActionAsk, clip(line, 1000), plainText("Ask this"))
		b.AccessibilityLabel = spoken("Ask: " + line)
		s := section("`" + code(call+line) + "`")
		s.Accessory = slack.NewAccessory(b)
		blocks = append(blocks, s)
	}
	return Message{Text: text, Blocks: append(blocks, smallPrint("`"+code(call+"help")+"` lists everything."))}
}

// code is text between backticks, in which Slack reads nothing but them.
func code(s string) string { return safe(s, 200) }

// WhichLead answers who wants to do something with a lead and does not say with which.
func WhichLead(did string) Message {
	return answer("With which lead? Write its number, such as `" + code(did) + " 1042`, or write in the thread of its card.")
}

// LookForWhat answers who wants to find something and does not say what. call is what stands before a line where it was
// asked: "/lead ", or nothing.
func LookForWhat(call string) Message {
	return answer("Say what to look for, such as `" + code(call+"find brandt") + "`: a name, a company, an e-mail address, a phone number or a lead's number.")
}

// Press answers who typed, where no dialog can open by itself, what a dialog asks for: the button opens it.
func Press(l *lead.Lead, action string) Message {
	text := "*" + strings.TrimSuffix(labels[action], "…") + "* asks for a bit more about " + who(l) + ". A message cannot open its dialog by itself: press the button."
	return Message{Text: text, Blocks: []slack.Block{section(text), slack.NewActionBlock(blockID(l, "press"), primary(button(action, l)))}}
}

// Welcome answers who says thank you.
func Welcome() Message { return answer("Any time.") }

// NoAmounts answers who presses Show amounts and works on no leads.
func NoAmounts() Message {
	return answer("Amounts are shown to who works on leads here, and in the channels that the playbook lists. The numbers above are all that " +
		"everybody may see.")
}
