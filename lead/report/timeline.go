package report

import (
	"slices"
	"time"

	"dibs/lead"
)

// Timeline shows how the figures of a query changed from one period to the next. No figure includes test
// leads or merged leads.
type Timeline struct {
	Query       Query                    // as asked, with the span that was used; By is the kind of Periods
	RequestedBy Dimension                // as asked; shorter than Query.By if there were too many
	At          time.Time                // the time of the timeline
	Periods     []PeriodFigures          // in order, without gaps; their figures add up to those of the span
	Names       map[lead.PersonID]string // of the owners who were asked for
}

// PeriodFigures counts what happened in one period.
type PeriodFigures struct {
	Span
	Running   bool // the period is not over: its figures still grow
	New       int  // registered
	Claimed   int  // claimed for the first time
	Won       int
	WonTotals Totals
	Lost      int

	Disqualified int
}

// Total returns the sum of all periods.
func (c Timeline) Total() PeriodFigures {
	all := PeriodFigures{Span: c.Query.Span}
	won := Cell{}
	for _, f := range c.Periods {
		all.New, all.Claimed = all.New+f.New, all.Claimed+f.Claimed
		all.Won, all.Lost, all.Disqualified = all.Won+f.Won, all.Lost+f.Lost, all.Disqualified+f.Disqualified
		won = won.Plus(Cell{Totals: f.WonTotals})
	}
	all.WonTotals = won.Totals
	return all
}

// MaxPeriods is the largest number of periods in a timeline. It fits the weeks of a year, which may begin and
// end in the middle of a week. The number of years is not limited.
const MaxPeriods = 54

// periods lists the calendar dimensions, shortest first. usual is how many periods are shown if no time was
// asked for.
var periods = []struct {
	by    Dimension
	usual int
}{{ByDay, 14}, {ByWeek, 8}, {ByMonth, 12}, {ByQuarter, 8}, {ByYear, 5}}

// fineness returns the index of the dimension in periods, or -1 if it is none of them.
func (d Dimension) fineness() int {
	for i, p := range periods {
		if p.by == d {
			return i
		}
	}
	return -1
}

// Periodic reports whether the dimension is a calendar period.
func (d Dimension) Periodic() bool { return d.fineness() >= 0 }

// WithDefaultSpan returns the query with a span if it is by periods and its span has no beginning: the last few
// periods in the zone, up to the current one, or up to the end of the span if that is in the past. Any other
// query is returned as it is.
func (q Query) WithDefaultSpan(now time.Time, zone *time.Location) Query {
	if !q.By.Periodic() || !q.Span.From.IsZero() {
		return q
	}
	usual := periods[q.By.fineness()].usual
	if q.Span.Zone != "" {
		zone = q.Span.Location()
	}
	if !q.Span.To.IsZero() && q.Span.To.Before(now) {
		now = q.Span.To.Add(-time.Microsecond)
	}
	q.Span = Span{
		From: q.By.begin(now, 1-usual, zone), To: q.By.begin(now, 1, zone), Zone: zone.String(), Label: SpanLabel{Of: q.By, N: usual},
	}
	return q
}

// Split cuts a span that has a beginning into periods in its zone, in order, without gaps. If there would be
// more than MaxPeriods, it uses longer periods than by; as says which. The first and the last period are cut
// off at the ends of the span. Periods that have not begun at time now are left out.
func (s Span) Split(by Dimension, now time.Time) (cut []Span, as Dimension) {
	for _, p := range periods[max(0, by.fineness()):] {
		if cut = s.split(p.by, now); len(cut) <= MaxPeriods || p.by == ByYear {
			return cut, p.by
		}
	}
	return nil, by // unreachable: years are the last of the periods
}

// split is Split by one dimension. It stops after more than MaxPeriods.
func (s Span) split(by Dimension, now time.Time) (cut []Span) {
	zone := s.Location()
	for n := 0; len(cut) <= MaxPeriods || by == ByYear; n++ {
		from, to := by.begin(s.From, n, zone), by.begin(s.From, n+1, zone)
		if n > 0 && (from.After(now) || !s.To.IsZero() && !from.Before(s.To)) {
			break
		}
		if from.Before(s.From) {
			from = s.From
		}
		if !s.To.IsZero() && to.After(s.To) {
			to = s.To
		}
		cut = append(cut, Span{From: from, To: to, Zone: s.Zone})
	}
	return slices.Clip(cut)
}

// begin returns the first moment of the period that contains at, in the zone, or of the period that many
// later.
func (d Dimension) begin(at time.Time, later int, zone *time.Location) time.Time {
	local := at.In(zone)
	y, m, day := local.Date()
	switch d {
	case ByDay:
		day += later
	case ByWeek:
		day += 7*later - (int(local.Weekday())+6)%7 // the week begins on Monday
	case ByMonth:
		m, day = m+time.Month(later), 1
	case ByQuarter:
		m, day = m-(m-1)%3+time.Month(3*later), 1
	default:
		y, m, day = y+later, time.January, 1
	}
	return midnight(y, m, day, zone)
}
