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

// teamNow is a manager's team in two lines: "*Now:* 3 unclaimed (oldest 12 min) · 1 missed deadline today" and "Hot leads
// answered on time this week: 92%".
func (h homeView) teamNow() []string {
	t := h.d.Team
	unclaimed := "No unclaimed leads"
	if n := t.Summary.Count(report.PositionWaiting); n > 0 {
		unclaimed = fmt.Sprintf("%d unclaimed", n)
		if !t.Summary.Oldest.IsZero() {
			unclaimed += " (oldest " + minutes(h.d.Now.Sub(t.Summary.Oldest)) + ")"
		}
	}
	missed := "no missed deadlines today"
	if t.Missed > 0 {
		missed = wording.Count(t.Missed, "missed deadline") + " today"
	}
	onTime := ""
	if hot := t.Summary.Hot; hot.Kept+hot.Broken > 0 {
		onTime = fmt.Sprintf("Hot leads answered on time this week: %d%%", hot.Kept*100/(hot.Kept+hot.Broken))
	}
	return []string{"*Now:* " + wording.Dots(unclaimed, missed), onTime}
}

// minutes is a duration to the minute, because the view is drawn again every minute.
func minutes(d time.Duration) string {
	if d < time.Minute {
		return "under 1 min"
	}
	return wording.Duration(d)
}

// teamLists are the lists of a manager, about the whole team.
func (h homeView) teamLists() []homeList {
	if h.d.Team == nil {
		return nil
	}
	t := h.d.Team
	deadlines := h.leads(outbox.SectionDeadlines, "⏱ Next deadlines", h.nextDeadline)
	needs := h.leads(outbox.SectionNeedsSomeone, "🙋 Needs a decision", h.needing)
	missed := homeList{outbox.SectionBreaches, "Missed deadlines today", len(t.Breaches), func(from, to int) []slack.Block {
		var blocks []slack.Block
		for i := from; i < to; i++ {
			b := t.Breaches[i]
			blocks = append(blocks, h.row(b.Lead, fmt.Sprintf("breaches:%d", i), h.breach(b), []string{ActionDetails})...)
		}
		return blocks
	}}
	workload := h.lines(outbox.SectionWorkload, "Workload", len(t.Workloads), h.workload)
	return []homeList{needs, deadlines, missed, workload}
}

// nextDeadline says who has a lead, and what happens to it next and when.
func (h homeView) nextDeadline(l *lead.Lead) (lines, actions []string) {
	d := cardView{Renderer: h.Renderer, l: l, to: h.d.Reader.ID}
	next := ""
	if steps := h.Playbook.Ahead(l, h.Crew, 1); len(steps) > 0 {
		next = "⏱ " + h.Moment(steps[0].At) + ": " + stepsView{d}.step(steps[0])
	}
	return []string{wording.Dots(wording.Temperature(l.Score.Temperature), h.holder(l)), next}, h.reassign(l)
}

// holder says who has a lead now.
func (h homeView) holder(l *lead.Lead) string {
	switch {
	case l.Owner != lead.NoOne:
		return "👤 " + h.Name(l.Owner) + h.backAt(l.Owner)
	case l.Offer != nil:
		return "✋ Offered to " + h.offeree(l)
	case l.Stage == lead.StageInquiry:
		return "Inquiry"
	}
	return wording.Capital(wording.Stage(l.Stage))
}

// reassign is the button that gives a lead to somebody who has time for it. An inquiry must be qualified first, and a
// partner's lead must come back to us before anybody else gets it.
func (h homeView) reassign(l *lead.Lead) []string {
	if l.Route.Partner != "" || l.Stage == lead.StageInquiry || !l.Open() {
		return []string{ActionDetails}
	}
	return []string{ActionAssign}
}

// needing says why a lead needs someone.
func (h homeView) needing(l *lead.Lead) (lines, actions []string) {
	temperature := wording.Temperature(l.Score.Temperature)
	if l.Owner == lead.NoOne {
		return []string{wording.Dots(temperature, "Unclaimed since "+h.Moment(l.WaitingAt))}, h.reassign(l)
	}
	overdue := "Overdue"
	if l.Next != nil {
		overdue = "Overdue: " + wording.NextStep(l.Next) + ", " + h.Moment(l.Next.At)
	}
	return []string{wording.Dots(temperature, "👤 "+h.Name(l.Owner)+h.backAt(l.Owner)), overdue}, h.reassign(l)
}

// breach says which response target was missed, and what happened since.
func (h homeView) breach(b outbox.Breach) []string {
	due, done, open := "Claim", "claimed", "still unclaimed"
	if b.Clock == lead.ClockContact {
		due, done, open = "First contact", "contacted", "no contact yet"
	}
	since := open
	if !b.Kept.IsZero() {
		since = done + " " + h.after(b.DueAt, b.Kept)
	}
	owner := ""
	if b.Lead.Owner != lead.NoOne {
		owner = "👤 " + h.Name(b.Lead.Owner)
	}
	return []string{wording.Dots(wording.Temperature(b.Lead.Score.Temperature), owner), due + " was due " + h.Moment(b.DueAt) + ", " + since}
}

// workload is how many open leads one rep has, and whether they are away.
func (h homeView) workload(i int) string {
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
	name := "*" + h.Name(t.Person) + "*"
	if m.Team != "" {
		name += " (" + wording.Readable(m.Team) + ")"
	}
	return wording.Dots(name, open, away)
}
