package workflows_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
	"pgregory.net/rapid"

	"dibs/lead"
	"dibs/store/storetest"
	"dibs/workflows"
	"dibs/workflows/workflowstest"
)

// acts are what people can do with a lead, by name. Each of them may be refused.
var acts = map[string]func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error){
	"claim": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Claim(ctx, id, by, now)
	},
	"assign": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Assign(ctx, id, by, d.ID("ben"), now)
	},
	"accept": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Accept(ctx, id, by, now)
	},
	"pass": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Pass(ctx, id, by, "", now)
	},
	"not a fit": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.NotAFit(ctx, id, by, "too small", "", now)
	},
	"undo": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Undo(ctx, id, by, now)
	},
	"no answer": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.NoAnswer(ctx, id, by, now)
	},
	"qualify": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Qualify(ctx, id, by, lead.Verdict{Amount: lead.Money{Minor: 100, Currency: "EUR"}}, now)
	},
	"push on": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.BringBack(ctx, id, by, now)
	},
	"hand back": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.HandBackToPool(ctx, id, by, "not now", "", now)
	},
	"to marketing": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.HandBackToMarketing(ctx, id, by, "not now", "", time.Time{}, now)
	},
	"snooze": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Snooze(ctx, id, by, now.Add(time.Hour), "", now)
	},
	"win": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Win(ctx, id, by, lead.Money{}, "", now)
	},
	"lose": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Lose(ctx, id, by, lead.Money{}, "price", "", now)
	},
	"engage": func(ctx context.Context, d *dibs, id lead.ID, _ lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Engage(ctx, id, "demo_request", now)
	},
	"log contact": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.LogContact(ctx, id, by, workflowstest.Reached(now.Add(time.Hour)), now)
	},
	"away": func(ctx context.Context, d *dibs, _ lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		_, err := d.Away(ctx, by, now.Add(2*time.Hour), now)
		return workflows.Outcome{}, err
	},
	"back": func(ctx context.Context, d *dibs, _ lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		_, err := d.Back(ctx, by, now)
		return workflows.Outcome{}, err
	},
	"disqualify": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Disqualify(ctx, id, by, "spam", "", now)
	},
	"call": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Call(ctx, id, by, now)
	},
	"inquiry to marketing": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.ToMarketing(ctx, id, by, "not now", "", time.Time{}, now)
	},
	"comment": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Comment(ctx, id, by, "likes tea", now)
	},
	"remind": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Remind(ctx, id, by, "call again", now.Add(time.Hour), now)
	},
	"engage by e-mail": func(ctx context.Context, d *dibs, id lead.ID, _ lead.PersonID, now time.Time) (workflows.Outcome, error) {
		_, err := d.EngageEmail(ctx, d.Lead(id).Contact.Email, "newsletter", now)
		return workflows.Outcome{}, err
	},
	"merge into the one before": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Merge(ctx, id, max(1, id-1), by, now)
	},
	"merge into the one after": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Merge(ctx, id, id+1, by, now)
	},
	"reopen": func(ctx context.Context, d *dibs, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Reopen(ctx, id, by, now)
	},
}

func TestNoOpenLeadIsEverForgottenAndNoScoreMovesByItselfWhateverPeopleDo(t *testing.T) {
	for name, text := range map[string]string{"claimed": workflowstest.Playbook, "in turns": turns, "with hours": workflowstest.Office} {
		t.Run(name, func(t *testing.T) { neverForgotten(t, text) })
	}
}

func neverForgotten(t *testing.T, text string) {
	people, names := []string{"ana", "ben", "dan", "mia", "max"}, slices.Sorted(maps.Keys(acts))
	t.Parallel()
	d := open(t, storetest.Open(t, storetest.SQLite(t)), text)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		now := nine
		ids := []lead.ID{d.AddInquiry(inquiry(n), now), d.AddInquiry(workflowstest.OtherCompany(n), now)}
		for range rapid.IntRange(1, 15).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "minutes")) * time.Minute)
			id := rapid.SampledFrom(ids).Draw(t, "lead")
			switch rapid.IntRange(0, 9).Draw(t, "what happens") {
			case 0:
				ids = append(ids, d.AddInquiry(inquiry(n), now)) // the same person asks again
			case 1:
				d.Timers.Forget()
			case 2:
				d.WakeDue(now)
			case 3: // two people do different things at the same time
				together(d, t, rapid.SliceOfN(rapid.SampledFrom(names), 2, 3).Draw(t, "acts"), id, ids, rapid.SliceOfN(rapid.SampledFrom(people), 3, 3).Draw(t, "by"), now)
			default:
				act, by := rapid.SampledFrom(names).Draw(t, "act"), d.ID(rapid.SampledFrom(people).Draw(t, "by"))
				var no *lead.Refusal
				if _, err := acts[act](d.T.Context(), d, id, by, now); err != nil && !errors.As(err, &no) {
					t.Fatalf("%s: %v", act, err)
				}
			}
		}
		for _, id := range ids {
			checkSound(d, t, id)
			if l := d.Lead(id); !reflect.DeepEqual(l.Score, d.Playbook().Score(l, l.Score.At)) {
				t.Errorf("lead %s has the score %+v, want %+v from the log", id, l.Score, d.Playbook().Score(l, l.Score.At))
			}
		}
		// Even if timers were lost, the sweep arms a lead shortly before it is due.
		for _, id := range ids {
			if l := d.Lead(id); l.Open() {
				d.Must(d.Sweep(d.T.Context(), l.Deadline.At.Add(-time.Second)))
				if at := d.Timers.At(id); !at.Equal(l.Deadline.At) {
					t.Errorf("lead %s is due at %v, and its timer is set for %v", id, l.Deadline.At, at)
				}
			}
		}
	})
}

// together does several things at the same time, each by another person: to the lead itself and to the next lead in the
// list, in turn.
func together(d *dibs, t *rapid.T, does []string, id lead.ID, ids []lead.ID, by []string, now time.Time) {
	var g errgroup.Group
	for i, act := range does {
		on := id
		if i%2 == 1 {
			on = ids[(slices.Index(ids, id)+1)%len(ids)]
		}
		g.Go(func() error {
			var no *lead.Refusal
			if _, err := acts[act](d.T.Context(), d, on, d.ID(by[i]), now); err != nil && !errors.As(err, &no) {
				return fmt.Errorf("%s: %w", act, err)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatalf("%q at once: %v", does, err)
	}
}

// checkSound checks what is true for every lead at any time: an open lead has a deadline and a closed one has none, the
// log has no gap, and a merged lead leads to one that is not merged.
func checkSound(d *dibs, t *rapid.T, id lead.ID) {
	l := d.Lead(id)
	if l.Open() == l.Deadline.At.IsZero() {
		t.Errorf("lead %s in stage %s has the deadline %v", id, l.Stage, l.Deadline)
	}
	events, err := d.Store.Events(d.T.Context(), id)
	d.Must(err)
	for i, ev := range events {
		if ev.N != i+1 {
			t.Errorf("lead %s has the events %d and %d in a row", id, i, ev.N)
		}
	}
	if len(events) != l.EventCount {
		t.Errorf("lead %s counts %d events and has %d", id, l.EventCount, len(events))
	}
	for range 50 {
		if l.MergedInto == 0 {
			return
		}
		l = d.Lead(l.MergedInto)
	}
	t.Errorf("lead %s is merged in a circle", id)
}
