package publish

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
	"dibs/workflows/protect"
)

const (
	publishBegin  = 3 * time.Second // after this no further card is begun, so that the last one can end in time
	publishTime   = 8 * time.Second // after this nothing more is sent; enough for two answers of a slow Slack
	publishMargin = 4 * time.Second // until Slack shows what was sent last; clocks may differ, too
	publishRetry  = 5 * time.Second // before a channel or a card that failed is tried again
	publishBatch  = 8               // cards of a channel in one call

	publishMaxRetry = 10 * time.Minute // the longest wait before a card that keeps failing is tried again

	// publishLease is how long one publisher has a channel to itself. If that publisher crashes, the channel waits as
	// long. When the lease ends, everything that was sent can be found.
	publishLease = publishTime + publishMargin
)

// PublishOnce brings one channel and one receiver of notifications up to date. It draws the cards and threads that are
// behind their leads, and sends the notifications that are due. It is the only writer of cards and thread lines, and
// may run in any number of processes. It returns how much it sent, which is zero when nothing was left or Slack refused
// it all. What fails is logged and tried again. worker tells the publishers of one process apart.
func (pu *Publisher) PublishOnce(ctx context.Context, worker string, now time.Time) (int, error) {
	// Nothing may be sent after the lease, because another publisher could send the same.
	ctx, cancel := context.WithTimeout(ctx, publishTime)
	defer cancel()
	cards, err := pu.publishCards(ctx, pu.worker+"/"+worker, now)
	if err != nil {
		return cards, err
	}
	notes, err := pu.NotifyOnce(ctx, worker, now)
	return cards + notes, err
}

// NotifyOnce is the part of PublishOnce that sends notifications. It is for publishers that do nothing else. Drawing
// the cards of a busy channel takes seconds, because Slack takes one message a second there, and a ping for a hot lead
// must not wait for that.
func (pu *Publisher) NotifyOnce(ctx context.Context, worker string, now time.Time) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, publishTime)
	defer cancel()
	return pu.publishNotes(ctx, pu.worker+"/"+worker, now)
}

func (pu *Publisher) publishCards(ctx context.Context, worker string, now time.Time) (int, error) {
	batch, err := pu.store.LeaseCards(ctx, worker, now, now.Add(publishLease), publishBatch)
	if err != nil || batch.Channel == "" {
		return 0, err
	}
	begin, cancel := context.WithTimeout(ctx, publishBegin)
	defer cancel()
	// A card that was marked for redrawing may show who is away, which another process may just have learnt.
	if slices.ContainsFunc(batch.Cards, func(c store.Card) bool { return c.Shown < 0 }) {
		err = pu.dir.Refresh(ctx)
	}
	var cards []store.Card
	if err == nil {
		cards, err = pu.groupIntoList(ctx, batch, now)
	}
	if err != nil {
		return 0, errors.Join(err, pu.store.FreeChannel(context.WithoutCancel(ctx), worker, batch.Channel, now.Add(publishRetry)))
	}
	sent, retryAt := 0, now
	for _, c := range cards {
		if begin.Err() != nil {
			break
		}
		err := protect.Run(func() error { return pu.publishCard(ctx, c, now) })
		if err == nil {
			sent++
			continue
		}
		if stopsChannel(err) || ctx.Err() != nil {
			retryAt = pu.retryAt(err, now, "card", batch.Channel, c.Lead)
			break
		}
		if err := pu.passOver(ctx, c, err, now); err != nil {
			return sent, err
		}
	}
	// The lease is given back even while stopping, so that the next publisher does not wait for it.
	return sent, pu.store.FreeChannel(context.WithoutCancel(ctx), worker, batch.Channel, retryAt)
}

// passOver postpones a card that Slack refuses, longer each time it fails, so that it does not hold up the other cards
// of the channel.
func (pu *Publisher) passOver(ctx context.Context, c store.Card, why error, now time.Time) error {
	wait := min(publishRetry<<min(c.Failed, 10), publishMaxRetry)
	level := slog.LevelWarn
	if _, panicked := errors.AsType[*protect.Panic](why); panicked {
		level = slog.LevelError
	}
	pu.log.Log(ctx, level, "could not draw a card; will retry", "lead", int64(c.Lead), "channel", c.Channel, "in", wait, "err", why)
	return pu.store.CardRefused(ctx, c, now.Add(wait))
}

// stopsChannel reports whether the other cards of the channel would meet the same error.
func stopsChannel(err error) bool {
	var busy outbox.Busy
	return errors.As(err, &busy) || errors.Is(err, outbox.ErrUnsure)
}

// retryAt logs why something was not sent, and returns when to try again.
func (pu *Publisher) retryAt(err error, now time.Time, what, where string, id lead.ID) time.Time {
	var busy outbox.Busy
	if errors.As(err, &busy) {
		pu.log.Info("not published yet", "what", what, "where", where, "until", busy.Until)
		return busy.Until
	}
	level := slog.LevelWarn
	if _, panicked := errors.AsType[*protect.Panic](err); panicked {
		level = slog.LevelError
	}
	pu.log.Log(context.Background(), level, "could not publish; will retry", "what", what, "where", where, "lead", int64(id), "err", err)
	return now.Add(publishRetry)
}

