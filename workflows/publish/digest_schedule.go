package publish

import (
	"context"
	"fmt"
	"sync"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
	"dibs/store"
)

const (
	// digestAhead is how long before its time a digest is put on the list of what is to be sent, so
	// that what else is told then finds it there and is one message with it.
	digestAhead = time.Minute
	// briefingLate was missed because nothing ran, or because somebody was away, is still sent for so long.
	briefingLate = 4 * time.Hour
	weekLate     = 24 * time.Hour
)

// schedule is what an engine knows of its digests: when the next one is due, by which playbook and
// for which people that was worked out, and which are put already.
type schedule struct {
	mu   sync.Mutex
	by   *playbook.Playbook
	crew *lead.Crew
	next time.Time
	put  map[string]bool
}

// ScheduleDigests sees to it that the digests are sent that are due: each once, however many processes call
// this, however often and after whatever was down. What is in one is looked up when it is sent. Call
// it every few seconds: it looks at the people only when one is due, or when people or playbook have
// changed.
func (pu *Publisher) ScheduleDigests(ctx context.Context, now time.Time) error {
	r := &pu.rounds
	r.mu.Lock()
	defer r.mu.Unlock()
	pb, crew := pu.dir.Playbook(), pu.dir.CrewInForce()
	if r.by == pb && r.crew == crew && now.Before(r.next) {
		return nil
	}
	if r.by != pb {
		if err := pu.moveRepeats(ctx, now); err != nil {
			return err
		}
	}
	p := planner{pb: pb, now: now, next: now.Add(24 * time.Hour)}
	for _, m := range *crew {
		p.person(m)
	}
	p.channel()
	known := map[string]bool{}
	var c store.Change
	for _, n := range p.notes {
		known[n.Key] = true
		if !r.put[n.Key] {
			c.Notifications = append(c.Notifications, n)
		}
	}
	if len(c.Notifications) > 0 {
		if err := pu.store.Save(ctx, c); err != nil {
			return fmt.Errorf("put %d digests: %w", len(c.Notifications), err)
		}
		pu.Signal()
	}
	r.by, r.crew, r.next, r.put = pb, crew, p.next, known
	return nil
}

// moveRepeats has what is repeated come with the diaries of the playbook in force: another one may have
// had other times.
func (pu *Publisher) moveRepeats(ctx context.Context, now time.Time) error {
	waiting, err := pu.store.AwaitingNotification(ctx, outbox.NotifyStillWaiting, now)
	if err != nil {
		return err
	}
	for _, id := range waiting {
		if at, ok := pu.dir.Playbook().NextDigest(outbox.NotifyBriefing, pu.dir.Crew().Member(id), now); ok {
			if err := pu.store.RescheduleNotifications(ctx, outbox.NotifyStillWaiting, id, now, at); err != nil {
				return err
			}
		}
	}
	return nil
}

// planner finds the digests that are due, and when the next one is.
type planner struct {
	pb    *playbook.Playbook
	now   time.Time
	next  time.Time // when to look again
	notes []outbox.Notification
}

// person plans what somebody gets. Whoever is away gets nothing; once they are back in time, they do.
func (p *planner) person(m lead.Member) {
	if p.pb.SendsBriefings() {
		if at, due := p.due(outbox.NotifyBriefing, m, briefingLate); due && !m.Mutes(lead.DigestBriefing) && !p.away(m, at) {
			p.put(outbox.NotifyBriefing, m, at)
		}
	}
	if at, due := p.due(outbox.NotifyManagerWeek, m, weekLate); due && !m.Mutes(lead.DigestWeek) && !p.away(m, at) {
		p.put(outbox.NotifyManagerWeek, m, at)
	}
}

func (p *planner) channel() {
	if at, due := p.due(outbox.NotifyChannelWeek, lead.Member{}, weekLate); due {
		p.put(outbox.NotifyChannelWeek, lead.Member{}, at)
	}
}

// due is the last time of a digest that has come, or is about to, and is not too long ago.
func (p *planner) due(k outbox.NotificationKind, m lead.Member, late time.Duration) (last time.Time, due bool) {
	for at, ok := p.pb.NextDigest(k, m, p.now.Add(-late)); ok; at, ok = p.pb.NextDigest(k, m, at) {
		if soon := at.Add(-digestAhead); soon.After(p.now) {
			if soon.Before(p.next) {
				p.next = soon
			}
			break
		}
		last, due = at, true
	}
	return last, due
}

// put plans a note. Its key names the day and not the time, so a playbook that changes the time does
// not bring the same digest again. A diary waits for what else somebody is told at its time; a week is
// a message of its own.
func (p *planner) put(k outbox.NotificationKind, m lead.Member, at time.Time) {
	n := outbox.Notification{To: m.ID, Kind: k, DueAt: at, Alone: k != outbox.NotifyBriefing, Args: []string{at.UTC().Format(time.RFC3339)}}
	zone, receiver := p.pb.ZoneOf(m), string(m.ID)
	if k == outbox.NotifyChannelWeek {
		n.Channel = p.pb.DigestChannel()
		zone, receiver = p.pb.Zone(), n.Channel
	}
	n.Key = string(k) + ":" + receiver + ":" + at.In(zone).Format(time.DateOnly)
	p.notes = append(p.notes, n)
}

// away reports whether somebody is away when a digest is due, or now that it is sent late.
func (p *planner) away(m lead.Member, at time.Time) bool {
	if at.Before(p.now) {
		at = p.now
	}
	return m.Away(at)
}
