package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/pressly/goose/v3"
)

// Migrate creates the tables, or brings them up to this version of the program. Several processes may call it at
// once.
func (s *Store) Migrate(ctx context.Context) error {
	s.silence.Store(0) // an index over many leads takes longer than any save
	defer s.silence.Store(int64(silenceLimit))
	var opts []goose.ProviderOption
	if !s.dialect.oneWriter {
		opts = append(opts, goose.WithSessionLocker(migrationLock{}))
	}
	p, err := goose.NewProvider(s.dialect.goose, s.writer.DB.DB, s.dialect.tables, opts...)
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	// SQLite has no lock for this: a migration fails if another process carried it out a moment before. Each failure
	// means that one more migration is done, so there are at most as many failures as migrations.
	for range p.ListSources() {
		if _, err = p.Up(ctx); err == nil || ctx.Err() != nil {
			break
		}
	}
	if err != nil {
		if n, pendErr := s.Pending(ctx); pendErr != nil || n > 0 {
			return fmt.Errorf("migrate: %w", err)
		}
	}
	if err := s.fillCompanies(ctx); err != nil {
		return err
	}
	return s.refreshSearch(ctx)
}

// Pending counts the migrations that Migrate would carry out.
func (s *Store) Pending(ctx context.Context) (int, error) {
	p, err := goose.NewProvider(s.dialect.goose, s.writer.DB.DB, s.dialect.tables)
	if err != nil {
		return 0, fmt.Errorf("read the migrations: %w", err)
	}
	states, err := p.Status(ctx)
	if err != nil {
		return 0, fmt.Errorf("look up the migrations: %w", err)
	}
	n := 0
	for _, m := range states {
		if m.State == goose.StatePending {
			n++
		}
	}
	return n, nil
}

// migrationLock lets only one process at a time create the tables of a Postgres schema. It waits in the database;
// goose's own lock polls every few seconds.
type migrationLock struct{}

const migrationLockKey = "hashtext('dibs migrations'), hashtext(current_schema())"

// SessionLock waits for the lock.
func (migrationLock) SessionLock(ctx context.Context, c *sql.Conn) error {
	_, err := c.ExecContext(ctx, "SELECT pg_advisory_lock("+migrationLockKey+")")
	return err
}

// SessionUnlock gives the lock back.
func (migrationLock) SessionUnlock(ctx context.Context, c *sql.Conn) error {
	_, err := c.ExecContext(ctx, "SELECT pg_advisory_unlock("+migrationLockKey+")")
	return err
}
