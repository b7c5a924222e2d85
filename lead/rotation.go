package lead

// Rotation is whose turn it is in a team: what each member is owed, in shares of a lead. It is
// stored, and changed only together with the lead that it deals out.
type Rotation struct {
	Name    string
	Version int64 // how often it was saved; saving over a newer one is refused
	Owed    map[PersonID]int
}

// Take chooses whose turn it is among the candidates that are not skipped, and notes it. NoOne
// when all are skipped.
//
// Everybody is owed their weight at each turn, and who gets the lead pays the sum of the weights.
// The lead goes to whoever, among those who are owed something already, has to wait the least
// until they have earned a whole one: that keeps each within one lead of their exact share at all
// times (the worst-case fair weighted fair queueing of Bennett and Zhang, 1996). Who is skipped
// earns nothing meanwhile, so nobody who comes back gets a burst of leads. Equal ones go by the
// order of the candidates.
func (r *Rotation) Take(cs []Candidate) PersonID {
	sum := 0
	for _, c := range cs {
		if c.Skip == "" {
			sum += max(1, c.Weight)
		}
	}
	if sum == 0 {
		return NoOne
	}
	if r.Owed == nil {
		r.Owed = map[PersonID]int{}
	}
	chosen, best := NoOne, Candidate{}
	for _, owedOnly := range []bool{true, false} { // leaves and capacities can leave nobody who is owed
		for _, c := range cs {
			if c.Skip != "" || owedOnly && r.Owed[c.Person] < 0 {
				continue
			}
			c.Weight = max(1, c.Weight)
			// sum-owed over weight is the wait; compared crosswise, so that it stays exact.
			if chosen == NoOne || (sum-r.Owed[c.Person])*best.Weight < (sum-r.Owed[chosen])*c.Weight {
				chosen, best = c.Person, c
			}
		}
		if chosen != NoOne {
			break
		}
	}
	for _, c := range cs {
		if c.Skip == "" {
			r.Owed[c.Person] += max(1, c.Weight)
		}
	}
	r.Owed[chosen] -= sum
	return chosen
}
