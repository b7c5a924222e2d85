package publish

import (
	"context"
	"slices"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/lead/report"
)

// digestOf is the note of a digest among those that are told together, the last one if there are
// several.
func digestOf(notes []outbox.Notification) (outbox.Notification, bool) {
	for _, n := range slices.Backward(notes) {
		switch n.Kind {
		case outbox.NotifyBriefing, outbox.NotifyManagerWeek, outbox.NotifyChannelWeek:
			return n, true
		}
	}
	return outbox.Notification{}, false
}

// digestAt is when a digest was due of which a note tells; ok is false when it is too late for it.
func digestAt(n outbox.Notification, now time.Time) (at time.Time, ok bool) {
	late := map[outbox.NotificationKind]time.Duration{outbox.NotifyBriefing: briefingLate, outbox.NotifyManagerWeek: weekLate, outbox.NotifyChannelWeek: weekLate}[n.Kind]
	if late == 0 || len(n.Args) == 0 {
		return at, false
	}
	at, err := time.Parse(time.RFC3339, n.Args[0])
	return at, err == nil && now.Sub(at) <= late
}

// digest fills in what a digest says. p lists already what else its receiver is told at that time; it
// stays a plain message of that when there is nothing to add.
func (pu *Publisher) digest(ctx context.Context, p outbox.Message, n outbox.Notification, now time.Time) (outbox.Message, error) {
	p.Now = now
	if n.Kind != outbox.NotifyBriefing {
		v, err := pu.weekReview(ctx, n, now)
		if v != nil {
			p.Kind, p.Week = outbox.Digest, v
		}
		return p, err
	}
	day, wanted, err := pu.briefing(ctx, n, now)
	if err != nil || !wanted {
		return p, err
	}
	p.Kind = outbox.Digest
	p.Items, p.More = briefingItems(p.Items, p.More, day)
	return p, nil
}

// briefing is what somebody's day looks like, by shelf. It is not wanted when it is too late for it, or
// they turned it off or are away.
func (pu *Publisher) briefing(ctx context.Context, n outbox.Notification, now time.Time) (day map[outbox.Section][]*lead.Lead, wanted bool, err error) {
	m := pu.dir.Crew().Member(n.To)
	if _, fresh := digestAt(n, now); !fresh || m.Mutes(lead.DigestBriefing) || m.Away(now) {
		return nil, false, nil
	}
	d, err := pu.HomeView(ctx, n.To, now)
	if err != nil {
		return nil, false, err
	}
	day = map[outbox.Section][]*lead.Lead{}
	for _, on := range outbox.BriefingSections() {
		if len(d.Leads[on]) > 0 {
			day[on] = d.Leads[on]
		}
	}
	return day, true, nil
}

// perSection is how many matters each shelf of a diary has room for before any has more: who has many
// overdue must still see what is offered to them.
const perSection = 6

// briefingItems lays out a diary: what is told at that time anyhow, and then shelf by shelf, hot leads
// first, each lead once. It has room for MostItems, and says how many there are beside.
func briefingItems(told []outbox.Item, beside int, day map[outbox.Section][]*lead.Lead) (items []outbox.Item, more int) {
	named := map[lead.ID]bool{}
	by := map[outbox.Section][]outbox.Item{}
	for _, i := range told {
		by[i.Section] = append(by[i.Section], i)
		if i.Lead != nil {
			named[i.Lead.ID] = true
		}
	}
	shelves := append([]outbox.Section{""}, outbox.BriefingSections()...)
	for _, on := range shelves {
		leads := slices.Clone(day[on])
		slices.SortStableFunc(leads, func(a, b *lead.Lead) int { return heat(a) - heat(b) })
		for _, l := range leads {
			if !named[l.ID] {
				named[l.ID] = true
				by[on] = append(by[on], outbox.Item{Kind: outbox.NotifyBriefing, Section: on, Lead: l})
			}
		}
	}
	room, shown := outbox.MaxItems, map[outbox.Section]int{}
	for _, most := range []int{perSection, outbox.MaxItems} {
		for _, on := range shelves {
			n := min(most, len(by[on]))
			n = min(n, shown[on]+room)
			room -= max(0, n-shown[on])
			shown[on] = max(shown[on], n)
		}
	}
	for _, on := range shelves {
		items = append(items, by[on][:shown[on]]...)
		beside += len(by[on]) - shown[on]
	}
	return items, beside
}

// weekReview is what a manager reads of a week, or a channel on Friday; nil when there is nothing to say.
func (pu *Publisher) weekReview(ctx context.Context, n outbox.Notification, now time.Time) (*outbox.WeekReview, error) {
	at, fresh := digestAt(n, now)
	m := pu.dir.Crew().Member(n.To)
	if !fresh || n.To != lead.NoOne && (m.Mutes(lead.DigestWeek) || m.Away(now)) {
		return nil, nil
	}
	pb := pu.dir.Playbook()
	zone := pb.ZoneOf(m)
	q := report.Query{Span: report.Week(at.Add(-weekTurns), zone)}
	var v outbox.WeekReview
	var err error
	if n.To != lead.NoOne {
		d, err := pu.HomeView(ctx, n.To, now)
		if err != nil || d.Team == nil {
			return nil, err // no manager any more
		}
		q.Filter = d.Team.Summary.Query.Filter
		v.Workloads, v.NeedSomeone = d.Team.Workloads, d.Leads[outbox.SectionNeedsSomeone]
		v.NeedSomeone = v.NeedSomeone[:min(len(v.NeedSomeone), outbox.MaxItems)]
		v.More = d.Team.NeedSomeone - len(v.NeedSomeone)
	}
	if v.Now, v.Ready, err = pu.weekFigures(ctx, q, now); err != nil {
		return nil, err
	}
	before := report.Query{Filter: q.Filter, Span: q.Span.Before(now)}
	if v.Before, v.ReadyBefore, err = pu.weekFigures(ctx, before, now); err != nil {
		return nil, err
	}
	if n.To != lead.NoOne || pb.AmountsIn(n.Channel) {
		won := report.Query{Filter: q.Filter, Span: q.Span}
		won.Stages = []lead.Stage{lead.StageWon}
		if v.Won, _, err = pu.figures.List(ctx, won, outbox.MaxItems, now); err != nil {
			return nil, err
		}
	}
	if v.Empty() {
		return nil, nil
	}
	return &v, nil
}

// weekTurns decides which week one is told of: the one in which the instant lay this long before. From
// Thursday noon on that is the running week, and the one before it until then.
const weekTurns = 84 * time.Hour

func (pu *Publisher) weekFigures(ctx context.Context, q report.Query, now time.Time) (s report.Summary, ready int, err error) {
	if s, err = pu.figures.Summary(ctx, q, now); err != nil {
		return s, 0, err
	}
	row, err := pu.figures.Row(ctx, q, now)
	return s, row.Ready, err
}
