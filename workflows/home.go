package workflows

import (
	"context"
	"errors"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
	"dibs/store"
)

const (
	// homeOpen is how long a home tab counts as open after it was opened or used last: Slack tells
	// of each opening and never of a closing, and nobody looks at one longer without a click.
	homeOpen = 15 * time.Minute
	// homeRest is how long a home tab is left alone after it was drawn: a person cannot read faster,
	// and Slack takes some hundred drawings a minute in all (views.publish is of tier 4).
	homeRest = 2 * time.Second
	// homeBeat is how often all open home tabs are looked at though nothing was saved: what was due
	// becomes overdue, and a morning ends.
	homeBeat = time.Minute
	// toldFor is how long a home tab says what came of the last act on it.
	toldFor = time.Minute
	// homeBatch is how many home tabs are drawn in one go; the others wait for the next.
	homeBatch = 20
	// homeLate is how much later than its own instant an event may be committed and is still seen.
	homeLate = 30 * time.Second
)

// UseHome notes that somebody opened their home tab or did something there, and what came of it: an
// event of a lead, or nothing that is about one. DrawHome shows it; if nobody calls that, a worker
// does after a moment.
func (e *Engine) UseHome(ctx context.Context, by lead.PersonID, came lead.Event, now time.Time) error {
	if err := e.store.OpenHome(ctx, by, now, now.Add(homeRest)); err != nil || came.N == 0 {
		return err
	}
	return e.store.RecordHomeAction(ctx, by, came.Lead, came.N, now)
}

// TurnHome shows another part of a long list on somebody's home tab, beginning with a row.
func (e *Engine) TurnHome(ctx context.Context, by lead.PersonID, shelf outbox.Section, from int, now time.Time) error {
	if err := e.store.OpenHome(ctx, by, now, now.Add(homeRest)); err != nil {
		return err
	}
	return e.store.SetHomePage(ctx, by, shelf, from)
}

// DrawHome draws somebody's home tab at once, whoever else draws it: they did something there.
func (e *Engine) DrawHome(ctx context.Context, by lead.PersonID, now time.Time) error {
	const whoever = 24 * time.Hour // nobody rests longer
	_, _, err := e.drawHome(ctx, by, now.Add(whoever), now)
	return err
}

// drawHome draws a home tab that rests until before at the latest; ok is false when it rests longer.
// It is not sent when it looks as it did.
func (e *Engine) drawHome(ctx context.Context, by lead.PersonID, before, now time.Time) (changed, ok bool, err error) {
	turn, ok, err := e.store.BeginHome(ctx, by, before, now.Add(homeRest))
	if err != nil || !ok {
		return false, false, err
	}
	shown, err := e.sendHome(ctx, by, turn.Shown, now)
	if errors.Is(err, outbox.ErrUnreachable) { // trying again would not change it
		e.log.Warn("a home tab cannot be drawn", "person", string(by), "err", err)
		return false, true, e.store.CloseHome(ctx, by)
	}
	changed = err == nil && shown != turn.Shown
	if turn.Shown = shown; err != nil {
		turn.Rest = e.later(err, now, "home tab", string(by), 0)
	}
	return changed, true, e.store.EndHome(context.WithoutCancel(ctx), by, turn)
}

func (e *Engine) sendHome(ctx context.Context, by lead.PersonID, shown string, now time.Time) (string, error) {
	d, err := e.Desk(ctx, by, now)
	if err != nil {
		return "", err
	}
	return e.board.Home(ctx, d, shown)
}

// watch is what a process knows of the open home tabs.
type watch struct {
	since   time.Time // what happened after this is counted
	stir    store.ChangeMarker
	crew    *lead.Crew // of whom and by which rules they were drawn
	rules   *playbook.Playbook
	allAt   time.Time              // when all were looked at last
	pending map[lead.PersonID]bool // to be drawn, once they have rested
}

// RefreshHomes draws the home tabs anew that are open and would look different now: because of what
// anybody did, in whichever process, because other people or another playbook are in force, or because
// time passed. It returns how many it drew. Any number
// of processes may run it, each in one goroutine; it asks little as long as nothing is saved.
func (e *Engine) RefreshHomes(ctx context.Context, _ string, now time.Time) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, publishTime)
	defer cancel()
	w := &e.homes
	beat := now.Sub(w.allAt) >= homeBeat
	if beat {
		w.since, w.allAt = now.Add(-homeLate), now
	}
	stir, err := e.store.ChangeMarker(ctx, w.since)
	if err != nil {
		return 0, err
	}
	if stir.Away != w.stir.Away || !stir.LeftAt.Equal(w.stir.LeftAt) { // another process may have heard of it
		if err := e.Refresh(ctx); err != nil {
			return 0, err
		}
	}
	crew, rules := e.crew.Load(), e.Playbook() // each is another one only when it says something else
	all := beat || stir != w.stir || crew != w.crew || rules != w.rules
	open, err := e.store.OpenedHomes(ctx, now.Add(-homeOpen))
	if err != nil {
		return 0, err
	}
	pending := map[lead.PersonID]bool{}
	for _, h := range open {
		pending[h.Who] = all || h.Unknown || w.pending[h.Who]
	}
	w.stir, w.crew, w.rules, w.pending = stir, crew, rules, pending
	return e.drawPending(ctx, open, now)
}

func (e *Engine) drawPending(ctx context.Context, open []store.OpenedHome, now time.Time) (drawn int, err error) {
	tried := 0
	for _, h := range open {
		if !e.homes.pending[h.Who] || h.RestUntil.After(now) || tried == homeBatch {
			continue
		}
		tried++
		changed, ok, err := e.drawHome(ctx, h.Who, now, now)
		if err != nil {
			return drawn, err
		}
		if ok {
			e.homes.pending[h.Who] = false
		}
		if changed {
			drawn++
		}
	}
	return drawn, nil
}
