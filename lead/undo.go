package lead

import "time"

// snapshot stores the current state of the lead, so that it can be restored until the given time (zero: for
// ever).
func (l *Lead) snapshot(k Kind, a Actor, until time.Time) {
	u := &Undo{
		Kind: k, By: a.ID, Until: until, Stage: l.Stage, Owner: l.Owner, Offer: l.Offer, Next: l.Next,
		Channel: l.Channel, Reason: l.Reason, Pool: l.Pool, ExtraChannels: l.ExtraChannels, Clocks: l.Clocks,
		Attempts: l.Attempts, Handoffs: l.Handoffs, PreviousHolders: l.PreviousHolders, Meeting: l.Meeting,
		WaitingAt: l.WaitingAt, EnteredAt: l.EnteredAt, ClosedAt: l.ClosedAt, ContactedAt: l.ContactedAt,
	}
	l.Undo = u.clone()
}

// UndoLast undoes the last "Not a fit" or merge. The lead is restored as it was, and its clocks count from
// when they started. The person who did it may undo it, and so may a manager; marketing may also undo a
// merge.
func (l *Lead) UndoLast(a Actor, now time.Time) error {
	u := l.Undo
	switch {
	case u == nil, u.Kind == NotAFit && l.Stage != StageNurturing, u.Kind == Merged && l.Stage != StageMerged:
		return l.refuse(Undone, WhyStage)
	case a.ID != u.By && !a.Leads() && !(u.Kind == Merged && a.Markets()):
		return l.only(Undone, AudienceManager)
	case !u.Until.IsZero() && now.After(u.Until):
		return l.refuse(Undone, WhyTooLate)
	}
	from, other := l.Stage, l.MergedInto
	l.Stage, l.Owner, l.Offer, l.Next = u.Stage, u.Owner, u.Offer, u.Next
	l.Channel, l.Reason, l.Pool, l.ExtraChannels, l.Clocks = u.Channel, u.Reason, u.Pool, u.ExtraChannels, u.Clocks
	l.Attempts, l.Handoffs, l.PreviousHolders, l.ContactedAt = u.Attempts, u.Handoffs, u.PreviousHolders, u.ContactedAt
	l.WaitingAt, l.EnteredAt, l.ClosedAt = u.WaitingAt, u.EnteredAt, u.ClosedAt
	l.MergedInto, l.Meeting, l.Undo = 0, u.Meeting, nil
	l.record(Undone, a, now, Facts{From: from, Kind: u.Kind, Other: other}, Words{})
	return nil
}
