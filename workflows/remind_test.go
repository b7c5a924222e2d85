package workflows_test

import (
	"slices"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/lead/report"
)

func TestAReminderComesWhenItWasAskedForUnlessTheLeadIsClosed(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		open, closed := d.register(inquiry(1), nine), d.register(inquiry(2), nine)
		d.claim(open, "ana", nine)
		d.claim(closed, "ana", nine)
		at := nine.Add(2 * time.Hour)
		remind := func(id lead.ID, who, what string) {
			t.Helper()
			_, err := d.Remind(ctx, id, d.who(who), what, at, nine)
			d.must(err)
		}
		for range 2 { // asked twice, told once
			remind(open, "ben", "")
			remind(open, "ana", "send the offer") // no next step: her own note
			remind(closed, "ben", "call")
			remind(0, "mia", "the price list")
		}
		if n := len(d.lead(open).Clocks); d.lead(open).Next != nil || n == 0 {
			t.Error("a reminder changed the lead")
		}
		_, err := d.Lose(ctx, closed, d.who("ana"), lead.Money{}, "price", "", nine.Add(time.Hour))
		d.must(err)
		if _, err := d.Remind(ctx, closed, d.who("ana"), "", at, nine.Add(time.Hour)); !isRefusal(err, lead.WhyStage) {
			t.Errorf("a reminder of a closed lead: %v", err)
		}
		if _, err := d.Remind(ctx, 4711, d.who("ana"), "", at, nine); !isRefusal(err, lead.WhyNotFound) {
			t.Errorf("a reminder of no lead: %v", err)
		}
		reminded := func() []string {
			var all []string
			for _, m := range d.board.of(outbox.DirectMessage) {
				for _, i := range m.Items {
					if i.Kind == outbox.NotifyReminder {
						all = append(all, string(m.To)+" "+slices.Concat(i.Args, []string{""})[0])
					}
				}
			}
			slices.Sort(all)
			return all
		}
		d.publish(at.Add(-time.Minute))
		if got := reminded(); len(got) != 0 {
			t.Errorf("reminded too early: %q", got)
		}
		d.publish(at.Add(6 * time.Minute))
		want := []string{string(d.who("ana")) + " send the offer", string(d.who("ben")) + " ", string(d.who("mia")) + " the price list"}
		slices.Sort(want)
		if got := reminded(); !slices.Equal(got, want) {
			t.Errorf("reminded of %q, want %q", got, want)
		}
	})
}

func TestAPrivateMessageBelongsToTheLeadThatItToldThatPersonOf(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		id, other := d.register(inquiry(1), nine), d.register(inquiry(2), nine)
		at := nine.Add(2 * time.Hour)
		for _, r := range []struct {
			of  lead.ID
			who string
		}{{id, "ana"}, {id, "ben"}, {other, "ben"}, {0, "dan"}} {
			_, err := d.Remind(t.Context(), r.of, d.who(r.who), "call", at, nine)
			d.must(err)
		}
		d.publish(at.Add(6 * time.Minute))
		for _, m := range d.board.of(outbox.DirectMessage) {
			want := lead.ID(0) // of several leads, or of none
			if m.To == d.who("ana") {
				want = id
			}
			got, ok, err := d.LeadToldIn(t.Context(), m.To, m.ts)
			d.must(err)
			if got != want || ok != (want != 0) {
				t.Errorf("the message to %s told of %s (%v), want %s", m.To, got, ok, want)
			}
			if got, ok, err := d.LeadToldIn(t.Context(), d.who("mia"), m.ts); ok || err != nil {
				t.Errorf("a message to %s told Mia of %s (%v)", m.To, got, err)
			}
		}
	})
}

func TestTheOwnersReminderMovesTheNextStep(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		id := d.register(inquiry(1), nine)
		d.claim(id, "ana", nine)
		_, err := d.NoAnswer(t.Context(), id, d.who("ana"), nine)
		d.must(err)
		at := nine.Add(30 * time.Hour)
		out, err := d.Remind(t.Context(), id, d.who("ana"), "", at, nine)
		d.must(err)
		if out.Event.Kind != lead.Snoozed || !out.Lead.Next.At.Equal(at) {
			t.Errorf("%s, and the next step is at %s, want %s", out.Event.Kind, out.Lead.Next.At, at)
		}
		if _, err := d.Remind(t.Context(), id, d.who("ana"), "", nine.Add(20*24*time.Hour), nine); !isRefusal(err, lead.WhyMissing) {
			t.Errorf("beyond what may be moved without a reason: %v", err)
		}
	})
}

func TestWhatIsDueIsListedByWhenAndForWhom(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		ids := make([]lead.ID, 4)
		for n, hours := range []int{30, 2, 5, 200} {
			ids[n] = d.register(inquiry(n), nine)
			d.claim(ids[n], "ana", nine)
			next := &lead.NextStep{What: "call", At: nine.Add(time.Duration(hours) * time.Hour)}
			_, err := d.LogContact(t.Context(), ids[n], d.who("ana"), lead.Touch{Method: lead.Call, Outcome: lead.Reached, Next: next}, nine)
			d.must(err)
		}
		now := nine.Add(3 * time.Hour)
		span := func(from, to int) report.Span {
			s := report.Span{To: nine.Add(time.Duration(to) * time.Hour)}
			if from >= 0 {
				s.From = nine.Add(time.Duration(from) * time.Hour)
			}
			return s
		}
		ana := report.Filter{Owners: []lead.PersonID{d.who("ana")}}
		for name, c := range map[string]struct {
			q    report.Query
			want []lead.ID
			late int
		}{
			"today, with what is late":      {report.Query{Filter: ana, Span: span(0, 15)}, []lead.ID{ids[1], ids[2]}, 1},
			"overdue":                       {report.Query{Filter: ana, Span: span(-1, 3)}, []lead.ID{ids[1]}, 1},
			"tomorrow alone":                {report.Query{Filter: ana, Span: span(15, 39)}, []lead.ID{ids[0]}, 0},
			"whenever":                      {report.Query{Filter: ana}, []lead.ID{ids[1], ids[2], ids[0], ids[3]}, 1},
			"of the team":                   {report.Query{Filter: report.Filter{Teams: []string{"sales"}}, Span: span(0, 15)}, []lead.ID{ids[1], ids[2]}, 1},
			"of somebody who has none":      {report.Query{Filter: report.Filter{Owners: []lead.PersonID{d.who("ben")}}}, nil, 0},
			"of everybody, today":           {report.Query{Span: span(0, 15)}, []lead.ID{ids[1], ids[2]}, 1},
			"warm ones, of which are none":  {report.Query{Filter: report.Filter{Owners: []lead.PersonID{d.who("ana")}, Temperatures: []lead.Temperature{lead.Warm}}}, nil, 0},
			"of a source that has sent one": {report.Query{Filter: report.Filter{Owners: []lead.PersonID{d.who("ana")}, Sources: []string{"demo"}}, Span: span(-1, 3)}, []lead.ID{ids[1]}, 1},
		} {
			leads, late, err := d.Due(t.Context(), c.q, now)
			d.must(err)
			var got []lead.ID
			for _, l := range leads {
				got = append(got, l.ID)
			}
			if !slices.Equal(got, c.want) || late != c.late {
				t.Errorf("%s: %v, %d late; want %v, %d late", name, got, late, c.want, c.late)
			}
		}
	})
}

