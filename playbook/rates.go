package playbook

import (
	"slices"

	"github.com/goccy/go-yaml/ast"
)

func (r *reader) rates(n ast.Node, p *Playbook) {
	r.dict(n, "rates", func(code string, at, value ast.Node) {
		if !slices.Contains(currencies, code) {
			r.unknown(at, "currency", code, currencies)
			return
		}
		if code == p.currency {
			r.problem(at, "%s is the playbook's own currency: its rate is 1", code)
		}
		p.rates[code] = r.decimal(value, "rate")
	})
}

// Rate is what one of a currency is worth in the playbook's own, which is worth 1; false when the
// playbook does not say. Amounts without a rate stand beside each other and are never added.
func (p *Playbook) Rate(currency string) (float64, bool) {
	if currency == p.currency {
		return 1, true
	}
	r, ok := p.rates[currency]
	return r, ok
}
