package workflows

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// Refresh reads the people again.
func (e *Engine) Refresh(ctx context.Context) error {
	people, err := e.store.People(ctx)
	if err != nil {
		return fmt.Errorf("read people: %w", err)
	}
	crew := e.Playbook().Crew(people, *e.groups.Load()...)
	if !reflect.DeepEqual(crew, e.Crew()) { // it is asked every two seconds, and what follows from it is not worked out anew
		e.crew.Store(&crew)
	}
	return nil
}

// SetGroups says who is in the Slack user groups that the playbook names, from the next Refresh on.
func (e *Engine) SetGroups(groups []playbook.Group) { e.groups.Store(&groups) }

// SyncPeople stores who is in the workspace, as Slack says, and reads them again. Whose status says
// since now that they are away is treated as if they had said so, and the other way round.
func (e *Engine) SyncPeople(ctx context.Context, now time.Time, people ...lead.Person) error {
	synced, ended, err := e.store.SyncPeople(ctx, people)
	if err != nil {
		return fmt.Errorf("store people: %w", err)
	}
	before := e.Crew()
	if err := e.Refresh(ctx); err != nil {
		return err
	}
	for _, id := range ended {
		if _, err := e.comeBack(ctx, id, now); err != nil {
			return err
		}
	}
	for _, p := range synced {
		if p.Away(now) && !p.Deleted && !before.Member(p.ID).Away(now) {
			if _, err := e.leave(ctx, p.ID, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// Person is our id of somebody in Slack. Whoever is new is stored by the Slack id and name
// alone, without asking Slack; the next sync fills in the rest.
func (e *Engine) Person(ctx context.Context, slackID, name string) (lead.PersonID, error) {
	if id, ok := e.Crew().BySlackID(slackID); ok {
		return id, nil
	}
	if err := e.store.Meet(ctx, slackID, name); err != nil {
		return lead.NoOne, err
	}
	if err := e.Refresh(ctx); err != nil {
		return lead.NoOne, err
	}
	id, ok := e.Crew().BySlackID(slackID)
	if !ok {
		return lead.NoOne, fmt.Errorf("person %s was stored and is not there", slackID)
	}
	return id, nil
}
