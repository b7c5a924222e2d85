package workflows

import (
	"context"
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// assignment assigns the leads of one save.
type assignment struct {
	e         *Engine
	now       time.Time
	waits     bool // lock the team's rotation, because callers of this process that read the same one would retry
	rotations map[string]*lead.Rotation
	unlock    []func()
}

// newAssignment begins the assignments of one save. Call end when the save has succeeded or failed. waits says whether
// it may lock a team. A save of several leads must not, because two of them could wait for each other.
func newAssignment(e *Engine, now time.Time, waits bool) *assignment {
	return &assignment{e: e, now: now, waits: waits, rotations: map[string]*lead.Rotation{}}
}

func (a *assignment) end() {
	for _, unlock := range a.unlock {
		unlock()
	}
}

// assign offers a lead that needs an owner (see lead.PendingAssignment) to a partner, to the owner of a known company,
// to the backup of an owner who is away, or to the person whose turn it is. The returned rotation must be saved with
// the lead. It is nil when the rotation did not choose, or when an earlier lead of the same save carries it.
func (a *assignment) assign(ctx context.Context, l *lead.Lead) (*lead.Rotation, error) {
	if l.PendingAssignment() == "" {
		return nil, nil
	}
	d := assigner{pb: a.e.dir.Playbook(), crew: a.e.dir.Crew(), now: a.now}
	if d.toPartner(l) {
		return nil, nil
	}
	c := lead.Choice{Reason: l.PendingAssignment()}
	turns := d.turns(l)
	if turns && a.waits {
		unlock, err := a.e.rotations.lock(ctx, l.Route.Team)
		if err != nil {
			return nil, err
		}
		a.unlock = append(a.unlock, unlock)
	}
	owner := lead.NoOne
	var err error
	if c.Reason == lead.AssignOnArrival && d.pb.OwnerFirst() {
		if owner, c.Other, err = a.e.store.CompanyOwner(ctx, l); err != nil {
			return nil, err
		}
	}
	if turns || owner != lead.NoOne {
		if d.hands, err = a.e.store.OpenLeadCounts(ctx); err != nil {
			return nil, err
		}
	}
	d.knownCompany(&c, l, owner)
	var changed *lead.Rotation
	if turns && d.rotates(&c, l) {
		r, first, err := a.rotation(ctx, l.Route.Team)
		if err != nil {
			return nil, err
		}
		c.Method, c.Candidates = lead.ByRotation, d.pb.Candidates(l, d.crew, d.hands, a.now)
		if c.Chosen = r.Take(c.Candidates); c.Chosen != lead.NoOne && first {
			changed = r
		}
	}
	l.AutoAssign(c, "", a.now)
	return changed, nil
}

// rotation returns the rotation of a team, which is the same for all leads of the save. first means that this lead must
// carry it.
func (a *assignment) rotation(ctx context.Context, team string) (r *lead.Rotation, first bool, err error) {
	if r, ok := a.rotations[team]; ok {
		return r, false, nil
	}
	turn, err := a.e.store.Rotation(ctx, team)
	if err != nil {
		return nil, false, err
	}
	a.rotations[team] = &turn
	return &turn, true, nil
}

// assigner chooses a receiver, based on the playbook, the crew and the number of open leads that each person has.
type assigner struct {
	pb    *playbook.Playbook
	crew  lead.Crew
	hands map[lead.PersonID]int
	now   time.Time
}

// toPartner offers a lead that is routed to a partner to the people of that partner. If the partner has no people in
// this workspace, nobody could answer, so the lead stays with us.
func (d assigner) toPartner(l *lead.Lead) bool {
	partner := l.Route.Partner
	if partner == "" || l.Stage != lead.StageNew {
		return false
	}
	if len(d.crew.Team(lead.PartnerTeam(partner))) == 0 {
		l.ReturnFromPartner(lead.NewRouteNote(lead.NotePartnerEmpty, partner), d.now)
		return false
	}
	l.AutoAssign(lead.Choice{Reason: l.PendingAssignment(), Method: lead.ByPartner}, partner, d.now)
	return true
}

// knownCompany chooses the owner of another open lead of the same company, even if they have as many leads as they can
// take, because the leads belong together. An owner who no longer sells, because the playbook changed, keeps their
// leads and gets no new ones.
func (d assigner) knownCompany(c *lead.Choice, l *lead.Lead, owner lead.PersonID) {
	if !d.crew.Member(owner).Sells() {
		c.Other = 0
		return
	}
	one := d.pb.CandidateFor(l, d.crew.Member(owner), d.hands, d.now)
	c.Method, c.Candidates = lead.ByCompany, []lead.Candidate{one}
	if one.Skip == "" || one.Skip == lead.SkipFull {
		c.Chosen = owner
	}
}

// turns reports whether the rotation may have to choose. Most leads are for the first person of their pool who claims
// them: they neither wait for a turn nor take one.
func (d assigner) turns(l *lead.Lead) bool {
	why := l.PendingAssignment()
	return why == lead.AssignNextInLine || why == lead.AssignOwnerAway || l.Route.Assign == lead.AssignRoundRobin
}

// rotates reports whether the rotation is to choose. Otherwise it records in the choice what was decided instead.
func (d assigner) rotates(c *lead.Choice, l *lead.Lead) bool {
	limit := d.pb.MaxHandoffs()
	switch {
	case c.Chosen != lead.NoOne:
		return false
	case c.Reason == lead.AssignOwnerAway:
		owner := d.crew.Member(l.Owner)
		if !owner.Away(d.now) {
			return false // they are back
		}
		backup := d.crew.Member(owner.Backup)
		one := d.pb.CandidateFor(l, backup, d.hands, d.now)
		if backup.Sells() && one.Skip == "" {
			c.Method, c.Chosen, c.Candidates = lead.ByBackup, owner.Backup, []lead.Candidate{one}
			return false
		}
	}
	if limit > 0 && l.Handoffs >= limit {
		c.Method, c.Limit = lead.ByRotation, true
		c.Candidates = d.pb.Candidates(l, d.crew, d.hands, d.now) // for the manager, who decides now
		return false
	}
	return true
}
