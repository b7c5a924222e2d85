package lead

import "time"

// Win closes an owned lead as a customer. Winning without Qualify is allowed and marked. A zero amount keeps
// the one given before.
func (l *Lead) Win(a Actor, amount Money, note string, now time.Time) error {
	if err := l.ownerMay(Won, a); err != nil {
		return err
	}
	if !amount.IsZero() {
		l.Amount = amount
	}
	f := Facts{From: l.Stage, For: l.standsIn(a), Waited: now.Sub(l.RegisteredAt)}
	if !l.Amount.IsZero() {
		won := l.Amount
		f.Amount = &won
	}
	l.WonUnqualified = l.Stage != StageQualified
	l.LastOwner = l.Owner
	l.enter(StageWon, now)
	l.record(Won, a, now, f, Words{Comment: note})
	return nil
}

// Lose closes an owned lead without a sale; the reason is required. The amount is what the deal would have
// brought; zero keeps the one given before.
func (l *Lead) Lose(a Actor, amount Money, reason, note string, now time.Time) error {
	if err := l.ownerMay(Lost, a); err != nil {
		return err
	}
	if reason == "" {
		return l.missing(Lost, "reason")
	}
	if !amount.IsZero() {
		l.Amount = amount
	}
	f := Facts{From: l.Stage, Reason: reason, For: l.standsIn(a)}
	if !l.Amount.IsZero() {
		lost := l.Amount
		f.Amount = &lost
	}
	l.Reason, l.LastOwner = reason, l.Owner
	l.enter(StageLost, now)
	l.record(Lost, a, now, f, Words{Comment: note})
	return nil
}

// Disqualify closes a lead that was never one. It is kept, with the reason, which is required. A qualifier
// may disqualify an inquiry, the owner an owned lead, marketing an inquiry or a nurtured lead, and a manager
// any open lead.
func (l *Lead) Disqualify(a Actor, reason, note string, now time.Time) error {
	if err := l.disqualifying(a, now); err != nil {
		return err
	}
	if reason == "" {
		return l.missing(Disqualified, "reason")
	}
	from := l.Stage
	l.Reason = reason
	l.disown()
	l.enter(StageDisqualified, now)
	l.record(Disqualified, a, now, Facts{From: from, Reason: reason}, Words{Comment: note})
	return nil
}

func (l *Lead) disqualifying(a Actor, now time.Time) error {
	switch l.Stage {
	case StageInquiry:
		return l.qualifierMay(Disqualified, a, now)
	case StageNurturing:
		if !a.Markets() {
			return l.only(Disqualified, AudienceMarketing)
		}
		return nil
	case StageNew:
		if !a.Leads() {
			return l.only(Disqualified, AudienceManager)
		}
		return nil
	default:
		return l.ownerMay(Disqualified, a)
	}
}

// Reopen puts a closed lead back into play: with its last owner if that person is still active, otherwise in
// the pool. The last owner, or the backup who covers for them, may reopen it, and so may a manager.
func (l *Lead) Reopen(a Actor, last Member, now time.Time) error {
	switch l.Stage {
	case StageWon, StageLost, StageDisqualified:
	default:
		return l.refuse(Reopened, WhyStage)
	}
	if !a.Is(l.LastOwner) && !a.Leads() {
		return l.only(Reopened, AudienceOwner)
	}
	from := l.Stage
	l.WonUnqualified, l.Reason, l.Undo = false, "", nil
	owner := l.LastOwner
	active := owner != NoOne && last.ID == owner && !last.Deleted && last.Role != RoleAnyone
	if last.Role == RolePartner { // partners own only leads in their own channel
		active = active && last.Team == PartnerTeam(l.Route.Partner)
	} else if active {
		l.leavePartner(now)
	}
	l.toPool(now)
	if active {
		l.own(owner, now)
	}
	l.record(Reopened, a, now, Facts{From: from}, Words{})
	return nil
}

// MergeInto closes the lead as the same inquiry as another lead. Nothing is deleted: both keep their
// histories, and UndoLast restores it. Dibs merges at intake; a manager, marketing, a qualifier or the owner
// may merge by hand.
func (l *Lead) MergeInto(a Actor, other *Lead, now time.Time) error {
	switch {
	case l.Stage == StageMerged, other.Stage == StageMerged, l.ID == other.ID && l.ID != 0:
		return l.refuse(Merged, WhyStage)
	case !a.Markets() && !a.Qualifies() && !a.Is(l.Owner):
		return l.only(Merged, AudienceManager)
	}
	from := l.Stage
	l.snapshot(Merged, a, time.Time{})
	l.disown()
	l.enter(StageMerged, now)
	l.MergedInto = other.ID
	l.record(Merged, a, now, Facts{From: from, Other: other.ID}, Words{})
	return nil
}

// Absorb records that another lead was merged into this one, so that its thread shows it. Save both leads
// together: then only the first of two opposite merges at once succeeds.
func (l *Lead) Absorb(a Actor, other *Lead, now time.Time) {
	l.record(Absorbed, a, now, Facts{From: l.Stage, Other: other.ID}, Words{})
}
