package view

import (
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// topics are the things people can ask, most needed first. Each example can be typed as it is.
var topics = []struct {
	about    string
	examples []string
}{
	{"Your day", []string{"mine", "due today", "next", "claim 1042", "remind me tomorrow 9am"}},
	{"A lead", []string{"new", "show acme", "find brandt", "who owns 1042", "is acme.com already a lead"}},
	{"Figures", []string{"summary", "summary last quarter by source", "how many hot leads this month", "leads per week this quarter", "report", "definition"}},
	{"You and others", []string{"away until Friday", "back", "who is away", "help"}},
}

// threadExamples can be typed in the thread of a card. They mean the lead of that card.
var threadExamples = []string{"who owns this", "claim", "no answer", "note budget approved", "snooze until Monday", "won 31,200"}

// Help lists what people can ask. prefix is what each line begins with in the place where help was asked for: "/lead
// ", or nothing.
func Help(prefix string) bot.Message {
	lines := []string{"*What you can ask*"}
	for _, t := range topics {
		lines = append(lines, "*"+t.about+"* "+examples(prefix, t.examples))
	}
	other := "All of this works with `/lead`, after @dibs in a channel, and in a direct message to me."
	thread := "In a card's thread, after @dibs: " + examples("", threadExamples)
	return bot.Message{Text: "What you can ask", Blocks: []slack.Block{Section(lines...), SmallPrint(thread, other)}}
}

// examples shows lines that can be typed, each as code.
func examples(prefix string, lines []string) string {
	var shown []string
	for _, line := range lines {
		shown = append(shown, "`"+prefix+line+"`")
	}
	return strings.Join(shown, "  ")
}

// Definition answers /lead definition: the written definition with its checklist, as the team wrote it.
func Definition(pb *playbook.Playbook) bot.Message {
	return definition("What counts as a lead here", pb)
}

// DefinitionOf answers /lead definition about one lead with the definition it was judged by. pb must be the version
// of the playbook that lead.Lead.PlaybookID names.
func DefinitionOf(l *lead.Lead, pb *playbook.Playbook) bot.Message {
	return definition("What counted as a lead when "+l.ID.String()+" was judged", pb)
}

// DefinitionInstead answers /lead definition with the current definition, for a lead whose own version of the
// playbook can no longer be read.
func DefinitionInstead(l *lead.Lead, pb *playbook.Playbook) bot.Message {
	return definition("What counts as a lead here now (the version that "+l.ID.String()+" was judged by is no longer available)", pb)
}

func definition(headline string, pb *playbook.Playbook) bot.Message {
	blocks := []slack.Block{Section("*" + headline + "*")}
	if text := wording.Clean(pb.Definition()); text != "" {
		blocks = append(blocks, quoted(text, 2500))
	}
	var asks []string
	for _, q := range pb.Checklist() {
		line := "• " + wording.Safe(q.Ask, 200)
		if q.Required {
			line += " (needs a yes)"
		}
		asks = append(asks, line)
	}
	if len(asks) > 0 {
		blocks = append(blocks, Section(append([]string{"*Qualify asks*"}, asks...)...))
	}
	blocks = append(blocks, SmallPrint("Playbook "+shortVersion(pb.Version())))
	return bot.Message{Text: headline + ": " + wording.Safe(pb.Definition(), 300), Blocks: blocks}
}

// NoGuests answers a guest of the workspace who asks about a lead by name.
func NoGuests() bot.Message {
	return TextMessage("Guests can't look up leads. You can refer one with `/lead new`, or see the figures with `/lead summary`.")
}
