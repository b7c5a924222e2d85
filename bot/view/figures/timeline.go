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

// Course draws how the figures of a query went from period to period: a sentence with the whole, and a table with a row for
// each period. Amounts are in it only when amounts says so. ask is what the buttons bring back, as in Summary.
func Course(c report.Timeline, amounts bool, ask string, pb *playbook.Playbook) bot.Message {
	d := timelineView{Renderer: view.Renderer{Playbook: pb, Quiet: true}, c: c, all: c.Total(), amounts: amounts}
	about := caption("Over time", c.Query, c.Names, c.At)
	text := d.sentence()
	if d.empty() {
		text += " " + tryElse(c.Query)
		return bot.Message{Text: text, Blocks: []slack.Block{view.Section(about, text)}}
	}
	blocks := []slack.Block{view.Section(about, text), d.table(), view.SmallPrint(d.legend())}
	return bot.Message{Text: text, Blocks: append(blocks, opening("course", ask, true, !amounts && d.all.WonTotals != nil)...)}
}

type timelineView struct {
	view.Renderer
	c       report.Timeline
	all     report.PeriodFigures
	amounts bool
}

// empty reports whether there is nothing to tell.
func (d timelineView) empty() bool {
	n := ended(d.all, d.asked())
	if !d.c.Query.Ended() {
		n += d.all.New + d.all.Claimed
	}
	return n == 0
}

// closing is one way to be closed.
type closing struct {
	stage lead.Stage
	of    func(report.PeriodFigures) int
}

var closings = []closing{
	{lead.StageWon, func(f report.PeriodFigures) int { return f.Won }},
	{lead.StageLost, func(f report.PeriodFigures) int { return f.Lost }},
	{lead.StageDisqualified, func(f report.PeriodFigures) int { return f.Disqualified }},
}

// ended adds up in how many of some ways leads were closed.
func ended(f report.PeriodFigures, ways []closing) int {
	n := 0
	for _, w := range ways {
		n += w.of(f)
	}
	return n
}

// asked are the ways to be closed that a query about closed leads is about.
func (d timelineView) asked() (ways []closing) {
	for _, w := range closings {
		if d.c.Query.Asks(w.stage) {
			ways = append(ways, w)
		}
	}
	return ways
}

// sentence is the answer: how many there were in all, and when most of them.
func (d timelineView) sentence() string {
	q := d.c.Query
	if q.Ended() {
		return d.closed()
	}
	text := d.how(d.all.New) + " came in " + during(q.Span)
	if len(q.Stages) > 0 {
		text += wording.Plural(max(1, d.all.New), " and is ", " and are ") + stagesWord(q.Stages) + " now"
	}
	return text + d.most(func(f report.PeriodFigures) int { return f.New }) + "."
}

// closed says how many were closed, and of several ways each.
func (d timelineView) closed() string {
	ways, how, each := d.asked(), "closed", ""
	n := ended(d.all, ways)
	if len(ways) == 1 {
		how = stageNames[ways[0].stage]
	} else if n > 0 {
		var parts []string
		for _, w := range ways {
			parts = append(parts, wording.Thousands(wording.Decimal(w.of(d.all)))+" "+stageNames[w.stage])
		}
		each = ": " + wording.And(parts)
	}
	return d.how(n) + wording.Plural(max(1, n), " was ", " were ") + how + " " + during(d.c.Query.Span) + each +
		d.most(func(f report.PeriodFigures) int { return ended(f, ways) }) + "."
}

// how many there were of the leads that were asked for.
func (d timelineView) how(n int) string {
	what := ofTemperature(d.c.Query.Temperatures)
	if n == 0 {
		return "*No " + what + "*"
	}
	return "*" + wording.Count(n, what) + "*"
}

// most names the period with the most, if one alone has more than any other: "; most in the week of 5 Oct (12)".
func (d timelineView) most(of func(report.PeriodFigures) int) string {
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
	when := d.called(best)
	switch d.c.Query.By {
	case report.ByDay:
		in = "; most on "
	case report.ByWeek:
		zone := best.Location()
		when = "the week of " + dayOf(best.From.In(zone), d.c.At.In(zone))
	}
	return in + when + " (" + wording.Thousands(wording.Decimal(of(best))) + ")"
}

// table has a row for each period in order of time, the one that still runs marked, and one for all of them. Nothing is a
// zero; a column that is zero throughout is left out, but never what was asked for.
func (d timelineView) table() slack.Block {
	when := column{head: string(d.c.Query.By), left: true}
	rows := append(d.c.Periods[:len(d.c.Periods):len(d.c.Periods)], d.all)
	for _, f := range d.c.Periods {
		name := d.called(f)
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
	for _, w := range d.asked() {
		if over || w.stage != lead.StageDisqualified { // as a summary, which tells of sales
			add(stageNames[w.stage], over, w.of)
		}
	}
	if d.amounts && d.all.WonTotals != nil {
		worth := column{head: "won for", wraps: true}
		for _, f := range rows {
			worth.cells = append(worth.cells, cmp.Or(wording.Clip(d.Money(f.WonTotals), mostInRow), "–"))
		}
		columns = append(columns, worth)
	}
	return grid("course:table", columns)
}

// mostInRow keeps a table of so many rows within the 10,000 characters that Slack takes.
const mostInRow = 100

// called names a period as short as it can be said: "Mon 16 Nov", "16 to 22 Nov", "Nov", "Oct to Dec", "2025".
func (d timelineView) called(f report.PeriodFigures) string {
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

// legend says what the rows mean.
func (d timelineView) legend() string {
	text := "What happened in each " + string(d.c.Query.By) + "."
	if d.c.Query.By == report.ByWeek {
		text = "What happened in each week, Monday to Sunday."
	}
	if last := d.c.Periods[len(d.c.Periods)-1]; last.Running {
		text += " *So far*: not over yet."
	}
	if d.c.RequestedBy != d.c.Query.By {
		text += " By " + string(d.c.RequestedBy) + " there would be more rows than a message can show."
	}
	return text
}
