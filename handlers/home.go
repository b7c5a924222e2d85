package handlers

import (
	"context"
	"fmt"
	"time"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
)

// home draws somebody's home tab when they open it.
func (s *Slack) home(ctx context.Context, r *bot.Request) (bot.Response, error) {
	if r.Event.Tab != "home" {
		return bot.Ack(), nil
	}
	by, err := s.dir.Person(ctx, r.Event.User, "")
	if err != nil {
		return bot.Response{}, err
	}
	return s.homeAfter(ctx, bot.Ack(), by, lead.Event{}, s.now())
}

// atHome reports whether somebody did something on their home tab.
func atHome(r *bot.Request) bool { return r.View.Type == "home" }

// askedIn is where somebody asked for a dialog.
func askedIn(r *bot.Request) string {
	if atHome(r) {
		return view.AtHome
	}
	return r.Channel.ID
}

// homeAfter answers what somebody does on the home tab, which shows at once what came of it: an
// event, or nothing that is about a lead.
func (s *Slack) homeAfter(ctx context.Context, r bot.Response, by lead.PersonID, came lead.Event, now time.Time) (bot.Response, error) {
	if err := s.publisher.UseHome(ctx, by, came, now); err != nil {
		return bot.Response{}, err
	}
	return r.Then(func(ctx context.Context) error { return s.publisher.DrawHome(ctx, by, now) }), nil
}

// turnHome shows another part of a long list.
func (s *Slack) turnHome(ctx context.Context, r *bot.Request) (bot.Response, error) {
	shelf, from, ok := view.ParsePage(r.Action.Value)
	if !ok {
		return bot.Response{}, fmt.Errorf("button %s carries %q, not a part of a list", r.Action.ID, r.Action.Value)
	}
	by, err := s.who(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	now := s.now()
	if err := s.publisher.PageHome(ctx, by, shelf, from, now); err != nil {
		return bot.Response{}, err
	}
	return s.homeAfter(ctx, bot.Ack(), by, lead.Event{}, now)
}

// openAway asks until when somebody is away.
func (s *Slack) openAway(context.Context, *bot.Request) (bot.Response, error) {
	return bot.Open(dialog.Away()), nil
}

// awayAtHome records an absence as /lead away does; the home tab says so as long as it lasts.
func (s *Slack) awayAtHome(ctx context.Context, r *bot.Request) (bot.Response, error) {
	by, err := s.who(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	now := s.now()
	words, errs := dialog.ReadAway(r.View, s.zone(by), now)
	if len(errs) > 0 {
		return bot.Errors(errs), nil
	}
	until, ok := s.until(by, words, now)
	if !ok {
		return bot.Errors(dialog.AwayAhead()), nil
	}
	if _, err := s.availability.Away(ctx, by, until, now); err != nil {
		return bot.Response{}, err
	}
	return s.homeAfter(ctx, bot.Clear(), by, lead.Event{}, now)
}

// backAtHome ends an absence as /lead back does.
func (s *Slack) backAtHome(ctx context.Context, r *bot.Request) (bot.Response, error) {
	by, err := s.who(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	now := s.now()
	if _, err := s.availability.Back(ctx, by, now); err != nil {
		return bot.Response{}, err
	}
	return s.homeAfter(ctx, bot.Ack(), by, lead.Event{}, now)
}

// digests turns off what somebody does not want to get by itself, and on what they do.
func (s *Slack) digests(ctx context.Context, r *bot.Request) (bot.Response, error) {
	by, err := s.who(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	for digest, off := range view.ReadDigests(r.Action) {
		if err := s.dir.Mute(ctx, by, digest, off); err != nil {
			return bot.Response{}, err
		}
	}
	return s.homeAfter(ctx, bot.Ack(), by, lead.Event{}, s.now())
}
