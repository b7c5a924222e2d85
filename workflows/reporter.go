package workflows

import "dibs/store"

// Reporter counts: summaries, reports, timelines, counts and due lists. It is safe for concurrent use.
type Reporter struct {
	store *store.Store
	dir   *Directory
}

// NewReporter makes a reporter.
func NewReporter(s *store.Store, dir *Directory) *Reporter { return &Reporter{store: s, dir: dir} }
