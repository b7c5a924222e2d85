package publish

import (
	"context"
	"slices"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/lead/report"
)

// digestOf returns the digest among notifications that are sent together, or the last one if there are several.
func digestOf(notes []outbox.Notification) (outbox.Notification, bool) {
	for _, n := range slices.Backward(notes) {
		switch n.Kind {
		case outbox.NotifyBriefing, outbox.NotifyManagerWeek, outbox.NotifyChannelWeek:
			return n, true
		}
	}
	return outbox.Notification{}, false
}

// digestAt returns when the digest of a notification was due. ok is false when it is too late for it.
func digestAt(n outbox.Notification, now time.Time) (at time.Time, ok bool) {
	late := map[outbox.NotificationKind]time.Duration{outbox.NotifyBriefing: briefingLate, outbox.NotifyManagerWeek: weekLate, outbox.NotifyChannelWeek: weekLate}[n.Kind]
	if late == 0 || len(n.Args) == 0 {
		return at, false
	}
	at, err := time.Parse(time.RFC3339, n.Args[0])
	return at, err == nil && now.Sub(at) <= late
}

// digest adds the content of a digest to a message. p already lists what else its receiver is notified of at that time.
// When there is nothing to add, p stays a message without a digest.
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

// briefing returns a person's day, by section. wanted is false when it is too late for a briefing, or the person turned
// it off or is away.
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

// perSection is how many items each section of a briefing gets before any section gets more, so that a person with many
// overdue leads still sees what is offered to them.
const perSection = 6

// briefingItems lays out a briefing: first the other notifications of that time, and then section by section, hot leads
// first, each lead once. It returns at most outbox.MaxItems, and how many more there are.
func briefingItems(told []outbox.Item, beside int, day map[outbox.Section][]*lead.Lead) (items []outbox.Item, more int) {
	named := map[lead.ID]bool{}
	by := map[outbox.Section][]outbox.Item{}
	for _, i := range told {
		by[i.Section] = append(by[i.Section], i)
		if i.Lead != nil {
			named[i.Lead.ID] = true
		}
	}
	sections := append([]outbox.Section{""}, outbox.BriefingSections()...)
	for _, on := range sections {
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
		for _, on := range sections {
			n := min(most, len(by[on]))
			n = min(n, shown[on]+room)
			room -= max(0, n-shown[on])
			shown[on] = max(shown[on], n)
		}
	}
	for _, on := range sections {
		items = append(items, by[on][:shown[on]]...)
		beside += len(by[on]) - shown[on]
	}
	return items, beside
}

// weekReview returns the week review for a manager or a channel. It is nil when there is nothing to say.
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
			return nil, err // they are no longer a manager
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

// weekTurns decides which week a review is about: the one that was running this long before its time. From Thursday
// noon on, that is the current week, and until then the week before.
const weekTurns = 84 * time.Hour

func (pu *Publisher) weekFigures(ctx context.Context, q report.Query, now time.Time) (s report.Summary, ready int, err error) {
	if s, err = pu.figures.Summary(ctx, q, now); err != nil {
		return s, 0, err
	}
	row, err := pu.figures.Row(ctx, q, now)
	return s, row.Ready, err
}
