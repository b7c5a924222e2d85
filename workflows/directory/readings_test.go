package directory

import "testing"

func TestWhatWasReadEarlierNeverReplacesWhatWasReadLater(t *testing.T) {
	var r readings
	kept := ""
	keep := func(what string) func() { return func() { kept = what } }
	early, late := r.begin(), r.begin()
	r.end(late, keep("late"))
	r.end(early, keep("early"))
	if kept != "late" {
		t.Errorf("the result that was kept is that of %q", kept)
	}
	r.end(r.begin(), keep("after both"))
	if kept != "after both" {
		t.Errorf("the result that was kept is that of %q", kept)
	}
}
