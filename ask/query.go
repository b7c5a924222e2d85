package ask

import (
	"slices"
	"strings"
	"time"

	"dibs/dates"
	"dibs/lead"
)

// reading is one thing that words could mean in a question about many leads.
type reading struct {
	next  int // the word after them
	field field
	value string
	span  lead.Span
	how   int // exactly, partly, nearly
	wrong int
}

var contains = slices.Contains[[]string]

var (
	temperatures = []string{string(lead.Hot), string(lead.Warm), string(lead.Cold)}
	nouns        = strings.Fields("lead leads deal deals opportunity opportunities customers ones")

	// places stand before where leads are from; owners before whose they are.
	places = []string{"in", "from"}
	owners = []string{"of", "by", "with", "does", "did", "has", "is", "for"}

	// fillers mean nothing by themselves.
	fillers = strings.Fields(`the a an all of for from in with and at on are is was were be been being do does did have has had got get we our us
		there that which who came come coming arrived so far currently still now total altogether overall only just any some those these every
		registered received created everyone everybody company whole out it doing going looking about via through up team they this
		during their please`)

	// dangling are fillers that something must follow.
	dangling = strings.Fields("from for of by with at via per about")
)

// positions are the words for stages.
var positions = []struct {
	words  []string
	stages []lead.Stage
}{
	{strings.Fields("waiting unclaimed unassigned unowned"), []lead.Stage{lead.StageNew}},
	{strings.Fields("open active"), []lead.Stage{lead.StageNew, lead.StageWorking, lead.StageQualified}},
	{strings.Fields("working worked progress"), []lead.Stage{lead.StageWorking}},
	{strings.Fields("qualified"), []lead.Stage{lead.StageQualified}},
	{strings.Fields("won win wins"), []lead.Stage{lead.StageWon}},
	{strings.Fields("lost lose losses"), []lead.Stage{lead.StageLost}},
	{strings.Fields("closed"), []lead.Stage{lead.StageWon, lead.StageLost, lead.StageDisqualified}},
	{strings.Fields("nurturing nurture nurtured"), []lead.Stage{lead.StageNurturing}},
	{strings.Fields("inquiry inquiries enquiry enquiries"), []lead.Stage{lead.StageInquiry}},
	{strings.Fields("disqualified rejected"), []lead.Stage{lead.StageDisqualified}},
	{strings.Fields("merged duplicates"), []lead.Stage{lead.StageMerged}},
}

var dimensions = []struct {
	words []string
	by    lead.Dimension
}{
	{strings.Fields("source sources channel channels"), lead.BySource},
	{strings.Fields("campaign campaigns"), lead.ByCampaign},
	{strings.Fields("team teams"), lead.ByTeam},
	{strings.Fields("rep reps owner owners person people salesperson"), lead.ByOwner},
	{strings.Fields("temperature temperatures temp"), lead.ByTemperature},
	{strings.Fields("country countries"), lead.ByCountry},
}

// query reads as many of the words as it can into the question, and returns where it stopped. The words in any order are fillers,
// names, a time and "by source"; what they set they set once.
func (p *parser) query(i, end int) int {
	before := ""
	for i < end {
		next, ok := p.item(i, end, before)
		if !ok {
			return i
		}
		before, i = p.words[next-1].text, next
	}
	if contains(dangling, before) && i > 0 && contains(fillers, p.words[i-1].text) {
		return i - 1
	}
	return i
}

// item reads one of them.
func (p *parser) item(i, end int, before string) (next int, ok bool) {
	if next, ok = p.brokenDown(i, end); ok {
		return next, true
	}
	if next, ok = p.kindOfName(i, end); ok {
		return next, true
	}
	if p.is(i, nouns...) {
		p.noun = true
		return i + 1, true
	}
	if r, ok := choose(p.readings(i, end, before), before); ok {
		p.wrong += r.wrong
		return r.next, p.set(r)
	}
	if p.words[i].text == "new" {
		p.newly = true
		return i + 1, true
	}
	if p.q.Verb == Due && p.is(i, "everyone", "everybody", "all", "us", "we", "our", "team") {
		p.everyone = true
		return i + 1, true
	}
	return i + 1, p.is(i, fillers...)
}

// readings are all that the words from i on could mean.
func (p *parser) readings(i, end int, before string) []reading {
	found := p.people(i, end)
	typed := p.words[i].text
	if contains(fillers, typed) {
		found = append(found, p.periods(i, end)...)
		return append(found, p.inCountry(i, end, contains(places, before))...)
	}
	for _, t := range temperatures {
		if n, ok := p.nearly(typed, t); ok {
			found = append(found, reading{next: i + 1, field: temperature, value: t, wrong: n})
		}
	}
	for k, s := range positions {
		for _, w := range s.words {
			if n, ok := p.nearly(typed, w); ok {
				found = append(found, reading{next: i + 1, field: stage, value: string(rune('a' + k)), wrong: n})
				break
			}
		}
	}
	found = append(found, p.periods(i, end)...)
	found = append(found, p.inCountry(i, end, contains(places, before))...)
	return append(found, p.namesAt(i, end)...)
}

// nearly compares a word with one that is known.
func (p *parser) nearly(typed, known string) (int, bool) {
	if !p.loose {
		return 0, typed == known
	}
	return near(typed, known)
}

// namesAt are the sources, campaigns and teams that the words from i on could mean.
func (p *parser) namesAt(i, end int) []reading {
	var found []reading
	joined := ""
	for next := i; next < end && next < i+5; next++ {
		joined += letters(p.words[next].text)
		for _, n := range p.known() {
			if how, ok := n.fits(joined); ok && (how < nearly || next-i < len(n.starts)-1) { // a mistake is no word more
				found = append(found, reading{next: next + 1, field: n.field, value: n.value, how: how})
			}
		}
	}
	return found
}

// periods are the times that the words from i on could mean.
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
	span0 := lead.Span{From: from, To: to, Zone: p.Zone.String(), Words: name}
	return []reading{{next: i + taken, field: span, span: span0, wrong: wrong}}
}

// datable reports whether a time can begin with a word, so that not every word is tried.
func (p *parser) datable(s string) bool {
	if strings.ContainsAny(s[:1], "0123456789") || beginsDate[s] {
		return true
	}
	return p.loose && slices.ContainsFunc(dateWords, func(known string) bool { _, ok := near(s, known); return ok })
}

var beginsDate = func() map[string]bool {
	all := map[string]bool{"sept": true}
	for _, w := range append(dateWords, strings.Fields(`this last next past previous current coming from may mon tue tues wed thu thur thurs fri sat sun q1 q2 q3 q4
		first second third fourth 1st 2nd 3rd 4th ytd qtd mtd end eod eow eom eoy in by till noon the`)...) {
		all[w] = true
		if len(w) > 5 {
			all[w[:3]] = true // january, jan
		}
	}
	all["jun"], all["jul"], all["mar"], all["apr"] = true, true, true, true
	return all
}()

// ahead reads a day to come, or all until one.
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
