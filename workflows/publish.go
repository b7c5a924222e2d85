package workflows

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
)

const (
	publishBegin  = 3 * time.Second // after this no further card is begun: the rest is for ending
	publishTime   = 8 * time.Second // after this nothing more is sent: two answers of a slow Slack, and to spare
	publishMargin = 4 * time.Second // what Slack may take to show what was sent last, and clocks may differ
	publishRetry  = 5 * time.Second // before a channel or a card that failed is tried again
	publishBatch  = 8               // cards of a channel in one go

	publishMaxRetry = 10 * time.Minute // before a card that failed again and again is tried once more

	// publishLease is how long one publisher has a channel to itself, so also how long the
	// channel waits when that publisher dies. When it is over, whatever was sent can be found.
	publishLease = publishTime + publishMargin
)

// PublishOnce brings one channel and one person up to date: cards and threads that are behind
// what the leads are, and private notes. It is the only writer of cards and thread lines, and
// may run in any number of processes. It returns how much it sent, zero when nothing was left.
// What fails is logged and tried again; worker tells publishers of one process apart.
func (e *Engine) PublishOnce(ctx context.Context, worker string, now time.Time) (int, error) {
	// Nothing is sent when the lease may be over, or two publishers could send the same.
	ctx, cancel := context.WithTimeout(ctx, publishTime)
	defer cancel()
	cards, err := e.publishCards(ctx, e.worker+"/"+worker, now)
	if err != nil {
		return cards, err
	}
	notes, err := e.TellOnce(ctx, worker, now)
	return cards + notes, err
}

// TellOnce is the part of PublishOnce that tells people and channels what they are called for. It
// is for publishers who do nothing else: drawing the cards of a busy channel takes seconds, because
// Slack takes one message a second there, and whom a hot lead calls must not wait for that.
func (e *Engine) TellOnce(ctx context.Context, worker string, now time.Time) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, publishTime)
	defer cancel()
	return e.publishNotes(ctx, e.worker+"/"+worker, now)
}

func (e *Engine) publishCards(ctx context.Context, worker string, now time.Time) (int, error) {
	batch, err := e.store.LeaseCards(ctx, worker, now, now.Add(publishLease), publishBatch)
	if err != nil || batch.Channel == "" {
		return 0, err
	}
	begin, cancel := context.WithTimeout(ctx, publishBegin)
	defer cancel()
	// Whoever had a card drawn again may have learnt a moment ago, in another process, who is away.
	if slices.ContainsFunc(batch.Cards, func(c store.Card) bool { return c.Shown < 0 }) {
		err = e.Refresh(ctx)
	}
	var cards []store.Card
	if err == nil {
		cards, err = e.stack(ctx, batch, now)
	}
	if err != nil {
		return 0, errors.Join(err, e.store.FreeChannel(context.WithoutCancel(ctx), worker, batch.Channel, now.Add(publishRetry)))
	}
	sent, retryAt := 0, now
	for _, c := range cards {
		if begin.Err() != nil {
			break
		}
		err := e.publishCard(ctx, c, now)
		if err == nil {
			sent++
			continue
		}
		if stopsChannel(err) || ctx.Err() != nil {
			retryAt = e.later(err, now, "card", batch.Channel, c.Lead)
			break
		}
		if err := e.passOver(ctx, c, err, now); err != nil {
			return sent, err
		}
	}
	// The lease is given back even while stopping: whoever comes next should not wait for it.
	return sent, e.store.FreeChannel(context.WithoutCancel(ctx), worker, batch.Channel, retryAt)
}

// passOver puts off a card that Slack refuses, the longer the more often, and lets the channel's
// others by.
func (e *Engine) passOver(ctx context.Context, c store.Card, why error, now time.Time) error {
	wait := min(publishRetry<<min(c.Failed, 10), publishMaxRetry)
	e.log.Warn("a card is refused; it is tried again", "lead", int64(c.Lead), "channel", c.Channel, "in", wait, "err", why)
	return e.store.CardRefused(ctx, c, now.Add(wait))
}

// stopsChannel reports whether the rest of the channel would meet the same error.
func stopsChannel(err error) bool {
	var busy outbox.Busy
	return errors.As(err, &busy) || errors.Is(err, outbox.ErrUnsure)
}

// later logs why something was not sent and says when to try again.
func (e *Engine) later(err error, now time.Time, what, where string, id lead.ID) time.Time {
	var busy outbox.Busy
	if errors.As(err, &busy) {
		e.log.Info("not published yet", "what", what, "where", where, "until", busy.Until)
		return busy.Until
	}
	e.log.Warn("not published; tried again", "what", what, "where", where, "lead", int64(id), "err", err)
	return now.Add(publishRetry)
}

