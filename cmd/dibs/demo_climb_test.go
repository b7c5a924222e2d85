package main

import (
	"regexp"
	"strconv"
	"testing"
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// quicker is how many times faster than in the demo the ladders in seconds are climbed, so that the test does not take a
// minute. Pictures are taken at the demo's own pace.
const quicker = 5

var inSeconds = regexp.MustCompile(`\b(\d+)s\b`)

// quick is the demo's playbook with everything that it measures in seconds so many times faster, and nothing else changed.
func quick(t *testing.T, times int) []byte {
	t.Helper()
	return inSeconds.ReplaceAllFunc(demoPlaybook, func(length []byte) []byte {
		n, err := strconv.Atoi(string(length[:len(length)-1]))
		if err != nil || n%times != 0 {
			t.Fatalf("the demo's %s cannot be divided by %d", length, times)
		}
		return append(strconv.AppendInt(nil, int64(n/times), 10), 's')
	})
}

// hotLadderOf is what a hot lead climbs that nobody claims.
func hotLadderOf(t *testing.T, text []byte) []playbook.Rung {
	t.Helper()
	pb, err := playbook.Parse("demo.yaml", text, demoEnv)
	if err != nil {
		t.Fatal(err)
	}
	return pb.LadderFor(lead.ClockClaim, lead.Hot)
}

func TestTheDemosLadderClimbedFasterForATestIsTheSameLadder(t *testing.T) {
	t.Parallel()
	own, fast := hotLadderOf(t, demoPlaybook), hotLadderOf(t, quick(t, quicker))
	if len(own) != len(fast) {
		t.Fatalf("it has %d rungs, the demo %d", len(fast), len(own))
	}
	for i, r := range own {
		r.After /= quicker
		if fast[i] != r || r.After%time.Second != 0 {
			t.Errorf("rung %d is %+v, want %+v in whole seconds", i+1, fast[i], r)
		}
	}
}
