package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"dibs/lead"
)

// Card is a lead's message in one channel: what it should show, and what it shows. A card is behind while Shown is less
// than Want; the home card is also behind while ShownLine is less than WantLine.
type Card struct {
	Lead      lead.ID
	Channel   string     // as the playbook names it
	Home      bool       // has the thread; others are full while Lead.ExtraChannels names their channel, then short
	Want      int64      // version of the lead that it should show
	Shown     int64      // version that it shows; 0 before it is posted, negative if it must be drawn again
	WantLine  int        // number of the last event that the thread should contain
	ShownLine int        // number of the last event that it contains
	Turn      int        // how often it was posted again after someone deleted the message
	Failed    int        // how many times in a row Slack refused it
	Place     lead.Place // where it is in Slack; zero before it is posted
	LeadList  string     // key of the lead list that contains it, and is then the message at Place; see CreateLeadList
}

// ChannelCards are the cards of one channel that are behind, leased to one worker.
type ChannelCards struct {
	Channel string
	Cards   []Card
}

type shownRow struct {
	Lead      lead.ID      `json:"lead"`
	Channel   string       `json:"channel"`
	Home      bool         `json:"home"`
	Want      int64        `json:"want"`
	Shown     int64        `json:"shown"`
	WantLine  int          `json:"want_line"`
	ShownLine int          `json:"shown_line"`
	Turn      int          `json:"turn"`
	Failed    int          `json:"failed"`
	Place     optionalText `json:"place"`
	TS        optionalText `json:"ts"`
	Stack     string       `json:"stack"`
}

func (r shownRow) card() Card {
	return Card{
		Lead: r.Lead, Channel: r.Channel, Home: r.Home, Want: r.Want, Shown: r.Shown,
		WantLine: r.WantLine, ShownLine: r.ShownLine, Turn: r.Turn, Failed: r.Failed,
		Place: lead.Place{Channel: string(r.Place), TS: string(r.TS)}, LeadList: r.Stack,
	}
}

var shownNames = names(columnsOf[shownRow]())

// nextChannelSQL finds the channel whose cards have waited longest. Channels with a hot lead come first.
const nextChannelSQL = `SELECT '` + channelLease + `' || c.channel FROM cards AS c LEFT JOIN leases AS s ON s.name = '` + channelLease + `' || c.channel
	WHERE c.behind AND (c.retry_at IS NULL OR c.retry_at <= $2) AND ` + servable + `
	GROUP BY c.channel ORDER BY max(CASE WHEN c.hot THEN 1 ELSE 0 END) DESC, min(c.wanted_at), c.channel LIMIT 1`

// LeaseCards gives a worker one channel to draw in: at most limit of its cards that are behind, hot leads first and
// then those that have been behind longest. No other worker gets the channel before until, so until must be later
// than drawing can take. FreeChannel gives the channel back. Channels and cards whose retry is not due yet are
// skipped. The result is zero if there is nothing to draw.
func (s *Store) LeaseCards(ctx context.Context, worker string, now, until time.Time, limit int) (ChannelCards, error) {
	name, err := s.leaseNext(ctx, nextChannelSQL, worker, now, until)
	if name == "" || err != nil {
		return ChannelCards{}, err
	}
	channel := strings.TrimPrefix(name, channelLease)
	cards, err := s.loadCards(ctx, `WHERE behind AND channel = $1
		AND (retry_at IS NULL OR retry_at <= $2) ORDER BY hot DESC, wanted_at, lead LIMIT $3`, channel, timestamp{now}, limit)
	return ChannelCards{Channel: channel, Cards: cards}, err
}

func (s *Store) loadCards(ctx context.Context, where string, args ...any) ([]Card, error) {
	var rows []shownRow
	if err := s.reader.all(ctx, &rows, "SELECT "+shownNames+" FROM cards "+where, args...); err != nil {
		return nil, fmt.Errorf("read cards: %w", err)
	}
	cs := make([]Card, len(rows))
	for i, r := range rows {
		cs[i] = r.card()
	}
	return cs, nil
}

// FreeChannel gives a leased channel back. No worker gets it before retryAt; zero means at once. It does nothing if
// another worker has the lease by now.
func (s *Store) FreeChannel(ctx context.Context, worker, channel string, retryAt time.Time) error {
	return s.free(ctx, channelLease+channel, worker, retryAt)
}

// Place returns where a lead's home card is in Slack: its own message, or the lead list that contains it. It is zero
// until the card has been posted.
func (s *Store) Place(ctx context.Context, id lead.ID) (lead.Place, error) {
	var r struct {
		Place optionalText `json:"place"`
		TS    optionalText `json:"ts"`
	}
	err := s.reader.one(ctx, &r, "SELECT place, ts FROM cards WHERE lead = $1 AND home", id)
	if errors.Is(err, sql.ErrNoRows) {
		return lead.Place{}, nil
	}
	if err != nil {
		return lead.Place{}, fmt.Errorf("look up the card of lead %s: %w", id, err)
	}
	return lead.Place{Channel: string(r.Place), TS: string(r.TS)}, nil
}

