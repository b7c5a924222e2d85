package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// explainLead writes every step from the lead's fields to the people who are called.
func explainLead(p page, pb *playbook.Playbook, l *lead.Lead, who present, now time.Time) {
	x := pb.Explain(l, who.crew, who.open, now)
	p.title("By version %s of the playbook, as of %s:", x.Version, instant(pb, now))
	explainFields(p, x)
	explainPoints(p, x)
	explainReadiness(p, pb, x)
	explainRules(p, x)
	if x.Judgement.Stage == lead.StageNew && x.Judgement.HeldUntil.IsZero() {
		explainCandidates(p, pb, x, who)
	}
	explainAhead(p, pb, x, who.crew)
}

func explainFields(p page, x playbook.Explanation) {
	p.heading("The lead, as conditions see it")
	for _, f := range x.Facts {
		if f.Value != "" && f.Value != "0" && f.Value != "false" {
			p.item("%s: %s", f.Name, plain(f.Value))
		}
	}
}

func explainPoints(p page, x playbook.Explanation) {
	s := x.Judgement.Score
	p.heading("Score")
	p.text("Potential %d:", s.Potential)
	for _, r := range x.Potential {
		points := "0"
		if r.Holds {
			points = signed(r.Points)
		}
		p.item("%s %s: %s%s", points, r.Because, playbook.PlainWords(r.When), fault(r.ConditionResult))
	}
	p.text("Engagement %d:", s.Engagement)
	for _, g := range x.Engagement {
		if g.Because == "" {
			p.item("0 %s: the playbook gives no points for it", g.Event)
			continue
		}
		left := ""
		if g.Worth != float64(g.Points) {
			left = fmt.Sprintf(", of which %g is left", g.Worth)
		}
		p.item("%s %s%s", signed(g.Points), g.Because, left)
	}
	if len(x.Engagement) == 0 {
		p.item("its source stands for no engagement")
	}
	p.text("Temperature: %s.", s.Temperature)
	for i, t := range x.Temperature {
		p.item("%s: %s: %s%s", []lead.Temperature{lead.Hot, lead.Warm}[i], yesNo(t.Holds), playbook.PlainWords(t.When), fault(t))
	}
}

func explainReadiness(p page, pb *playbook.Playbook, x playbook.Explanation) {
	p.heading("Definition")
	for _, r := range x.Required {
		there := "there"
		if !r.Present {
			there = "missing"
		}
		p.item("%s: %s", r.Field, there)
	}
	condition := func(what string, t playbook.ConditionResult) {
		p.item("%s: %s%s%s", what, yesNo(t.Holds), because(t.When), fault(t))
	}
	condition("sales-ready", x.SalesReady)
	j := x.Judgement
	if j.Stage != lead.StageNew {
		condition("worth a call by the qualifiers", x.Qualifiers)
	}
	switch {
	case !j.HeldUntil.IsZero():
		p.text("Stage: nurturing, in %s: its campaign is held back until %s.", j.Marketing, instant(pb, j.HeldUntil))
	case j.Stage == lead.StageNew:
		p.text("Stage: new, a lead for sales.")
	case j.Stage == lead.StageInquiry:
		p.text("Stage: inquiry, with the qualifiers in %s.", j.Channel)
	default:
		p.text("Stage: nurturing, with marketing in %s until %s.", j.Channel, instant(pb, j.WakeAt))
	}
}

func explainRules(p page, x playbook.Explanation) {
	p.heading("Routing")
	for i, r := range x.Rules {
		p.numbered(i+1, "%s: %s%s%s", r.Name, outcome(r.Outcome), because(r.When), reason(r.Why))
	}
	r := x.Judgement.Route
	p.text("Route: %s", destination(playbook.RoutingRule{
		Channel: r.Channel, Team: r.Team, Partner: r.Partner, Assign: r.Assign, SalesChannel: r.SalesChannel,
	}))
	if r.Note != "" {
		p.text("Note: %s.", r.Note)
	}
	if x.Judgement.Stage != lead.StageNew {
		p.text("It goes there once it is a lead for sales.")
	}
}

