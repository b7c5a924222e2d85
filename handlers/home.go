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

// home draws a person's home tab when they open it.
func (s *Slack) home(ctx context.Context, r *bot.Request) (bot.Response, error) {
	if r.Event.Tab != "home" {
		return bot.Ack(), nil
	}
	by, err := s.dir.Person(ctx, r.Event.User, "")
	if err != nil {
		return bot.Response{}, err
	}
	return s.redrawHome(ctx, bot.Ack(), by, lead.Event{}, s.now())
}

// atHome reports whether a request comes from the home tab.
func atHome(r *bot.Request) bool { return r.View.Type == "home" }

// dialogOrigin is the channel in which a dialog was opened, or view.AtHome.
func dialogOrigin(r *bot.Request) string {
	if atHome(r) {
		return view.AtHome
	}
	return r.Channel.ID
}

// redrawHome answers an act on the home tab and draws the tab again with its receipt. event is what the act recorded; it
// is zero for an act that is about no lead.
func (s *Slack) redrawHome(ctx context.Context, r bot.Response, by lead.PersonID, event lead.Event, now time.Time) (bot.Response, error) {
	if err := s.publisher.UseHome(ctx, by, event, now); err != nil {
		return bot.Response{}, err
	}
	return r.Then(func(ctx context.Context) error { return s.publisher.DrawHome(ctx, by, now) }), nil
}

// pageHome shows another page of a long list.
func (s *Slack) pageHome(ctx context.Context, r *bot.Request) (bot.Response, error) {
	section, from, ok := view.ParsePage(r.Action.Value)
	if !ok {
		return bot.Response{}, fmt.Errorf("button %s has the value %q, not a page of a list", r.Action.ID, r.Action.Value)
	}
	by, err := s.requester(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	now := s.now()
	if err := s.publisher.PageHome(ctx, by, section, from, now); err != nil {
		return bot.Response{}, err
	}
	return s.redrawHome(ctx, bot.Ack(), by, lead.Event{}, now)
}

// openAway opens the dialog in which people set themselves away.
func (s *Slack) openAway(context.Context, *bot.Request) (bot.Response, error) {
	return bot.Open(dialog.Away()), nil
}

// submitAway records an absence as /lead away does. The home tab says so as long as it lasts.
func (s *Slack) submitAway(ctx context.Context, r *bot.Request) (bot.Response, error) {
	by, err := s.requester(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	now := s.now()
	words, errs := dialog.ReadAway(r.View, s.zone(by), now)
	if len(errs) > 0 {
		return bot.Errors(errs), nil
	}
	until, ok := s.awayUntil(by, words, now)
	if !ok {
		return bot.Errors(dialog.AwayAhead()), nil
	}
	if _, err := s.availability.Away(ctx, by, until, now); err != nil {
		return bot.Response{}, err
	}
	return s.redrawHome(ctx, bot.Clear(), by, lead.Event{}, now)
}

// endAway ends an absence as /lead back does.
func (s *Slack) endAway(ctx context.Context, r *bot.Request) (bot.Response, error) {
	by, err := s.requester(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	now := s.now()
	if _, err := s.availability.Back(ctx, by, now); err != nil {
		return bot.Response{}, err
	}
	return s.redrawHome(ctx, bot.Ack(), by, lead.Event{}, now)
}

// muteDigests turns digests off, or on again.
func (s *Slack) muteDigests(ctx context.Context, r *bot.Request) (bot.Response, error) {
	by, err := s.requester(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	for digest, off := range view.ReadDigests(r.Action) {
		if err := s.dir.Mute(ctx, by, digest, off); err != nil {
			return bot.Response{}, err
		}
	}
	return s.redrawHome(ctx, bot.Ack(), by, lead.Event{}, s.now())
}
