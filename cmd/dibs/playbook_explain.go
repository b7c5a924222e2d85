package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"dibs/lead"
	"dibs/playbook"
	"dibs/worktime"
)

// playbookExplainCmd tells the process in plain words.
type playbookExplainCmd struct{ playbookFile }

// Run writes the whole playbook as text that fits a terminal of 80 columns.
func (c *playbookExplainCmd) Run(e *env) error {
	pb, err := c.load(e)
	if err != nil {
		return err
	}
	explain(e.stdout, pb)
	return nil
}

// explain writes the playbook in the order of a lead's life.
func explain(w io.Writer, pb *playbook.Playbook) {
	p := page{w: w}
	o := pb.Describe()
	p.title("How %s handles leads (version %s)", cmp.Or(pb.Company(), "this team"), pb.Version())
	explainPeople(p, pb, o)
	explainHours(p, pb, o)
	explainDefinition(p, pb, o)
	explainScoring(p, o)
	explainRouting(p, pb, o)
	explainLadders(p, pb)
	explainAbsence(p)
	explainLimits(p, pb, o)
}

func explainPeople(p page, pb *playbook.Playbook, o playbook.Description) {
	p.heading("Who is who")
	for _, m := range o.People {
		said := []string{roleInWords(m)}
		if m.Backup != "" {
			said = append(said, "backup "+m.Backup)
		}
		if m.Capacity > 0 {
			said = append(said, fmt.Sprintf("%d open leads at most", m.Capacity))
		}
		if m.Weight > 1 {
			said = append(said, fmt.Sprintf("gets %d times the share", m.Weight))
		}
		if m.Hours != nil {
			said = append(said, "hours of their own: "+strings.Join(m.Hours.Week(), "; "))
		}
		p.item("%s: %s.", m.Who, strings.Join(said, ", "))
	}
	for _, t := range o.Partners {
		p.item("Partner %s, in %s: %s. %s", t.Name, t.Channel, cmp.Or(andWords(t.People), "no people yet"), partnerTerms(t))
	}
	p.text("Anyone else may refer leads and ask for summaries.")
	var managers []string
	for _, t := range o.Teams {
		managers = append(managers, fmt.Sprintf("%s by %s (on duty: %s)", t.Name, pb.Manager(t.Name), pb.OnDuty(t.Name)))
	}
	p.text("Teams are led: %s.", strings.Join(managers, "; "))
}

func roleInWords(m playbook.NamedPerson) string {
	switch m.Role {
	case lead.RoleRep:
		return "rep of " + m.Team + ", claims and works leads"
	case lead.RoleQualifier:
		return "qualifier, calls inquiries and certifies them"
	case lead.RoleManager:
		return "manager, may do everything and is called last"
	case lead.RoleMarketing:
		return "marketing, looks after those who are not ready"
	case lead.RoleAdmin:
		return "admin, a manager who runs Dibs"
	default:
		return string(m.Role)
	}
}

func partnerTerms(t playbook.Partner) string {
	var terms []string
	if len(t.Countries) > 0 {
		terms = append(terms, "leads from "+orWords(t.Countries))
	}
	if t.AcceptWithin > 0 {
		terms = append(terms, "accepts within "+span(t.AcceptWithin)+", or the lead comes back to us")
	}
	if len(t.Hide) > 0 {
		terms = append(terms, "does not see "+andWords(t.Hide)+" before")
	}
	if len(terms) == 0 {
		return ""
	}
	return sentence(strings.Join(terms, "; "))
}

func explainHours(p page, pb *playbook.Playbook, o playbook.Description) {
	p.heading("Hours")
	for _, t := range o.Teams {
		if t.Hours.Always() {
			p.item("%s: always open.", t.Name)
			continue
		}
		p.item("%s (%s time): %s.", t.Name, t.Hours.Zone(), strings.Join(t.Hours.Week(), "; "))
		if days := t.Hours.Holidays(); len(days) > 0 {
			p.more("Closed on %s.", andWords(days))
		}
	}
	p.text("Clocks count open hours only, and nobody is called while their team is closed: what comes in then is " +
		"listed at the opening, hot leads first.")
	for _, x := range pb.OutsideHours() {
		when := cmp.Or(x.Days, "every day")
		if x.From != "" {
			when += " from " + x.From
		}
		if x.Until != "" {
			when += " until " + x.Until
		}
		p.text("But for %s leads %s is called also then, once, %s.", x.Temperature, whom("", x.Tell), when)
	}
}

func explainDefinition(p page, pb *playbook.Playbook, o playbook.Description) {
	p.heading("What a lead is")
	p.text("%s", strings.Join(strings.Fields(pb.Definition()), " "))
	if len(o.Requires) > 0 {
		p.text("Without %s it is an inquiry: ask for more.", andWords(fieldNames(o.Requires)))
	}
	p.text("It goes to sales by itself when %s.", cmp.Or(o.SalesReady, "it has that"))
	p.text("Otherwise the qualifiers (team %s, in %s) call when %s. The rest is nurtured by marketing in %s.",
		o.Qualifiers, pb.QualifyChannel(), cmp.Or(o.Qualify, "anything is known at all"), pb.MarketingChannel())
	if len(pb.Checklist()) > 0 {
		p.text("The qualifiers ask:")
	}
	for _, q := range pb.Checklist() {
		must := ""
		if q.Required {
			must = " A no means: not a lead now."
		}
		p.item("%s%s", q.Ask, must)
	}
	if pb.AsksGutRating() {
		p.text("They also say how it felt, from 1 to 5.")
	}
}

