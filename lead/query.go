package lead

import "time"

// Filter says which leads a question is about. An empty field leaves nothing out.
type Filter struct {
	Temperature Temperature
	Stages      []Stage // any of them; none: all stages
	Source      string
	Campaign    string
	Team        string
	Country     string // ISO 3166-1 alpha-2, upper case
	Owner       PersonID
}

// Empty reports whether the filter leaves nothing out.
func (f Filter) Empty() bool {
	return f.Temperature == "" && len(f.Stages) == 0 && f.Source == "" && f.Campaign == "" &&
		f.Team == "" && f.Country == "" && f.Owner == NoOne
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
)

// Query is a question about many leads: which of them, in which time, broken down by what.
type Query struct {
	Filter
	Span Span
	By   Dimension // empty: not broken down
}