// LeadOfCard finds the lead whose card, home or not, is the message at a place. ok is false if the message is not a
// card, or is a lead list.
func (s *Store) LeadOfCard(ctx context.Context, p lead.Place) (id lead.ID, ok bool, err error) {
	if p.Channel == "" || p.TS == "" {
		return 0, false, nil
	}
	err = s.reader.one(ctx, &id, "SELECT lead FROM cards WHERE ts = $1 AND place = $2 AND stack = '' ORDER BY lead LIMIT 1", p.TS, p.Channel)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("look up the lead of a message: %w", err)
	}
	return id, true, nil
}

// Places is Place for several leads. Leads whose home card has not been posted are missing.
func (s *Store) Places(ctx context.Context, ids ...lead.ID) (map[lead.ID]lead.Place, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []struct {
		Lead  lead.ID `json:"lead"`
		Place string  `json:"place"`
		TS    string  `json:"ts"`
	}
	err := s.reader.all(ctx, &rows, "SELECT t.lead, t.place, t.ts FROM "+s.dialect.each(s.dialect.list("$1"), "cards",
		"lead, home, place, ts", "lead = CAST(e.value AS bigint)", "")+" WHERE t.home AND t.ts IS NOT NULL", jsonOf(ids))
	if err != nil {
		return nil, fmt.Errorf("look up the cards of leads: %w", err)
	}
	places := make(map[lead.ID]lead.Place, len(rows))
	for _, r := range rows {
		places[r.Lead] = lead.Place{Channel: r.Place, TS: r.TS}
	}
	return places, nil
}

// Cards lists all cards of a lead, the home card first.
func (s *Store) Cards(ctx context.Context, id lead.ID) ([]Card, error) {
	return s.loadCards(ctx, "WHERE lead = $1 ORDER BY home DESC, channel", id)
}

// CardShown records that a card now shows a version of its lead at a place, and completes the post that put it there.
// key is empty if the message existed already.
//
// If the stored Shown is no longer c.Shown, CardShown keeps the lower of the two, so that the card is drawn again:
// either a slow worker has overwritten a newer version, or Redraw was called while the card was being drawn.
func (s *Store) CardShown(ctx context.Context, c Card, key string, place lead.Place, version int64) error {
	return s.recordShown(ctx, c, key, place.TS,
		`UPDATE cards SET shown = CASE WHEN shown = $6 OR shown > $1 THEN $1 ELSE shown END,
			place = $2, ts = $3, failed = 0, retry_at = NULL WHERE lead = $4 AND channel = $5`,
		version, optionalText(place.Channel), optionalText(place.TS), c.Lead, c.Channel, c.Shown)
}

// LinesShown records that the thread under a card contains the events up to a number, and completes the post that
// added them.
func (s *Store) LinesShown(ctx context.Context, c Card, key, ts string, upto int) error {
	return s.recordShown(ctx, c, key, ts, "UPDATE cards SET shown_line = $1, failed = 0, retry_at = NULL WHERE lead = $2 AND channel = $3", upto, c.Lead, c.Channel)
}

// recordShown runs an update of one card and completes its post.
func (s *Store) recordShown(ctx context.Context, c Card, key, ts, update string, args ...any) error {
	err := s.write(ctx, func(t tx) error {
		if err := t.execOn(ctx, 1, update, args...); err != nil { // cards are never deleted
			return err
		}
		return t.completePost(ctx, key, ts)
	})
	return found(err, fmt.Sprintf("record the card of lead %s in %s", c.Lead, c.Channel))
}

// CardRefused records that Slack did not accept a card. The card is skipped until retryAt, so that it does not hold
// up its channel.
func (s *Store) CardRefused(ctx context.Context, c Card, retryAt time.Time) error {
	err := s.write(ctx, func(t tx) error {
		return t.execOn(ctx, 1, "UPDATE cards SET failed = failed + 1, retry_at = $1 WHERE lead = $2 AND channel = $3",
			timestamp{retryAt}, c.Lead, c.Channel)
	})
	return found(err, fmt.Sprintf("put off the card of lead %s in %s", c.Lead, c.Channel))
}

// CardDeleted records that someone deleted the card's message in Slack. The card is posted again with the next Turn.
// Its thread continues where it was, so that nobody is pinged twice.
func (s *Store) CardDeleted(ctx context.Context, c Card) error {
	err := s.write(ctx, func(t tx) error {
		_, err := t.exec(ctx, `UPDATE cards SET place = NULL, ts = NULL, shown = 0, turn = turn + 1
			WHERE lead = $1 AND channel = $2 AND ts = $3`, c.Lead, c.Channel, c.Place.TS)
		return err
	})
	return found(err, fmt.Sprintf("forget the card of lead %s in %s", c.Lead, c.Channel))
}

// Redraw makes all cards of a lead be drawn again, whatever they are recorded to show. That includes a card that is
// being drawn right now, which is why the stored value differs each time (see CardShown).
func (s *Store) Redraw(ctx context.Context, id lead.ID) error {
	return s.exec(ctx, "redraw the cards of lead "+id.String(), "UPDATE cards SET shown = -1 - abs(shown) WHERE lead = $1", id)
}
