package handlers

import (
	"context"
	"slices"
	"strings"
	"time"

	"dibs/bot"
	"dibs/lead"
	"dibs/playbook"
)

// People are users of Slack as the engine knows people, with what their status says about absence
// as of now. Bots are left out.
func People(now time.Time, users ...bot.User) []lead.Person {
	people := make([]lead.Person, 0, len(users))
	for _, u := range users {
		if u.Bot {
			continue
		}
		p := lead.Person{
			SlackID: u.ID, Email: u.Email, Name: firstNonEmpty(u.RealName, u.Name), Zone: u.TZ, Deleted: u.Deleted, Guest: u.Guest,
		}
		if !u.Deleted {
			readStatus(&p, u, now)
		}
		people = append(people, p)
	}
	return people
}

// Groups are the user groups of Slack that a playbook names, wanted as it writes them ("@sdr-team"),
// with the e-mails of who is in them. A group that Slack does not have is left out, and so is
// whoever has no e-mail or account any more.
func Groups(groups []bot.UserGroup, users []bot.User, wanted []string) []playbook.Group {
	emails := make(map[string]string, len(users)) // by Slack id
	for _, u := range users {
		if !u.Deleted && !u.Bot {
			emails[u.ID] = u.Email
		}
	}
	var found []playbook.Group
	for _, g := range groups {
		named := playbook.Group{Handle: "@" + strings.ToLower(g.Handle)}
		if !slices.Contains(wanted, named.Handle) {
			continue
		}
		for _, id := range g.Members {
			if emails[id] != "" {
				named.Emails = append(named.Emails, emails[id])
			}
		}
		found = append(found, named)
	}
	return found
}

// person keeps up with people who join or change: their zone, their account, their status.
func (s *Slack) person(ctx context.Context, r *bot.Request) (bot.Response, error) {
	if r.Event.Profile == nil {
		return bot.Ack(), nil
	}
	now := s.now()
	for _, p := range People(now, *r.Event.Profile) {
		if err := s.availability.HearOf(ctx, p, r.Event.At, now); err != nil {
			return bot.Response{}, err
		}
	}
	return bot.Ack(), nil
}
