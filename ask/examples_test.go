package ask

import (
	"testing"
	"time"
)

func TestEveryExampleIsUnderstood(t *testing.T) {
	a := Asker{Now: time.Date(2026, 11, 22, 15, 30, 0, 0, time.UTC), Names: Names{
		Sources: []string{"website"}, Campaigns: []string{"spring-webinar"}, Teams: []string{"emea"}, Me: "ana",
		People: []Person{{ID: "ana", Name: "Ana Duarte"}, {ID: "chris", Name: "Chris Osei"}},
	}}
	for _, lead := range []bool{false, true} {
		if a.Lead = 0; lead {
			a.Lead = 7
		}
		for _, line := range examples(a, "brandt") {
			if _, ok := Read(line, a); !ok {
				t.Errorf("in a thread %v: %q is not understood", lead, line)
			}
		}
	}
}
