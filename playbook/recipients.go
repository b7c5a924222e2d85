package playbook

import (
	"slices"
	"strings"
	"time"

	"dibs/lead"
)

// Recipients returns the people that a word of the ladders means for a lead at time now: pool, owner, backup,
// manager, on_duty or marketing. People who are away are left out.
func (p *Playbook) Recipients(tell string, l *lead.Lead, crew lead.Crew, now time.Time) []lead.PersonID {
	return p.recipientsOf(l, crew, lead.Step{Tell: tell}, now)
}

// recipientsOf returns the people that a step pings at time now. It leaves out people who are away or could
// not act: those whose claim of this lead lapsed are not in its pool. While the lead is offered to a person
// or a partner, its pool is that person, or the partner's people. If nobody is left, it is the person on
// duty, then the manager. A channel has no people.
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
	ignoreOwnHours bool // for the person on duty, whose own hours don't count
}

// canBeNotified reports whether the person can be pinged now: they are not away, and if the playbook gives
// them hours of their own, those are open.
func (t recipientFinder) canBeNotified(m lead.Member) bool {
	if m.ID == lead.NoOne || m.Away(t.now) {
		return false
	}
	own := t.p.ownHours(m)
	return t.ignoreOwnHours || own == nil || own.Open(t.now)
}

// partner returns the team of the partner that has the lead, because it is offered to them, is owned by one
// of them, or is unclaimed in their channel.
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

// holder returns the person who has the lead: the one it is offered to, otherwise its owner. It returns NoOne
// while the lead is in a pool or offered to a partner.
func (t recipientFinder) holder() lead.PersonID {
	if t.l.Offer != nil {
		return t.l.Offer.To
	}
	return t.l.Owner
}

// current returns the people who have to act: the holder or their backup, or the people of the partner that
// has not answered yet.
func (t recipientFinder) current() []lead.PersonID {
	if id := t.holder(); id != lead.NoOne {
		return t.orBackup(id)
	}
	if team, ok := t.partner(); ok {
		return t.all(t.crew.Team(team))
	}
	return nil
}

// pool returns everyone who could take the lead now.
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

// eligible returns the reps of the pool who can be notified and may claim the lead, by id. It includes reps
// who had the lead before, because they may claim it again.
func (t recipientFinder) eligible() []lead.Member {
	var ms []lead.Member
	for _, m := range t.crew.Reps(t.now, t.l.Pool...) {
		if t.canBeNotified(m) && !t.lapsed(m.ID) {
			ms = append(ms, m)
		}
	}
	return ms
}

// lapsed reports whether the person's claim of the lead lapsed and they cannot claim it again yet.
func (t recipientFinder) lapsed(id lead.PersonID) bool {
	until, ok := t.l.Lapsed[id]
	return ok && t.now.Before(until)
}

// orBackup returns the person or, if they cannot be notified, their backup.
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

// backupOf returns who stands in for a person: their backup. Partners' people have none, so it is everyone
// else at the partner.
func (t recipientFinder) backupOf(m lead.Member) []lead.PersonID {
	if m.Role != lead.RolePartner {
		return t.one(m.Backup)
	}
	others := slices.DeleteFunc(t.crew.Team(m.Team), func(o lead.Member) bool { return o.ID == m.ID })
	return t.all(others)
}

// backup returns who steps in. For a lead with a holder that is the holder's backup. For a lead in a pool, it
// looks at the reps who have not had it, by id, and returns the first backup who may claim it and can be
// notified.
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

// manager returns the team's manager or a substitute: their backup, then the person on duty, then any manager
// or admin who can be notified. If none of them can, it returns the team's manager anyway, because somebody
// must be notified.
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

// byEmail returns the person with this email address in Slack. A deactivated person keeps their address, so
// an active person takes precedence.
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
