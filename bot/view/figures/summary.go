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

// Summary draws how many leads of a query are in which stage and what happened to them, broken down if that was asked
// for. Amounts and the names of people are included only if amounts is set. question is what the buttons ask again:
// one opens the leads behind the figures, and another shows the amounts if they are hidden. Without a question there
// are no buttons.
func Summary(s report.Summary, amounts bool, question string, pb *playbook.Playbook) bot.Message {
	d := summaryView{Renderer: view.Renderer{Playbook: pb, Quiet: true}, s: s, amounts: amounts}
	about := caption("Pipeline", s.Query, s.Names, s.At)
	if d.empty() {
		text := "No leads match. " + tryElse(s.Query)
		if s.Query.Empty() {
			text = "No leads are open, and none " + cameIn(s.Query.Span) + ". " + tryElse(s.Query)
		}
		return bot.Message{Text: text, Blocks: []slack.Block{view.Section(about), view.Section(text)}}
	}
	headline := d.headline()
	blocks := append([]slack.Block{view.Section(about, headline)}, d.tables()...)
	blocks = append(blocks, view.Section(d.flow(), d.responses(), d.needs()))
	return bot.Message{Text: headline, Blocks: append(blocks, buttons("summary", question, true, !amounts)...)}
}

type summaryView struct {
	view.Renderer
	s       report.Summary
	amounts bool
}

// empty reports whether there are no figures.
func (d summaryView) empty() bool {
	return d.s.Open()+d.s.New+d.s.Claimed+d.s.Won+d.s.Lost+d.s.NewBefore == 0
}

// headline is the answer in a few short sentences: "2 hot leads are waiting. €126,500 qualified. 3 won this week."
func (d summaryView) headline() string {
	s := d.s
	if s.Query.Ended() {
		return "*" + wording.Count(s.Won, "lead") + "* " + wording.Plural(s.Won, "was", "were") + " won and " +
			wording.Thousands(wording.Decimal(s.Lost)) + " lost " + during(s.Query.Span) + "."
	}
	won := fmt.Sprintf(" %s won %s.", wording.Thousands(wording.Decimal(s.Won)), during(s.Query.Span))
	switch {
	case s.Won == 0 && s.Query.Span.To.After(s.At):
		won = " No wins yet " + during(s.Query.Span) + "."
	case s.Won == 0:
		won = " No wins " + during(s.Query.Span) + "."
	}
	return d.standing() + won
}

// standing says how many leads are in which stage now.
func (d summaryView) standing() string {
	q := d.s.Query
	if len(q.Stages) > 0 {
		n := d.s.Open()
		return countText(n, q.Temperatures) + wording.Plural(n, " is ", " are ") + stagesWord(q.Stages) + " now."
	}
	waiting, temperatures := d.s.Count(report.PositionWaiting), q.Temperatures
	hot := d.s.Now[report.PositionWaiting][lead.Hot].Count
	if hot > 0 && hot == waiting {
		temperatures = []lead.Temperature{lead.Hot}
	}
	text := countText(waiting, temperatures) + wording.Plural(waiting, " is", " are") + " waiting"
	if hot > 0 && hot < waiting && len(q.Temperatures) != 1 {
		text += fmt.Sprintf(", %s of them hot", wording.Thousands(wording.Decimal(hot)))
	}
	qualified := d.s.Row(report.PositionQualified)
	if worth := d.totals(qualified.Totals); worth != "" {
		return text + ". " + worth + " qualified."
	}
	if qualified.Count > 0 {
		return text + ". " + wording.Thousands(wording.Decimal(qualified.Count)) + " qualified."
	}
	return text + "."
}

// totals is the value of leads. It is empty if amounts are not shown.
func (d summaryView) totals(t report.Totals) string {
	if !d.amounts {
		return ""
	}
	return d.Money(t)
}

// flow is what happened in the span: "New: 11 (9 to 12 Nov: 37) · Claimed: 5" and "Won: 2, worth €31,200 · Lost: 1".
func (d summaryView) flow() string {
	won := "Won: " + wording.Thousands(wording.Decimal(d.s.Won))
	if worth := d.totals(d.s.WonTotals); worth != "" {
		won += ", worth " + worth
	}
	closed := wording.Dots(won, "Lost: "+wording.Thousands(wording.Decimal(d.s.Lost)))
	if d.s.Query.Ended() {
		return closed
	}
	return wording.Dots("New: "+wording.Thousands(wording.Decimal(d.s.New))+d.compared(), "Claimed: "+wording.Thousands(wording.Decimal(d.s.Claimed))) + "\n" + closed
}

// minPercent is the smallest whole for which percentages are shown: below it the numbers themselves say more.
const minPercent = 20

// compared compares the new leads with the period before: " (9 to 12 Nov: 37, +12%)".
func (d summaryView) compared() string {
	if d.s.Before.IsZero() {
		return ""
	}
	before, percent := d.s.NewBefore, ""
	if before >= minPercent {
		percent = fmt.Sprintf(", %+d%%", (d.s.New-before)*100/before)
	}
	return fmt.Sprintf(" (%s: %s%s)", days(d.s.Before, d.s.At), wording.Thousands(wording.Decimal(before)), percent)
}

// responses says how fast leads were claimed.
func (d summaryView) responses() string {
	var lines []string
	if d.s.Claimed > 0 {
		lines = append(lines, "Response time: median "+wording.Duration(d.s.ClaimMedian)+", 9 in 10 within "+wording.Duration(d.s.ClaimP90)+" (business hours)")
	}
	if h := d.s.Hot; h.Kept+h.Broken > 0 {
		onTime := fmt.Sprintf("Hot leads claimed within %s: %d of %d", wording.Duration(h.Within), h.Kept, h.Kept+h.Broken)
		if h.Unclaimed > 0 {
			onTime += fmt.Sprintf(" (%d still unclaimed)", h.Unclaimed)
		}
		lines = append(lines, onTime)
	}
	return strings.Join(lines, "\n")
}

// needs says what is overdue.
func (d summaryView) needs() string {
	var parts []string
	if d.s.Overdue > 0 {
		parts = append(parts, wording.Count(d.s.Overdue, "overdue follow-up"))
	}
	if !d.s.Oldest.IsZero() {
		parts = append(parts, "oldest lead waiting since "+d.Moment(d.s.Oldest))
	}
	switch {
	case len(parts) > 0:
		return "⚠️ " + wording.Capital(wording.Dots(parts...))
	case d.s.Query.Ended():
		return ""
	}
	return "Nothing is overdue."
}
