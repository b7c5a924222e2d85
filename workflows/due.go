package workflows

import (
	"cmp"
	"context"
	"slices"
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// Due lists the open leads of a query whose owner has to act in its span, what is due first on top,
// and says how many of them are late. A span that has begun, or has no beginning, takes in whatever
// was due before it: it is still to be done. The zero span has no end. A query without an owner and a
// team asks for everybody in a role.
func (e *Engine) Due(ctx context.Context, q lead.Query, now time.Time) (leads []*lead.Lead, late int, err error) {
	owners := []lead.PersonID{q.Owner}
	if q.Owner == lead.NoOne {
		owners = nil
		for _, m := range e.Crew() {
			if m.Role != lead.RoleAnyone && (q.Team == "" || m.Team == q.Team) {
				owners = append(owners, m.ID)
			}
		}
	}
	at := map[lead.ID]time.Time{}
	for _, owner := range owners {
		owned, err := e.store.OwnedBy(ctx, owner)
		if err != nil {
			return nil, 0, err
		}
		for _, l := range owned {
			due := dueAt(l, e.Playbook())
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

// dueAt is when the owner has to act: the first contact that is promised, or else the next step. It
// is zero when nothing is awaited.
func dueAt(l *lead.Lead, pb *playbook.Playbook) time.Time {
	if by := pb.ContactBy(l.Score.Temperature, l.Route.Team, l.Clocks[lead.ClockContact].Start); !by.IsZero() {
		return by
	}
	if l.Next != nil {
		return l.Next.At
	}
	return time.Time{}
}

// falls reports whether something due is asked for.
func falls(due time.Time, s lead.Span, now time.Time) bool {
	if !s.To.IsZero() && !due.Before(s.To) {
		return false
	}
	return s.From.IsZero() || !s.From.After(now) || !due.Before(s.From)
}

// keeps reports whether a filter leaves a lead in.
func keeps(f lead.Filter, l *lead.Lead) bool {
	is := func(want, got string) bool { return want == "" || want == got }
	return is(string(f.Temperature), string(l.Score.Temperature)) && is(f.Source, l.Source) && is(f.Campaign, l.Campaign) &&
		is(f.Team, l.Route.Team) && is(f.Country, l.Company.Country) && is(string(f.Owner), string(l.Owner)) &&
		(len(f.Stages) == 0 || slices.Contains(f.Stages, l.Stage))
}
