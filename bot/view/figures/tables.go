package figures

import (
	"cmp"
	"slices"

	"github.com/slack-go/slack"

	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/report"
)

// tables are the table of a summary, and what has to be said about it: Slack takes one in a message, so a breakdown
// stands instead of the positions.
func (d summaryView) tables() []slack.Block {
	switch {
	case d.s.Query.By == report.ByOwner && !d.amounts:
		return []slack.Block{view.SmallPrint("Who has how many is for those who may see names.")}
	case d.s.Query.By != "":
		return d.breakdown()
	case d.s.Query.Ended():
		return nil
	}
	return []slack.Block{d.positions()}
}

// column is one column of a table: its head, and what stands in each row.
type column struct {
	head  string
	left  bool // text, not numbers
	wraps bool // amounts, which may be long
	cells []string
}

// grid is a table of columns. Slack counts the text of all cells of a message: 10,000 characters (SLACK.md 1.2).
func grid(id string, columns []column) slack.Block {
	t := slack.NewTableBlock(id)
	var head []slack.TableCell
	var settings []slack.ColumnSetting
	for _, c := range columns {
		head = append(head, cell(c.head))
		set := slack.ColumnSetting{Align: slack.ColumnAlignmentRight, IsWrapped: c.wraps}
		if c.left {
			set.Align = slack.ColumnAlignmentLeft
		}
		settings = append(settings, set)
	}
	t = t.AddRow(head...)
	for n := range columns[0].cells {
		var row []slack.TableCell
		for _, c := range columns {
			row = append(row, cell(c.cells[n]))
		}
		t = t.AddRow(row...)
	}
	return t.WithColumnSettings(settings...)
}

// mostInCell keeps the largest table, a breakdown with all its amounts, well below what Slack takes.
const mostInCell = 120

// cell is a table cell; Slack takes none without text. Text in it is shown as it is, so nothing is escaped.
func cell(s string) slack.TableCell {
	if s == "" {
		s = " "
	}
	return slack.NewTableRawTextCell(wording.Clip(s, mostInCell))
}

// rows of the table, in the order of the funnels.
var rows = []struct {
	at    report.Position
	stage lead.Stage
	word  string
}{
	{report.PositionInquiry, lead.StageInquiry, "inquiries"},
	{report.PositionWaiting, lead.StageNew, "waiting"},
	{report.PositionWorking, lead.StageWorking, "working"},
	{report.PositionQualified, lead.StageQualified, "qualified"},
	{report.PositionNurturing, lead.StageNurturing, "nurturing"},
}

// positions is the table of how many leads stand where, by those temperatures that were asked for.
func (d summaryView) positions() slack.Block {
	of := map[lead.Temperature]string{}
	for _, t := range lead.Temperatures() {
		of[t] = wording.TemperatureEmoji(t) + " " + string(t)
	}
	temperatures := lead.Temperatures()
	if asked := d.s.Query.Temperatures; len(asked) > 0 {
		temperatures = slices.DeleteFunc(temperatures, func(t lead.Temperature) bool { return !slices.Contains(asked, t) })
	}
	columns := []column{{left: true}}
	for _, t := range temperatures {
		columns = append(columns, column{head: cmp.Or(of[t], string(t))})
	}
	columns = append(columns, column{head: "amount", wraps: true})
	for _, r := range rows {
		if !d.s.Query.Asks(r.stage) {
			continue
		}
		columns[0].cells = append(columns[0].cells, r.word)
		for i, t := range temperatures {
			columns[i+1].cells = append(columns[i+1].cells, wording.Number(d.s.Now[r.at][t].Count))
		}
		last := &columns[len(columns)-1]
		last.cells = append(last.cells, d.totals(d.s.Row(r.at).Totals))
	}
	if !d.amounts {
		columns = columns[:len(columns)-1]
	}
	return grid("summary:table", columns)
}

// breakdown is the table of the figures by source, team and so on. A column in which nothing stands is left out, so that it
// is as narrow as it can be.
func (d summaryView) breakdown() []slack.Block {
	all := report.BreakdownRow{}
	for _, s := range d.s.By {
		all = all.Plus(s)
	}
	shares := append(d.s.By[:len(d.s.By):len(d.s.By)], all)
	names := column{head: string(d.s.Query.By), left: true}
	for _, s := range d.s.By {
		names.cells = append(names.cells, d.shareName(s.Key, s.Others))
	}
	names.cells = append(names.cells, "all")
	columns := []column{names}
	for _, c := range []struct {
		head string
		of   func(report.BreakdownRow) int
	}{
		{"new", func(s report.BreakdownRow) int { return s.New }},
		{"waiting", func(s report.BreakdownRow) int { return s.Waiting }},
		{"working", func(s report.BreakdownRow) int { return s.Working }},
		{"qualified", func(s report.BreakdownRow) int { return s.Qualified }},
		{"won", func(s report.BreakdownRow) int { return s.Won }},
		{"lost", func(s report.BreakdownRow) int { return s.Lost }},
	} {
		if c.of(all) > 0 {
			columns = append(columns, counts(c.head, shares, c.of))
		}
	}
	columns = append(columns, d.sums("won for", shares, func(s report.BreakdownRow) report.Totals { return s.WonTotals })...)
	columns = append(columns, d.sums("open for", shares, func(s report.BreakdownRow) report.Totals { return s.Pipeline })...)
	notes := view.SmallPrint("New, won and lost " + during(d.s.Query.Span) + "; waiting, working and qualified now.")
	return []slack.Block{grid("summary:table", columns), notes}
}

func counts(head string, shares []report.BreakdownRow, of func(report.BreakdownRow) int) column {
	c := column{head: head}
	for _, s := range shares {
		c.cells = append(c.cells, wording.Number(of(s)))
	}
	return c
}

// sums is a column of amounts, if there are any and they are shown.
func (d summaryView) sums(head string, shares []report.BreakdownRow, of func(report.BreakdownRow) report.Totals) []column {
	c, known := column{head: head, wraps: true}, false
	for _, s := range shares {
		text := d.totals(of(s))
		known = known || text != ""
		c.cells = append(c.cells, cmp.Or(text, wording.Number(0)))
	}
	if !known {
		return nil
	}
	return []column{c}
}

// shareName is what a row of a breakdown is called, as text of a table.
func (d summaryView) shareName(key string, others int) string {
	return shareName(d.s.Query.By, d.s.Names, key, others)
}

func shareName(by report.Dimension, names map[lead.PersonID]string, key string, others int) string {
	switch {
	case others > 0:
		return wording.Count(others, "other")
	case key == "":
		return "no " + string(by)
	case by == report.ByOwner:
		return cmp.Or(literal(names[lead.PersonID(key)]), "somebody")
	}
	return literal(key)
}

// literal is one line of text from outside for a cell of a table, where nothing is read as markup.
func literal(s string) string { return wording.Clip(wording.OneLine(s), 40) }
