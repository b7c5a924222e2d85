package notify

import (
	"slices"
	"strconv"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// For says who is notified of what just happened, beside the thread. A test lead notifies nobody.
func For(pb *playbook.Playbook, crew lead.Crew, l *lead.Lead, events []lead.Event, now time.Time) []outbox.Notification {
	if l.Test || len(events) == 0 {
		return nil
	}
	n := notifier{pb: pb, crew: crew, l: l, now: now}
	n.team = n.pb.TeamOf(l)
	for _, ev := range events {
		switch ev.Kind {
		case lead.Offered:
			n.offered(ev)
		case lead.Released:
			if ev.Facts.Reason == lead.ReasonAway || ev.Facts.Reason == lead.ReasonLeft {
				continue // they said so themselves, or read no more
			}
			n.notify(outbox.NotifyLapsed, ev, ev.Facts.Before, ev.Facts.To)
		case lead.Climbed:
			n.climbed(ev)
		case lead.NoneLeft:
			if ev.Facts.Choice.Reason == lead.AssignNextInLine {
				n.notify(outbox.NotifyNoneLeft, ev, n.pb.Recipients("manager", l, n.crew, now)...)
			}
		}
	}
	n.held(events[len(events)-1])
	n.referral(events)
	return n.notes
}

// notifier collects the notes about one lead.
type notifier struct {
	pb    *playbook.Playbook
	crew  lead.Crew
	l     *lead.Lead
	team  string
	now   time.Time
	notes []outbox.Notification
}

// notify writes to people. Nobody is told outside of their hours, and only a hot lead is worth a
// message of its own.
func (n *notifier) notify(k outbox.NotificationKind, ev lead.Event, people ...lead.PersonID) {
	for _, p := range people {
		if p == lead.NoOne {
			continue
		}
		note := outbox.NotifyPerson(k, p, ev, n.pb.NotifyAt(n.crew.Member(p), n.team, n.now))
		note.Alone = n.l.Score.Temperature == lead.Hot
		n.add(note)
	}
}

// gather is how long a note that is not alone waits for others: what comes due at one instant, or
// is found overdue at a start, takes a moment to be written.
const gather = 2 * time.Second

// add keeps a note, once per receiver and event.
func (n *notifier) add(note outbox.Notification) {
	if !note.Alone && note.DueAt.Before(n.now.Add(gather)) {
		note.DueAt = n.now.Add(gather)
	}
	if !slices.ContainsFunc(n.notes, func(o outbox.Notification) bool { return o.Key == note.Key }) {
		n.notes = append(n.notes, note)
	}
}

// offered tells who got an offer; of a partner everybody, since any of them may accept.
func (n *notifier) offered(ev lead.Event) {
	if ev.Facts.Partner == "" {
		n.notify(outbox.NotifyOffer, ev, ev.Facts.To)
		return
	}
	for _, m := range n.crew.Team(lead.PartnerTeam(ev.Facts.Partner)) {
		n.notify(outbox.NotifyOffer, ev, m.ID)
	}
}

// climbed tells whom rungs call. The pool is called in the thread of a hot lead, and in a list of
// its channel otherwise; who is called there is not called twice.
func (n *notifier) climbed(ev lead.Event) {
	var told []lead.PersonID
	for _, s := range ev.Facts.Steps {
		if s.Do != lead.DoRemind {
			continue
		}
		if s.Repeat {
			n.stillWaiting(ev, s)
			continue
		}
		switch {
		case playbook.IsChannel(s.Tell):
			n.add(outbox.NotifyChannel(outbox.NotifyEscalation, s.Tell, ev, n.now))
		case s.Tell == "pool" && s.Listed:
			n.add(outbox.NotifyChannel(outbox.NotifyEscalation, n.l.Channel, ev, n.now))
		}
		for _, p := range s.People {
			if slices.Contains(told, p) {
				continue
			}
			told = append(told, p)
			if s.Tell != "pool" {
				n.escalation(ev, s, p)
			}
		}
	}
}

// escalation writes to one person whom a rung calls.
func (n *notifier) escalation(ev lead.Event, s lead.Step, p lead.PersonID) {
	note := outbox.NotifyPerson(outbox.NotifyEscalation, p, ev, n.now)
	if !s.Closed { // who is on duty is told just because it is closed
		note.DueAt = n.pb.NotifyAt(n.crew.Member(p), n.team, n.now)
	}
	note.Alone = !s.Listed
	n.add(note)
}

// stillWaiting puts a lead whose ladder is at its end into the diaries of those it calls once more: nobody is
// pinged for the same thing twice. Where it calls a channel, which has no diary, that is the manager.
// One a day is enough, however short the beat is.
func (n *notifier) stillWaiting(ev lead.Event, s lead.Step) {
	people := s.People
	if playbook.IsChannel(s.Tell) {
		people = n.pb.Recipients("manager", n.l, n.crew, n.now)
	}
	for _, p := range people {
		m := n.crew.Member(p)
		at, ok := n.pb.NextDigest(outbox.NotifyBriefing, m, n.now)
		if !ok { // nobody in a role, who has no diary
			at = n.pb.NotifyAt(m, n.team, n.now)
		}
		note := outbox.NotifyPerson(outbox.NotifyStillWaiting, p, ev, at)
		note.Key = "again:" + strconv.FormatInt(int64(n.l.ID), 10) + ":" + string(p) + ":" + at.In(n.pb.ZoneOf(m)).Format(time.DateOnly)
		n.add(note)
	}
}

// StillFor reports whether a lead that was to be told again still waits for this person: while they
// are away, it does only if nobody else is left.
func StillFor(pb *playbook.Playbook, crew lead.Crew, who lead.PersonID, l *lead.Lead, ev lead.Event, now time.Time) bool {
	if !crew.Member(who).Away(now) {
		return true
	}
	return slices.ContainsFunc(ev.Facts.Steps, func(s lead.Step) bool {
		tell := s.Tell
		if playbook.IsChannel(tell) {
			tell = "manager"
		}
		return s.Repeat && slices.Contains(pb.Recipients(tell, l, crew, now), who)
	})
}

// held puts a lead that came to wait while its team is closed on the list of the opening. One that
// is offered to somebody waits for that person alone, who is told then.
func (n *notifier) held(last lead.Event) {
	waits := n.l.Stage == lead.StageNew || n.l.Stage == lead.StageInquiry
	if !waits || n.l.Offer != nil || !n.l.WaitingAt.Equal(n.now) {
		return
	}
	if h := n.pb.Hours(n.team); !h.Open(n.now) {
		n.add(outbox.NotifyChannel(outbox.NotifyHeld, n.l.Channel, last, h.NextOpen(n.now)))
	}
}

// Obsolete reports whether a note has nothing more to ask: what it tells of is over.
func Obsolete(n outbox.Notification, l *lead.Lead, ev lead.Event) bool {
	switch n.Kind {
	case outbox.NotifyReferral:
		return !ev.Stage.Open() && l.Stage != ev.Stage // what ended it was taken back
	case outbox.NotifyReminder:
		return !l.Open()
	case outbox.NotifyOffer:
		return l.Offer == nil || l.Offer.To != n.To && l.Offer.Partner == ""
	case outbox.NotifyHeld:
		return l.Stage != ev.Stage || l.Offer != nil
	case outbox.NotifyNoneLeft:
		return l.Stage != lead.StageNew || l.Offer != nil
	case outbox.NotifyEscalation, outbox.NotifyStillWaiting:
		return !slices.ContainsFunc(ev.Facts.Steps, func(s lead.Step) bool {
			c, running := l.Clocks[s.Clock]
			return running && !c.Start.After(ev.At)
		})
	default:
		return false
	}
}

// Listed reports whether those whom a rung calls find the lead in a list. Only a hot lead gets a
// message of its own, and only in time: what was missed for longer than the bundle time, because
// Dibs was not running, comes as one message.
func Listed(l *lead.Lead, s lead.Step, bundle time.Duration, now time.Time) bool {
	return l.Score.Temperature != lead.Hot || s.Repeat || now.Sub(s.At) > max(bundle, time.Minute)
}
