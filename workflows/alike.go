package workflows

import (
	"context"
	"slices"

	"dibs/lead"
)

// mostAlike bounds how many leads that look like another are offered for a merge, of each ground.
const mostAlike = 10

// Alike lists the open leads that may be the same inquiry as a lead, the surest first: of the same
// person, then with the same phone number, then of the same company.
func (e *Engine) Alike(ctx context.Context, l *lead.Lead) ([]lead.Match, error) {
	var ms []lead.Match
	add := func(same lead.MatchedOn, ls []*lead.Lead, err error) error {
		for _, o := range ls[:min(len(ls), mostAlike)] {
			if o.ID != l.ID && !slices.ContainsFunc(ms, func(m lead.Match) bool { return m.Lead.ID == o.ID }) {
				ms = append(ms, lead.Match{Lead: o, On: same})
			}
		}
		return err
	}
	if l.Contact.Email != "" {
		ls, err := e.store.OpenByEmail(ctx, l.Contact.Email)
		if err := add(lead.SamePerson, ls, err); err != nil {
			return nil, err
		}
	}
	if l.Contact.Phone != "" {
		ls, err := e.store.OpenByPhone(ctx, l.Contact.Phone, mostAlike)
		if err := add(lead.SamePhone, ls, err); err != nil {
			return nil, err
		}
	}
	ls, err := e.store.SameCompany(ctx, l, mostAlike)
	return ms, add(lead.SameCompany, ls, err)
}

// Hands counts the open leads that everybody has in hand.
func (e *Engine) Hands(ctx context.Context) (map[lead.PersonID]int, error) {
	return e.store.OpenLeadCounts(ctx)
}
