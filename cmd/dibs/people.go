package main

import (
	"context"
	"fmt"

	"dibs/bot"
	"dibs/handlers"
)

// awaitPeople reads the workspace's people before anything is received or posted, unless they are already stored.
// Otherwise, at the very first start, a rep's click would come from a stranger, and no card could name who is pinged
// next. It gives up after a while; the sync is retried later.
func (a *app) awaitPeople(ctx context.Context) {
	defer close(a.ready)
	if len(a.dir.Crew()) > 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, peopleTime)
	defer cancel()
	if err := a.syncPeople(ctx); err != nil && ctx.Err() == nil {
		a.log.Warn("could not read the people from Slack; will retry", "err", err)
	}
}

// syncPeople reads the workspace, its people and their user groups from Slack.
func (a *app) syncPeople(ctx context.Context) error {
	if _, err := a.client.AuthTest(ctx); err != nil {
		return err
	}
	asked := a.world.now() // events that arrive from here on are newer than the list
	users, err := a.client.Users(ctx)
	if err != nil {
		return err
	}
	if err := a.setGroups(ctx, users); err != nil {
		return err
	}
	return a.availability.SyncPeople(ctx, asked, handlers.People(asked, users...)...)
}

// syncGroups reads the members of the playbook's user groups, if it names any.
func (a *app) syncGroups(ctx context.Context) error {
	if len(a.current().Groups()) == 0 {
		return nil
	}
	return a.syncPeople(ctx)
}

// setGroups gives the directory the members of the playbook's user groups. On a Slack plan without user groups they
// are empty; the doctor reports that.
func (a *app) setGroups(ctx context.Context, users []bot.User) error {
	if len(a.current().Groups()) == 0 {
		return nil
	}
	groups, err := a.client.UserGroups(ctx)
	if err != nil && !bot.Is(err, "plan_upgrade_required") {
		return fmt.Errorf("read user groups from Slack: %w", err)
	}
	a.dir.SetGroups(handlers.Groups(groups, users, a.current().Groups()))
	return nil
}
