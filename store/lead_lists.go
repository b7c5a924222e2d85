package store

import (
	"context"
	"time"

	"dibs/lead"
)

// UnpostedCards lists home cards of a channel that are behind, are in no message yet and belong to leads that are not
// hot. Those that have been behind longest come first. Cards that Slack refused are left out.
func (s *Store) UnpostedCards(ctx context.Context, channel string, now time.Time, limit int) ([]Card, error) {
	return s.loadCards(ctx, `WHERE behind AND home AND NOT hot AND channel = $1 AND ts IS NULL AND stack = '' AND failed = 0
		AND (retry_at IS NULL OR retry_at <= $2) ORDER BY wanted_at, lead LIMIT $3`, channel, timestamp{now}, limit)
}

// CreateLeadList puts cards that have not been posted into one message that lists their leads, instead of one message
// each. The key names the list for good. Cards that were posted in the meantime are left out.
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
	return found(err, "make the lead list "+key)
}

// CardsInLeadList lists the cards in a lead list, by the ids of their leads.
func (s *Store) CardsInLeadList(ctx context.Context, key string) ([]Card, error) {
	return s.loadCards(ctx, "WHERE stack = $1 ORDER BY lead", key)
}

// LeadListShown records that a lead list at a place shows leads in these versions, and completes the post that put it
// there. cards is what CardsInLeadList returned. Cards whose leads are not shown leave the list and are drawn like
// new ones.
func (s *Store) LeadListShown(ctx context.Context, key string, place lead.Place, cards []Card, shows map[lead.ID]int64) error {
	err := s.write(ctx, func(t tx) error {
		for _, c := range cards {
			if err := t.leadListShown(ctx, c, place, shows); err != nil {
				return err
			}
		}
		return t.completePost(ctx, key, place.TS)
	})
	return found(err, "record the lead list "+key)
}

// leadListShown follows the rule of CardShown: a change that was requested during the drawing does not count as
// drawn.
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

// DissolveLeadList takes a lead list apart because its message was deleted or refused. Its cards are drawn like new
// ones. After a refusal each gets a message of its own, so that one lead cannot block the others.
func (s *Store) DissolveLeadList(ctx context.Context, key string, refused bool) error {
	failed := 0
	if refused {
		failed = 1
	}
	return s.exec(ctx, "dissolve the lead list "+key, "UPDATE cards SET "+leaveLeadList+", failed = $1 WHERE stack = $2", failed, key)
}

// leaveLeadList makes a card look as if it had never been drawn, so its thread will contain every event. The new turn
// keeps an earlier message from being mistaken for this one.
const leaveLeadList = "stack = '', place = NULL, ts = NULL, turn = turn + 1, shown = 0, shown_line = 0, retry_at = NULL"
