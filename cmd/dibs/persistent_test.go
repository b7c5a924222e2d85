package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

// tries makes the methods of simtest end one try instead of the whole test. A try also ends when the program dies.
type tries struct {
	testing.TB
	m *mortal
}

// Context returns a context that ends with the current process.
func (t tries) Context() context.Context { return t.m.alive() }

type failedTry struct{ error }

// Fatalf ends the try.
func (t tries) Fatalf(format string, args ...any) {
	panic(failedTry{fmt.Errorf(format, args...)})
}

// try calls act and returns the error with which the try failed.
func try(act func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case failedTry:
			err = r
		default:
			panic(r)
		}
	}()
	act()
	return nil
}

// patience is how long a person first waits for something to appear before trying again. It doubles each time, so
// that it becomes long enough on any machine.
const patience = 1500 * time.Millisecond

// insist repeats an act until it succeeds, and waits until its effect is seen.
func insist(ctx context.Context, sim *slacksim.Sim, what string, done func() bool, act func(patience time.Duration)) error {
	ctx, cancel := context.WithTimeout(ctx, crashPatience)
	defer cancel()
	err := errors.New("not tried")
	for patience := patience; !done(); {
		if ctx.Err() != nil {
			return fmt.Errorf("%s had no visible effect; the last try ended with: %w", what, err)
		}
		if err != nil {
			err = try(func() { act(patience) })
		}
		look(ctx, sim, patience, done)
		patience = min(2*patience, simtest.Patience)
	}
	return nil
}

// look waits until something is seen, but no longer than patience.
func look(ctx context.Context, sim *slacksim.Sim, patience time.Duration, done func() bool) {
	changes, stop := sim.Subscribe()
	defer stop()
	enough := time.NewTimer(patience)
	defer enough.Stop()
	for !done() {
		select {
		case <-changes:
		case <-enough.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// stubborn is a person whose app keeps crashing.
type stubborn struct {
	*simtest.Person
	sim *slacksim.Sim
	ctx context.Context
}

func (m *mortal) stubborn(ctx context.Context, t testing.TB, name string) stubborn {
	return stubborn{simtest.As(tries{t, m}, m.sim, name), m.sim, ctx}
}

// shows reports whether a message of a channel about somebody contains a text.
func (p stubborn) shows(channel, name, text string) bool {
	return p.Count(channel, name, text) > 0
}

// does opens a dialog from a card and submits it, again and again until the card shows its effect.
func (p stubborn) does(channel, name, button, after string, fill func(simtest.View)) error {
	what := fmt.Sprintf("%s on %s", button, name)
	return insist(p.ctx, p.sim, what, func() bool { return p.shows(channel, name, after) }, func(patience time.Duration) {
		p := stubborn{p.Within(patience), p.sim, p.ctx}
		for _, v := range p.sim.Views(p.ID()) {
			_ = p.sim.CloseView(p.ctx, p.ID(), v.ID, true) // left open by a program that died
		}
		if err := p.TryClick(p.Expect(channel, name, button), button); err != nil {
			panic(failedTry{err})
		}
		if fill == nil {
			return
		}
		v := p.ExpectView(button)
		fill(v)
		if wrong, err := p.TrySubmit(v); err != nil || len(wrong) > 0 {
			panic(failedTry{fmt.Errorf("the dialog says %v: %w", wrong, err)})
		}
	})
}

// work takes a lead of the worker's own from posted to won, after trying to claim the shared one.
func (m *mortal) work(ctx context.Context, t testing.TB, worker, channel string) (lead.ID, error) {
	p, name := m.stubborn(ctx, t, worker), "Client of "+worker
	if err := p.does("#leads", shared, "Claim", "Log contact", nil); err != nil {
		return 0, err
	}
	inquiry := worker == "mia"
	id, err := m.post(ctx, name, !inquiry)
	if err != nil {
		return 0, err
	}
	if inquiry {
		err = p.certify(name, channel)
	}
	return id, errors.Join(err, p.win(name, channel))
}

func (p stubborn) certify(name, channel string) error {
	return p.does("#qualify", name, "Certify", channel, yes)
}

// yes answers the questions that require a yes, if they are asked.
func yes(v simtest.View) {
	for _, q := range []string{"Can this person decide, or strongly influence it?", "Can they afford it?", "Is there a need we can meet?"} {
		if q += " (needs a yes)"; strings.Contains(v.Visible(), q) {
			v.Fill(q, "Yes")
		}
	}
}

func (p stubborn) win(name, channel string) error {
	return errors.Join(
		p.does(channel, name, "Claim", "Log contact", nil),
		p.does(channel, name, "Log contact", "send offer", func(v simtest.View) {
			v.Fill("What happened?", "Reached").Fill("Next step", "send offer").Fill("When?", "Tomorrow 9:00")
		}),
		p.does(channel, name, "Qualify", "31,200", func(v simtest.View) { yes(v.Fill("Amount", "31.200,00")) }),
		p.does(channel, name, "Won", "🎉 *Won*", func(simtest.View) {}),
	)
}
