package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dibs/lead"
	"dibs/lead/outbox"
)

// The rows that a save writes in addition to the lead's. The lead's id is the first member of each, because a new
// lead gets its number only inside the transaction; see numbered.

type eventRow struct {
	Lead  lead.ID      `json:"lead"`
	N     int          `json:"n"`
	At    timestamp    `json:"at"`
	Kind  string       `json:"kind"`
	By    optionalText `json:"by"`
	Stage string       `json:"stage"`
	Owner optionalText `json:"owner"`
	Facts document     `json:"facts"`
	Words document     `json:"words"`
}

type cardRow struct {
	Lead     lead.ID `json:"lead"`
	Channel  string  `json:"channel"`
	Home     bool    `json:"home"`
	Hot      bool    `json:"hot"`
	Want     int64   `json:"want"`
	WantLine int     `json:"want_line"`
	// ShownLine is for a card that becomes the home card: its thread begins with what happens from now on. Earlier
	// events are in the thread of the former home card, and nobody is pinged again.
	ShownLine int       `json:"shown_line"`
	WantedAt  timestamp `json:"wanted_at"`
}

// changeRows is a change as rows in JSON. They are made in the goroutine that calls Save, so that little is left to
// do inside the transaction.
type changeRows struct {
	id       lead.ID // zero for a lead that will be inserted
	version  int64
	insert   bool
	external externalKey
	receipt  *Receipt
	rotation *lead.Rotation
	newcomer string // their address in lower case; empty: not checked

	lead, payload, receiptRow, rotationRow []byte

	card                  cardRow  // the home card, without the id of a new lead
	also                  []string // channels where the lead has a card in addition to the home card
	cards                 [][]byte // all cards
	events, notifications [][]byte
	unnumbered            []outbox.Notification // notifications about a lead that will be inserted
	ownNotifications      [][]byte              // the same notifications with the lead's number
}

type externalKey struct {
	Source     string `json:"source"`
	ExternalID string `json:"external_id"`
}

func encode(c *Change) (*changeRows, error) {
	if err := c.sanitize(); err != nil {
		return nil, err
	}
	e := &changeRows{receipt: c.Receipt, rotation: c.Rotation}
	if l := c.Lead; l != nil {
		e.id, e.version, e.insert = l.ID, l.Version, l.Version == 0
		if e.insert != (l.ID == 0) {
			return nil, errors.New("a lead to be inserted has no id, and any other has one")
		}
		e.external = externalKey{l.Source, l.ExternalID}
		if c.Newcomer {
			e.newcomer = strings.ToLower(l.Contact.Email)
		}
		if err := e.encodeLead(l, c.Events); err != nil {
			return nil, err
		}
	}
	return e, e.encodeRest(c)
}

func (e *changeRows) encodeLead(l *lead.Lead, events []lead.Event) error {
	r, err := rowOf(l)
	if err != nil {
		return err
	}
	if e.lead, err = json.Marshal(r); err != nil {
		return err
	}
	wantedAt := l.EnteredAt
	for _, ev := range events {
		b, err := encodeEvent(l.ID, ev)
		if err != nil {
			return fmt.Errorf("event %d: %w", ev.N, err)
		}
		e.events = append(e.events, b)
		wantedAt = ev.At
	}
	if wantedAt.IsZero() {
		wantedAt = l.RegisteredAt
	}
	e.card = cardRow{
		Channel: l.Channel, Home: true, Hot: l.Score.Temperature == lead.Hot,
		Want: l.Version + 1, WantLine: l.EventCount, ShownLine: l.EventCount - len(events), WantedAt: timestamp{wantedAt},
	}
	e.also = l.ExtraChannels
	return nil
}

// encodeCards makes the rows of the home card, of the cards in the extra channels, and of earlier cards in other
// channels; the publisher decides what those show. channels are the channels where the lead already has a card.
func (e *changeRows) encodeCards(channels []string) error {
	e.cards = nil
	if e.lead == nil {
		return nil
	}
	for _, c := range append([]string{e.card.Channel}, e.also...) {
		if c != "" && !slices.Contains(channels, c) {
			channels = append(channels, c)
		}
	}
	for _, c := range channels {
		card := e.card
		card.Lead, card.Channel, card.Home = e.id, c, c == e.card.Channel
		b, err := json.Marshal(card)
		if err != nil {
			return err
		}
		e.cards = append(e.cards, b)
	}
	return nil
}

func encodeEvent(id lead.ID, ev lead.Event) ([]byte, error) {
	facts, err := documentOf(ev.Facts)
	if err != nil {
		return nil, err
	}
	var words document
	if ev.Words != (lead.Words{}) {
		if words, err = documentOf(ev.Words); err != nil {
			return nil, err
		}
	}
	return json.Marshal(eventRow{
		Lead: id, N: ev.N, At: timestamp{ev.At}, Kind: string(ev.Kind), By: optionalText(ev.By),
		Stage: string(ev.Stage), Owner: optionalText(ev.Owner), Facts: facts, Words: words,
	})
}

func (e *changeRows) encodeRest(c *Change) (err error) {
	for _, n := range c.Notifications {
		if e.isOwn(n) {
			e.unnumbered = append(e.unnumbered, n)
			continue
		}
		b, err := encodeNotification(n)
		if err != nil {
			return err
		}
		e.notifications = append(e.notifications, b)
	}
	if r := c.Rotation; r != nil {
		if e.rotationRow, err = encodeRotation(r); err != nil {
			return err
		}
	}
	if p := c.Payload; p != nil {
		if e.payload, err = encodePayload(e.id, p); err != nil {
			return err
		}
	}
	if r := c.Receipt; r != nil {
		if c.Lead != nil {
			r.Lead, r.Stage = c.Lead.ID, c.Lead.Stage
		}
		e.receiptRow, err = encodeReceipt(r)
	}
	return err
}

// isOwn reports whether a notification is about the lead of its change, which had no number yet.
func (e *changeRows) isOwn(n outbox.Notification) bool { return e.insert && n.Lead == 0 && n.Event > 0 }

// number gives a new lead its id in every row.
func (e *changeRows) number(id lead.ID) error {
	e.id = id
	e.lead, e.payload, e.receiptRow = numbered(e.lead, id), numbered(e.payload, id), numbered(e.receiptRow, id)
	for i := range e.events {
		e.events[i] = numbered(e.events[i], id)
	}
	e.ownNotifications = nil // an earlier batch that failed used other numbers
	for _, n := range e.unnumbered {
		b, err := encodeNotification(n.ForLead(id))
		if err != nil {
			return err
		}
		e.ownNotifications = append(e.ownNotifications, b)
	}
	return nil
}

// numbered replaces the first member of a row, which is the id of a lead, by another id.
func numbered(row []byte, id lead.ID) []byte {
	if row == nil {
		return nil
	}
	colon, comma := bytes.IndexByte(row, ':'), bytes.IndexByte(row, ',')
	return slices.Concat(row[:colon+1], strconv.AppendInt(nil, int64(id), 10), row[comma:])
}

// apply copies ids and versions into the caller's values. It runs in the caller's goroutine.
func (e *changeRows) apply(c *Change) {
	if c.Lead != nil {
		c.Lead.ID, c.Lead.Version = e.id, e.version+1
		for i := range c.Events {
			c.Events[i].Lead = e.id
		}
		if c.Receipt != nil {
			c.Receipt.Lead = e.id
		}
	}
	for i, n := range c.Notifications {
		if e.isOwn(n) {
			c.Notifications[i] = n.ForLead(e.id)
		}
	}
	if c.Rotation != nil {
		c.Rotation.Version++
	}
}
