package publish

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
)

// postResult is a message that stands in Slack.
type postResult struct {
	place  lead.Place
	upto   int  // the last event it tells of
	before bool // an earlier try had sent it, perhaps as the lead was then
}

// postIdempotently sends a posting that was not sent before. The intention is stored first; when it is
// there already, an earlier try ended in doubt, and the channel's history tells. The notes told in
// it stay together, so that a retry tells no other ones.
func (pu *Publisher) postIdempotently(ctx context.Context, p outbox.Message, notes []outbox.Notification, upto int, now time.Time) (postResult, error) {
	post := store.Post{Key: p.Key, Channel: p.Place.Channel, Thread: p.Thread, Upto: upto, At: now}
	for _, n := range notes {
		post.Notifications = append(post.Notifications, n.ID)
	}
	earlier, err := pu.store.BeginPost(ctx, post)
	if err != nil {
		return postResult{}, fmt.Errorf("begin post %s: %w", p.Key, err)
	}
	if earlier != nil {
		place, found, err := pu.reconcile(ctx, p, *earlier, now)
		if err != nil || found {
			return postResult{place, earlier.Upto, true}, err
		}
		upto = earlier.Upto // what is sent now must be told again by whoever finds it
	}
	place, err := pu.board.Post(ctx, upTo(p, upto))
	if err != nil && !errors.Is(err, outbox.ErrUnsure) && place == (lead.Place{}) {
		err = errors.Join(err, pu.store.WithdrawPost(context.WithoutCancel(ctx), p.Key))
	}
	return postResult{place: place, upto: upto}, err
}

// reconcile finds out what became of an earlier try. One in doubt is looked for only when its lease
// is over: whoever made it has stopped by then, whatever name or process it had, and Slack shows
// what it sent.
func (pu *Publisher) reconcile(ctx context.Context, p outbox.Message, earlier store.Post, now time.Time) (lead.Place, bool, error) {
	if earlier.TS != "" {
		return lead.Place{Channel: earlier.Channel, TS: earlier.TS}, true, nil
	}
	if until := earlier.At.Add(publishLease); now.Before(until) {
		return lead.Place{}, false, fmt.Errorf("post %s is in doubt: %w", p.Key, outbox.Busy{Until: until})
	}
	return pu.board.Find(ctx, p, earlier.At)
}

// upTo leaves out the lines after an event: an earlier try promised to tell of no more.
func upTo(p outbox.Message, n int) outbox.Message {
	if p.Kind == outbox.ThreadReplies {
		p.Events = slices.DeleteFunc(slices.Clone(p.Events), func(ev lead.Event) bool { return ev.N > n })
	}
	return p
}
