package store

import (
	"context"

	"dibs/lead"
)

// ReferredBy lists at most limit leads that a colleague referred, open and closed, newest first.
func (s *Store) ReferredBy(ctx context.Context, p lead.PersonID, limit int) ([]*lead.Lead, error) {
	if p == lead.NoOne {
		return nil, nil
	}
	return s.leads(ctx, "WHERE referrer = $1 AND referrer IS NOT NULL ORDER BY id DESC LIMIT $2", string(p), limit)
}
