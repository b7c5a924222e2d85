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
	// digestAhead is how long before its time a digest is stored, so that other notifications of that time become one
	// message with it.
	digestAhead = time.Minute
	// briefingLate and weekLate are how late a digest may still be sent, for example because nothing ran or the person
	// was away.
	briefingLate = 4 * time.Hour
	weekLate     = 24 * time.Hour
)

// schedule is what a publisher knows of its digests: when the next one is due, for which playbook and people that was
// computed, and which digests are stored.
type schedule struct {
	mu   sync.Mutex
	by   *playbook.Playbook
	crew *lead.Crew
	next time.Time
	put  map[string]bool
}

// ScheduleDigests stores the digests that are due: each once, however many processes call it, however often, and after
// any downtime. The content of a digest is looked up when it is sent. Call it every few seconds. It looks at the people
// only when a digest is due, or when the people or the playbook changed.
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
			return fmt.Errorf("store %d digests: %w", len(c.Notifications), err)
		}
		pu.Signal()
	}
	r.by, r.crew, r.next, r.put = pb, crew, p.next, known
	return nil
}

// moveRepeats moves the leads that are still waiting to the times at which the playbook in force sends briefings,
// because another playbook may have had other times.
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

// person plans the digests of one person. People who are away get none. If they come back in time, they get it then.
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

// due returns the last time of a digest that has come, or will come within digestAhead, and is not too long ago.
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

// put plans a digest. Its key names the day and not the time, so when a playbook changes the time, the same digest does
// not come again. A briefing waits for other notifications of its time; a week review is a message of its own.
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

// away reports whether a person is away when a digest is due or, if it is late, now.
func (p *planner) away(m lead.Member, at time.Time) bool {
	if at.Before(p.now) {
		at = p.now
	}
	return m.Away(at)
}
