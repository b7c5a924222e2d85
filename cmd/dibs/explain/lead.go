package explain

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// People are the people that a lead is tested with.
type People struct {
	Crew   lead.Crew
	Open   map[lead.PersonID]int // how many open leads each of them has
	Source string                // where this comes from, for the reader
}

// Lead writes every step from the lead's fields to the people who are pinged, as of a given time.
func Lead(w io.Writer, pb *playbook.Playbook, l *lead.Lead, people People, now time.Time) {
	p := page{w: w}
	x := pb.Explain(l, people.Crew, people.Open, now)
	p.text("Playbook version %s, as of %s:", x.Version, instant(pb, now))
	explainFields(p, x)
	explainPoints(p, x)
	explainReadiness(p, pb, x)
	explainRules(p, x)
	if x.Judgement.Stage == lead.StageNew && x.Judgement.HeldUntil.IsZero() {
		explainCandidates(p, pb, x, people)
	}
	explainSteps(p, pb, x, people.Crew)
}

func explainFields(p page, x playbook.Explanation) {
	p.heading("The lead's fields")
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
		p.item("%s %s: %s%s", points, r.Because, playbook.PlainWords(r.When), problem(r.ConditionResult))
	}
	p.text("Engagement %d:", s.Engagement)
	for _, g := range x.Engagement {
		if g.Because == "" {
			p.item("0 %s: the playbook gives no points for it", g.Event)
			continue
		}
		left := ""
		if g.Worth != float64(g.Points) {
			left = fmt.Sprintf(", %g left", g.Worth)
		}
		p.item("%s %s%s", signed(g.Points), g.Because, left)
	}
	if len(x.Engagement) == 0 {
		p.item("0: its source counts as no engagement")
	}
	p.text("Temperature: %s.", s.Temperature)
	for i, t := range x.Temperature {
		p.item("%s: %s: %s%s", []lead.Temperature{lead.Hot, lead.Warm}[i], yesNo(t.Holds), playbook.PlainWords(t.When), problem(t))
	}
}

func explainReadiness(p page, pb *playbook.Playbook, x playbook.Explanation) {
	p.heading("Definition")
	for _, r := range x.Required {
		status := "missing"
		if r.Present {
			status = "given"
		}
		p.item("%s: %s", r.Field, status)
	}
	condition := func(what string, c playbook.ConditionResult) {
		p.item("%s: %s%s%s", what, yesNo(c.Holds), conditionText(c.When), problem(c))
	}
	condition("sales-ready", x.SalesReady)
	j := x.Judgement
	if j.Stage != lead.StageNew {
		condition("worth a call from the qualifiers", x.Qualifiers)
	}
	switch {
	case !j.HeldUntil.IsZero():
		p.text("Stage: nurturing, in %s. Its campaign holds it back until %s.", j.Marketing, instant(pb, j.HeldUntil))
	case j.Stage == lead.StageNew:
		p.text("Stage: new, ready for sales.")
	case j.Stage == lead.StageInquiry:
		p.text("Stage: inquiry, with the qualifiers in %s.", j.Channel)
	default:
		p.text("Stage: nurturing, with marketing in %s until %s.", j.Channel, instant(pb, j.WakeAt))
	}
}

func explainRules(p page, x playbook.Explanation) {
	p.heading("Routing")
	for i, r := range x.Rules {
		p.numbered(i+1, "%s: %s%s", r.Name, outcome(r.Outcome), conditionText(r.When))
		if r.Note != nil {
			p.continued("%s.", view.RouteNote(*r.Note, plain))
		}
	}
	r := x.Judgement.Route
	p.text("Route: %s", destination(playbook.RoutingRule{
		Channel: r.Channel, Team: r.Team, Partner: r.Partner, Assign: r.Assign, SalesChannel: r.SalesChannel,
	}))
	if x.Judgement.Stage != lead.StageNew {
		p.text("It goes there once it's ready for sales.")
	}
}

