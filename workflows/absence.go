package workflows

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
	"dibs/workflows/directory"
	"dibs/workflows/lookup"
)

// Availability records who is away, who is back and who has left, and passes on their leads where that is needed. It is
// safe for concurrent use.
type Availability struct {
	store  *store.Store
	dir    *directory.Directory
	engine *Engine
	worker string
}

// NewAvailability makes one that acts on leads through an engine.
func NewAvailability(s *store.Store, dir *directory.Directory, e *Engine) *Availability {
	return &Availability{store: s, dir: dir, engine: e, worker: e.worker}
}

// Absence is the effect of an absence on a person's leads.
type Absence struct {
	Until  time.Time     // zero: until they say that they are back
	Backup lead.PersonID // who covers for them; NoOne if nobody does, or the backup is away as well
	Leads  int           // open leads that they own and keep
	Onward int           // hot leads without a contact attempt that are now offered to somebody else
}

// Away records that a person is away from now on, until a time or, if that is zero, until they say that they are back.
// They keep their leads; their backup gets the notifications and may act for them. Only hot leads without a contact
// attempt are offered to somebody else.
func (av *Availability) Away(ctx context.Context, who lead.PersonID, until, now time.Time) (Absence, error) {
	if err := av.store.StartAbsence(ctx, who, now, until, lead.AwaySaid, receipt(ctx, now)); err != nil {
		return Absence{}, doneBefore(err)
	}
	recorded(ctx)
	if err := av.dir.Refresh(ctx); err != nil {
		return Absence{}, err
	}
	return av.startAbsence(ctx, who, now)
}

// SetAway is Away for a manager who says it of somebody else. That person is notified.
func (av *Availability) SetAway(ctx context.Context, by, who lead.PersonID, until, now time.Time) (Absence, error) {
	a, err := av.Away(ctx, who, until, now)
	if err != nil || by == who {
		return a, err
	}
	n := outbox.Notification{
		Key: "set_away:" + string(who) + ":" + strconv.FormatInt(now.UnixMicro(), 10), To: who, Kind: outbox.NotifySetAway,
		DueAt: now, Alone: true, Args: []string{string(by)},
	}
	if !until.IsZero() {
		n.Args = append(n.Args, until.UTC().Format(time.RFC3339))
	}
	if err := av.store.Save(ctx, store.Change{Notifications: []outbox.Notification{n}}); err != nil {
		return a, fmt.Errorf("notify %s that they are set away: %w", who, err)
	}
	av.engine.afterSave()
	return a, nil
}

// startAbsence passes on what cannot wait while a person is away. It uses the crew of the last Refresh.
func (av *Availability) startAbsence(ctx context.Context, who lead.PersonID, now time.Time) (Absence, error) {
	m := av.dir.Crew().Member(who)
	a := Absence{Until: m.BackAt, Backup: m.Backup}
	if av.dir.Crew().Member(m.Backup).Away(now) {
		a.Backup = lead.NoOne
	}
	owned, err := av.store.OwnedBy(ctx, who)
	if err != nil {
		return a, err
	}
	offered, err := av.store.OfferedTo(ctx, who)
	if err != nil {
		return a, err
	}
	a.Leads = len(owned)
	for _, l := range slices.Concat(owned, offered) {
		goesOn := func(l *lead.Lead) bool { return l.Owner == who && l.OfferOnward() || l.MoveOn(who, now) }
		if !goesOn(l.Clone()) {
			continue
		}
		done, err := av.engine.change(ctx, l.ID, now, func(l *lead.Lead) error {
			goesOn(l)
			return nil
		})
		if err != nil {
			return a, fmt.Errorf("offer lead %s to somebody else: %w", l.ID, err)
		}
		if done.Lead.Offer != nil {
			a.Onward++
		}
	}
	if err := av.postponeReminders(ctx, who, now); err != nil {
		return a, err
	}
	return a, av.redrawFor(ctx, m, owned)
}

// Back records that a person is back, and reports whether they were away. They get one notification of what was done
// for them.
func (av *Availability) Back(ctx context.Context, who lead.PersonID, now time.Time) (bool, error) {
	if err := av.dir.Refresh(ctx); err != nil { // another process may have seen them leave
		return false, err
	}
	return av.endAbsence(ctx, who, now)
}

func (av *Availability) endAbsence(ctx context.Context, who lead.PersonID, now time.Time) (bool, error) {
	m := av.dir.Crew().Member(who)
	if m.AwayAt.IsZero() {
		return false, nil
	}
	since := m.AwayAt
	m.AwayAt, m.BackAt = time.Time{}, time.Time{}
	was, err := av.store.EndAbsence(ctx, who, now, outbox.Notification{
		Key:   "returned:" + string(who) + ":" + strconv.FormatInt(since.UnixMicro(), 10),
		To:    who,
		Kind:  outbox.NotifyReturned,
		DueAt: av.dir.Playbook().NotifyAt(m, m.Team, now),
		Alone: true,
		Args:  []string{since.UTC().Format(time.RFC3339), now.UTC().Format(time.RFC3339)},
	}, receipt(ctx, now))
	if err != nil || !was {
		return was, doneBefore(err)
	}
	recorded(ctx)
	if err := av.dir.Refresh(ctx); err != nil {
		return true, err
	}
	if err := av.postponeReminders(ctx, who, now); err != nil {
		return true, err
	}
	owned, err := av.store.OwnedBy(ctx, who)
	if err != nil {
		return true, err
	}
	return true, av.redrawFor(ctx, m, owned)
}

// EndAbsences ends the absences whose end has come.
func (av *Availability) EndAbsences(ctx context.Context, now time.Time) error {
	var errs []error
	for id, m := range av.dir.Crew() {
		if !m.AwayAt.IsZero() && !m.BackAt.IsZero() && !now.Before(m.BackAt) {
			_, err := av.endAbsence(ctx, id, now)
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// redrawFor has cards drawn again that depend on whether a person is away, because they name who is notified next: the
// cards of their leads and of the leads in their pool.
func (av *Availability) redrawFor(ctx context.Context, m lead.Member, owned []*lead.Lead) error {
	leads := owned
	if m.Team != "" {
		waiting, err := av.store.WaitingIn(ctx, []string{m.Team}, lookup.MaxWaiting)
		if err != nil {
			return err
		}
		leads = append(leads, waiting...)
	}
	for _, l := range leads {
		if err := av.store.Redraw(ctx, l.ID); err != nil {
			return err
		}
	}
	av.engine.afterSave()
	return nil
}
