package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// maxSkipped is how many people a line names with the reason why they were not chosen.
const maxSkipped = 4

// choiceView words who gets the offer of a lead, and why.
type choiceView struct{ Renderer }

// chosenBy says why an offer is for this person, after their name: " (next in line)". The event is the offer.
func (r choiceView) chosenBy(e lead.Event) string {
	c := e.Facts.Choice
	switch {
	case c == nil && e.By != lead.NoOne:
		return " by " + r.Name(e.By)
	case c == nil:
		return ""
	case c.Method == lead.ByCompany:
		return " (works with this company, " + c.Other.String() + ")"
	case c.Method == lead.ByBackup:
		return " (backup)"
	case c.Method == lead.ByRotation:
		return " (next in line)"
	}
	return ""
}

// offered says who a lead is offered to and why, or that no one is left.
func (v threadView) offered(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	switch {
	case e.Kind == lead.NoneLeft:
		return choiceView{v.Renderer}.noneLeft(l, e)
	case f.Partner != "":
		return "✋ Offered to " + wording.Safe(f.Partner, 80) + ". First to accept gets it."
	case e.By != lead.NoOne && f.NextAt != nil:
		return "✋ " + v.actor(e) + " offered it to " + v.Name(f.To) + ", with a meeting " + v.Moment(*f.NextAt) + "."
	case e.By != lead.NoOne:
		return "✋ " + v.actor(e) + " offered it to " + v.Name(f.To) + "."
	}
	choice := choiceView{v.Renderer}
	line := "✋ Offered to " + v.Name(f.To) + choice.chosenBy(e) + "."
	if f.Choice != nil && f.Choice.Reason == lead.AssignOwnerAway {
		line = "✋ " + v.Name(e.Owner) + " is away and this lead is hot, so it's offered to " + v.Name(f.To) + choice.chosenBy(e) +
			". It stays with " + v.Name(e.Owner) + " unless " + v.Name(f.To) + " accepts."
	}
	if skipped := choice.skipped(e); skipped != "" {
		line += " " + skipped + "."
	}
	return line
}

// skipped says why candidates were not chosen. People with the same reason share a clause: "Ana and Ben had it before,
// Carla has 25 of 25 open leads".
func (r choiceView) skipped(e lead.Event) string {
	if e.Facts.Choice == nil {
		return ""
	}
	var reasons []string
	names := map[string][]string{}
	more, named := 0, 0
	for _, c := range e.Facts.Choice.Candidates {
		switch reason := r.skipReason(c, e); {
		case reason == "" || c.Person == e.Facts.Choice.Chosen:
		case named == maxSkipped:
			more++
		default:
			if named++; names[reason] == nil {
				reasons = append(reasons, reason)
			}
			names[reason] = append(names[reason], r.Name(c.Person))
		}
	}
	clauses := make([]string, 0, len(reasons)+1)
	for _, reason := range reasons {
		clauses = append(clauses, wording.And(names[reason])+" "+verbFor(len(names[reason]), reason))
	}
	if more > 0 {
		clauses = append(clauses, wording.Count(more, "other")+" can't take it now")
	}
	return strings.Join(clauses, ", ")
}

// verbFor makes the verb at the start of a clause agree with n people: "is away" becomes "are away".
func verbFor(n int, clause string) string {
	verb, rest, _ := strings.Cut(clause, " ")
	switch verb {
	case "is":
		verb = wording.Plural(n, "is", "are")
	case "has":
		verb = wording.Plural(n, "has", "have")
	}
	return verb + " " + rest
}

// skipReason says why a candidate is not offered a lead, after their name. It is empty if the candidate could be.
func (r choiceView) skipReason(c lead.Candidate, e lead.Event) string {
	until := ""
	if !c.Until.IsZero() {
		until = " until " + r.after(e.At, c.Until)
	}
	switch c.Skip {
	case "":
		return ""
	case lead.SkipAway:
		return "is away" + until
	case lead.SkipClosed:
		return "is off" + until
	case lead.SkipFull:
		if full := r.Crew.Member(c.Person).Capacity; full > 0 {
			return fmt.Sprintf("has %d of %s", c.Open, wording.Count(full, "open lead"))
		}
		return "has " + wording.Count(c.Open, "open lead")
	case lead.SkipHad:
		return "had it before"
	case lead.SkipLapsed:
		return "didn't follow up"
	}
	return "is left out (" + wording.Readable(string(c.Skip)) + ")"
}

