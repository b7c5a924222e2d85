package workflowstest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

// Board is a Slack in memory. Set its exported functions and errors before it is used.
type Board struct {
	Messages []Message         // in Slack now, in the order in which they were posted
	Homes    []outbox.HomeView // in the order in which they were drawn
	Updates  int               // calls of Update
	Finds    int               // calls of Find

	Fail                 func(p outbox.Message) (sent bool, err error) // called for each Post; nil: all succeed
	FailHome, FailUpdate error

	mu     sync.Mutex
	posted int
}

// Message is a message in Slack, with its timestamp.
type Message struct {
	outbox.Message
	TS string
}

// Post adds a message.
func (b *Board) Post(_ context.Context, p outbox.Message) (lead.Place, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	sent, err := true, error(nil)
	if b.Fail != nil {
		sent, err = b.Fail(p)
	}
	b.posted++
	place := lead.Place{Channel: p.Place.Channel, TS: strconv.Itoa(b.posted)}
	if sent {
		b.Messages = append(b.Messages, Message{p, place.TS})
	}
	if err != nil {
		return lead.Place{}, err
	}
	return place, nil
}

// Update replaces a message.
func (b *Board) Update(_ context.Context, p outbox.Message) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.Updates++
	if b.FailUpdate != nil {
		return b.FailUpdate
	}
	for i, m := range b.Messages {
		if m.TS == p.Place.TS {
			b.Messages[i].Message = p
			return nil
		}
	}
	return outbox.ErrGone
}

// Find finds a message by its key.
func (b *Board) Find(_ context.Context, p outbox.Message, _ time.Time) (lead.Place, bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.Finds++
	for _, m := range b.Messages {
		if m.Key == p.Key {
			return lead.Place{Channel: p.Place.Channel, TS: m.TS}, true, nil
		}
	}
	return lead.Place{}, false, nil
}

// Home keeps a home view. Its text stands for the hash of what would be drawn.
func (b *Board) Home(_ context.Context, d outbox.HomeView, shown string) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	drawn := fmt.Sprint(d.FirstRow)
	for _, on := range slices.Sorted(maps.Keys(d.Leads)) {
		drawn += " " + string(on)
		for _, l := range d.Leads[on] {
			drawn += fmt.Sprint(l.ID, ".", l.Version)
		}
	}
	if d.LastAction != nil {
		drawn += fmt.Sprint(" last action ", d.LastAction.Event.N)
	}
	if drawn += fmt.Sprint(d.Reader.Away(d.Now)); drawn == shown {
		return shown, nil
	}
	b.Homes = append(b.Homes, d)
	if b.FailHome != nil {
		return "", b.FailHome
	}
	return drawn, nil
}

// LastHome is the home view that was drawn last.
func (b *Board) LastHome() outbox.HomeView { return b.Homes[len(b.Homes)-1] }

// Of lists the messages of a kind.
func (b *Board) Of(k outbox.MessageKind) []Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(b.Messages), func(m Message) bool { return m.Kind != k })
}

// Delete deletes the cards and lists in which a lead is shown, as a person may.
func (b *Board) Delete(id lead.ID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.Messages = slices.DeleteFunc(b.Messages, func(m Message) bool {
		return m.Kind == outbox.Card && m.Lead.ID == id ||
			m.Kind == outbox.LeadList && slices.ContainsFunc(m.Items, func(i outbox.Item) bool { return i.Lead.ID == id })
	})
}

// FailNext makes the next posts of a kind fail, one with each error. sent says whether their messages arrive even so.
func (b *Board) FailNext(k outbox.MessageKind, sent bool, errs ...error) {
	b.Fail = func(p outbox.Message) (bool, error) {
		if p.Kind != k || len(errs) == 0 {
			return true, nil
		}
		err := errs[0]
		errs = errs[1:]
		return sent, err
	}
}
