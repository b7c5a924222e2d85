package workflows_test

import (
	"slices"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/workflows/workflowstest"
)

func TestAReminderComesWhenItWasAskedForUnlessTheLeadIsClosed(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		ctx := t.Context()
		open, closed := d.AddInquiry(inquiry(1), nine), d.AddInquiry(inquiry(2), nine)
		d.ClaimAs(open, "ana", nine)
		d.ClaimAs(closed, "ana", nine)
		at := nine.Add(2 * time.Hour)
		remind := func(id lead.ID, who, what string) {
			t.Helper()
			_, err := d.Remind(ctx, id, d.ID(who), what, at, nine)
			d.Must(err)
		}
		for range 2 { // asked twice, reminded once
			remind(open, "ben", "")
			remind(open, "ana", "send the offer") // there is no next step to move, so this is a notification
			remind(closed, "ben", "call")
			remind(0, "mia", "the price list")
		}
		if n := len(d.Lead(open).Clocks); d.Lead(open).Next != nil || n == 0 {
			t.Error("a reminder changed the lead")
		}
		_, err := d.Lose(ctx, closed, d.ID("ana"), lead.Money{}, "price", "", nine.Add(time.Hour))
		d.Must(err)
		if _, err := d.Remind(ctx, closed, d.ID("ana"), "", at, nine.Add(time.Hour)); !isRefusal(err, lead.WhyStage) {
			t.Errorf("a reminder of a closed lead returned %v", err)
		}
		if _, err := d.Remind(ctx, 4711, d.ID("ana"), "", at, nine); !isRefusal(err, lead.WhyNotFound) {
			t.Errorf("a reminder of an unknown lead returned %v", err)
		}
		reminded := func() []string {
			var all []string
			for _, m := range d.Board.Of(outbox.DirectMessage) {
				for _, i := range m.Items {
					if i.Kind == outbox.NotifyReminder {
						all = append(all, string(m.To)+" "+slices.Concat(i.Args, []string{""})[0])
					}
				}
			}
			slices.Sort(all)
			return all
		}
		d.PublishAll(at.Add(-time.Minute))
		if got := reminded(); len(got) != 0 {
			t.Errorf("reminded too early: %q", got)
		}
		d.PublishAll(at.Add(6 * time.Minute))
		want := []string{string(d.ID("ana")) + " send the offer", string(d.ID("ben")) + " ", string(d.ID("mia")) + " the price list"}
		slices.Sort(want)
		if got := reminded(); !slices.Equal(got, want) {
			t.Errorf("the reminders are %q, want %q", got, want)
		}
	})
}

func TestTheOwnersReminderMovesTheNextStep(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.ClaimAs(id, "ana", nine)
		_, err := d.NoAnswer(t.Context(), id, d.ID("ana"), nine)
		d.Must(err)
		at := nine.Add(30 * time.Hour)
		out, err := d.Remind(t.Context(), id, d.ID("ana"), "", at, nine)
		d.Must(err)
		if out.Event.Kind != lead.Snoozed || !out.Lead.Next.At.Equal(at) {
			t.Errorf("the event is %s, and the next step is at %s, want %s", out.Event.Kind, out.Lead.Next.At, at)
		}
		if _, err := d.Remind(t.Context(), id, d.ID("ana"), "", nine.Add(20*24*time.Hour), nine); !isRefusal(err, lead.WhyMissing) {
			t.Errorf("a time too far ahead to be set without a reason returned %v", err)
		}
	})
}

