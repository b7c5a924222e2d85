package lookup

import (
	"context"

	"dibs/lead"
)

// mostReferred bounds how many leads one person is shown as referred; older ones are left out.
const mostReferred = 200

// Referred lists the leads that a person referred, open and closed, newest first.
func (f *Finder) Referred(ctx context.Context, by lead.PersonID) ([]*lead.Lead, error) {
	return f.store.ReferredBy(ctx, by, mostReferred)
}
