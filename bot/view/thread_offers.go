package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// mostSkipped is how many people are named of whom it is said why they were not chosen.
const mostSkipped = 4

// chosenBy says why an offer is for this person, after their name: ", whose turn it is". The event is the one that
// offered it.
func (p Renderer) chosenBy(e lead.Event) string {
	c := e.Facts.Choice
	switch {
	case c == nil && e.By != lead.NoOne:
		return " by " + p.Name(e.By)
	case c == nil:
		return ""
	case c.Method == lead.ByCompany:
		return ", who has this company in hand (" + c.Other.String() + ")"
	case c.Method == lead.ByBackup:
		return ", the backup"
	case c.Method == lead.ByRotation:
		return ", whose turn it is"
	}
	return ""
}

// dealt tells whom a lead is offered and why, or that nobody is left.
func (p Renderer) dealt(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	switch {
	case e.Kind == lead.NoneLeft:
		return p.noneLeft(l, e)
	case f.Partner != "":
		return "✋ Offered to " + wording.Safe(f.Partner, 80) + ": who of them accepts first has it."
	case e.By != lead.NoOne && f.NextAt != nil:
		return "✋ " + p.actor(e) + " offers it to " + p.Name(f.To) + ", for a meeting " + p.Moment(*f.NextAt) + "."
	case e.By != lead.NoOne:
		return "✋ " + p.actor(e) + " offers it to " + p.Name(f.To) + "."
	}
	line := "✋ Offered to " + p.Name(f.To) + p.chosenBy(e) + "."
	if f.Choice != nil && f.Choice.Reason == lead.AssignOwnerAway {
		line = "✋ " + p.Name(e.Owner) + " is away and this is hot, so it is offered to " + p.Name(f.To) + p.chosenBy(e) +
			". It stays with " + p.Name(e.Owner) + " until then."
	}
	if skipped := p.skipped(e); skipped != "" {
		line += " " + skipped + "."
	}
	return line
}

// skipped says of candidates why they were not chosen, those together who share a reason: "Ana and Ben had it before,
// Carla has 25 of 25 open leads".
func (p Renderer) skipped(e lead.Event) string {
	if e.Facts.Choice == nil {
		return ""
	}
	var reasons []string
	names := map[string][]string{}
	more, told := 0, 0
	for _, c := range e.Facts.Choice.Candidates {
		switch why := p.skip(c, e); {
		case why == "" || c.Person == e.Facts.Choice.Chosen:
		case told == mostSkipped:
			more++
		default:
			if told++; names[why] == nil {
				reasons = append(reasons, why)
			}
			names[why] = append(names[why], p.Name(c.Person))
		}
	}
	said := make([]string, 0, len(reasons)+1)
	for _, why := range reasons {
		said = append(said, wording.And(names[why])+" "+ofSeveral(why, len(names[why])))
	}
	if more > 0 {
		said = append(said, wording.Count(more, "other")+" cannot take it now")
	}
	return strings.Join(said, ", ")
}

// ofSeveral is what is said of one person, said of n: "is away" is "are away".
func ofSeveral(said string, n int) string {
	verb, rest, _ := strings.Cut(said, " ")
	switch verb {
	case "is":
		verb = wording.Plural(n, "is", "are")
	case "has":
		verb = wording.Plural(n, "has", "have")
	}
	return verb + " " + rest
}

// skip says why somebody is not offered a lead, after their name; empty when they could be.
func (p Renderer) skip(c lead.Candidate, e lead.Event) string {
	until := ""
	if !c.Until.IsZero() {
		until = " until " + p.after(e.At, c.Until)
	}
	switch c.Skip {
	case "":
		return ""
	case lead.SkipAway:
		return "is away" + until
	case lead.SkipClosed:
		return "is off" + until
	case lead.SkipFull:
		if full := p.Crew.Member(c.Person).Capacity; full > 0 {
			return fmt.Sprintf("has %d of %s", c.Open, wording.Count(full, "open lead"))
		}
		return "has " + wording.Count(c.Open, "open lead")
	case lead.SkipHad:
		return "had it before"
	case lead.SkipLapsed:
		return "let it lapse" + until
	}
	return "is left out (" + wording.Readable(string(c.Skip)) + ")"
}

// noneLeft says that nobody is left who could be offered the lead, why, and who decides.
func (p Renderer) noneLeft(l *lead.Lead, e lead.Event) string {
	c := e.Facts.Choice
	if c == nil {
		return "🙋 Nobody is left to offer it to." + p.decides(l, e)
	}
	skipped := p.skipped(e)
	switch {
	case c.Limit:
		return "🙋 It was handed on as often as the playbook allows (" + wording.Count(l.Handoffs, "time") + ")." + p.decides(l, e)
	case c.Method == lead.ByCompany && len(c.Candidates) > 0:
		owner := c.Candidates[0]
		return "🙋 " + p.Name(owner.Person) + ", who has this company in hand (" + c.Other.String() + "), " +
			cmp.Or(p.skip(owner, e), "is not asked") + ": it is for the whole pool."
	case c.Reason == lead.AssignOwnerAway:
		return "🙋 Its owner is away, and nobody else can take it now" + colon(skipped) + ". It stays with " + p.Name(e.Owner) + "."
	case skipped == "":
		return "🙋 Nobody is there to offer it to." + p.decides(l, e)
	}
	return "🙋 Nobody is left to offer it to" + colon(skipped) + "." + p.decides(l, e)
}

func colon(s string) string {
	if s == "" {
		return ""
	}
	return ": " + s
}

// decides names who decides about a lead that nobody is left for.
func (p Renderer) decides(l *lead.Lead, e lead.Event) string {
	if names := p.managers(l, e); names != "" {
		return " Whoever claims it has it; otherwise " + names + " decides."
	}
	return " Whoever claims it has it."
}

func (p Renderer) managers(l *lead.Lead, e lead.Event) string {
	p.Quiet = true
	return p.mentions(p.Playbook.Recipients("manager", l, p.Crew, e.At))
}

// then says who is next when an offer is not accepted.
func (d cardView) then() string {
	l, o := d.l, d.l.Offer
	made := d.events[max(0, last(d.events, lead.Offered)):]
	switch {
	case o.Partner != "":
		return "then it goes back to " + cmp.Or(wording.Safe(d.Playbook.Company(), 80), "us")
	case l.Owner != lead.NoOne && o.By != lead.NoOne:
		return "otherwise it stays with " + d.Name(l.Owner)
	case l.Owner != lead.NoOne:
		return "and stays with " + d.Name(l.Owner) + " meanwhile"
	case d.Playbook.MaxHandoffs() > 0 && l.Handoffs+1 >= d.Playbook.MaxHandoffs():
		return d.thenManager(made)
	case len(made) == 0 || made[0].Facts.Choice == nil || made[0].Facts.Choice.Method != lead.ByRotation:
		return "then the next rep"
	}
	var left []lead.PersonID
	for _, c := range made[0].Facts.Choice.Candidates {
		if c.Skip == "" && c.Person != o.To && !slices.Contains(l.PreviousHolders, c.Person) {
			left = append(left, c.Person)
		}
	}
	switch len(left) {
	case 0:
		return d.thenManager(made)
	case 1:
		return "then " + d.Name(left[0])
	}
	return "then the next rep"
}

func (d cardView) thenManager(made []lead.Event) string {
	if len(made) > 0 {
		if names := d.managers(d.l, made[0]); names != "" {
			return "then " + names + " decides"
		}
	}
	return "then to the pool"
}
