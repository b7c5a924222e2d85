package report

import (
	"slices"
	"time"

	"dibs/lead"
)

// Timeline is how the figures of a query went from one period to the next. Test leads are in no
// figure, nor are merged ones.
type Timeline struct {
	Query       Query                    // as asked, with the span that was looked at, and by the periods that are shown
	RequestedBy Dimension                // by which it was asked for; another one than Query.By when those were too many
	At          time.Time                // what "now" was
	Periods     []PeriodFigures          // in order of time, without a gap; their figures add up to those of the span
	Names       map[lead.PersonID]string // of the owners who were asked for
}

// PeriodFigures is what happened in one period.
type PeriodFigures struct {
	Span
	Running   bool // it is not over: its figures still grow
	New       int  // registered
	Claimed   int  // claimed for the first time
	Won       int
	WonTotals Totals
	Lost      int

	Disqualified int
}

// Total adds up the periods.
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

// MaxPeriods is how many periods a course has at most: the weeks of a year, which can begin and end
// amid one. Years alone are never too many.
const MaxPeriods = 54

// periods are the dimensions of time, finest first, each with how many of it there are when no time
// was said.
var periods = []struct {
	by    Dimension
	usual int
}{{ByDay, 14}, {ByWeek, 8}, {ByMonth, 12}, {ByQuarter, 8}, {ByYear, 5}}

func (d Dimension) fineness() int {
	for i, p := range periods {
		if p.by == d {
			return i
		}
	}
	return -1
}

// Periodic reports whether the dimension is one of time.
func (d Dimension) Periodic() bool { return d.fineness() >= 0 }

// WithDefaultSpan is the query with the time that it is about by periods when none was said: the last few of
// the zone's, the running one included. A query that is not by periods, or says since when, stays as
// it is.
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

// Split cuts a span that has a beginning into periods of its zone, in order of time, without a gap and
// at most MostPeriods: coarser ones than asked for where these would be more. The first and the last
// are what of them lies in the span. Periods that have not begun at now are left out.
func (s Span) Split(by Dimension, now time.Time) (cut []Span, as Dimension) {
	for _, p := range periods[max(0, by.fineness()):] {
		if cut = s.split(p.by, now); len(cut) <= MaxPeriods || p.by == ByYear {
			return cut, p.by
		}
	}
	return nil, by // never: a year is the last of the periods
}

// split is Cut by one dimension; it stops when there are too many.
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

// begin is the first instant of the period of an instant in a zone, or of the one so many later.
func (d Dimension) begin(at time.Time, later int, zone *time.Location) time.Time {
	local := at.In(zone)
	y, m, day := local.Date()
	switch d {
	case ByDay:
		day += later
	case ByWeek:
		day += 7*later - (int(local.Weekday())+6)%7 // Monday is the first
	case ByMonth:
		m, day = m+time.Month(later), 1
	case ByQuarter:
		m, day = m-(m-1)%3+time.Month(3*later), 1
	default:
		y, m, day = y+later, time.January, 1
	}
	return midnight(y, m, day, zone)
}
