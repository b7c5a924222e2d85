package workflows_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"dibs/lead/outbox"
	"dibs/workflows"
)

// Slack delivers a message again when it did not see the answer, up to an hour later.
func TestAMessageThatComesAgainLaterSetsNoSecondReminder(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.ClaimAs(id, "ana", nine)
		requests := map[string]func(ctx context.Context, now time.Time) error{
			"of a lead": func(ctx context.Context, now time.Time) error {
				_, err := d.Remind(ctx, id, d.ID("ben"), "call", now.Add(2*time.Hour), now)
				return err
			},
			"of no lead": func(ctx context.Context, now time.Time) error {
				_, err := d.Remind(ctx, 0, d.ID("mia"), "the price list", now.Add(2*time.Hour), now)
				return err
			},
			"of a colleague": func(ctx context.Context, now time.Time) error {
				_, _, err := d.RemindColleague(ctx, id, d.ID("mia"), d.ID("ana"), "call", now.Add(2*time.Hour), now)
				return err
			},
		}
		for name, request := range requests {
			d.Must(request(workflows.Once(t.Context(), name), nine))
			if err := request(workflows.Once(t.Context(), name), nine.Add(time.Minute)); !errors.Is(err, workflows.ErrDoneBefore) {
				t.Errorf("a reminder %s that came again returned %v", name, err)
			}
		}
		d.NotifyAll(nine.Add(3 * time.Hour))
		reminders := 0
		for _, m := range d.Board.Of(outbox.DirectMessage) {
			for _, i := range m.Items {
				if i.Kind == outbox.NotifyReminder {
					reminders++
				}
			}
		}
		if reminders != len(requests) {
			t.Errorf("%d reminders came, want %d", reminders, len(requests))
		}
	})
}

func TestAMessageThatComesAgainLaterUndoesNoLaterOne(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		away := func(now time.Time) error {
			_, err := d.Away(workflows.Once(t.Context(), "away"), d.ID("ana"), time.Time{}, now)
			return err
		}
		back := func(now time.Time) error {
			_, err := d.Back(workflows.Once(t.Context(), "back"), d.ID("ana"), now)
			return err
		}
		isAway := func(now time.Time) bool {
			d.Must(d.Refresh(t.Context()))
			return d.Crew().Member(d.ID("ana")).Away(now)
		}
		d.Must(away(nine))
		d.Must(back(nine.Add(time.Minute)))
		late := nine.Add(2 * time.Minute)
		if err := away(late); !errors.Is(err, workflows.ErrDoneBefore) || isAway(late) {
			t.Errorf("an absence that was announced again returned %v; Ana is away: %v", err, isAway(late))
		}
		_, err := d.Away(t.Context(), d.ID("ana"), time.Time{}, late)
		d.Must(err)
		if err := back(late.Add(time.Minute)); !errors.Is(err, workflows.ErrDoneBefore) || !isAway(late.Add(time.Minute)) {
			t.Errorf("a return that was announced again returned %v; Ana is away: %v", err, isAway(late.Add(time.Minute)))
		}
	})
}
