package handlers

import (
	"context"
	"slices"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
	"dibs/workflows/lookup"
)

// seen reports whether somebody may know of a lead at all. People of a partner know of those that
// are with that partner now, and of nothing else: to them any other number is no lead's.
func seen(m lead.Member, l *lead.Lead) bool {
	return m.Role != lead.RolePartner || l.Partner() != "" && m.Team == lead.PartnerTeam(l.Partner())
}

// barred reports whether somebody is shown no lead by name: a guest of the workspace. A partner's
// people are often guests too, and see what is theirs.
func barred(m lead.Member) bool { return m.Guest && m.Role != lead.RolePartner }

// sees reports whether a person may see the contact data of a lead: whoever works for the team
// in a role, whoever referred it, and a partner's people once one of them accepted it. Guests
// never do.
func sees(m lead.Member, l *lead.Lead) bool {
	switch {
	case m.Role == lead.RolePartner:
		return seen(m, l) && l.Owner != lead.NoOne
	case m.Guest:
		return false
	}
	return m.Role != lead.RoleAnyone || l.Referrer == m.ID && m.ID != lead.NoOne
}

// counts reports whether somebody may have figures of the whole team: whoever works for it in a
// role.
func counts(m lead.Member) bool {
	return !m.Guest && m.Role != lead.RoleAnyone && m.Role != lead.RolePartner
}

// priced is a lead with its log as somebody may see it where they ask: with amounts for whoever works
// for the team or has it as a partner, and for anyone where the playbook lets amounts be shown.
func (s *Slack) priced(ctx context.Context, r *bot.Request, m lead.Member, f lookup.Found) (*lead.Lead, []lead.Event) {
	if counts(m) || m.Role == lead.RolePartner || !m.Guest && s.amountsHere(ctx, r) {
		return f.Lead, f.Events
	}
	return view.WithoutAmounts(f.Lead, f.Events)
}

// visible leaves out the leads that somebody may not know of.
func visible(m lead.Member, leads []*lead.Lead) []*lead.Lead {
	return slices.DeleteFunc(leads, func(l *lead.Lead) bool { return !seen(m, l) })
}

// colleagues are the people whom somebody may choose from: of a partner, its own.
func colleagues(crew lead.Crew, of lead.Member) lead.Crew {
	if of.Role != lead.RolePartner {
		return crew
	}
	own := lead.Crew{}
	for id, m := range crew {
		if m.Team == of.Team {
			own[id] = m
		}
	}
	return own
}

// look reads a lead for somebody. One that they may not know of is refused like one that is not
// there, so that nobody learns which numbers are taken.
func (s *Slack) look(ctx context.Context, by lead.PersonID, id lead.ID) (lookup.Found, error) {
	f, err := s.finder.Look(ctx, id)
	if err != nil {
		return f, err
	}
	if !seen(s.dir.Crew().Member(by), f.Lead) {
		return lookup.Found{}, unknown(id)
	}
	return f, nil
}

// guard refuses what look does, for acts that read the lead themselves. Our own people know of every
// lead, so for them it reads nothing.
func (s *Slack) guard(ctx context.Context, by lead.PersonID, id lead.ID) error {
	if s.dir.Crew().Member(by).Role != lead.RolePartner {
		return nil
	}
	_, err := s.look(ctx, by, id)
	return err
}

// unknown refuses a lead that is not there.
func unknown(id lead.ID) error { return &lead.Refusal{Why: lead.WhyNotFound, Lead: &lead.Lead{ID: id}} }
