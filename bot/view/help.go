package view

import (
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// topics are what can be asked, in the order in which people need it; each example can be typed as it stands.
var topics = []struct {
	about    string
	examples []string
}{
	{"Your day", []string{"mine", "due today", "next", "claim 1042", "remind me tomorrow 9am"}},
	{"A lead", []string{"new", "show acme", "find brandt", "who owns 1042", "is acme.com already a lead"}},
	{"Figures", []string{"summary", "summary last quarter by source", "how many hot leads this month", "leads per week this quarter", "report", "definition"}},
	{"You and others", []string{"away until Friday", "back", "who is away", "help"}},
}

// inThreads are words that mean the lead in whose thread they are written.
var inThreads = []string{"who owns this", "claim", "no answer", "note budget is approved", "snooze until Monday", "won 31,200"}

// Help lists what can be asked. call is what stands before a line where it was asked: "/lead ", or nothing.
func Help(call string) bot.Message {
	lines := []string{"*What you can ask:*"}
	for _, t := range topics {
		lines = append(lines, "*"+t.about+"* "+examples(call, t.examples))
	}
	other := "The same words work as `/lead`, after @dibs in a channel, and in a direct message to me."
	thread := "In the thread of a card, after @dibs: " + examples("", inThreads)
	return bot.Message{Text: "What you can ask", Blocks: []slack.Block{Section(lines...), SmallPrint(thread, other)}}
}

func examples(call string, of []string) string {
	var said []string
	for _, e := range of {
		said = append(said, "`"+call+e+"`")
	}
	return strings.Join(said, " · ")
}

// Definition answers /lead definition: the written definition with its checklist, as the team wrote it.
func Definition(pb *playbook.Playbook) bot.Message { return defined("What counts as a lead here", pb) }

// DefinitionOf answers /lead definition with a lead: the definition that it was judged by, which pb is to be the version
// of; see lead.Lead.PlaybookID.
func DefinitionOf(l *lead.Lead, pb *playbook.Playbook) bot.Message {
	return defined("What counted as a lead when "+l.ID.String()+" was judged", pb)
}

// DefinitionInstead answers /lead definition with a lead whose definition of then cannot be read any more.
func DefinitionInstead(l *lead.Lead, pb *playbook.Playbook) bot.Message {
	return defined("What counts as a lead here now; by what "+l.ID.String()+" was judged cannot be read any more", pb)
}

func defined(headline string, pb *playbook.Playbook) bot.Message {
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
		blocks = append(blocks, Section(append([]string{"*Qualify asks:*"}, asks...)...))
	}
	blocks = append(blocks, SmallPrint("Playbook "+shortVersion(pb.Version())))
	return bot.Message{Text: headline + ": " + wording.Safe(pb.Definition(), 300), Blocks: blocks}
}

// NoGuests answers a guest of the workspace who asks for a lead by name.
func NoGuests() bot.Message {
	return bot.Message{Text: "Guests of the workspace see no leads by name. You can refer one with /lead new, and ask for the /lead summary."}
}
