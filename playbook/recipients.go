package playbook

import (
	"slices"
	"strings"
	"time"

	"dibs/lead"
)

// Recipients are the people a word of the ladders means for a lead at a time: pool, owner, backup, manager,
// on_duty or marketing. People who are away are left out.
func (p *Playbook) Recipients(tell string, l *lead.Lead, crew lead.Crew, now time.Time) []lead.PersonID {
	return p.recipientsOf(l, crew, lead.Step{Tell: tell}, now)
}

// recipientsOf are the people a step pings at a time. People who are away or could not act are left out: a pool
// leaves out those whose claim of this lead lapsed. While the lead is offered to a person or a partner, its
// pool is that person, or the partner's people. If nobody is left it is the person on duty, then the manager. A
// channel names nobody.
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

// recipientFinder finds people for one lead at one time.
type recipientFinder struct {
	p              *Playbook
	l              *lead.Lead
	crew           lead.Crew
	team           *team
	now            time.Time
	ignoreOwnHours bool // for people on duty, whose own hours do not count
}

// canBeNotified reports whether the person can be pinged now: they are not away, and it is within their own
// hours if the playbook gives them some.
func (t recipientFinder) canBeNotified(m lead.Member) bool {
	if m.ID == lead.NoOne || m.Away(t.now) {
		return false
	}
	own := t.p.ownHours(m)
	return t.ignoreOwnHours || own == nil || own.Open(t.now)
}

// partner is the team of the partner that has the lead: it is offered to them, one of them owns it, or it is
// waiting in their channel.
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

// holder is the person it is offered to, otherwise its owner. NoOne while it is in a pool or offered to a
// partner.
func (t recipientFinder) holder() lead.PersonID {
	if t.l.Offer != nil {
		return t.l.Offer.To
	}
	return t.l.Owner
}

// current is the people whose turn it is: the holder or their backup, or the people of the partner that has not
// answered yet.
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

// eligible are the reps of the pool who can be notified and may claim the lead, by id. Reps who had it before
// are included, because they may claim it again.
func (t recipientFinder) eligible() []lead.Member {
	var ms []lead.Member
	for _, m := range t.crew.Reps(t.now, t.l.Pool...) {
		if t.canBeNotified(m) && !t.lapsed(m.ID) {
			ms = append(ms, m)
		}
	}
	return ms
}

// lapsed reports whether the person's claim of the lead lapsed and they cannot take it yet.
func (t recipientFinder) lapsed(id lead.PersonID) bool {
	until, ok := t.l.Lapsed[id]
	return ok && t.now.Before(until)
}

// orBackup is the person, or their backup while they cannot be notified.
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

// backupOf is who stands in for a person: their backup or, at a partner, where nobody has one, everyone else.
func (t recipientFinder) backupOf(m lead.Member) []lead.PersonID {
	if m.Role != lead.RolePartner {
		return t.one(m.Backup)
	}
	others := slices.DeleteFunc(t.crew.Team(m.Team), func(o lead.Member) bool { return o.ID == m.ID })
	return t.all(others)
}

// backup is who steps in: the backup of the holder or, for a lead in a pool, the backup of the next rep in line
// who has not had it yet. That is somebody who may claim it.
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

// manager is the team's manager, or a substitute: their backup, then the person on duty, then any manager or
// admin who can be notified. If there is nobody, it is the team's manager all the same: somebody must always be
// notified.
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

// byEmail is the person with the email address in Slack. Deactivated people keep theirs, so an active person
// takes precedence.
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
