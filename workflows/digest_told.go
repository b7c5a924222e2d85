package workflows

import (
	"context"
	"slices"
	"time"

	"dibs/lead"
)

// digestOf is the note of a digest among those that are told together, the last one if there are
// several.
func digestOf(notes []lead.Note) (lead.Note, bool) {
	for _, n := range slices.Backward(notes) {
		switch n.Kind {
		case lead.NoteDiary, lead.NoteWeek, lead.NoteFriday:
			return n, true
		}
	}
	return lead.Note{}, false
}

// digestAt is when a digest was due of which a note tells; ok is false when it is too late for it.
func digestAt(n lead.Note, now time.Time) (at time.Time, ok bool) {
	late := map[lead.NoteKind]time.Duration{lead.NoteDiary: diaryLate, lead.NoteWeek: weekLate, lead.NoteFriday: weekLate}[n.Kind]
	if late == 0 || len(n.Args) == 0 {
		return at, false
	}
	at, err := time.Parse(time.RFC3339, n.Args[0])
	return at, err == nil && now.Sub(at) <= late
}

// digest fills in what a digest says. p lists already what else its receiver is told at that time; it
// stays a plain message of that when there is nothing to add.
func (e *Engine) digest(ctx context.Context, p lead.Posting, n lead.Note, now time.Time) (lead.Posting, error) {
	p.Now = now
	if n.Kind != lead.NoteDiary {
		v, err := e.review(ctx, n, now)
		if v != nil {
			p.What, p.Review = lead.Digest, v
		}
		return p, err
	}
	day, wanted, err := e.diary(ctx, n, now)
	if err != nil || !wanted {
		return p, err
	}
	p.What = lead.Digest
	p.Items, p.More = diaryItems(p.Items, p.More, day)
	return p, nil
}

// diary is what somebody's day looks like, by shelf. It is not wanted when it is too late for it, or
// they turned it off or are away.
func (e *Engine) diary(ctx context.Context, n lead.Note, now time.Time) (day map[lead.Shelf][]*lead.Lead, wanted bool, err error) {
	m := e.Crew().Member(n.To)
	if _, fresh := digestAt(n, now); !fresh || m.Mutes(lead.DigestDiary) || m.Away(now) {
		return nil, false, nil
	}
	d, err := e.Desk(ctx, n.To, now)
	if err != nil {
		return nil, false, err
	}
	day = map[lead.Shelf][]*lead.Lead{}
	for _, on := range lead.Diary() {
		if len(d.Leads[on]) > 0 {
			day[on] = d.Leads[on]
		}
	}
	return day, true, nil
}

// perShelf is how many matters each shelf of a diary has room for before any has more: who has many
// overdue must still see what is offered to them.
const perShelf = 6

// diaryItems lays out a diary: what is told at that time anyhow, and then shelf by shelf, hot leads
// first, each lead once. It has room for MostItems, and says how many there are beside.
func diaryItems(told []lead.Item, beside int, day map[lead.Shelf][]*lead.Lead) (items []lead.Item, more int) {
	named := map[lead.ID]bool{}
	by := map[lead.Shelf][]lead.Item{}
	for _, i := range told {
		by[i.Shelf] = append(by[i.Shelf], i)
		if i.Lead != nil {
			named[i.Lead.ID] = true
		}
	}
	shelves := append([]lead.Shelf{""}, lead.Diary()...)
	for _, on := range shelves {
		leads := slices.Clone(day[on])
		slices.SortStableFunc(leads, func(a, b *lead.Lead) int { return heat(a) - heat(b) })
		for _, l := range leads {
			if !named[l.ID] {
				named[l.ID] = true
				by[on] = append(by[on], lead.Item{Kind: lead.NoteDiary, Shelf: on, Lead: l})
			}
		}
	}
	room, shown := lead.MostItems, map[lead.Shelf]int{}
	for _, most := range []int{perShelf, lead.MostItems} {
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

// review is what a manager reads of a week, or a channel on Friday; nil when there is nothing to say.
func (e *Engine) review(ctx context.Context, n lead.Note, now time.Time) (*lead.Review, error) {
	at, fresh := digestAt(n, now)
	m := e.Crew().Member(n.To)
	if !fresh || n.To != lead.NoOne && (m.Mutes(lead.DigestWeek) || m.Away(now)) {
		return nil, nil
	}
	pb := e.Playbook()
	zone := pb.ZoneOf(m)
	q := lead.Query{Span: lead.Week(at.Add(-weekTurns), zone)}
	var v lead.Review
	var err error
	if n.To != lead.NoOne {
		d, err := e.Desk(ctx, n.To, now)
		if err != nil || d.Team == nil {
			return nil, err // no manager any more
		}
		q.Filter = d.Team.Summary.Query.Filter
		v.Loads, v.Needs = d.Team.Loads, d.Leads[lead.ShelfNeeds]
		v.Needs = v.Needs[:min(len(v.Needs), lead.MostItems)]
		v.More = d.Team.Needs - len(v.Needs)
	}
	if v.Now, v.Ready, err = e.figures(ctx, q, now); err != nil {
		return nil, err
	}
	before := lead.Query{Filter: q.Filter, Span: q.Span.Before(now)}
	if v.Before, v.ReadyBefore, err = e.figures(ctx, before, now); err != nil {
		return nil, err
	}
	if n.To != lead.NoOne || pb.AmountsIn(n.In) {
		won := lead.Query{Filter: q.Filter, Span: q.Span}
		won.Stages = []lead.Stage{lead.StageWon}
		if v.Won, _, err = e.List(ctx, won, lead.MostItems, now); err != nil {
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

func (e *Engine) figures(ctx context.Context, q lead.Query, now time.Time) (s lead.Summary, ready int, err error) {
	if s, err = e.Summary(ctx, q, now); err != nil {
		return s, 0, err
	}
	row, err := e.row(ctx, q, now)
	return s, row.Ready, err
}
