package lookup

import (
	"context"
	"slices"

	"dibs/lead"
)

// maxDuplicates bounds how many leads are offered for a merge for each reason, such as the same phone number.
const maxDuplicates = 10

// PossibleDuplicates lists the open leads that may be the same inquiry as a lead, the surest first: the same person,
// then the same phone number, then the same company.
func (f *Finder) PossibleDuplicates(ctx context.Context, l *lead.Lead) ([]lead.Match, error) {
	var ms []lead.Match
	add := func(same lead.MatchedOn, ls []*lead.Lead, err error) error {
		for _, o := range ls[:min(len(ls), maxDuplicates)] {
			if o.ID != l.ID && !slices.ContainsFunc(ms, func(m lead.Match) bool { return m.Lead.ID == o.ID }) {
				ms = append(ms, lead.Match{Lead: o, On: same})
			}
		}
		return err
	}
	if l.Contact.Email != "" {
		ls, err := f.store.OpenByEmail(ctx, l.Contact.Email)
		if err := add(lead.SamePerson, ls, err); err != nil {
			return nil, err
		}
	}
	if l.Contact.Phone != "" {
		ls, err := f.store.OpenByPhone(ctx, l.Contact.Phone, maxDuplicates)
		if err := add(lead.SamePhone, ls, err); err != nil {
			return nil, err
		}
	}
	ls, err := f.store.SameCompany(ctx, l, maxDuplicates)
	return ms, add(lead.SameCompany, ls, err)
}

// OpenLeadCounts counts the open leads of each person; see store.Store.OpenLeadCounts.
func (f *Finder) OpenLeadCounts(ctx context.Context) (map[lead.PersonID]int, error) {
	return f.store.OpenLeadCounts(ctx)
}
