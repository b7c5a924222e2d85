package store

import (
	"context"
	"time"
)

// PutPlaybook makes a version of the playbook the current one for all processes. text is the playbook as written,
// without secrets. Putting the current version changes nothing. Putting an older version makes it current again.
func (s *Store) PutPlaybook(ctx context.Context, version, text string, now time.Time) error {
	text, _ = storable(text)
	return s.exec(ctx, "put playbook "+version, `INSERT INTO playbooks (version, text, put_at, turn)
		VALUES ($1, $2, $3, (SELECT coalesce(max(turn), 0) + 1 FROM playbooks))
		ON CONFLICT (version) DO UPDATE SET put_at = excluded.put_at, turn = excluded.turn
		WHERE playbooks.turn < excluded.turn - 1`, version, text, timestamp{now})
}

// Playbook returns the text of a version. It fails with ErrNotFound if that version was never put.
func (s *Store) Playbook(ctx context.Context, version string) (text string, err error) {
	err = s.reader.one(ctx, &text, "SELECT text FROM playbooks WHERE version = $1", version)
	return text, found(err, "read playbook "+version)
}

// PlaybookInForce is the playbook of all processes.
type PlaybookInForce struct {
	Version string `json:"version"`
	Text    string `json:"text"`    // as written, without secrets
	Turn    int64  `json:"turn"`    // counts the changes of the current playbook
	Applied bool   `json:"applied"` // all deadlines follow it; see PlaybookApplied
}

// CurrentPlaybook returns the playbook that was put last. It fails with ErrNotFound before the first.
func (s *Store) CurrentPlaybook(ctx context.Context) (PlaybookInForce, error) {
	var r PlaybookInForce
	err := s.reader.one(ctx, &r, `SELECT version, text, turn, applied = turn AS applied FROM playbooks
		ORDER BY turn DESC, put_at DESC, version LIMIT 1`)
	return r, found(err, "read the current playbook")
}

// PlaybookApplied records that all deadlines follow the playbook of a turn. It does nothing if another playbook was
// put since.
func (s *Store) PlaybookApplied(ctx context.Context, turn int64) error {
	return s.exec(ctx, "record that the deadlines follow the playbook", "UPDATE playbooks SET applied = turn WHERE turn = $1", turn)
}
