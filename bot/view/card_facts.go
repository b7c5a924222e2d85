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

// header is the temperature and the inquirer: "🔥 *Hot* · Nadia Rahman, Head of Operations".
func (d cardView) header() string {
	name := "*" + wording.Safe(wording.Person(d.l), 80) + "*"
	if title := wording.Safe(d.l.Contact.Title, 80); title != "" && d.l.Contact.Name != "" {
		name += ", " + title
	}
	return d.test() + wording.Dots(wording.BoldTemperature(d.l.Score.Temperature), name)
}

// companyLine is where the inquirer works: "Brandt Logistik GmbH · 420 employees, DE".
func (d cardView) companyLine() string {
	name := wording.Safe(d.l.Company.Name, 80)
	switch name {
	case "":
		name = wording.Safe(d.l.Company.Website, 80)
	case wording.Safe(wording.Person(d.l), 80):
		name = "" // the header shows it already
	}
	return wording.Dots(name, size(d.l.Company))
}

// size is the size of the company and its country: "420 employees, DE".
func size(c lead.Company) string {
	var parts []string
	if c.Employees > 0 {
		parts = append(parts, wording.Count(c.Employees, "employee"))
	}
	if country := wording.Safe(c.Country, 8); country != "" {
		parts = append(parts, country)
	}
	return strings.Join(parts, ", ")
}

// contact is how to reach the inquirer, once the lead has an owner.
func (d cardView) contact() string {
	if !d.l.Stage.Owned() {
		return ""
	}
	return reach(d.l.Contact)
}

// Only text that matches one of these becomes a link, because nothing in it can end the link early.
var (
	linkedPhone = regexp.MustCompile(`^\+[0-9]{6,15}$`)
	linkedEmail = regexp.MustCompile(`^[a-zA-Z0-9._%+-]{1,64}@[a-zA-Z0-9.-]{1,190}$`)
)

// reach is phone and e-mail, as links where they can be.
func reach(c lead.Contact) string {
	phone, email := wording.Safe(c.Phone, 40), wording.Safe(c.Email, 120)
	if linkedPhone.MatchString(c.Phone) {
		phone = "<tel:" + c.Phone + "|" + phoneGroups(c.Phone) + ">"
	}
	if linkedEmail.MatchString(c.Email) {
		email = "<mailto:" + c.Email + "|" + c.Email + ">"
	}
	return wording.Dots(phone, email)
}

// phoneGroups writes a number in the groups of its country, such as "+49 30 901820".
func phoneGroups(e164 string) string {
	n, err := phonenumbers.Parse(e164, "")
	if err != nil {
		return e164
	}
	return phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
}

// objections lists the contact methods that the inquirer does not want. They are never left out.
func (d cardView) objections() string {
	var lines []string
	for _, m := range d.l.Objections {
		line := "⛔ Asked for no " + wording.Methods(m)
		for _, e := range slices.Backward(d.events) {
			if e.Kind == lead.Contacted && e.Facts.Outcome == lead.AskedNotTo && e.Facts.Method == m {
				line += " (" + d.day(e.At) + ")"
				break
			}
		}
		lines = append(lines, line)
	}
	return dotted(lines...)
}

// topReasons are the three strongest reasons of the score.
func (d cardView) topReasons() string {
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

// missing says what to find out about an inquiry: the data that it lacks, and the open questions of the checklist.
func (d cardView) missing() string {
	data, ask := "", ""
	if i := last(d.events, lead.Judged); i >= 0 && len(d.events[i].Facts.Missing) > 0 {
		data = "Missing: " + readableList(d.events[i].Facts.Missing)
	}
	var open []string
	for _, q := range d.Playbook.Checklist() {
		if a := d.l.Checklist[q.ID]; a != lead.Yes && a != lead.No {
			open = append(open, q.ID)
		}
	}
	if len(open) > 0 {
		ask = "Ask about: " + readableList(open)
	}
	if data != "" && ask != "" {
		data += "."
	}
	return sentences(data, ask)
}

// readableList lists ids of the playbook as words.
func readableList(ids []string) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = wording.Readable(id)
	}
	return strings.Join(words, ", ")
}

// calling names the qualifier who is calling right now, or counts the attempts without an answer.
func (d cardView) calling() string {
	if h := d.l.Hold; h != nil {
		return "📞 " + d.Name(h.By) + " is calling until " + d.clock(h.Until)
	}
	if d.l.Attempts > 0 {
		return "📵 No answer yet (" + wording.Count(d.l.Attempts, "attempt") + ")"
	}
	return ""
}

