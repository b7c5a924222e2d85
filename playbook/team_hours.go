package playbook

import (
	"maps"
	"slices"
	"strings"
	"time"

	"dibs/lead"
	"dibs/worktime"
)

// TeamOf is the team in whose business time the lead's clocks count, and whose manager is told:
// the qualifiers' while they judge it, otherwise the one it is routed to. A team that is no
// longer in the playbook leaves its leads to the one that takes everything else.
func (p *Playbook) TeamOf(l *lead.Lead) string {
	if l.Stage == lead.StageInquiry {
		return p.qualifiers.team
	}
	return p.salesTeam(l)
}

// salesTeam is the team that a lead is routed to, whoever has it now; see TeamOf.
func (p *Playbook) salesTeam(l *lead.Lead) string {
	if _, ok := p.teams[l.Route.Team]; ok {
		return l.Route.Team
	}
	return p.catchAll().team
}

// Hours are a team's business hours. A team that names none, and one the playbook does not
// know, is always open, in the playbook's zone.
func (p *Playbook) Hours(team string) *worktime.Hours {
	if t, ok := p.teams[team]; ok {
		return t.hours
	}
	return p.always
}

// ownHours are the hours that the playbook gives a person by e-mail, nil if it gives none.
func (p *Playbook) ownHours(m lead.Member) *worktime.Hours {
	if as := p.people[strings.ToLower(m.Email)]; as != nil && m.Email != "" {
		return as.hours
	}
	return nil
}

// hoursFor are a person's own hours, those of their team, or those of another team where theirs is
// none of ours.
func (p *Playbook) hoursFor(m lead.Member, other string) *worktime.Hours {
	if own := p.ownHours(m); own != nil {
		return own
	}
	if t, ok := p.teams[m.Team]; ok {
		return t.hours
	}
	return p.Hours(other)
}

// workHours tell which days somebody works: by their own hours, else those of the team they are in,
// judge inquiries for or manage, else of the team that takes everything.
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

// ZoneOf is where somebody is: the zone that Slack says, else the playbook's.
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
