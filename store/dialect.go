package store

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"
	"time"

	"github.com/lib/pq"
	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"dibs/migrations"
)

// dialect is everything that differs between the two databases. Both number their parameters $1, $2; both accept
// times as text; and both read lists and batches of rows from one JSON parameter.
type dialect struct {
	name       string // for people and metrics
	driver     string
	goose      goose.Dialect
	tables     fs.FS
	forSave    string // locks the leads that a transaction is about to change
	skipLocked string // skips rows that another transaction has locked
	nextID     string // the number for a new lead, in a query over the list e
	lockPeople string // statement that keeps other processes from adding people; empty: no other process can write
	// lockNewcomers lets only one transaction at a time add leads of the people whose addresses are in its parameter,
	// a JSON array. It is empty where only one transaction runs at a time anyway.
	lockNewcomers string

	// readers is how many connections read; further ones write. On two cores, more than 8 to 16 are slower
	// (measured).
	readers int
	// oneWriter says that the database takes one writing connection at a time. Waiting for it in Go is faster than in
	// the database.
	oneWriter bool
}

var postgres = dialect{
	name: "postgres", driver: "postgres", goose: goose.DialectPostgres, tables: sub(migrations.Postgres, "postgres"),
	// Not FOR UPDATE, so that other transactions can still write rows that refer to the lead.
	forSave: "FOR NO KEY UPDATE", skipLocked: "FOR UPDATE SKIP LOCKED", nextID: "nextval('leads_id_seq')",
	lockPeople: "LOCK TABLE people IN SHARE ROW EXCLUSIVE MODE",
	// In a fixed order, so that two processes never deadlock.
	lockNewcomers: `SELECT pg_advisory_xact_lock(lock) FROM (SELECT DISTINCT hashtextextended(current_schema() || ' ' || e.value, 0) AS lock
		FROM jsonb_array_elements_text($1) AS e(value) ORDER BY lock) AS t`,
	readers: 12,
}

var embedded = dialect{
	name: "sqlite", driver: "sqlite", goose: goose.DialectSQLite3, tables: sub(migrations.SQLite, "sqlite"),
	// This works because a writer locks the whole database and leads are never deleted.
	nextID:  "(SELECT coalesce(max(id), 0) FROM leads) + CAST(e.value AS integer)",
	readers: 4, oneWriter: true,
}

// sub returns a folder of an embedded file system. The folder exists, or the program would not compile.
func sub(f fs.FS, dir string) fs.FS {
	s, err := fs.Sub(f, dir)
	if err != nil {
		panic(err)
	}
	return s
}

// dialectOf reads a DATABASE_URL. It returns the data source names for writing and for reading, which differ for
// SQLite. The error does not repeat the URL, because it may hold a password.
func dialectOf(rawURL string) (d dialect, write, read string, err error) {
	scheme, path, _ := strings.Cut(rawURL, ":")
	switch scheme {
	case "postgres", "postgresql":
		if _, err := pq.NewConfig(rawURL); err != nil {
			return dialect{}, "", "", errors.New("DATABASE_URL is not a valid postgres:// URL")
		}
		return postgres, rawURL, rawURL, nil
	case "sqlite":
		path = strings.TrimPrefix(path, "//")
		if path == "" {
			return dialect{}, "", "", errors.New("DATABASE_URL names no file: write sqlite:PATH")
		}
		return embedded, sqliteName(path, "_txlock=immediate"), sqliteName(path, "_pragma=query_only(1)"), nil
	default:
		return dialect{}, "", "", errors.New("DATABASE_URL is neither postgres://… nor sqlite:PATH")
	}
}

// sqliteWait is how long a statement waits for another process to release a SQLite file.
const sqliteWait = 5 * time.Second

