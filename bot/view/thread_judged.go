package view

import (
	"fmt"
	"time"

	"dibs/bot/view/wording"
	"dibs/lead"
)

func (p Renderer) registered(e lead.Event) string {
	by := ""
	if e.By != lead.NoOne {
		by = " by " + p.Name(e.By)
	}
	return "Registered" + by + " from " + origin(e.Facts) + "." + made(e.Facts.Message)
}

// origin is where an inquiry came from: "demo (spring-webinar)".
func origin(f lead.Facts) string {
	from := wording.Readable(f.Source)
	if from == "" {
		from = "an unnamed source"
	}
	if f.Campaign != "" {
		from += " (" + wording.Safe(f.Campaign, 80) + ")"
	}
	return from
}

func (p Renderer) judged(l *lead.Lead, e lead.Event) string {
	f, score := e.Facts, ""
	if s := f.Score; s != nil {
		score = fmt.Sprintf(" %s: potential %d, engagement %d.", wording.Temperature(s.Temperature), s.Potential, s.Engagement)
	}
	switch e.Stage {
	case lead.StageNew:
		where := ""
		if r := f.Route; r != nil && r.Rule != "" {
			where = " Route: " + wording.Safe(r.Rule, 80) + "."
			if notes := notesOf(*r, 300); notes != "" {
				where += " " + notes + "."
			}
		}
		return "Meets the definition: sales-ready." + score + where
	case lead.StageInquiry:
		missing := ""
		if len(f.Missing) > 0 {
			missing = " Missing: " + words(f.Missing) + "."
		}
		return "Not sales-ready yet: the qualifiers have a look." + score + missing
	case lead.StageNurturing:
		if until := p.heldUntil(l, e.At); until != "" {
			return "💤 " + wording.Capital(until) + "." + score
		}
		return "Not now: with marketing." + score
	}
	return "Judged again." + score
}

// heldUntil says until when the lead's campaign keeps its leads back, if it does at the instant.
func (p Renderer) heldUntil(l *lead.Lead, at time.Time) string {
	c, ok := p.Playbook.Campaign(l.Campaign)
	if !ok || !c.HoldUntil.After(at) {
		return ""
	}
	return "leads of " + wording.Readable(l.Campaign) + " are kept back until " + p.Moment(c.HoldUntil)
}

func (p Renderer) contacted(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	line := wording.MethodEmoji(f.Method) + " " + p.actor(e) + ": " + wording.Method(f.Method) + ", " + wording.Outcome(f.Outcome) + "."
	if f.Attempt > 0 {
		line += " Attempt " + p.attempt(l, f.Attempt) + "."
	}
	line += said(e.Words.Comment)
	if f.Pressed {
		line += " Beyond the limit of contact pressure, knowingly."
	}
	switch {
	case f.NextAt != nil && e.Stage == lead.StageNurturing:
		line += " It is looked at again " + p.day(*f.NextAt) + "."
	case f.NextAt != nil:
		what := wording.Safe(e.Words.Next, 200)
		if what == "" {
			what = "follow up"
		}
		line += " Next: " + what + ", " + p.Moment(*f.NextAt) + "."
	}
	return line
}
