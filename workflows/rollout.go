package workflows

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
	"dibs/store"
	"dibs/workflows/directory"
)

// Rollout puts a changed playbook in force and applies it to every open lead. It is safe for concurrent use.
type Rollout struct {
	store  *store.Store
	dir    *directory.Directory
	engine *Engine
	worker string
}

// NewRollout makes one that acts on leads through an engine.
func NewRollout(s *store.Store, dir *directory.Directory, e *Engine) *Rollout {
	return &Rollout{store: s, dir: dir, engine: e, worker: e.worker}
}

// Adopt puts a playbook in force: in this process at once, and in the database, so that all processes follow. The
// admins are notified of what changed, and all deadlines are computed again. Adopting the playbook that is in force
// changes nothing.
func (ro *Rollout) Adopt(ctx context.Context, pb *playbook.Playbook, now time.Time) error {
	before := ro.dir.Playbook()
	if before.Version() == pb.Version() {
		return nil
	}
	if err := ro.store.PutPlaybook(ctx, pb.Version(), pb.Text(), now); err != nil {
		return err
	}
	if err := ro.dir.Use(ctx, pb); err != nil {
		return err
	}
	args := append([]string{before.Version(), pb.Version()}, playbook.Diff(before, pb)...)
	if err := ro.notifyAdmins(ctx, outbox.NotifyPlaybookChanged, args[:min(len(args), mostDiff)], now); err != nil {
		return err
	}
	current, err := ro.store.CurrentPlaybook(ctx)
	if err != nil {
		return err
	}
	return ro.apply(ctx, current, now)
}

// mostDiff bounds how many changes a notification to an admin lists, because a Slack message has room for no more.
const mostDiff = 200

// RefusedPlaybook notifies the admins that a changed playbook was refused. problems says what is wrong with it, one
// line each. The playbook in force stays.
func (ro *Rollout) RefusedPlaybook(ctx context.Context, problems []string, now time.Time) error {
	return ro.notifyAdmins(ctx, outbox.NotifyPlaybookRefused, problems, now)
}

// Follow takes over the playbook that another process put in force, and makes sure that the deadlines follow it. parse
// reads it with the secrets of this process.
func (ro *Rollout) Follow(ctx context.Context, parse func(text string) (*playbook.Playbook, error), now time.Time) error {
	current, err := ro.store.CurrentPlaybook(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if current.Version != ro.dir.Playbook().Version() {
		pb, err := parse(current.Text)
		if err != nil {
			return fmt.Errorf("could not read playbook %s from the database: %w", current.Version, err)
		}
		if err := ro.dir.Use(ctx, pb); err != nil {
			return err
		}
	}
	return ro.apply(ctx, current, now)
}

// notifyAdmins notifies everybody who runs Dibs, at once. The notification is about no lead, so each admin gets it as a
// message of its own.
func (ro *Rollout) notifyAdmins(ctx context.Context, k outbox.NotificationKind, args []string, now time.Time) error {
	var c store.Change
	for _, m := range ro.dir.Crew().Role(lead.RoleAdmin, now) {
		c.Notifications = append(c.Notifications, outbox.Notification{
			Key: fmt.Sprintf("%s:%d:%s", k, now.UnixMicro(), m.ID), To: m.ID, Kind: k, DueAt: now, Alone: true, Args: args,
		})
	}
	if len(c.Notifications) == 0 {
		return nil
	}
	if err := ro.store.Save(ctx, c); err != nil {
		return fmt.Errorf("notify the admins of the playbook: %w", err)
	}
	ro.engine.afterSave()
	return nil
}

// applyLease is how long one process may take to compute all deadlines again. Then another process may begin again, in
// case the first one crashed. 100,000 leads take a tenth of it.
const applyLease = 10 * time.Minute

// apply computes the deadline of every open lead again after the playbook changed, unless that was done already. Each
// lead keeps how far its ladders were climbed, so no rung is repeated or skipped. A lead whose team, channel or partner
// is gone moves to where the playbook sends such leads now. One process at a time does this; the others check again at
// their next Follow.
func (ro *Rollout) apply(ctx context.Context, current store.PlaybookInForce, now time.Time) error {
	if current.Applied || current.Version != ro.dir.Playbook().Version() {
		return nil
	}
	const job = "apply the playbook"
	mine, err := ro.store.LeaseJob(ctx, job, ro.worker, now, now.Add(applyLease))
	if err != nil || !mine {
		return err
	}
	if err := ro.setDeadlines(ctx, now); err != nil {
		return errors.Join(err, ro.store.FreeJob(context.WithoutCancel(ctx), job, ro.worker))
	}
	return errors.Join(ro.store.PlaybookApplied(ctx, current.Turn), ro.store.FreeJob(ctx, job, ro.worker))
}

func (ro *Rollout) setDeadlines(ctx context.Context, now time.Time) error {
	due, err := ro.store.Due(ctx, endOfTime, math.MaxInt32)
	if err != nil {
		return fmt.Errorf("read deadlines: %w", err)
	}
	for _, d := range due {
		settle := func(l *lead.Lead) error {
			if s, gone := ro.dir.Playbook().Relocate(l); gone {
				l.Relocate(s, now)
			}
			return nil
		}
		if _, err := ro.engine.change(ctx, d.ID, now, settle); err != nil {
			return fmt.Errorf("compute the deadline of lead %s again: %w", d.ID, err)
		}
	}
	return nil
}

// endOfTime is after every deadline.
var endOfTime = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
