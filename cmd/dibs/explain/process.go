package explain

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
	"dibs/worktime"
)

// Process writes the whole playbook, in the order of a lead's life.
func Process(w io.Writer, pb *playbook.Playbook) {
	p := page{w: w}
	d := pb.Describe()
	p.text("How %s handles leads (playbook version %s)", cmp.Or(pb.Company(), "this team"), pb.Version())
	explainPeople(p, pb, d)
	explainHours(p, pb, d)
	explainDefinition(p, pb, d)
	explainScoring(p, d)
	explainRouting(p, pb, d)
	explainLadders(p, pb)
	explainAbsence(p)
	explainLimits(p, pb, d)
}

func explainPeople(p page, pb *playbook.Playbook, d playbook.Description) {
	p.heading("People")
	for _, m := range d.People {
		facts := []string{roleText(m)}
		if m.Backup != "" {
			facts = append(facts, "backup "+m.Backup)
		}
		if m.Capacity > 0 {
			facts = append(facts, fmt.Sprintf("at most %d open leads", m.Capacity))
		}
		if m.Weight > 1 {
			facts = append(facts, fmt.Sprintf("gets %d times the share", m.Weight))
		}
		if m.Hours != nil {
			facts = append(facts, "own hours: "+strings.Join(m.Hours.Week(), "; "))
		}
		p.item("%s: %s.", m.Who, strings.Join(facts, ", "))
	}
	for _, t := range d.Partners {
		p.item("Partner %s, in %s: %s. %s", t.Name, t.Channel, cmp.Or(wording.And(t.People), "no people yet"), partnerTerms(t))
	}
	p.text("Anyone else can refer leads and ask for figures.")
	for _, t := range d.Teams {
		p.item("Team %s: manager %s, on duty %s.", t.Name, pb.Manager(t.Name), pb.OnDuty(t.Name))
	}
}

func roleText(m playbook.NamedPerson) string {
	switch m.Role {
	case lead.RoleRep:
		return "rep in " + m.Team + ", claims and works leads"
	case lead.RoleQualifier:
		return "qualifier, calls inquiries and certifies them as leads"
	case lead.RoleManager:
		return "manager, can do everything and is pinged last"
	case lead.RoleMarketing:
		return "marketing, nurtures leads that aren't ready"
	case lead.RoleAdmin:
		return "admin, a manager who also runs Dibs"
	default:
		return string(m.Role)
	}
}

func partnerTerms(t playbook.Partner) string {
	var terms []string
	if len(t.Countries) > 0 {
		terms = append(terms, "gets leads from "+wording.Or(t.Countries))
	}
	if t.AcceptWithin > 0 {
		terms = append(terms, "accepts within "+span(t.AcceptWithin)+", or the lead comes back to us")
	}
	if len(t.Hide) > 0 {
		terms = append(terms, "can't see "+wording.And(t.Hide)+" until then")
	}
	if len(terms) == 0 {
		return ""
	}
	return sentence(strings.Join(terms, "; "))
}

func explainHours(p page, pb *playbook.Playbook, d playbook.Description) {
	p.heading("Business hours")
	for _, t := range d.Teams {
		if t.Hours.Always() {
			p.item("%s: always open.", t.Name)
			continue
		}
		p.item("%s (%s time): %s.", t.Name, t.Hours.Zone(), strings.Join(t.Hours.Week(), "; "))
		if days := t.Hours.Holidays(); len(days) > 0 {
			p.continued("Closed on %s.", wording.And(days))
		}
	}
	p.text("Deadlines count open hours only, and nobody is pinged while their team is closed. Leads that come in " +
		"then are listed when the team opens, hot leads first.")
	for _, x := range pb.OutsideHours() {
		when := cmp.Or(x.Days, "every day")
		if x.From != "" {
			when += " from " + x.From
		}
		if x.Until != "" {
			when += " until " + x.Until
		}
		p.text("Exception: for %s leads, %s is pinged once outside business hours, %s.", x.Temperature, recipient("", x.Tell), when)
	}
}

func explainDefinition(p page, pb *playbook.Playbook, d playbook.Description) {
	p.heading("What counts as a lead")
	p.text("%s", strings.Join(strings.Fields(pb.Definition()), " "))
	if len(d.Requires) > 0 {
		p.text("Without %s it stays an inquiry: ask for more.", wording.And(fieldNames(d.Requires)))
	}
	p.text("It goes straight to sales when %s.", cmp.Or(d.SalesReady, "it has that"))
	p.text("Otherwise the qualifiers (team %s, in %s) call when %s. Marketing nurtures the rest in %s.",
		d.Qualifiers, pb.QualifyChannel(), cmp.Or(d.Qualify, "anything at all is known"), pb.MarketingChannel())
	if len(pb.Checklist()) > 0 {
		p.text("The qualifiers ask:")
	}
	for _, q := range pb.Checklist() {
		must := ""
		if q.Required {
			must = " (if not: no lead for now)"
		}
		p.item("%s%s", q.Ask, must)
	}
	if pb.AsksGutRating() {
		p.text("They also rate from 1 to 5 how likely the deal is.")
	}
}

