package ask

import (
	"slices"
	"strings"

	"dibs/lead"
	"dibs/lead/report"
)

// about reads which leads a question is about, and when; all of its words or, where a pattern goes on, as many as fit.
func about(p *parser, i int, goOn func(int) bool) bool {
	if p.end-i > mostWords {
		return false
	}
	before := p.progress
	for end := p.end; end >= i; end-- {
		p.progress = before
		stopped := p.query(i, end)
		if stopped == end && goOn(end) {
			return true
		}
		end = min(end, stopped+1)
	}
	return false
}

// leads reads the same where it says that it is of leads: by the word, a temperature or a stage.
func leads(p *parser, i int, goOn func(int) bool) bool {
	return about(p, i, func(next int) bool {
		return (p.noun || len(p.q.Query.Temperatures) > 0 || len(p.q.Query.Stages) > 0) && goOn(next)
	})
}

// plainly reads the same where no word before it asks: "hot leads". "is a lead" is no such question.
func plainly(p *parser, i int, goOn func(int) bool) bool {
	return i < p.end && (!contains(fillers, p.words[i].text) || contains(articles, p.words[i].text)) && leads(p, i, goOn)
}

var articles = strings.Fields("the all any our some only from of in for")

// whose reads the same where it says whose.
func whose(p *parser, i int, goOn func(int) bool) bool {
	return about(p, i, func(next int) bool { return len(p.q.Query.Owners) > 0 && goOn(next) })
}

// broken reads the same where it says by what the figures are broken down.
func broken(p *parser, i int, goOn func(int) bool) bool {
	return about(p, i, func(next int) bool { return p.q.Query.By != "" && goOn(next) })
}

// waiting reads the same of leads that wait.
func waiting(p *parser, i int, goOn func(int) bool) bool {
	return about(p, i, func(next int) bool {
		if len(p.q.Query.Stages) == 0 {
			p.q.Query.Stages = []lead.Stage{lead.StageNew}
		}
		return slices.Equal(p.q.Query.Stages, []lead.Stage{lead.StageNew}) && goOn(next)
	})
}

// due reads whose next steps are asked for, their own if nobody is named, and when they are due.
func due(p *parser, i int, goOn func(int) bool) bool {
	return about(p, i, func(next int) bool {
		q := &p.q.Query
		if len(q.Owners) == 0 && len(q.Teams) == 0 && !p.everyone && p.Names.Me != lead.NoOne {
			q.Owners = []lead.PersonID{p.Names.Me}
		}
		return q.By == "" && len(q.Stages) == 0 && !p.newly && goOn(next)
	})
}

func day(p *parser, i int, goOn func(int) bool) bool {
	return due(p, i, func(next int) bool { return p.q.Query.Span != report.Span{} && goOn(next) })
}

// overdue reads whose; the time is all up to now.
func overdue(p *parser, i int, goOn func(int) bool) bool {
	return due(p, i, func(next int) bool {
		if p.q.Query.Span != (report.Span{}) {
			return false
		}
		p.q.Query.Span = report.Span{To: p.Now, Zone: p.Zone.String(), Words: "overdue"}
		return goOn(next)
	})
}
