package lookup

import (
	"context"
	"time"

	"dibs/lead"
)

// Next is the waiting lead that a person should take first: one offered to them, else the
// hottest and then oldest of their pools that they can claim or, when it is offered to their
// partner, accept. It is nil when none waits.
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

// MaxWaiting bounds a list of what waits: nobody reads further.
const MaxWaiting = 100

// Pool lists what waits in the pools of a person's team, hot first.
func (f *Finder) Pool(ctx context.Context, by lead.PersonID) ([]*lead.Lead, error) {
	m := f.dir.Crew().Member(by)
	if m.Team == "" {
		return nil, nil
	}
	return f.store.WaitingIn(ctx, []string{m.Team}, MaxWaiting)
}
