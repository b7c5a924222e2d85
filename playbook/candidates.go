package playbook

import (
	"slices"
	"strings"
	"time"

	"dibs/lead"
)

// OwnerFirst reports whether a new lead is first offered to the owner of an open lead of the same company
// (known_company: offer_owner).
func (p *Playbook) OwnerFirst() bool { return p.known == "offer_owner" }

// Candidates lists the reps in the lead's pool by id, each with the reason they cannot be offered it, if
// there is one. While the team is closed it looks at the next opening, since offers wait until then. open
// says how many open leads each person has.
func (p *Playbook) Candidates(l *lead.Lead, crew lead.Crew, open map[lead.PersonID]int, now time.Time) []lead.Candidate {
	teams := l.Pool
	if len(teams) == 0 {
		teams = []string{p.salesTeam(l)}
	}
	var cs []lead.Candidate
	for _, m := range crew {
		if m.Role == lead.RoleRep && !m.Deleted && slices.Contains(teams, m.Team) {
			cs = append(cs, p.CandidateFor(l, m, open, now))
		}
	}
	slices.SortFunc(cs, func(a, b lead.Candidate) int { return strings.Compare(string(a.Person), string(b.Person)) })
	return cs
}

// CandidateFor says whether one person can be offered the lead, whatever their role. See Candidates.
func (p *Playbook) CandidateFor(l *lead.Lead, m lead.Member, open map[lead.PersonID]int, now time.Time) lead.Candidate {
	at := p.Hours(p.salesTeam(l)).NextOpen(now)
	c := lead.Candidate{Person: m.ID, Weight: max(1, m.Weight), Open: open[m.ID]}
	hours := p.hoursFor(m, m.Team)
	switch until, lapsed := l.Lapsed[m.ID]; {
	case lapsed && at.Before(until):
		c.Skip, c.Until = lead.SkipLapsed, until
	case m.ID == l.Owner || slices.Contains(l.PreviousHolders, m.ID):
		c.Skip = lead.SkipHad
	case m.Away(at):
		c.Skip, c.Until = lead.SkipAway, m.BackAt
	case !hours.Open(at):
		c.Skip, c.Until = lead.SkipClosed, hours.NextOpen(at).UTC()
	case m.Capacity > 0 && c.Open >= m.Capacity:
		c.Skip = lead.SkipFull
	}
	return c
}
