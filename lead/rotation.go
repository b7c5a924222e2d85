package lead

// Rotation is whose turn it is in a team: what each member is owed, in parts of a lead. It is
// stored, and changed only together with the lead that it deals out.
type Rotation struct {
	Name    string
	Version int64            // how often it was saved; saving over a newer one is refused
	Owed    map[PersonID]int // of WholeLead parts; below zero: they had more than their share
}

// WholeLead is one lead in the parts that Rotation.Owed counts: the smallest number that every sum
// of weights up to 22 divides. Shares are exact for such teams, and for larger ones off by less
// than a part, which is a whole lead after 200 million.
//
// Counting in parts of a lead, not in weights, is what keeps an old debt from growing when somebody
// goes on holiday or a weight is changed.
const WholeLead = 232_792_560

// Take chooses whose turn it is among the candidates that are not skipped, and notes it. NoOne
// when all are skipped.
//
// At each turn a lead is shared out by weight, and who gets it pays for it. It goes to whoever,
// among those who are owed something already, has to wait the least until they have earned a whole
// one: that keeps each within one lead of their exact share at all times (the worst-case fair
// weighted fair queueing of Bennett and Zhang, 1996). Who is skipped earns nothing meanwhile, so
// nobody who comes back gets a burst of leads. Equal ones go by the order of the candidates.
func (r *Rotation) Take(cs []Candidate) PersonID {
	there, sum := taking(cs)
	if sum == 0 {
		return NoOne
	}
	if r.Owed == nil {
		r.Owed = map[PersonID]int{}
	}
	chosen := r.next(there)
	paid := 0
	for _, c := range there {
		share := c.Weight * WholeLead / sum
		r.Owed[c.Person] += share
		paid += share
	}
	r.Owed[chosen] -= paid // not WholeLead: what was rounded off is owed to nobody
	return chosen
}

// taking lists who is not skipped, and adds up their weights.
func taking(cs []Candidate) (there []Candidate, sum int) {
	for _, c := range cs {
		if c.Skip == "" {
			c.Weight = max(1, c.Weight)
			there, sum = append(there, c), sum+c.Weight
		}
	}
	return there, sum
}

// next is who of those owed something has to wait the least; of all, when those who are owed
// something are not there.
func (r *Rotation) next(there []Candidate) PersonID {
	var chosen Candidate
	for _, all := range []bool{false, true} {
		for _, c := range there {
			if !all && r.Owed[c.Person] < 0 {
				continue
			}
			// The wait is what is missing to a whole lead over the weight; compared crosswise, it
			// stays exact.
			wait := (WholeLead - r.Owed[c.Person]) * chosen.Weight
			if chosen.Weight == 0 || wait < (WholeLead-r.Owed[chosen.Person])*c.Weight {
				chosen = c
			}
		}
		if chosen.Weight > 0 {
			break
		}
	}
	return chosen.Person
}
