// Package store keeps leads, their events, cards, notifications, people and playbooks in Postgres or SQLite, by explicit
// SQL. Start with leads.go, people.go, cards.go, notifications.go or figures.go; save.go draws how a lead is saved.
package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"dibs/store/batch"
)

// Store is a database of Dibs. It is safe for concurrent use, and any number of stores, in this process and in
// others, may use one database at the same time. What a method stored before it returned without an error survives a
// crash of the program, a crash of the machine and a power cut.
//
// Every method that takes a context returns soon after it ends, even if the database has stopped answering. Use the
// values and functions in errors.go to tell errors apart.
type Store struct {
	dialect dialect
	writer  *pool
	reader  *pool
	statements

	saves *batch.Writer[[]*changeRows]
	once  sync.Once

	prunedAt atomic.Pointer[time.Time] // see pruneReceipts
	silence  atomic.Int64              // see dialer
}

// Open connects to a database: postgres://… (Postgres 15 or later; the parameters of libpq) or sqlite:PATH (the file
// is created if it does not exist). Migrate creates the tables. Errors never repeat the URL.
func Open(ctx context.Context, url string) (*Store, error) {
	d, write, read, err := dialectOf(url)
	if err != nil {
		return nil, err
	}
	s := &Store{dialect: d, statements: statementsOf(d)}
	s.silence.Store(int64(silenceLimit))
	if s.writer, err = openPool(d, write, d.readers+4, &s.silence); err != nil {
		return nil, fmt.Errorf("open the %s database: %w", d.name, err)
	}
	s.reader = s.writer
	if d.oneWriter {
		s.writer.SetMaxOpenConns(1)
		if s.reader, err = openPool(d, read, d.readers, &s.silence); err != nil {
			return nil, errors.Join(fmt.Errorf("open the %s database: %w", d.name, err), s.writer.Close())
		}
	}
	if err := s.reach(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("reach the %s database: %w", d.name, err), s.closePools())
	}
	s.saves = s.startSaves(batchSize, transactionTime)
	return s, nil
}

// reach opens the first connections. While another process turns the write-ahead log of a SQLite file on or off, SQLite
// refuses at once instead of waiting as it does for other locks, so reach tries again for as long.
func (s *Store) reach(ctx context.Context) error {
	patience, cancel := context.WithTimeout(ctx, sqliteWait)
	defer cancel()
	for {
		// The writer comes first, because it creates the file.
		err := errors.Join(s.writer.PingContext(ctx), s.reader.PingContext(ctx))
		if e, ok := errors.AsType[*sqlite.Error](err); !ok || e.Code()&0xff != sqlite3.SQLITE_BUSY {
			return err
		}
		select {
		case <-patience.Done():
			return err
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// closeTime is how long Close waits for queued saves.
const closeTime = 10 * time.Second

// Close stores what is queued and closes the connections. Later saves fail. If the database does not store what is
// queued within 10 s, Close aborts it and returns an error, at the latest after 12 s.
func (s *Store) Close() (err error) {
	s.once.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), closeTime)
		defer cancel()
		err = s.saves.Close(ctx)
		err = errors.Join(err, s.closePools())
	})
	return err
}

func (s *Store) closePools() error {
	err := s.writer.Close()
	if s.reader != s.writer {
		err = errors.Join(err, s.reader.Close())
	}
	if lostConnection(err) { // the goodbye did not get through, and nothing is left to close
		return nil
	}
	return err
}

// Dialect names the kind of database: "postgres" or "sqlite".
func (s *Store) Dialect() string { return s.dialect.name }

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	return s.reader.reconnecting(func() error { return s.reader.PingContext(ctx) })
}

// Installation identifies this database. The id was chosen at random when the tables were created, and is the same
// for every program that ever opens the database.
func (s *Store) Installation(ctx context.Context) (id string, err error) {
	err = s.reader.one(ctx, &id, "SELECT id FROM installation")
	return id, found(err, "look up which installation this is")
}
