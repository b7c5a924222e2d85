package store

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"dibs/lead"
	"dibs/lead/report"
)

// This file turns a query into SQL conditions. All statements that count leads, add them up or list them use the same
// conditions, so a figure and the list behind it cannot differ.
//
// Each combination of filters makes a different statement. So these statements are not prepared once and kept, as all
// others are, and Postgres plans each for its actual values.

// condition is the part of a statement after WHERE, with its arguments.
type condition struct {
	sql  strings.Builder
	args []any
}

// and adds a condition. Each ? in it stands for the next argument.
func (c *condition) and(sql string, args ...any) {
	if c.sql.Len() > 0 {
		c.sql.WriteString(" AND ")
	}
	for _, a := range args {
		c.args = append(c.args, a)
		sql = strings.Replace(sql, "?", fmt.Sprintf("$%d", len(c.args)), 1)
	}
	c.sql.WriteString(sql)
}

// filtered is the condition of a filter. It always leaves out test leads and merged ones.
func (s *Store) filtered(f report.Filter) *condition {
	c := &condition{}
	c.and("NOT test")
	if len(f.Stages) == 0 {
		c.and("stage <> 'merged'")
	} else {
		c.and(s.dialect.beside("stage") + " IN (" + quoted(f.Stages) + ")")
	}
	anyOf(c, s.dialect.beside("temperature"), f.Temperatures, plainKey)
	anyOf(c, s.dialect.beside("source"), f.Sources, boundedKey)
	anyOf(c, s.dialect.beside("campaign"), f.Campaigns, boundedKey)
	anyOf(c, s.dialect.beside("team"), f.Teams, plainKey)
	anyOf(c, s.dialect.beside("country"), f.Countries, boundedKey)
	anyOf(c, s.dialect.beside("owner"), f.Owners, plainKey)
	return c
}

// anyOf adds that a column holds one of several values. kept maps a value to what the column stores. Without values
// it adds nothing.
func anyOf[V ~string](c *condition, column string, values []V, kept func(string) string) {
	if len(values) == 0 {
		return
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = kept(string(v))
	}
	c.and(column+" IN (?"+strings.Repeat(", ?", len(values)-1)+")", args...)
}

// plainKey maps a value to what a column stores that does not shorten its values.
func plainKey(s string) string {
	s, _ = storable(s)
	return s
}

// quoted lists the given stages as SQL, without merged, which is in no figures. An empty list matches nothing.
func quoted(stages []lead.Stage) string {
	list := []string{"''"}
	for _, s := range lead.Stages() {
		if s != lead.StageMerged && slices.Contains(stages, s) {
			list = append(list, "'"+string(s)+"'")
		}
	}
	return strings.Join(list, ", ")
}

// during adds that the time in a column lies in a span. A zero From or To leaves that end open.
func (c *condition) during(column string, s report.Span) *condition {
	if s.From.IsZero() {
		s.From = time.Unix(0, 0)
	}
	c.and(column+" >= ?", timestamp{s.From})
	if !s.To.IsZero() {
		c.and(column+" < ?", timestamp{s.To})
	}
	return c
}

// open adds that a lead is open.
func (c *condition) open() *condition {
	c.and("deadline_at IS NOT NULL")
	return c
}

// conditionOf is the condition of a whole query. The span applies to when leads were registered or, if the query asks
// only for closed ones, to when they were closed. Without a span and without stages, a query is about open leads.
func (s *Store) conditionOf(q report.Query) *condition {
	c := s.filtered(q.Filter)
	switch {
	case !q.Span.IsZero() && q.Ended():
		return c.during("closed_at", q.Span)
	case !q.Span.IsZero():
		return c.during("registered_at", q.Span)
	case q.Ended():
		c.and("closed_at IS NOT NULL")
	case !slices.ContainsFunc(q.Stages, func(s lead.Stage) bool { return !s.Open() }):
		return c.open()
	}
	return c
}

// shareOf is SQL for the key by which a dimension breaks figures down.
var shareOf = map[report.Dimension]string{
	"":                "''",
	report.BySource:   "source",
	report.ByCampaign: "campaign",
	report.ByTeam:     "team",
	report.ByOwner:    "coalesce(owner, '')",

	report.ByTemperature: "temperature",
	report.ByCountry:     "country",
}
