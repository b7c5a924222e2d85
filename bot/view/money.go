package view

import (
	"fmt"
	"strconv"
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead/report"
)

// money writes totals in the playbook's currency: what its rates convert is in the sum and named, and what they do not
// stands beside it: "€12,400 (of which $3,000 at 0.92) + CHF 900". It is empty when nothing is known.
func (p Renderer) Money(t report.Totals) string {
	if len(t) == 0 {
		return ""
	}
	x := t.In(p.Playbook.Currency(), p.Playbook.Rate)
	_, own := t[p.Playbook.Currency()]
	var parts []string
	if own || len(x.Of) > 0 {
		parts = append(parts, wording.Amount(x.Sum)+converted(x, own))
	}
	for _, m := range x.Beside {
		parts = append(parts, wording.Amount(m))
	}
	return strings.Join(parts, " + ")
}

// converted names what in a sum was converted, and by which rate.
func converted(x report.Exchange, own bool) string {
	if len(x.Of) == 0 {
		return ""
	}
	var of []string
	for _, m := range x.Of {
		of = append(of, wording.Amount(m)+" at "+strconv.FormatFloat(x.Rates[m.Currency], 'f', -1, 64))
	}
	which := ""
	if own {
		which = "of which "
	}
	return fmt.Sprintf(" (%s%s)", which, wording.And(of))
}
