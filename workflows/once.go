package workflows

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

// sent is a message that stands in Slack.
type sent struct {
	place  lead.Place
	upto   int  // the last event it tells of
	before bool // an earlier try had sent it, perhaps as the lead was then
}

// once sends a posting that was not sent before. The intention is stored first; when it is
// there already, an earlier try ended in doubt, and the channel's history tells. The notes told in
// it stay together, so that a retry tells no other ones.
func (e *Engine) once(ctx context.Context, p outbox.Message, notes []outbox.Notification, upto int, now time.Time) (sent, error) {
	post := store.Post{Key: p.Key, Channel: p.Place.Channel, Thread: p.Thread, Upto: upto, At: now}
	for _, n := range notes {
		post.Notifications = append(post.Notifications, n.ID)
	}
	earlier, err := e.store.BeginPost(ctx, post)
	if err != nil {
		return sent{}, fmt.Errorf("begin post %s: %w", p.Key, err)
	}
	if earlier != nil {
		place, found, err := e.lookFor(ctx, p, *earlier, now)
		if err != nil || found {
			return sent{place, earlier.Upto, true}, err
		}
		upto = earlier.Upto // what is sent now must be told again by whoever finds it
	}
	place, err := e.board.Post(ctx, upTo(p, upto))
	if err != nil && !errors.Is(err, outbox.ErrUnsure) && place == (lead.Place{}) {
		err = errors.Join(err, e.store.WithdrawPost(context.WithoutCancel(ctx), p.Key))
	}
	return sent{place: place, upto: upto}, err
}

// lookFor finds out what became of an earlier try. One in doubt is looked for only when its lease
// is over: whoever made it has stopped by then, whatever name or process it had, and Slack shows
// what it sent.
func (e *Engine) lookFor(ctx context.Context, p outbox.Message, earlier store.Post, now time.Time) (lead.Place, bool, error) {
	if earlier.TS != "" {
		return lead.Place{Channel: earlier.Channel, TS: earlier.TS}, true, nil
	}
	if until := earlier.At.Add(publishLease); now.Before(until) {
		return lead.Place{}, false, fmt.Errorf("post %s is in doubt: %w", p.Key, outbox.Busy{Until: until})
	}
	return e.board.Find(ctx, p, earlier.At)
}

// upTo leaves out the lines after an event: an earlier try promised to tell of no more.
func upTo(p outbox.Message, n int) outbox.Message {
	if p.Kind == outbox.ThreadReplies {
		p.Events = slices.DeleteFunc(slices.Clone(p.Events), func(ev lead.Event) bool { return ev.N > n })
	}
	return p
}
