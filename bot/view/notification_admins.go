package view

import (
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
)

// welcome tells somebody who is back what was done for them meanwhile, lead by lead. args are since when and until when
// they were away.
func (p Renderer) welcome(args []string, done []outbox.Item, more int) bot.Message {
	headline := "👋 Welcome back."
	if len(args) > 1 {
		from, err := time.Parse(time.RFC3339, args[0])
		until, err2 := time.Parse(time.RFC3339, args[1])
		if err == nil && err2 == nil {
			headline = "👋 Welcome back. You were away from " + p.Moment(from) + " until " + p.after(from, until) + "."
		}
	}
	if len(done) == 0 {
		headline += " Nothing happened to your leads meanwhile."
		return TextMessage(headline)
	}
	lines := []string{headline + " Meanwhile:"}
	about := lead.ID(0)
	for n, i := range done[:min(len(done), outbox.MaxItems)] {
		if n == 0 || i.Lead.ID != about {
			lines = append(lines, wording.Dots("*"+wording.LeadName(i.Lead)+"*", i.Lead.ID.String(), p.standing(i.Lead), openCard(i.Home)))
			about = i.Lead.ID
		}
		if line := p.line(i.Lead, i.Event); line != "" {
			lines = append(lines, "• "+p.Moment(i.Event.At)+": "+line)
		}
	}
	if more += max(0, len(done)-outbox.MaxItems); more > 0 {
		lines = append(lines, fmt.Sprintf("… and %s more: /lead mine lists your leads.", wording.Thousands(fmt.Sprint(more))))
	}
	return bot.Message{Text: headline, Blocks: sections(lines)}
}

// changed tells an admin that another playbook is in force. args are the versions before and now, then the lines that
// differ.
func (p Renderer) changed(args []string) bot.Message {
	if len(args) < 2 {
		return TextMessage("📘 Another playbook is in force.")
	}
	differ := 0
	for _, line := range args[2:] {
		if strings.HasPrefix(line, "+ ") || strings.HasPrefix(line, "- ") {
			differ++
		}
	}
	headline := "📘 The playbook was changed, and is in force now: " + shortVersion(args[0]) + " → " + shortVersion(args[1]) +
		", " + wording.Count(differ, "line") + wording.Plural(differ, " differs", " differ") + "."
	return listing(headline, args[2:], "Leads are judged by it from now on; open ones keep their score until something happens.")
}

// notTaken tells an admin why a changed playbook is not in force.
func (p Renderer) notTaken(problems []string) bot.Message {
	headline := "⚠️ The changed playbook was not taken: " + wording.Count(len(problems), "problem") +
		". The last good one (" + shortVersion(p.Playbook.Version()) + ") goes on."
	return listing(headline, problems, "Correct it and reload. `dibs playbook check` prints the same.")
}

// mostListing is how many characters of lines a message holds; Slack takes 3,000 in a text, and counts what is escaped.
const mostListing = 2500

// listing is lines in a block of code, in which Slack reads nothing, as many as fit.
func listing(headline string, lines []string, after string) bot.Message {
	var fit []string
	size := 0
	for _, line := range lines {
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		line = wording.Clip(indent+wording.Clean(line), 300)
		if size += wording.Units(line) + 1; size > mostListing {
			break
		}
		fit = append(fit, line)
	}
	blocks := []slack.Block{Section(headline)}
	if len(fit) > 0 {
		words := slack.NewRichTextSectionTextElement(strings.Join(fit, "\n"), nil)
		code := &slack.RichTextPreformatted{Type: slack.RTEPreformatted, Elements: []slack.RichTextSectionElement{words}}
		blocks = append(blocks, slack.NewRichTextBlock("", code))
	}
	more := ""
	if n := len(lines) - len(fit); n > 0 {
		more = fmt.Sprintf("… and %s more.", wording.Count(n, "line"))
	}
	return bot.Message{Text: headline, Blocks: append(blocks, SmallPrint(sentences(more, after)))}
}
