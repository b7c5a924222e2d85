package notify

import (
	"slices"
	"strconv"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// For returns the notifications about what just happened to a lead. The thread of the lead is not among them. A test
// lead notifies nobody.
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
				continue // they know that they are away, or they left
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

// notifier collects the notifications about one lead.
type notifier struct {
	pb    *playbook.Playbook
	crew  lead.Crew
	l     *lead.Lead
	team  string
	now   time.Time
	notes []outbox.Notification
}

// notify notifies people, within their hours. Only a hot lead is worth a message of its own.
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

// gather is how long a notification that is not alone waits for others. When many leads are due at the same time, or
// are found overdue at a start, saving them takes a moment.
const gather = 2 * time.Second

// add adds a notification, unless there is one with the same key.
func (n *notifier) add(note outbox.Notification) {
	if !note.Alone && note.DueAt.Before(n.now.Add(gather)) {
		note.DueAt = n.now.Add(gather)
	}
	if !slices.ContainsFunc(n.notes, func(o outbox.Notification) bool { return o.Key == note.Key }) {
		n.notes = append(n.notes, note)
	}
}

// offered notifies the person who got an offer. For a partner that is everybody, because any of them may accept.
func (n *notifier) offered(ev lead.Event) {
	if ev.Facts.Partner == "" {
		n.notify(outbox.NotifyOffer, ev, ev.Facts.To)
		return
	}
	for _, m := range n.crew.Team(lead.PartnerTeam(ev.Facts.Partner)) {
		n.notify(outbox.NotifyOffer, ev, m.ID)
	}
}

// climbed notifies the people named by rungs. The pool of a hot lead is notified in its thread, and the pool of any
// other lead by a list in its channel. People who are notified there are not notified a second time.
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

// escalation notifies one person named by a rung.
func (n *notifier) escalation(ev lead.Event, s lead.Step, p lead.PersonID) {
	note := outbox.NotifyPerson(outbox.NotifyEscalation, p, ev, n.now)
	if !s.Closed { // the person on duty is notified because the team is closed
		note.DueAt = n.pb.NotifyAt(n.crew.Member(p), n.team, n.now)
	}
	note.Alone = !s.Listed
	n.add(note)
}

// stillWaiting adds a lead whose ladder is at its end to the briefings of the people named by its last rung, because
// nobody is pinged twice for the same thing. A channel has no briefing, so the manager takes its place. There is one
// entry a day, however often the rung repeats.
func (n *notifier) stillWaiting(ev lead.Event, s lead.Step) {
	people := s.People
	if playbook.IsChannel(s.Tell) {
		people = n.pb.Recipients("manager", n.l, n.crew, n.now)
	}
	for _, p := range people {
		m := n.crew.Member(p)
		at, ok := n.pb.NextDigest(outbox.NotifyBriefing, m, n.now)
		if !ok { // people without a role have no briefing
			at = n.pb.NotifyAt(m, n.team, n.now)
		}
		note := outbox.NotifyPerson(outbox.NotifyStillWaiting, p, ev, at)
		note.Key = "again:" + strconv.FormatInt(int64(n.l.ID), 10) + ":" + string(p) + ":" + at.In(n.pb.ZoneOf(m)).Format(time.DateOnly)
		n.add(note)
	}
}

// StillFor reports whether a lead that is still waiting should be in the briefing of this person. While they are away,
// it should only if nobody else is left.
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

// held adds a lead that began to wait while its team is closed to the list at the opening. If the lead is offered to a
// person, it waits for them alone, and they are notified of the offer then.
func (n *notifier) held(last lead.Event) {
	waits := n.l.Stage == lead.StageNew || n.l.Stage == lead.StageInquiry
	if !waits || n.l.Offer != nil || !n.l.WaitingAt.Equal(n.now) {
		return
	}
	if h := n.pb.Hours(n.team); !h.Open(n.now) {
		n.add(outbox.NotifyChannel(outbox.NotifyHeld, n.l.Channel, last, h.NextOpen(n.now)))
	}
}

// Obsolete reports whether a notification has nothing more to ask, because what it is about is over.
func Obsolete(n outbox.Notification, l *lead.Lead, ev lead.Event) bool {
	switch n.Kind {
	case outbox.NotifyReferral:
		return !ev.Stage.Open() && l.Stage != ev.Stage // its end was undone
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

// Listed reports whether the people named by a rung find the lead in a list. Only a hot lead gets a message of its own,
// and only in time. When it is late by more than the bundle time and more than a minute, because Dibs was not running,
// it is listed too.
func Listed(l *lead.Lead, s lead.Step, bundle time.Duration, now time.Time) bool {
	return l.Score.Temperature != lead.Hot || s.Repeat || now.Sub(s.At) > max(bundle, time.Minute)
}
