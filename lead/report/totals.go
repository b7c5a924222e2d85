package report

import (
	"maps"
	"math/big"
	"slices"
	"strconv"

	"dibs/lead"
)

// Totals are sums of money by currency, in minor units. Amounts of different currencies are never added.
type Totals map[string]int64

// Add adds an amount to the sum of its currency. An unknown amount changes nothing.
func (t Totals) Add(m lead.Money) {
	if !m.IsZero() {
		t[m.Currency] += m.Minor
	}
}

// AddAll adds other totals to these, each currency separately.
func (t Totals) AddAll(others Totals) {
	for currency, minor := range others {
		t[currency] += minor
	}
}

// Exchange is the result of converting totals to one currency.
type Exchange struct {
	Sum    lead.Money   // in that currency
	Of     []lead.Money // what was converted, by currency
	Rates  map[string]float64
	Beside []lead.Money // in no sum because no rate is known, by currency
}

// In converts totals to one currency. rate returns what one unit of a currency is worth in it. Amounts stay
// in Beside if their currency has no rate or the result would be too large.
func (t Totals) In(currency string, rate func(string) (float64, bool)) Exchange {
	x := Exchange{Sum: lead.Money{Currency: currency}, Rates: map[string]float64{}}
	for _, c := range slices.Sorted(maps.Keys(t)) {
		m := lead.Money{Minor: t[c], Currency: c}
		if c == currency {
			x.Sum.Minor += m.Minor
			continue
		}
		r, known := rate(c)
		worth, ok := converted(m, currency, r)
		if !known || !ok {
			x.Beside = append(x.Beside, m)
			continue
		}
		x.Sum.Minor += worth.Minor
		x.Of, x.Rates[c] = append(x.Of, m), r
	}
	return x
}

// mostMinor limits a converted amount, so that the sum of a few dozen fits in an int64.
const mostMinor = 1 << 56

// converted returns the amount in another currency, rounded to the nearest minor unit, halves up. It reports
// false if the result is too large.
func converted(m lead.Money, currency string, rate float64) (lead.Money, bool) {
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(rate, 'f', -1, 64)) // exactly as it was written
	if !ok {
		return lead.Money{}, false
	}
	r.Mul(r, new(big.Rat).SetFrac(power(lead.Decimals(currency)), power(lead.Decimals(m.Currency))))
	r.Mul(r, new(big.Rat).SetInt64(m.Minor))
	r.Add(r, big.NewRat(1, 2))
	minor := new(big.Int).Div(r.Num(), r.Denom())
	if !minor.IsInt64() || minor.CmpAbs(big.NewInt(mostMinor)) > 0 {
		return lead.Money{}, false
	}
	return lead.Money{Minor: minor.Int64(), Currency: currency}, true
}

func power(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }
