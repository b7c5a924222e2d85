package store

import (
	"bytes"
	"context"
	"fmt"
)

// statements are the queries that depend on the dialect, built once.
type statements struct {
	lookSQL    string
	leadSQL    string
	eventSQL   string
	cardSQL    string
	noteSQL    string
	payloadSQL string
	receiptSQL string
	turnSQL    string
}

func statementsOf(d dialect) statements {
	leads, rotations := columnsOf[row](), columnsOf[rotationRow]()
	return statements{
		lookSQL: d.lookSQL(),
		// What look has found is true while its locks are held; the WHERE is for whoever breaks that.
		leadSQL:  d.insert("leads", leads) + replace("id", leads) + ` WHERE leads.version = excluded.version - 1`,
		eventSQL: d.insert("events", columnsOf[eventRow]()),
		// A card that is behind stays in its place of the queue.
		cardSQL: d.insert("cards", columnsOf[cardRow]()) + `ON CONFLICT (lead, channel) DO UPDATE SET
			home = excluded.home, hot = excluded.hot, want = excluded.want, want_line = excluded.want_line,
			shown_line = CASE WHEN excluded.home AND NOT cards.home THEN excluded.shown_line ELSE cards.shown_line END,
			failed = 0, retry_at = NULL, -- another version may be shown
			wanted_at = CASE WHEN cards.behind THEN cards.wanted_at ELSE excluded.wanted_at END`,
		noteSQL:    d.insert("notes", columnsOf[noteRow]()) + `ON CONFLICT (key) DO NOTHING`,
		payloadSQL: d.insert("payloads", columnsOf[payloadRow]()),
		receiptSQL: d.insert("receipts", columnsOf[receiptRow]()),
		turnSQL:    d.insert("rotations", rotations) + replace("name", rotations) + ` WHERE rotations.version = excluded.version - 1`,
	}
}

// writeAll writes the rows of all admitted changes, each table with one statement.
func (s *Store) writeAll(ctx context.Context, t tx, changes []*changeRows) error {
	var leads, events, cards, notes, payloads, receipts, rotations [][]byte
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
		notes = append(append(notes, e.notes...), e.ownNotes...)
	}
	for _, w := range []struct {
		what, query string
		rows        [][]byte
	}{
		{"the leads", s.leadSQL, leads},
		{"the events", s.eventSQL, events},
		{"the cards", s.cardSQL, cards},
		{"the notes", s.noteSQL, notes},
		{"what the source sent", s.payloadSQL, payloads},
		{"the receipts", s.receiptSQL, receipts},
		{"the rotations", s.turnSQL, rotations},
	} {
		if len(w.rows) == 0 {
			continue
		}
		if _, err := t.exec(ctx, w.query, jsonArray(w.rows)); err != nil {
			return fmt.Errorf("write %s: %w", w.what, err)
		}
	}
	return nil
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
