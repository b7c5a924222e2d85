package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dibs/store/storetest"
)

// stored describes the contents of the database, for the failure message of a test.
func (m *mortal) stored(t *testing.T) string {
	t.Helper()
	s := storetest.Open(t, m.env["DATABASE_URL"])
	leads, err := s.RegisteredSince(t.Context(), time.Unix(0, 0), 0, 100)
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for _, l := range leads {
		fmt.Fprintf(&b, "%s %s: %s, version %d, %d events, in %s\n", l.ID, l.Contact.Name, l.Stage, l.Version, l.EventCount, l.Channel)
		cards, err := s.Cards(t.Context(), l.ID)
		if err != nil {
			return err.Error()
		}
		for _, c := range cards {
			fmt.Fprintf(&b, "    %+v\n", c)
		}
	}
	return b.String()
}
