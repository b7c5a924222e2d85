package workflows

import (
	"context"
	"slices"
	"time"

	"dibs/lead"
	"dibs/store"
)

// Waiting counts the leads that wait for somebody: inquiries and unowned leads.
func (e *Engine) Waiting(ctx context.Context) (int, error) {
	t, err := e.store.Tally(ctx, time.Time{})
	if err != nil {
		return 0, err
	}
	s := lead.Summary{Now: t.Now}
	return s.Count(lead.PositionWaiting) + s.Count(lead.PositionInquiry), nil
}

// Summary says how the pipeline stands and what happened in the week of now, Monday to Monday
// in the playbook's zone.
func (e *Engine) Summary(ctx context.Context, _ lead.Query, now time.Time) (lead.Summary, error) {
	pb := e.Playbook()
	from, to := week(now, pb.Zone())
	s := lead.Summary{From: from, To: to, Zone: pb.Zone().String(), Currency: pb.Currency()}
	tally, err := e.store.Tally(ctx, now)
	if err != nil {
		return s, err
	}
	s.Now, s.Oldest, s.Overdue = tally.Now, tally.Oldest, tally.Overdue
	period, err := e.store.Period(ctx, from, to)
	if err != nil {
		return s, err
	}
	s.New, s.Claimed, s.Won, s.WonTotals, s.Lost = period.New, period.Claimed, period.Won, period.WonTotals, period.Lost
	before, err := e.store.Period(ctx, from.AddDate(0, 0, -7), now.AddDate(0, 0, -7))
	if err != nil {
		return s, err
	}
	s.NewBefore = before.New
	samples, err := e.store.ClaimSamples(ctx, from, to)
	if err != nil {
		return s, err
	}
	e.speed(&s, samples, now)
	return s, nil
}

// week is the calendar week of an instant in a zone.
func week(now time.Time, zone *time.Location) (from, to time.Time) {
	local := now.In(zone)
	days := (int(local.Weekday()) + 6) % 7 // Monday is the first
	from = time.Date(local.Year(), local.Month(), local.Day()-days, 0, 0, 0, 0, zone)
	return from.UTC(), time.Date(from.In(zone).Year(), from.In(zone).Month(), from.In(zone).Day()+7, 0, 0, 0, 0, zone).UTC()
}

// speed measures how fast leads were claimed, in the business time of their teams.
func (e *Engine) speed(s *lead.Summary, samples []store.Sample, now time.Time) {
	pb := e.Playbook()
	var waits []time.Duration
	s.Hot.Within, _ = pb.Promise(lead.Hot)
	for _, c := range samples {
		claimed := !c.ClaimedAt.IsZero()
		if claimed {
			waits = append(waits, pb.Hours(c.Team).Between(c.SalesAt, c.ClaimedAt))
		}
		if c.Temperature != lead.Hot {
			continue
		}
		by := pb.Hours(c.Team).Due(c.SalesAt, s.Hot.Within)
		switch {
		case claimed && !c.ClaimedAt.After(by):
			s.Hot.Kept++
		case claimed:
			s.Hot.Broken++
		case now.After(by):
			s.Hot.Broken++
			s.Hot.Unclaimed++
		}
	}
	slices.Sort(waits)
	s.ClaimMedian, s.ClaimP90 = quantile(waits, 50), quantile(waits, 90)
}

// quantile is the nearest-rank percentile of sorted values: a wait that really was.
func quantile(sorted []time.Duration, percent int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[(len(sorted)*percent+99)/100-1]
}
