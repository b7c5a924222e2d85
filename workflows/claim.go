package workflows

import (
	"context"
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// Claim makes a person the owner of an unclaimed lead. Of many people at once exactly one wins. The others are refused,
// and the refusal has the lead as the winner owns it. To claim a lead that is offered to you is to accept it.
func (e *Engine) Claim(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.ClaimOrAccept(a, now) })
}

// NotAFit rejects an unclaimed lead. It goes to marketing with the reason.
func (e *Engine) NotAFit(ctx context.Context, id lead.ID, by lead.PersonID, reason, note string, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error {
		return l.RejectAsNotAFit(a, nurture(e.dir.Playbook(), reason, note, time.Time{}, now), now)
	})
}

// nurture says where marketing gets a lead, and until when. A zero wakeAt means the playbook's default.
func nurture(pb *playbook.Playbook, reason, note string, wakeAt, now time.Time) lead.Nurture {
	if wakeAt.IsZero() {
		wakeAt = pb.WakeAt(now)
	}
	return lead.Nurture{Channel: pb.MarketingChannel(), WakeAt: wakeAt, Reason: reason, Note: note}
}
