package figures

import (
	"dibs/store"
	"dibs/workflows/directory"
)

// Reporter counts: summaries, reports, timelines, counts and due lists. It is safe for concurrent use.
type Reporter struct {
	store *store.Store
	dir   *directory.Directory
}

// New makes a reporter.
func New(s *store.Store, dir *directory.Directory) *Reporter { return &Reporter{store: s, dir: dir} }
