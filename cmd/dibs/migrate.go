package main

import (
	"fmt"

	"dibs/store"
)

// migrateCmd migrates the database to the schema of this program. It is the release step.
type migrateCmd struct{}

// Run migrates. Running it again changes nothing.
func (*migrateCmd) Run(e *env) error {
	c, err := readConfig(e.getenv)
	if err != nil {
		return err
	}
	s, err := store.Open(e.ctx, c.database)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	pending, err := s.Pending(e.ctx)
	if err != nil {
		return err
	}
	if err := s.Migrate(e.ctx); err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "The database (%s) is up to date: %s applied.\n", s.Dialect(), count(pending, "migration", "migrations"))
	return nil
}