// publishCard draws the card if it is behind, then the thread lines under it; or the stack it lies in.
func (e *Engine) publishCard(ctx context.Context, c store.Card, now time.Time) error {
	if c.LeadList != "" {
		return e.publishStack(ctx, c, now)
	}
	l, err := e.store.Lead(ctx, c.Lead)
	if err != nil {
		return err
	}
	if c.Home != (l.Channel == c.Channel) {
		return nil // it moved since the channel was leased: still behind, it is drawn as what it is now at the next look
	}
	events, err := e.store.Events(ctx, c.Lead)
	if err != nil {
		return err
	}
	home, err := e.home(ctx, c.Lead)
	if err != nil {
		return err
	}
	place := c.Place
	if place.Channel == "" {
		place.Channel = c.Channel
	}
	p := outbox.Message{
		Key: cardKey(c), Kind: outbox.Card, Place: place, Lead: l, Events: events, Home: home, Crew: e.Crew(),
	}
	p.Copy = !c.Home && slices.Contains(l.ExtraChannels, c.Channel)
	if !c.Home && !p.Copy {
		p.Kind = outbox.Tombstone
	}
	if c.Shown < l.Version {
		if c, err = e.drawCard(ctx, c, p, now); err != nil {
			return err
		}
	}
	if !c.Home || c.ShownLine >= l.EventCount || c.Place.TS == "" {
		return nil
	}
	p.Kind, p.Thread, p.Events = outbox.ThreadReplies, c.Place.TS, events[c.ShownLine:]
	p.Place, p.Home = lead.Place{Channel: c.Place.Channel}, c.Place
	p.Key = "line:" + id(c.Lead) + ":" + strconv.Itoa(c.ShownLine+1) + ":" + c.Channel
	return e.tell(ctx, c, p, now)
}

func id(l lead.ID) string { return strconv.FormatInt(int64(l), 10) }

// cardKey names the card for ever; a card that had to be posted anew is another message.
func cardKey(c store.Card) string {
	return "card:" + id(c.Lead) + ":" + strconv.Itoa(c.Turn) + ":" + c.Channel
}

// drawCard posts the card or updates it, and stores which version is shown.
func (e *Engine) drawCard(ctx context.Context, c store.Card, p outbox.Message, now time.Time) (store.Card, error) {
	if c.Place.TS == "" && (c.Home || p.Copy) {
		sent, err := e.once(ctx, p, nil, 0, now)
		if err != nil {
			return c, err
		}
		c.Place, p.Place = sent.place, sent.place
		if !sent.before {
			return c, e.store.CardShown(ctx, c, p.Key, c.Place, p.Lead.Version)
		}
	}
	if c.Place.TS == "" {
		// The lead moved on before it was noted that its card stands here. It may stand all the same.
		place, err := e.strayed(ctx, p, now)
		if err != nil {
			return c, err
		}
		c.Place, p.Place = place, place
	}
	if c.Place.TS != "" {
		err := e.board.Update(ctx, p)
		if errors.Is(err, outbox.ErrGone) {
			return e.gone(ctx, c)
		}
		if err != nil {
			return c, err
		}
	}
	return c, e.store.CardShown(ctx, c, p.Key, c.Place, p.Lead.Version)
}

// strayed finds a card that somebody began to post and did not live to note; the place is empty
// when there is none.
func (e *Engine) strayed(ctx context.Context, p outbox.Message, now time.Time) (lead.Place, error) {
	begun, err := e.store.Post(ctx, p.Key)
	if begun == nil || err != nil {
		return lead.Place{}, err
	}
	place, _, err := e.lookFor(ctx, p, *begun, now)
	return place, err
}

// gone has a card posted anew whose message somebody deleted. It is behind by that, and so the
// next to be drawn.
func (e *Engine) gone(ctx context.Context, c store.Card) (store.Card, error) {
	err := e.store.CardDeleted(ctx, c)
	c.Place = lead.Place{}
	return c, err
}

// tell posts the thread lines that are behind, as one message.
func (e *Engine) tell(ctx context.Context, c store.Card, p outbox.Message, now time.Time) error {
	sent, err := e.once(ctx, p, nil, p.Events[len(p.Events)-1].N, now)
	if errors.Is(err, outbox.ErrGone) {
		_, err = e.gone(ctx, c)
		return err
	}
	if err != nil {
		return err
	}
	return e.store.LinesShown(ctx, c, p.Key, sent.place.TS, sent.upto)
}

// Redraw has the cards of a lead drawn again, though nothing changed: somebody saw one that was
// out of date.
func (e *Engine) Redraw(ctx context.Context, id lead.ID) error {
	if err := e.store.Redraw(ctx, id); err != nil {
		return err
	}
	e.saved(ctx)
	return nil
}
