package view

import (
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// funnelLine tells of ways between sales, the qualifiers and marketing.
func (p Renderer) funnelLine(e lead.Event) string {
	f := e.Facts
	switch e.Kind {
	case lead.Certified:
		where := ""
		if f.Route != nil {
			where = " Route: " + wording.Dots(wording.Safe(f.Route.Rule, 80), p.channel(f.Route.Channel)) + "."
		}
		return "✔️ " + p.actor(e) + " certified it as sales-ready." + where + answered(f) + p.agreed(e) + said(e.Words.Comment)
	case lead.ToMarketing:
		return "💤 " + p.actor(e) + " sent it to marketing" + p.until(e) + because(f) + "." + answered(f) + said(e.Words.Comment)
	case lead.BroughtBack:
		return "☝️ " + p.actor(e) + " brought it back before its date."
	case lead.Woken:
		if f.Reason != "" {
			return "⏰ Its date has come, so it is looked at again. It was put off: " + wording.Readable(f.Reason) + "."
		}
		return "⏰ Its date has come, so it is looked at again."
	case lead.NotAFit:
		return "↩️ " + p.actor(e) + " says it is not a fit" + because(f) + ". It is with marketing now." + said(e.Words.Comment)
	case lead.HandedBack:
		to := " to its pool"
		if p.offerFollows {
			to = ""
		}
		if e.Stage == lead.StageNurturing {
			to = " to marketing" + p.until(e)
		}
		return "↩️ " + p.actor(e) + " handed it back" + to + because(f) + "." + said(e.Words.Comment)
	}
	if f.Kind == lead.Merged {
		return "↩️ " + p.actor(e) + " undid the merge with " + f.Other.String() + "."
	}
	return "↩️ " + p.actor(e) + " took “Not a fit” back: it is " + wording.Stage(e.Stage) + "."
}

// ownerLine tells of a lead that gets or loses an owner.
func (p Renderer) ownerLine(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	switch e.Kind {
	case lead.Claimed:
		return "👤 " + p.actor(e) + " claimed it, " + waitedFor(l, e) + "." + p.agreed(e)
	case lead.Accepted:
		of := ""
		if f.Partner != "" {
			of = " of " + wording.Safe(f.Partner, 80)
		}
		if f.Before != lead.NoOne {
			return "👤 " + p.actor(e) + of + " accepted it from " + p.Name(f.Before) + "."
		}
		return "👤 " + p.actor(e) + of + " accepted it." + p.agreed(e)
	case lead.Passed:
		return "↪️ " + p.actor(e) + " passed" + because(f) + "." + p.stays(e)
	case lead.HandedOver:
		if f.To != lead.NoOne {
			return "🚪 " + p.Name(f.Before) + " has left the company. " + p.Name(f.To) + " has it now."
		}
		return "🚪 " + p.Name(f.Before) + " has left the company." + p.stays(e)
	}
	switch {
	case f.Partner != "":
		return "⌛ " + wording.Safe(f.Partner, 80) + " did not answer the offer." + p.stays(e)
	case f.Before == lead.NoOne:
		if f.Reason == lead.ReasonAway {
			return "🌴 " + p.Name(f.To) + " is away." + p.stays(e)
		}
		if f.Reason == lead.ReasonLeft {
			return "🚪 " + p.Name(f.To) + " has left the company." + p.stays(e)
		}
		return "⌛ " + p.Name(f.To) + " did not answer the offer." + p.stays(e)
	}
	return "⌛ " + p.Name(f.Before) + " logged no contact in time." + p.stays(e)
}

// agreed says which meeting comes with the lead, as a sentence to follow.
func (p Renderer) agreed(e lead.Event) string {
	if e.Facts.NextAt == nil {
		return ""
	}
	return " Meeting: " + p.Moment(*e.Facts.NextAt) + "."
}

// stays says where a lead is after an offer or a claim ended, as a sentence to follow; nothing when the next line says it.
func (p Renderer) stays(e lead.Event) string {
	switch {
	case e.Owner != lead.NoOne:
		return " It stays with " + p.Name(e.Owner) + "."
	case p.offerFollows:
		return ""
	case e.Facts.Partner != "":
		return " It is back with us."
	}
	return " It is back in its pool."
}

// endLine tells of the last steps of a lead, and of those that undo them.
func (p Renderer) endLine(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	switch e.Kind {
	case lead.Qualified:
		return "🎯 " + p.actor(e) + " qualified it" + p.worth(l, f) + "." + answered(f) + said(e.Words.Comment)
	case lead.Won:
		return "✅ " + p.actor(e) + " won it" + p.worth(l, f) + ", " + wording.Duration(f.Waited) + " after it came in." + said(e.Words.Comment)
	case lead.Lost:
		line := "❌ " + p.actor(e) + " lost it" + because(f)
		if worth := strings.TrimPrefix(p.worth(l, f), ": "); worth != "" {
			line += ", " + worth
		}
		return line + "." + said(e.Words.Comment)
	case lead.Disqualified:
		return "🚫 " + p.actor(e) + " disqualified it" + because(f) + "." + said(e.Words.Comment)
	case lead.Reopened:
		again := "🔓 " + p.actor(e) + " opened it again."
		switch e.Owner {
		case lead.NoOne:
			return again + " It waits in its pool."
		case e.By: // who speaks of their own lead
			return again
		}
		return again + " It is with " + p.Name(e.Owner) + "."
	case lead.Merged:
		return "🔗 " + p.actor(e) + " merged it into " + f.Other.String() + ": the same inquiry."
	case lead.Absorbed:
		return "🔗 " + p.actor(e) + " merged " + f.Other.String() + " into this lead: the same inquiry."
	case lead.Snoozed:
		if f.NextAt != nil {
			return "😴 " + p.actor(e) + " moved the next step to " + p.Moment(*f.NextAt) + because(f) + "."
		}
	}
	return wording.Capital(wording.Readable(string(e.Kind))) + " by " + p.actor(e) + "."
}