func explainCandidates(p page, pb *playbook.Playbook, x playbook.Explanation, who present) {
	p.heading("Who can have it")
	p.text("%s.", upperFirst(who.from))
	if x.Opens.After(x.At) {
		p.text("The team is closed: this is as of its opening, %s.", instant(pb, x.Opens))
	}
	if x.Judgement.Route.Partner != "" {
		partner, _ := pb.Partner(x.Judgement.Route.Partner)
		p.item("partner %s: %s", partner.Name, cmp.Or(andWords(partner.People), "it has no people, so the lead comes home at once"))
		return
	}
	for _, c := range x.Candidates {
		p.item("%s: %s", nameOf(who.crew, c.Person), standing(pb, c, who.crew.Member(c.Person)))
	}
	switch {
	case len(x.Candidates) == 0:
		p.item("nobody: the team has no rep")
	case x.Judgement.Route.Assign == lead.AssignRoundRobin:
		p.text("Whose turn it is depends on who had the last ones: below it is as if nobody had.")
	}
}

// standing says whether somebody can be offered the lead, or why not.
func standing(pb *playbook.Playbook, c lead.Candidate, m lead.Member) string {
	until := ""
	if !c.Until.IsZero() {
		until = " until " + instant(pb, c.Until)
	}
	switch c.Skip {
	case "":
		load := several(c.Open, "open lead", "open leads")
		if m.Capacity > 0 {
			load += fmt.Sprintf(" of %d", m.Capacity)
		}
		return fmt.Sprintf("can be offered it (share %d, %s)", max(1, c.Weight), load)
	case lead.SkipAway:
		return "skipped, away" + until
	case lead.SkipClosed:
		return "skipped, outside of their own hours" + until
	case lead.SkipFull:
		return fmt.Sprintf("skipped, has %s, as many as they may", several(c.Open, "open lead", "open leads"))
	case lead.SkipHad:
		return "skipped, had it before"
	case lead.SkipLapsed:
		return "skipped, let a claim of it lapse" + until
	default:
		return "skipped, " + string(c.Skip)
	}
}

func explainAhead(p page, pb *playbook.Playbook, x playbook.Explanation, crew lead.Crew) {
	p.heading("What happens if nobody moves")
	for _, s := range x.Ahead {
		what := stepInWords(s, x.Judgement.Route.Partner)
		if called := names(crew, s.People); called != "" {
			what += " (" + called + ")"
		}
		p.item("%s, %s: %s", instant(pb, s.At), strings.ReplaceAll(string(s.Clock), "_", " "), what)
	}
}

// stepInWords says what a rung does to one lead.
func stepInWords(s lead.Step, partner string) string {
	switch {
	case s.Wake:
		return "it is looked at again"
	case s.Closed:
		return "tell who is on duty, since the team is closed"
	case partner != "" && s.Clock == lead.ClockAccept && s.Do == lead.DoReassign:
		return "it comes home, to us"
	case partner != "" && s.Clock == lead.ClockAccept && s.Tell == "pool":
		return "remind the people of " + partner
	default:
		return rungInWords(s.Clock, playbook.Rung{Do: s.Do, Tell: s.Tell, To: s.To}, false)
	}
}

// outcome says what a routing rule came to.
func outcome(o playbook.RuleOutcome) string {
	switch o {
	case playbook.RuleMatched:
		return "matches"
	case playbook.RuleSkipped:
		return "passed over"
	case playbook.RuleFailed:
		return "cannot be decided, so that the last rule takes it"
	default:
		return string(o)
	}
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// because appends a condition in words.
func because(when string) string {
	if when == "" {
		return ""
	}
	return ": " + playbook.PlainWords(when)
}

func reason(why string) string {
	if why == "" {
		return ""
	}
	return " (" + why + ")"
}

func fault(t playbook.ConditionResult) string { return reason(t.Fault) }

// instant writes a time in the playbook's zone.
func instant(pb *playbook.Playbook, at time.Time) string {
	return at.In(pb.Zone()).Format("Mon 2 Jan 2006 15:04:05 MST")
}

// names lists people as they are called.
func names(crew lead.Crew, ids []lead.PersonID) string {
	var called []string
	for _, id := range ids {
		called = append(called, nameOf(crew, id))
	}
	slices.Sort(called)
	return andWords(called)
}

func nameOf(crew lead.Crew, id lead.PersonID) string {
	m := crew.Member(id)
	return cmp.Or(plain(m.Name), plain(m.Email), string(id))
}

// plain makes a text from outside safe for a terminal: one line, and no control characters.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return ' '
		}
		return r
	}, s)), " ")
}
