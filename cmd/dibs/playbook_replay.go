package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"dibs/lead"
	"dibs/playbook"
	"dibs/store"
	"dibs/workflows/lookup"
	"dibs/worktime"
)

// playbookReplayCmd says what a changed playbook would have done with the leads there were.
type playbookReplayCmd struct {
	New   string `arg:"" name:"NEW.yaml" help:"The changed playbook."`
	Since string `default:"30d" help:"How far back: 12h, 30d, …"`
	JSON  bool   `help:"Print JSON, for machines."`
}

// Run takes every lead registered in the period through the playbook in force and through the
// changed one, as each was when it came in, and prints what differs. It only reads, and prints
// no word of a lead.
func (c *playbookReplayCmd) Run(e *env) error {
	since, err := worktime.ParseSpan(c.Since)
	if err != nil {
		return fmt.Errorf("--since: %q is not a duration: %w", c.Since, err)
	}
	after, err := playbook.Load(c.New, e.withoutSecrets)
	if err != nil {
		return err
	}
	s, err := readDatabase(e)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	before, err := currentPlaybook(e.ctx, s, e.withoutSecrets)
	if err != nil {
		return err
	}
	now := time.Now()
	from := now.Add(-since.Length())
	r := newReplay(before, after, c.Since)
	if err := r.all(e.ctx, s, from, progressTo(e.stderr, "Replaying", from, now)); err != nil {
		return err
	}
	if c.JSON {
		enc := json.NewEncoder(e.stdout)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(r.differences())
	}
	r.print(e.stdout)
	return nil
}

// replayPage is how many leads are read at once.
const replayPage = 500

// mostExamples is how many leads are named of those that would differ, and mostAlike how many of
// them in the same way.
const (
	mostExamples = 20
	mostAlike    = 5
)

// replay counts how two playbooks differ over leads.
type replay struct {
	before, after *playbook.Playbook
	since         string
	leads         int
	differ        int
	changes       map[change]int
	alike         map[[2]judgement]int // how many examples differ in this way
	examples      []replayed
}

// change is one thing of a lead that would be another one.
type change struct {
	Kind   string `json:"kind"`
	Before string `json:"before"` // empty: not with sales
	After  string `json:"after"`
}

// replayed is a lead by both playbooks, without a word of who it is.
type replayed struct {
	ID     lead.ID   `json:"id"`
	Source string    `json:"source"`
	Before judgement `json:"before"`
	After  judgement `json:"after"`
}

// judgement is what a playbook makes of a lead.
type judgement struct {
	Stage        lead.Stage        `json:"stage"`
	Temperature  lead.Temperature  `json:"temperature"`
	Channel      string            `json:"channel"`
	Team         string            `json:"team,omitempty"`
	SalesChannel lead.SalesChannel `json:"sales_channel,omitempty"`
	Assign       string            `json:"assign,omitempty"`
}

func newReplay(before, after *playbook.Playbook, since string) *replay {
	return &replay{before: before, after: after, since: since, changes: map[change]int{}, alike: map[[2]judgement]int{}}
}

// all takes in every lead registered since an instant. Repeats of another lead and tests are left
// out: nobody is called for them.
func (r *replay) all(ctx context.Context, s *store.Store, from time.Time, progress func(time.Time)) error {
	last := lead.ID(0)
	for {
		ls, err := s.RegisteredSince(ctx, from, last, replayPage)
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
		if len(ls) < replayPage {
			progress(time.Time{})
			return nil
		}
	}
}

// add compares one lead.
func (r *replay) add(l *lead.Lead) {
	r.leads++
	x := replayed{ID: l.ID, Source: l.Source, Before: r.judge(r.before, l), After: r.judge(r.after, l)}
	if x.Before == x.After {
		return
	}
	r.differ++
	for _, c := range []change{
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
	way := [2]judgement{x.Before, x.After}
	if len(r.examples) < mostExamples && r.alike[way] < mostAlike {
		r.alike[way]++
		r.examples = append(r.examples, x)
	}
}

// judge registers the lead once more in mind, at the instant at which it was: later engagements do
// not count. What its source stands for is up to each playbook, unless the inquiry said more.
func (r *replay) judge(pb *playbook.Playbook, l *lead.Lead) judgement {
	in := l.Inquiry
	if src, ok := r.before.Source(in.Source); ok && in.Engagement == src.Engagement {
		in.Engagement = ""
	}
	at := l.RegisteredAt
	interested := lookup.Preview(pb, in, at)
	would := lead.Register(interested.Inquiry, lead.Dibs(), pb.Judge(interested, at), at)
	j := judgement{Stage: would.Stage, Temperature: would.Score.Temperature, Channel: would.Channel}
	if would.Stage == lead.StageNew {
		j.Team, j.SalesChannel, j.Assign = would.Route.Team, would.Route.SalesChannel, would.Route.Assign
	}
	return j
}
