package bot

import (
	"fmt"
	"time"

	"dibs/lead"
)

func (p pen) registered(e lead.Event) string {
	by := ""
	if e.By != lead.NoOne {
		by = " by " + p.name(e.By)
	}
	return "Registered" + by + " from " + origin(e.Facts) + "." + made(e.Facts.Message)
}

// origin is where an inquiry came from: "demo (spring-webinar)".
func origin(f lead.Facts) string {
	from := readable(f.Source)
	if from == "" {
		from = "an unnamed source"
	}
	if f.Campaign != "" {
		from += " (" + safe(f.Campaign, 80) + ")"
	}
	return from
}

func (p pen) judged(l *lead.Lead, e lead.Event) string {
	f, score := e.Facts, ""
	if s := f.Score; s != nil {
		score = fmt.Sprintf(" %s: potential %d, engagement %d.", warmth(s.Temperature), s.Potential, s.Engagement)
	}
	switch e.Stage {
	case lead.StageNew:
		where := ""
		if r := f.Route; r != nil && r.Rule != "" {
			where = " Route: " + safe(r.Rule, 80) + "."
			if r.Note != "" {
				where += " " + capital(safe(r.Note, 300)) + "."
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
			return "💤 " + capital(until) + "." + score
		}
		return "Not now: with marketing." + score
	}
	return "Judged again." + score
}

// heldUntil says until when the lead's campaign keeps its leads back, if it does at the instant.
func (p pen) heldUntil(l *lead.Lead, at time.Time) string {
	c, ok := p.pb.Campaign(l.Campaign)
	if !ok || !c.HoldUntil.After(at) {
		return ""
	}
	return "leads of " + readable(l.Campaign) + " are kept back until " + p.moment(c.HoldUntil)
}

func (p pen) contacted(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	line := methodEmoji(f.Method) + " " + p.actor(e) + ": " + methodWord(f.Method) + ", " + outcomeWord(f.Outcome) + "."
	if f.Attempt > 0 {
		line += " Attempt " + p.attempt(l, f.Attempt) + "."
	}
	line += said(e.Words.Note)
	if f.Pressed {
		line += " Beyond the limit of contact pressure, knowingly."
	}
	switch {
	case f.NextAt != nil && e.Stage == lead.StageNurturing:
		line += " It is looked at again " + p.day(*f.NextAt) + "."
	case f.NextAt != nil:
		what := safe(e.Words.Next, 200)
		if what == "" {
			what = "follow up"
		}
		line += " Next: " + what + ", " + p.moment(*f.NextAt) + "."
	}
	return line
}
