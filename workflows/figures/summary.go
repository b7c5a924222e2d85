package figures

import (
	"context"
	"slices"
	"time"

	"dibs/lead"
	"dibs/lead/report"
	"dibs/store"
)

// Waiting counts the leads that wait for somebody: inquiries and unclaimed leads.
func (rp *Reporter) Waiting(ctx context.Context) (int, error) {
	t, err := rp.store.Tally(ctx, report.Query{}, time.Time{})
	if err != nil {
		return 0, err
	}
	s := report.Summary{Now: t.Now}
	return s.Count(report.PositionWaiting) + s.Count(report.PositionInquiry), nil
}

// Summary returns where the leads of a query stand, and what happened to them in its span. Without a span, that is the
// current week, Monday to Monday in the zone of the playbook.
func (rp *Reporter) Summary(ctx context.Context, q report.Query, now time.Time) (report.Summary, error) {
	pb := rp.dir.Playbook()
	if q.Span.IsZero() {
		q.Span = report.Week(now, pb.Zone())
	}
	s := report.Summary{Query: q, At: now, Before: q.Span.Before(now)}
	tally, err := rp.store.Tally(ctx, q, now)
	if err != nil {
		return s, err
	}
	s.Now, s.Oldest, s.Overdue = tally.Now, tally.Oldest, tally.Overdue
	period, err := rp.store.Period(ctx, q)
	if err != nil {
		return s, err
	}
	s.New, s.Claimed, s.Won, s.WonTotals, s.Lost = period.New, period.Claimed, period.Won, period.WonTotals, period.Lost
	if !s.Before.IsZero() {
		before := report.Query{Filter: q.Filter, Span: s.Before}
		if s.NewBefore, err = rp.store.Registered(ctx, before); err != nil {
			return s, err
		}
	}
	samples, err := rp.store.ClaimSamples(ctx, q)
	if err != nil {
		return s, err
	}
	speed := rp.speed(samples, now)
	s.ClaimMedian, s.ClaimP90, s.Hot = speed.median(), speed.quantile(90), speed.hot
	if q.By != "" {
		shares, err := rp.store.Breakdown(ctx, q)
		if err != nil {
			return s, err
		}
		s.By = report.SortRows(q.By, shares)
	}
	var keys []string
	for _, r := range s.By {
		keys = append(keys, r.Key)
	}
	s.Names = rp.named(q, keys)
	return s, nil
}

// named returns the names of the owners that a query asks for, and of those in its breakdown.
func (rp *Reporter) named(q report.Query, keys []string) map[lead.PersonID]string {
	crew, names := rp.dir.Crew(), map[lead.PersonID]string{}
	name := func(id lead.PersonID) {
		if m := crew.Member(id); id != lead.NoOne {
			names[id] = m.Name
		}
	}
	for _, id := range q.Owners {
		name(id)
	}
	if q.By == report.ByOwner {
		for _, key := range keys {
			name(lead.PersonID(key))
		}
	}
	return names
}

// speed is how fast some leads were claimed.
type speed struct {
	waits []time.Duration // sorted; business hours of the team from the lead's arrival in sales to the claim
	hot   report.TargetFigures
}

// speed measures how fast leads were claimed, in the business time of their teams.
func (rp *Reporter) speed(samples []store.Sample, now time.Time) speed {
	pb := rp.dir.Playbook()
	var p speed
	p.hot.Within, _ = pb.ResponseTarget(lead.Hot)
	for _, c := range samples {
		claimed := !c.ClaimedAt.IsZero()
		if claimed {
			p.waits = append(p.waits, pb.Hours(c.Team).Between(c.SalesAt, c.ClaimedAt))
		}
		if c.Temperature != lead.Hot {
			continue
		}
		by := pb.Hours(c.Team).Due(c.SalesAt, p.hot.Within)
		switch {
		case claimed && !c.ClaimedAt.After(by):
			p.hot.Kept++
		case claimed:
			p.hot.Broken++
		case now.After(by):
			p.hot.Broken++
			p.hot.Unclaimed++
		}
	}
	slices.Sort(p.waits)
	return p
}

func (p speed) median() time.Duration { return p.quantile(50) }

// quantile returns the nearest-rank percentile, which is always one of the waits. It is 0 if there are none.
func (p speed) quantile(percent int) time.Duration {
	if len(p.waits) == 0 {
		return 0
	}
	return p.waits[(len(p.waits)*percent+99)/100-1]
}
