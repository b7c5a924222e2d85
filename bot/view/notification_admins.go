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

// welcome greets a person who is back, and lists what others did with their leads, lead by lead. args are the start
// and the end of the absence, in RFC 3339.
func (v notificationView) welcome(args []string, done []outbox.Item, more int) bot.Message {
	headline := "👋 Welcome back."
	if len(args) > 1 {
		from, err := time.Parse(time.RFC3339, args[0])
		until, err2 := time.Parse(time.RFC3339, args[1])
		if err == nil && err2 == nil {
			headline = "👋 Welcome back. You were away from " + v.Moment(from) + " until " + v.after(from, until) + "."
		}
	}
	if len(done) == 0 {
		headline += " Nothing happened to your leads."
		return TextMessage(headline)
	}
	lines := []string{headline + " Here's what happened:"}
	previous := lead.ID(0)
	for n, i := range done[:min(len(done), outbox.MaxItems)] {
		if n == 0 || i.Lead.ID != previous {
			lines = append(lines, "*"+wording.LeadName(i.Lead)+"* "+wording.Dots(i.Lead.ID.String(), openCard(i.Home)), v.standing(i.Lead))
			previous = i.Lead.ID
		}
		if line := (threadView{Renderer: v.Renderer}).line(i.Lead, i.Event); line != "" {
			lines = append(lines, "• "+v.Moment(i.Event.At)+": "+line)
		}
	}
	if more += max(0, len(done)-outbox.MaxItems); more > 0 {
		lines = append(lines, fmt.Sprintf("… and %s more: `/lead mine` lists your leads.", wording.Thousands(fmt.Sprint(more))))
	}
	return bot.Message{Text: headline, Blocks: sections(lines)}
}

// playbookChanged tells an admin that a new playbook is in force. args are the old and the new version, and then the
// lines that differ, as in a diff.
func (v notificationView) playbookChanged(args []string) bot.Message {
	if len(args) < 2 {
		return TextMessage("📘 A new playbook is in force.")
	}
	changed := 0
	for _, line := range args[2:] {
		if strings.HasPrefix(line, "+ ") || strings.HasPrefix(line, "- ") {
			changed++
		}
	}
	headline := "📘 A new playbook is in force: " + shortVersion(args[0]) + " → " + shortVersion(args[1]) +
		" (" + wording.Count(changed, "line") + " changed)."
	return listing(headline, args[2:], "Leads are scored with it from now on. Open leads keep their score until something happens.")
}

// playbookRefused tells an admin why a changed playbook is not in force.
func (v notificationView) playbookRefused(problems []string) bot.Message {
	headline := "⚠️ The changed playbook isn't in force. It has " + wording.Count(len(problems), "problem") +
		", so the last good one (" + shortVersion(v.Playbook.Version()) + ") stays."
	return listing(headline, problems, "Fix it and reload. `dibs playbook check` shows the same list.")
}

// maxListing is how many characters of lines a message contains. Slack takes 3,000 in a text, and counts after
// escaping.
const maxListing = 2500

// listing shows as many lines as fit in a code block, where Slack reads no markup. after is a sentence below it.
func listing(headline string, lines []string, after string) bot.Message {
	var fit []string
	size := 0
	for _, line := range lines {
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		line = wording.Clip(indent+wording.Clean(line), 300)
		if size += wording.Units(line) + 1; size > maxListing {
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
