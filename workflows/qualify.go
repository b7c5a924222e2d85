package workflows

import (
	"context"
	"time"

	"dibs/lead"
)

// Call reserves an inquiry for the qualifier who is calling now.
func (e *Engine) Call(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.Call(a, now) })
}

// Qualify runs the checklist. An inquiry is certified and goes to its sales channel, or to marketing if a required
// answer is no. An owned lead becomes qualified, with its amount.
func (e *Engine) Qualify(ctx context.Context, id lead.ID, by lead.PersonID, v lead.Verdict, now time.Time) (Outcome, error) {
	pb := e.dir.Playbook()
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error {
		if l.Stage == lead.StageInquiry {
			return l.Certify(a, v, pb.Checklist(), pb.Judge(l, now), nurture(pb, "", "", time.Time{}, now), now)
		}
		return l.Qualify(a, v, pb.Checklist(), now)
	})
}

// ToMarketing ends the work on an inquiry for now. A zero wakeAt means the playbook's default.
func (e *Engine) ToMarketing(
	ctx context.Context, id lead.ID, by lead.PersonID, reason, note string, wakeAt, now time.Time,
) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error {
		return l.SendToMarketing(a, nurture(e.dir.Playbook(), reason, note, wakeAt, now), now)
	})
}

// BringBack brings a nurtured lead back before its date.
func (e *Engine) BringBack(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (Outcome, error) {
	pb := e.dir.Playbook()
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error {
		return l.BringBack(a, pb.Judge(l, now), now)
	})
}
