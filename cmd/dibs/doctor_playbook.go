package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"dibs/bot"
	"dibs/handlers"
	"dibs/playbook"
)

// checkPlaybook loads the playbook and tells each problem that it has. One that lacks nothing
// but secrets is still good for the other checks.
func (d *doctor) checkPlaybook(context.Context) []finding {
	path := d.config.playbook
	pb, err := playbook.Load(path, d.getenv)
	if err == nil {
		d.playbook = pb
		return []finding{ok("playbook: %s loads (version %s)", path, pb.Version())}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return []finding{fix("write a first one with `dibs init`, or set DIBS_PLAYBOOK", "playbook: there is no %s", path)}
	}
	problems := messages(err)
	d.playbook, err = playbook.Load(path, func(name string) string { return cmp.Or(d.getenv(name), "unset") })
	inFile := messages(err)
	var found []finding
	for _, problem := range problems {
		remedy := "set it where Dibs' environment is set"
		if slices.Contains(inFile, problem) {
			remedy = "correct this place"
		}
		found = append(found, fix(remedy, "playbook: %s", problem))
	}
	return found
}

func messages(err error) []string {
	var ms []string
	for _, e := range each(err) {
		ms = append(ms, e.Error())
	}
	return ms
}

// needs says what is lacking for a check of the playbook against Slack, or nil.
func (d *doctor) needs(check string) []finding {
	switch {
	case d.playbook == nil:
		return []finding{note("%s: not checked, that takes a playbook that loads", check)}
	case d.bot == "":
		return withoutSlack(check)
	}
	return nil
}

// checkPeople looks for everybody whom the playbook names. Somebody whom Slack does not know by
// that address is never called.
func (d *doctor) checkPeople(ctx context.Context) []finding {
	if lacking := d.needs("people"); lacking != nil {
		return lacking
	}
	users, err := d.client.Users(ctx)
	if err != nil {
		return []finding{slackTrouble("people", err)}
	}
	active := map[string]bool{} // by e-mail
	for _, u := range users {
		if !u.Bot && !u.Deleted {
			active[strings.ToLower(u.Email)] = true
		}
	}
	var found []finding
	named := d.playbook.Emails()
	for _, email := range named {
		if !active[email] {
			found = append(found, fix("write the address that this person has in Slack, invite them, or name who follows them",
				"people: %s is not in the workspace, or deactivated", email))
		}
	}
	if found == nil {
		return []finding{ok("people: Slack knows %s of the playbook", several(len(named), "person", "people"))}
	}
	return found
}

// checkGroups looks for the user groups of the playbook, which few have.
func (d *doctor) checkGroups(ctx context.Context) []finding {
	if d.playbook == nil || len(d.playbook.Groups()) == 0 || d.bot == "" {
		return nil
	}
	groups, err := d.client.UserGroups(ctx)
	if bot.Is(err, "plan_upgrade_required") {
		return []finding{fix("name the people by e-mail", "user groups: the workspace's plan has none, the playbook names %s", strings.Join(d.playbook.Groups(), ", "))}
	}
	if err != nil {
		return []finding{slackTrouble("user groups", err)}
	}
	var found []finding
	for _, handle := range d.playbook.Groups() {
		if !slices.ContainsFunc(groups, func(g bot.UserGroup) bool { return "@"+strings.ToLower(g.Handle) == handle }) {
			found = append(found, fix("correct the handle, or name the people by e-mail", "user groups: there is no %s", handle))
		}
	}
	if found == nil {
		return []finding{ok("user groups: Slack knows %s", strings.Join(d.playbook.Groups(), ", "))}
	}
	return found
}

// checkChannels looks at every channel that the playbook names.
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
		case c.Archived: // a living one of the same name may follow
			archived = true
		case c.Member:
			return ok("channel %s: Dibs is in it", name)
		default:
			return ok("channel %s: public, Dibs joins it by itself", name)
		}
	}
	if archived {
		return fix("bring it back in Slack, or name another in the playbook", "channel %s: is archived", name)
	}
	// Slack does not tell an app of a private channel that it is not in.
	return fix("create it; if it is there and private, write /invite @"+d.bot+" in it", "channel %s: Dibs cannot see it", name)
}

// checkSources looks whether webhooks of the sources can be taken.
func (d *doctor) checkSources(context.Context) []finding {
	if d.playbook == nil {
		return nil // said by the checks above
	}
	var found []finding
	for _, err := range each(handlers.CheckSources(d.playbook)) {
		found = append(found, fix("name a preset that there is, or none", "sources: %v", err))
	}
	webhooks := 0
	for _, name := range d.playbook.Sources() {
		s, _ := d.playbook.Source(name)
		if s.Preset == "" {
			continue
		}
		webhooks++
		if s.Secret.IsZero() {
			found = append(found, fix(`give it a secret: "${NAME}" with NAME in the environment`, "sources: %s has no secret, so that everything it sends is refused", name))
		}
	}
	if found == nil {
		return []finding{ok("sources: %d, %d of them with a webhook", len(d.playbook.Sources()), webhooks)}
	}
	return found
}
