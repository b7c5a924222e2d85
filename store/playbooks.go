package store

import (
	"context"
	"time"
)

// PutPlaybook makes a version of the playbook the current one of all processes. The text is the
// playbook as written, without secrets. To put what is current changes nothing; to put an older
// version goes back to it.
func (s *Store) PutPlaybook(ctx context.Context, version, text string, now time.Time) error {
	text, _ = storable(text)
	return s.exec(ctx, "put playbook "+version, `INSERT INTO playbooks (version, text, put_at, turn)
		VALUES ($1, $2, $3, (SELECT coalesce(max(turn), 0) + 1 FROM playbooks))
		ON CONFLICT (version) DO UPDATE SET put_at = excluded.put_at, turn = excluded.turn
		WHERE playbooks.turn < excluded.turn - 1`, version, text, instant{now})
}

// Playbook is the text of a version, as it was put; ErrNotFound when it never was.
func (s *Store) Playbook(ctx context.Context, version string) (text string, err error) {
	err = s.reader.one(ctx, &text, "SELECT text FROM playbooks WHERE version = $1", version)
	return text, found(err, "read playbook "+version)
}

// CurrentPlaybook is the version put last, with its text as written; ErrNotFound before the first.
func (s *Store) CurrentPlaybook(ctx context.Context) (version, text string, err error) {
	var r struct {
		Version string `json:"version"`
		Text    string `json:"text"`
	}
	err = s.reader.one(ctx, &r, "SELECT version, text FROM playbooks ORDER BY turn DESC, put_at DESC, version LIMIT 1")
	return r.Version, r.Text, found(err, "read the current playbook")
}
