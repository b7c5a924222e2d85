package playbook

import (
	"maps"
	"slices"
	"strings"
	"time"

	"dibs/lead"
	"dibs/worktime"
)

// TeamOf is the team whose business hours the lead's clocks count in, and whose manager is pinged: the
// qualifiers' team for an inquiry, otherwise the team it is routed to. If that team is no longer in the
// playbook, it is the team of the last rule.
func (p *Playbook) TeamOf(l *lead.Lead) string {
	if l.Stage == lead.StageInquiry {
		return p.qualifiers.team
	}
	return p.salesTeam(l)
}

// salesTeam is the team a lead is routed to, no matter who has it now; see TeamOf.
func (p *Playbook) salesTeam(l *lead.Lead) string {
	if _, ok := p.teams[l.Route.Team]; ok {
		return l.Route.Team
	}
	return p.catchAll().team
}

// Hours are a team's business hours. A team without hours, or one the playbook does not know, is always open,
// in the playbook's zone.
func (p *Playbook) Hours(team string) *worktime.Hours {
	if t, ok := p.teams[team]; ok {
		return t.hours
	}
	return p.always
}

// ownHours are the hours the playbook gives a person by email; nil if it gives none.
func (p *Playbook) ownHours(m lead.Member) *worktime.Hours {
	if as := p.people[strings.ToLower(m.Email)]; as != nil && m.Email != "" {
		return as.hours
	}
	return nil
}

// hoursFor are a person's own hours, or those of their team, or those of the other team if the playbook does
// not have theirs.
func (p *Playbook) hoursFor(m lead.Member, other string) *worktime.Hours {
	if own := p.ownHours(m); own != nil {
		return own
	}
	if t, ok := p.teams[m.Team]; ok {
		return t.hours
	}
	return p.Hours(other)
}

// workHours say which days somebody works: their own hours, or else those of the team they are in, qualify for
// or manage, or else those of the last rule's team.
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

// ZoneOf is the time zone a person is in: the one from Slack, or else the playbook's.
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
