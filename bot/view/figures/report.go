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

// Report draws figures over time: a sentence that says whether it gets better, and a table with a row for each week or
// month. Amounts are in it only when amounts says so; otherwise, and when ask is not empty, a button offers them: ask is
// what the button brings back, such as the words of the question.
func Report(r report.Report, amounts bool, ask string, pb *playbook.Playbook) bot.Message {
	d := reportView{Renderer: view.Renderer{Playbook: pb, Quiet: true}, r: r, amounts: amounts}
	about := caption("Report", d.covered(), r.Names, r.At)
	if d.empty() {
		text := "No lead came in or was won in this time. " + tryElse(report.Query{Filter: r.Query.Filter})
		return bot.Message{Text: text, Blocks: []slack.Block{view.Section(about), view.Section(text)}}
	}
	text := d.verdict()
	blocks := []slack.Block{view.Section(about, text), d.table(), view.SmallPrint(d.legend()...)}
	return bot.Message{Text: text, Blocks: append(blocks, opening("report", ask, false, !amounts)...)}
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

// covered is the query with the time that the rows are about.
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

// verdict says in one sentence whether it gets better.
func (d reportView) verdict() string {
	half := d.r.Halves()
	if half == 0 {
		return "It is too early to say whether it gets better."
	}
	said := d.said()
	better, worse := said[report.Better], said[report.Worse]
	var text string
	switch {
	case len(better) > 0 && len(worse) > 0:
		text = "*Better and worse:* better " + wording.And(better) + "; worse " + wording.And(worse)
	case len(better) > 0:
		text = "*It gets better:* " + wording.And(better)
	case len(worse) > 0:
		text = "*It gets worse:* " + wording.And(worse)
	case len(said[report.Steady]) > 0:
		text = "*No clear change:* " + wording.And(said[report.Steady])
	default:
		text = "*Too few leads to say whether it gets better*"
		if few := said[report.TooFew]; len(few) > 0 {
			text += ": " + wording.And(few)
		}
	}
	return text + fmt.Sprintf(", in the last %s against those before.", wording.Count(half, "full "+d.unit()))
}

// said is what can be said of each measure, by where it goes. A measure of nothing is left out.
func (d reportView) said() map[report.Direction][]string {
	said := map[report.Direction][]string{}
	if d.r.Halves() == 0 {
		return said
	}
	for _, c := range d.r.Changes() {
		text := "won " + wording.Thousands(wording.Decimal(c.After.N)) + " (before " + wording.Thousands(wording.Decimal(c.Before.N)) + ")"
		switch {
		case c.Measure == report.MeasureWon:
		case c.Before.Of+c.After.Of == 0:
			continue
		case c.Measure == report.MeasurePromise:
			text = "hot leads claimed in time " + ratio(c.After) + " (before " + ratio(c.Before) + ")"
		case c.Measure == report.MeasureReady:
			text = "sales-ready " + ratio(c.After) + " (before " + ratio(c.Before) + ")"
		}
		said[c.Direction] = append(said[c.Direction], text)
	}
	return said
}

// rest is what the verdict leaves out.
func (d reportView) rest() string {
	said, text := d.said(), ""
	if len(said[report.Better])+len(said[report.Worse]) == 0 && len(said[report.Steady]) == 0 {
		return "" // the verdict names those
	}
	if steady := said[report.Steady]; len(steady) > 0 && len(said[report.Better])+len(said[report.Worse]) > 0 {
		text = "No clear change: " + wording.And(steady) + ". "
	}
	if few := said[report.TooFew]; len(few) > 0 {
		text += "Too few to say: " + wording.And(few) + "."
	}
	return strings.TrimSpace(text)
}

// ratio is a share in percent, and of small numbers the numbers alone: two of three are not 67 %.
func ratio(r report.Ratio) string {
	switch {
	case r.Of == 0:
		return "–"
	case r.Of < fewest:
		return fmt.Sprintf("%d of %d", r.N, r.Of)
	}
	return fmt.Sprintf("%d %% of %s", (r.N*100+r.Of/2)/r.Of, wording.Thousands(wording.Decimal(r.Of)))
}

// percent is a ratio whose whole stands beside it.
func percent(n, of int) string {
	if of < fewest {
		return ratio(report.Ratio{N: n, Of: of})
	}
	return fmt.Sprintf("%d %%", (n*100+of/2)/of)
}

// table has a row for each week or month, the one that still runs last and marked.
func (d reportView) table() slack.Block {
	when, amount := column{head: d.unit(), left: true}, column{head: "won for", wraps: true}
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
		of("claimed in", func(w report.Row) string {
			if w.Claims == 0 {
				return "–"
			}
			return wording.Duration(w.ClaimMedian)
		}),
		of("hot in time", func(w report.Row) string { return ratio(report.Ratio{N: w.Hot.Kept, Of: w.Hot.Kept + w.Hot.Broken}) }),
		of("won", func(w report.Row) string { return wording.Number(w.Won) }),
		of("customers", func(w report.Row) string { return percent(w.Converted, w.New) }),
	}
	if d.amounts {
		columns = append(columns, amount)
	}
	return grid("report:table", columns)
}

// label names a row: "16 Nov", "Nov", and with its year when it is not the present one.
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

// legend says what the columns mean.
func (d reportView) legend() []string {
	hot := ""
	if d.r.Target > 0 {
		hot = "Hot in time: claimed within the promised " + wording.Duration(d.r.Target) + "."
	}
	return []string{d.rest(), strings.TrimSpace("Sales-ready and customers: what the leads that came in then became so far; young ones had less time. " +
		"Claimed in: median, working time. " + hot)}
}
