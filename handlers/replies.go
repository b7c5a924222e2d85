package handlers

import (
	"context"
	"errors"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
	"dibs/workflows"
	"dibs/workflows/directory"
	"dibs/workflows/lookup"
	"dibs/workflows/publish"
)

// replies tells a person how their action ended: with a receipt, a refusal, or their home tab drawn again.
type replies struct {
	dir       *directory.Directory
	finder    *lookup.Finder
	publisher *publish.Publisher
}

// done answers an action that succeeded.
func (p *replies) done(ctx context.Context, req request, out workflows.Outcome) (bot.Response, error) {
	if req.atHome() {
		return p.atHome(ctx, req, bot.Ack(), out.Event)
	}
	return bot.Answer(p.receipt(req.by, out)), nil
}

// receipt says what an action changed.
func (p *replies) receipt(by lead.PersonID, out workflows.Outcome) bot.Message {
	return view.Confirmed(out.Lead, out.Event, by, p.dir.Crew(), p.dir.Playbook())
}

// refused answers a refusal. Any other error is a fault, which the mux answers. A card that was out of date is drawn
// again, so that nobody presses the same button twice.
func (p *replies) refused(ctx context.Context, req request, err error) (bot.Response, error) {
	var refusal *lead.Refusal
	if !errors.As(err, &refusal) {
		return bot.Response{}, err
	}
	id, version, ok := view.ParseBlockID(req.raw.Action.BlockID)
	if ok && refusal.Lead != nil && version < refusal.Lead.Version {
		if err := p.publisher.Redraw(ctx, id); err != nil {
			return bot.Response{}, err
		}
	}
	next, err := p.finder.Next(ctx, req.by, req.now)
	if err != nil {
		return bot.Response{}, err
	}
	answer := bot.Refuse(req.raw, view.Refused(refusal, req.by, p.dir.Crew(), p.dir.Playbook(), req.now, next))
	if req.atHome() { // the tab was out of date, too
		return p.atHome(ctx, req, answer, lead.Event{})
	}
	return answer, nil
}

// atHome answers an action on the home tab with r and then draws the tab again. event is what the action recorded,
// which the tab shows as its receipt. It is zero when there is nothing to show.
func (p *replies) atHome(ctx context.Context, req request, r bot.Response, event lead.Event) (bot.Response, error) {
	if err := p.publisher.UseHome(ctx, req.by, event, req.now); err != nil {
		return bot.Response{}, err
	}
	return r.Then(func(ctx context.Context) error { return p.publisher.DrawHome(ctx, req.by, req.now) }), nil
}
