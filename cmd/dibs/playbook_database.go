package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"dibs/playbook"
	"dibs/store"
)

// errNoDatabase means that there is no database yet, or none that is up to date.
var errNoDatabase = errors.New("there is no database")

// readDatabase opens the configured database for a command that only reads. It neither creates nor migrates
// one; the error is errNoDatabase if there is none that is up to date.
func readDatabase(e *env) (*store.Store, error) {
	c, err := readConfig(e.getenv)
	if err != nil {
		return nil, err
	}
	if path, embedded := strings.CutPrefix(c.database, "sqlite:"); embedded {
		if _, err := os.Stat(path); err != nil {
			return nil, fmt.Errorf("%w at %s", errNoDatabase, c.database)
		}
	}
	s, err := store.Open(e.ctx, c.database)
	if err != nil {
		return nil, err
	}
	pending, err := s.Pending(e.ctx)
	if err == nil && pending > 0 {
		err = fmt.Errorf("%w that is up to date; run `dibs migrate` first", errNoDatabase)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// currentPlaybook loads the playbook in force from the database.
func currentPlaybook(ctx context.Context, s *store.Store, getenv func(string) string) (*playbook.Playbook, error) {
	current, err := s.CurrentPlaybook(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return nil, errors.New("there is no playbook in the database yet; `dibs serve` stores the first one")
	}
	if err != nil {
		return nil, err
	}
	pb, err := playbook.Parse("current playbook", []byte(current.Text), getenv)
	if err != nil {
		return nil, fmt.Errorf("read playbook version %s: %w", current.Version, err)
	}
	return pb, nil
}
