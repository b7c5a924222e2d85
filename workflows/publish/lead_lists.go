package publish

import (
	"context"
	"errors"
	"slices"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
)

// listFrom is how many leads that nobody has seen yet become one list. Slack takes about one message a second in a
// channel, so the last of that many cards would be seen ten seconds late.
const listFrom = 10

// groupIntoList returns the cards of a batch that are to be drawn. When leads come faster than Slack takes cards, it
// first puts those that need no more than one line into a list. The first card of a list then stands for all of them.
func (pu *Publisher) groupIntoList(ctx context.Context, b store.ChannelCards, now time.Time) ([]store.Card, error) {
	if len(b.Cards) == publishBatch {
		if err := pu.groupWaiting(ctx, b, now); err != nil {
			return nil, err
		}
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(b.Cards, func(c store.Card) bool {
		again := seen[c.LeadList]
		seen[c.LeadList] = c.LeadList != ""
		return again
	}), nil
}

// groupWaiting makes a list of the leads that have waited longest in a channel, if there are enough of them, and marks
// the cards of the batch that are in it.
func (pu *Publisher) groupWaiting(ctx context.Context, b store.ChannelCards, now time.Time) error {
	cards, err := pu.store.UnpostedCards(ctx, b.Channel, now, outbox.MaxItems)
	if err != nil || len(cards) < listFrom {
		return err
	}
	leads, err := pu.leadsOf(ctx, cards)
	if err != nil {
		return err
	}
	var few []store.Card
	for _, c := range cards {
		begun, err := pu.store.Post(ctx, cardKey(c)) // its own message may be on its way
		if err != nil {
			return err
		}
		if begun == nil && staysInList(c, leads[c.Lead]) {
			few = append(few, c)
		}
	}
	if len(few) < listFrom {
		return nil
	}
	key := "stack:" + cardKey(few[0])
	if err := pu.store.CreateLeadList(ctx, key, few); err != nil {
		return err
	}
	for i, c := range b.Cards {
		if slices.ContainsFunc(few, func(f store.Card) bool { return f.Lead == c.Lead }) {
			b.Cards[i].LeadList = key
		}
	}
	return nil
}

func (pu *Publisher) leadsOf(ctx context.Context, cards []store.Card) (map[lead.ID]*lead.Lead, error) {
	ids := make([]lead.ID, len(cards))
	for i, c := range cards {
		ids[i] = c.Lead
	}
	return leadsByID(ctx, pu.store, ids)
}

// staysInList reports whether a lead may be in a list of the channel.
func staysInList(c store.Card, l *lead.Lead) bool { return l.Channel == c.Channel && l.Batchable() }

// publishList draws the list that contains a card, with the leads that still belong in it. The others leave it and get
// cards of their own, in the channels where they are now.
func (pu *Publisher) publishList(ctx context.Context, c store.Card, now time.Time) error {
	cards, err := pu.store.CardsInLeadList(ctx, c.LeadList)
	if err != nil {
		return err
	}
	leads, err := pu.leadsOf(ctx, cards)
	if err != nil {
		return err
	}
	p := outbox.Message{Key: c.LeadList, Kind: outbox.LeadList, Place: lead.Place{Channel: c.Channel}, Crew: pu.dir.Crew()}
	shows := map[lead.ID]int64{}
	for _, c := range cards {
		if l := leads[c.Lead]; staysInList(c, l) {
			shows[l.ID] = l.Version
			p.Items = append(p.Items, outbox.Item{Lead: l})
		}
		if c.Place.TS != "" {
			p.Place = c.Place
		}
	}
	slices.SortStableFunc(p.Items, byHeat)
	place, err := pu.drawList(ctx, p, now)
	switch {
	case err == nil:
		return pu.store.LeadListShown(ctx, p.Key, place, cards, shows)
	case errors.Is(err, outbox.ErrGone):
		return pu.store.DissolveLeadList(ctx, p.Key, false)
	case stopsChannel(err) || ctx.Err() != nil:
		return err
	case place.TS == "":
		pu.log.Warn("Slack refused a lead list; drawing its cards one by one", "channel", c.Channel, "err", err)
		return pu.store.DissolveLeadList(ctx, p.Key, true)
	}
	for _, c := range cards {
		if err := pu.passOver(ctx, c, err, now); err != nil {
			return err
		}
	}
	return nil
}

// drawList posts or updates a list and returns where it is. The place is empty if all leads had left the list before it
// was posted.
func (pu *Publisher) drawList(ctx context.Context, p outbox.Message, now time.Time) (lead.Place, error) {
	if p.Place.TS == "" && len(p.Items) > 0 {
		sent, err := pu.postIdempotently(ctx, p, nil, 0, now)
		if err != nil || !sent.before {
			return sent.place, err
		}
		p.Place = sent.place
	}
	if p.Place.TS == "" {
		place, err := pu.findUnrecorded(ctx, p, now)
		if err != nil || place.TS == "" {
			return place, err
		}
		p.Place = place
	}
	return p.Place, pu.board.Update(ctx, p)
}
