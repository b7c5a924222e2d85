package workflows_test

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/lead"
	"dibs/store/storetest"
	"dibs/workflows"
)

// acts are what people can do with a lead, by name; each may be refused.
var acts = map[string]func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error){
	"claim": func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Claim(ctx, id, by, now)
	},
	"assign": func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Assign(ctx, id, by, d.who("ben"), now)
	},
	"accept": func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Accept(ctx, id, by, now)
	},
	"pass": func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Pass(ctx, id, by, "", now)
	},
	"not a fit": func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.NotAFit(ctx, id, by, "too small", "", now)
	},
	"undo": func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Undo(ctx, id, by, now)
	},
	"no answer": func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.NoAnswer(ctx, id, by, now)
	},
	"qualify": func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Qualify(ctx, id, by, lead.Verdict{Amount: lead.Money{Minor: 100, Currency: "EUR"}}, now)
	},
	"push on": func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.BringBack(ctx, id, by, now)
	},
	"hand back": func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.HandBackToPool(ctx, id, by, "not now", "", now)
	},
	"to marketing": func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.HandBackToMarketing(ctx, id, by, "not now", "", time.Time{}, now)
	},
	"snooze": func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Snooze(ctx, id, by, now.Add(time.Hour), "", now)
	},
	"win": func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Win(ctx, id, by, lead.Money{}, "", now)
	},
	"lose": func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Lose(ctx, id, by, lead.Money{}, "price", "", now)
	},
	"engage": func(ctx context.Context, d *desk, id lead.ID, _ lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Engage(ctx, id, "demo_request", now)
	},
	"log contact": func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.LogContact(ctx, id, by, reached(now.Add(time.Hour)), now)
	},
	"away": func(ctx context.Context, d *desk, _ lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		_, err := d.Away(ctx, by, now.Add(2*time.Hour), now)
		return workflows.Outcome{}, err
	},
	"back": func(ctx context.Context, d *desk, _ lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		_, err := d.Back(ctx, by, now)
		return workflows.Outcome{}, err
	},
	"reopen": func(ctx context.Context, d *desk, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error) {
		return d.Reopen(ctx, id, by, now)
	},
}

func TestNoOpenLeadIsEverForgottenAndNoScoreMovesByItselfWhateverPeopleDo(t *testing.T) {
	for name, text := range map[string]string{"claimed": process, "in turns": keyedLocks, "with hours": office} {
		t.Run(name, func(t *testing.T) { neverForgotten(t, text) })
	}
}

func neverForgotten(t *testing.T, text string) {
	people, names := []string{"ana", "ben", "dan", "mia", "max"}, slices.Sorted(maps.Keys(acts))
	d := openWith(t, storetest.Open(t, storetest.SQLite(t)), text, people...)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		now := nine
		ids := []lead.ID{d.register(inquiry(n), now)}
		for range rapid.IntRange(1, 15).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "minutes")) * time.Minute)
			id := rapid.SampledFrom(ids).Draw(t, "lead")
			switch rapid.IntRange(0, 9).Draw(t, "what happens") {
			case 0:
				ids = append(ids, d.register(inquiry(n), now)) // the same person asks again
			case 1:
				d.timers.forget()
			case 2:
				d.tick(now)
			default:
				act, by := rapid.SampledFrom(names).Draw(t, "act"), d.who(rapid.SampledFrom(people).Draw(t, "by"))
				var no *lead.Refusal
				if _, err := acts[act](d.t.Context(), d, id, by, now); err != nil && !errors.As(err, &no) {
					t.Fatalf("%s: %v", act, err)
				}
			}
		}
		for _, id := range ids {
			if l := d.lead(id); l.Open() == l.Deadline.At.IsZero() {
				t.Errorf("%s in stage %s has the deadline %v", id, l.Stage, l.Deadline)
			}
			if l := d.lead(id); !reflect.DeepEqual(l.Score, d.Playbook().Score(l, l.Score.At)) {
				t.Errorf("%s has the score %+v, the log says %+v", id, l.Score, d.Playbook().Score(l, l.Score.At))
			}
		}
		// Whatever became of the timers: shortly before a lead is due the sweep arms it.
		for _, id := range ids {
			if l := d.lead(id); l.Open() {
				d.must(d.Sweep(d.t.Context(), l.Deadline.At.Add(-time.Second)))
				if at := d.timers.at(id); !at.Equal(l.Deadline.At) {
					t.Errorf("%s is due at %v and wakes at %v", id, l.Deadline.At, at)
				}
			}
		}
	})
}
