package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"

	"github.com/lib/pq"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"dibs/lead"
	"dibs/store/batch"
)

var (
	// ErrNotFound means that there is no such row.
	ErrNotFound = errors.New("not found")

	// ErrStale means that a lead, or the rotation that assigned it, was changed since it was loaded. Nothing was stored:
	// load both again and decide again.
	ErrStale = errors.New("the lead or its rotation was changed since it was loaded")

	// ErrOutcomeUnknown means that a commit was sent but its answer never came: the connection was lost, or the
	// caller's time was up. The changes may or may not be stored; load them again to find out. Unavailable is false
	// for it.
	ErrOutcomeUnknown = batch.ErrOutcomeUnknown

	// errClosed is the error of saving after Close.
	errClosed = batch.ErrClosed

	// errMissed means that a statement changed fewer rows than it should have. That is a fault in Dibs or in the
	// database, and the transaction is rolled back.
	errMissed = errors.New("the database wrote fewer rows than it was given")
)

// Exists is the error of saving a lead whose source and external id another lead already has. Nothing was stored.
type Exists struct{ ID lead.ID }

// Error names the lead that has the key.
func (e *Exists) Error() string { return fmt.Sprintf("lead %s has this external id already", e.ID) }

// Repeated is the error of saving with a receipt whose key is already stored. Nothing was stored. Receipt is that of
// the first save; its Fingerprint tells whether the requests were the same.
type Repeated struct{ Receipt Receipt }

// Error names the key, and the lead of the first save.
func (r *Repeated) Error() string {
	if r.Receipt.Lead == 0 {
		return fmt.Sprintf("%s was done before", r.Receipt.Key)
	}
	return fmt.Sprintf("%s was done before, with lead %s", r.Receipt.Key, r.Receipt.Lead)
}

// Unavailable reports whether an error of a Store means that the database could not be reached or could not work: it
// is down, busy for too long, or its disk is full or broken. Nothing was stored, and a retry may succeed later. It is
// false for ErrOutcomeUnknown.
func Unavailable(err error) bool {
	if errors.Is(err, ErrOutcomeUnknown) {
		return false
	}
	if e, ok := errors.AsType[*pq.Error](err); ok {
		return brokenServer(e)
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		switch e.Code() & 0xff {
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
			sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_INTERRUPT:
			return true
		}
		return false
	}
	if _, ok := errors.AsType[net.Error](err); ok { // a context that timed out is one too
		return true
	}
	return lostConnection(err) || errors.Is(err, sql.ErrConnDone) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, errClosed)
}

// lostConnection reports whether an error means that the connection was lost before a commit was sent, for example
// because Postgres restarted or failed over. Nothing was stored, and a retry over a new connection may succeed.
func lostConnection(err error) bool {
	if err == nil || errors.Is(err, ErrOutcomeUnknown) || timedOut(err) ||
		errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return false
	}
	if e, ok := errors.AsType[*pq.Error](err); ok {
		return e.Code == "57P01" || e.Code == "57P02" // an administrator or a crash ended the connection
	}
	for _, lost := range []error{driver.ErrBadConn, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, syscall.ECONNRESET, syscall.EPIPE} {
		if errors.Is(err, lost) {
			return true
		}
	}
	return false
}

// timedOut reports whether an error is a network timeout.
func timedOut(err error) bool {
	e, ok := errors.AsType[net.Error](err)
	return ok && e.Timeout()
}

// brokenServer reports whether an error is about Postgres itself, and not about the request.
func brokenServer(e *pq.Error) bool {
	switch e.Code.Class() {
	case "08", "53", "57", "58": // connection, resources, operator, system
		return true
	}
	return false
}

// found turns the absence of a row into ErrNotFound. It adds to any other error what was attempted.
func found(err error, what string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return ErrNotFound
	default:
		return fmt.Errorf("%s: %w", what, err)
	}
}
