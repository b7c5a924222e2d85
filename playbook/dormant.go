package playbook

// Dormant lists the keys used in this playbook that are checked but have no effect yet. All other keys have
// an effect.
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
