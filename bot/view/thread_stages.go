package view

import (
	"dibs/bot/view/wording"
	"dibs/lead"
)

// funnelLine words moves between sales, the qualifiers and marketing.
func (v threadView) funnelLine(e lead.Event) string {
	f := e.Facts
	switch e.Kind {
	case lead.Certified:
		goesTo := ""
		if f.Route != nil {
			goesTo = " It goes to " + v.channel(f.Route.Channel) + " (rule: " + wording.Safe(f.Route.Rule, 80) + ")."
		}
		return "✔️ " + v.actor(e) + " certified it" + checklistWords(f) + "." + goesTo + v.agreed(e) + quotedComment(e.Words.Comment)
	case lead.ToMarketing:
		return "💤 " + v.actor(e) + " sent it to marketing" + v.until(e) + because(f) + checklistWords(f) + "." + quotedComment(e.Words.Comment)
	case lead.BroughtBack:
		return "☝️ " + v.actor(e) + " brought it back early."
	case lead.Woken:
		return sentences("⏰ It's time to look at it again.", setAside(e))
	case lead.NotAFit:
		return "↩️ " + v.actor(e) + " marked it as not a fit" + because(f) + ". It's with marketing now." + quotedComment(e.Words.Comment)
	case lead.HandedBack:
		to := " to the team"
		if v.offerFollows {
			to = ""
		}
		if e.Stage == lead.StageNurturing {
			to = " to marketing" + v.until(e)
		}
		return "↩️ " + v.actor(e) + " handed it back" + to + because(f) + "." + quotedComment(e.Words.Comment)
	}
	if f.Kind == lead.Merged {
		return "↩️ " + v.actor(e) + " undid the merge with " + f.Other.String() + "."
	}
	return "↩️ " + v.actor(e) + " undid “Not a fit”. It's " + wording.Stage(e.Stage) + " again."
}

// ownerLine words events by which a lead gets or loses an owner.
func (v threadView) ownerLine(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	switch e.Kind {
	case lead.Claimed:
		return "👤 " + v.actor(e) + " claimed it " + claimTime(l, e) + "." + v.agreed(e)
	case lead.Accepted:
		partner := ""
		if f.Partner != "" {
			partner = " (" + wording.Safe(f.Partner, 80) + ")"
		}
		if f.Before != lead.NoOne {
			return "👤 " + v.actor(e) + partner + " accepted it from " + v.Name(f.Before) + "."
		}
		return "👤 " + v.actor(e) + partner + " accepted it." + v.agreed(e)
	case lead.Passed:
		return "↪️ " + v.actor(e) + " passed" + because(f) + "." + v.afterEnd(e)
	case lead.HandedOver:
		if f.To != lead.NoOne {
			return "🚪 " + v.Name(f.Before) + " has left the company. " + v.Name(f.To) + " has it now."
		}
		return "🚪 " + v.Name(f.Before) + " has left the company." + v.afterEnd(e)
	}
	switch {
	case f.Partner != "":
		return "⌛ Time's up: " + wording.Safe(f.Partner, 80) + " didn't respond." + v.afterEnd(e)
	case f.Before == lead.NoOne:
		if f.Reason == lead.ReasonAway {
			return "🌴 " + v.Name(f.To) + " is away." + v.afterEnd(e)
		}
		if f.Reason == lead.ReasonLeft {
			return "🚪 " + v.Name(f.To) + " has left the company." + v.afterEnd(e)
		}
		return "⌛ Time's up: " + v.Name(f.To) + " didn't respond." + v.afterEnd(e)
	}
	return "⌛ Time's up: " + v.Name(f.Before) + " didn't log a contact." + v.afterEnd(e)
}

// agreed is a sentence about the meeting that comes with the lead. It is empty without one.
func (r Renderer) agreed(e lead.Event) string {
	if e.Facts.NextAt == nil {
		return ""
	}
	return " Meeting: " + r.Moment(*e.Facts.NextAt) + "."
}

// afterEnd is stays, unless the next line says who gets the next offer.
func (v threadView) afterEnd(e lead.Event) string {
	if v.offerFollows && e.Owner == lead.NoOne {
		return ""
	}
	return v.stays(e)
}

// stays is a sentence about where a lead is after an offer or a claim ended.
func (r Renderer) stays(e lead.Event) string {
	switch {
	case e.Owner != lead.NoOne:
		return " It stays with " + r.Name(e.Owner) + "."
	case e.Facts.Partner != "":
		return " It's back with us."
	}
	return " It's up for grabs again."
}

// endLine words the events that close a lead, and those that undo them.
func (v threadView) endLine(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	switch e.Kind {
	case lead.Qualified:
		return "🎯 " + v.actor(e) + " qualified it" + colon(v.worth(l, f)) + checklistWords(f) + "." + quotedComment(e.Words.Comment)
	case lead.Won:
		return "🎉 " + v.actor(e) + " won it" + colon(v.worth(l, f)) + ", " + wholeSeconds(f.Waited) + " after it came in." + quotedComment(e.Words.Comment)
	case lead.Lost:
		line := "❌ " + v.actor(e) + " lost it" + because(f)
		if worth := v.worth(l, f); worth != "" {
			line += " (" + worth + ")"
		}
		return line + "." + quotedComment(e.Words.Comment)
	case lead.Disqualified:
		return "🚫 " + v.actor(e) + " disqualified it" + because(f) + "." + quotedComment(e.Words.Comment)
	case lead.Reopened:
		line := "🔓 " + v.actor(e) + " reopened it."
		switch e.Owner {
		case lead.NoOne:
			return line + " It's up for grabs."
		case e.By: // they reopened their own lead
			return line
		}
		return line + " It's with " + v.Name(e.Owner) + "."
	case lead.Merged:
		return "🔗 " + v.actor(e) + " merged it into " + f.Other.String() + " (same inquiry)."
	case lead.Absorbed:
		return "🔗 " + v.actor(e) + " merged " + f.Other.String() + " into this lead (same inquiry)."
	case lead.Snoozed:
		if f.NextAt != nil {
			return "😴 " + v.actor(e) + " moved the next step to " + v.Moment(*f.NextAt) + because(f) + "."
		}
	}
	return wording.Capital(wording.Readable(string(e.Kind))) + " by " + v.actor(e) + "."
}
