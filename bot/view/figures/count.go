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

// ActionShowLeads is Show, under figures: it opens the leads behind them. Its value is what was asked.
const ActionShowLeads = "show_leads"

// Counted answers how many leads there are. Amounts and people's names are in it only when amounts says so. ask is what
// the buttons bring back, such as the words of the question: with it a button opens the leads behind the number, and,
// where amounts are not shown, another one offers them; without it there are no buttons.
func Counted(c report.Count, amounts bool, ask string, pb *playbook.Playbook) bot.Message {
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
	return bot.Message{Text: text, Blocks: append(blocks, opening("count", ask, c.N > 0, !amounts && c.Totals() != nil)...)}
}

type countView struct {
	view.Renderer
	c       report.Count
	amounts bool
}

// sentence is the answer: how many, and where they stand.
func (d countView) sentence() string {
	q := d.c.Query
	what := ofTemperature(q.Temperatures)
	n, few := "*"+wording.Count(d.c.N, what)+"*", d.c.N
	if d.c.N == 0 {
		n, few = "*No "+what+"*", 1
	}
	switch {
	case q.Ended() && q.Span.IsZero():
		n += wording.Plural(few, " was ", " were ") + stagesWord(q.Stages) + " so far"
	case q.Ended():
		n += wording.Plural(few, " was ", " were ") + stagesWord(q.Stages) + " " + during(q.Span)
	case !q.Span.IsZero():
		n += " came in " + during(q.Span)
		if len(q.Stages) > 0 {
			n += wording.Plural(few, " and is ", " and are ") + stagesWord(q.Stages) + " now"
		}
	case len(q.Stages) > 0:
		n += wording.Plural(few, " is ", " are ") + stagesWord(q.Stages) + " now"
	default:
		n += wording.Plural(few, " is", " are") + " open now"
	}
	if d.c.N == 0 {
		return n + "."
	}
	return n + d.stages() + "." + d.worth()
}

// stages says where leads stand: ": 3 waiting, 2 won". Of leads in one stage that was asked for it says nothing.
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

// worth says what the leads are worth, the open ones and those that were won. What was lost is in no sum.
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

// table breaks the number down, if that was asked for.
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

// ListOf lists the leads behind a number, or those that by asked for with q at an instant; more says how many there are
// beside them.
func ListOf(leads []*lead.Lead, more int, q report.Query, at time.Time, by lead.Actor, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	q.By = "" // a list is not broken down
	names := map[lead.PersonID]string{}
	for _, id := range q.Owners {
		names[id] = crew.Member(id).Name
	}
	if len(leads) == 0 {
		return view.TextMessage(caption("No lead", q, names, at) + "\n" + tryElse(q))
	}
	total := len(leads) + more
	leads = leads[:min(len(leads), view.MaxListed)]
	m := view.Standing(caption(wording.Count(total, "lead"), q, names, at), leads, by, crew, pb)
	if rest := total - len(leads); rest > 0 {
		m.Blocks = append(m.Blocks, view.SmallPrint("… and "+wording.Thousands(wording.Decimal(rest))+" more. More words, such as a team or *hot*, make the list shorter."))
	}
	return m
}
