package directory_test

import (
	"fmt"
	"sync"
	"testing"

	"dibs/workflows/workflowstest"
)

// Each stranger is stored and then looked up among the people, so a crew that was read earlier must not replace one
// that was read later.
func TestStrangersWhoComeAtOnceAreAllKnown(t *testing.T) {
	workflowstest.OnEach(t, func(t *testing.T, d *workflowstest.Dibs) {
		for round := range 10 {
			var all sync.WaitGroup
			for n := range 8 {
				all.Go(func() {
					if _, err := d.Person(t.Context(), fmt.Sprintf("UNEW%d%d", round, n), "Sam Example"); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
		}
	})
}
