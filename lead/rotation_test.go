package lead_test

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"dibs/lead"
)

// team draws up to eight people with weights.
func team(t *rapid.T) []lead.Candidate {
	cs := make([]lead.Candidate, rapid.IntRange(1, 8).Draw(t, "people"))
	for i := range cs {
		cs[i] = lead.Candidate{
			Person: lead.PersonID("p" + strconv.Itoa(i)), Weight: rapid.IntRange(1, 10).Draw(t, "weight"),
		}
	}
	return cs
}

func weights(cs []lead.Candidate) (sum int) {
	for _, c := range cs {
		if c.Skip == "" {
			sum += c.Weight
		}
	}
	return sum
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// fair checks that the number of leads of each person is within one of their exact share of the turns.
func fair(t *rapid.T, cs []lead.Candidate, had map[lead.PersonID]int, turns int) {
	sum := weights(cs)
	for _, c := range cs {
		if off := had[c.Person]*sum - turns*c.Weight; abs(off) > sum {
			t.Fatalf("after %d turns %s with %d of %d shares had %d leads", turns, c.Person, c.Weight, sum, had[c.Person])
		}
	}
}

func TestEverybodyStaysWithinOneLeadOfTheirShareAtEveryTurn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs, r, had := team(t), lead.Rotation{}, map[lead.PersonID]int{}
		for turn := range 500 {
			had[r.Take(cs)]++
			fair(t, cs, had, turn+1)
		}
	})
}

func TestEqualPeopleTakeTurnsInTheirOrder(t *testing.T) {
	cs := []lead.Candidate{{Person: "ana"}, {Person: "ben", Weight: 1}, {Person: "carla"}}
	var r lead.Rotation
	var got []lead.PersonID
	for range 6 {
		got = append(got, r.Take(cs))
	}
	if want := []lead.PersonID{"ana", "ben", "carla", "ana", "ben", "carla"}; !slices.Equal(got, want) {
		t.Errorf("turns %v, want %v", got, want)
	}
}

func TestADoubleShareIsSpreadAndNotTwoLeadsAtOnce(t *testing.T) {
	cs := []lead.Candidate{{Person: "ana", Weight: 2}, {Person: "ben", Weight: 1}, {Person: "carla", Weight: 1}}
	var r lead.Rotation
	var got []lead.PersonID
	for range 8 {
		got = append(got, r.Take(cs))
	}
	if want := []lead.PersonID{"ana", "ben", "ana", "carla", "ana", "ben", "ana", "carla"}; !slices.Equal(got, want) {
		t.Errorf("turns %v, want %v", got, want)
	}
}

// turbulent runs a rotation while people come and go at random.
func turbulent(t *rapid.T, r *lead.Rotation, cs []lead.Candidate) {
	for range rapid.IntRange(0, 60).Draw(t, "turns before") {
		for i := range cs {
			cs[i].Skip = ""
			if rapid.IntRange(0, 2).Draw(t, "skip") == 0 {
				cs[i].Skip = lead.SkipAway
			}
		}
		r.Take(cs)
	}
	for i := range cs {
		cs[i].Skip = ""
	}
}

func TestTheSameRotationAndCandidatesGiveTheSameTurn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs, r := team(t), lead.Rotation{}
		turbulent(t, &r, cs)
		again := lead.Rotation{Owed: maps.Clone(r.Owed)}
		for range 20 {
			if a, b := r.Take(cs), again.Take(cs); a != b {
				t.Fatalf("the same input gave the turn to %s, then to %s", a, b)
			}
		}
	})
}

func TestWhoIsSkippedEarnsNothingAndWhoIsChosenPaysForAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs, r := team(t), lead.Rotation{}
		turbulent(t, &r, cs)
		for i := range cs[1:] {
			if rapid.Bool().Draw(t, "away") {
				cs[i+1].Skip = lead.SkipFull
			}
		}
		before := maps.Clone(r.Owed)
		chosen := r.Take(cs)
		sum := 0
		for _, c := range cs {
			gained := r.Owed[c.Person] - before[c.Person]
			sum += gained
			switch {
			case c.Skip != "" && (gained != 0 || c.Person == chosen):
				t.Errorf("%s was skipped and gained %d, chosen: %s", c.Person, gained, chosen)
			case c.Skip == "" && c.Person != chosen && gained <= 0:
				t.Errorf("%s was not chosen and gained %d", c.Person, gained)
			case c.Person == chosen && gained > 0:
				t.Errorf("%s was chosen and gained %d", c.Person, gained)
			}
		}
		if sum != 0 {
			t.Errorf("the balances changed by %d in total, want 0", sum)
		}
	})
}

