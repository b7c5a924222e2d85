package lookup

import (
	"context"
	"errors"

	"dibs/lead"
	"dibs/store"
	"dibs/workflows/directory"
)

// Finder finds leads for people and says where their cards are. It changes nothing and is safe for concurrent use.
type Finder struct {
	store *store.Store
	dir   *directory.Directory
	site  func() string
}

// New makes a finder. site returns the address of the workspace, for links; it may be nil.
func New(s *store.Store, dir *directory.Directory, site func() string) *Finder {
	if site == nil {
		site = func() string { return "" }
	}
	return &Finder{store: s, dir: dir, site: site}
}

// Found is a lead with what people see of it.
type Found struct {
	Lead   *lead.Lead
	Events []lead.Event
	Home   lead.Place // its home card; empty while there is none
}

// Lead reads a lead. An unknown id is refused.
func (f *Finder) Lead(ctx context.Context, id lead.ID) (*lead.Lead, error) {
	l, err := f.store.Lead(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return nil, &lead.Refusal{Why: lead.WhyNotFound, Lead: &lead.Lead{ID: id}}
	}
	return l, err
}

// Look reads a lead with its log. An unknown id is refused.
func (f *Finder) Look(ctx context.Context, id lead.ID) (Found, error) {
	l, err := f.Lead(ctx, id)
	if err != nil {
		return Found{}, err
	}
	events, err := f.store.Events(ctx, id)
	if err != nil {
		return Found{}, err
	}
	home, err := f.HomeCard(ctx, id)
	return Found{l, events, home}, err
}

// LeadAt returns the lead whose home card is a message in Slack, such as the first message of a thread. ok is false if
// there is none.
func (f *Finder) LeadAt(ctx context.Context, p lead.Place) (id lead.ID, ok bool, err error) {
	return f.store.LeadOfCard(ctx, p)
}

// LeadToldIn returns the lead that a direct message to a person is about, by the timestamp of the message. ok is false
// if it is about none, or about several.
func (f *Finder) LeadToldIn(ctx context.Context, to lead.PersonID, ts string) (id lead.ID, ok bool, err error) {
	return f.store.LeadOfNotification(ctx, to, ts)
}

// Find searches leads by number, name, company, e-mail and phone, open ones first.
func (f *Finder) Find(ctx context.Context, words string, most int) ([]*lead.Lead, error) {
	return f.store.Find(ctx, words, most)
}

// Mine lists a person's leads: those that are offered to them, then those that they own, each with the next deadline
// first.
func (f *Finder) Mine(ctx context.Context, by lead.PersonID) ([]*lead.Lead, error) {
	offered, err := f.store.OfferedTo(ctx, by)
	if err != nil {
		return nil, err
	}
	owned, err := f.store.OwnedBy(ctx, by)
	return append(offered, owned...), err
}

// HomeCard returns where the home card of a lead is, with everything that a link to it needs.
func (f *Finder) HomeCard(ctx context.Context, id lead.ID) (lead.Place, error) {
	p, err := f.store.Place(ctx, id)
	p.Site = f.site()
	return p, err
}

// Linked returns the place of a Slack message with everything that a link to it needs.
func (f *Finder) Linked(p *lead.Place) *lead.Place {
	if p == nil {
		return nil
	}
	return &lead.Place{Channel: p.Channel, TS: p.TS, Site: f.site()}
}

// Site returns the address of the workspace, for links. It is empty while it is not known.
func (f *Finder) Site() string { return f.site() }

// SamePerson finds the open lead of the person who sent an inquiry, by e-mail address. A test inquiry repeats nothing.
// A delivery that comes again is recognised by its external id, so there is no lead for it here. The external id is
// looked up last, because a lead found by e-mail may be from that very delivery, stored a moment ago.
func (f *Finder) SamePerson(ctx context.Context, in lead.Inquiry) (*lead.Lead, error) {
	if in.Contact.Email == "" || in.Test {
		return nil, nil
	}
	open, err := f.store.OpenByEmail(ctx, in.Contact.Email)
	if err != nil || len(open) == 0 {
		return nil, err
	}
	if in.ExternalID != "" {
		_, err := f.store.LeadByExternal(ctx, in.Source, in.ExternalID)
		if !errors.Is(err, store.ErrNotFound) {
			return nil, err
		}
	}
	return open[0], nil
}
