package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"dibs/store"
	"dibs/store/storetest"
)

func TestUnavailableIsToldFromRefused(t *testing.T) {
	_, noFile := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "no", "such", "folder", "dibs.db"))
	_, noServer := store.Open(t.Context(), "postgres://127.0.0.1:1/dibs?sslmode=disable")
	late, cancel := context.WithTimeout(t.Context(), 0)
	defer cancel()
	url := storetest.SQLite(t)
	s := storetest.Open(t, url)
	_, tooLate := s.Lead(late, 1)
	_, none := s.Lead(t.Context(), 1)
	_, broken := storetest.DB(t, url).ExecContext(t.Context(), "INSERT INTO people (id) VALUES (NULL)")
	for what, c := range map[string]struct {
		err  error
		away bool
	}{
		"a file that cannot be opened":  {noFile, true},
		"a server that does not listen": {noServer, true},
		"a file that others write to":   {whileLocked(t, url), true},
		"an answer that did not come":   {tooLate, true},
		"a caller who went":             {context.Canceled, false},
		"a lead that is not there":      {none, false},
		"a lead that changed":           {fmt.Errorf("save: %w", store.ErrStale), false},
		"a row that breaks a rule":      {broken, false},
		"nothing":                       {nil, false},
	} {
		if store.Unavailable(c.err) != c.away || (c.err == nil) != (what == "nothing") {
			t.Errorf("%s: Unavailable(%v) is wrong", what, c.err)
		}
	}
}

// whileLocked returns the error of a write that does not wait while another transaction holds the lock.
func whileLocked(t *testing.T, url string) error {
	t.Helper()
	other, err := storetest.DB(t, url).Conn(t.Context())
	must(t, err)
	_, err = other.ExecContext(t.Context(), "BEGIN IMMEDIATE")
	must(t, err)
	t.Cleanup(func() { must(t, other.Close()) })
	c, err := storetest.DB(t, url).Conn(t.Context())
	must(t, err)
	t.Cleanup(func() { must(t, c.Close()) })
	_, err = c.ExecContext(t.Context(), "PRAGMA busy_timeout = 0")
	must(t, err)
	_, err = c.ExecContext(t.Context(), "BEGIN IMMEDIATE")
	return err
}
