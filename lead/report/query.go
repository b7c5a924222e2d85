package report

import (
	"time"

	"dibs/lead"
)

// Filter says which leads a question is about: those that fit every field. A field with several values
// fits any of them, and an empty one leaves nothing out. A value is never empty.
type Filter struct {
	Temperatures []lead.Temperature
	Stages       []lead.Stage
	Sources      []string
	Campaigns    []string
	Teams        []string
	Countries    []string // ISO 3166-1 alpha-2, upper case
	Owners       []lead.PersonID
}

// Empty reports whether the filter leaves nothing out.
func (f Filter) Empty() bool {
	return len(f.Temperatures)+len(f.Stages)+len(f.Sources)+len(f.Campaigns)+len(f.Teams)+len(f.Countries)+len(f.Owners) == 0
}

// Span is a stretch of time, [From, To), whose ends were cut in a zone: a day, a month, a quarter.
// The zero Span is the present week of the playbook's zone, Monday to Monday.
type Span struct {
	From, To time.Time
	Zone     string // IANA name
	Words    string // as people call it: "this month", "last quarter", "May 2026"
}

// Dimension is what figures are broken down by.
type Dimension string

// The dimensions.
const (
	BySource      Dimension = "source"
	ByCampaign    Dimension = "campaign"
	ByTeam        Dimension = "team"
	ByOwner       Dimension = "owner"
	ByTemperature Dimension = "temperature"
	ByCountry     Dimension = "country"

	// By time, of the calendar: these are the periods of a Course, finest first.
	ByDay     Dimension = "day"
	ByWeek    Dimension = "week" // Monday to Monday
	ByMonth   Dimension = "month"
	ByQuarter Dimension = "quarter"
	ByYear    Dimension = "year"
)

// Query is a question about many leads: which of them, in which time, broken down by what.
type Query struct {
	Filter
	Span Span
	By   Dimension // empty: not broken down
}
