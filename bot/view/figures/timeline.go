package figures

import (
	"cmp"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/report"
	"dibs/playbook"
)

// Timeline draws the figures of a query period by period: a sentence about all of them, and a table with a row for
// each period. Amounts are included only if amounts is set. question is what the buttons ask again, as in Summary.
func Timeline(c report.Timeline, amounts bool, question string, pb *playbook.Playbook) bot.Message {
	d := timelineView{Renderer: view.Renderer{Playbook: pb, Quiet: true}, c: c, all: c.Total(), amounts: amounts}
	about := caption("Over time", c.Query, c.Names, c.At)
	text := d.sentence()
	if d.empty() {
		text += " " + tryElse(c.Query)
		return bot.Message{Text: text, Blocks: []slack.Block{view.Section(about, text)}}
	}
	blocks := []slack.Block{view.Section(about, text), d.table(), view.SmallPrint(d.legend())}
	return bot.Message{Text: text, Blocks: append(blocks, buttons("course", question, true, !amounts && d.all.WonTotals != nil)...)}
}

type timelineView struct {
	view.Renderer
	c       report.Timeline
	all     report.PeriodFigures
	amounts bool
}

// empty reports whether there are no figures.
func (d timelineView) empty() bool {
	n := closedCount(d.all, d.askedClosings())
	if !d.c.Query.Ended() {
		n += d.all.New + d.all.Claimed
	}
	return n == 0
}

// closing is one way in which a lead can be closed.
type closing struct {
	stage lead.Stage
	of    func(report.PeriodFigures) int
}

var closings = []closing{
	{lead.StageWon, func(f report.PeriodFigures) int { return f.Won }},
	{lead.StageLost, func(f report.PeriodFigures) int { return f.Lost }},
	{lead.StageDisqualified, func(f report.PeriodFigures) int { return f.Disqualified }},
}

// closedCount counts the leads that were closed in one of the given ways.
func closedCount(f report.PeriodFigures, ways []closing) int {
	n := 0
	for _, w := range ways {
		n += w.of(f)
	}
	return n
}

// askedClosings are the ways of closing that the query asks about.
func (d timelineView) askedClosings() (ways []closing) {
	for _, w := range closings {
		if d.c.Query.Asks(w.stage) {
			ways = append(ways, w)
		}
	}
	return ways
}

// sentence is the answer: how many leads in all, and which period has the most.
func (d timelineView) sentence() string {
	q := d.c.Query
	if q.Ended() {
		return d.closed()
	}
	text := countText(d.all.New, q.Temperatures) + " " + cameIn(q.Span)
	if len(q.Stages) > 0 {
		text += wording.Plural(d.all.New, " and is ", " and are ") + stagesWord(q.Stages) + " now"
	}
	return text + d.peak(func(f report.PeriodFigures) int { return f.New }) + "."
}

// closed says how many leads were closed, and how many in each of several ways.
func (d timelineView) closed() string {
	ways, how, each := d.askedClosings(), "closed", ""
	n := closedCount(d.all, ways)
	if len(ways) == 1 {
		how = stageNames[ways[0].stage]
	} else if n > 0 {
		var parts []string
		for _, w := range ways {
			parts = append(parts, wording.Thousands(wording.Decimal(w.of(d.all)))+" "+stageNames[w.stage])
		}
		each = ": " + wording.And(parts)
	}
	return countText(n, d.c.Query.Temperatures) + wording.Plural(n, " was ", " were ") + how + " " + during(d.c.Query.Span) + each +
		d.peak(func(f report.PeriodFigures) int { return closedCount(f, ways) }) + "."
}

// peak names the period that has more than any other: "; most in the week of 5 Oct (12)". It is empty if two share
// the lead.
func (d timelineView) peak(of func(report.PeriodFigures) int) string {
	best, alike := d.c.Periods[0], 0
	for _, f := range d.c.Periods {
		switch {
		case of(f) > of(best):
			best, alike = f, 1
		case of(f) == of(best):
			alike++
		}
	}
	if len(d.c.Periods) == 1 || alike > 1 {
		return ""
	}
	in := "; most in "
	when := d.periodName(best)
	switch d.c.Query.By {
	case report.ByDay:
		in = "; most on "
	case report.ByWeek:
		zone := best.Location()
		when = "the week of " + dayOf(best.From.In(zone), d.c.At.In(zone))
	}
	return in + when + " (" + wording.Thousands(wording.Decimal(of(best))) + ")"
}

// table has a row for each period in order of time, with the current one marked, and one for all of them. Columns
// with only zeros are left out unless they were asked for.
func (d timelineView) table() slack.Block {
	when := column{head: string(d.c.Query.By), left: true}
	rows := append(d.c.Periods[:len(d.c.Periods):len(d.c.Periods)], d.all)
	for _, f := range d.c.Periods {
		name := d.periodName(f)
		if f.Running {
			name += " (so far)"
		}
		when.cells = append(when.cells, name)
	}
	when.cells = append(when.cells, "all")
	columns := []column{when}
	add := func(head string, always bool, of func(report.PeriodFigures) int) {
		if !always && of(d.all) == 0 {
			return
		}
		c := column{head: head}
		for _, f := range rows {
			c.cells = append(c.cells, wording.Thousands(wording.Decimal(of(f))))
		}
		columns = append(columns, c)
	}
	over := d.c.Query.Ended()
	if !over {
		add("new", true, func(f report.PeriodFigures) int { return f.New })
		add("claimed", false, func(f report.PeriodFigures) int { return f.Claimed })
	}
	for _, w := range d.askedClosings() {
		if over || w.stage != lead.StageDisqualified { // as in a summary, which is about sales
			add(stageNames[w.stage], over, w.of)
		}
	}
	if d.amounts && d.all.WonTotals != nil {
		worth := column{head: "won value", wraps: true}
		for _, f := range rows {
			worth.cells = append(worth.cells, cmp.Or(wording.Clip(d.Money(f.WonTotals), maxAmounts), "–"))
		}
		columns = append(columns, worth)
	}
	return grid("course:table", columns)
}

// maxAmounts is the longest text in a cell of amounts. It keeps a table with many rows within the 10,000 characters
// that Slack takes.
const maxAmounts = 100

// periodName names a period in as few words as possible: "Mon 16 Nov", "16 to 22 Nov", "Nov", "Oct to Dec", "2025".
func (d timelineView) periodName(f report.PeriodFigures) string {
	zone := f.Location()
	from, end := f.From.In(zone), f.To.In(zone)
	switch {
	case d.c.Query.By == report.ByDay:
		return from.Format("Mon ") + dayOf(from, d.c.At.In(zone))
	case d.c.Query.By == report.ByYear && from.YearDay() == 1 && end.YearDay() == 1:
		return from.Format("2006")
	}
	return days(f.Span, d.c.At)
}

// legend explains the rows.
func (d timelineView) legend() string {
	text := "What happened in each " + string(d.c.Query.By) + "."
	if d.c.Query.By == report.ByWeek {
		text = "What happened in each week (Monday to Sunday)."
	}
	if last := d.c.Periods[len(d.c.Periods)-1]; last.Running {
		text += " *So far*: still running."
	}
	if d.c.RequestedBy != d.c.Query.By {
		text += " There are too many rows to show them by " + string(d.c.RequestedBy) + "."
	}
	return text
}