// publishCard draws the card if it is behind, and then the thread lines below it. If the card is in a lead list, it
// draws the list.
func (pu *Publisher) publishCard(ctx context.Context, c store.Card, now time.Time) error {
	if c.LeadList != "" {
		return pu.publishList(ctx, c, now)
	}
	l, err := pu.store.Lead(ctx, c.Lead)
	if err != nil {
		return err
	}
	if c.Home != (l.Channel == c.Channel) {
		return nil // the lead moved after the channel was leased; the next call draws the card as it is now
	}
	events, err := pu.store.Events(ctx, c.Lead)
	if err != nil {
		return err
	}
	home, err := pu.find.HomeCard(ctx, c.Lead)
	if err != nil {
		return err
	}
	place := c.Place
	if place.Channel == "" {
		place.Channel = c.Channel
	}
	p := outbox.Message{
		Key: cardKey(c), Kind: outbox.Card, Place: place, Lead: l, Events: events, Home: home, Crew: pu.dir.Crew(),
	}
	p.Copy = !c.Home && slices.Contains(l.ExtraChannels, c.Channel)
	if !c.Home && !p.Copy {
		p.Kind = outbox.Tombstone
	}
	if c.Shown < l.Version {
		if c, err = pu.drawCard(ctx, c, p, now); err != nil {
			return err
		}
	}
	if !c.Home || c.ShownLine >= l.EventCount || c.Place.TS == "" {
		return nil
	}
	p.Kind, p.Thread, p.Events = outbox.ThreadReplies, c.Place.TS, events[c.ShownLine:]
	p.Place, p.Home = lead.Place{Channel: c.Place.Channel}, c.Place
	p.Key = "line:" + id(c.Lead) + ":" + strconv.Itoa(c.ShownLine+1) + ":" + c.Channel
	return pu.postThread(ctx, c, p, now)
}

func id(l lead.ID) string { return strconv.FormatInt(int64(l), 10) }

// cardKey identifies the message of a card for good. A card that is posted again is another message.
func cardKey(c store.Card) string {
	return "card:" + id(c.Lead) + ":" + strconv.Itoa(c.Turn) + ":" + c.Channel
}

// drawCard posts or updates the card, and stores which version is shown.
func (pu *Publisher) drawCard(ctx context.Context, c store.Card, p outbox.Message, now time.Time) (store.Card, error) {
	if c.Place.TS == "" && (c.Home || p.Copy) {
		sent, err := pu.postIdempotently(ctx, p, nil, 0, now)
		if err != nil {
			return c, err
		}
		c.Place, p.Place = sent.place, sent.place
		if !sent.before {
			return c, pu.store.CardShown(ctx, c, p.Key, c.Place, p.Lead.Version)
		}
	}
	if c.Place.TS == "" {
		// The lead moved before the place of this card was stored. The card may be in Slack or not.
		place, err := pu.findUnrecorded(ctx, p, now)
		if err != nil {
			return c, err
		}
		c.Place, p.Place = place, place
	}
	if c.Place.TS != "" {
		err := pu.board.Update(ctx, p)
		if errors.Is(err, outbox.ErrGone) {
			return pu.repostCard(ctx, c)
		}
		if err != nil {
			return c, err
		}
	}
	return c, pu.store.CardShown(ctx, c, p.Key, c.Place, p.Lead.Version)
}

// findUnrecorded finds a card that a publisher began to post and whose place was not stored, for example after a crash.
// The place is empty if there is none.
func (pu *Publisher) findUnrecorded(ctx context.Context, p outbox.Message, now time.Time) (lead.Place, error) {
	begun, err := pu.store.Post(ctx, p.Key)
	if begun == nil || err != nil {
		return lead.Place{}, err
	}
	place, _, err := pu.reconcile(ctx, p, *begun, now)
	return place, err
}

// repostCard has a card posted again because somebody deleted its message. The card is behind now, so it is drawn next.
func (pu *Publisher) repostCard(ctx context.Context, c store.Card) (store.Card, error) {
	err := pu.store.CardDeleted(ctx, c)
	c.Place = lead.Place{}
	return c, err
}

// postThread posts the thread lines that are missing, as one message.
func (pu *Publisher) postThread(ctx context.Context, c store.Card, p outbox.Message, now time.Time) error {
	sent, err := pu.postIdempotently(ctx, p, nil, p.Events[len(p.Events)-1].N, now)
	if errors.Is(err, outbox.ErrGone) {
		_, err = pu.repostCard(ctx, c)
		return err
	}
	if err != nil {
		return err
	}
	return pu.store.LinesShown(ctx, c, p.Key, sent.place.TS, sent.upto)
}

// Redraw has the cards of a lead drawn again although the lead did not change, because somebody saw a card that was out
// of date.
func (pu *Publisher) Redraw(ctx context.Context, id lead.ID) error {
	if err := pu.store.Redraw(ctx, id); err != nil {
		return err
	}
	pu.Signal()
	return nil
}