// sqliteName asks for commits that survive a power cut (FULL), readers beside the writer (WAL), and a wait of up to
// sqliteWait for another process.
func sqliteName(path, more string) string {
	pragmas := []string{
		fmt.Sprintf("busy_timeout(%d)", sqliteWait.Milliseconds()), "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "cache_size(-32768)",
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?_pragma=" + strings.Join(pragmas, "&_pragma=") + "&" + more
}

// rows is SQL that reads a batch of rows of a table from a JSON array.
func (d dialect) rows(table string, cs []column, param string) string {
	if d.name == postgres.name {
		return fmt.Sprintf("SELECT %s FROM json_populate_recordset(NULL::%s, %s)", names(cs), table, param)
	}
	var b strings.Builder
	for i, c := range cs {
		if i > 0 {
			b.WriteString(", ")
		}
		switch c.kind {
		case nested:
			fmt.Fprintf(&b, "nullif(value->'%s', 'null') AS %[1]s", c.name)
		case hexBytes:
			fmt.Fprintf(&b, "unhex(substr(value->>'%s', 3)) AS %[1]s", c.name)
		default:
			fmt.Fprintf(&b, "value->>'%s' AS %[1]s", c.name)
		}
	}
	// Without MATERIALIZED, SQLite would parse the row again for every column.
	return fmt.Sprintf("WITH batch AS MATERIALIZED (SELECT value FROM json_each(%s)) SELECT %s FROM batch", param, &b)
}

// list is SQL that reads a JSON array of texts or numbers as the column e.value. The array may be a parameter or a
// column.
func (d dialect) list(array string) string {
	if d.name == postgres.name {
		return "jsonb_array_elements_text(" + array + ") AS e(value)"
	}
	return "json_each(" + array + ") AS e"
}

// beside writes a column for a condition that only narrows down what another condition looks up by an index. Without
// statistics, SQLite prefers the index of an equality, and would then read a tenth of all leads by their source.
func (d dialect) beside(column string) string {
	if d.name == postgres.name {
		return column
	}
	return "+" + column
}

// each is SQL that looks up rows of a table, as t, for each element of a list, by an index. A plain join would be
// planned as a scan while the table is small, and that plan would be kept as the table grows.
func (d dialect) each(list, table, columns, where, lock string) string {
	if d.name == postgres.name { // OFFSET 0 keeps the planner from turning this into a join
		return fmt.Sprintf("%s CROSS JOIN LATERAL (SELECT %s FROM %s WHERE %s OFFSET 0 %s) AS t", list, columns, table, where, lock)
	}
	return fmt.Sprintf("%s CROSS JOIN %s AS t ON t.%s", list, table, strings.ReplaceAll(where, " AND ", " AND t."))
}

// oneToBlame reports whether an error was caused by the data to be written, or by a conflict with another
// transaction. Then the rest of the batch may succeed without the item at fault. Any other error, such as a lost
// connection or a full disk, would hit the rest too.
func (d dialect) oneToBlame(err error) bool {
	if errors.Is(err, errMissed) {
		return true
	}
	if e, ok := errors.AsType[*pq.Error](err); ok {
		return !brokenServer(e)
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		switch e.Code() & 0xff {
		case sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_RANGE:
			return true
		}
	}
	return false
}

// mayPass reports whether the same transaction may succeed if it is retried.
func (d dialect) mayPass(err error) bool {
	if e, ok := errors.AsType[*pq.Error](err); ok {
		// Either another transaction won, or it has just written the key that this one looked for.
		return e.Code.Class() == "40" || e.Code == uniqueViolation
	}
	return false
}

const uniqueViolation = "23505"

// rolledBack reports whether an error of a commit proves that nothing was stored. A server that answers with an error
// about the transaction has rolled it back; one that is shutting down, or whose disk fails, may have stored it.
func (d dialect) rolledBack(err error) bool {
	if errors.Is(err, pq.ErrInFailedTransaction) {
		return true
	}
	if e, ok := errors.AsType[*pq.Error](err); ok {
		return !brokenServer(e)
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code()&0xff != sqlite3.SQLITE_IOERR
	}
	return false
}
