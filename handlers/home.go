package handlers

import (
	"context"
	"time"

	"dibs/bot"
	"dibs/lead"
)

// home draws somebody's home tab when they open it.
func (s *Slack) home(ctx context.Context, r *bot.Request) (bot.Response, error) {
	if r.Event.Tab != "home" {
		return bot.Ack(), nil
	}
	by, err := s.engine.Person(ctx, r.Event.User, "")
	if err != nil {
		return bot.Response{}, err
	}
	page, err := s.page(ctx, by)
	if err != nil {
		return bot.Response{}, err
	}
	// Without a hash: whoever opens the tab sees what is true now.
	return bot.Ack(), s.client.PublishHome(ctx, r.Event.User, "", bot.Home(page, s.engine.Crew(), s.engine.Playbook()))
}

func (s *Slack) page(ctx context.Context, by lead.PersonID) (bot.HomePage, error) {
	now := s.now()
	p := bot.HomePage{Of: s.engine.Crew().Member(by), Now: now}
	mine, err := s.engine.Mine(ctx, by)
	if err != nil {
		return p, err
	}
	local := now.In(s.zone(by))
	tomorrow := time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, local.Location())
	for _, l := range visible(p.Of, mine) {
		switch {
		case l.Offer != nil && l.Offer.To == by:
			p.Waiting = append(p.Waiting, l)
		case l.Next != nil && l.Next.At.Before(tomorrow):
			p.Due = append(p.Due, l)
		default:
			p.Working = append(p.Working, l)
		}
	}
	pool, err := s.engine.Pool(ctx, by)
	if err != nil {
		return p, err
	}
	p.Waiting = append(p.Waiting, visible(p.Of, pool)...)
	if p.Of.Role == lead.RoleManager || p.Of.Role == lead.RoleAdmin {
		sum, err := s.engine.Summary(ctx, lead.Query{}, now)
		if err != nil {
			return p, err
		}
		p.Team = &sum
	}
	return p, nil
}

// showAll lists everything a person has in hand.
func (s *Slack) showAll(ctx context.Context, r *bot.Request) (bot.Response, error) {
	by, err := s.who(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	return s.mine(ctx, by)
}
