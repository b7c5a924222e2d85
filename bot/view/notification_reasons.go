package view

import (
	"cmp"
	"slices"
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
)

// why says what a private message is about and why it comes to this person.
func (p Renderer) why(to lead.PersonID, i outbox.Item) string {
	l := i.Lead
	if i.Kind == outbox.NotifyReferral {
		return p.toldReferrer(to, i)
	}
	if !p.knowsOf(to, l) {
		return "⌛ " + l.ID.String() + " is not with you any more. Nothing is left to do."
	}
	name := "*" + wording.LeadName(l) + "*"
	if !p.seesName(to, l) {
		name = l.ID.String()
	}
	switch i.Kind {
	case outbox.NotifyReminder:
		return p.reminded(i.Args, name)
	case outbox.NotifyOffer:
		return p.offeredTo(to, i, name)
	case outbox.NotifyLapsed:
		if i.Event.Facts.Before == lead.NoOne {
			return "⌛ The offer of " + name + " ran out." + p.goesOn(l, i.Event)
		}
		return "⌛ " + name + " went back to its pool, because no contact was logged in time. Tomorrow you may take it again."
	case outbox.NotifyNoneLeft:
		return p.stuckFor(i, name)
	case outbox.NotifyHeld:
		return "🌙 " + wording.Capital(strings.TrimPrefix(hotness(l), "a ")) + " came in while we were closed: " + name + "."
	}
	for n := len(i.Event.Facts.Steps) - 1; n >= 0; n-- {
		if s := i.Event.Facts.Steps[n]; n == 0 || slices.Contains(s.People, to) {
			return p.climbedFor(to, i, s, name)
		}
	}
	return "⏱ " + name + " needs you."
}

// offeredTo says who offers a lead, and why to this person.
func (p Renderer) offeredTo(to lead.PersonID, i outbox.Item, name string) string {
	l, c := i.Lead, i.Event.Facts.Choice
	switch {
	case l.Offer != nil && !p.receives(to, l):
		return "✋ " + wording.Capital(hotness(l)) + " was offered to " + p.offeree(l) + ": " + name + "." + p.answerBy(l)
	case l.Offer != nil && l.Offer.Partner != "":
		return "✋ " + wording.Capital(hotness(l)) + " for " + wording.Safe(l.Offer.Partner, 80) + ": " + name +
			". Whoever of you accepts first has it." + p.answerBy(l)
	case c == nil:
		return "✋ " + p.Name(i.Event.By) + " offers you " + hotness(l) + ": " + name + "." + p.agreed(i.Event) + p.answerBy(l)
	case c.Method == lead.ByCompany:
		return "✋ You have this company in hand (" + c.Other.String() + "), so " + hotness(l) + " of theirs is offered to you: " +
			name + "." + p.answerBy(l)
	case c.Reason == lead.AssignOwnerAway:
		return "✋ " + p.Name(l.Owner) + " is away, and " + hotness(l) + " cannot wait: " + name + "." + p.answerBy(l)
	}
	return "✋ It is your turn for " + hotness(l) + ": " + name + "." + p.answerBy(l)
}

// offeree names who a lead is held out to: a person, or a partner.
func (p Renderer) offeree(l *lead.Lead) string {
	if l.Offer.Partner != "" {
		return wording.Safe(l.Offer.Partner, 80)
	}
	return p.Name(l.Offer.To)
}

// stuckFor tells a manager that nobody is left, and why.
func (p Renderer) stuckFor(i outbox.Item, name string) string {
	line := "🙋 Nobody is left for " + hotness(i.Lead) + ": " + name + ". "
	if c := i.Event.Facts.Choice; c != nil && c.Limit {
		line += "It was handed on as often as the playbook allows (" + wording.Count(i.Lead.Handoffs, "time") + "). "
	}
	if skipped := p.skipped(i.Event); skipped != "" {
		line += skipped + ". "
	}
	return line + "Whoever of the pool claims it has it; otherwise it is for you to decide."
}

func (p Renderer) climbedFor(to lead.PersonID, i outbox.Item, s lead.Step, name string) string {
	l, with := i.Lead, ""
	if owner := i.Event.Owner; owner != to && owner != lead.NoOne {
		with = ", with " + p.Name(owner)
	}
	waited := ""
	if s.After > 0 && !s.Closed {
		waited = " for " + wording.Duration(s.After)
	}
	role := ""
	switch {
	case s.Tell == "backup", s.Tell == "owner" && p.standsIn(to, i, s.Clock):
		role = " You are the backup."
	case s.Tell == "manager":
		role = " You are the manager."
	case s.Tell == "on_duty":
		role = " You are on duty."
	}
	if s.Closed {
		role = " It is after hours, and you are on duty."
	}
	switch s.Clock {
	case lead.ClockQualify:
		return "⏱ Inquiry not called" + waited + ": " + name + "." + role
	case lead.ClockAccept:
		return "⏱ Offer not answered" + waited + ": " + name + "." + p.answerBy(l) + role
	case lead.ClockContact:
		return "⏱ No contact logged" + waited + ": " + name + with + "." + role
	case lead.ClockNext:
		next := ""
		if l.Next != nil {
			next = " " + wording.Capital(cmp.Or(wording.Safe(l.Next.What, 120), "follow up")) + ", " + p.Moment(l.Next.At) + "."
		}
		return "⏱ Next step due: " + name + with + "." + next + role
	case lead.ClockStale:
		return "⏱ Nothing has happened" + waited + ": " + name + with + "." + role
	case lead.ClockWake:
		return "⏰ The date of " + name + " has come."
	}
	return "⏱ " + wording.Capital(strings.TrimPrefix(hotness(l), "a ")) + " unclaimed" + waited + ": " + name + "." + role
}

// standsIn reports whether somebody is told in the place of who has the lead in hand, or was offered it. An offer waits for
// whom it was made to, and not for the owner who gives the lead away.
func (p Renderer) standsIn(to lead.PersonID, i outbox.Item, clock lead.ClockName) bool {
	holder, o := i.Event.Owner, i.Lead.Offer
	switch {
	case clock == lead.ClockAccept && o == nil:
		return false
	case o != nil && (clock == lead.ClockAccept || holder == lead.NoOne):
		holder = o.To
	}
	return holder != to && p.Crew.Member(holder).Backup == to
}

// hotness is "a hot lead".
func hotness(l *lead.Lead) string {
	if l.Score.Temperature == "" {
		return "a lead"
	}
	return "a " + string(l.Score.Temperature) + " lead"
}

// answerBy says until when an offer can be answered.
func (p Renderer) answerBy(l *lead.Lead) string {
	for _, s := range p.Playbook.Ahead(l, p.Crew, ahead) {
		if s.Clock == lead.ClockAccept && (s.Do == lead.DoReassign || s.Do == lead.DoRelease) {
			return " Please answer by " + p.Moment(s.At) + "."
		}
	}
	return ""
}
