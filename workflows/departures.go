package workflows

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
)

// handOverLease is how long one process may take to hand over the leads of a person who left. Then another process may
// continue, in case the first one crashed. 10,000 leads take a tenth of it.
const handOverLease = 2 * time.Minute

// handOverAtOnce is how many leads are handed over at the same time. The store saves waiting changes in one
// transaction, and no person waits for an answer here.
const handOverAtOnce = 64

// HandOver hands over the open leads of everybody who left the company. Slack reports that by deactivating them, and
// lead.Crew.Heir says who gets the leads. The managers of the teams and the receivers are notified once, however many
// leads there are. Any number of processes may call it at any time; if nobody left, it does nothing. People who come
// back do not get their leads back.
func (av *Availability) HandOver(ctx context.Context, now time.Time) error {
	gone := false
	for _, m := range av.dir.Crew() {
		gone = gone || m.Deleted
	}
	if !gone {
		return nil
	}
	leavers, err := av.departures(ctx, now)
	if err != nil {
		return err
	}
	var errs []error
	for _, l := range leavers {
		errs = append(errs, av.handOver(ctx, l, now))
	}
	return errors.Join(errs...)
}

// departures lists the people whose leads are to be handed over, with the time since when.
func (av *Availability) departures(ctx context.Context, now time.Time) ([]store.Departure, error) {
	leavers, err := av.store.Departures(ctx)
	if err != nil || !slices.ContainsFunc(leavers, func(l store.Departure) bool { return l.Since.IsZero() }) {
		return leavers, err
	}
	for _, l := range leavers {
		if l.Since.IsZero() {
			if err := av.store.BeginDeparture(ctx, l.ID, now); err != nil {
				return nil, err
			}
		}
	}
	return av.store.Departures(ctx)
}

// handOver hands over the leads of one person. Only one process at a time does that.
func (av *Availability) handOver(ctx context.Context, l store.Departure, now time.Time) (err error) {
	job := "hand over the leads of " + string(l.ID)
	mine, err := av.store.LeaseJob(ctx, job, av.worker, now, now.Add(handOverLease))
	if err != nil || !mine {
		return err
	}
	defer func() { err = errors.Join(err, av.store.FreeJob(context.WithoutCancel(ctx), job, av.worker)) }()
	owned, err := av.store.OwnedBy(ctx, l.ID)
	if err != nil {
		return err
	}
	offered, err := av.store.OfferedTo(ctx, l.ID)
	if err != nil {
		return err
	}
	var g errgroup.Group
	g.SetLimit(handOverAtOnce)
	for _, theirs := range slices.Concat(owned, offered) {
		g.Go(func() error {
			_, err := av.engine.change(ctx, theirs.ID, now, func(c *lead.Lead) error {
				c.HandOver(l.ID, av.dir.Crew().Heir(l.ID, now), now)
				return nil
			})
			if err != nil {
				return fmt.Errorf("hand over lead %s: %w", theirs.ID, err)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return av.notifyDeparture(ctx, l, now)
}

// notifyDeparture notifies the managers and the receivers, once, of how many leads went where.
func (av *Availability) notifyDeparture(ctx context.Context, l store.Departure, now time.Time) error {
	heritages, err := av.store.HandoverCounts(ctx, l)
	if err != nil {
		return err
	}
	pb, crew := av.dir.Playbook(), av.dir.Crew()
	pool, got := 0, map[lead.PersonID]int{}
	var told, heirs []lead.PersonID
	for _, h := range heritages {
		of := lead.Lead{Stage: lead.StageNew, Route: lead.Route{Team: h.Team}}
		told = append(told, pb.Recipients("manager", &of, crew, now)...)
		if h.To == lead.NoOne {
			pool += h.N
			continue
		}
		got[h.To] += h.N
		heirs = append(heirs, h.To)
	}
	slices.Sort(heirs)
	args := []string{string(l.ID), strconv.Itoa(pool)}
	for _, id := range slices.Compact(heirs) {
		args = append(args, string(id), strconv.Itoa(got[id]))
	}
	told = append(told, heirs...)
	slices.Sort(told)
	var notes []outbox.Notification
	for _, id := range slices.Compact(told) {
		m := crew.Member(id)
		notes = append(notes, outbox.Notification{
			Key: fmt.Sprintf("left:%s:%d:%s", l.ID, l.Since.UnixMicro(), id), To: id, Kind: outbox.NotifyDeparture,
			DueAt: pb.NotifyAt(m, m.Team, now), Alone: true, Args: args,
		})
	}
	if _, err := av.store.EndDeparture(ctx, l, notes...); err != nil {
		return err
	}
	av.engine.afterSave()
	return nil
}
