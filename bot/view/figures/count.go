package figures

import (
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/report"
	"dibs/playbook"
)

// ActionShowLeads is the button Show under figures, which opens the leads behind them. Its value is the question.
const ActionShowLeads = "show_leads"

// Count answers how many leads there are. Amounts and the names of people are included only if amounts is set.
// question is what the buttons ask again: one opens the leads behind the number, and another shows the amounts if
// they are hidden. Without a question there are no buttons.
func Count(c report.Count, amounts bool, question string, pb *playbook.Playbook) bot.Message {
	d := countView{Renderer: view.Renderer{Playbook: pb, Quiet: true}, c: c, amounts: amounts}
	about := caption("Count", c.Query, c.Names, c.At)
	text := d.sentence()
	if c.N == 0 {
		text += " " + tryElse(c.Query)
	}
	blocks := []slack.Block{view.Section(about, text)}
	if table := d.table(); table != nil {
		blocks = append(blocks, table)
	}
	return bot.Message{Text: text, Blocks: append(blocks, buttons("count", question, c.N > 0, !amounts && c.Totals() != nil)...)}
}

type countView struct {
	view.Renderer
	c       report.Count
	amounts bool
}

// sentence is the answer: how many leads, and their stages.
func (d countView) sentence() string {
	q := d.c.Query
	text := countText(d.c.N, q.Temperatures)
	was, is := wording.Plural(d.c.N, " was ", " were "), wording.Plural(d.c.N, " is ", " are ")
	switch {
	case q.Ended() && q.Span.IsZero():
		text += was + stagesWord(q.Stages) + " so far"
	case q.Ended():
		text += was + stagesWord(q.Stages) + " " + during(q.Span)
	case !q.Span.IsZero():
		text += " " + cameIn(q.Span)
		if len(q.Stages) > 0 {
			text += " and" + is + stagesWord(q.Stages) + " now"
		}
	case len(q.Stages) > 0:
		text += is + stagesWord(q.Stages) + " now"
	default:
		text += is + "open now"
	}
	if d.c.N == 0 {
		return text + "."
	}
	return text + d.stages() + "." + d.worth()
}

// countText is a number of leads of some temperatures: "*12 hot leads*", "*No leads*".
func countText(n int, temperatures []lead.Temperature) string {
	noun := leadNoun(temperatures)
	if n == 0 {
		return "*No " + noun + "s*"
	}
	return "*" + wording.Count(n, noun) + "*"
}

// stages breaks the number down by stage: ": 3 waiting, 2 won". It is empty if only one stage was asked for.
func (d countView) stages() string {
	if len(d.c.Query.Stages) == 1 {
		return ""
	}
	var parts []string
	for _, s := range lead.Stages() {
		if n := d.c.Of[s].Count; n > 0 {
			parts = append(parts, wording.Thousands(wording.Decimal(n))+" "+wording.Plural(n, strings.Replace(stageNames[s], "inquiries", "inquiry", 1), stageNames[s]))
		}
	}
	return ": " + strings.Join(parts, ", ")
}

// worth is the value of the open leads and of the won ones. Lost leads are left out.
func (d countView) worth() string {
	if !d.amounts {
		return ""
	}
	var open report.Cell
	for s, c := range d.c.Of {
		if s.Open() {
			open = open.Plus(c)
		}
	}
	var parts []string
	if text := d.Money(open.Totals); text != "" {
		parts = append(parts, "open: "+text)
	}
	if text := d.Money(d.c.Of[lead.StageWon].Totals); text != "" {
		parts = append(parts, "won: "+text)
	}
	if len(parts) == 0 {
		return ""
	}
	return " " + wording.Capital(strings.Join(parts, "; ")) + "."
}

// table breaks the number down if that was asked for. It is nil otherwise.
func (d countView) table() slack.Block {
	by := d.c.Query.By
	if by == "" || len(d.c.By) == 0 || by == report.ByOwner && !d.amounts {
		return nil
	}
	names, counts := column{head: string(by), left: true}, column{head: "leads"}
	for _, p := range d.c.By {
		names.cells = append(names.cells, shareName(by, d.c.Names, p.Key, p.Others))
		counts.cells = append(counts.cells, wording.Number(p.Count))
	}
	names.cells, counts.cells = append(names.cells, "all"), append(counts.cells, wording.Number(d.c.N))
	return grid("count:table", []column{names, counts})
}

// List lists the leads of a query that the person by asked at the time at. It shows no more of a lead than that
// person may see. more is how many leads there are in addition.
func List(leads []*lead.Lead, more int, q report.Query, at time.Time, by lead.Actor, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	q.By = "" // a list is not broken down
	names := map[lead.PersonID]string{}
	for _, id := range q.Owners {
		names[id] = crew.Member(id).Name
	}
	if len(leads) == 0 {
		return view.TextMessage(caption("No leads", q, names, at) + "\n" + tryElse(q))
	}
	total := len(leads) + more
	leads = leads[:min(len(leads), view.MaxListed)]
	m := view.Standing(caption(wording.Count(total, "lead"), q, names, at), leads, by, crew, pb)
	if rest := total - len(leads); rest > 0 {
		m.Blocks = append(m.Blocks, view.SmallPrint("…and "+wording.Thousands(wording.Decimal(rest))+" more. To narrow the list, add a team, a period or *hot*."))
	}
	return m
}
