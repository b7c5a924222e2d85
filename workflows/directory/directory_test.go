package directory_test

import (
	"fmt"
	"sync"
	"testing"

	"dibs/workflows/workflowstest"
)

// Each of them is stored and then looked for among the people: whoever read them before must not keep
// what they read after whoever read them later.
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
