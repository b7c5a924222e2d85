package workflows_test

import (
	"sync"
	"testing"

	"dibs/lead"
)

func TestAMessageIsSavedOnceHoweverManySaveIt(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		at := lead.Place{Channel: "C1", TS: "1763283600.000200"}
		r := lead.Comment{Text: "They moved the budget", Author: d.ID("dan"), Place: &at}
		var kept, again int
		var mu sync.Mutex
		var wg sync.WaitGroup
		for _, who := range []string{"ana", "ben", "dan", "mia", "ana", "ben"} {
			wg.Go(func() {
				out, before, err := d.SaveMessage(t.Context(), id, d.ID(who), r, nine)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err != nil || out.Event.Kind != lead.Commented || out.Event.Words.Comment != r.Text:
					t.Errorf("%s: %+v, %v", who, out.Event, err)
				case before:
					again++
				default:
					kept++
				}
			})
		}
		wg.Wait()
		if kept != 1 || again != 5 {
			t.Errorf("saved %d times and found %d times, want 1 and 5", kept, again)
		}
		other := lead.Comment{Text: r.Text, Place: &lead.Place{Channel: "C1", TS: "1763283600.000300"}}
		if _, before, err := d.SaveMessage(t.Context(), id, d.ID("ana"), other, nine); before || err != nil {
			t.Errorf("the same text in another message: saved before %v, %v", before, err)
		}
		kim := lead.PersonID("a stranger")
		if _, before, err := d.SaveMessage(t.Context(), id, kim, r, nine); !isRefusal(err, lead.WhyRole) || before {
			t.Errorf("a stranger got %v, saved before %v; want a refusal that does not say so", before, err)
		}
		if _, _, err := d.SaveMessage(t.Context(), 4711, d.ID("ana"), r, nine); !isRefusal(err, lead.WhyNotFound) {
			t.Errorf("a comment on an unknown lead: %v", err)
		}
	})
}
