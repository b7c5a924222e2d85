package lead_test

import (
	"errors"
	"testing"

	"dibs/lead"
)

func TestAnAmountIsReadAsProgramsWriteIt(t *testing.T) {
	for _, c := range []struct {
		number, currency string
		minor            int64
		err              error
	}{
		{"31200", "EUR", 3120000, nil},
		{"31200.5", "EUR", 3120050, nil},
		{"1.250", "EUR", 125, nil}, // the point always separates decimals, never thousands
		{"0.05", "USD", 5, nil},
		{"5000.00", "JPY", 5000, nil},
		{"1.5", "KWD", 1500, nil},
		{"12.345", "EUR", 0, lead.ErrTooManyDecimals},
		{"12.5", "JPY", 0, lead.ErrTooManyDecimals},
		{"10000000000000.01", "EUR", 0, lead.ErrAmountTooLarge},
		{"99999999999999999999", "EUR", 0, lead.ErrAmountTooLarge},
		{"", "EUR", 0, lead.ErrNoNumber},
		{"-5", "EUR", 0, lead.ErrNoNumber},
		{"1e5", "EUR", 0, lead.ErrNoNumber},
		{"5.", "EUR", 0, lead.ErrNoNumber},
		{".5", "EUR", 0, lead.ErrNoNumber},
		{"1,250", "EUR", 0, lead.ErrNoNumber},
	} {
		want := lead.Money{}
		if c.err == nil {
			want = lead.Money{Minor: c.minor, Currency: c.currency}
		}
		if got, err := lead.ParseMoney(c.number, c.currency); got != want || !errors.Is(err, c.err) {
			t.Errorf("%s %s is read as %+v, %v; want %+v, %v", c.number, c.currency, got, err, want, c.err)
		}
	}
}
