package report

import (
	"time"

	"dibs/lead"
)

// Filter says which leads a question is about: those that match every field. A field with several values
// matches any of them; an empty field matches every lead. No value in a field is empty.
type Filter struct {
	Temperatures []lead.Temperature
	Stages       []lead.Stage
	Sources      []string
	Campaigns    []string
	Teams        []string
	Countries    []string // ISO 3166-1 alpha-2, upper case
	Owners       []lead.PersonID
}

// Empty reports whether the filter matches every lead.
func (f Filter) Empty() bool {
	return len(f.Temperatures)+len(f.Stages)+len(f.Sources)+len(f.Campaigns)+len(f.Teams)+len(f.Countries)+len(f.Owners) == 0
}

// Span is a stretch of time from From up to but not including To. Its ends were computed in a time zone, as
// those of a day, a month or a quarter are. A zero end is open. The zero Span stands for the current week in
// the playbook's zone, Monday to Monday.
type Span struct {
	From, To time.Time
	Zone     string // IANA name
	Words    string // as the asker typed it: "this month", "last quarter", "May 2026"; empty if Dibs chose it
	Label    SpanLabel
}

// SpanLabel names a span that nobody typed: the current period if N is 0, otherwise the last N periods. The
// zero SpanLabel has no name.
type SpanLabel struct {
	Of Dimension
	N  int
}

// Dimension is what figures are broken down by, or the kind of period they are split into.
type Dimension string

// The dimensions.
const (
	BySource      Dimension = "source"
	ByCampaign    Dimension = "campaign"
	ByTeam        Dimension = "team"
	ByOwner       Dimension = "owner"
	ByTemperature Dimension = "temperature"
	ByCountry     Dimension = "country"

	// Calendar periods, shortest first: the periods of a Timeline.
	ByDay     Dimension = "day"
	ByWeek    Dimension = "week" // Monday to Monday
	ByMonth   Dimension = "month"
	ByQuarter Dimension = "quarter"
	ByYear    Dimension = "year"
)

// Query is a question about many leads: which leads, in what time, broken down by what.
type Query struct {
	Filter
	Span Span
	By   Dimension // empty: not broken down
}
