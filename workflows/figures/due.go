package figures

import (
	"cmp"
	"context"
	"slices"
	"time"

	"dibs/lead"
	"dibs/lead/report"
)

// Due returns the open leads of a query whose owner has to act in its span, earliest first, and how many of them are
// late. A span that has begun, or has no beginning, includes everything that was due before it, because that is still
// to be done. The zero span has no end. A query without owners asks for everybody who has a role in its teams, or in
// any team.
func (rp *Reporter) Due(ctx context.Context, q report.Query, now time.Time) (leads []*lead.Lead, late int, err error) {
	owners := q.Owners
	if len(owners) == 0 {
		for _, m := range rp.dir.Crew() {
			if m.Role != lead.RoleAnyone && fits(q.Teams, m.Team) {
				owners = append(owners, m.ID)
			}
		}
	}
	at := map[lead.ID]time.Time{}
	for _, owner := range owners {
		owned, err := rp.store.OwnedBy(ctx, owner)
		if err != nil {
			return nil, 0, err
		}
		for _, l := range owned {
			due, _ := rp.dir.Playbook().OwnerDue(l)
			if due.IsZero() || !falls(due, q.Span, now) || !keeps(q.Filter, l) {
				continue
			}
			at[l.ID] = due
			leads = append(leads, l)
			if due.Before(now) {
				late++
			}
		}
	}
	slices.SortFunc(leads, func(a, b *lead.Lead) int {
		return cmp.Or(at[a.ID].Compare(at[b.ID]), cmp.Compare(a.ID, b.ID))
	})
	return leads, late, nil
}

// falls reports whether a due time is in the span of a query; see Due.
func falls(due time.Time, s report.Span, now time.Time) bool {
	if !s.To.IsZero() && !due.Before(s.To) {
		return false
	}
	return s.From.IsZero() || !s.From.After(now) || !due.Before(s.From)
}

// keeps reports whether a lead passes a filter.
func keeps(f report.Filter, l *lead.Lead) bool {
	return fits(f.Temperatures, l.Score.Temperature) && fits(f.Sources, l.Source) && fits(f.Campaigns, l.Campaign) &&
		fits(f.Teams, l.Route.Team) && fits(f.Countries, l.Company.Country) && fits(f.Owners, l.Owner) && fits(f.Stages, l.Stage)
}

// fits reports whether a value is one of those asked for. Everything fits when none is asked for.
func fits[V comparable](asked []V, value V) bool {
	return len(asked) == 0 || slices.Contains(asked, value)
}
