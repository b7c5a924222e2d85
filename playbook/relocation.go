package playbook

import (
	"slices"
	"strings"

	"dibs/lead"
)

// postsIn reports whether leads hang in the channel by this playbook.
func (p *Playbook) postsIn(channel string) bool {
	is := func(c string) bool { return sameChannel(c, channel) }
	for _, t := range p.partners {
		if is(t.channel) {
			return true
		}
	}
	return is(p.qualifiers.channel) || is(p.marketing) || slices.ContainsFunc(p.rules, func(u rule) bool { return is(u.to.channel) })
}

// hasTeam reports whether a team is in the playbook. The people of a partner are one, see lead.PartnerTeam.
func (p *Playbook) hasTeam(team string) bool {
	if _, ours := p.teams[team]; ours {
		return true
	}
	for name := range p.partners {
		if lead.PartnerTeam(name) == team {
			return true
		}
	}
	return false
}

// Relocate says where an open lead belongs that another playbook placed, if it sits with a team, in a
// channel or with a partner that this one does not have; gone is false when all of them are there. It
// goes where the rule sends its like now that placed it, or with everything else when that rule is
// gone, too. A team that the lead was widened to is left out of its pool.
func (p *Playbook) Relocate(l *lead.Lead) (s lead.Relocation, gone bool) {
	if !l.Open() {
		return s, false
	}
	s = lead.Relocation{Route: l.Route, Channel: l.Channel, Pool: slices.Clone(l.Pool)}
	var lost []string
	to := p.destinationOfRule(l.Route.Rule)
	home := to.channel
	if l.Route.Team != "" && !p.hasTeam(l.Route.Team) {
		lost, s.Route.Team = append(lost, "the team "+l.Route.Team), to.team
	}
	t, known := p.partners[l.Route.Partner]
	if known {
		home = t.channel
	}
	switch {
	case l.Route.Partner != "" && !known:
		lost, s.Partner = append(lost, "the partner "+l.Route.Partner), true
	case l.Route.Channel != "" && !p.postsIn(l.Route.Channel):
		lost, s.Route.Channel = append(lost, "the channel "+l.Route.Channel), home
	}
	if l.Route.Home != "" && !p.postsIn(l.Route.Home) {
		lost, s.Route.Home = append(lost, "the channel "+l.Route.Home), to.channel
	}
	s.Channel = p.channelOf(l, s.Route)
	if s.Channel != l.Channel && len(lost) == 0 {
		lost = append(lost, "the channel "+l.Channel)
	}
	s.Pool = slices.DeleteFunc(s.Pool, func(team string) bool {
		return !p.hasTeam(team) && !(s.Partner && team == lead.PartnerTeam(l.Route.Partner))
	})
	if len(s.Pool) == 0 && len(l.Pool) > 0 {
		s.Pool = []string{s.Route.Team}
	}
	if len(lost) == 0 && len(s.Pool) == len(l.Pool) {
		return s, false
	}
	if len(lost) > 0 {
		s.Route.Note = "the playbook no longer has " + strings.Join(lost, " and ")
	}
	return s, true
}

// destinationOfRule is where the rule of the name sends leads to a channel of ours; without it, where everything
// else goes.
func (p *Playbook) destinationOfRule(rule string) destination {
	for _, u := range p.rules {
		if u.name == rule && u.to.partner == "" {
			return u.to
		}
	}
	return p.rules[len(p.rules)-1].to
}

// channelOf is where a lead hangs that has this route now.
func (p *Playbook) channelOf(l *lead.Lead, route lead.Route) string {
	switch {
	case l.Channel == "" || p.postsIn(l.Channel):
		return l.Channel
	case l.Stage == lead.StageInquiry:
		return p.qualifiers.channel
	case l.Stage == lead.StageNurturing:
		return p.marketing
	}
	return route.Channel
}
