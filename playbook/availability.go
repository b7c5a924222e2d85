package playbook

import (
	"cmp"
	"slices"
	"time"

	"dibs/lead"
	"dibs/worktime"
)

// NotifyAt is when somebody may be told of a lead of a team (see TeamOf): now, or the next opening.
// Their own hours count where the playbook gives them some, otherwise the team's. Somebody who is
// away is reached when they are back; where nobody knows when that is, as if they were there,
// because then they are named only when nobody else is left.
//
// What is told to the person on duty while the team is closed does not wait for it.
func (p *Playbook) NotifyAt(m lead.Member, team string, now time.Time) time.Time {
	hours := cmp.Or(p.ownHours(m), p.Hours(team))
	if at, ever := availableAt(m.Person, hours, now); ever {
		return at
	}
	return hours.NextOpen(now)
}

// availableAt is the first instant from now on at which the person is not away and the hours are open;
// ever is false when nobody knows when that is.
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

// NextAvailable is who of those that could take the lead is available next, and when: of several the
// first by id. Those are the qualifiers of an inquiry, the reps of a pool, the people of the
// partner it is offered to, and otherwise whoever it is offered to or who owns it. It is computed
// from absences as far as their end is known, everybody's own hours or else those of their team,
// and until when a lapsed claim keeps them off; so it can be shown without asking again, until one
// of these changes. NoOne when somebody is available now, or nobody ever.
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

// possibleOwners is everybody who could take the lead if they were there.
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