func TestAColleagueIsRemindedByWhoAskedAndAfterAnAbsence(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		id := d.register(inquiry(1), nine)
		d.claim(id, "ana", nine)
		at := nine.Add(2 * time.Hour)
		remind := func(by, to, what string, now time.Time) time.Time {
			t.Helper()
			_, due, err := d.RemindColleague(ctx, id, d.who(by), d.who(to), what, at, now)
			d.must(err)
			return due
		}
		for range 2 { // asked twice, told once
			if due := remind("ana", "ben", "call them", nine); !due.Equal(at) {
				t.Errorf("Ben is reminded at %v, want %v", due, at)
			}
		}
		remind("mia", "ben", "call them", nine) // by somebody else it is another
		remind("mia", "dan", "", nine)
		if _, _, err := d.RemindColleague(ctx, id, d.who("ben"), d.who("dan"), "", at, nine); !isRefusal(err, lead.WhyRole) {
			t.Errorf("a rep who does not have it: %v", err)
		}
		if _, _, err := d.RemindColleague(ctx, 4711, d.who("mia"), d.who("dan"), "", at, nine); !isRefusal(err, lead.WhyNotFound) {
			t.Errorf("of no lead: %v", err)
		}

		// Dan goes away for a day, of which nobody knew when he was to be reminded; Max for two, and is back before.
		back := at.Add(24 * time.Hour)
		_, err := d.Away(ctx, d.who("dan"), back, nine.Add(time.Hour))
		d.must(err)
		_, err = d.Away(ctx, d.who("max"), back.Add(24*time.Hour), nine.Add(time.Hour))
		d.must(err)
		if due := remind("mia", "max", "", nine.Add(time.Hour)); !due.Equal(back.Add(24 * time.Hour)) {
			t.Errorf("Max is reminded at %v, want when he is back", due)
		}
		_, err = d.Back(ctx, d.who("max"), nine.Add(90*time.Minute))
		d.must(err)

		said := func() (all []string) {
			for _, m := range d.board.of(outbox.DirectMessage) {
				for _, i := range m.Items {
					if i.Kind == outbox.NotifyReminder {
						all = append(all, d.Crew().Member(m.To).Name+" by "+d.Crew().Member(lead.PersonID(i.Args[1])).Name+" "+i.Args[0])
					}
				}
			}
			slices.Sort(all)
			return all
		}
		d.publish(at.Add(-time.Minute))
		if got := said(); len(got) > 0 {
			t.Errorf("reminded too early: %q", got)
		}
		d.publish(at.Add(6 * time.Minute))
		want := []string{"ben by ana call them", "ben by mia call them", "max by mia "}
		if got := said(); !slices.Equal(got, want) {
			t.Errorf("reminded of %q, want %q", got, want)
		}
		d.publish(back.Add(6 * time.Minute))
		if got := said(); !slices.Equal(got, append(want[:2:2], "dan by mia ", want[2])) {
			t.Errorf("when Dan is back: %q", got)
		}
	})
}

func TestWhoIsBackAtNightIsRemindedInTheMorningOfWhatAColleagueAskedFor(t *testing.T) {
	onEachWith(t, inHours, func(t *testing.T, d *desk) {
		id := d.register(inquiry(1), nine)
		_, _, err := d.RemindColleague(t.Context(), id, d.who("mia"), d.who("ben"), "", nine.Add(2*time.Hour), nine)
		d.must(err)
		back := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC) // an hour after midnight in Berlin
		_, err = d.Away(t.Context(), d.who("ben"), back, nine.Add(time.Hour))
		d.must(err)
		told := func() (n int) {
			for _, m := range d.board.of(outbox.DirectMessage) {
				for _, i := range m.Items {
					if i.Kind == outbox.NotifyReminder {
						n++
					}
				}
			}
			return n
		}
		d.must(d.Sweep(t.Context(), back.Add(time.Second))) // which welcomes him
		if d.Crew().Member(d.who("ben")).Away(back.Add(time.Minute)) {
			t.Error("Ben is still away")
		}
		d.publish(back.Add(time.Minute))
		d.publish(back.Add(time.Hour))
		if n := told(); n != 0 {
			t.Errorf("reminded at night, %d times", n)
		}
		d.publish(back.Add(10 * time.Hour))
		if n := told(); n != 1 {
			t.Errorf("reminded %d times, want once in the morning", n)
		}
	})
}
