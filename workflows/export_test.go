package workflows

import (
	"context"
	"time"
)

// PublishNotes is the half of PublishOnce that tells people and channels.
func (e *Engine) PublishNotes(ctx context.Context, worker string, now time.Time) (int, error) {
	return e.publishNotes(ctx, e.worker+"/"+worker, now)
}