// noneLeft says that no one is left to offer the lead to, why, and what can be done.
func (r choiceView) noneLeft(l *lead.Lead, e lead.Event) string {
	c := e.Facts.Choice
	if c == nil {
		return "🙋 No one is left to offer it to." + r.stillOpen(l, e)
	}
	skipped := r.skipped(e)
	switch {
	case c.Limit:
		return "🙋 No one took it (" + wording.Count(l.Handoffs, "offer") + ", and the playbook allows no more)." + r.stillOpen(l, e)
	case c.Method == lead.ByCompany && len(c.Candidates) > 0:
		owner := c.Candidates[0]
		return "🙋 " + r.Name(owner.Person) + " works with this company (" + c.Other.String() + "), but " +
			cmp.Or(r.skipReason(owner, e), "wasn't asked") + ". Anyone on the team can claim it."
	case c.Reason == lead.AssignOwnerAway:
		return "🙋 The owner is away, and no one else can take it now" + colon(skipped) + ". It stays with " + r.Name(e.Owner) + "."
	case skipped == "":
		return "🙋 No one is available to offer it to." + r.stillOpen(l, e)
	}
	return "🙋 No one is left to offer it to" + colon(skipped) + "." + r.stillOpen(l, e)
}

func colon(s string) string {
	if s == "" {
		return ""
	}
	return ": " + s
}

// stillOpen is a sentence about what can be done with a lead that no one is left for.
func (r choiceView) stillOpen(l *lead.Lead, e lead.Event) string {
	if names := r.managers(l, e); names != "" {
		return " The team can still claim it, or " + names + " can assign it."
	}
	return " The team can still claim it."
}

// managers names the lead's managers who were available at the time of the event.
func (r choiceView) managers(l *lead.Lead, e lead.Event) string {
	r.Quiet = true
	return r.mentions(r.Playbook.Recipients("manager", l, r.Crew, e.At))
}

// afterOffer is a sentence about what happens if the offer is not accepted.
func (d offerView) afterOffer() string {
	l, o := d.l, d.l.Offer
	offer := d.events[max(0, last(d.events, lead.Offered)):]
	switch {
	case o.Partner != "":
		return "After that, it goes back to " + cmp.Or(wording.Safe(d.Playbook.Company(), 80), "us") + "."
	case l.Owner != lead.NoOne:
		return "It stays with " + d.Name(l.Owner) + " unless " + d.Name(o.To) + " accepts."
	case d.Playbook.MaxHandoffs() > 0 && l.Handoffs+1 >= d.Playbook.MaxHandoffs():
		return d.afterLastOffer(offer)
	case len(offer) == 0 || offer[0].Facts.Choice == nil || offer[0].Facts.Choice.Method != lead.ByRotation:
		return "After that, the next rep is asked."
	}
	var left []lead.PersonID
	for _, c := range offer[0].Facts.Choice.Candidates {
		if c.Skip == "" && c.Person != o.To && !slices.Contains(l.PreviousHolders, c.Person) {
			left = append(left, c.Person)
		}
	}
	switch len(left) {
	case 0:
		return d.afterLastOffer(offer)
	case 1:
		return "After that, " + d.Name(left[0]) + " is asked."
	}
	return "After that, the next rep is asked."
}

func (d offerView) afterLastOffer(offer []lead.Event) string {
	if len(offer) > 0 {
		if names := (choiceView{d.Renderer}).managers(d.l, offer[0]); names != "" {
			return "After that, it's up to " + names + "."
		}
	}
	return "After that, it's up for grabs."
}
