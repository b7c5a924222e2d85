package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Away reports whether an error of a Store means that the database could not be reached or could not
// work: it is down, busy for too long, or its disk is full or broken. The same may succeed later. When
// the answer to a commit was lost, what was saved may be there all the same.
func Away(err error) bool {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch class(e) {
		case "08", "53", "57", "58": // connection, resources, operator, system
			return true
		}
		return false
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		switch e.Code() & 0xff {
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
			sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_INTERRUPT:
			return true
		}
		return false
	}
	if _, ok := errors.AsType[net.Error](err); ok { // so is the end of a context's time
		return true
	}
	for _, lost := range []error{driver.ErrBadConn, sql.ErrConnDone, io.EOF, io.ErrUnexpectedEOF, context.DeadlineExceeded, errClosed} {
		if errors.Is(err, lost) {
			return true
		}
	}
	return false
}
