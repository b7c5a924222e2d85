package lookup

import (
	"context"
	"errors"

	"dibs/lead"
	"dibs/store"
)

// JudgedBy returns the text of the playbook that last judged a lead. It is empty if that version is not stored.
func (f *Finder) JudgedBy(ctx context.Context, id lead.ID) (string, error) {
	l, err := f.Lead(ctx, id)
	if err != nil {
		return "", err
	}
	text, err := f.store.Playbook(ctx, l.PlaybookID)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	return text, err
}
