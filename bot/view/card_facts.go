package view

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/nyaruka/phonenumbers"
	"github.com/slack-go/slack"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// headline is the card in one line, for notifications: "🔥 Hot lead: Nadia Rahman, Brandt Logistik GmbH".
func (d cardView) headline() string {
	switch d.l.Stage {
	case lead.StageInquiry:
		return d.test() + wording.Temperature(d.l.Score.Temperature) + " inquiry: " + wording.LeadName(d.l)
	case lead.StageNurturing:
		return d.test() + "💤 With marketing: " + wording.LeadName(d.l)
	case lead.StageNew, lead.StageWorking, lead.StageQualified:
		return d.test() + wording.Temperature(d.l.Score.Temperature) + " lead: " + wording.LeadName(d.l)
	default:
		return d.closed()
	}
}

func (d cardView) test() string {
	if d.l.Test {
		return "🧪 Test · "
	}
	return ""
}

// header says how hot, and who: "🔥 *Hot* · Nadia Rahman, Head of Operations".
func (d cardView) header() string {
	emoji, word, _ := strings.Cut(wording.Temperature(d.l.Score.Temperature), " ")
	name := "*" + wording.Safe(wording.Person(d.l), 80) + "*"
	if t := wording.Safe(d.l.Contact.Title, 80); t != "" && d.l.Contact.Name != "" {
		name += ", " + t
	}
	return d.test() + wording.Dots(emoji+" *"+word+"*", name)
}

// companyLine says where the inquirer works: "Brandt Logistik GmbH · 420 staff · DE".
func (d cardView) companyLine() string {
	name := wording.Safe(d.l.Company.Name, 80)
	switch name {
	case "":
		name = wording.Safe(d.l.Company.Website, 80)
	case wording.Safe(wording.Person(d.l), 80):
		name = "" // it stands in the header
	}
	return wording.Dots(name, size(d.l.Company))
}

// size is how big the company is, and where: "420 staff · DE".
func size(c lead.Company) string {
	staff := ""
	if c.Employees > 0 {
		staff = wording.Thousands(fmt.Sprint(c.Employees)) + " staff"
	}
	return wording.Dots(staff, wording.Safe(c.Country, 8))
}

// contact is how to reach the inquirer, once somebody has the lead.
func (d cardView) contact() string {
	if !d.l.Stage.Owned() {
		return ""
	}
	return reach(d.l.Contact)
}

// What we make links of: nothing in it can end the link.
var (
	linkedPhone = regexp.MustCompile(`^\+[0-9]{6,15}$`)
	linkedEmail = regexp.MustCompile(`^[a-zA-Z0-9._%+-]{1,64}@[a-zA-Z0-9.-]{1,190}$`)
)

// reach is phone and e-mail, to be tapped where they can be.
func reach(c lead.Contact) string {
	phone, email := wording.Safe(c.Phone, 40), wording.Safe(c.Email, 120)
	if linkedPhone.MatchString(c.Phone) {
		phone = "<tel:" + c.Phone + "|" + dialled(c.Phone) + ">"
	}
	if linkedEmail.MatchString(c.Email) {
		email = "<mailto:" + c.Email + "|" + c.Email + ">"
	}
	return wording.Dots(phone, email)
}

// dialled is a number in the groups that people of its country read it in, such as "+49 30 901820".
func dialled(e164 string) string {
	n, err := phonenumbers.Parse(e164, "")
	if err != nil {
		return e164
	}
	return phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
}

// objections are what the inquirer asked us not to do; they are never left out.
func (d cardView) objections() string {
	var said []string
	for _, m := range d.l.Objections {
		line := "⛔ No " + wording.Methods(m)
		for _, e := range slices.Backward(d.events) {
			if e.Kind == lead.Contacted && e.Facts.Outcome == lead.AskedNotTo && e.Facts.Method == m {
				line += " (asked " + d.day(e.At) + ")"
				break
			}
		}
		said = append(said, line)
	}
	return wording.Dots(said...)
}

// because gives the three strongest reasons of the score.
func (d cardView) because() string {
	var reasons []string
	for _, r := range d.l.Score.Reasons {
		if len(reasons) < 3 && r.Points != 0 {
			reasons = append(reasons, wording.Safe(r.Because, 60)+fmt.Sprintf(" %+d", r.Points))
		}
	}
	if len(reasons) == 0 {
		return ""
	}
	return "Why " + strings.ToLower(string(d.l.Score.Temperature)) + ": " + wording.Dots(reasons...)
}

// wanting says what is still to be found out about an inquiry.
func (d cardView) wanting() string {
	missing, ask := "", ""
	if i := last(d.events, lead.Judged); i >= 0 && len(d.events[i].Facts.Missing) > 0 {
		missing = "Missing: " + words(d.events[i].Facts.Missing)
	}
	var open []string
	for _, q := range d.Playbook.Checklist() {
		if a := d.l.Checklist[q.ID]; a != lead.Yes && a != lead.No {
			open = append(open, q.ID)
		}
	}
	if len(open) > 0 {
		ask = "Ask: " + words(open)
	}
	if missing != "" && ask != "" {
		missing += "."
	}
	return strings.TrimSpace(missing + " " + ask)
}

func words(ids []string) string {
	said := make([]string, len(ids))
	for i, id := range ids {
		said[i] = wording.Readable(id)
	}
	return strings.Join(said, ", ")
}

