package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/jmoiron/sqlx"
	"github.com/jmoiron/sqlx/reflectx"
)

// pool is a set of connections that prepares each statement once. Queries have fixed texts, with two exceptions:
// those of allOnce, which are not kept, and those of Find and FindShown, which have one for each number of words and
// two for phone numbers. So a pool keeps little more than a hundred statements.
//
// database/sql gives a connection that becomes free to a random waiter, so an unlucky one waits long. So readers
// queue in order for a slot, and there are more connections than slots.
type pool struct {
	*sqlx.DB
	connections int
	slots       chan struct{}
	rolledBack  func(error) bool // see dialect

	mu     sync.RWMutex
	stmts  map[string]*sqlx.Stmt
	wanted map[string]bool // used in a transaction; to be prepared before the next one
}

func openPool(d dialect, name string, connections int, silence *atomic.Int64) (*pool, error) {
	db, err := openDB(d, name, silence)
	if err != nil {
		return nil, err
	}
	db.Mapper = reflectx.NewMapperFunc("json", strings.ToLower)
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return &pool{DB: db, connections: connections, rolledBack: d.rolledBack, slots: make(chan struct{}, d.readers), stmts: map[string]*sqlx.Stmt{}, wanted: map[string]bool{}}, nil
}

func openDB(d dialect, name string, silence *atomic.Int64) (*sqlx.DB, error) {
	if d.name != postgres.name {
		return sqlx.Open(d.driver, name)
	}
	c, err := connector(name, silence)
	if err != nil {
		return nil, err
	}
	return sqlx.NewDb(sql.OpenDB(c), d.driver), nil
}

// reconnecting runs a function and runs it again, up to twice, if the connection was lost, because then nothing was
// stored. When Postgres restarts, all idle connections are lost, so they are dropped before the retry.
func (p *pool) reconnecting(run func() error) error {
	err := run()
	for try := 0; try < 2 && lostConnection(err); try++ {
		p.SetMaxIdleConns(0)
		p.SetMaxIdleConns(p.connections)
		err = run()
	}
	return err
}

func (p *pool) prepared(query string) *sqlx.Stmt {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.stmts[query]
}

func (p *pool) stmt(ctx context.Context, query string) (*sqlx.Stmt, error) {
	if s := p.prepared(query); s != nil {
		return s, nil
	}
	s, err := p.PreparexContext(ctx, query)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if first := p.stmts[query]; first != nil {
		return first, s.Close()
	}
	p.stmts[query] = s
	return s, nil
}

// begin starts a transaction. It first prepares what earlier transactions used: inside a transaction, preparing would
// need a second connection, and SQLite's writer has only one.
func (p *pool) begin(ctx context.Context) (tx, error) {
	for _, q := range p.takeWanted() {
		if _, err := p.stmt(ctx, q); err != nil {
			return tx{}, err
		}
	}
	t, err := p.BeginTxx(ctx, nil)
	return tx{Tx: t, pool: p}, err
}

// all reads all rows of a query into dst, a pointer to a slice.
func (p *pool) all(ctx context.Context, dst any, query string, args ...any) error {
	return p.read(ctx, query, func(s *sqlx.Stmt) error { return s.SelectContext(ctx, dst, args...) })
}

// allOnce is all for queries that have too many forms to keep each of them prepared.
func (p *pool) allOnce(ctx context.Context, dst any, query string, args ...any) error {
	return p.slot(ctx, func() error { return p.SelectContext(ctx, dst, query, args...) })
}

// one reads the only row of a query into dst, or fails with sql.ErrNoRows.
func (p *pool) one(ctx context.Context, dst any, query string, args ...any) error {
	return p.read(ctx, query, func(s *sqlx.Stmt) error { return s.GetContext(ctx, dst, args...) })
}

func (p *pool) read(ctx context.Context, query string, run func(*sqlx.Stmt) error) error {
	return p.slot(ctx, func() error {
		s, err := p.stmt(ctx, query)
		if err != nil {
			return err
		}
		return run(s)
	})
}

// slot runs a function once a slot is free, or fails when ctx ends first.
func (p *pool) slot(ctx context.Context, run func() error) error {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return p.reconnecting(run)
}

func (p *pool) takeWanted() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.wanted) == 0 {
		return nil
	}
	wanted := slices.Collect(maps.Keys(p.wanted))
	clear(p.wanted)
	return wanted
}
