package store

import (
	"bytes"
	"context"
	"fmt"
)

// statements are the SQL statements of a save that depend on the dialect, built once.
type statements struct {
	lookSQL         string
	leadSQL         string
	eventSQL        string
	cardSQL         string
	notificationSQL string
	payloadSQL      string
	receiptSQL      string
	pruneSQL        string
	rotationSQL     string
}

func statementsOf(d dialect) statements {
	leads, rotations := columnsOf[leadRow](), columnsOf[rotationRow]()
	return statements{
		lookSQL: d.lookSQL(),
		// What lookUp found stays true while its locks are held. The WHERE guards against a change to the code that
		// breaks that: then a row is left out, and writeAll fails.
		leadSQL:  d.insert("leads", leads) + replace("id", leads) + ` WHERE leads.version = excluded.version - 1`,
		eventSQL: d.insert("events", columnsOf[eventRow]()),
		// A card that is behind keeps its place in the queue.
		cardSQL: d.insert("cards", columnsOf[cardRow]()) + `ON CONFLICT (lead, channel) DO UPDATE SET
			home = excluded.home, hot = excluded.hot, want = excluded.want, want_line = excluded.want_line,
			shown_line = CASE WHEN excluded.home AND NOT cards.home THEN excluded.shown_line ELSE cards.shown_line END,
			failed = 0, retry_at = NULL, -- another version may be shown
			wanted_at = CASE WHEN cards.behind THEN cards.wanted_at ELSE excluded.wanted_at END`,
		notificationSQL: d.insert("notes", columnsOf[notificationRow]()) + `ON CONFLICT (key) DO NOTHING`,
		payloadSQL:      d.insert("payloads", columnsOf[payloadRow]()),
		receiptSQL:      d.insert("receipts", columnsOf[receiptRow]()),
		pruneSQL:        d.pruneReceiptsSQL(),
		rotationSQL:     d.insert("rotations", rotations) + replace("name", rotations) + ` WHERE rotations.version = excluded.version - 1`,
	}
}

// writeAll writes the rows of all admitted changes, each table with one statement. It fails with errMissed if the database
// leaves one out.
func (s *Store) writeAll(ctx context.Context, t tx, changes []*changeRows) error {
	var leads, events, cards, notifications, payloads, receipts, rotations [][]byte
	for _, e := range changes {
		if e.lead != nil {
			leads = append(leads, e.lead)
		}
		if e.payload != nil {
			payloads = append(payloads, e.payload)
		}
		if e.receiptRow != nil {
			receipts = append(receipts, e.receiptRow)
		}
		if e.rotationRow != nil {
			rotations = append(rotations, e.rotationRow)
		}
		events, cards = append(events, e.events...), append(cards, e.cards...)
		notifications = append(append(notifications, e.notifications...), e.ownNotifications...)
	}
	for _, w := range []struct {
		what, query string
		rows        [][]byte
		least       int // how many of the rows must be written
	}{
		{"the leads", s.leadSQL, leads, len(leads)},
		{"the events", s.eventSQL, events, len(events)},
		{"the cards", s.cardSQL, cards, len(cards)},
		{"the notifications", s.notificationSQL, notifications, 0}, // those whose key is already stored are left out
		{"what the source sent", s.payloadSQL, payloads, len(payloads)},
		{"the receipts", s.receiptSQL, receipts, len(receipts)},
		{"the rotations", s.rotationSQL, rotations, len(rotations)},
	} {
		if len(w.rows) == 0 {
			continue
		}
		if err := t.execOn(ctx, w.least, w.query, jsonArray(w.rows)); err != nil {
			return fmt.Errorf("write %s: %w", w.what, err)
		}
	}
	return s.pruneReceipts(ctx, t, changes)
}

func jsonArray(rows [][]byte) string {
	var b bytes.Buffer
	for i, r := range rows {
		b.WriteByte("[,"[min(i, 1)])
		b.Write(r)
	}
	b.WriteByte(']')
	return b.String()
}

// insert is a statement that writes a whole batch: its only parameter is a JSON array of rows. The WHERE keeps SQLite
// from parsing an ON CONFLICT after it as part of a join.
func (d dialect) insert(table string, cs []column) string {
	return fmt.Sprintf("INSERT INTO %s (%s) SELECT * FROM (%s) AS r WHERE true ", table, names(cs), d.rows(table, cs, "$1"))
}
