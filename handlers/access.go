package handlers

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"dibs/bot"
	"dibs/lead"
	"dibs/workflows/directory"
	"dibs/workflows/lookup"
)

// access says who is behind a request and which leads they may see.
type access struct {
	dir    *directory.Directory
	finder *lookup.Finder
	client *bot.Client // nil in tests without Slack
	now    func() time.Time
	log    *slog.Logger
}

// identify finds the person behind a request. It never waits for Slack: a new person is stored with their Slack id, and
// the next sync fills in the rest.
func (a *access) identify(ctx context.Context, r *bot.Request) (request, error) {
	return a.identifyAs(ctx, r, r.User)
}

// identifyAs is identify for a request whose person is named elsewhere.
func (a *access) identifyAs(ctx context.Context, r *bot.Request, user bot.Ref) (request, error) {
	by, err := a.dir.Person(ctx, user.ID, user.Name)
	if err != nil {
		return request{}, err
	}
	return request{raw: r, by: by, me: a.dir.Crew().Member(by), now: a.now()}, nil
}

// known makes a bot.Handler that identifies the person and then calls h.
func (a *access) known(h handler) bot.Handler {
	return func(ctx context.Context, r *bot.Request) (bot.Response, error) {
		req, err := a.identify(ctx, r)
		if err != nil {
			return bot.Response{}, err
		}
		return h(ctx, req)
	}
}

// onLead makes a bot.Handler for a button whose value is a lead's number.
func (a *access) onLead(h leadHandler) bot.Handler {
	return a.known(func(ctx context.Context, req request) (bot.Response, error) {
		button := req.raw.Action
		id, ok := lead.ParseID(button.Value)
		if !ok {
			return bot.Response{}, fmt.Errorf("button %s has the value %q, not a lead", button.ID, button.Value)
		}
		return h(ctx, req, id)
	})
}

// look reads a lead for a person. A lead that they may not know of is refused like one that does not exist, so nobody
// learns which numbers are taken. A lead that they may not see by name is refused without any detail.
func (a *access) look(ctx context.Context, req request, id lead.ID) (lookup.Found, error) {
	if !req.reader().SeesNames() {
		return lookup.Found{}, hidden()
	}
	f, err := a.finder.Look(ctx, id)
	switch {
	case err != nil:
		return f, err
	case !req.reader().KnowsOf(f.Lead):
		return lookup.Found{}, notFoundID(id)
	case !req.reader().SeesName(f.Lead):
		return lookup.Found{}, hidden()
	}
	return f, nil
}

// guard refuses what look refuses, before an action that reads the lead itself. The team may see every lead, so for
// them it reads nothing.
func (a *access) guard(ctx context.Context, req request, id lead.ID) error {
	if req.reader().OnTeam() {
		return nil
	}
	_, err := a.look(ctx, req, id)
	return err
}

// guardNumber refuses only a lead that the person may not know of. It is for what guests may do to leads they referred.
func (a *access) guardNumber(ctx context.Context, req request, id lead.ID) error {
	if req.reader().OnTeam() {
		return nil
	}
	f, err := a.finder.Look(ctx, id)
	if err == nil && !req.reader().KnowsOf(f.Lead) {
		err = notFoundID(id)
	}
	return err
}

// notFoundID refuses a lead that does not exist.
func notFoundID(id lead.ID) error {
	return &lead.Refusal{Why: lead.WhyNotFound, Lead: &lead.Lead{ID: id}}
}

// hidden refuses a lead that the person may not see by name.
func hidden() error { return &lead.Refusal{Why: lead.WhyHidden} }

// seesAmounts reports whether the person sees the amounts of a lead where they ask. The team sees amounts anywhere,
// other people only in the channels that the playbook lists.
func (a *access) seesAmounts(ctx context.Context, req request) bool {
	return req.reader().OnTeam() || a.amountsHere(ctx, req.raw)
}

// amountsHere reports whether the playbook allows amounts in the channel of a request. An event carries no channel
// name, so Slack is asked for it. Without a name there are no amounts.
func (a *access) amountsHere(ctx context.Context, r *bot.Request) bool {
	pb, c := a.dir.Playbook(), r.Channel
	if pb.AmountsIn(c.ID) {
		return true
	}
	if c.Name == "" && r.Kind == bot.KindEvent && r.Event.ChannelType != "im" && a.client != nil {
		found, err := a.client.Channel(ctx, c.ID)
		if err != nil {
			a.log.Warn("could not read a channel's name; no amounts are shown there", "channel", c.ID, "err", err)
		}
		c.Name = found.Name
	}
	return c.Name != "" && pb.AmountsIn("#"+c.Name)
}

// zone is a person's time zone, or the playbook's if theirs is unknown.
func (a *access) zone(person lead.PersonID) *time.Location {
	name := a.dir.Crew().Member(person).Zone
	if z, err := time.LoadLocation(name); err == nil && name != "" {
		return z
	}
	return a.dir.Playbook().Zone()
}
