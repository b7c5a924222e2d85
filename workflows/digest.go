package workflows

import (
	"context"

	"dibs/lead"
)

// Mute turns a digest of somebody off, or on again: lead.DigestDiary or lead.DigestWeek. What is
// repeated until somebody takes a lead still reaches them, once a day as one list: no lead is ever
// forgotten.
func (e *Engine) Mute(ctx context.Context, who lead.PersonID, digest string, off bool) error {
	if err := e.store.Mute(ctx, who, digest, off); err != nil {
		return err
	}
	return e.Refresh(ctx)
}
