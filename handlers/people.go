package handlers

import (
	"context"
	"slices"
	"strings"
	"time"

	"dibs/bot"
	"dibs/lead"
	"dibs/playbook"
	"dibs/workflows"
)

// People turns Slack users into people, and reads from their status whether they are away at now. Bots are left out.
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

// Groups are the Slack user groups that a playbook names, with the e-mail addresses of their members. wanted are the
// handles as the playbook writes them ("@sdr-team"). Groups that Slack does not have are left out, and so are members
// without an e-mail address or an active account.
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

// userChanged makes the handler for events about a person who joined, or whose zone, account or status changed.
func userChanged(availability *workflows.Availability, now func() time.Time) bot.Handler {
	return func(ctx context.Context, r *bot.Request) (bot.Response, error) {
		if r.Event.Profile == nil {
			return bot.Ack(), nil
		}
		seen := now()
		for _, p := range People(seen, *r.Event.Profile) {
			if err := availability.HearOf(ctx, p, r.Event.At, seen); err != nil {
				return bot.Response{}, err
			}
		}
		return bot.Ack(), nil
	}
}
