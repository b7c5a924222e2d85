package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dibs/store"
	"dibs/timers"
)

// checkDatabase looks whether the database can be reached, is up to date, and takes writes.
func (d *doctor) checkDatabase(ctx context.Context) []finding {
	if d.nonsense("DATABASE_URL") {
		return nil
	}
	where := "Postgres"
	if path, embedded := strings.CutPrefix(d.config.database, "sqlite:"); embedded {
		path = absolute(strings.TrimPrefix(path, "//"))
		where = "SQLite in " + path
		if f, is := newDatabase(path); is {
			return []finding{f}
		}
	}
	s, err := store.Open(ctx, d.config.database)
	if err != nil {
		return []finding{fix(reachTodo(d.config.database), "database: %v", err)}
	}
	defer func() { _ = s.Close() }()
	return []finding{d.openDatabase(ctx, s, where)}
}

func (d *doctor) openDatabase(ctx context.Context, s *store.Store, where string) finding {
	pending, err := s.Pending(ctx)
	if err != nil {
		return fix(reachTodo(d.config.database), "database: %s: %v", where, err)
	}
	if pending > 0 {
		missing := several(pending, "migration", "migrations")
		if s.Dialect() == "sqlite" {
			return note("database: %s lacks %s, which dibs serve carries out when it starts", where, missing)
		}
		return fix("run `dibs migrate`", "database: %s lacks %s", where, missing)
	}
	// Giving back a lease that nobody has is a write that changes nothing, and a database that
	// is read-only refuses it all the same.
	if err := s.FreeChannel(ctx, "doctor", "doctor", time.Time{}); err != nil {
		return fix("let Dibs write: to the file, or as the database's user, and not to a standby", "database: %s takes no writes: %v", where, err)
	}
	return ok("database: %s, up to date and writable", where)
}

func reachTodo(database string) string {
	if strings.HasPrefix(database, "sqlite:") {
		return "see that it is a database of Dibs and that Dibs may read and write it, or name another in DATABASE_URL"
	}
	return "see that the server runs (Postgres 15 or later), is reached from this machine, and that DATABASE_URL has the right user and database"
}

// newDatabase judges the folder of a SQLite database: SQLite writes beside its file. When there
// is no file yet, that is all there is to judge, and none is made for it.
func newDatabase(path string) (finding, bool) {
	folder := filepath.Dir(path)
	probe, err := os.CreateTemp(folder, ".dibs-doctor-*")
	if err != nil {
		why := err
		if pe, is := errors.AsType[*fs.PathError](err); is {
			why = pe.Err
		}
		return fix("make the folder and let Dibs write to it, or name another in DATABASE_URL", "database: nothing can be written in %s: %v", folder, why), true
	}
	_ = probe.Close()
	_ = os.Remove(probe.Name())
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return ok("database: SQLite, made in %s when dibs serve starts", path), true
	}
	return finding{}, false
}

// absolute says where a relative path leads, as far as the system knows.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// checkTimers looks whether Redis answers and can do what the timers ask of it.
func (d *doctor) checkTimers(ctx context.Context) []finding {
	switch {
	case d.config.redis == "":
		return []finding{note("timers: in this process, since REDIS_URL is not set: good for one process only")}
	case d.nonsense("REDIS_URL"):
		return nil
	}
	const reach = "see that Redis runs, is reached from this machine, and that REDIS_URL has the right user and password"
	t, err := timers.NewRedis(d.config.redis)
	if err != nil {
		return []finding{fix(reach, "timers: %v", err)}
	}
	defer func() { _ = t.Close() }()
	if err := t.Ping(ctx); err != nil {
		return []finding{fix(reach, "timers: %v", err)}
	}
	// A lease of nothing runs the script and its commands, and hands out nothing.
	if _, err := t.Lease(ctx, d.now(), 0, time.Second); err != nil {
		return []finding{fix("use Redis 7 or later, and let its user run scripts", "timers: Redis answers but cannot do what Dibs asks: %v", err)}
	}
	return []finding{ok("timers: Redis answers and does what Dibs asks of it")}
}
