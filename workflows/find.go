package workflows

import (
	"context"
	"errors"

	"dibs/lead"
	"dibs/store"
)

// Found is a lead with what people see of it.
type Found struct {
	Lead   *lead.Lead
	Events []lead.Event
	Home   lead.Place // where its card hangs; empty while none does
}

// Look reads a lead with its log. A number that is no lead's is refused.
func (e *Engine) Look(ctx context.Context, id lead.ID) (Found, error) {
	l, err := e.store.Lead(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return Found{}, &lead.Refusal{Why: lead.WhyNotFound, Lead: &lead.Lead{ID: id}}
	}
	if err != nil {
		return Found{}, err
	}
	events, err := e.store.Events(ctx, id)
	if err != nil {
		return Found{}, err
	}
	home, err := e.home(ctx, id)
	return Found{l, events, home}, err
}

// At is the lead whose home card is a message of Slack, such as the first one of a thread; not ok
// when none is.
func (e *Engine) At(ctx context.Context, p lead.Place) (id lead.ID, ok bool, err error) {
	return e.store.LeadOfCard(ctx, p)
}

// Told is the lead that a private message to somebody told of, by the message's timestamp; not ok
// when it told of none, or of several.
func (e *Engine) Told(ctx context.Context, to lead.PersonID, ts string) (id lead.ID, ok bool, err error) {
	return e.store.LeadOfNotification(ctx, to, ts)
}

// Find searches leads by number, name, company, e-mail and phone, open ones first.
func (e *Engine) Find(ctx context.Context, words string, most int) ([]*lead.Lead, error) {
	return e.store.Find(ctx, words, most)
}

// Mine lists what is a person's: offered to them first, then owned, the next deadline first.
func (e *Engine) Mine(ctx context.Context, by lead.PersonID) ([]*lead.Lead, error) {
	offered, err := e.store.OfferedTo(ctx, by)
	if err != nil {
		return nil, err
	}
	owned, err := e.store.OwnedBy(ctx, by)
	return append(offered, owned...), err
}

// home is where the home card of a lead hangs, with all that a link to it needs.
func (e *Engine) home(ctx context.Context, id lead.ID) (lead.Place, error) {
	p, err := e.store.Place(ctx, id)
	p.Site = e.site()
	return p, err
}

// linked is a message of Slack with all that a link to it needs.
func (e *Engine) linked(p *lead.Place) *lead.Place {
	if p == nil {
		return nil
	}
	return &lead.Place{Channel: p.Channel, TS: p.TS, Site: e.site()}
}
