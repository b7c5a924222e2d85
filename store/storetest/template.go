package storetest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"sync"

	"dibs/migrations"
)

// newTemplate returns the name of a migrated database on the server of DIBS_TEST_POSTGRES. The first test program to
// need it creates it, and the others find it there. It stays on the server. Its name contains a hash of the
// migrations, so other migrations have another template.
var newTemplate = sync.OnceValues(func() (name string, err error) {
	ctx, server := context.Background(), os.Getenv("DIBS_TEST_POSTGRES")
	hash, err := migrationsHash()
	if err != nil {
		return "", err
	}
	name = "dibs_template_" + hash
	db, err := sql.Open("postgres", server)
	if err != nil {
		return "", err
	}
	defer db.Close()
	conn, err := db.Conn(ctx) // the lock belongs to this connection and ends with it
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock(hashtext($1))", name); err != nil {
		return "", err
	}
	var there bool
	err = conn.QueryRowContext(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&there)
	if err != nil || there {
		return name, err
	}
	// It gets its name only once it is finished, because a program that is killed leaves an unfinished one behind.
	unfinished := name + "_unfinished"
	for _, step := range []func() error{
		func() error { return exec(ctx, conn, "DROP DATABASE IF EXISTS "+unfinished+" WITH (FORCE)") },
		func() error { return exec(ctx, conn, "CREATE DATABASE "+unfinished) },
		func() error { return migrate(withDatabase(server, unfinished)) },
		func() error { return exec(ctx, conn, "ALTER DATABASE "+unfinished+" RENAME TO "+name) },
	} {
		if err := step(); err != nil {
			return "", fmt.Errorf("make the template database: %w", err)
		}
	}
	return name, nil
})

func exec(ctx context.Context, conn *sql.Conn, statement string) error {
	_, err := conn.ExecContext(ctx, statement)
	return err
}

// migrationsHash is a short hash of the names and texts of the Postgres migrations.
func migrationsHash() (string, error) {
	h := sha256.New()
	err := fs.WalkDir(migrations.Postgres, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(migrations.Postgres, path)
		fmt.Fprintf(h, "%s %d\n%s", path, len(text), text)
		return err
	})
	return fmt.Sprintf("%x", h.Sum(nil)[:8]), err
}

// withDatabase returns a Postgres URL with another database in it.
func withDatabase(server, name string) string {
	u, err := url.Parse(server)
	if err != nil {
		return server // opening it reports the error
	}
	u.Path = "/" + name
	return u.String()
}
