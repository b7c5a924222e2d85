package store_test

import (
	"path/filepath"
	"sync"
	"testing"

	"dibs/store"
)

// SQLite does not always wait for another process that is turning a new file's write-ahead log on.
func TestProgramsThatStartTogetherAllOpenANewFile(t *testing.T) {
	t.Parallel()
	for range 20 {
		url := "sqlite:" + filepath.Join(t.TempDir(), "dibs.db")
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				s, err := store.Open(t.Context(), url)
				if err != nil {
					t.Error(err)
					return
				}
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	}
}
