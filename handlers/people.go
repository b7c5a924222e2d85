package handlers

import (
	"context"

	"dibs/bot"
	"dibs/lead"
)

// People are users of Slack as the engine knows people. Bots are left out.
func People(users ...bot.User) []lead.Person {
	people := make([]lead.Person, 0, len(users))
	for _, u := range users {
		if u.Bot {
			continue
		}
		people = append(people, lead.Person{
			SlackID: u.ID, Email: u.Email, Name: first(u.RealName, u.Name), Zone: u.TZ, Deleted: u.Deleted, Guest: u.Guest,
		})
	}
	return people
}

// person keeps up with people who join or change.
func (s *Slack) person(ctx context.Context, r *bot.Request) (bot.Response, error) {
	if r.Event.Profile == nil {
		return bot.Ack(), nil
	}
	return bot.Ack(), s.engine.SyncPeople(ctx, People(*r.Event.Profile)...)
}
