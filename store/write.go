package store

import (
	"bytes"
	"context"
	"fmt"
)

// statements are the queries that depend on the dialect, built once.
type statements struct {
	lookSQL    string
	insertSQL  string // leads
	updateSQL  string
	eventSQL   string
	demoteSQL  string // cards that are no home any more
	cardSQL    string
	noteSQL    string
	payloadSQL string
	receiptSQL string
}

func statementsOf(d dialect) statements {
	leads, cards := columnsOf[row](), columnsOf[cardRow]()
	return statements{
		lookSQL:   d.lookSQL(),
		insertSQL: d.insert("leads", leads),
		updateSQL: d.update("leads", leads),
		eventSQL:  d.insert("events", columnsOf[eventRow]()),
		// A card that was behind stays in its place in the queue.
		demoteSQL: `UPDATE cards SET home = false, hot = r.hot, want = r.want,
			wanted_at = CASE WHEN behind THEN cards.wanted_at ELSE r.wanted_at END
			FROM (` + d.rows("cards", cards, "$1") + `) AS r
			WHERE cards.lead = r.lead AND cards.channel <> r.channel`,
		cardSQL: d.insert("cards", cards) + `AND r.channel <> ''
			ON CONFLICT (lead, channel) DO UPDATE SET home = true, hot = excluded.hot,
			want = excluded.want, want_line = excluded.want_line,
			shown_line = CASE WHEN cards.home THEN cards.shown_line ELSE excluded.shown_line END,
			wanted_at = CASE WHEN cards.behind THEN cards.wanted_at ELSE excluded.wanted_at END`,
		noteSQL:    d.insert("notes", columnsOf[noteRow]()) + `ON CONFLICT (key) DO NOTHING`,
		payloadSQL: d.insert("payloads", columnsOf[payloadRow]()),
		receiptSQL: d.insert("receipts", columnsOf[receiptRow]()),
	}
}

// writeAll writes the rows of all admitted changes, each table with one statement.
func (s *Store) writeAll(ctx context.Context, t tx, changes []*encoded) error {
	var inserted, updated, events, demoted, cards, notes, payloads, receipts [][]byte
	for _, e := range changes {
		switch {
		case e.insert:
			inserted = append(inserted, e.lead)
		case e.lead != nil:
			updated, demoted = append(updated, e.lead), append(demoted, e.card)
		}
		if e.card != nil {
			cards = append(cards, e.card)
		}
		if e.payload != nil {
			payloads = append(payloads, e.payload)
		}
		if e.receiptRow != nil {
			receipts = append(receipts, e.receiptRow)
		}
		events = append(events, e.events...)
		notes = append(append(notes, e.notes...), e.ownNotes...)
	}
	for _, w := range []struct {
		what, query string
		rows        [][]byte
	}{
		{"the leads", s.insertSQL, inserted},
		{"the leads", s.updateSQL, updated},
		{"the events", s.eventSQL, events},
		{"the cards", s.demoteSQL, demoted},
		{"the cards", s.cardSQL, cards},
		{"the notes", s.noteSQL, notes},
		{"what the source sent", s.payloadSQL, payloads},
		{"the receipts", s.receiptSQL, receipts},
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