func explainCandidates(p page, pb *playbook.Playbook, x playbook.Explanation, people People) {
	p.heading("Who can get it")
	p.text("%s", sentence(people.Source))
	if x.Opens.After(x.At) {
		p.text("The team is closed, so this is as of its next opening, %s.", instant(pb, x.Opens))
	}
	if x.Judgement.Route.Partner != "" {
		partner, _ := pb.Partner(x.Judgement.Route.Partner)
		p.item("partner %s: %s", partner.Name, cmp.Or(wording.And(partner.People), "it has no people, so the lead comes back to us at once"))
		return
	}
	for _, c := range x.Candidates {
		p.item("%s: %s", nameOf(people.Crew, c.Person), standing(pb, c, people.Crew.Member(c.Person)))
	}
	switch {
	case len(x.Candidates) == 0:
		p.item("nobody: the team has no reps")
	case x.Judgement.Route.Assign == lead.AssignRoundRobin:
		p.text("The rotation depends on who got the last leads. Below, nobody has had one yet.")
	}
}

// standing says whether a person can be offered the lead, or why not.
func standing(pb *playbook.Playbook, c lead.Candidate, m lead.Member) string {
	until := ""
	if !c.Until.IsZero() {
		until = " until " + instant(pb, c.Until)
	}
	open := wording.Count(c.Open, "open lead")
	switch c.Skip {
	case "":
		if m.Capacity > 0 {
			open += fmt.Sprintf(" of %d", m.Capacity)
		}
		return fmt.Sprintf("available (share %d, %s)", max(1, c.Weight), open)
	case lead.SkipAway:
		return "skipped, away" + until
	case lead.SkipClosed:
		return "skipped, outside their own hours" + until
	case lead.SkipFull:
		return fmt.Sprintf("skipped, at capacity with %s", open)
	case lead.SkipHad:
		return "skipped, had it before"
	case lead.SkipLapsed:
		return "skipped, didn't follow up on it" + until
	default:
		return "skipped, " + string(c.Skip)
	}
}

func explainSteps(p page, pb *playbook.Playbook, x playbook.Explanation, crew lead.Crew) {
	p.heading("What happens if nobody acts")
	for _, s := range x.Ahead {
		what := stepText(s, x.Judgement.Route.Partner)
		if people := names(crew, s.People); people != "" {
			what += " (" + people + ")"
		}
		p.item("%s, %s: %s", instant(pb, s.At), strings.ReplaceAll(string(s.Clock), "_", " "), what)
	}
}

// stepText says what a rung does to one lead.
func stepText(s lead.Step, partner string) string {
	switch {
	case s.Wake:
		return "it is judged again"
	case s.Closed:
		return "ping the person on duty, as the team is closed"
	case partner != "" && s.Clock == lead.ClockAccept && s.Do == lead.DoReassign:
		return "it comes back to us"
	case partner != "" && s.Clock == lead.ClockAccept && s.Tell == "pool":
		return "ping the people at " + partner
	default:
		return rungText(s.Clock, playbook.Rung{Do: s.Do, Tell: s.Tell, To: s.To}, false)
	}
}

// outcome says what a routing rule did with the lead.
func outcome(o playbook.RuleOutcome) string {
	if o == playbook.RuleFailed {
		return "can't be checked"
	}
	return string(o)
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// conditionText is a condition in plain words after a colon; empty for no condition.
func conditionText(when string) string {
	if when == "" {
		return ""
	}
	return ": " + playbook.PlainWords(when)
}

// problem says in parentheses why a condition could not be computed.
func problem(c playbook.ConditionResult) string {
	if c.Fault == "" {
		return ""
	}
	return " (" + c.Fault + ")"
}

// instant is a time in the playbook's zone.
func instant(pb *playbook.Playbook, at time.Time) string {
	return at.In(pb.Zone()).Format("Mon 2 Jan 2006 15:04:05 MST")
}

// names lists people by name, in alphabetical order.
func names(crew lead.Crew, ids []lead.PersonID) string {
	var list []string
	for _, id := range ids {
		list = append(list, nameOf(crew, id))
	}
	slices.Sort(list)
	return wording.And(list)
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
