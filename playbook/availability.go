package playbook

import (
	"cmp"
	"slices"
	"time"

	"dibs/lead"
	"dibs/worktime"
)

// NotifyAt returns when a person can be notified about a lead of a team (see TeamOf): now, or at the next
// opening. The person's own hours count if the playbook gives them some, otherwise the team's. A person who
// is away is notified when they are back. If nobody knows when that is, they are treated as present, because
// they are only named when nobody else is left.
//
// A notification for the person on duty while the team is closed does not wait for this time.
func (p *Playbook) NotifyAt(m lead.Member, team string, now time.Time) time.Time {
	hours := cmp.Or(p.ownHours(m), p.Hours(team))
	if at, ever := availableAt(m.Person, hours, now); ever {
		return at
	}
	return hours.NextOpen(now)
}

// availableAt returns the first time from now on at which the person is not away and the hours are open. ever
// is false if nobody knows when that is.
func availableAt(who lead.Person, hours *worktime.Hours, now time.Time) (at time.Time, ever bool) {
	at = hours.NextOpen(now)
	if who.Away(at) {
		if who.Deleted || who.BackAt.IsZero() {
			return time.Time{}, false
		}
		at = hours.NextOpen(who.BackAt)
	}
	return at, true
}

// NextAvailable returns the candidate who is available first, and when; ties go to the lowest id. It returns
// NoOne if somebody is available now, or if nobody is known to become available.
//
// The candidates are the qualifiers for an inquiry, the owner or the person it is offered to, the people of
// the partner it is with, or otherwise the reps of its pool. Availability depends on known absences, on
// people's own hours or else their team's, and on the time until which a lapsed claim keeps a person from
// claiming the lead again. The result stays right until one of these changes.
func (p *Playbook) NextAvailable(l *lead.Lead, crew lead.Crew, now time.Time) (who lead.PersonID, at time.Time) {
	t := recipientFinder{p: p, l: l, crew: crew, team: p.teams[p.TeamOf(l)], now: now}
	for _, m := range t.possibleOwners() {
		from := now
		if t.lapsed(m.ID) {
			from = l.Lapsed[m.ID]
		}
		free, ever := availableAt(m.Person, p.hoursFor(m, p.TeamOf(l)), from)
		switch {
		case !ever:
		case !free.After(now):
			return lead.NoOne, time.Time{}
		case who == lead.NoOne || free.Before(at) || free.Equal(at) && m.ID < who:
			who, at = m.ID, free
		}
	}
	return who, at.UTC()
}

// possibleOwners lists all people who could take the lead if they were available.
func (t recipientFinder) possibleOwners() []lead.Member {
	partner, offered := t.partner()
	var is func(m lead.Member) bool
	switch holder := t.holder(); {
	case t.l.Stage == lead.StageInquiry:
		is = func(m lead.Member) bool { return m.Role == lead.RoleQualifier }
	case holder != lead.NoOne:
		is = func(m lead.Member) bool { return m.ID == holder }
	case offered:
		is = func(m lead.Member) bool { return m.Team == partner }
	default:
		is = func(m lead.Member) bool { return m.Role == lead.RoleRep && slices.Contains(t.l.Pool, m.Team) }
	}
	var ms []lead.Member
	for _, m := range t.crew {
		if is(m) {
			ms = append(ms, m)
		}
	}
	return ms
}
