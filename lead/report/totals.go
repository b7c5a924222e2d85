package report

import (
	"maps"
	"math/big"
	"slices"
	"strconv"

	"dibs/lead"
)

// Totals are sums by currency in minor units; amounts of different currencies stand side by
// side and are never added.
type Totals map[string]int64

// Add puts an amount to its currency; an unknown amount changes nothing.
func (t Totals) Add(m lead.Money) {
	if !m.IsZero() {
		t[m.Currency] += m.Minor
	}
}

// AddAll puts other totals to these, each currency to its own.
func (t Totals) AddAll(others Totals) {
	for currency, minor := range others {
		t[currency] += minor
	}
}

// Exchange is what totals come to in one currency.
type Exchange struct {
	Sum    lead.Money   // in that currency
	Of     []lead.Money // what was converted to it, by currency
	Rates  map[string]float64
	Beside []lead.Money // what no rate is known for, by currency: in no sum
}

// In converts totals to a currency, each by the rate that is known for it: what one of it is worth.
// Without a rate, and when the result would be too large to count, a currency stays beside.
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

// mostMinor keeps a few dozen converted sums from running over when they are added.
const mostMinor = 1 << 56

// converted is the amount in another currency, to the nearest minor unit and a half upwards; false when it
// is too large.
func converted(m lead.Money, currency string, rate float64) (lead.Money, bool) {
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(rate, 'f', -1, 64)) // as somebody wrote it
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
