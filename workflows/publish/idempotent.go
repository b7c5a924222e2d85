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

// postResult is a message that is in Slack.
type postResult struct {
	place  lead.Place
	upto   int  // number of the last event in it
	before bool // an earlier try sent it, perhaps with an older version of the lead
}

// postIdempotently sends a message that was not sent before. It stores the intention first. If the intention is stored
// already, an earlier try ended in doubt, and the history of the channel says what happened. The notifications in the
// message are stored with it, so that a retry sends the same ones.
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
		upto = earlier.Upto // the post is stored with this, so this is what must be sent
	}
	place, err := pu.board.Post(ctx, upTo(p, upto))
	if err != nil && !errors.Is(err, outbox.ErrUnsure) && place == (lead.Place{}) {
		err = errors.Join(err, pu.store.WithdrawPost(context.WithoutCancel(ctx), p.Key))
	}
	return postResult{place: place, upto: upto}, err
}

// reconcile finds out what happened to an earlier try. While that is in doubt, it looks for the message only after the
// lease of the try is over. By then its publisher has stopped, whichever process it was, and Slack shows what it sent.
func (pu *Publisher) reconcile(ctx context.Context, p outbox.Message, earlier store.Post, now time.Time) (lead.Place, bool, error) {
	if earlier.TS != "" {
		return lead.Place{Channel: earlier.Channel, TS: earlier.TS}, true, nil
	}
	if until := earlier.At.Add(publishLease); now.Before(until) {
		return lead.Place{}, false, fmt.Errorf("post %s is in doubt: %w", p.Key, outbox.Busy{Until: until})
	}
	return pu.board.Find(ctx, p, earlier.At)
}

// upTo leaves out the lines after event n, because an earlier try promised no more.
func upTo(p outbox.Message, n int) outbox.Message {
	if p.Kind == outbox.ThreadReplies {
		p.Events = slices.DeleteFunc(slices.Clone(p.Events), func(ev lead.Event) bool { return ev.N > n })
	}
	return p
}
