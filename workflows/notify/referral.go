package notify

import (
	"slices"
	"strconv"

	"dibs/lead"
	"dibs/lead/outbox"
)

// referral tells who referred a lead what becomes of it: when it is certified, if that earns them
// something, when it is first claimed, qualified and won, and once when it ends otherwise. It asks
// for nothing, so it waits for their hours and for others. What they did themselves they know, and
// what was known already they were told when they referred it.
func (n *notifier) referral(events []lead.Event) {
	to := n.crew.Member(n.l.Referrer)
	if to.ID == lead.NoOne || to.Deleted || events[0].Kind == lead.Registered {
		return
	}
	for _, ev := range slices.Backward(events) {
		if ev.By == to.ID || !n.newsworthy(ev) {
			continue
		}
		note := outbox.NotifyPerson(outbox.NotifyReferral, to.ID, ev, n.pb.NotifyAt(to, n.team, n.now))
		if ends(ev.Kind) {
			note.Key = "referral:" + strconv.FormatInt(int64(n.l.ID), 10) + ":ended"
		}
		n.add(note)
		return
	}
}

// newsworthy reports whether an event is a step that a referrer hears of.
func (n *notifier) newsworthy(ev lead.Event) bool {
	switch ev.Kind {
	case lead.Certified, lead.BroughtBack, lead.Woken:
		return n.pb.RewardsCertified() && n.l.SalesAt.Equal(ev.At)
	case lead.Claimed, lead.Accepted:
		return n.l.ClaimedAt.Equal(ev.At)
	case lead.Qualified:
		return ev.Facts.From != lead.StageQualified
	case lead.Won:
		return true
	default:
		return ends(ev.Kind)
	}
}

// ends reports whether an event ends a lead without a customer.
func ends(k lead.Kind) bool { return k == lead.Lost || k == lead.Disqualified || k == lead.Merged }
