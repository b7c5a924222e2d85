package lookup

import (
	"context"
	"time"

	"dibs/lead"
)

// Next returns the waiting lead that a person should take first: one that is offered to them, or else the hottest and
// then oldest lead of their pool that they can claim or, if it is offered to their partner, accept. It is nil if there
// is none.
func (f *Finder) Next(ctx context.Context, by lead.PersonID, now time.Time) (*lead.Lead, error) {
	offered, err := f.store.OfferedTo(ctx, by)
	if err != nil {
		return nil, err
	}
	if len(offered) > 0 {
		return offered[0], nil
	}
	pool, err := f.Pool(ctx, by)
	if err != nil {
		return nil, err
	}
	a := f.dir.Crew().Actor(by, now)
	for _, l := range pool {
		if refused := l.Clone().ClaimOrAccept(a, now); refused == nil {
			return l, nil
		}
	}
	return nil, nil
}

// MaxWaiting bounds lists of waiting leads, because nobody reads further.
const MaxWaiting = 100

// Pool lists the leads that wait in the pool of a person's team, hot leads first.
func (f *Finder) Pool(ctx context.Context, by lead.PersonID) ([]*lead.Lead, error) {
	m := f.dir.Crew().Member(by)
	if m.Team == "" {
		return nil, nil
	}
	return f.store.WaitingIn(ctx, []string{m.Team}, MaxWaiting)
}
