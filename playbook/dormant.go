package playbook

// Dormant lists what this playbook says that is read and checked and does not act yet, by its key. What is
// not among it acts.
func (p *Playbook) Dormant() []string {
	var keys []string
	cost, source := false, false
	for _, c := range p.campaigns {
		cost, source = cost || len(c.Cost) > 0, source || c.Source != ""
	}
	if cost {
		keys = append(keys, "campaigns: cost")
	}
	if source {
		keys = append(keys, "campaigns: source")
	}
	if len(p.retention) > 0 {
		keys = append(keys, "retention")
	}
	return keys
}
