package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"dibs/lead"
)

// Payload is what a source sent, byte for byte. One that could not be registered is a dead letter: it has no lead,
// and Error says why.
type Payload struct {
	Source      string
	ContentType string
	Body        []byte
	At          time.Time
	Error       string
}

type payloadRow struct {
	Lead        reference `json:"lead"`
	Source      string    `json:"source"`
	ContentType string    `json:"content_type"`
	Body        blob      `json:"body"`
	At          timestamp `json:"at"`
	Error       string    `json:"error"`
}

// blob is a column of bytes.
type blob []byte

// MarshalJSON writes the bytes in the format that Postgres reads.
func (b blob) MarshalJSON() ([]byte, error) { return []byte(`"\\x` + hex.EncodeToString(b) + `"`), nil }

// SavePayload stores a dead letter: a payload that no lead came from, with an Error that says why. It returns the
// number to look it up by.
func (s *Store) SavePayload(ctx context.Context, p Payload) (id int64, err error) {
	if err := sanitize(&p); err != nil {
		return 0, fmt.Errorf("keep a payload: %w", err)
	}
	err = s.write(ctx, func(t tx) error {
		return t.one(ctx, &id, `INSERT INTO payloads (source, content_type, body, at, error)
			VALUES ($1, $2, $3, $4, $5) RETURNING id`, p.Source, p.ContentType, p.Body, timestamp{p.At}, p.Error)
	})
	return id, found(err, "keep a payload")
}

func encodePayload(id lead.ID, p *Payload) ([]byte, error) {
	return json.Marshal(payloadRow{
		Lead: reference(id), Source: p.Source, ContentType: p.ContentType, Body: p.Body, At: timestamp{p.At}, Error: p.Error,
	})
}
