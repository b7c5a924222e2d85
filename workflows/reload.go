package workflows

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"dibs/lead"
	"dibs/playbook"
	"dibs/store"
)

// Adopt makes another playbook the one in force: the database's, so that every process follows, and
// this engine's at once. The admins are told what changed, and all deadlines are set anew. To adopt
// the one in force changes nothing.
func (e *Engine) Adopt(ctx context.Context, pb *playbook.Playbook, now time.Time) error {
	before := e.Playbook()
	if before.Version() == pb.Version() {
		return nil
	}
	if err := e.store.PutPlaybook(ctx, pb.Version(), pb.Text(), now); err != nil {
		return err
	}
	if err := e.use(ctx, pb); err != nil {
		return err
	}
	args := append([]string{before.Version(), pb.Version()}, playbook.Diff(before, pb)...)
	return errors.Join(e.tellAdmins(ctx, lead.NotePlaybook, args, now), e.Reschedule(ctx, now))
}

// RefusedPlaybook tells the admins that a changed playbook was not taken, and what is wrong with
// it, a line each. The one in force stays.
func (e *Engine) RefusedPlaybook(ctx context.Context, problems []string, now time.Time) error {
	return e.tellAdmins(ctx, lead.NoteRefused, problems, now)
}

// Follow takes over the playbook that another process made the current one. parse reads it, with
// the secrets of this process.
func (e *Engine) Follow(ctx context.Context, parse func(text string) (*playbook.Playbook, error), now time.Time) error {
	version, text, err := e.store.CurrentPlaybook(ctx)
	if errors.Is(err, store.ErrNotFound) || err == nil && version == e.Playbook().Version() {
		return nil
	}
	if err != nil {
		return err
	}
	pb, err := parse(text)
	if err != nil {
		return fmt.Errorf("the playbook %s of the database cannot be read here: %w", version, err)
	}
	if err := e.use(ctx, pb); err != nil {
		return err
	}
	return e.Reschedule(ctx, now)
}

// use decides by another playbook from now on.
func (e *Engine) use(ctx context.Context, pb *playbook.Playbook) error {
	e.playbook.Store(pb)
	return e.Refresh(ctx)
}

// tellAdmins writes to everybody who runs Dibs. What they are told is no lead's, so it is one
// message for each, at once.
func (e *Engine) tellAdmins(ctx context.Context, k lead.NoteKind, args []string, now time.Time) error {
	var c store.Change
	for _, m := range e.Crew().Role(lead.RoleAdmin, now) {
		c.Notes = append(c.Notes, lead.Note{
			Key: fmt.Sprintf("%s:%d:%s", k, now.UnixMicro(), m.ID), To: m.ID, Kind: k, DueAt: now, Alone: true, Args: args,
		})
	}
	if len(c.Notes) == 0 {
		return nil
	}
	if err := e.store.Save(ctx, c); err != nil {
		return fmt.Errorf("tell the admins of the playbook: %w", err)
	}
	e.saved(ctx)
	return nil
}

// rescheduleTime is how long one process has for setting all deadlines anew; 100,000 leads take a
// tenth of it.
const rescheduleTime = 10 * time.Minute

// Reschedule computes the deadline of every open lead again: the playbook has changed. How far
// each ladder was climbed stays, so nothing is repeated and nothing skipped. Of several processes
// that follow the same change, one does it.
func (e *Engine) Reschedule(ctx context.Context, now time.Time) error {
	job := "reschedule:" + e.Playbook().Version()
	mine, err := e.store.LeaseJob(ctx, job, e.worker, now, now.Add(rescheduleTime))
	if err != nil || !mine {
		return err
	}
	if err := e.reschedule(ctx, now); err != nil {
		return errors.Join(err, e.store.FreeJob(context.WithoutCancel(ctx), job, e.worker))
	}
	return nil
}

func (e *Engine) reschedule(ctx context.Context, now time.Time) error {
	due, err := e.store.Due(ctx, endOfTime, math.MaxInt32)
	if err != nil {
		return fmt.Errorf("read deadlines: %w", err)
	}
	for _, d := range due {
		if _, err := e.change(ctx, d.ID, now, func(*lead.Lead) error { return nil }); err != nil {
			return fmt.Errorf("reschedule lead %s: %w", d.ID, err)
		}
	}
	return nil
}

// endOfTime is after every deadline.
var endOfTime = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// JudgedBy is the text of the playbook that judged a lead last, as it was written then; empty when
// nobody kept it.
func (e *Engine) JudgedBy(ctx context.Context, id lead.ID) (string, error) {
	l, err := e.store.Lead(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return "", &lead.Refusal{Why: lead.WhyNotFound, Lead: &lead.Lead{ID: id}}
	}
	if err != nil {
		return "", err
	}
	text, err := e.store.Playbook(ctx, l.PlaybookID)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	return text, err
}
