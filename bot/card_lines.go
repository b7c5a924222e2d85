package bot

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/nyaruka/phonenumbers"
	"github.com/slack-go/slack"

	"dibs/lead"
	"dibs/playbook"
)

// headline is the card in one line, for notifications: "🔥 Hot lead: Nadia Rahman, Brandt Logistik GmbH".
func (d drawing) headline() string {
	switch d.l.Stage {
	case lead.StageInquiry:
		return d.test() + warmth(d.l.Score.Temperature) + " inquiry: " + who(d.l)
	case lead.StageNurturing:
		return d.test() + "💤 With marketing: " + who(d.l)
	case lead.StageNew, lead.StageWorking, lead.StageQualified:
		return d.test() + warmth(d.l.Score.Temperature) + " lead: " + who(d.l)
	default:
		return d.closed()
	}
}

func (d drawing) test() string {
	if d.l.Test {
		return "🧪 Test · "
	}
	return ""
}

// header says how hot, and who: "🔥 *Hot* · Nadia Rahman, Head of Operations".
func (d drawing) header() string {
	emoji, word, _ := strings.Cut(warmth(d.l.Score.Temperature), " ")
	name := "*" + safe(person(d.l), 80) + "*"
	if t := safe(d.l.Contact.Title, 80); t != "" && d.l.Contact.Name != "" {
		name += ", " + t
	}
	return d.test() + dots(emoji+" *"+word+"*", name)
}

// companyLine says where the inquirer works: "Brandt Logistik GmbH · 420 staff · DE".
func (d drawing) companyLine() string {
	name := safe(d.l.Company.Name, 80)
	switch name {
	case "":
		name = safe(d.l.Company.Website, 80)
	case safe(person(d.l), 80):
		name = "" // it stands in the header
	}
	return dots(name, size(d.l.Company))
}

// size is how big the company is, and where: "420 staff · DE".
func size(c lead.Company) string {
	staff := ""
	if c.Employees > 0 {
		staff = group(fmt.Sprint(c.Employees)) + " staff"
	}
	return dots(staff, safe(c.Country, 8))
}