func TestAColleagueIsRemindedInTheNameOfWhoAskedAndAfterAnAbsence(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		ctx := t.Context()
		id := d.AddInquiry(inquiry(1), nine)
		d.ClaimAs(id, "ana", nine)
		at := nine.Add(2 * time.Hour)
		remind := func(by, to, what string, now time.Time) time.Time {
			t.Helper()
			_, due, err := d.RemindColleague(ctx, id, d.ID(by), d.ID(to), what, at, now)
			d.Must(err)
			return due
		}
		for range 2 { // asked twice, reminded once
			if due := remind("ana", "ben", "call them", nine); !due.Equal(at) {
				t.Errorf("Ben is reminded at %v, want %v", due, at)
			}
		}
		remind("mia", "ben", "call them", nine) // this is another reminder, because another person asked
		remind("mia", "dan", "", nine)
		if _, _, err := d.RemindColleague(ctx, id, d.ID("ben"), d.ID("dan"), "", at, nine); !isRefusal(err, lead.WhyRole) {
			t.Errorf("a rep who does not own the lead got %v", err)
		}
		if _, _, err := d.RemindColleague(ctx, 4711, d.ID("mia"), d.ID("dan"), "", at, nine); !isRefusal(err, lead.WhyNotFound) {
			t.Errorf("a reminder of an unknown lead returned %v", err)
		}

		// Dan goes away for a day, which nobody knew when his reminder was set. Max goes away for two days and is back
		// early.
		back := at.Add(24 * time.Hour)
		_, err := d.Away(ctx, d.ID("dan"), back, nine.Add(time.Hour))
		d.Must(err)
		_, err = d.Away(ctx, d.ID("max"), back.Add(24*time.Hour), nine.Add(time.Hour))
		d.Must(err)
		if due := remind("mia", "max", "", nine.Add(time.Hour)); !due.Equal(back.Add(24 * time.Hour)) {
			t.Errorf("Max is reminded at %v, want when he is back", due)
		}
		_, err = d.Back(ctx, d.ID("max"), nine.Add(90*time.Minute))
		d.Must(err)

		said := func() (all []string) {
			for _, m := range d.Board.Of(outbox.DirectMessage) {
				for _, i := range m.Items {
					if i.Kind == outbox.NotifyReminder {
						all = append(all, d.Crew().Member(m.To).Name+" by "+d.Crew().Member(lead.PersonID(i.Args[1])).Name+" "+i.Args[0])
					}
				}
			}
			slices.Sort(all)
			return all
		}
		d.PublishAll(at.Add(-time.Minute))
		if got := said(); len(got) > 0 {
			t.Errorf("reminded too early: %q", got)
		}
		d.PublishAll(at.Add(6 * time.Minute))
		want := []string{"ben by ana call them", "ben by mia call them", "max by mia "}
		if got := said(); !slices.Equal(got, want) {
			t.Errorf("the reminders are %q, want %q", got, want)
		}
		d.PublishAll(back.Add(6 * time.Minute))
		if got := said(); !slices.Equal(got, append(want[:2:2], "dan by mia ", want[2])) {
			t.Errorf("the reminders after Dan is back are %q", got)
		}
	})
}

func TestAPersonBackAtNightGetsAColleaguesReminderInTheMorning(t *testing.T) {
	onEachWith(t, workflowstest.Office, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		_, _, err := d.RemindColleague(t.Context(), id, d.ID("mia"), d.ID("ben"), "", nine.Add(2*time.Hour), nine)
		d.Must(err)
		back := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC) // an hour after midnight in Berlin
		_, err = d.Away(t.Context(), d.ID("ben"), back, nine.Add(time.Hour))
		d.Must(err)
		told := func() (n int) {
			for _, m := range d.Board.Of(outbox.DirectMessage) {
				for _, i := range m.Items {
					if i.Kind == outbox.NotifyReminder {
						n++
					}
				}
			}
			return n
		}
		d.Must(d.Sweep(t.Context(), back.Add(time.Second)))
		if d.Crew().Member(d.ID("ben")).Away(back.Add(time.Minute)) {
			t.Error("Ben is still away")
		}
		d.PublishAll(back.Add(time.Minute))
		d.PublishAll(back.Add(time.Hour))
		if n := told(); n != 0 {
			t.Errorf("he was reminded %d times at night, want in the morning", n)
		}
		d.PublishAll(back.Add(10 * time.Hour))
		if n := told(); n != 1 {
			t.Errorf("he was reminded %d times, want once in the morning", n)
		}
	})
}
