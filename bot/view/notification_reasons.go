package view

import (
	"cmp"
	"slices"
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
)

// headline says what a notification is about, and why the reader gets it.
func (v notificationView) headline(i outbox.Item) string {
	l := i.Lead
	if i.Kind == outbox.NotifyReferral {
		return v.referralHeadline(i)
	}
	if !v.knowsOf(v.to, l) {
		return "⌛ " + l.ID.String() + " isn't with you any more. There's nothing left to do."
	}
	name := "*" + wording.LeadName(l) + "*"
	if !v.seesName(v.to, l) {
		name = l.ID.String()
	}
	switch i.Kind {
	case outbox.NotifyReminder:
		return v.reminder(i.Args, name)
	case outbox.NotifyOffer:
		return v.offer(i, name)
	case outbox.NotifyLapsed:
		return v.lapsed(i, name)
	case outbox.NotifyNoneLeft:
		return v.needsDecision(i, name)
	case outbox.NotifyHeld:
		return "🌙 " + wording.Capital(leadKind(l)) + " came in while we were closed: " + name + "."
	}
	for n := len(i.Event.Facts.Steps) - 1; n >= 0; n-- {
		if s := i.Event.Facts.Steps[n]; n == 0 || slices.Contains(s.People, v.to) {
			return v.overdueItem(i, s, name)
		}
	}
	return "⏱ " + name + " needs you."
}

// offer says who offers a lead, and why to the reader.
func (v notificationView) offer(i outbox.Item, name string) string {
	l, c := i.Lead, i.Event.Facts.Choice
	kind := leadKind(l)
	switch {
	case l.Offer != nil && !v.receives(v.to, l):
		return "✋ " + wording.Capital(kind) + " offered to " + v.offeree(l) + ": " + name + "." + v.offerEnds(l)
	case l.Offer != nil && l.Offer.Partner != "":
		return "✋ " + wording.Capital(kind) + " for " + wording.Safe(l.Offer.Partner, 80) + ": " + name + ". First to accept gets it." + v.respondBy(l)
	case c == nil:
		return "✋ " + v.Name(i.Event.By) + " offers you a " + kind + ": " + name + "." + v.agreed(i.Event) + v.respondBy(l)
	case c.Method == lead.ByCompany:
		return "✋ You work with this company (" + c.Other.String() + "), so this " + kind + " is yours to accept: " + name + "." + v.respondBy(l)
	case c.Reason == lead.AssignOwnerAway:
		return "✋ " + v.Name(l.Owner) + " is away, and this " + kind + " can't wait: " + name + "." + v.respondBy(l)
	}
	return "✋ It's your turn for a " + kind + ": " + name + "." + v.respondBy(l)
}

// lapsed tells the reader that their offer or their claim is over.
func (v notificationView) lapsed(i outbox.Item, name string) string {
	l := i.Lead
	if i.Event.Facts.Before != lead.NoOne {
		return "⌛ Time's up: " + name + " is up for grabs again because no contact was logged. You can claim it again tomorrow."
	}
	switch {
	case l.Offer != nil && l.Offer.To != lead.NoOne:
		return "⌛ Time's up: " + name + " went to " + v.Name(l.Offer.To) + "."
	case i.Event.Owner != lead.NoOne:
		return "⌛ Time's up: " + name + " stays with " + v.Name(i.Event.Owner) + "."
	}
	return "⌛ Time's up: you didn't respond about " + name + "." + v.stays(i.Event)
}

// offeree names the person or the partner that a lead is offered to.
func (r Renderer) offeree(l *lead.Lead) string {
	if l.Offer.Partner != "" {
		return wording.Safe(l.Offer.Partner, 80)
	}
	return r.Name(l.Offer.To)
}

