package publish

import (
	"context"
	"errors"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
	"dibs/store"
	"dibs/workflows/protect"
)

const (
	// homeOpen is how long a home tab counts as open after it was last opened or used. Slack reports when one is opened
	// but not when it is closed, and nobody looks at one longer without a click.
	homeOpen = 15 * time.Minute
	// homeRest is how long a home tab rests after it was drawn. People cannot read faster, and Slack takes about a
	// hundred drawings a minute in all (views.publish is Tier 4).
	homeRest = 2 * time.Second
	// homeBeat is how often all open home tabs are checked even if nothing was saved, because leads become overdue and
	// days end.
	homeBeat = time.Minute
	// lastActionFor is how long a home tab shows the result of the last act on it.
	lastActionFor = time.Minute
	// homeBatch is how many home tabs are drawn in one call; the others wait for the next.
	homeBatch = 20
	// homeLate is how much later than its own time an event may be committed and still be seen.
	homeLate = 30 * time.Second
)

// UseHome records that a person opened their home tab or did something there. came is the resulting event of a lead, or
// zero. DrawHome shows it; if nobody calls that, a worker does so after a moment.
func (pu *Publisher) UseHome(ctx context.Context, by lead.PersonID, came lead.Event, now time.Time) error {
	if err := pu.store.OpenHome(ctx, by, now, now.Add(homeRest)); err != nil || came.N == 0 {
		return err
	}
	return pu.store.RecordHomeAction(ctx, by, came.Lead, came.N, now)
}

// PageHome shows another part of a long list on a person's home tab, beginning with a row.
func (pu *Publisher) PageHome(ctx context.Context, by lead.PersonID, section outbox.Section, from int, now time.Time) error {
	if err := pu.store.OpenHome(ctx, by, now, now.Add(homeRest)); err != nil {
		return err
	}
	return pu.store.SetHomePage(ctx, by, section, from)
}

// DrawHome draws a person's home tab at once, even if it was just drawn, because they did something there.
func (pu *Publisher) DrawHome(ctx context.Context, by lead.PersonID, now time.Time) error {
	const longest = 24 * time.Hour // no home tab rests longer
	_, _, err := pu.drawHome(ctx, by, now.Add(longest), now)
	return err
}

// drawHome draws a home tab that rests no longer than until before; ok is false if it rests longer. It is not sent if
// it would look the same.
func (pu *Publisher) drawHome(ctx context.Context, by lead.PersonID, before, now time.Time) (changed, ok bool, err error) {
	turn, ok, err := pu.store.BeginHome(ctx, by, before, now.Add(homeRest))
	if err != nil || !ok {
		return false, false, err
	}
	var shown string
	err = protect.Run(func() error {
		shown, err = pu.sendHome(ctx, by, turn.Shown, now)
		return err
	})
	if errors.Is(err, outbox.ErrUnreachable) { // trying again would not change it
		pu.log.Warn("could not draw a home tab", "person", string(by), "err", err)
		return false, true, pu.store.CloseHome(ctx, by)
	}
	changed = err == nil && shown != turn.Shown
	if turn.Shown = shown; err != nil {
		turn.Rest = pu.retryAt(err, now, "home tab", string(by), 0)
	}
	return changed, true, pu.store.EndHome(context.WithoutCancel(ctx), by, turn)
}

func (pu *Publisher) sendHome(ctx context.Context, by lead.PersonID, shown string, now time.Time) (string, error) {
	d, err := pu.HomeView(ctx, by, now)
	if err != nil {
		return "", err
	}
	return pu.board.Home(ctx, d, shown)
}

// homeWatch is what a process knows about the open home tabs.
type homeWatch struct {
	since   time.Time // changes after this time count
	stir    store.ChangeMarker
	crew    *lead.Crew // the people and the playbook they were drawn with
	rules   *playbook.Playbook
	allAt   time.Time              // when all of them were last checked
	pending map[lead.PersonID]bool // to be drawn, once they have rested
}

// RefreshHomes draws the open home tabs that would look different now, because somebody did something in any process,
// because the people or the playbook changed, or because time passed. It returns how many it drew. Any number of
// processes may run it, each in one goroutine. It costs little as long as nothing is saved.
func (pu *Publisher) RefreshHomes(ctx context.Context, _ string, now time.Time) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, publishTime)
	defer cancel()
	w := &pu.homes
	beat := now.Sub(w.allAt) >= homeBeat
	if beat {
		w.since, w.allAt = now.Add(-homeLate), now
	}
	stir, err := pu.store.ChangeMarker(ctx, w.since)
	if err != nil {
		return 0, err
	}
	if stir.Away != w.stir.Away || !stir.LeftAt.Equal(w.stir.LeftAt) { // another process may know more
		if err := pu.dir.Refresh(ctx); err != nil {
			return 0, err
		}
	}
	crew, rules := pu.dir.CrewInForce(), pu.dir.Playbook() // the pointers differ only when the content does
	all := beat || stir != w.stir || crew != w.crew || rules != w.rules
	open, err := pu.store.OpenedHomes(ctx, now.Add(-homeOpen))
	if err != nil {
		return 0, err
	}
	pending := map[lead.PersonID]bool{}
	for _, h := range open {
		pending[h.Who] = all || h.Unknown || w.pending[h.Who]
	}
	w.stir, w.crew, w.rules, w.pending = stir, crew, rules, pending
	return pu.drawPending(ctx, open, now)
}

func (pu *Publisher) drawPending(ctx context.Context, open []store.OpenedHome, now time.Time) (drawn int, err error) {
	tried := 0
	for _, h := range open {
		if !pu.homes.pending[h.Who] || h.RestUntil.After(now) || tried == homeBatch {
			continue
		}
		tried++
		changed, ok, err := pu.drawHome(ctx, h.Who, now, now)
		if err != nil {
			return drawn, err
		}
		if ok {
			pu.homes.pending[h.Who] = false
		}
		if changed {
			drawn++
		}
	}
	return drawn, nil
}
