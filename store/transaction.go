package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// tx is a transaction that shares prepared statements with all other transactions.
type tx struct {
	*sqlx.Tx
	pool *pool
}

func (t tx) stmt(ctx context.Context, query string) (*sqlx.Stmt, error) {
	if s := t.pool.prepared(query); s != nil {
		return t.StmtxContext(ctx, s), nil
	}
	t.pool.mu.Lock()
	t.pool.wanted[query] = true
	t.pool.mu.Unlock()
	return t.PreparexContext(ctx, query) // closed with the transaction
}

func (t tx) all(ctx context.Context, dst any, query string, args ...any) error {
	s, err := t.stmt(ctx, query)
	if err != nil {
		return err
	}
	return s.SelectContext(ctx, dst, args...)
}

func (t tx) one(ctx context.Context, dst any, query string, args ...any) error {
	s, err := t.stmt(ctx, query)
	if err != nil {
		return err
	}
	return s.GetContext(ctx, dst, args...)
}

func (t tx) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := t.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

// commit makes the transaction durable. It fails with ErrOutcomeUnknown if the commit was sent and the outcome is
// unknown; after any other error nothing was stored.
func (t tx) commit(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err // nothing was sent
	}
	err := t.Tx.Commit()
	if err == nil || errors.Is(err, sql.ErrTxDone) || t.pool.rolledBack(err) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrOutcomeUnknown, err)
}

// execOn runs a statement that must change at least that many rows, and fails with errMissed otherwise.
func (t tx) execOn(ctx context.Context, least int, query string, args ...any) error {
	r, err := t.exec(ctx, query, args...)
	if err != nil {
		return err
	}
	n, err := r.RowsAffected()
	if err == nil && n < int64(least) {
		err = fmt.Errorf("%w: %d of %d were written", errMissed, n, least)
	}
	return err
}

// changes runs a statement and reports whether it changed a row.
func (t tx) changes(ctx context.Context, query string, args ...any) (bool, error) {
	r, err := t.exec(ctx, query, args...)
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

// write runs one small transaction beside the saves. It retries after a conflict with another transaction.
func (s *Store) write(ctx context.Context, change func(tx) error) error {
	var err error
	for range 4 {
		err = s.writer.reconnecting(func() error { return s.writeOnce(ctx, change) })
		if err == nil || !s.dialect.mayPass(err) {
			return err
		}
	}
	return err
}

func (s *Store) writeOnce(ctx context.Context, change func(tx) error) error {
	t, err := s.writer.begin(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if err := change(t); err != nil {
		return err
	}
	return t.commit(ctx)
}

// exec runs one statement. Its errors say that what failed.
func (s *Store) exec(ctx context.Context, what, query string, args ...any) error {
	err := s.write(ctx, func(t tx) error {
		_, err := t.exec(ctx, query, args...)
		return err
	})
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
