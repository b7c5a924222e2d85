package handlers

import (
	"context"
	"time"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
)

// request is a request from Slack, together with the person who made it and the time at which it arrived.
type request struct {
	raw *bot.Request
	by  lead.PersonID
	me  lead.Member // the person behind by, as of now
	now time.Time
}

// handler answers a request of a known person.
type handler func(ctx context.Context, req request) (bot.Response, error)

// leadHandler answers a request that names a lead.
type leadHandler func(ctx context.Context, req request, id lead.ID) (bot.Response, error)

// reader is the person as a reader, which decides what they may see of leads.
func (r request) reader() lead.Reader { return lead.Reader(r.me) }

// actor is the person as an actor, which decides what they may do to leads.
func (r request) actor(crew lead.Crew) lead.Actor { return crew.Actor(r.by, r.now) }

// atHome reports whether the request comes from the home tab.
func (r request) atHome() bool { return r.raw.View.Type == "home" }

// origin is the channel that the request comes from, or view.AtHome.
func (r request) origin() string {
	if r.atHome() {
		return view.AtHome
	}
	return r.raw.Channel.ID
}
