package ask

import (
	"slices"
	"strings"

	"dibs/lead"
	"dibs/lead/report"
)

// readQuery reads filters, a period and a breakdown. It reads as many words as it can, so that the rest still
// fits the pattern.
func readQuery(p *parser, i int, then func(int) bool) bool {
	if p.end-i > mostWords {
		return false
	}
	before := p.progress
	for end := p.end; end >= i; end-- {
		p.progress = before
		stopped := p.query(i, end)
		if stopped == end && then(end) {
			return true
		}
		end = min(end, stopped+1)
	}
	return false
}

// readLeads is readQuery for a query that mentions leads: by a word such as "leads", a temperature or a
// stage.
func readLeads(p *parser, i int, then func(int) bool) bool {
	return readQuery(p, i, func(next int) bool {
		return (p.saysLeads || len(p.q.Query.Temperatures) > 0 || len(p.q.Query.Stages) > 0) && then(next)
	})
}

// readPlainLeads is readLeads for a query that begins with no filler word: "hot leads", but not "is a lead".
func readPlainLeads(p *parser, i int, then func(int) bool) bool {
	return i < p.end && (!contains(fillers, p.words[i].text) || contains(articles, p.words[i].text)) && readLeads(p, i, then)
}

var articles = strings.Fields("the all any our some only from of in for")

// readOwned is readQuery for a query that names an owner.
func readOwned(p *parser, i int, then func(int) bool) bool {
	return readQuery(p, i, func(next int) bool { return len(p.q.Query.Owners) > 0 && then(next) })
}

// readBreakdown is readQuery for a query with a breakdown.
func readBreakdown(p *parser, i int, then func(int) bool) bool {
	return readQuery(p, i, func(next int) bool { return p.q.Query.By != "" && then(next) })
}

// readWaiting is readQuery for unclaimed leads.
func readWaiting(p *parser, i int, then func(int) bool) bool {
	return readQuery(p, i, func(next int) bool {
		if len(p.q.Query.Stages) == 0 {
			p.q.Query.Stages = []lead.Stage{lead.StageNew}
		}
		return slices.Equal(p.q.Query.Stages, []lead.Stage{lead.StageNew}) && then(next)
	})
}

// readDue reads whose next steps are meant, and when they are due. Without a name they are the asker's.
func readDue(p *parser, i int, then func(int) bool) bool {
	return readQuery(p, i, func(next int) bool {
		q := &p.q.Query
		if len(q.Owners) == 0 && len(q.Teams) == 0 && !p.saysEveryone && p.Names.Me != lead.NoOne {
			q.Owners = []lead.PersonID{p.Names.Me}
		}
		return q.By == "" && len(q.Stages) == 0 && !p.saysNew && then(next)
	})
}

// readDueDay is readDue for a query with a period.
func readDueDay(p *parser, i int, then func(int) bool) bool {
	return readDue(p, i, func(next int) bool { return p.q.Query.Span != report.Span{} && then(next) })
}

// readOverdue reads whose overdue steps are meant. The period is all the time up to now.
func readOverdue(p *parser, i int, then func(int) bool) bool {
	return readDue(p, i, func(next int) bool {
		if p.q.Query.Span != (report.Span{}) {
			return false
		}
		p.q.Query.Span = report.Span{To: p.Now, Zone: p.Zone.String(), Words: "overdue"}
		return then(next)
	})
}