func (d cardView) calling() string {
	if h := d.l.Hold; h != nil {
		return "📞 " + d.Name(h.By) + " is calling (until " + d.clock(h.Until) + ")"
	}
	if d.l.Attempts > 0 {
		return fmt.Sprintf("📵 %s without an answer", wording.Count(d.l.Attempts, "attempt"))
	}
	return ""
}

// sleeping says until when marketing has the lead, why, and who says so.
func (d cardView) sleeping() string {
	line := "💤 With marketing"
	if c, ok := d.l.Clocks[lead.ClockWake]; ok {
		line += " until " + d.day(c.Start)
	}
	reason := wording.Safe(d.l.Reason, 80)
	if held := d.heldUntil(d.l, d.instant()); held != "" && reason == "" {
		return "💤 " + wording.Capital(held)
	}
	i := max(last(d.events, lead.NotAFit), last(d.events, lead.HandedBack), last(d.events, lead.ToMarketing))
	if reason == "" || i < 0 {
		return wording.Dots(line, reason)
	}
	e := d.events[i]
	switch {
	case d.undoable():
		reason = "not a fit: " + reason + ", says " + d.actor(e) + " (undo until " + d.clock(d.l.Undo.Until) + ")"
	case e.Kind == lead.HandedBack:
		reason = "handed back: " + reason + ", says " + d.actor(e)
	default:
		reason += ", says " + d.actor(e)
	}
	return joined([]string{wording.Dots(line, reason), strings.TrimSpace(said(e.Words.Comment))})
}

// smallPrint says where the lead comes from and why it hangs here.
func (d cardView) smallPrint() string {
	l := d.l
	from := wording.Readable(l.Source)
	if l.Campaign != "" {
		from += ", " + wording.Readable(l.Campaign)
	}
	note, also := "", ""
	if l.Stage == lead.StageNew {
		note = wording.Capital(wording.Safe(l.Route.Note, 200))
		also = d.widened()
	}
	referrer := ""
	if l.Referrer != lead.NoOne {
		referrer = "referred by " + d.Name(l.Referrer)
	}
	return joined([]string{wording.Dots(l.ID.String(), from, d.value(), referrer, d.whyHere(), also), note})
}

// whyHere is the decision in one line: "why here: enterprise DACH, emea in turn".
func (d cardView) whyHere() string {
	l := d.l
	if l.Stage != lead.StageNew && !l.Stage.Owned() || l.Route.Rule == "" {
		return ""
	}
	why := "why here: " + wording.Safe(l.Route.Rule, 60)
	switch {
	case l.Stage.Owned():
		return why
	case l.Route.Partner != "":
		return why + ", for " + wording.Safe(l.Route.Partner, 80)
	case l.Route.Home != "":
		return why + ", and back with " + d.poolNames(wording.And)
	case l.Route.Assign == lead.AssignRoundRobin:
		return why + ", " + wording.Readable(l.Route.Team) + " in turn"
	case l.Offer != nil: // it is for that person alone, as the line above says
		return why
	}
	return why + ", whoever of " + d.poolNames(wording.And) + " is first"
}

// widened names the other channels where a waiting lead hangs.
func (d cardView) widened() string {
	if len(d.l.ExtraChannels) == 0 || d.copied {
		return ""
	}
	where := make([]string, len(d.l.ExtraChannels))
	for i, c := range d.l.ExtraChannels {
		where[i] = d.channel(c)
	}
	return "also in " + wording.And(where)
}

// closed is the whole story in one line: "✅ Won · Brandt Logistik GmbH · €31,200 · Ana · 12 days".
func (d cardView) closed() string {
	l := d.l
	took := wording.Duration(l.ClosedAt.Sub(l.RegisteredAt))
	owner := ""
	if l.LastOwner != lead.NoOne {
		owner = d.Name(l.LastOwner)
	}
	switch l.Stage {
	case lead.StageWon:
		return d.test() + wording.Dots("✅ *Won*", wording.Company(l), d.amount(), owner, took)
	case lead.StageLost:
		return d.test() + wording.Dots("❌ *Lost*", wording.Company(l), wording.Safe(l.Reason, 80), owner, took)
	case lead.StageMerged:
		return d.test() + "🔗 *Merged* into " + l.MergedInto.String() + " · " + wording.LeadName(l)
	}
	return d.test() + wording.Dots("🚫 *Disqualified*", wording.Company(l), wording.Safe(l.Reason, 80), owner)
}

func (d cardView) closedNote() string {
	unproven := ""
	if d.l.WonUnqualified && d.l.Stage == lead.StageWon {
		unproven = "won without Qualify"
	}
	return wording.Dots(d.smallPrint(), "closed "+d.day(d.l.ClosedAt), unproven)
}

// Calling is what somebody wants to know of a lead while they call: how to reach them, what time it is there, what they objected
// to, and what was to come next.
func Calling(l *lead.Lead, pb *playbook.Playbook, now time.Time) slack.Block {
	d := cardView{Renderer: Renderer{Playbook: pb, Quiet: true}, l: l}
	asleep := ""
	if l.Stage == lead.StageNurturing {
		asleep = d.sleeping()
	}
	return Section("*"+wording.LeadName(l)+"* · "+l.ID.String(), reach(l.Contact), localTime(l, now, d.zone()), d.objections(), d.nextStep(), asleep)
}
