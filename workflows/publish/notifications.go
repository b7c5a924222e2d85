package publish

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
	"dibs/workflows/notify"
	"dibs/workflows/protect"
)

// publishNotes sends what is due for one receiver as one message. It returns how many items that message has, or one if
// everything was obsolete and nothing was sent.
func (pu *Publisher) publishNotes(ctx context.Context, worker string, now time.Time) (int, error) {
	b, err := pu.store.LeaseNotifications(ctx, worker, now, now.Add(publishLease))
	if err != nil || b.Key == "" {
		return 0, err
	}
	var p outbox.Message
	err = protect.Run(func() error {
		p, err = pu.message(ctx, b, now)
		return err
	})
	if err != nil {
		return 0, pu.retryBundle(ctx, worker, b, err, now)
	}
	var done postResult
	next := time.Time{}
	if len(p.Items) > 0 || p.Week != nil {
		err = protect.Run(func() error {
			done, err = pu.postIdempotently(ctx, p, b.Notifications, 0, now)
			return err
		})
		if err == nil && !b.Alone {
			next = now.Add(pu.dir.Playbook().Bundle())
		}
		if errors.Is(err, outbox.ErrUnreachable) { // trying again would not help
			pu.log.Warn("could not notify a person", "person", string(p.To), "err", err)
			err = nil
		}
		if err != nil {
			return 0, pu.retryBundle(ctx, worker, b, err, now)
		}
	}
	return max(1, len(p.Items)), pu.store.NotificationsSent(ctx, worker, b, done.place, next)
}

// retryBundle gives notifications back to be sent later: soon, or when Slack takes messages again if it asked for a
// pause. After a panic it is much later, because the same drawing will most likely fail again.
func (pu *Publisher) retryBundle(ctx context.Context, worker string, b store.Bundle, why error, now time.Time) error {
	at := pu.retryAt(why, now, "notification", cmp.Or(string(b.To), b.In), b.Notifications[0].Lead)
	if _, panicked := errors.AsType[*protect.Panic](why); panicked {
		at = now.Add(publishMaxRetry)
	}
	return pu.store.RetryNotifications(context.WithoutCancel(ctx), worker, b, at)
}

// message returns the message for a bundle of notifications, without those that are obsolete. Hot leads come first,
// then those that have waited longest.
func (pu *Publisher) message(ctx context.Context, b store.Bundle, now time.Time) (outbox.Message, error) {
	p := outbox.Message{Key: b.Key, Kind: outbox.DirectMessage, To: b.To, Crew: pu.dir.Crew()}
	if b.In != "" {
		p.Kind, p.Place = outbox.ChannelList, lead.Place{Channel: b.In}
	}
	digest, digests := digestOf(b.Notifications)
	if n := b.Notifications[0]; n.Lead == 0 && !digests {
		var err error
		p.Items, err = pu.about(ctx, n, now)
		return p, err
	}
	items, err := pu.items(ctx, b.Notifications, now)
	if err != nil {
		return p, err
	}
	slices.SortStableFunc(items, byHeat)
	p.Items, p.More = items[:min(len(items), outbox.MaxItems)], max(0, len(items)-outbox.MaxItems)
	if digests {
		if p, err = pu.digest(ctx, p, digest, now); err != nil {
			return p, err
		}
	}
	return p, pu.placed(ctx, p.Items)
}

// byHeat orders items by lead: hot leads first, then those that have waited longest.
func byHeat(a, b outbox.Item) int {
	return cmp.Or(cmp.Compare(heat(a.Lead), heat(b.Lead)), a.Lead.WaitingAt.Compare(b.Lead.WaitingAt))
}

// heat orders temperatures, the hottest first.
func heat(l *lead.Lead) int { return slices.Index(lead.Temperatures(), l.Score.Temperature) }

