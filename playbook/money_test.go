package playbook

import "testing"

func TestOnlyTheCurrenciesOfThePlaybookHaveARate(t *testing.T) {
	p := example(t)
	for currency, want := range map[string]float64{"EUR": 1, "USD": 0.92, "GBP": 1.17, "CHF": 0, "": 0} {
		if got, known := p.Rate(currency); got != want || known != (want > 0) {
			t.Errorf("one %q is worth %v, known %v", currency, got, known)
		}
	}
}
