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

// checkDatabase checks that the database can be reached, is up to date, and is writable.
func (d *doctor) checkDatabase(ctx context.Context) []finding {
	if d.isInvalid("DATABASE_URL") {
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
		missing := count(pending, "migration", "migrations")
		if s.Dialect() == "sqlite" {
			return note("database: %s is %s behind; `dibs serve` catches up when it starts", where, missing)
		}
		return fix("run `dibs migrate`", "database: %s is %s behind", where, missing)
	}
	// Returning a lease nobody holds is a write that changes nothing, and a read-only database still refuses it.
	if err := s.FreeChannel(ctx, "doctor", "doctor", time.Time{}); err != nil {
		return fix("give Dibs write access to the file, or to the database as its user, and don't connect it to a standby", "database: %s is not writable: %v", where, err)
	}
	return ok("database: %s, up to date and writable", where)
}

// reachTodo says how to fix a database that cannot be used.
func reachTodo(database string) string {
	if strings.HasPrefix(database, "sqlite:") {
		return "check that it is a Dibs database and that Dibs may read and write it, or set DATABASE_URL to another one"
	}
	return "check that the server (Postgres 15 or later) is running and can be reached from this machine, and that DATABASE_URL has the right user and database"
}

// newDatabase checks that the folder of a SQLite database is writable, because SQLite also writes next to its file.
// If there is no file yet, that is all there is to check, and none is created.
func newDatabase(path string) (finding, bool) {
	folder := filepath.Dir(path)
	probe, err := os.CreateTemp(folder, ".dibs-doctor-*")
	if err != nil {
		why := err
		if pe, is := errors.AsType[*fs.PathError](err); is {
			why = pe.Err
		}
		return fix("create the folder and give Dibs write access, or set DATABASE_URL to another one", "database: can't write to %s: %v", folder, why), true
	}
	_ = probe.Close()
	_ = os.Remove(probe.Name())
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return ok("database: SQLite, `dibs serve` will create %s", path), true
	}
	return finding{}, false
}

// absolute is the absolute path, or the path itself if the working directory is unknown.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// checkTimers checks that Redis answers and supports what the timers need.
func (d *doctor) checkTimers(ctx context.Context) []finding {
	switch {
	case d.config.redis == "":
		return []finding{note("timers: kept in this process, because REDIS_URL is not set; fine for a single process")}
	case d.isInvalid("REDIS_URL"):
		return nil
	}
	const reach = "check that Redis is running and can be reached from this machine, and that REDIS_URL has the right user and password"
	t, err := timers.NewRedis(d.config.redis)
	if err != nil {
		return []finding{fix(reach, "timers: %v", err)}
	}
	defer func() { _ = t.Close() }()
	if err := t.Ping(ctx); err != nil {
		return []finding{fix(reach, "timers: %v", err)}
	}
	// A lease with a limit of 0 runs the script and its commands without leasing anything.
	if _, err := t.Lease(ctx, d.now(), 0, time.Second); err != nil {
		return []finding{fix("use Redis 7 or later, and allow its user to run scripts", "timers: Redis answers, but can't do what Dibs needs: %v", err)}
	}
	return []finding{ok("timers: Redis works")}
}
