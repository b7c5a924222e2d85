package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"dibs/bot"
	"dibs/playbook"
)

// checkPlaybook loads the playbook and reports each of its problems. A playbook that only lacks secrets is still
// good enough for the other checks.
func (d *doctor) checkPlaybook(context.Context) []finding {
	path := d.config.playbook
	pb, err := playbook.Load(path, d.getenv)
	if err == nil {
		d.playbook = pb
		return []finding{ok("playbook: %s loads (version %s)", path, pb.Version())}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return []finding{fix("run `dibs init` to write a first one, or set DIBS_PLAYBOOK", "playbook: %s doesn't exist", path)}
	}
	problems := messages(err)
	d.playbook, err = playbook.Load(path, func(name string) string { return cmp.Or(d.getenv(name), "unset") })
	inFile := messages(err)
	var found []finding
	for _, problem := range problems {
		remedy := "set it in the environment Dibs runs in"
		if slices.Contains(inFile, problem) {
			remedy = "correct this line"
		}
		found = append(found, fix(remedy, "playbook: %s", problem))
	}
	return found
}

// messages are the texts of the errors that errors.Join put together.
func messages(err error) []string {
	var ms []string
	for _, e := range each(err) {
		ms = append(ms, e.Error())
	}
	return ms
}

// needs returns the finding that a check of the playbook against Slack is not possible, or nil if it is.
func (d *doctor) needs(check string) []finding {
	switch {
	case d.playbook == nil:
		return []finding{note("%s: not checked, because the playbook doesn't load", check)}
	case d.bot == "":
		return withoutSlack(check)
	}
	return nil
}

// checkPeople looks up everyone the playbook names. People whose address Slack does not know are never pinged.
func (d *doctor) checkPeople(ctx context.Context) []finding {
	if lacking := d.needs("people"); lacking != nil {
		return lacking
	}
	users, err := d.client.Users(ctx)
	if err != nil {
		return []finding{slackTrouble("people", err)}
	}
	active := map[string]bool{} // by email
	for _, u := range users {
		if !u.Bot && !u.Deleted {
			active[strings.ToLower(u.Email)] = true
		}
	}
	var found []finding
	named := d.playbook.Emails()
	for _, email := range named {
		if !active[email] {
			found = append(found, fix("use the address this person has in Slack, invite them, or name their successor",
				"people: %s is not in the workspace, or is deactivated", email))
		}
	}
	if found == nil {
		return []finding{ok("people: found %s from the playbook in Slack", count(len(named), "person", "people"))}
	}
	return found
}

// checkGroups looks up the user groups of the playbook, if it has any.
func (d *doctor) checkGroups(ctx context.Context) []finding {
	if d.playbook == nil || len(d.playbook.Groups()) == 0 || d.bot == "" {
		return nil
	}
	groups, err := d.client.UserGroups(ctx)
	if bot.Is(err, "plan_upgrade_required") {
		return []finding{fix("name the people by email", "user groups: your Slack plan doesn't have them, but the playbook names %s", strings.Join(d.playbook.Groups(), ", "))}
	}
	if err != nil {
		return []finding{slackTrouble("user groups", err)}
	}
	var found []finding
	for _, handle := range d.playbook.Groups() {
		if !slices.ContainsFunc(groups, func(g bot.UserGroup) bool { return "@"+strings.ToLower(g.Handle) == handle }) {
			found = append(found, fix("correct the handle, or name the people by email", "user groups: %s doesn't exist", handle))
		}
	}
	if found == nil {
		return []finding{ok("user groups: found %s", strings.Join(d.playbook.Groups(), ", "))}
	}
	return found
}

// checkChannels checks every channel the playbook names.
func (d *doctor) checkChannels(ctx context.Context) []finding {
	if lacking := d.needs("channels"); lacking != nil {
		return lacking
	}
	all, err := d.client.Channels(ctx)
	if err != nil {
		return []finding{slackTrouble("channels", err)}
	}
	var found []finding
	for _, name := range d.playbook.Channels() {
		found = append(found, d.channel(name, all))
	}
	return found
}

func (d *doctor) channel(name string, all []bot.Channel) finding {
	archived := false
	for _, c := range all {
		switch {
		case "#"+c.Name != name && c.ID != name:
		case c.Archived: // an active one with the same name may follow
			archived = true
		case c.Member:
			return ok("channel %s: Dibs is in it", name)
		default:
			return ok("channel %s: public, Dibs will join it", name)
		}
	}
	if archived {
		return fix("unarchive it in Slack, or name another one in the playbook", "channel %s: archived", name)
	}
	// Slack does not show an app private channels it is not in.
	return fix("create it; if it exists and is private, type /invite @"+d.bot+" in it", "channel %s: Dibs can't see it", name)
}

// checkSources checks that webhooks of the sources can be accepted.
func (d *doctor) checkSources(context.Context) []finding {
	if d.playbook == nil {
		return nil // reported by the checks above
	}
	var found []finding
	webhooks := 0
	for _, name := range d.playbook.Sources() {
		s, _ := d.playbook.Source(name)
		if s.Preset == "" {
			continue
		}
		webhooks++
		if s.Secret.IsZero() {
			found = append(found, fix(`give it a secret: "${NAME}" with NAME in the environment`, "sources: %s has no secret, so everything it sends is rejected", name))
		}
	}
	if found == nil {
		return []finding{ok("sources: %d in the playbook, %d with a webhook", len(d.playbook.Sources()), webhooks)}
	}
	return found
}
