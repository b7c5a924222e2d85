package playbook

// Rate is what one of a currency is worth in the playbook's own, which is worth 1; false when the
// playbook does not say. Amounts without a rate stand beside each other and are never added.
func (p *Playbook) Rate(currency string) (float64, bool) {
	if currency == p.currency {
		return 1, true
	}
	r, ok := p.rates[currency]
	return r, ok
}
