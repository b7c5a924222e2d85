package playbook

import (
	"math"
	"slices"
	"strings"

	"dibs/lead"
	"github.com/goccy/go-yaml/ast"
)

// currencies lists the ISO 4217 codes of the currencies in circulation.
var currencies = strings.Fields(`AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD
BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD
LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD
TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG`)

// majorUnits returns an amount as people write it: 12.50 instead of 1250.
func majorUnits(m lead.Money) float64 {
	return float64(m.Minor) / math.Pow10(lead.Decimals(m.Currency))
}

func (r *reader) currency(n ast.Node, where string) string { return r.word(n, where, currencies...) }

// amount reads an amount in whole units of the currency, with decimals.
func (r *reader) amount(n ast.Node, where, currency string) lead.Money {
	return lead.Money{Minor: int64(math.Round(r.decimal(n, where) * math.Pow10(lead.Decimals(currency)))), Currency: currency}
}

func (r *reader) rates(n ast.Node, p *Playbook) {
	r.dict(n, "rates", func(code string, at, value ast.Node) {
		if !slices.Contains(currencies, code) {
			r.unknown(at, "currency", code, currencies)
			return
		}
		if code == p.currency {
			r.problem(at, "%s is the playbook's own currency, so its rate is 1: remove it", code)
		}
		p.rates[code] = r.decimal(value, "rate")
	})
}

// Rate returns what one unit of a currency is worth in the playbook's own currency, whose rate is 1. It
// reports false if the playbook has no rate: amounts in such a currency are shown separately and never added.
func (p *Playbook) Rate(currency string) (float64, bool) {
	if currency == p.currency {
		return 1, true
	}
	r, ok := p.rates[currency]
	return r, ok
}
