package main

import (
	"context"
	"fmt"

	"dibs/bot"
	"dibs/handlers"
)

// meetPeople asks Slack who is there before anything is heard or posted, unless that is known from
// the last time: at the very first start a rep's click would be a stranger's, and no card could say
// who is called next. Without an answer it goes on; the sync is tried again.
func (a *app) meetPeople(ctx context.Context) {
	defer close(a.met)
	if len(a.engine.Crew()) > 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, meetTime)
	defer cancel()
	if err := a.syncPeople(ctx); err != nil && ctx.Err() == nil {
		a.log.Warn("Slack does not say who is there; asking again soon", "err", err)
	}
}

// syncPeople reads where the workspace is, who is in it and in which of its groups.
func (a *app) syncPeople(ctx context.Context) error {
	if _, err := a.client.AuthTest(ctx); err != nil {
		return err
	}
	asked := a.world.now() // what events tell meanwhile is newer
	users, err := a.client.Users(ctx)
	if err != nil {
		return err
	}
	if err := a.setGroups(ctx, users); err != nil {
		return err
	}
	return a.engine.SyncPeople(ctx, asked, handlers.People(asked, users...)...)
}

// syncGroups asks who is in the user groups of the playbook, if it names any.
func (a *app) syncGroups(ctx context.Context) error {
	if len(a.current().Groups()) == 0 {
		return nil
	}
	return a.syncPeople(ctx)
}

// setGroups tells the engine who is in the user groups that the playbook names. A workspace
// whose plan has no groups has nobody in them; the doctor says so.
func (a *app) setGroups(ctx context.Context, users []bot.User) error {
	if len(a.current().Groups()) == 0 {
		return nil
	}
	groups, err := a.client.UserGroups(ctx)
	if err != nil && !bot.Is(err, "plan_upgrade_required") {
		return fmt.Errorf("ask Slack who is in its user groups: %w", err)
	}
	a.engine.SetGroups(handlers.Groups(groups, users, a.current().Groups()))
	return nil
}