func TestNobodyTakesATurnWhenAllAreSkipped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs, r := team(t), lead.Rotation{Name: "emea", Version: 3}
		turbulent(t, &r, cs)
		for i := range cs {
			cs[i].Skip = lead.SkipClosed
		}
		before := maps.Clone(r.Owed)
		if got := r.Take(cs); got != lead.NoOne {
			t.Errorf("%s got a turn", got)
		}
		if !maps.Equal(before, r.Owed) || r.Version != 3 {
			t.Errorf("Owed went from %v to %v, version %d", before, r.Owed, r.Version)
		}
	})
	if got := (&lead.Rotation{}).Take(nil); got != lead.NoOne {
		t.Errorf("without candidates %q got a turn", got)
	}
}

func TestWhoComesBackGetsNoBurstOfLeads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs, r := team(t), lead.Rotation{}
		turbulent(t, &r, cs)
		cs[0].Skip = lead.SkipAway
		for range rapid.IntRange(1, 300).Draw(t, "turns away") {
			r.Take(cs)
		}
		cs[0].Skip = ""
		sum, got := weights(cs), 0
		for k := 1; k <= 60; k++ {
			if r.Take(cs) == cs[0].Person {
				got++
			}
			if share := (k*cs[0].Weight + sum - 1) / sum; got > share+1 {
				t.Fatalf("the returning person got %d of the next %d leads, the share is %d", got, k, share)
			}
		}
	})
}

func TestAnAbsenceDoesNotMakeAnOldDebtLast(t *testing.T) {
	r, cs := lead.Rotation{}, []lead.Candidate{{Person: "ana"}, {Person: "ben"}}
	for i := range 8 {
		cs = append(cs, lead.Candidate{Person: lead.PersonID("away" + strconv.Itoa(i))})
	}
	if got := r.Take(cs); got != "ana" {
		t.Fatalf("the first turn went to %s", got)
	}
	// Ana had the first of ten leads. Now only two people are left, and each gets half.
	had := map[lead.PersonID]int{}
	for turn := range 20 {
		had[r.Take(cs[:2])]++
		if had["ben"] > turn/2+2 {
			t.Fatalf("of %d leads Ben had %d, although both have the same share", turn+1, had["ben"])
		}
	}
}

func TestANewcomerStartsWithAFairShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs, r := team(t), lead.Rotation{}
		for range rapid.IntRange(0, 200).Draw(t, "turns before") {
			r.Take(cs)
		}
		cs = append(cs, lead.Candidate{Person: "new", Weight: rapid.IntRange(1, 10).Draw(t, "weight of the newcomer")})
		had := map[lead.PersonID]int{}
		for turn := range 200 {
			had[r.Take(cs)]++
			sum, w := weights(cs), cs[len(cs)-1].Weight
			if off := had["new"]*sum - (turn+1)*w; abs(off) > 2*sum {
				t.Fatalf("after %d turns the newcomer with %d of %d shares had %d leads", turn+1, w, sum, had["new"])
			}
		}
	})
}

func TestChangedWeightsCountFromThenOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs, r := team(t), lead.Rotation{}
		for range rapid.IntRange(0, 100).Draw(t, "turns before") {
			r.Take(cs)
		}
		for i := range cs {
			cs[i].Weight = rapid.IntRange(1, 10).Draw(t, "new weight")
		}
		// Everybody was within one lead of the old share, and stays within one of the new share.
		had, sum := map[lead.PersonID]int{}, weights(cs)
		for turn := range 200 {
			had[r.Take(cs)]++
			for _, c := range cs {
				if off := had[c.Person]*sum - (turn+1)*c.Weight; abs(off) > 2*sum {
					t.Fatalf("%d turns after the change %s with %d of %d shares had %d leads", turn+1, c.Person, c.Weight, sum, had[c.Person])
				}
			}
		}
	})
}

func TestFairnessOutlivesYearsOfPeopleBeingSkipped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs, r := team(t), lead.Rotation{}
		due := map[lead.PersonID]float64{} // their share of the turns they took part in, minus the leads they got
		for range 120 {
			for i := range cs {
				cs[i].Skip = ""
				if rapid.IntRange(0, 3).Draw(t, "skip") == 0 {
					cs[i].Skip = lead.SkipHad
				}
			}
			sum := weights(cs)
			for _, c := range cs {
				if c.Skip == "" {
					due[c.Person] += float64(c.Weight) / float64(sum)
				}
			}
			if p := r.Take(cs); p != lead.NoOne {
				due[p]--
			}
		}
		for p, d := range due {
			if math.Abs(d) > 2 {
				t.Errorf("%s is %.2f leads away from their share", p, d)
			}
		}
	})
}
