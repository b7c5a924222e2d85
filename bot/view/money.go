package view

import (
	"fmt"
	"strconv"
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead/report"
)

// Money writes totals in the playbook's currency: "€12,400 (including $3,000 at 0.92) + CHF 900". Amounts that the
// playbook has a rate for are part of the sum and named with the rate. The others follow it. The text is empty if
// there are no amounts.
func (r Renderer) Money(t report.Totals) string {
	if len(t) == 0 {
		return ""
	}
	x := t.In(r.Playbook.Currency(), r.Playbook.Rate)
	_, own := t[r.Playbook.Currency()]
	var parts []string
	if own || len(x.Of) > 0 {
		parts = append(parts, wording.Amount(x.Sum)+converted(x, own))
	}
	for _, m := range x.Beside {
		parts = append(parts, wording.Amount(m))
	}
	return strings.Join(parts, " + ")
}

// converted names the amounts of a sum that were converted, with their rates. own says that the sum contains other
// amounts too.
func converted(x report.Exchange, own bool) string {
	if len(x.Of) == 0 {
		return ""
	}
	var of []string
	for _, m := range x.Of {
		of = append(of, wording.Amount(m)+" at "+strconv.FormatFloat(x.Rates[m.Currency], 'f', -1, 64))
	}
	including := ""
	if own {
		including = "including "
	}
	return fmt.Sprintf(" (%s%s)", including, wording.And(of))
}