func fieldNames(fields []string) []string {
	names := slices.Clone(fields)
	for i, f := range names {
		names[i] = map[string]string{"email": "an email address", "company": "a company", "employees": "the number of employees", "phone": "a phone number", "name": "a name"}[f]
		if names[i] == "" {
			names[i] = f
		}
	}
	return names
}

func explainScoring(p page, d playbook.Description) {
	p.heading("What makes a lead hot")
	p.text("Hot: %s.", cmp.Or(d.Hot, "never"))
	p.text("Warm: %s.", cmp.Or(d.Warm, "never"))
	p.text("Cold: everything else.")
	if len(d.Potential) > 0 {
		p.text("Potential is how much we want them:")
	}
	for _, r := range d.Potential {
		p.item("%s points if %s (%s).", signed(r.Points), r.When, r.Because)
	}
	if len(d.Engagement) > 0 {
		p.text("Engagement is how much they want us:")
	}
	for _, r := range d.Engagement {
		fades := "the points don't fade"
		if r.HalfLife > 0 {
			fades = "half are left after " + span(r.HalfLife)
		}
		p.item("%s points: %s (%s).", signed(r.Points), r.Because, fades)
	}
}

func explainRouting(p page, pb *playbook.Playbook, d playbook.Description) {
	p.heading("Where each lead goes")
	for i, r := range d.Routing {
		p.numbered(i+1, "%s: %s.", r.Name, cmp.Or(r.When, "everything that is left"))
		p.continued("%s", destination(r))
	}
	if d.KnownCompany == "offer_owner" {
		p.text("If somebody already has an open lead of the same company, they're offered it first.")
	}
	for _, c := range d.HeldCampaigns {
		p.text("Leads of campaign %s are on hold until %s.", c.Name, c.HoldUntil.In(pb.Zone()).Format("Mon 2 Jan 2006 15:04"))
	}
}

// destination says where a rule sends the leads it matches.
func destination(r playbook.RoutingRule) string {
	sells := strings.ReplaceAll(string(r.SalesChannel), "_", " ")
	switch {
	case r.Partner != "":
		return fmt.Sprintf("To partner %s (%s); if they don't accept, to %s.", r.Partner, sells, r.Team)
	case r.Assign == lead.AssignRoundRobin:
		return fmt.Sprintf("To %s in rotation, in %s (%s).", r.Team, r.Channel, sells)
	default:
		return fmt.Sprintf("To %s: first to claim in %s (%s).", r.Channel, r.Team, sells)
	}
}

func explainAbsence(p page) {
	p.heading("Absence")
	p.text("People who are away (/lead away, or a Slack status that says so) keep their leads. Their backup is pinged " +
		"instead and can act for them. Hot leads nobody has tried to contact are offered to somebody else. When people " +
		"come back, they get one list of what was done.")
	p.text("If there's no backup either, the person on duty is pinged, then the manager.")
}

func explainLimits(p page, pb *playbook.Playbook, d playbook.Description) {
	p.heading("Attempts and limits")
	for _, group := range groupByText(func(t lead.Temperature) string { return attempts(d, t) }) {
		p.item("%s leads that don't answer: %s.", group.temperatures, group.text)
	}
	if n := pb.MaxHandoffs(); n > 0 {
		p.item("A lead changes hands at most %s. Then the manager decides.", times(n))
	}
	if d.Touches > 0 {
		p.item("Nobody hears from us more than %s in %s, unless somebody confirms it.", times(d.Touches), span(d.TouchesPer))
	}
	wake := "A snoozed lead comes back after " + span(d.WakeAfter) + " if nobody sets a date"
	if d.WakeWhen != "" {
		wake += ", or earlier when " + d.WakeWhen
	}
	p.item("%s.", wake)
	p.item("Pings to one person or channel within %s become one message. Hot leads get their own.", span(pb.Bundle()))
}

// attempts says when we try again if the inquirer doesn't answer, and what happens after the last attempt.
func attempts(d playbook.Description, t lead.Temperature) string {
	var waits []string
	for _, wait := range d.AttemptWaits[t] {
		if wait == 0 {
			waits = append(waits, "at once")
			continue
		}
		waits = append(waits, "after "+span(wait))
	}
	end := map[playbook.GiveUpAction]string{
		playbook.GiveUpToMarketing: "back to marketing", playbook.GiveUpToPool: "back to the pool",
		playbook.GiveUpAsLost: "closed as lost", playbook.GiveUpAsDisqualified: "disqualified",
	}[d.GiveUp[t]]
	return "tried " + strings.Join(waits, ", then ") + "; then " + end + " (" + d.GiveUpReason[t] + ")"
}

func signed(n int) string {
	if n > 0 {
		return "+" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// times is "once", "twice", "3 times".
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

// span is a duration as the playbook writes it: "1d12h", "5m".
func span(d time.Duration) string { return worktime.FormatDuration(d) }
