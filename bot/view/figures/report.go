package figures

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead/report"
	"dibs/playbook"
)

// Report draws figures over time: a sentence that says whether they improve, and a table with a row for each week or
// month. Amounts are included only if amounts is set; otherwise a button asks question again to show them, unless
// question is empty.
func Report(r report.Report, amounts bool, question string, pb *playbook.Playbook) bot.Message {
	d := reportView{Renderer: view.Renderer{Playbook: pb, Quiet: true}, r: r, amounts: amounts}
	about := caption("Report", d.covered(), r.Names, r.At)
	if d.empty() {
		text := "No leads came in or were won in this period. " + tryElse(report.Query{Filter: r.Query.Filter})
		return bot.Message{Text: text, Blocks: []slack.Block{view.Section(about), view.Section(text)}}
	}
	text := d.verdict()
	blocks := []slack.Block{view.Section(about, text), d.table(), view.SmallPrint(d.legend()...)}
	return bot.Message{Text: text, Blocks: append(blocks, buttons("report", question, false, !amounts)...)}
}

type reportView struct {
	view.Renderer
	r       report.Report
	amounts bool
}

func (d reportView) empty() bool {
	for _, w := range d.r.Rows {
		if w.New+w.Won+w.Claims+w.Hot.Broken > 0 {
			return false
		}
	}
	return true
}

// covered is the query with the period that the rows cover.
func (d reportView) covered() report.Query {
	q := d.r.Query
	if n := len(d.r.Rows); n > 0 {
		q.Span = d.r.Rows[0].Span
		q.Span.To, q.Span.Words = d.r.Rows[n-1].To, wording.Count(n, d.unit())
	}
	return q
}

func (d reportView) unit() string {
	if d.r.Monthly {
		return "month"
	}
	return "week"
}

// verdict says in one sentence whether the figures improve.
func (d reportView) verdict() string {
	changes := d.changes()
	better, worse, steady := changes[report.Better], changes[report.Worse], changes[report.Steady]
	var text string
	switch {
	case len(better) > 0 && len(worse) > 0:
		text = "*Mixed:* better " + wording.And(better) + "; worse " + wording.And(worse)
	case len(better) > 0:
		text = "*Improving:* " + wording.And(better)
	case len(worse) > 0:
		text = "*Getting worse:* " + wording.And(worse)
	case len(steady) > 0:
		text = "*No clear change:* " + wording.And(steady)
	default:
		return "Not enough data for a trend yet."
	}
	half := d.r.Halves()
	return text + fmt.Sprintf(". Compared: the last %s and the %d before.", wording.Count(half, "full "+d.unit()), half)
}

// changes words how each measure changed, by direction. Measures without any data are left out.
func (d reportView) changes() map[report.Direction][]string {
	changes := map[report.Direction][]string{}
	if d.r.Halves() == 0 {
		return changes
	}
	for _, c := range d.r.Changes() {
		text := "won " + wording.Thousands(wording.Decimal(c.After.N)) + " (before: " + wording.Thousands(wording.Decimal(c.Before.N)) + ")"
		switch {
		case c.Measure == report.MeasureWon:
		case c.Before.Of+c.After.Of == 0:
			continue
		case c.Measure == report.MeasurePromise:
			text = "hot leads claimed on time " + ratio(c.After) + " (before: " + ratio(c.Before) + ")"
		case c.Measure == report.MeasureReady:
			text = "sales-ready " + ratio(c.After) + " (before: " + ratio(c.Before) + ")"
		}
		changes[c.Direction] = append(changes[c.Direction], text)
	}
	return changes
}

// otherChanges words the changes that the verdict leaves out.
func (d reportView) otherChanges() string {
	changes, text := d.changes(), ""
	moved := len(changes[report.Better])+len(changes[report.Worse]) > 0
	if steady := changes[report.Steady]; len(steady) > 0 && moved {
		text = "No clear change: " + wording.And(steady) + ". "
	}
	if few := changes[report.TooFew]; len(few) > 0 && (moved || len(changes[report.Steady]) > 0) {
		text += "Not enough data: " + wording.And(few) + "."
	}
	return strings.TrimSpace(text)
}

// ratio is a share in percent. For small numbers it is the numbers themselves, because two of three are not 67%.
func ratio(r report.Ratio) string {
	switch {
	case r.Of == 0:
		return "–"
	case r.Of < minPercent:
		return fmt.Sprintf("%d of %d", r.N, r.Of)
	}
	return fmt.Sprintf("%d%% of %s", (r.N*100+r.Of/2)/r.Of, wording.Thousands(wording.Decimal(r.Of)))
}

// percent is a ratio in a row that already shows the whole.
func percent(n, of int) string {
	if of < minPercent {
		return ratio(report.Ratio{N: n, Of: of})
	}
	return fmt.Sprintf("%d%%", (n*100+of/2)/of)
}

// table has a row for each week or month. The current one is last and marked.
func (d reportView) table() slack.Block {
	when, amount := column{head: d.unit(), left: true}, column{head: "won value", wraps: true}
	for _, w := range d.r.Rows {
		when.cells = append(when.cells, d.label(w))
		amount.cells = append(amount.cells, cmp.Or(d.Money(w.WonTotals), "–"))
	}
	of := func(head string, text func(report.Row) string) column {
		c := column{head: head}
		for _, w := range d.r.Rows {
			c.cells = append(c.cells, text(w))
		}
		return c
	}
	columns := []column{
		when,
		of("new", func(w report.Row) string { return wording.Number(w.New) }),
		of("sales-ready", func(w report.Row) string { return percent(w.Ready, w.New) }),
		of("response time", func(w report.Row) string {
			if w.Claims == 0 {
				return "–"
			}
			return wording.Duration(w.ClaimMedian)
		}),
		of("hot on time", func(w report.Row) string { return ratio(report.Ratio{N: w.Hot.Kept, Of: w.Hot.Kept + w.Hot.Broken}) }),
		of("won", func(w report.Row) string { return wording.Number(w.Won) }),
		of("customers", func(w report.Row) string { return percent(w.Converted, w.New) }),
	}
	if d.amounts {
		columns = append(columns, amount)
	}
	return grid("report:table", columns)
}

// label names a row: "16 Nov", "Nov". The year is added unless it is the current one.
func (d reportView) label(w report.Row) string {
	layout := "2 Jan"
	if d.r.Monthly {
		layout = "Jan"
	}
	from := w.From.In(w.Location())
	if from.Year() != d.r.At.In(w.Location()).Year() {
		layout += " 2006"
	}
	if w.Running {
		return from.Format(layout) + " (so far)"
	}
	return from.Format(layout)
}

// legend explains the columns.
func (d reportView) legend() []string {
	hot := ""
	if d.r.Target > 0 {
		hot = " Hot on time: claimed within " + wording.Duration(d.r.Target) + "."
	}
	return []string{d.otherChanges(), "Sales-ready and customers: how far the leads of each row have come; recent ones have had less time. " +
		"Response time: median, in business hours." + hot}
}
