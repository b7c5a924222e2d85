package store

import (
	"context"
	"time"

	"dibs/lead"
)

// UnpostedCards lists cards of a channel that are behind and stand in no message yet, the longest behind
// first: home cards of leads that are not hot. One that Slack refused is not among them.
func (s *Store) UnpostedCards(ctx context.Context, channel string, now time.Time, limit int) ([]Card, error) {
	return s.loadCards(ctx, `WHERE behind AND home AND NOT hot AND channel = $1 AND ts IS NULL AND stack = '' AND failed = 0
		AND (retry_at IS NULL OR retry_at <= $2) ORDER BY wanted_at, lead LIMIT $3`, channel, instant{now}, limit)
}

// CreateLeadList has cards that were not posted lie in a stack: one message that lists their leads, instead of
// one each. The key names it for ever.
func (s *Store) CreateLeadList(ctx context.Context, key string, cards []Card) error {
	err := s.write(ctx, func(t tx) error {
		for _, c := range cards {
			_, err := t.exec(ctx, "UPDATE cards SET stack = $1 WHERE lead = $2 AND channel = $3 AND ts IS NULL", key, c.Lead, c.Channel)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return found(err, "make the stack "+key)
}

// CardsInLeadList lists the cards that lie in a stack, by their leads.
func (s *Store) CardsInLeadList(ctx context.Context, key string) ([]Card, error) {
	return s.loadCards(ctx, "WHERE stack = $1 ORDER BY lead", key)
}

// LeadListShown records that a stack at a place shows leads in these versions, and completes the post
// that brought it there. Of its cards, as Stacked gave them, those whose leads it does not show have
// left it: they are drawn as if they were new.
func (s *Store) LeadListShown(ctx context.Context, key string, place lead.Place, cards []Card, shows map[lead.ID]int64) error {
	err := s.write(ctx, func(t tx) error {
		for _, c := range cards {
			if err := t.leadListShown(ctx, c, place, shows); err != nil {
				return err
			}
		}
		return t.completePost(ctx, key, place.TS)
	})
	return found(err, "record the stack "+key)
}

// leadListShown keeps to the rule of CardShown: what was asked for meanwhile is not taken for drawn.
func (t tx) leadListShown(ctx context.Context, c Card, place lead.Place, shows map[lead.ID]int64) error {
	version, in := shows[c.Lead]
	if !in {
		_, err := t.exec(ctx, "UPDATE cards SET "+leaveLeadList+" WHERE lead = $1 AND channel = $2 AND stack = $3", c.Lead, c.Channel, c.LeadList)
		return err
	}
	_, err := t.exec(ctx, `UPDATE cards SET shown = CASE WHEN shown = $1 OR shown > $2 THEN $2 ELSE shown END, shown_line = $3,
		place = $4, ts = $5, failed = 0, retry_at = NULL WHERE lead = $6 AND channel = $7 AND stack = $8`,
		c.Shown, version, c.WantLine, place.Channel, place.TS, c.Lead, c.Channel, c.LeadList)
	return err
}

// DissolveLeadList takes a stack apart, because its message was deleted or refused: its cards are drawn as if
// they were new. After a refusal each is drawn by itself, so that one lead does no harm to the others.
func (s *Store) DissolveLeadList(ctx context.Context, key string, refused bool) error {
	failed := 0
	if refused {
		failed = 1
	}
	return s.exec(ctx, "take the stack "+key+" apart", "UPDATE cards SET "+leaveLeadList+", failed = $1 WHERE stack = $2", failed, key)
}

// leaveLeadList makes a card one that was never drawn, whose thread tells everything. Its turn sees to it
// that no earlier message is taken for its own.
const leaveLeadList = "stack = '', place = NULL, ts = NULL, turn = turn + 1, shown = 0, shown_line = 0, retry_at = NULL"
