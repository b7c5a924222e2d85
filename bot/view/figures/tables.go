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

// tables is the table of a summary with its notes. Slack takes one table per message, so a breakdown replaces the
// positions.
func (d summaryView) tables() []slack.Block {
	switch {
	case d.s.Query.By == report.ByOwner && !d.amounts:
		return []slack.Block{view.SmallPrint("Only the sales team can see figures by owner.")}
	case d.s.Query.By != "":
		return d.breakdown()
	case d.s.Query.Ended():
		return nil
	}
	return []slack.Block{d.positions()}
}

// column is one column of a table: its head, and the cell of each row.
type column struct {
	head  string
	left  bool // text, not numbers
	wraps bool // amounts, which may be long
	cells []string
}

// grid is a table of columns. Slack takes at most 10,000 characters in all table cells of a message.
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

// maxCell is the longest text of a cell. It keeps the largest table, a breakdown with all its amounts, well below
// Slack's limit.
const maxCell = 120

// cell is a table cell. Slack rejects empty cells, and shows the text literally, so nothing is escaped.
func cell(s string) slack.TableCell {
	if s == "" {
		s = " "
	}
	return slack.NewTableRawTextCell(wording.Clip(s, maxCell))
}

// positionRows are the rows of the table of positions, in the order of the funnel.
var positionRows = []struct {
	at    report.Position
	stage lead.Stage
	word  string
}{
	{report.PositionInquiry, lead.StageInquiry, "inquiries"},
	{report.PositionWaiting, lead.StageNew, "waiting"},
	{report.PositionWorking, lead.StageWorking, "in progress"},
	{report.PositionQualified, lead.StageQualified, "qualified"},
	{report.PositionNurturing, lead.StageNurturing, "with marketing"},
}

// positions is the table of how many leads are in each position, by temperature. If only some temperatures were asked
// for, only those have a column.
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
	for _, r := range positionRows {
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

// breakdown is the table of the figures by source, team and so on. Columns with only zeros are left out to keep it
// narrow.
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
		{"in progress", func(s report.BreakdownRow) int { return s.Working }},
		{"qualified", func(s report.BreakdownRow) int { return s.Qualified }},
		{"won", func(s report.BreakdownRow) int { return s.Won }},
		{"lost", func(s report.BreakdownRow) int { return s.Lost }},
	} {
		if c.of(all) > 0 {
			columns = append(columns, counts(c.head, shares, c.of))
		}
	}
	columns = append(columns, d.valueColumn("won value", shares, func(s report.BreakdownRow) report.Totals { return s.WonTotals })...)
	columns = append(columns, d.valueColumn("open value", shares, func(s report.BreakdownRow) report.Totals { return s.Pipeline })...)
	notes := view.SmallPrint("New, won and lost: " + during(d.s.Query.Span) + ". Waiting, in progress and qualified: now.")
	return []slack.Block{grid("summary:table", columns), notes}
}

// counts is a column of numbers.
func counts(head string, shares []report.BreakdownRow, of func(report.BreakdownRow) int) column {
	c := column{head: head}
	for _, s := range shares {
		c.cells = append(c.cells, wording.Number(of(s)))
	}
	return c
}

// valueColumn is a column of amounts. There is none if there are no amounts or they are not shown.
func (d summaryView) valueColumn(head string, shares []report.BreakdownRow, of func(report.BreakdownRow) report.Totals) []column {
	c, found := column{head: head, wraps: true}, false
	for _, s := range shares {
		text := d.totals(of(s))
		found = found || text != ""
		c.cells = append(c.cells, cmp.Or(text, wording.Number(0)))
	}
	if !found {
		return nil
	}
	return []column{c}
}

// shareName is the name of a row of a breakdown.
func (d summaryView) shareName(key string, others int) string {
	return shareName(d.s.Query.By, d.s.Names, key, others)
}

// shareName is the name of a row: a value, "no campaign", or "5 others" for the values that have no row.
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

// literal is one line of text from outside for a table cell, where Slack reads no markup.
func literal(s string) string { return wording.Clip(wording.OneLine(s), 40) }
