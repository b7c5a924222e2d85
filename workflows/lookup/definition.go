package lookup

import (
	"context"
	"errors"

	"dibs/lead"
	"dibs/store"
)

// JudgedBy is the text of the playbook that judged a lead last, as it was written then; empty when
// nobody kept it.
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
