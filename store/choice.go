package store

import (
	"slices"
	"time"

	"dibs/lead"
)

// What a query is about, in SQL. All statements that count leads, add them up or list them choose
// them by the same condition, so a figure and the list behind it cannot differ.

// chosen is the condition of a filter. Its parameters are $1 to $7, see choice; an empty one leaves
// nothing out. Test leads and merged ones never fulfil it.
func (s *Store) chosen() string {
	return `NOT test AND stage IN (SELECT e.value FROM ` + s.dialect.list("$1") + `)
		AND ($2 = '' OR temperature = $2) AND ($3 = '' OR source = $3) AND ($4 = '' OR campaign = $4)
		AND ($5 = '' OR team = $5) AND ($6 = '' OR country = $6) AND ($7 = '' OR owner = $7)`
}

// choice is a filter as the parameters of chosen.
func choice(f lead.Filter) []any {
	stages := f.Stages
	if len(stages) == 0 {
		stages = lead.Stages()
	}
	stages = slices.DeleteFunc(slices.Clone(stages), func(s lead.Stage) bool { return s == lead.StageMerged })
	words := []string{string(f.Temperature), boundedKey(f.Source), f.Campaign, f.Team, f.Country, string(f.Owner)}
	args := []any{jsonOf(stages)}
	for _, w := range words {
		w, _ = storable(w)
		args = append(args, w)
	}
	return args
}

// The conditions of a span; its parameters are $8 and $9, see during.
const (
	registered = "registered_at >= $8 AND registered_at < $9"
	ended      = "closed_at >= $8 AND closed_at < $9"
)

// during is a span as two parameters; an end that is not said is far away.
func during(s lead.Span) []any {
	from, to := s.From, s.To
	if from.IsZero() {
		from = time.Unix(0, 0)
	}
	if to.IsZero() {
		to = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return []any{instant{from}, instant{to}}
}

// shareOf is what a dimension breaks down by.
var shareOf = map[lead.Dimension]string{
	"":            "''",
	lead.BySource: "source", lead.ByCampaign: "campaign", lead.ByTeam: "team", lead.ByOwner: "coalesce(owner, '')",
	lead.ByTemperature: "temperature", lead.ByCountry: "country",
}
