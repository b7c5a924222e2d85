// Package storetest gives tests an empty store on each database that Dibs runs on.
package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"dibs/store"
)

// Each runs a test on an empty SQLite file and in an empty Postgres database. Postgres is skipped when
// DIBS_TEST_POSTGRES, the URL of a server on which databases may be created, is unset.
func Each(t *testing.T, run func(t *testing.T, s *store.Store)) {
	t.Helper()
	EachURL(t, func(t *testing.T, url string) { run(t, Open(t, url)) })
}

// EachURL is Each for tests that open the database themselves, for example as two stores on one database. Its tables
// exist already.
func EachURL(t *testing.T, run func(t *testing.T, url string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { run(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { run(t, Postgres(t)) })
}

// EachEmptyURL is EachURL for tests that create the tables themselves.
func EachEmptyURL(t *testing.T, run func(t *testing.T, url string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { run(t, emptySQLite(t)) })
	t.Run("postgres", func(t *testing.T) { run(t, emptyPostgres(t)) })
}

// SQLite returns the URL of a new SQLite file with all tables.
func SQLite(t testing.TB) string {
	t.Helper()
	file, err := newFile()
	if err != nil {
		t.Fatal(err)
	}
	url := emptySQLite(t)
	if err := os.WriteFile(strings.TrimPrefix(url, "sqlite:"), file, 0o600); err != nil {
		t.Fatal(err)
	}
	return url
}

// newFile returns a SQLite file with all tables. It is made once and copied for each test.
var newFile = sync.OnceValues(func() (file []byte, err error) {
	dir, err := os.MkdirTemp("", "dibs")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "dibs.db")
	if err := migrate("sqlite:" + path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func emptySQLite(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "dibs.db") }

// Postgres returns the URL of a new Postgres database with all tables, which is dropped after the test. It is a copy
// of a template, which is much faster than running the migrations. Postgres skips the test if there is no server.
func Postgres(t testing.TB) string {
	t.Helper()
	server := postgresServer(t)
	template, err := newTemplate()
	if err != nil {
		t.Fatal(err)
	}
	name := randomName()
	admin(t, server, "CREATE DATABASE "+name+" TEMPLATE "+template+" STRATEGY file_copy")
	t.Cleanup(func() { admin(t, server, "DROP DATABASE "+name+" WITH (FORCE)") })
	made := withDatabase(server, name)
	// The migrations choose the installation's id at random, and the copy has that of the template.
	admin(t, made, "UPDATE installation SET id = substr(md5(random()::text || clock_timestamp()::text), 1, 16)")
	return made
}

func emptyPostgres(t testing.TB) string {
	t.Helper()
	server, name := postgresServer(t), randomName()
	admin(t, server, "CREATE SCHEMA "+name)
	t.Cleanup(func() { admin(t, server, "DROP SCHEMA "+name+" CASCADE") })
	u, _ := url.Parse(server) // postgresServer has parsed it
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

func postgresServer(t testing.TB) string {
	t.Helper()
	server := os.Getenv("DIBS_TEST_POSTGRES")
	if server == "" {
		t.Skip("there is no Postgres: DIBS_TEST_POSTGRES is not set (scripts/test sets it)")
	}
	if _, err := url.Parse(server); err != nil {
		t.Fatal("DIBS_TEST_POSTGRES is not a URL")
	}
	return server
}

func randomName() string { return fmt.Sprintf("dibs_test_%016x", rand.Uint64()) }

// migrate creates the tables. It closes the store afterwards, so that a SQLite file is complete.
func migrate(url string) error {
	s, err := store.Open(context.Background(), url)
	if err != nil {
		return err
	}
	return errors.Join(s.Migrate(context.Background()), s.Close())
}

// Open opens a store that is closed after the test.
func Open(t testing.TB, url string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// admin runs a statement in the database of a Postgres URL.
func admin(t testing.TB, server, statement string) {
	t.Helper()
	db, err := sql.Open("postgres", server)
	if err != nil {
		t.Fatal("DIBS_TEST_POSTGRES is not a URL of Postgres")
	}
	defer db.Close()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// DB opens the database of a store's URL for a test's own statements.
func DB(t testing.TB, storeURL string) *sql.DB {
	t.Helper()
	driver, name := "postgres", storeURL
	if path, ok := strings.CutPrefix(storeURL, "sqlite:"); ok {
		driver, name = "sqlite", "file:"+path+"?_pragma=foreign_keys(1)&_pragma=busy_timeout(5000)"
	}
	db, err := sql.Open(driver, name)
	if err != nil {
		t.Fatal("this is not the URL of a store")
	}
	t.Cleanup(func() { db.Close() })
	return db
}
