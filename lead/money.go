package lead

// Money is an amount in minor units (cents) of an ISO 4217 currency. Amounts of different
// currencies are never added. The zero Money means unknown.
type Money struct {
	Minor    int64  `json:"Minor"`
	Currency string `json:"Currency"`
}

// IsZero reports whether the amount is unknown.
func (m Money) IsZero() bool { return m == Money{} }

// decimals of the currencies that do not have two (ISO 4217).
var decimals = map[string]int{
	"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0,
	"VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
	"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}

// Decimals is how many decimals an amount of the currency has: cents are two, yen none. A currency that is
// not known is taken to have two.
func Decimals(currency string) int {
	if n, ok := decimals[currency]; ok {
		return n
	}
	return 2
}
