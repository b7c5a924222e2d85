package view

import (
	"strings"
	"time"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// registered says where an inquiry came from, and who registered it.
func (v threadView) registered(e lead.Event) string {
	line := "📥 New inquiry from " + origin(e.Facts) + "."
	if e.By != lead.NoOne {
		line = "📥 " + v.Name(e.By) + " registered it from " + origin(e.Facts) + "."
	}
	return line + createdFrom(e.Facts.Message)
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

// judged says whether the lead is ready for sales, its score, and the rule that decides where it goes.
func (v threadView) judged(l *lead.Lead, e lead.Event) string {
	f, score := e.Facts, ""
	if f.Score != nil {
		score = scoreLine(*f.Score)
	}
	switch e.Stage {
	case lead.StageNew:
		rule, note := "", ""
		if r := f.Route; r != nil && r.Rule != "" {
			rule = "Rule: " + wording.Safe(r.Rule, 80) + "."
			if notes := notesOf(*r, 300); notes != "" {
				note = notes + "."
			}
		}
		return sentences("Sales-ready.", score, rule, note)
	case lead.StageInquiry:
		missing := ""
		if len(f.Missing) > 0 {
			missing = "Missing: " + readableList(f.Missing) + "."
		}
		return sentences("Not sales-ready yet, so the qualifiers take a look.", score, missing)
	case lead.StageNurturing:
		if hold := v.onHold(l, e.At); hold != "" {
			return sentences("💤 "+hold+".", score)
		}
		return sentences("Not ready yet, so it's with marketing.", score)
	}
	return sentences("Scored again.", score)
}

// onHold says until when the lead's campaign holds its leads back: "Leads from spring-webinar are on hold until …".
// It is empty if the campaign holds nothing back at that time.
func (r Renderer) onHold(l *lead.Lead, at time.Time) string {
	c, ok := r.Playbook.Campaign(l.Campaign)
	if !ok || !c.HoldUntil.After(at) {
		return ""
	}
	return "Leads from " + wording.Readable(l.Campaign) + " are on hold until " + r.Moment(c.HoldUntil)
}

// contactDone says what a person did and how it went, after their name: "reached them by phone".
func contactDone(m lead.Method, o lead.Outcome) string {
	method := wording.Method(m)
	switch o {
	case lead.Reached:
		if m == lead.Call || m == lead.Email || m == lead.Letter || m == lead.Message {
			return "reached them by " + method
		}
		return "met them in person"
	case lead.Sent:
		return "sent " + withArticle(method)
	case lead.Replied:
		return "got a reply by " + method
	case lead.Bounced:
		return "sent " + withArticle(method) + " that bounced"
	case lead.NoAnswer:
		return "got no answer by " + method
	case lead.WrongNumber:
		return "got a wrong number"
	case lead.Voicemail:
		return "left a voicemail"
	case lead.CallBack:
		return "was asked to call back"
	case lead.MeetingSet:
		return "booked a meeting (" + method + ")"
	case lead.AskedNotTo:
		return "was asked for no more " + wording.Methods(m)
	}
	return "logged " + method + ", " + wording.Outcome(o)
}

// withArticle is a noun with its indefinite article.
func withArticle(noun string) string {
	if strings.ContainsAny(noun[:min(1, len(noun))], "aeiou") {
		return "an " + noun
	}
	return "a " + noun
}

// contacted says who reached out, how that went, and what comes next.
func (v threadView) contacted(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	line := wording.MethodEmoji(f.Method) + " " + v.actor(e) + " " + contactDone(f.Method, f.Outcome)
	if f.Attempt > 0 {
		line += " (attempt " + v.attempt(l, f.Attempt) + ")"
	}
	line += "." + quotedComment(e.Words.Comment)
	if f.Pressed {
		line += " This goes over the contact limit, on purpose."
	}
	switch {
	case f.NextAt != nil && e.Stage == lead.StageNurturing:
		line += " Next look: " + v.day(*f.NextAt) + "."
	case f.NextAt != nil:
		next := wording.Safe(e.Words.Next, 200)
		if next == "" {
			next = "follow up"
		}
		line += " Next: " + next + ", " + v.Moment(*f.NextAt) + "."
	}
	return line
}