// needsDecision tells a manager that no one took a lead, why, and what to do.
func (v notificationView) needsDecision(i outbox.Item, name string) string {
	kind := leadKind(i.Lead)
	line := "🙋 No one is available for this " + kind
	if c := i.Event.Facts.Choice; c != nil && c.Limit {
		line = "🙋 No one took this " + kind + " (" + wording.Count(i.Lead.Handoffs, "offer") + ")"
	}
	line += ": " + name + ". "
	if skipped := (choiceView{v.Renderer}).skipped(i.Event); skipped != "" {
		line += skipped + ". "
	}
	return line + "Please assign it."
}

// overdueItem says what should have happened by now, and in which role the reader is asked to step in.
func (v notificationView) overdueItem(i outbox.Item, s lead.Step, name string) string {
	l, owner := i.Lead, ""
	if o := i.Event.Owner; o != v.to && o != lead.NoOne {
		owner = ", with " + v.Name(o)
	}
	since := ""
	if s.After > 0 && !s.Closed {
		since = " for " + wording.Duration(s.After)
	}
	role := ""
	switch {
	case s.Tell == "backup", s.Tell == "owner" && v.standsIn(i, s.Clock):
		role = " You're the backup."
	case s.Tell == "manager":
		role = " You're next in line."
	case s.Tell == "on_duty":
		role = " You're on duty."
	}
	if s.Closed {
		role = " It's after hours, and you're on duty."
	}
	switch s.Clock {
	case lead.ClockQualify:
		return "⏱ Inquiry not called" + since + ": " + name + "." + role
	case lead.ClockAccept:
		if l.Offer != nil && !v.receives(v.to, l) {
			return "⏱ No answer from " + v.offeree(l) + since + ": " + name + "." + v.offerEnds(l) + role
		}
		return "⏱ Offer not answered" + since + ": " + name + "." + v.respondBy(l) + role
	case lead.ClockContact:
		return "⏱ No contact logged" + since + ": " + name + owner + "." + role
	case lead.ClockNext:
		next := ""
		if l.Next != nil {
			next = " " + wording.Capital(cmp.Or(wording.Safe(l.Next.What, 120), "follow up")) + ", " + v.Moment(l.Next.At) + "."
		}
		return "⏱ Next step due: " + name + owner + "." + next + role
	case lead.ClockStale:
		return "⏱ Nothing has happened" + since + ": " + name + owner + "." + role
	case lead.ClockWake:
		return "⏰ It's time to look at " + name + " again."
	}
	return "⏱ " + wording.Capital(leadKind(l)) + " unclaimed" + since + ": " + name + "." + role
}

// standsIn reports whether the reader is notified in place of the person who should act, as their backup. The person
// who should act on an offer is its receiver, not the owner who gives the lead away.
func (v notificationView) standsIn(i outbox.Item, clock lead.ClockName) bool {
	holder, o := i.Event.Owner, i.Lead.Offer
	switch {
	case clock == lead.ClockAccept && o == nil:
		return false
	case o != nil && (clock == lead.ClockAccept || holder == lead.NoOne):
		holder = o.To
	}
	return holder != v.to && v.Crew.Member(holder).Backup == v.to
}

// leadKind is "hot lead", or "lead" if it is not scored.
func leadKind(l *lead.Lead) string {
	return strings.TrimSpace(string(l.Score.Temperature) + " lead")
}

// respondBy is a sentence that asks the reader to respond to an offer in time.
func (v notificationView) respondBy(l *lead.Lead) string {
	if end := v.endOfOffer(l); end != "" {
		return " Please respond by " + end + "."
	}
	return ""
}

// offerEnds is a sentence about when an offer to somebody else ends.
func (v notificationView) offerEnds(l *lead.Lead) string {
	if end := v.endOfOffer(l); end != "" {
		return " The offer ends " + end + "."
	}
	return ""
}

// endOfOffer is when an offer ends. It is empty if the playbook sets no end.
func (v notificationView) endOfOffer(l *lead.Lead) string {
	for _, s := range v.Playbook.Ahead(l, v.Crew, stepsAhead) {
		if s.Clock == lead.ClockAccept && (s.Do == lead.DoReassign || s.Do == lead.DoRelease) {
			return v.Moment(s.At)
		}
	}
	return ""
}
