package lookup

import (
	"context"
	"slices"

	"dibs/lead"
)

// mostMatches bounds how many leads are shown to a person who is about to register another one.
const mostMatches = 3

// MatchesOf lists the open leads that an inquiry may repeat, the surest first. It stores nothing. The match for the
// same person is the lead that Register would merge the inquiry into.
func (f *Finder) MatchesOf(ctx context.Context, in lead.Inquiry) ([]lead.Match, error) {
	in = Prepare(f.dir.Playbook(), in)
	var ms []lead.Match
	add := func(same lead.MatchedOn, ls ...*lead.Lead) {
		for _, l := range ls {
			if !slices.ContainsFunc(ms, func(m lead.Match) bool { return m.Lead.ID == l.ID }) && len(ms) < mostMatches {
				ms = append(ms, lead.Match{Lead: l, On: same})
			}
		}
	}
	known, err := f.SamePerson(ctx, in)
	if err != nil {
		return nil, err
	}
	if known != nil {
		add(lead.SamePerson, known)
	}
	if p := in.Contact.Phone; len(p) > 5 && p[0] == '+' {
		ls, err := f.store.OpenByPhone(ctx, p, mostMatches)
		if err != nil {
			return nil, err
		}
		add(lead.SamePhone, ls...)
	}
	ls, err := f.store.SameCompany(ctx, &lead.Lead{Inquiry: in}, mostMatches)
	add(lead.SameCompany, ls...)
	return ms, err
}
