// Package replay compares two playbooks on past leads.
package replay

import (
	"context"
	"time"

	"dibs/lead"
	"dibs/playbook"
	"dibs/store"
	"dibs/workflows/lookup"
)

// pageSize is how many leads are read from the database at once.
const pageSize = 500

// An example is listed for at most maxExamples leads that would change, and for at most maxSimilar that
// would change in the same way.
const (
	maxExamples = 20
	maxSimilar  = 5
)

// Replay counts how the judgements of two playbooks differ.
type Replay struct {
	before, after *playbook.Playbook
	since         string // the period, as typed
	leads         int
	differ        int
	changes       map[Change]int
	similar       map[[2]Judgement]int // how many examples are listed so far for the same change
	examples      []Example
}

// Change is one thing about a lead that would be different.
type Change struct {
	Kind   string `json:"kind"`
	Before string `json:"before"` // empty: not with sales
	After  string `json:"after"`
}

// Example is a lead as both playbooks judge it, without personal data.
type Example struct {
	ID     lead.ID   `json:"id"`
	Source string    `json:"source"`
	Before Judgement `json:"before"`
	After  Judgement `json:"after"`
}

// Judgement is what a playbook does with a lead that comes in.
type Judgement struct {
	Stage        lead.Stage        `json:"stage"`
	Temperature  lead.Temperature  `json:"temperature"`
	Channel      string            `json:"channel"`
	Team         string            `json:"team,omitempty"`
	SalesChannel lead.SalesChannel `json:"sales_channel,omitempty"`
	Assign       string            `json:"assign,omitempty"`
}

// New returns a replay of no leads yet. since is the period as typed; it is only printed.
func New(before, after *playbook.Playbook, since string) *Replay {
	return &Replay{before: before, after: after, since: since, changes: map[Change]int{}, similar: map[[2]Judgement]int{}}
}

// Leads compares every lead registered since a given time, and calls progress with the time each was registered, and
// finally with the zero time. Merged leads and tests are left out, because nobody is pinged for them.
func (r *Replay) Leads(ctx context.Context, s *store.Store, from time.Time, progress func(time.Time)) error {
	last := lead.ID(0)
	for {
		ls, err := s.RegisteredSince(ctx, from, last, pageSize)
		if err != nil {
			return err
		}
		for _, l := range ls {
			last = l.ID
			if l.Stage != lead.StageMerged && !l.Test {
				r.add(l)
			}
			progress(l.RegisteredAt)
		}
		if len(ls) < pageSize {
			progress(time.Time{})
			return nil
		}
	}
}

// add compares one lead.
func (r *Replay) add(l *lead.Lead) {
	r.leads++
	x := Example{ID: l.ID, Source: l.Source, Before: r.judge(r.before, l), After: r.judge(r.after, l)}
	if x.Before == x.After {
		return
	}
	r.differ++
	for _, c := range []Change{
		{"stage", string(x.Before.Stage), string(x.After.Stage)},
		{"temperature", string(x.Before.Temperature), string(x.After.Temperature)},
		{"channel", x.Before.Channel, x.After.Channel},
		{"team", x.Before.Team, x.After.Team},
		{"sales channel", string(x.Before.SalesChannel), string(x.After.SalesChannel)},
		{"assign", x.Before.Assign, x.After.Assign},
	} {
		if c.Before != c.After {
			r.changes[c]++
		}
	}
	same := [2]Judgement{x.Before, x.After}
	if len(r.examples) < maxExamples && r.similar[same] < maxSimilar {
		r.similar[same]++
		r.examples = append(r.examples, x)
	}
}

// judge registers a copy of the lead at the time it was registered, so later engagements don't count.
// Each playbook decides what the lead's source counts as, unless the inquiry itself named an engagement.
func (r *Replay) judge(pb *playbook.Playbook, l *lead.Lead) Judgement {
	in := l.Inquiry
	if src, ok := r.before.Source(in.Source); ok && in.Engagement == src.Engagement {
		in.Engagement = ""
	}
	at := l.RegisteredAt
	preview := lookup.Preview(pb, in, at)
	registered := lead.Register(preview.Inquiry, lead.Dibs(), pb.Judge(preview, at), at)
	j := Judgement{Stage: registered.Stage, Temperature: registered.Score.Temperature, Channel: registered.Channel}
	if registered.Stage == lead.StageNew {
		j.Team, j.SalesChannel, j.Assign = registered.Route.Team, registered.Route.SalesChannel, registered.Route.Assign
	}
	return j
}