// items returns what notifications say about leads. It leaves out what is obsolete, and keeps one notification for each
// lead besides reminders.
func (pu *Publisher) items(ctx context.Context, notes []outbox.Notification, now time.Time) ([]outbox.Item, error) {
	ids := make([]lead.ID, len(notes))
	for i, n := range notes {
		ids[i] = n.Lead
	}
	leads, err := leadsByID(ctx, pu.store, ids)
	if err != nil {
		return nil, err
	}
	events, err := pu.store.EventsOf(ctx, notes)
	if err != nil {
		return nil, err
	}
	told := map[lead.ID]int{}
	var items []outbox.Item
	for _, n := range notes {
		l, ev := leads[n.Lead], events[n.ID]
		if l == nil || notify.Obsolete(n, l, ev) || n.Kind == outbox.NotifyStillWaiting && !notify.StillFor(pu.dir.Playbook(), pu.dir.Crew(), n.To, l, ev, now) {
			continue
		}
		item := outbox.Item{NotificationID: n.ID, Kind: n.Kind, Lead: l, Event: ev, Args: n.Args}
		if n.Kind == outbox.NotifyStillWaiting {
			item.Section = outbox.SectionStillWaiting
		}
		if n.Kind == outbox.NotifyReminder { // it has somebody's own words, so nothing replaces it
			items = append(items, item)
			continue
		}
		if at, again := told[l.ID]; again {
			if n.Kind != outbox.NotifyReferral || items[at].Kind == outbox.NotifyReferral { // news asks for nothing, so it replaces only news
				items[at] = item // the last event says most
			}
			continue
		}
		told[l.ID] = len(items)
		items = append(items, item)
	}
	return items, nil
}

// leadsByID loads leads by id, each once.
func leadsByID(ctx context.Context, s *store.Store, ids []lead.ID) (map[lead.ID]*lead.Lead, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	found, err := s.Leads(ctx, slices.Compact(ids)...)
	if err != nil {
		return nil, err
	}
	byID := make(map[lead.ID]*lead.Lead, len(found))
	for _, l := range found {
		byID[l.ID] = l
	}
	return byID, nil
}

// placed adds the home cards to items, for links.
func (pu *Publisher) placed(ctx context.Context, items []outbox.Item) error {
	var ids []lead.ID
	for _, i := range items {
		if i.Lead != nil {
			ids = append(ids, i.Lead.ID)
		}
	}
	places, err := pu.store.Places(ctx, ids...)
	if err != nil {
		return err
	}
	for n := range items {
		if items[n].Lead != nil {
			items[n].Home = places[items[n].Lead.ID]
			items[n].Home.Site = pu.find.Site()
		}
	}
	return nil
}

// mostDone bounds how many leads are searched for what was done while a person was away.
const mostDone = 200

// about returns the items of a notification that is not about a single lead.
func (pu *Publisher) about(ctx context.Context, n outbox.Notification, now time.Time) ([]outbox.Item, error) {
	items := []outbox.Item{{NotificationID: n.ID, Kind: n.Kind, Args: n.Args}}
	since, returned := awaySince(n)
	if !returned {
		return items, nil
	}
	leads, err := pu.store.ChangedFor(ctx, n.To, since, mostDone)
	if err != nil {
		return nil, err
	}
	for _, l := range leads {
		events, err := pu.store.Events(ctx, l.ID)
		if err != nil {
			return nil, err
		}
		for _, ev := range events {
			if ev.At.Before(since) || ev.By == n.To || ev.At.After(now) || !doneFor(ev, n.To) {
				continue
			}
			items = append(items, outbox.Item{NotificationID: n.ID, Kind: n.Kind, Lead: l, Event: ev})
		}
	}
	if len(items) == 1 && pu.dir.Crew().Member(n.To).Role == lead.RoleAnyone {
		return nil, nil // a colleague without a role is back from vacation and has nothing to read
	}
	items = items[:min(len(items), outbox.MaxItems)]
	return items, pu.placed(ctx, items)
}

// awaySince returns since when a person was away, if the notification welcomes them back. ok is false for other
// notifications, and for one without that time, which another version of Dibs may have stored. The person is then
// welcomed without a list of what was done.
func awaySince(n outbox.Notification) (since time.Time, ok bool) {
	if n.Kind != outbox.NotifyReturned || len(n.Args) == 0 {
		return time.Time{}, false
	}
	since, err := time.Parse(time.RFC3339, n.Args[0])
	return since, err == nil
}

// doneFor reports whether an event was done for an owner, or to a lead of theirs.
func doneFor(ev lead.Event, owner lead.PersonID) bool {
	if ev.Kind == lead.Judged || ev.Kind == lead.Climbed {
		return false
	}
	return ev.Owner == owner || ev.Facts.For == owner || ev.Facts.Before == owner
}