// contact is how to reach the inquirer, once somebody has the lead.
func (d drawing) contact() string {
	if !d.l.Stage.Owned() || d.secret {
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
	phone, email := safe(c.Phone, 40), safe(c.Email, 120)
	if linkedPhone.MatchString(c.Phone) {
		phone = "<tel:" + c.Phone + "|" + dialled(c.Phone) + ">"
	}
	if linkedEmail.MatchString(c.Email) {
		email = "<mailto:" + c.Email + "|" + c.Email + ">"
	}
	return dots(phone, email)
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
func (d drawing) objections() string {
	var said []string
	for _, m := range d.l.Objections {
		line := "⛔ No " + methodPlural(m)
		for _, e := range slices.Backward(d.events) {
			if e.Kind == lead.Contacted && e.Facts.Outcome == lead.AskedNotTo && e.Facts.Method == m {
				line += " (asked " + d.day(e.At) + ")"
				break
			}
		}
		said = append(said, line)
	}
	return dots(said...)
}

// because gives the three strongest reasons of the score.
func (d drawing) because() string {
	var reasons []string
	for _, r := range d.l.Score.Reasons {
		if len(reasons) < 3 && r.Points != 0 {
			reasons = append(reasons, safe(r.Because, 60)+fmt.Sprintf(" %+d", r.Points))
		}
	}
	if len(reasons) == 0 {
		return ""
	}
	return "Why " + strings.ToLower(string(d.l.Score.Temperature)) + ": " + dots(reasons...)
}

// wanting says what is still to be found out about an inquiry.
func (d drawing) wanting() string {
	missing, ask := "", ""
	if i := last(d.events, lead.Judged); i >= 0 && len(d.events[i].Facts.Missing) > 0 {
		missing = "Missing: " + words(d.events[i].Facts.Missing)
	}
	var open []string
	for _, q := range d.pb.Checklist() {
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
		said[i] = readable(id)
	}
	return strings.Join(said, ", ")
}

func (d drawing) calling() string {
	if h := d.l.Hold; h != nil {
		return "📞 " + d.name(h.By) + " is calling (until " + d.clock(h.Until) + ")"
	}
	if d.l.Attempts > 0 {
		return fmt.Sprintf("📵 %s without an answer", counted(d.l.Attempts, "attempt"))
	}
	return ""
}

// sleeping says until when marketing has the lead, why, and who says so.
func (d drawing) sleeping() string {
	line := "💤 With marketing"
	if c, ok := d.l.Clocks[lead.ClockWake]; ok {
		line += " until " + d.day(c.Start)
	}
	reason := safe(d.l.Reason, 80)
	if held := d.heldUntil(d.l, d.instant()); held != "" && reason == "" {
		return "💤 " + capital(held)
	}
	i := max(last(d.events, lead.NotAFit), last(d.events, lead.HandedBack), last(d.events, lead.ToMarketing))
	if reason == "" || i < 0 {
		return dots(line, reason)
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
	return joined([]string{dots(line, reason), strings.TrimSpace(said(e.Words.Note))})
}

// smallPrint says where the lead comes from and why it hangs here.
func (d drawing) smallPrint() string {
	l := d.l
	from := readable(l.Source)
	if l.Campaign != "" {
		from += ", " + readable(l.Campaign)
	}
	note, also := "", ""
	if l.Stage == lead.StageNew {
		note = capital(safe(l.Route.Note, 200))
		also = d.widened()
	}
	referrer := ""
	if l.Referrer != lead.NoOne {
		referrer = "referred by " + d.name(l.Referrer)
	}
	return joined([]string{dots(l.ID.String(), from, d.value(), referrer, d.whyHere(), also), note})
}

// whyHere is the decision in one line: "why here: enterprise DACH, emea in turn".
func (d drawing) whyHere() string {
	l := d.l
	if l.Stage != lead.StageNew && !l.Stage.Owned() || l.Route.Rule == "" {
		return ""
	}
	why := "why here: " + safe(l.Route.Rule, 60)
	switch {
	case l.Stage.Owned():
		return why
	case l.Route.Partner != "":
		return why + ", for " + safe(l.Route.Partner, 80)
	case l.Route.Home != "":
		return why + ", and back with " + d.poolNames(list)
	case l.Route.Assign == lead.AssignRoundRobin:
		return why + ", " + readable(l.Route.Team) + " in turn"
	case l.Offer != nil: // it is for that person alone, as the line above says
		return why
	}
	return why + ", whoever of " + d.poolNames(list) + " is first"
}

// widened names the other channels where a waiting lead hangs.
func (d drawing) widened() string {
	if len(d.l.Also) == 0 || d.copied {
		return ""
	}
	where := make([]string, len(d.l.Also))
	for i, c := range d.l.Also {
		where[i] = d.channel(c)
	}
	return "also in " + list(where)
}

// closed is the whole story in one line: "✅ Won · Brandt Logistik GmbH · €31,200 · Ana · 12 days".
func (d drawing) closed() string {
	l := d.l
	took := span(l.ClosedAt.Sub(l.RegisteredAt))
	owner := ""
	if l.LastOwner != lead.NoOne {
		owner = d.name(l.LastOwner)
	}
	switch l.Stage {
	case lead.StageWon:
		return d.test() + dots("✅ *Won*", company(l), d.amount(), owner, took)
	case lead.StageLost:
		return d.test() + dots("❌ *Lost*", company(l), safe(l.Reason, 80), owner, took)
	case lead.StageMerged:
		return d.test() + "🔗 *Merged* into " + l.MergedInto.String() + " · " + who(l)
	}
	return d.test() + dots("🚫 *Disqualified*", company(l), safe(l.Reason, 80), owner)
}

func (d drawing) closedNote() string {
	unproven := ""
	if d.l.Unproven && d.l.Stage == lead.StageWon {
		unproven = "won without Qualify"
	}
	return dots(d.smallPrint(), "closed "+d.day(d.l.ClosedAt), unproven)
}

// Calling is what somebody wants to know of a lead while they call: how to reach them, what time it is there, what they objected
// to, and what was to come next.
func Calling(l *lead.Lead, pb *playbook.Playbook, now time.Time) slack.Block {
	d := drawing{pen: pen{pb: pb, quiet: true}, l: l}
	asleep := ""
	if l.Stage == lead.StageNurturing {
		asleep = d.sleeping()
	}
	return section("*"+who(l)+"* · "+l.ID.String(), reach(l.Contact), localTime(l, now, d.zone()), d.objections(), d.nextStep(), asleep)
}
