package lookup

import (
	"context"

	"dibs/lead"
)

// mostReferred bounds the list of what one person referred: beyond it only the newest count.
const mostReferred = 200

// Referred lists the leads that a person referred, open and closed, newest first.
func (f *Finder) Referred(ctx context.Context, by lead.PersonID) ([]*lead.Lead, error) {
	return f.store.ReferredBy(ctx, by, mostReferred)
}
