package main

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dibs/store/storetest"
)

func TestADatabaseThatIsNotThereYetIsNotMadeByTheDoctor(t *testing.T) {
	t.Parallel()
	p := healthy(t, nil)
	path := filepath.Join(t.TempDir(), "new.db")
	p.env["DATABASE_URL"] = "sqlite:" + path
	said, err := p.seen()
	if err != nil || !strings.Contains(said, "ok   database: SQLite, `dibs serve` will create "+path) {
		t.Error(said)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) > 0 {
		t.Errorf("the doctor left %v", left)
	}
}

func TestAnOldSQLiteFileIsMigratedByServe(t *testing.T) {
	t.Parallel()
	p := healthy(t, nil)
	path := filepath.Join(t.TempDir(), "old.db")
	must(t, os.WriteFile(path, nil, 0o600))
	p.env["DATABASE_URL"] = "sqlite:" + path
	if said, err := p.seen(); err != nil || !strings.Contains(said, "note database: SQLite in "+path+" is ") {
		t.Error(said)
	}
}

func TestTheDoctorTriesPostgresAndRedis(t *testing.T) {
	t.Parallel()
	migrated := storetest.Postgres(t)
	p := healthy(t, nil)
	p.env["REDIS_URL"] = redis(t)
	with := func(parameter, value string) string {
		u, err := url.Parse(migrated)
		must(t, err)
		q := u.Query()
		q.Set(parameter, value)
		u.RawQuery = q.Encode()
		return u.String()
	}
	for _, c := range []struct{ name, database, line string }{
		{"in order", migrated, "ok   database: Postgres, up to date and writable"},
		{"a new schema, here one of the session's own", with("search_path", "pg_temp"), "— run `dibs migrate`"},
		{"a user who may only read", with("role", "pg_read_all_data"), "fix  database: Postgres is not writable"},
	} {
		p.env["DATABASE_URL"] = c.database
		said, err := p.seen()
		if !strings.Contains(said, c.line) || (err == nil) != strings.HasPrefix(c.line, "ok") {
			t.Errorf("%s: %q is missing in:\n%s", c.name, c.line, said)
		}
		if !strings.Contains(said, "ok   timers: Redis works") {
			t.Error(said)
		}
	}
}
