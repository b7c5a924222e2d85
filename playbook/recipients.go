package playbook

import (
	"slices"
	"strings"
	"time"

	"dibs/lead"
)

// Recipients names the people whom a word of the ladders means for a lead as of an instant: pool, owner,
// backup, manager, on_duty or marketing. Nobody is named who is away.
func (p *Playbook) Recipients(tell string, l *lead.Lead, crew lead.Crew, now time.Time) []lead.PersonID {
	return p.recipientsOf(l, crew, lead.Step{Tell: tell}, now)
}

// recipientsOf names the people a step tells as of an instant. Nobody is named who is away or could
// not act: a pool leaves out those whose claim of this lead lapsed, and while the lead is
// offered to one person, or to a partner, its pool is that person, or the partner's people. If
// nobody is left the on-duty person is named, then the manager; a channel names nobody.
func (p *Playbook) recipientsOf(l *lead.Lead, crew lead.Crew, s lead.Step, now time.Time) []lead.PersonID {
	if s.Tell == "" || IsChannel(s.Tell) {
		return nil
	}
	t := recipientFinder{p: p, l: l, crew: crew, team: p.teams[p.TeamOf(l)], now: now}
	if s.Closed {
		return t.whileClosed(s.Tell)
	}
	var who []lead.PersonID
	switch s.Tell {
	case "pool":
		who = t.pool(s.Clock)
	case "owner":
		who = t.current()
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

// recipientFinder finds people for one lead at one instant.
type recipientFinder struct {
	p              *Playbook
	l              *lead.Lead
	crew           lead.Crew
	team           *team
	now            time.Time
	ignoreOwnHours bool // people's own hours do not count: it is for those who are on duty
}

// canBeNotified reports whether the person can be told now: not away, and within the hours of their
// own if the playbook gives them some.
func (t recipientFinder) canBeNotified(m lead.Member) bool {
	if m.ID == lead.NoOne || m.Away(t.now) {
		return false
	}
	own := t.p.ownHours(m)
	return t.ignoreOwnHours || own == nil || own.Open(t.now)
}

// partner is whose people have the lead in hand: it is offered to them, one of them owns it, or
// it waits in their channel.
func (t recipientFinder) partner() (team string, ok bool) {
	name := ""
	switch l := t.l; {
	case l.Owner != lead.NoOne && l.Offer == nil:
		m := t.crew[l.Owner]
		return m.Team, m.Role == lead.RolePartner
	case l.Offer != nil:
		name = l.Offer.Partner
	case l.Stage == lead.StageNew:
		name = l.Route.Partner
	}
	return lead.PartnerTeam(name), name != ""
}

// holder is whose turn it is: the person it is offered to, otherwise its owner. NoOne while it is
// in a pool, or offered to a partner.
func (t recipientFinder) holder() lead.PersonID {
	if t.l.Offer != nil {
		return t.l.Offer.To
	}
	return t.l.Owner
}

// current is whose turn it is, as people: the holder or their backup, or the people of the partner
// who has not answered.
func (t recipientFinder) current() []lead.PersonID {
	if id := t.holder(); id != lead.NoOne {
		return t.orBackup(id)
	}
	if team, ok := t.partner(); ok {
		return t.all(t.crew.Team(team))
	}
	return nil
}

// pool is everybody who could take the lead now.
func (t recipientFinder) pool(c lead.ClockName) []lead.PersonID {
	if c == lead.ClockQualify {
		return t.all(t.crew.Role(lead.RoleQualifier, t.now))
	}
	if _, partner := t.partner(); partner || t.holder() != lead.NoOne {
		return t.current()
	}
	var ids []lead.PersonID
	for _, m := range t.eligible() {
		ids = append(ids, m.ID)
	}
	return ids
}

// eligible are the reps of the pool who are there and may claim the lead, in the order of their
// ids. Who had it before may have it again if they take it themselves.
func (t recipientFinder) eligible() []lead.Member {
	var ms []lead.Member
	for _, m := range t.crew.Reps(t.now, t.l.Pool...) {
		if t.canBeNotified(m) && !t.lapsed(m.ID) {
			ms = append(ms, m)
		}
	}
	return ms
}

// lapsed reports whether the person let a claim of the lead lapse, and cannot take it yet.
func (t recipientFinder) lapsed(id lead.PersonID) bool {
	until, ok := t.l.Lapsed[id]
	return ok && t.now.Before(until)
}

// orBackup is the person, or their backup while they are not there.
func (t recipientFinder) orBackup(id lead.PersonID) []lead.PersonID {
	m, known := t.crew[id]
	if !known {
		return nil
	}
	if t.canBeNotified(m) {
		return []lead.PersonID{id}
	}
	return t.backupOf(m)
}

// backupOf is who stands in for somebody: their backup, or among the people of a partner, who
// have none, the others.
func (t recipientFinder) backupOf(m lead.Member) []lead.PersonID {
	if m.Role != lead.RolePartner {
		return t.one(m.Backup)
	}
	others := slices.DeleteFunc(t.crew.Team(m.Team), func(o lead.Member) bool { return o.ID == m.ID })
	return t.all(others)
}

// backup is who steps in: the backup of whose turn it is, or for a lead in a pool that of the
// next rep in line, one who has not had it yet. That is somebody who may claim it.
func (t recipientFinder) backup() []lead.PersonID {
	if id := t.holder(); id != lead.NoOne {
		return t.backupOf(t.crew.Member(id))
	}
	if _, ok := t.partner(); ok {
		return t.current()
	}
	for _, m := range t.eligible() {
		b := t.crew[m.Backup]
		if slices.Contains(t.l.PreviousHolders, m.ID) || t.lapsed(b.ID) || !(lead.Actor{Role: b.Role, Team: b.Team}).Sells(t.l.Pool) {
			continue
		}
		if who := t.one(m.Backup); len(who) > 0 {
			return who
		}
	}
	return nil
}

// manager is the team's, or who stands in: their backup, then whoever is on duty, then any
// manager or admin who is there. With nobody there the team's manager is told all the same:
// nobody available must never mean that nobody is told.
func (t recipientFinder) manager() []lead.PersonID {
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

func (t recipientFinder) one(id lead.PersonID) []lead.PersonID {
	if m, known := t.crew[id]; known && t.canBeNotified(m) {
		return []lead.PersonID{id}
	}
	return nil
}

func (t recipientFinder) all(ms []lead.Member) []lead.PersonID {
	var ids []lead.PersonID
	for _, m := range ms {
		if t.canBeNotified(m) {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// byEmail finds who has the address in Slack. Deactivated people keep theirs, so an active one
// goes first.
func (t recipientFinder) byEmail(email string) lead.PersonID {
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
