package playbook

import (
	"strings"
	"time"

	"dibs/lead"
)

// resolve names the people a step tells as of an instant. Nobody is named who is away or could
// not act: a pool leaves out those whose claim of this lead lapsed, and while the lead is
// offered to one person its pool is that person. If nobody is left the on-duty person is
// named, then the manager; a channel names nobody.
func (p *Playbook) resolve(l *lead.Lead, crew lead.Crew, s lead.Step, now time.Time) []lead.PersonID {
	if s.Tell == "" || strings.HasPrefix(s.Tell, "#") || channelID.MatchString(s.Tell) {
		return nil
	}
	t := teller{p: p, l: l, crew: crew, team: p.teams[p.TeamOf(l)], now: now}
	var who []lead.PersonID
	switch s.Tell {
	case "pool":
		who = t.pool(s.Clock)
	case "owner":
		who = t.orBackup(t.holder())
	case "backup":
		who = t.backup()
	case "marketing":
		who = t.all(crew.Role(lead.RoleMarketing, now))
	case "manager":
		return t.manager()
	}
	if len(who) == 0 {
		who = t.orBackup(t.byEmail(t.team.onDuty))
	}
	if len(who) == 0 {
		who = t.manager()
	}
	return who
}

// teller finds people for one lead at one instant.
type teller struct {
	p    *Playbook
	l    *lead.Lead
	crew lead.Crew
	team *team
	now  time.Time
}

// there reports whether the person can be told now: not away, and within the hours of their
// own if the playbook gives them some.
func (t teller) there(m lead.Member) bool {
	if m.ID == lead.NoOne || m.Away(t.now) {
		return false
	}
	as := t.p.people[strings.ToLower(m.Email)]
	return as == nil || as.hours == nil || as.hours.Open(t.now)
}

// holder is whose turn it is: the person it is offered to, otherwise its owner.
func (t teller) holder() lead.PersonID {
	if t.l.Offer != nil {
		return t.l.Offer.To
	}
	return t.l.Owner
}

// pool is everybody who could take the lead now.
func (t teller) pool(c lead.ClockName) []lead.PersonID {
	switch {
	case c == lead.ClockQualify:
		return t.all(t.crew.Role(lead.RoleQualifier, t.now))
	case t.holder() != lead.NoOne:
		return t.orBackup(t.holder())
	}
	return t.all(t.eligible())
}

// eligible are the reps of the pool who are there and whose claim of this lead did not lapse,
// in the order of their ids.
func (t teller) eligible() []lead.Member {
	var ms []lead.Member
	for _, m := range t.crew.Reps(t.now, t.l.Pool...) {
		if until, lapsed := t.l.Lapsed[m.ID]; t.there(m) && !(lapsed && t.now.Before(until)) {
			ms = append(ms, m)
		}
	}
	return ms
}

// orBackup is the person, or their backup while they are not there.
func (t teller) orBackup(id lead.PersonID) []lead.PersonID {
	m, known := t.crew[id]
	if !known {
		return nil
	}
	if t.there(m) {
		return []lead.PersonID{id}
	}
	return t.one(m.Backup)
}

// backup is who steps in: the backup of whose turn it is, or for a lead in a pool that of the
// first eligible rep who has one.
func (t teller) backup() []lead.PersonID {
	if id := t.holder(); id != lead.NoOne {
		return t.one(t.crew.Member(id).Backup)
	}
	for _, m := range t.eligible() {
		if who := t.one(m.Backup); len(who) > 0 {
			return who
		}
	}
	return nil
}

// manager is the team's, or who stands in: their backup, then whoever is on duty, then any
// manager or admin who is there. With nobody there the team's manager is told all the same:
// nobody available must never mean that nobody is told.
func (t teller) manager() []lead.PersonID {
	boss := t.byEmail(t.team.manager)
	for _, who := range [][]lead.PersonID{t.orBackup(boss), t.one(t.byEmail(t.team.onDuty))} {
		if len(who) > 0 {
			return who
		}
	}
	for _, role := range []lead.Role{lead.RoleManager, lead.RoleAdmin} {
		if who := t.all(t.crew.Role(role, t.now)); len(who) > 0 {
			return who[:1]
		}
	}
	if boss == lead.NoOne || t.crew[boss].Deleted {
		return nil
	}
	return []lead.PersonID{boss}
}

func (t teller) one(id lead.PersonID) []lead.PersonID {
	if m, known := t.crew[id]; known && t.there(m) {
		return []lead.PersonID{id}
	}
	return nil
}

func (t teller) all(ms []lead.Member) []lead.PersonID {
	var ids []lead.PersonID
	for _, m := range ms {
		if t.there(m) {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// byEmail finds who has the address in Slack. Deactivated people keep theirs, so an active one
// goes first.
func (t teller) byEmail(email string) lead.PersonID {
	found := lead.NoOne
	for id, m := range t.crew {
		if email == "" || !strings.EqualFold(m.Email, email) {
			continue
		}
		if f, ok := t.crew[found]; !ok || f.Deleted && !m.Deleted || f.Deleted == m.Deleted && id < found {
			found = id
		}
	}
	return found
}
