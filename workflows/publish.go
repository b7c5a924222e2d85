package workflows

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"dibs/lead"
	"dibs/store"
)

const (
	publishLease  = 30 * time.Second // how long one publisher has a channel to itself
	publishMargin = 5 * time.Second  // what Slack may take to show what was sent last
	publishBatch  = 8                // cards of a channel in one go: fewer than fit the lease at Slack's pace
	publishRetry  = 5 * time.Second  // before a channel that failed is tried again
)

// PublishOnce brings one channel and one person up to date: cards and threads that are behind
// what the leads are, and private notes. It is the only writer of cards and thread lines, and
// may run in any number of processes. It returns how much it sent, zero when nothing was left.
// What fails is logged and tried again; worker tells publishers of one process apart.
func (e *Engine) PublishOnce(ctx context.Context, worker string, now time.Time) (int, error) {
	worker = e.worker + "/" + worker
	// Nothing is sent when the lease may be over, or two publishers could send the same.
	ctx, cancel := context.WithTimeout(ctx, publishLease-publishMargin)
	defer cancel()
	cards, err := e.publishCards(ctx, worker, now)
	if err != nil {
		return cards, err
	}
	notes, err := e.publishNotes(ctx, worker, now)
	return cards + notes, err
}

func (e *Engine) publishCards(ctx context.Context, worker string, now time.Time) (int, error) {
	batch, err := e.store.LeaseCards(ctx, worker, now, now.Add(publishLease), publishBatch)
	if err != nil || batch.Channel == "" {
		return 0, err
	}
	sent, retryAt := 0, now
	for _, c := range batch.Cards {
		err := e.publishCard(ctx, c, now)
		if err == nil {
			sent++
			continue
		}
		retryAt = e.later(err, now, "card", batch.Channel, c.Lead)
		if stopsChannel(err) || ctx.Err() != nil {
			break
		}
	}
	// The lease is given back even while stopping: whoever comes next should not wait for it.
	return sent, e.store.FreeChannel(context.WithoutCancel(ctx), worker, batch.Channel, retryAt)
}

// stopsChannel reports whether the rest of the channel would meet the same error.
func stopsChannel(err error) bool {
	var busy lead.Busy
	return errors.As(err, &busy) || errors.Is(err, lead.ErrUnsure)
}

// later logs why something was not sent and says when to try again.
func (e *Engine) later(err error, now time.Time, what, where string, id lead.ID) time.Time {
	var busy lead.Busy
	if errors.As(err, &busy) {
		e.log.Info("Slack asks to wait", "what", what, "where", where, "until", busy.Until)
		return busy.Until
	}
	e.log.Warn("not published; tried again", "what", what, "where", where, "lead", int64(id), "err", err)
	return now.Add(publishRetry)
}

