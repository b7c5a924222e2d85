package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Post is a message that was sent to Slack, or is about to be sent. Its key is in the metadata of the message too, so
// that the message can be found by it.
type Post struct {
	Key           string
	Channel       string  // Slack's id of the channel
	Thread        string  // TS of the card, for lines in its thread
	TS            string  // empty: Slack may or may not have the message
	Upto          int     // number of the last event in it
	Notifications []int64 // ids of the notifications in it
	At            time.Time
}

type postRow struct {
	Key     string    `json:"key"`
	Channel string    `json:"channel"`
	Thread  string    `json:"thread"`
	TS      string    `json:"ts"`
	Upto    int       `json:"upto"`
	At      timestamp `json:"at"`
}

// BeginPost durably records that a message is about to be sent, and returns nil. The notifications in it are bound to
// it: until the post is finished or withdrawn, LeaseNotifications returns exactly those. If the post was recorded
// before, BeginPost changes nothing and returns the earlier one. If that one has a TS, it was sent; if not, it may
// have been, so look for it in Slack before you send it.
func (s *Store) BeginPost(ctx context.Context, p Post) (earlier *Post, err error) {
	err = s.write(ctx, func(t tx) error {
		earlier = nil
		begun, err := t.changes(ctx, `INSERT INTO posts (key, channel, thread, ts, upto, at) VALUES ($1, $2, $3, '', $4, $5)
			ON CONFLICT (key) DO NOTHING`, p.Key, p.Channel, p.Thread, p.Upto, timestamp{p.At})
		if err != nil {
			return err
		}
		if begun {
			return s.bindNotifications(ctx, t, p)
		}
		var row postRow
		if err := t.one(ctx, &row, postSQL, p.Key); err != nil {
			return err
		}
		earlier = row.post()
		return t.all(ctx, &earlier.Notifications, "SELECT id FROM notes WHERE bundle = $1 AND post IS NULL ORDER BY id", p.Key)
	})
	if err != nil {
		return nil, fmt.Errorf("record the post %s: %w", p.Key, err)
	}
	return earlier, nil
}

// bindNotifications marks the notifications that belong to a new post.
func (s *Store) bindNotifications(ctx context.Context, t tx, p Post) error {
	if len(p.Notifications) == 0 {
		return nil
	}
	_, err := t.exec(ctx, "UPDATE notes SET bundle = $1 WHERE post IS NULL AND id IN ("+s.numbers("$2")+")", p.Key, jsonOf(p.Notifications))
	return err
}

// Post looks up a message that was sent or is about to be sent, without its notifications. It returns nil if there is
// no post with this key.
func (s *Store) Post(ctx context.Context, key string) (*Post, error) {
	var row postRow
	err := s.reader.one(ctx, &row, postSQL, key)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look up the post %s: %w", key, err)
	}
	return row.post(), nil
}

const postSQL = "SELECT key, channel, thread, ts, upto, at FROM posts WHERE key = $1"

func (r postRow) post() *Post {
	return &Post{Key: r.Key, Channel: r.Channel, Thread: r.Thread, TS: r.TS, Upto: r.Upto, At: r.At.Time}
}

// WithdrawPost deletes the record of a message that was certainly not sent, and releases its notifications. It does
// nothing if the message was sent.
func (s *Store) WithdrawPost(ctx context.Context, key string) error {
	err := s.write(ctx, func(t tx) error {
		withdrawn, err := t.changes(ctx, "DELETE FROM posts WHERE key = $1 AND ts = ''", key)
		if !withdrawn || err != nil {
			return err
		}
		_, err = t.exec(ctx, "UPDATE notes SET bundle = NULL WHERE bundle = $1 AND post IS NULL", key)
		return err
	})
	return found(err, "withdraw the post "+key)
}

// completePost records that a message was sent. An empty key stands for no post. If another worker has withdrawn the
// post, its row is gone although the message was sent, so a missing row is no error.
func (t tx) completePost(ctx context.Context, key, ts string) error {
	if key == "" {
		return nil
	}
	_, err := t.exec(ctx, "UPDATE posts SET ts = $1 WHERE key = $2", ts, key)
	return err
}
