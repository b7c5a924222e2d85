package notify

import (
	"slices"
	"strconv"

	"dibs/lead"
	"dibs/lead/outbox"
)

// referral notifies the person who referred a lead: when it is certified, if the playbook rewards that, when it is
// first claimed, when it is qualified or won, and once when it ends in another way. The notification asks for nothing,
// so it waits for their hours and for other notifications. They are not notified of what they did themselves, or of the
// registration, whose outcome they saw when they referred the lead.
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

// newsworthy reports whether a referrer is notified of an event.
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

// ends reports whether an event ends a lead without a sale.
func ends(k lead.Kind) bool { return k == lead.Lost || k == lead.Disqualified || k == lead.Merged }