// nurturing says until when marketing has the lead, who sent it there, and why.
func (d cardView) nurturing() string {
	line := "💤 With marketing"
	if c, ok := d.l.Clocks[lead.ClockWake]; ok {
		line += " until " + d.day(c.Start)
	}
	reason := wording.Safe(d.l.Reason, 80)
	if hold := d.onHold(d.l, d.instant()); hold != "" && reason == "" {
		return "💤 " + hold
	}
	i := max(last(d.events, lead.NotAFit), last(d.events, lead.HandedBack), last(d.events, lead.ToMarketing))
	if reason == "" || i < 0 {
		return wording.Dots(line, reason)
	}
	e := d.events[i]
	switch {
	case d.undoable():
		reason = d.actor(e) + ": not a fit, " + reason + " (undo until " + d.clock(d.l.Undo.Until) + ")"
	case e.Kind == lead.HandedBack:
		reason = d.actor(e) + " handed it back: " + reason
	default:
		reason = d.actor(e) + ": " + reason
	}
	return joined([]string{wording.Dots(line, reason), strings.TrimSpace(quotedComment(e.Words.Comment))})
}

// smallPrint is the number, where the lead comes from, what it may be worth, and where else it is posted.
func (d cardView) smallPrint() string {
	l := d.l
	from := wording.Readable(l.Source)
	if l.Campaign != "" {
		from += ", " + wording.Readable(l.Campaign)
	}
	note, also := "", ""
	if l.Stage == lead.StageNew {
		note = notesOf(l.Route, 200)
		also = d.widened()
	}
	referrer := ""
	if l.Referrer != lead.NoOne {
		referrer = "referred by " + d.Name(l.Referrer)
	}
	return joined([]string{dotted(l.ID.String(), from, d.value(), referrer, also), note})
}

// dotted joins the parts that are not empty with middle dots, three on a line.
func dotted(parts ...string) string {
	parts = slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return s == "" })
	var lines []string
	for line := range slices.Chunk(parts, 3) {
		lines = append(lines, wording.Dots(line...))
	}
	return joined(lines)
}

// widened names the other channels where an unclaimed lead is posted.
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

// closed is the end of a lead in one line: "🎉 Won · Nadia Rahman, Brandt Logistik GmbH · €31,200".
func (d cardView) closed() string {
	l := d.l
	switch l.Stage {
	case lead.StageWon:
		return d.test() + wording.Dots("🎉 *Won*", wording.LeadName(l), d.amount())
	case lead.StageLost:
		return d.test() + wording.Dots("❌ *Lost*", wording.LeadName(l), wording.Safe(l.Reason, 80))
	case lead.StageMerged:
		return d.test() + "🔗 *Merged* into " + l.MergedInto.String() + " · " + wording.LeadName(l)
	}
	return d.test() + wording.Dots("🚫 *Disqualified*", wording.LeadName(l), wording.Safe(l.Reason, 80))
}

// closedNote is the small print of a closed lead: its last owner, when it was closed and how long that took.
func (d cardView) closedNote() string {
	owner, unqualified := "", ""
	if d.l.LastOwner != lead.NoOne {
		owner = d.Name(d.l.LastOwner)
	}
	if d.l.WonUnqualified && d.l.Stage == lead.StageWon {
		unqualified = "won without qualifying"
	}
	when := "closed " + d.day(d.l.ClosedAt) + " after " + wording.Duration(d.l.ClosedAt.Sub(d.l.RegisteredAt))
	return joined([]string{wording.Capital(dotted(owner, when, unqualified)), d.smallPrint()})
}

// Calling is what a caller should know about a lead: how to reach the inquirer, what time it is there, which contact
// methods they do not want, and the next step. now is the present time.
func Calling(l *lead.Lead, pb *playbook.Playbook, now time.Time) slack.Block {
	d := cardView{Renderer: Renderer{Playbook: pb, Quiet: true}, l: l}
	nurturing := ""
	if l.Stage == lead.StageNurturing {
		nurturing = d.nurturing()
	}
	return Section("*"+wording.LeadName(l)+"* · "+l.ID.String(), reach(l.Contact), localTime(l, now, d.zone()), d.objections(), d.nextStep(), nurturing)
}
