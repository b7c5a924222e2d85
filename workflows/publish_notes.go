package workflows

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
)

// publishNotes sends what one receiver is to be told, as one message, and says how many matters
// that were: one at least where anything was settled, if only because there was nothing left to say.
func (e *Engine) publishNotes(ctx context.Context, worker string, now time.Time) (int, error) {
	b, err := e.store.LeaseNotifications(ctx, worker, now, now.Add(publishLease))
	if err != nil || b.Key == "" {
		return 0, err
	}
	p, err := e.message(ctx, b, now)
	if err != nil {
		return 0, err
	}
	var done sent
	next := time.Time{}
	if len(p.Items) > 0 || p.Week != nil {
		if done, err = e.once(ctx, p, b.Notifications, 0, now); err == nil && !b.Alone {
			next = now.Add(e.Playbook().Bundle())
		}
		if errors.Is(err, outbox.ErrUnreachable) { // trying again would not change it
			e.log.Warn("a person cannot be told", "person", string(p.To), "err", err)
			err = nil
		}
		if err != nil {
			retryAt := e.later(err, now, "note", cmp.Or(string(b.To), b.In), b.Notifications[0].Lead)
			return 0, e.store.RetryNotifications(context.WithoutCancel(ctx), worker, b, retryAt)
		}
	}
	return max(1, len(p.Items)), e.store.NotificationsSent(ctx, worker, b, done.place, next)
}

// message is what notes tell that have not become moot, hot leads first and then those that have
// waited longest.
func (e *Engine) message(ctx context.Context, b store.Bundle, now time.Time) (outbox.Message, error) {
	p := outbox.Message{Key: b.Key, Kind: outbox.DirectMessage, To: b.To, Crew: e.Crew()}
	if b.In != "" {
		p.Kind, p.Place = outbox.ChannelList, lead.Place{Channel: b.In}
	}
	digest, digests := digestOf(b.Notifications)
	if n := b.Notifications[0]; n.Lead == 0 && !digests {
		var err error
		p.Items, err = e.about(ctx, n, now)
		return p, err
	}
	items, err := e.items(ctx, b.Notifications, now)
	if err != nil {
		return p, err
	}
	slices.SortStableFunc(items, byHeat)
	p.Items, p.More = items[:min(len(items), outbox.MaxItems)], max(0, len(items)-outbox.MaxItems)
	if digests {
		if p, err = e.digest(ctx, p, digest, now); err != nil {
			return p, err
		}
	}
	return p, e.placed(ctx, p.Items)
}

// byHeat orders what is told of leads: hot ones first, and then those that have waited longest.
func byHeat(a, b outbox.Item) int {
	return cmp.Or(cmp.Compare(heat(a.Lead), heat(b.Lead)), a.Lead.WaitingAt.Compare(b.Lead.WaitingAt))
}

// heat orders temperatures, the hottest first.
func heat(l *lead.Lead) int { return slices.Index(lead.Temperatures(), l.Score.Temperature) }

// items are what notes tell of leads; what is moot is left out, and so is what another note tells
// of the same lead already.
func (e *Engine) items(ctx context.Context, notes []outbox.Notification, now time.Time) ([]outbox.Item, error) {
	ids := make([]lead.ID, len(notes))
	for i, n := range notes {
		ids[i] = n.Lead
	}
	leads, err := e.leads(ctx, ids)
	if err != nil {
		return nil, err
	}
	events, err := e.store.EventsOf(ctx, notes)
	if err != nil {
		return nil, err
	}
	told := map[lead.ID]int{}
	var items []outbox.Item
	for _, n := range notes {
		l, ev := leads[n.Lead], events[n.ID]
		if l == nil || moot(n, l, ev) || n.Kind == outbox.NotifyStillWaiting && !e.waitsFor(n.To, l, ev, now) {
			continue
		}
		item := outbox.Item{NotificationID: n.ID, Kind: n.Kind, Lead: l, Event: ev, Args: n.Args}
		if n.Kind == outbox.NotifyStillWaiting {
			item.Section = outbox.SectionStillWaiting
		}
		if n.Kind == outbox.NotifyReminder { // somebody's own words, which nothing replaces
			items = append(items, item)
			continue
		}
		if at, again := told[l.ID]; again {
			if n.Kind != outbox.NotifyReferral || items[at].Kind == outbox.NotifyReferral { // news asks for nothing
				items[at] = item // what happened last says it best
			}
			continue
		}
		told[l.ID] = len(items)
		items = append(items, item)
	}
	return items, nil
}

// leads loads leads by their numbers, each once.
func (e *Engine) leads(ctx context.Context, ids []lead.ID) (map[lead.ID]*lead.Lead, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	found, err := e.store.Leads(ctx, slices.Compact(ids)...)
	if err != nil {
		return nil, err
	}
	byID := make(map[lead.ID]*lead.Lead, len(found))
	for _, l := range found {
		byID[l.ID] = l
	}
	return byID, nil
}

// placed fills in where the home cards are, for links.
func (e *Engine) placed(ctx context.Context, items []outbox.Item) error {
	var ids []lead.ID
	for _, i := range items {
		if i.Lead != nil {
			ids = append(ids, i.Lead.ID)
		}
	}
	places, err := e.store.Places(ctx, ids...)
	if err != nil {
		return err
	}
	for n := range items {
		if items[n].Lead != nil {
			items[n].Home = places[items[n].Lead.ID]
			items[n].Home.Site = e.site()
		}
	}
	return nil
}

// mostDone bounds how many leads a note looks through for what was done meanwhile.
const mostDone = 200

// about is what a note tells that is about no single lead.
func (e *Engine) about(ctx context.Context, n outbox.Notification, now time.Time) ([]outbox.Item, error) {
	items := []outbox.Item{{NotificationID: n.ID, Kind: n.Kind, Args: n.Args}}
	since, returned := awaySince(n)
	if !returned {
		return items, nil
	}
	leads, err := e.store.ChangedFor(ctx, n.To, since, mostDone)
	if err != nil {
		return nil, err
	}
	for _, l := range leads {
		events, err := e.store.Events(ctx, l.ID)
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
	if len(items) == 1 && e.Crew().Member(n.To).Role == lead.RoleAnyone {
		return nil, nil // a colleague who has no part in leads came back from vacation
	}
	items = items[:min(len(items), outbox.MaxItems)]
	return items, e.placed(ctx, items)
}

// awaySince is since when somebody was away whom a note greets. Without it, as another version may
// write the note, they are greeted all the same.
func awaySince(n outbox.Notification) (since time.Time, ok bool) {
	if n.Kind != outbox.NotifyReturned || len(n.Args) == 0 {
		return time.Time{}, false
	}
	since, err := time.Parse(time.RFC3339, n.Args[0])
	return since, err == nil
}

// doneFor reports whether an event is something that was done for an owner, or to a lead of theirs.
func doneFor(ev lead.Event, owner lead.PersonID) bool {
	if ev.Kind == lead.Judged || ev.Kind == lead.Climbed {
		return false
	}
	return ev.Owner == owner || ev.Facts.For == owner || ev.Facts.Before == owner
}
