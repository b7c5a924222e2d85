package figures

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/report"
	"dibs/playbook"
)

// Summary draws how the leads of a query stand and what happened to them, broken down when that was asked for. Amounts
// and people's names are in it only when amounts says so. ask is what the buttons bring back, such as the words of the
// question: with it a button opens the leads behind the figures, and, where amounts are not shown, another one offers them;
// without it there are no buttons.
func Summary(s report.Summary, amounts bool, ask string, pb *playbook.Playbook) bot.Message {
	d := summaryView{Renderer: view.Renderer{Playbook: pb, Quiet: true}, s: s, amounts: amounts}
	about := caption("Pipeline", s.Query, s.Names, s.At)
	if d.empty() {
		text := "No lead fits. " + tryElse(s.Query)
		if s.Query.Empty() {
			text = "No lead is open, and none came in " + during(s.Query.Span) + ". " + tryElse(s.Query)
		}
		return bot.Message{Text: text, Blocks: []slack.Block{view.Section(about), view.Section(text)}}
	}
	headline := d.headline()
	blocks := append([]slack.Block{view.Section(about, headline)}, d.tables()...)
	blocks = append(blocks, view.Section(d.flow(), d.speed(), d.needs()))
	return bot.Message{Text: headline, Blocks: append(blocks, opening("summary", ask, true, !amounts)...)}
}

type summaryView struct {
	view.Renderer
	s       report.Summary
	amounts bool
}

// empty reports whether there is nothing to tell.
func (d summaryView) empty() bool {
	return d.s.Open()+d.s.New+d.s.Claimed+d.s.Won+d.s.Lost+d.s.NewBefore == 0
}

// headline is the answer in one sentence.
func (d summaryView) headline() string {
	if d.s.Query.Ended() {
		return "*" + wording.Count(d.s.Won, "lead") + "* " + wording.Plural(d.s.Won, "was", "were") + " won and " +
			wording.Thousands(wording.Decimal(d.s.Lost)) + " lost " + during(d.s.Query.Span) + "."
	}
	text := d.standing()
	if d.s.Won == 0 {
		return text + "; none was won " + during(d.s.Query.Span) + "."
	}
	return text + fmt.Sprintf("; %s %s won %s.", wording.Thousands(wording.Decimal(d.s.Won)), wording.Plural(d.s.Won, "was", "were"), during(d.s.Query.Span))
}

// standing is how the leads stand now, the beginning of a sentence.
func (d summaryView) standing() string {
	q, noun := d.s.Query, ofTemperature(d.s.Query.Temperatures)
	qualified := d.s.Row(report.PositionQualified)
	if len(q.Stages) > 0 {
		return "*" + wording.Count(d.s.Open(), noun) + "* " + wording.Plural(d.s.Open(), "is", "are") + " " + stagesWord(q.Stages) + " now"
	}
	waiting := d.s.Count(report.PositionWaiting)
	text := "*" + wording.Count(waiting, noun) + "* " + wording.Plural(waiting, "is", "are") + " waiting"
	if waiting == 0 {
		text = "*No " + noun + "* is waiting"
	}
	if hot := d.s.Now[report.PositionWaiting][lead.Hot].Count; hot > 0 && len(q.Temperatures) != 1 {
		text += fmt.Sprintf(", %s of them hot", wording.Thousands(wording.Decimal(hot)))
	}
	if worth := d.totals(qualified.Totals); worth != "" {
		return text + "; " + worth + " is qualified"
	}
	if n := qualified.Count; n > 0 {
		return text + fmt.Sprintf("; %s %s qualified", wording.Thousands(wording.Decimal(n)), wording.Plural(n, "is", "are"))
	}
	return text
}

// totals writes what leads are worth, where amounts are shown.
func (d summaryView) totals(t report.Totals) string {
	if !d.amounts {
		return ""
	}
	return d.Money(t)
}

// flow is what happened in the span.
func (d summaryView) flow() string {
	won := "won " + wording.Thousands(wording.Decimal(d.s.Won))
	if worth := d.totals(d.s.WonTotals); worth != "" {
		won += ", " + worth
	}
	closed := wording.Dots(won, "lost "+wording.Thousands(wording.Decimal(d.s.Lost)))
	if d.s.Query.Ended() {
		return wording.Capital(closed)
	}
	return wording.Dots("New "+wording.Thousands(wording.Decimal(d.s.New))+d.compared(), "claimed "+wording.Thousands(wording.Decimal(d.s.Claimed)), closed)
}

// fewest is below how many a share or a change in percent would say more than the numbers do.
const fewest = 20

// compared sets what came in beside the time before: ", +12 % (9 to 12 Nov: 37)".
func (d summaryView) compared() string {
	if d.s.Before.IsZero() {
		return ""
	}
	before, percent := d.s.NewBefore, ""
	if before >= fewest {
		percent = fmt.Sprintf(", %+d %%", (d.s.New-before)*100/before)
	}
	return fmt.Sprintf("%s (%s: %s)", percent, days(d.s.Before, d.s.At), wording.Thousands(wording.Decimal(before)))
}

func (d summaryView) speed() string {
	line := ""
	if d.s.Claimed > 0 {
		line = "Claimed in " + wording.Duration(d.s.ClaimMedian) + " (median), " + wording.Duration(d.s.ClaimP90) + " (p90), working time."
	}
	if h := d.s.Hot; h.Kept+h.Broken > 0 {
		line += fmt.Sprintf(" Promise for hot (%s) kept: %d of %d", wording.Duration(h.Within), h.Kept, h.Kept+h.Broken)
		if h.Unclaimed > 0 {
			line += fmt.Sprintf("; %d unclaimed %s as broken", h.Unclaimed, wording.Plural(h.Unclaimed, "counts", "count"))
		}
		line += "."
	}
	return strings.TrimSpace(line)
}

func (d summaryView) needs() string {
	var parts []string
	if d.s.Overdue > 0 {
		parts = append(parts, wording.Count(d.s.Overdue, "overdue follow-up"))
	}
	if !d.s.Oldest.IsZero() {
		parts = append(parts, "the oldest lead has been waiting since "+d.Moment(d.s.Oldest))
	}
	switch {
	case len(parts) > 0:
		return "⚠️ Needs someone: " + wording.Dots(parts...)
	case d.s.Query.Ended():
		return ""
	}
	return "Nothing is overdue."
}
