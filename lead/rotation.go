package lead

// Rotation records whose turn it is in a team: how much each member is owed, in parts of a lead. It is
// stored, and changes only together with the lead that it assigns.
type Rotation struct {
	Name    string
	Version int64            // how often it was saved; saving over a newer version is refused
	Owed    map[PersonID]int // in parts of WholeLead; below zero: they had more than their share
}

// WholeLead is the number of parts that a lead is divided into for Rotation.Owed. It is the smallest number
// that is divisible by every sum of weights from 1 to 22, so shares are exact for teams up to that size. In
// larger teams each share is off by less than one part, which takes more than 200 million leads to add up to
// a whole lead.
//
// Counting parts of a lead, and not weights, keeps an old debt from growing when somebody goes on holiday or
// a weight changes.
const WholeLead = 232_792_560

// Take chooses the candidate whose turn it is among those that are not skipped, and updates what each is
// owed. It returns NoOne if all are skipped.
//
// At each turn, every candidate earns a share of one lead by weight, and the chosen one pays for the whole
// lead. Take chooses among the candidates who are not in debt: the one with the shortest wait until they have
// earned a whole lead. This keeps everybody within one lead of their exact share at all times (worst-case
// fair weighted fair queueing; Bennett and Zhang, 1996). A skipped person earns nothing, so nobody gets a
// burst of leads on their return. Ties go to the earlier candidate.
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
	r.Owed[chosen] -= paid // less than WholeLead if shares were rounded down: the remainder is owed to nobody
	return chosen
}

// taking returns the candidates that are not skipped, and the sum of their weights.
func taking(cs []Candidate) (there []Candidate, sum int) {
	for _, c := range cs {
		if c.Skip == "" {
			c.Weight = max(1, c.Weight)
			there, sum = append(there, c), sum+c.Weight
		}
	}
	return there, sum
}

// next returns the person with the shortest wait, among those not in debt if there are any, otherwise among
// all.
func (r *Rotation) next(there []Candidate) PersonID {
	var chosen Candidate
	for _, all := range []bool{false, true} {
		for _, c := range there {
			if !all && r.Owed[c.Person] < 0 {
				continue
			}
			// The wait is what is missing to a whole lead, divided by the weight. Cross-multiplying keeps the
			// comparison exact.
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
