package workflows

import (
	"context"
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// deal settles whom a lead is offered that looks for somebody (see lead.Dealing): a partner, the
// owner of a known company, the backup of an owner who is away, or whose turn it is. The rotation
// is to be saved with the lead, and nil when none turned. done ends the turn and is to be called
// when that is over, also after an error: until then nobody else of this process deals for the same
// team. They would all read the same turn, and all but one would begin again.
func (e *Engine) deal(ctx context.Context, l *lead.Lead, now time.Time) (r *lead.Rotation, done func(), err error) {
	done = func() {}
	if l.PendingAssignment() == "" {
		return nil, done, nil
	}
	d := dealer{pb: e.Playbook(), crew: e.Crew(), now: now}
	if d.toPartner(l) {
		return nil, done, nil
	}
	c := lead.Choice{Reason: l.PendingAssignment()}
	turns := d.turns(l)
	if turns {
		done = e.rotations.turn(l.Route.Team)
	}
	owner := lead.NoOne
	if c.Reason == lead.AssignOnArrival && d.pb.OwnerFirst() {
		if owner, c.Other, err = e.store.CompanyOwner(ctx, l); err != nil {
			return nil, done, err
		}
	}
	if turns || owner != lead.NoOne {
		if d.hands, err = e.store.OpenLeadCounts(ctx); err != nil {
			return nil, done, err
		}
	}
	d.knownCompany(&c, l, owner)
	if turns && d.rotates(&c, l) {
		turn, err := e.store.Rotation(ctx, l.Route.Team)
		if err != nil {
			return nil, done, err
		}
		c.Method, c.Candidates = lead.ByRotation, d.pb.Candidates(l, d.crew, d.hands, now)
		if c.Chosen = turn.Take(c.Candidates); c.Chosen != lead.NoOne {
			r = &turn
		}
	}
	l.AutoAssign(c, "", now)
	return r, done, nil
}

// dealer is what a choice is made from.
type dealer struct {
	pb    *playbook.Playbook
	crew  lead.Crew
	hands map[lead.PersonID]int
	now   time.Time
}

// toPartner offers a lead that is routed to a partner to its people. A partner without people in
// this workspace could never answer, so its leads stay with us.
func (d dealer) toPartner(l *lead.Lead) bool {
	partner := l.Route.Partner
	if partner == "" || l.Stage != lead.StageNew {
		return false
	}
	if len(d.crew.Team(lead.PartnerTeam(partner))) == 0 {
		l.ReturnFromPartner("nobody of "+partner+" is in this workspace, so it stays with us", d.now)
		return false
	}
	l.AutoAssign(lead.Choice{Reason: l.PendingAssignment(), Method: lead.ByPartner}, partner, d.now)
	return true
}

// knownCompany chooses the owner of another open lead of the same company, whatever else they have
// in hand: it belongs together. Who sells no more, by a changed playbook, keeps what they have and
// gets nothing new.
func (d dealer) knownCompany(c *lead.Choice, l *lead.Lead, owner lead.PersonID) {
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

// turns reports whether the rotation may have to choose. A lead that is for whoever of its pool is
// first, as most are, neither waits for a turn nor takes one.
func (d dealer) turns(l *lead.Lead) bool {
	why := l.PendingAssignment()
	return why == lead.AssignNextInLine || why == lead.AssignOwnerAway || l.Route.Assign == lead.AssignRoundRobin
}

// rotates reports whether the rotation is to choose, and notes in the choice what it found instead.
func (d dealer) rotates(c *lead.Choice, l *lead.Lead) bool {
	limit := d.pb.MaxHandoffs()
	switch {
	case c.Chosen != lead.NoOne:
		return false
	case c.Reason == lead.AssignOwnerAway:
		owner := d.crew.Member(l.Owner)
		if !owner.Away(d.now) {
			return false // back meanwhile
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
		c.Candidates = d.pb.Candidates(l, d.crew, d.hands, d.now) // the manager, who decides now, sees whom there is
		return false
	}
	return true
}
