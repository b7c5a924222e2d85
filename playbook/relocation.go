package playbook

import (
	"slices"

	"dibs/lead"
)

// postsIn reports whether this playbook posts leads in the channel.
func (p *Playbook) postsIn(channel string) bool {
	is := func(c string) bool { return sameChannel(c, channel) }
	for _, t := range p.partners {
		if is(t.channel) {
			return true
		}
	}
	return is(p.qualifiers.channel) || is(p.marketing) || slices.ContainsFunc(p.rules, func(u rule) bool { return is(u.to.channel) })
}

// hasTeam reports whether the playbook has a team. The people of each partner are a team too, see
// lead.PartnerTeam.
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

// Relocate says where an open lead belongs if an earlier version of the playbook routed it to a team, channel
// or partner that this version no longer has. needed is false if everything is still there. The lead goes
// where its rule sends leads today, or where the last rule does if its own is gone too. Teams that are gone
// are also removed from its pool, to which a rung may have added them. The route's notes name what is gone.
func (p *Playbook) Relocate(l *lead.Lead) (s lead.Relocation, needed bool) {
	if !l.Open() {
		return s, false
	}
	s = lead.Relocation{Route: l.Route, Channel: l.Channel, Pool: slices.Clone(l.Pool)}
	var gone []lead.RouteNote
	missing := func(code lead.RouteNoteCode, name string) { gone = append(gone, lead.NewRouteNote(code, name)) }
	to := p.destinationOfRule(l.Route.Rule)
	channel := to.channel
	if l.Route.Team != "" && !p.hasTeam(l.Route.Team) {
		missing(lead.NoteTeamGone, l.Route.Team)
		s.Route.Team = to.team
	}
	t, known := p.partners[l.Route.Partner]
	if known {
		channel = t.channel
	}
	switch {
	case l.Route.Partner != "" && !known:
		missing(lead.NotePartnerGone, l.Route.Partner)
		s.Partner = true
	case l.Route.Channel != "" && !p.postsIn(l.Route.Channel):
		missing(lead.NoteChannelGone, l.Route.Channel)
		s.Route.Channel = channel
	}
	if l.Route.Home != "" && !p.postsIn(l.Route.Home) {
		missing(lead.NoteChannelGone, l.Route.Home)
		s.Route.Home = to.channel
	}
	s.Channel = p.channelOf(l, s.Route)
	if s.Channel != l.Channel && len(gone) == 0 {
		missing(lead.NoteChannelGone, l.Channel)
	}
	pool, lost := p.remainingPool(l, s)
	for _, team := range lost {
		missing(lead.NoteTeamGone, team)
	}
	s.Pool = pool
	if len(gone) == 0 && len(s.Pool) == len(l.Pool) {
		return s, false
	}
	s.Route.Note, s.Route.Notes = "", gone
	return s, true
}

// remainingPool returns the lead's pool without the teams that are gone, or the team of its new route if none
// is left. lost lists the teams that were removed, except for the lead's own. A partner that is gone stays in
// the pool until the lead is taken from it.
func (p *Playbook) remainingPool(l *lead.Lead, s lead.Relocation) (pool, lost []string) {
	for _, team := range l.Pool {
		switch {
		case p.hasTeam(team), s.Partner && team == lead.PartnerTeam(l.Route.Partner):
			pool = append(pool, team)
		case team != l.Route.Team:
			lost = append(lost, team)
		}
	}
	if len(pool) == 0 && len(l.Pool) > 0 {
		pool = []string{s.Route.Team}
	}
	return pool, lost
}

// destinationOfRule returns where the named rule sends leads, unless that is a partner. If there is no such
// rule, it returns the destination of the last rule.
func (p *Playbook) destinationOfRule(rule string) destination {
	for _, u := range p.rules {
		if u.name == rule && u.to.partner == "" {
			return u.to
		}
	}
	return p.catchAll()
}

// channelOf returns the channel for the card of a lead with this route: its current channel if this playbook
// still uses it, otherwise the channel for the lead's stage.
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
