package playbook

import (
	"maps"
	"slices"
	"strings"
	"time"

	"dibs/lead"
	"dibs/worktime"
)

// TeamOf returns the team whose business hours the lead's clocks count in, and whose manager is pinged: the
// qualifiers' team for an inquiry, otherwise the team it is routed to. If that team is no longer in the
// playbook, it returns the team of the last rule.
func (p *Playbook) TeamOf(l *lead.Lead) string {
	if l.Stage == lead.StageInquiry {
		return p.qualifiers.team
	}
	return p.salesTeam(l)
}

// salesTeam returns the team that a lead is routed to, no matter who has it now; see TeamOf.
func (p *Playbook) salesTeam(l *lead.Lead) string {
	if _, ok := p.teams[l.Route.Team]; ok {
		return l.Route.Team
	}
	return p.catchAll().team
}

// Hours returns a team's business hours. A team without hours, or one that is not in the playbook, is always
// open, in the playbook's time zone.
func (p *Playbook) Hours(team string) *worktime.Hours {
	if t, ok := p.teams[team]; ok {
		return t.hours
	}
	return p.always
}

// ownHours returns the hours that the playbook gives a person, found by email; nil if it gives none.
func (p *Playbook) ownHours(m lead.Member) *worktime.Hours {
	if as := p.people[strings.ToLower(m.Email)]; as != nil && m.Email != "" {
		return as.hours
	}
	return nil
}

// hoursFor returns a person's own hours, otherwise their team's, otherwise those of the other team.
func (p *Playbook) hoursFor(m lead.Member, other string) *worktime.Hours {
	if own := p.ownHours(m); own != nil {
		return own
	}
	if t, ok := p.teams[m.Team]; ok {
		return t.hours
	}
	return p.Hours(other)
}

// workHours returns the hours that say on which days a person works: their own, otherwise those of the team
// they are on, qualify for or manage, otherwise those of the last rule's team.
func (p *Playbook) workHours(m lead.Member) *worktime.Hours {
	if own := p.ownHours(m); own != nil {
		return own
	}
	if t, ok := p.teams[m.Team]; ok {
		return t.hours
	}
	if m.Role == lead.RoleQualifier && p.qualifiers.team != "" {
		return p.Hours(p.qualifiers.team)
	}
	for _, name := range slices.Sorted(maps.Keys(p.teams)) {
		if t := p.teams[name]; m.Email != "" && strings.EqualFold(t.manager, m.Email) {
			return t.hours
		}
	}
	return p.Hours(p.catchAll().team)
}

// ZoneOf returns a person's time zone: the one from Slack, otherwise the playbook's.
func (p *Playbook) ZoneOf(m lead.Member) *time.Location {
	if m.Zone == "" {
		return p.zone
	}
	if z, known := p.zones.Load(m.Zone); known {
		return z.(*time.Location)
	}
	z, err := time.LoadLocation(m.Zone)
	if err != nil {
		z = p.zone
	}
	p.zones.Store(m.Zone, z)
	return z
}
