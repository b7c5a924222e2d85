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

// What was asked for, in words: figures without it could be anybody's.

// caption is the caption of an answer: "Pipeline · emea · last quarter (Jul to Sep, Europe/Berlin)". Without a span it is
// about now.
func caption(what string, q report.Query, names map[lead.PersonID]string, at time.Time) string {
	words := append([]string{"*" + what + "*"}, filters(q.Filter, names)...)
	if len(words) == 1 {
		words = append(words, "all leads")
	}
	if q.By != "" {
		words = append(words, "by "+string(q.By))
	}
	if q.Span.IsZero() {
		return wording.Dots(append(words, "now")...)
	}
	return wording.Dots(append(words, strings.TrimSpace(spanName(q.Span)+inBrackets(q.Span, at)))...)
}

// filters names what a filter asks for, one entry for each field.
func filters(f report.Filter, names map[lead.PersonID]string) []string {
	var words []string
	if len(f.Temperatures) > 0 {
		words = append(words, wording.Either(f.Temperatures, 20))
	}
	if len(f.Stages) > 0 {
		words = append(words, stagesWord(f.Stages))
	}
	for _, values := range [][]string{f.Sources, f.Campaigns, f.Teams, f.Countries} {
		if len(values) > 0 {
			words = append(words, wording.Either(values, 60))
		}
	}
	if len(f.Owners) == 0 {
		return words
	}
	var whose []string
	for _, id := range f.Owners {
		whose = append(whose, cmp.Or(names[id], "somebody"))
	}
	return append(words, wording.Either(whose, 80))
}

// ofTemperature is what leads of some temperatures are called, "hot or warm lead", and all of them without any.
func ofTemperature(of []lead.Temperature) string {
	return strings.TrimSpace(wording.Either(of, 20) + " lead")
}

// stageNames are the stages as people ask for them.
var stageNames = map[lead.Stage]string{
	lead.StageInquiry: "inquiries", lead.StageNurturing: "with marketing", lead.StageNew: "waiting", lead.StageWorking: "working",
	lead.StageQualified: "qualified", lead.StageWon: "won", lead.StageLost: "lost", lead.StageDisqualified: "disqualified",
	lead.StageMerged: "merged",
}

func stagesWord(stages []lead.Stage) string {
	var words []string
	for _, s := range lead.Stages() {
		if slices.Contains(stages, s) {
			words = append(words, stageNames[s])
		}
	}
	return strings.Join(words, ", ")
}

// inBrackets says which days a span is: " (1 to 22 Nov, Europe/Berlin)".
func inBrackets(s report.Span, at time.Time) string {
	return " (" + days(s, at) + ", " + wording.Safe(s.Location().String(), 60) + ")"
}

// days are those of a span, as short as they can be said: "22 Nov", "16 to 22 Nov", "Jul to Sep", "Dec 2025". The year is
// left out when it is the present one.
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

func sameClock(a, b time.Time) bool { return a.Format("15:04") == b.Format("15:04") }

func dayOf(t, at time.Time) string {
	if t.Year() != at.Year() {
		return t.Format("2 Jan 2006")
	}
	return t.Format("2 Jan")
}

// spanName is what a span is called, as the asker typed it or as Dibs chose it: "last quarter", "this week", "last 8 weeks".
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

// during says when, as the end of a sentence: "this week", "in May 2026", "since Monday".
func during(s report.Span) string {
	words := spanName(s)
	first, next, _ := strings.Cut(strings.ToLower(words), " ")
	switch first {
	case "":
		return "in this time"
	case "past":
		return "in the " + words
	case "last", "next":
		if strings.IndexAny(next, "0123456789") == 0 { // last 30 days
			return "in the " + words
		}
		return words
	case "this", "today", "yesterday", "tomorrow", "since", "until", "till", "in", "from", "the":
		return words
	}
	return "in " + words
}

// tryElse tells who got nothing what to try.
func tryElse(q report.Query) string {
	switch {
	case q.Filter.Empty() && q.Span.IsZero():
		return "New leads come from your sources, or with `/lead new`."
	case q.Filter.Empty():
		return "Try a longer time, such as `/lead summary this year`, or register one: `/lead new`"
	case q.Span.IsZero():
		return "Try fewer words: `/lead summary` is about all leads."
	}
	return "Try a longer time or fewer words: `/lead summary` is about all leads of this week."
}

// opening are the buttons under figures: Show opens the leads behind them, Show amounts what may not be read here. ask is
// what they bring back; without it there are none.
func opening(block, ask string, leads, amounts bool) []slack.Block {
	if ask == "" || !leads && !amounts {
		return nil
	}
	row := slack.NewActionBlock(block + ":actions")
	add := func(action, text, label string) {
		b := slack.NewButtonBlockElement(action, wording.Clip(ask, 1000), view.PlainText(text))
		b.AccessibilityLabel = label
		row.Elements.ElementSet = append(row.Elements.ElementSet, b)
	}
	if leads {
		add(ActionShowLeads, "Show", "Show the leads behind these figures")
	}
	if amounts {
		add(view.ActionAmounts, "Show amounts", "Show amounts, to you alone")
	}
	return []slack.Block{row}
}
