package figures

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/report"
)

// caption says what was asked for, because nobody could tell otherwise what the figures count: "Pipeline: emea, last
// quarter (Jul to Sep, Europe/Berlin)". A query without a span is about now.
func caption(title string, q report.Query, names map[lead.PersonID]string, at time.Time) string {
	words := filters(q.Filter, names)
	if len(words) == 0 {
		words = []string{"all leads"}
	}
	if q.By != "" {
		words = append(words, "by "+string(q.By))
	}
	when := "now"
	if !q.Span.IsZero() {
		when = strings.TrimSpace(spanName(q.Span) + inParentheses(q.Span, at))
	}
	return "*" + title + "*: " + strings.Join(append(words, when), ", ")
}

// filters are the words for a filter, one entry for each field.
func filters(f report.Filter, names map[lead.PersonID]string) []string {
	var words []string
	if len(f.Temperatures) > 0 {
		words = append(words, wording.AnyOf(f.Temperatures, 20))
	}
	if len(f.Stages) > 0 {
		words = append(words, stagesWord(f.Stages))
	}
	for _, values := range [][]string{f.Sources, f.Campaigns, f.Teams, f.Countries} {
		if len(values) > 0 {
			words = append(words, wording.AnyOf(values, 60))
		}
	}
	if len(f.Owners) == 0 {
		return words
	}
	var owners []string
	for _, id := range f.Owners {
		owners = append(owners, cmp.Or(names[id], "somebody"))
	}
	return append(words, wording.AnyOf(owners, 80))
}

// leadNoun is the noun for leads of some temperatures, "hot or warm lead", and "lead" without any.
func leadNoun(temperatures []lead.Temperature) string {
	return strings.TrimSpace(wording.AnyOf(temperatures, 20) + " lead")
}

// stageNames are the stages as people ask for them.
var stageNames = map[lead.Stage]string{
	lead.StageInquiry: "inquiries", lead.StageNurturing: "with marketing", lead.StageNew: "waiting", lead.StageWorking: "in progress",
	lead.StageQualified: "qualified", lead.StageWon: "won", lead.StageLost: "lost", lead.StageDisqualified: "disqualified",
	lead.StageMerged: "merged",
}

// stagesWord names stages in the order of the funnel: "waiting, in progress".
func stagesWord(stages []lead.Stage) string {
	var words []string
	for _, s := range lead.Stages() {
		if slices.Contains(stages, s) {
			words = append(words, stageNames[s])
		}
	}
	return strings.Join(words, ", ")
}

// inParentheses says which days a span covers: " (1 to 22 Nov, Europe/Berlin)".
func inParentheses(s report.Span, at time.Time) string {
	return " (" + days(s, at) + ", " + wording.Safe(s.Location().String(), 60) + ")"
}

// days writes the days of a span in as few words as possible: "22 Nov", "16 to 22 Nov", "Jul to Sep", "Dec 2025". The
// current year is left out.
func days(s report.Span, at time.Time) string {
	zone := s.Location()
	from, end := s.From.In(zone), s.To.In(zone)
	last := s.To.Add(-time.Second).In(zone)
	if s.To.IsZero() {
		return "since " + dayOf(from, at.In(zone))
	}
	if s.From.IsZero() {
		return "until " + dayOf(last, at.In(zone))
	}
	year := ""
	if last.Year() != at.In(zone).Year() || from.Year() != last.Year() {
		year = last.Format(" 2006")
	}
	layout := "2 Jan"
	if from.Day() == 1 && end.Day() == 1 && sameClock(from, end) && end.After(from.AddDate(0, 0, 1)) {
		layout = "Jan" // whole months
	}
	first, to := from.Format(layout), last.Format(layout)
	switch {
	case from.Year() != last.Year():
		return from.Format(layout+" 2006") + " to " + to + year
	case first == to:
		return to + year
	case layout == "2 Jan" && from.Month() == last.Month():
		first = from.Format("2")
	}
	return first + " to " + to + year
}

// sameClock reports whether two times have the same hour and minute.
func sameClock(a, b time.Time) bool { return a.Format("15:04") == b.Format("15:04") }

// dayOf writes a day, with its year unless it is that of at.
func dayOf(t, at time.Time) string {
	if t.Year() != at.Year() {
		return t.Format("2 Jan 2006")
	}
	return t.Format("2 Jan")
}

// spanName is the name of a span, as the person typed it or as Dibs chose it: "last quarter", "this week", "last 8
// weeks".
func spanName(s report.Span) string {
	switch {
	case s.Words != "":
		return wording.Safe(s.Words, 60)
	case s.Label.Of == "":
		return ""
	case s.Label.N == 0:
		return "this " + string(s.Label.Of)
	}
	return "last " + wording.Count(s.Label.N, string(s.Label.Of))
}

// during is a span at the end of a sentence: "this week", "in May 2026", "since Monday".
func during(s report.Span) string {
	words := spanName(s)
	first, next, _ := strings.Cut(strings.ToLower(words), " ")
	switch first {
	case "":
		return "in this period"
	case "past":
		return "over the " + words
	case "last", "next":
		if strings.IndexAny(next, "0123456789") == 0 { // last 30 days
			return "over the " + words
		}
		return words
	case "this", "today", "yesterday", "tomorrow", "since", "until", "till", "in", "from", "the":
		return words
	}
	return "in " + words
}

// cameIn says when leads came in: "came in this week", "came in during May 2026".
func cameIn(s report.Span) string {
	when := during(s)
	if rest, found := strings.CutPrefix(when, "in "); found {
		when = "during " + rest
	}
	return "came in " + when
}

// tryElse suggests what to try to a person whose question found nothing.
func tryElse(q report.Query) string {
	switch {
	case q.Filter.Empty() && q.Span.IsZero():
		return "New leads come from your sources, or with `/lead new`."
	case q.Filter.Empty():
		return "Try a longer period, such as `/lead summary this year`, or register a lead with `/lead new`."
	case q.Span.IsZero():
		return "Try fewer words: `/lead summary` covers all leads."
	}
	return "Try a longer period or fewer words: `/lead summary` covers all of this week's leads."
}

// buttons are the row under figures. Show opens the leads behind them. Show amounts shows the reader the amounts that
// are hidden in this channel. question is what a button asks again; without it there are no buttons.
func buttons(block, question string, leads, amounts bool) []slack.Block {
	if question == "" || !leads && !amounts {
		return nil
	}
	row := slack.NewActionBlock(block + ":actions")
	add := func(action, text, label string) {
		b := slack.NewButtonBlockElement(action, wording.Clip(question, 1000), view.PlainText(text))
		b.AccessibilityLabel = label
		row.Elements.ElementSet = append(row.Elements.ElementSet, b)
	}
	if leads {
		add(ActionShowLeads, "Show", "Show the leads behind these figures")
	}
	if amounts {
		add(view.ActionAmounts, "Show amounts", "Show amounts, only to you")
	}
	return []slack.Block{row}
}
