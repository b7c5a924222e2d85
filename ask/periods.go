package ask

import (
	"slices"
	"strings"
	"time"

	"dibs/ask/dates"
	"dibs/lead/report"
)

// periods lists the periods that the words from i on could mean.
func (p *parser) periods(i, end int) []reading {
	if !p.datable(p.words[i].text) {
		return nil
	}
	s := p.spelled(i, min(end, i+mostDateWords))
	from, to, name, rest, ok := dates.Period(s.text, p.Now, p.Zone)
	if p.q.Verb == Due && (!ok || !to.After(p.Now)) {
		from, to, name, rest, ok = p.ahead(s.text)
	}
	if !ok {
		return nil
	}
	taken, wrong := 0, 0
	for taken < len(s.starts) && s.starts[taken] < len(s.text)-len(rest)-1 {
		wrong += s.wrong[taken]
		taken++
	}
	if taken == 0 {
		return nil
	}
	period := report.Span{From: from, To: to, Zone: p.Zone.String(), Words: name}
	return []reading{{next: i + taken, field: fieldSpan, span: period, typos: wrong}}
}

// datable reports whether a word can begin a period. It saves trying every word.
func (p *parser) datable(s string) bool {
	if strings.ContainsAny(s[:1], "0123456789") || beginsDate[s] {
		return true
	}
	return p.loose && slices.ContainsFunc(dateWords, func(known string) bool { _, ok := typo(s, known); return ok })
}

// beginsDate holds the words, other than numbers, that can begin a period.
var beginsDate = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range slices.Concat(dateWords, strings.Fields(`this last next past previous current coming from may jan feb mar apr jun jul aug
		sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun q1 q2 q3 q4 first second third fourth ytd qtd mtd end eod eow eom eoy
		in by till noon the`)) {
		all[w] = true
	}
	return all
}()

// ahead reads a day in the future, or all the time until one.
func (p *parser) ahead(text string) (from, to time.Time, name, rest string, ok bool) {
	w, rest, ok := dates.Parse(text, p.Now, p.Zone)
	if !ok || w.Timed {
		return from, to, "", "", false
	}
	name = w.At.Format("2 January 2006")
	from, to, _, _, ok = dates.Period(name, p.Now, p.Zone)
	if first, _, _ := strings.Cut(text, " "); contains([]string{"until", "till", "by"}, strings.ToLower(first)) {
		return time.Time{}, to, "until " + name, rest, ok
	}
	return from, to, name, rest, ok
}
