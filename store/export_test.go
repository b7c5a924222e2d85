package store

// SetBatch changes how many saves share a transaction at most. It must be called before the
// first save.
func (s *Store) SetBatch(n int) { s.batch = n }