func fieldNames(fields []string) []string {
	names := slices.Clone(fields)
	for i, f := range names {
		names[i] = map[string]string{"email": "an e-mail address", "company": "a company", "employees": "the number of staff", "phone": "a phone number", "name": "a name"}[f]
		if names[i] == "" {
			names[i] = f
		}
	}
	return names
}

func explainScoring(p page, o playbook.Description) {
	p.heading("What makes a lead hot")
	p.text("Hot: %s.", cmp.Or(o.Hot, "never"))
	p.text("Warm: %s.", cmp.Or(o.Warm, "never"))
	p.text("Cold: everything else.")
	if len(o.Potential) > 0 {
		p.text("Potential is how much we want them:")
	}
	for _, r := range o.Potential {
		p.item("%s points when %s (%s).", signed(r.Points), r.When, r.Because)
	}
	if len(o.Engagement) > 0 {
		p.text("Engagement is how much they want us. Its points fade:")
	}
	for _, r := range o.Engagement {
		fades := "for ever"
		if r.HalfLife > 0 {
			fades = "half of it after " + span(r.HalfLife)
		}
		p.item("%s points: %s (%s).", signed(r.Points), r.Because, fades)
	}
}

func explainRouting(p page, pb *playbook.Playbook, o playbook.Description) {
	p.heading("Where each lead goes")
	for i, r := range o.Routing {
		when := cmp.Or(r.When, "everything that is left")
		p.numbered(i+1, "%s: %s.", r.Name, when)
		p.more("%s", destination(r))
	}
	if o.KnownCompany == "offer_owner" {
		p.text("Whoever has an open lead of the same company is offered it first.")
	}
	for _, c := range o.HeldCampaigns {
		p.text("Nobody is called for the campaign %s before %s.", c.Name, c.HoldUntil.In(pb.Zone()).Format("Mon 2 Jan 2006 15:04"))
	}
}

// destination says what a rule does with the leads it matches.
func destination(r playbook.RoutingRule) string {
	sells := strings.ReplaceAll(string(r.SalesChannel), "_", " ")
	switch {
	case r.Partner != "":
		return fmt.Sprintf("To the partner %s (%s); if it does not accept, to %s.", r.Partner, sells, r.Team)
	case r.Assign == lead.AssignRoundRobin:
		return fmt.Sprintf("To %s in turn, in %s (%s).", r.Team, r.Channel, sells)
	default:
		return fmt.Sprintf("To %s: whoever of %s is first (%s).", r.Channel, r.Team, sells)
	}
}

func explainAbsence(p page) {
	p.heading("Absence")
	p.text("Who is away (/lead away, or a Slack status that says so) keeps their leads. Their backup is called for " +
		"them, and may act. Hot leads that nobody has tried to contact are offered to somebody else. Who comes back " +
		"gets one list of what was done.")
	p.text("When nobody is there, whoever is on duty is called, then the manager.")
}

func explainLimits(p page, pb *playbook.Playbook, o playbook.Description) {
	p.heading("Attempts and limits")
	for _, group := range sameFor(func(t lead.Temperature) string { return cadence(o, t) }) {
		p.item("%s leads without an answer: %s.", group.who, group.what)
	}
	if n := pb.MaxHandoffs(); n > 0 {
		p.item("A lead changes hands %s at most. Then the manager decides.", times(n))
	}
	if o.Touches > 0 {
		p.item("Nobody hears from us more than %s in %s, unless somebody confirms it.", times(o.Touches), span(o.TouchesPer))
	}
	wake := "A lead that was put off comes back after " + span(o.WakeAfter) + " if nobody gives a date"
	if o.WakeWhen != "" {
		wake += ", or earlier when " + o.WakeWhen
	}
	p.item("%s.", wake)
	p.item("Calls to one person or channel within %s are one message; a hot lead gets its own.", span(pb.Bundle()))
}

// cadence says when somebody is tried again who does not answer.
func cadence(o playbook.Description, t lead.Temperature) string {
	var waits []string
	for _, d := range o.AttemptWaits[t] {
		if d == 0 {
			waits = append(waits, "at once")
			continue
		}
		waits = append(waits, "after "+span(d))
	}
	to := map[playbook.GiveUpAction]string{
		playbook.GiveUpToMarketing: "back to marketing", playbook.GiveUpToPool: "back to the pool",
		playbook.GiveUpAsLost: "lost", playbook.GiveUpAsDisqualified: "disqualified",
	}[o.GiveUp[t]]
	return "tried " + strings.Join(waits, ", then ") + "; then " + to + " (" + o.GiveUpReason[t] + ")"
}

func signed(n int) string {
	if n > 0 {
		return "+" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// times writes "once", "twice", "3 times".
func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	default:
		return strconv.Itoa(n) + " times"
	}
}

// span writes a duration as the playbook does: "1d12h", "5m".
func span(d time.Duration) string { return worktime.Spell(d) }
