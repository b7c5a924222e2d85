package bot

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dibs/lead"
	"dibs/playbook"
)

// Summary draws how the pipeline stands. Amounts are in it only when amounts says so; otherwise, and when ask is not
// empty, a button offers them to whoever may see them: ask is what the button brings back, such as the words of the
// question.
func Summary(s lead.Summary, amounts bool, ask string, pb *playbook.Playbook) Message {
	d := summing{pen: pen{pb: pb, quiet: true}, s: s, amounts: amounts}
	headline := d.headline()
	blocks := []slack.Block{section(headline), smallPrint(d.period()), d.table(), section(d.flow(), d.speed(), d.needs())}
	if !amounts && ask != "" {
		b := slack.NewButtonBlockElement(ActionAmounts, clip(ask, 1000), plainText("Show amounts"))
		blocks = append(blocks, slack.NewActionBlock("summary:actions", b))
	}
	return Message{Text: headline, Blocks: blocks}
}

type summing struct {
	pen
	s       lead.Summary
	amounts bool
}

// headline is the answer in one sentence.
func (d summing) headline() string {
	waiting := d.s.Count(lead.PositionWaiting)
	text := "*" + counted(waiting, "lead") + "* " + plural(waiting, "is", "are") + " waiting"
	if waiting == 0 {
		text = "*No lead* is waiting"
	}
	if hot := d.s.Now[lead.PositionWaiting][lead.Hot].Count; hot > 0 {
		text += fmt.Sprintf(", %d of them hot", hot)
	}
	if worth := d.sum(lead.PositionQualified); worth != "" {
		text += "; " + worth + " is qualified"
	} else if n := d.s.Count(lead.PositionQualified); n > 0 {
		text += fmt.Sprintf("; %d %s qualified", n, plural(n, "is", "are"))
	}
	if d.s.Won == 0 {
		return text + "; none was won."
	}
	return text + fmt.Sprintf("; %d %s won.", d.s.Won, plural(d.s.Won, "was", "were"))
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// sum is the amount of a row, each currency by itself.
func (d summing) sum(p lead.Position) string {
	total := lead.Totals{}
	for _, c := range d.s.Now[p] {
		for currency, minor := range c.Totals {
			total[currency] += minor
		}
	}
	return d.totals(total)
}

// totals writes amounts of several currencies side by side, the playbook's own first.
func (d summing) totals(t lead.Totals) string {
	if !d.amounts {
		return ""
	}
	keys := sortedKeys(t)
	slices.SortStableFunc(keys, func(a, b string) int { return rank(a, d.s.Currency) - rank(b, d.s.Currency) })
	var parts []string
	for _, c := range keys {
		parts = append(parts, Amount(lead.Money{Minor: t[c], Currency: c}))
	}
	return strings.Join(parts, " + ")
}

func rank(currency, first string) int {
	if currency == first {
		return 0
	}
	return 1
}

func (d summing) period() string {
	zone := d.s.Query.Span.Location()
	from, to := d.s.Query.Span.From.In(zone), d.s.Query.Span.To.Add(-time.Second).In(zone)
	days := from.Format("2 Jan")
	if from.YearDay() != to.YearDay() || from.Year() != to.Year() {
		days += " to " + to.Format("2 Jan")
	}
	return "Pipeline now, and what happened " + days + to.Format(" 2006") + " (" + safe(zone.String(), 60) + ")"
}

// rows of the table, in the order of the funnels.
var rows = []struct {
	at   lead.Position
	word string
}{
	{lead.PositionInquiry, "inquiries"},
	{lead.PositionWaiting, "waiting"},
	{lead.PositionWorking, "working"},
	{lead.PositionQualified, "qualified"},
	{lead.PositionNurturing, "nurturing"},
}

func (d summing) table() slack.Block {
	t := slack.NewTableBlock("summary:table")
	head := []slack.TableCell{cell(""), cell("🔥 hot"), cell("☀️ warm"), cell("❄️ cold")}
	settings := []slack.ColumnSetting{{Align: slack.ColumnAlignmentLeft}}
	for range lead.Temperatures() {
		settings = append(settings, slack.ColumnSetting{Align: slack.ColumnAlignmentRight})
	}
	if d.amounts {
		head = append(head, cell("amount"))
		settings = append(settings, slack.ColumnSetting{Align: slack.ColumnAlignmentRight})
	}
	t = t.AddRow(head...)
	for _, r := range rows {
		row := []slack.TableCell{cell(r.word)}
		for _, temp := range lead.Temperatures() {
			row = append(row, cell(number(d.s.Now[r.at][temp].Count)))
		}
		if d.amounts {
			row = append(row, cell(d.sum(r.at)))
		}
		t = t.AddRow(row...)
	}
	return t.WithColumnSettings(settings...)
}

// cell is a table cell; Slack takes none without text.
func cell(s string) slack.TableCell {
	if s == "" {
		s = " "
	}
	return slack.NewTableRawTextCell(s)
}

func number(n int) string {
	if n == 0 {
		return "–"
	}
	return group(fmt.Sprint(n))
}

func (d summing) flow() string {
	change := ""
	if b := d.s.NewBefore; b > 0 {
		change = fmt.Sprintf(" (%+d %% on the period before)", (d.s.New-b)*100/b)
	}
	won := fmt.Sprintf("won %d", d.s.Won)
	if worth := d.totals(d.s.WonTotals); worth != "" {
		won += ", " + worth
	}
	return dots(fmt.Sprintf("New %d%s", d.s.New, change), fmt.Sprintf("claimed %d", d.s.Claimed), won, fmt.Sprintf("lost %d", d.s.Lost))
}

func (d summing) speed() string {
	line := ""
	if d.s.Claimed > 0 {
		line = "Claimed in " + span(d.s.ClaimMedian) + " (median), " + span(d.s.ClaimP90) + " (p90), working time."
	}
	if h := d.s.Hot; h.Kept+h.Broken > 0 {
		line += fmt.Sprintf(" Promise for hot (%s) kept: %d of %d", span(h.Within), h.Kept, h.Kept+h.Broken)
		if h.Unclaimed > 0 {
			line += fmt.Sprintf("; %d unclaimed %s as broken", h.Unclaimed, plural(h.Unclaimed, "counts", "count"))
		}
		line += "."
	}
	return strings.TrimSpace(line)
}

func (d summing) needs() string {
	var parts []string
	if d.s.Overdue > 0 {
		parts = append(parts, counted(d.s.Overdue, "overdue follow-up"))
	}
	if !d.s.Oldest.IsZero() {
		parts = append(parts, "the oldest lead waits since "+d.moment(d.s.Oldest))
	}
	if len(parts) == 0 {
		return "Nothing is overdue."
	}
	return "⚠️ Needs someone: " + dots(parts...)
}
