package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
	"dibs/store/storetest"
)

func TestNothingPersonalIsLeftAfterErase(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		s := storetest.Open(t, url)
		l := fullLead()
		l.Contact = lead.Contact{Name: "SECRET Ana", Email: "secret@customer.example", Phone: "+4999secret", Title: "Secret"}
		l.Message, l.Attributes, l.Next.What, l.Undo.Next = "secret", map[string]string{"secret": "secret"}, "secret", &lead.NextStep{What: "secret"}
		events := l.TakeEvents()
		for i := range events {
			events[i].Words = lead.Words{Comment: "secret", Next: "secret"}
		}
		reminder := outbox.NotifyPerson(outbox.NotifyReminder, "p1", events[0], nine)
		reminder.Args = []string{"secret"}
		asked := outbox.NotifyPerson(outbox.NotifyReminder, "p2", events[0], nine)
		asked.Args = outbox.RequestArgs("secret", "p1", nine)
		notes := []outbox.Notification{reminder, asked}
		must(t, s.Save(t.Context(), store.Change{Lead: l, Events: events, Notifications: notes, Payload: &store.Payload{Source: "website", Body: []byte("secret"), At: nine}}))
		other := stored(t, s, inquiry(), nine)
		if everything(t, url) == strings.ReplaceAll(everything(t, url), "secret", "") {
			t.Fatal("nothing personal was stored to begin with")
		}

		must(t, s.Erase(t.Context(), l.ID))
		if left := everything(t, url); strings.Contains(strings.ToLower(left), "secret") {
			t.Errorf("something personal is left:\n%s", left)
		}
		got, err := s.Lead(t.Context(), l.ID)
		must(t, err)
		if got.Version != 2 || got.Company != l.Company || got.Amount != l.Amount || got.Stage != l.Stage {
			t.Errorf("the lead itself has changed: %+v", got)
		}
		left, err := s.Reminders(t.Context(), "p2")
		must(t, err)
		if by, at, ok := left[0].RequestedBy(); len(left) != 1 || !ok || by != "p1" || !at.Equal(nine) {
			t.Errorf("what is left of an event that somebody else requested: %+v", left)
		}
		if c := cards(t, s, l.ID)[0]; c.Want != 2 {
			t.Errorf("its card is not to be redrawn: %+v", c)
		}
		loadsAs(t, s, other)
		if err := s.Erase(t.Context(), 99); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("erasing a lead that does not exist: %v", err)
		}
	})
}

// everything is all that the tables hold, as text.
func everything(t *testing.T, url string) string {
	t.Helper()
	var b strings.Builder
	for _, table := range []string{"leads", "events", "payloads", "cards", "notes", "posts", "receipts"} {
		rows, err := storetest.DB(t, url).QueryContext(t.Context(), "SELECT * FROM "+table)
		must(t, err)
		defer rows.Close()
		columns, err := rows.Columns()
		must(t, err)
		for rows.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new(any)
			}
			must(t, rows.Scan(values...))
			for i, c := range columns {
				fmt.Fprintf(&b, "%s.%s=%s\n", table, c, *values[i].(*any))
			}
		}
		must(t, rows.Err())
	}
	return b.String()
}
