package view

import (
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/lead/report"
)

// teamNow is a manager's whole team in one line: "*Now:* 3 waiting (oldest 12 min) · 1 breach today · promise for hot kept
// 92 % this week".
func (h homeView) teamNow() string {
	t := h.d.Team
	waiting := "nobody waits"
	if n := t.Summary.Count(report.PositionWaiting); n > 0 {
		waiting = fmt.Sprintf("%d waiting", n)
		if !t.Summary.Oldest.IsZero() {
			waiting += " (oldest " + minutes(h.d.Now.Sub(t.Summary.Oldest)) + ")"
		}
	}
	breaches := "no breach today"
	if t.Missed > 0 {
		breaches = wording.Count(t.Missed, "breach") + " today"
		if t.Missed > 1 {
			breaches = fmt.Sprintf("%d breaches today", t.Missed)
		}
	}
	promise := ""
	if hot := t.Summary.Hot; hot.Kept+hot.Broken > 0 {
		promise = fmt.Sprintf("promise for hot kept %d %% this week", hot.Kept*100/(hot.Kept+hot.Broken))
	}
	return "*Now:* " + wording.Dots(waiting, breaches, promise)
}

// minutes is a span as exactly as a view tells it that is drawn anew once a minute.
func minutes(d time.Duration) string {
	if d < time.Minute {
		return "under 1 min"
	}
	return wording.Duration(d)
}

// teamShelves are the lists of a manager, about everybody.
func (h homeView) teamShelves() []shelf {
	if h.d.Team == nil {
		return nil
	}
	t := h.d.Team
	clocks := h.leads(outbox.SectionDeadlines, "⏱ What runs out next", h.runsOut)
	needs := h.leads(outbox.SectionNeedsSomeone, "🙋 Needs someone", h.needing)
	missed := shelf{outbox.SectionBreaches, "Breaches today", len(t.Breaches), func(from, to int) []slack.Block {
		var blocks []slack.Block
		for i := from; i < to; i++ {
			b := t.Breaches[i]
			blocks = append(blocks, h.row(b.Lead, fmt.Sprintf("breaches:%d", i), []string{h.breach(b)}, []string{ActionDetails})...)
		}
		return blocks
	}}
	loads := h.lines(outbox.SectionWorkload, "Load", len(t.Workloads), h.load)
	return []shelf{needs, clocks, missed, loads}
}

// runsOut says whose a lead is, and what happens to it when.
func (h homeView) runsOut(l *lead.Lead) (said, actions []string) {
	d := cardView{Renderer: h.Renderer, l: l, to: h.d.Reader.ID}
	next := ""
	if steps := h.Playbook.Ahead(l, h.Crew, 1); len(steps) > 0 {
		next = "⏱ " + h.Moment(steps[0].At) + ": " + stepsView{d}.step(steps[0])
	}
	return []string{wording.Dots(wording.Temperature(l.Score.Temperature), h.holder(l)), next}, h.reassign(l)
}

// holder says whose a lead is now.
func (h homeView) holder(l *lead.Lead) string {
	switch {
	case l.Owner != lead.NoOne:
		return "👤 " + h.Name(l.Owner) + h.backAt(l.Owner)
	case l.Offer != nil:
		return "✋ offered to " + h.offeree(l)
	}
	return wording.Stage(l.Stage)
}

// reassign is the button that gives a lead to somebody who has time. Inquiries are judged first, and what a partner has
// comes home before it goes to anybody else.
func (h homeView) reassign(l *lead.Lead) []string {
	if l.Route.Partner != "" || l.Stage == lead.StageInquiry || !l.Open() {
		return []string{ActionDetails}
	}
	return []string{ActionAssign}
}

// needing says why a lead needs someone.
func (h homeView) needing(l *lead.Lead) (said, actions []string) {
	why := "nobody has claimed it since " + h.Moment(l.WaitingAt)
	if l.Owner != lead.NoOne {
		why = wording.Dots("👤 "+h.Name(l.Owner)+h.backAt(l.Owner), "overdue")
		if l.Next != nil {
			why = wording.Dots("👤 "+h.Name(l.Owner)+h.backAt(l.Owner), wording.NextStep(l.Next), "was due "+h.Moment(l.Next.At))
		}
	}
	return []string{wording.Dots(wording.Temperature(l.Score.Temperature), why)}, h.reassign(l)
}

// breach says which promise was missed, and what came of it.
func (h homeView) breach(b outbox.Breach) string {
	promised, kept, not := "claim", "claimed", "nobody has it yet"
	if b.Clock == lead.ClockContact {
		promised, kept, not = "first contact", "contacted", "not contacted yet"
	}
	after := not
	if !b.Kept.IsZero() {
		after = kept + " " + h.after(b.DueAt, b.Kept)
	}
	owner := ""
	if b.Lead.Owner != lead.NoOne {
		owner = "👤 " + h.Name(b.Lead.Owner)
	}
	return wording.Dots(wording.Temperature(b.Lead.Score.Temperature), promised+" promised by "+h.Moment(b.DueAt), after, owner)
}

// load is what one rep has in hand, and whether they are there.
func (h homeView) load(i int) string {
	t := h.d.Team.Workloads[i]
	m := h.Crew.Member(t.Person)
	open := wording.Count(t.Open, "open lead")
	if m.Capacity > 0 {
		open = fmt.Sprintf("%d of %s", t.Open, wording.Count(m.Capacity, "open lead"))
		if t.Open >= m.Capacity {
			open += " (full)"
		}
	}
	away := ""
	if m.Away(h.d.Now) {
		away = "🌴 away"
		if !m.BackAt.IsZero() {
			away += " until " + h.Moment(m.BackAt)
		}
	}
	return wording.Dots("*"+h.Name(t.Person)+"*", wording.Readable(m.Team), open, away)
}