// publishCard draws the card if it is behind, then the thread lines under it.
func (e *Engine) publishCard(ctx context.Context, c store.Card, now time.Time) error {
	l, err := e.store.Lead(ctx, c.Lead)
	if err != nil {
		return err
	}
	events, err := e.store.Events(ctx, c.Lead)
	if err != nil {
		return err
	}
	home, err := e.store.Place(ctx, c.Lead)
	if err != nil {
		return err
	}
	place := c.Place
	if place.Channel == "" {
		place.Channel = c.Channel
	}
	p := lead.Posting{
		Key: cardKey(c), What: lead.Card, Place: place, Lead: l, Events: events, Home: home, Crew: e.Crew(),
	}
	if !c.Home {
		p.What = lead.Stub
	}
	if c.Shown < l.Version {
		if c, err = e.drawCard(ctx, c, p, now); err != nil {
			return err
		}
	}
	if !c.Home || c.ShownLine >= l.EventCount || c.Place.TS == "" {
		return nil
	}
	p.What, p.Thread, p.Events = lead.Lines, c.Place.TS, events[c.ShownLine:]
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
func (e *Engine) drawCard(ctx context.Context, c store.Card, p lead.Posting, now time.Time) (store.Card, error) {
	if c.Place.TS == "" && c.Home {
		sent, err := e.once(ctx, p, 0, now)
		if err != nil {
			return c, err
		}
		c.Place, p.Place = sent.place, sent.place
		if !sent.before {
			return c, e.store.CardShown(ctx, c, p.Key, c.Place, p.Lead.Version)
		}
	}
	if c.Place.TS != "" { // empty: the lead moved on before its card was ever shown
		err := e.board.Update(ctx, p)
		if errors.Is(err, lead.ErrGone) { // somebody deleted the message: it is posted anew
			return c, errors.Join(err, e.store.CardGone(ctx, c))
		}
		if err != nil {
			return c, err
		}
	}
	return c, e.store.CardShown(ctx, c, p.Key, c.Place, p.Lead.Version)
}

// tell posts the thread lines that are behind, as one message.
func (e *Engine) tell(ctx context.Context, c store.Card, p lead.Posting, now time.Time) error {
	sent, err := e.once(ctx, p, p.Events[len(p.Events)-1].N, now)
	if err != nil {
		return err
	}
	return e.store.LinesShown(ctx, c, p.Key, sent.place.TS, sent.upto)
}

// sent is a message that stands in Slack.
type sent struct {
	place  lead.Place
	upto   int  // the last event or note it tells of
	before bool // an earlier try had sent it, perhaps as the lead was then
}

// once sends a posting that was not sent before. The intention is stored first; when it is
// there already, an earlier try ended in doubt, and the channel's history tells.
func (e *Engine) once(ctx context.Context, p lead.Posting, upto int, now time.Time) (sent, error) {
	earlier, err := e.store.BeginPost(ctx, store.Post{
		Key: p.Key, Channel: p.Place.Channel, Thread: p.Thread, Upto: upto, At: now,
	})
	if err != nil {
		return sent{}, fmt.Errorf("begin post %s: %w", p.Key, err)
	}
	if earlier != nil && earlier.TS != "" {
		return sent{lead.Place{Channel: earlier.Channel, TS: earlier.TS}, earlier.Upto, true}, nil
	}
	if earlier != nil {
		place, found, err := e.board.Find(ctx, p, earlier.At)
		if err != nil || found {
			return sent{place, earlier.Upto, true}, err
		}
		upto = earlier.Upto // what is sent now must be told again by whoever finds it
	}
	place, err := e.board.Post(ctx, upTo(p, upto))
	return sent{place: place, upto: upto}, err
}

// upTo leaves out the lines after an event: an earlier try promised to tell of no more.
func upTo(p lead.Posting, n int) lead.Posting {
	for i, ev := range p.Events {
		if p.What == lead.Lines && ev.N > n {
			p.Events = p.Events[:i]
			break
		}
	}
	return p
}

// publishNotes sends what one person is to be told, as one message.
func (e *Engine) publishNotes(ctx context.Context, worker string, now time.Time) (int, error) {
	notes, err := e.store.LeaseNotes(ctx, worker, now, now.Add(publishLease), publishBatch)
	if err != nil || len(notes) == 0 {
		return 0, err
	}
	p := lead.Posting{Key: notes[0].Key, What: lead.Private, To: notes[0].To, Crew: e.Crew()}
	for _, n := range notes {
		item, ok, err := e.item(ctx, n)
		if err != nil {
			return 0, err
		}
		if ok {
			p.Items = append(p.Items, item)
		}
	}
	last := notes[len(notes)-1].ID
	done := sent{upto: int(last)}
	if len(p.Items) > 0 {
		done, err = e.once(ctx, p, int(last), now)
		if errors.Is(err, lead.ErrUnreachable) { // trying again would not change it
			e.log.Warn("a person cannot be told", "person", string(p.To), "err", err)
			done, err = sent{upto: int(last)}, nil
		}
		if err != nil {
			retryAt := e.later(err, now, "note", string(p.To), notes[0].Lead)
			return 0, e.store.RetryNotes(context.WithoutCancel(ctx), worker, p.To, retryAt)
		}
	}
	notes = slices.DeleteFunc(notes, func(n lead.Note) bool { return n.ID > int64(done.upto) })
	return len(p.Items), e.store.NotesSent(ctx, worker, notes, p.Key, done.place)
}

// item is what a note tells; ok is false when there is nothing left to ask.
func (e *Engine) item(ctx context.Context, n lead.Note) (lead.Item, bool, error) {
	l, err := e.store.Lead(ctx, n.Lead)
	if err != nil {
		return lead.Item{}, false, err
	}
	events, err := e.store.Events(ctx, n.Lead)
	if err != nil {
		return lead.Item{}, false, err
	}
	home, err := e.store.Place(ctx, n.Lead)
	if err != nil || n.Event < 1 || n.Event > len(events) {
		return lead.Item{}, false, err
	}
	ev := events[n.Event-1]
	return lead.Item{Kind: n.Kind, Lead: l, Event: ev, Home: home}, !moot(n, l, ev), nil
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
