package bot

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"dibs/lead"
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
		phone = "<tel:" + c.Phone + "|" + c.Phone + ">"
	}
	if linkedEmail.MatchString(c.Email) {
		email = "<mailto:" + c.Email + "|" + c.Email + ">"
	}
	return dots(phone, email)
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

// sleeping says until when marketing has the lead, and why.
func (d drawing) sleeping() string {
	line := "💤 With marketing"
	if c, ok := d.l.Clocks[lead.ClockWake]; ok {
		line += " until " + d.day(c.Start)
	}
	reason := safe(d.l.Reason, 80)
	if i := last(d.events, lead.NotAFit); i >= 0 && d.undoable() {
		reason = "not a fit: " + reason + ", says " + d.name(d.events[i].By) + " (undo until " + d.clock(d.l.Undo.Until) + ")"
	}
	return dots(line, reason)
}

// offered says to whom the lead is held out and until when.
func (d drawing) offered() string {
	o := d.l.Offer
	if o == nil {
		return ""
	}
	line, then := "✋ Offered to "+d.name(o.To), "then to the pool"
	if d.l.Owner != lead.NoOne {
		then = "otherwise it stays with " + d.name(d.l.Owner)
	}
	for _, s := range d.pb.Ahead(d.l, d.crew, ahead) {
		if s.Clock == lead.ClockAccept && (s.Do == lead.DoReassign || s.Do == lead.DoRelease) {
			return line + " until " + d.clock(s.At) + ", " + then
		}
	}
	return line
}

// ahead is how many rungs are looked at for one line.
const ahead = 8

// waiting says since when nobody owns the lead and who is called next.
func (d drawing) waiting() string {
	if d.l.WaitingAt.IsZero() {
		return ""
	}
	from := d.l.WaitingAt
	said := []string{"⏱ Waiting since " + d.moment(from)}
	if h := d.pb.Hours(d.l.Route.Team); !h.Open(d.l.WaitingAt) {
		from = h.NextOpen(d.l.WaitingAt)
		said = []string{"🌙 Came in after hours, " + d.moment(d.l.WaitingAt), "clock starts " + d.moment(from)}
	}
	if next := d.nextCalled(from, lead.ClockClaim, lead.ClockAccept); next != "" {
		said = append(said, next)
	}
	return dots(said...)
}

// nextCalled names who is called next by the clocks, and after them, at most two: "Ben is called at 09:05, Mia at 09:10".
func (d drawing) nextCalled(said time.Time, clocks ...lead.ClockName) string {
	var calls []string
	for _, s := range d.pb.Ahead(d.l, d.crew, ahead) {
		if len(calls) == 2 || s.Repeat || len(s.People) == 0 || !slices.Contains(clocks, s.Clock) {
			continue // widening and reassigning call nobody
		}
		verb := " at "
		if len(calls) == 0 {
			verb = d.calledVerb(s)
		}
		calls = append(calls, d.called(s)+verb+d.after(said, s.At))
		said = s.At
	}
	return strings.Join(calls, ", ")
}

// called names whom a rung calls, in short.
func (d drawing) called(s lead.Step) string {
	switch {
	case s.Do == lead.DoWiden:
		return d.channel(s.To)
	case s.Do == lead.DoReassign:
		return "the next rep"
	case s.Do == lead.DoRelease:
		return "the pool"
	case s.Tell == "pool" && d.l.Offer == nil: // an offered lead's pool is who it is offered to
		return "the pool"
	case len(s.People) == 1:
		return d.name(s.People[0])
	case len(s.People) == 2:
		return d.name(s.People[0]) + " and " + d.name(s.People[1])
	}
	return "the " + readable(s.Tell)
}

func (d drawing) calledVerb(s lead.Step) string {
	switch {
	case s.Do == lead.DoWiden, s.Do == lead.DoReassign:
		return " is asked at "
	case s.Do == lead.DoRelease:
		return " gets it back at "
	case len(s.People) == 2 && (s.Tell != "pool" || d.l.Offer != nil):
		return " are called at "
	}
	return " is called at "
}

// owner says whose the lead is and what is awaited of them.
func (d drawing) owner() string {
	line := "👤 " + d.name(d.l.Owner)
	if i := d.taken(); i >= 0 {
		if w := d.events[i].Facts.Waited; w > 0 {
			line += ", " + span(w) + " after it came in"
		} else {
			line += ", since " + d.moment(d.events[i].At)
		}
	}
	return dots(line, d.amount(), d.firstContact())
}

// taken is the index of the event by which the present owner got the lead.
func (d drawing) taken() int {
	for i := len(d.events) - 1; i >= 0; i-- {
		switch d.events[i].Kind {
		case lead.Claimed, lead.Accepted, lead.Reopened:
			return i
		}
	}
	return -1
}

// amount is what the lead is worth, where the playbook lets amounts be seen.
func (d drawing) amount() string {
	if d.l.Amount.IsZero() || !d.pb.AmountsIn(d.l.Channel) {
		return ""
	}
	return Amount(d.l.Amount)
}

// firstContact says until when the owner should have tried to reach the inquirer.
func (d drawing) firstContact() string {
	c, running := d.l.Clocks[lead.ClockContact]
	if !running {
		return ""
	}
	line := "⏱ first contact is awaited"
	if by := contactBy(d.l, d.pb); !by.IsZero() {
		line = "⏱ first contact by " + d.after(c.Start, by) + " (promise)"
	}
	if d.l.Offer != nil {
		return line // whom a rung names now is who it is offered to
	}
	for _, s := range d.pb.Ahead(d.l, d.crew, ahead) {
		if s.Clock == lead.ClockContact && !slices.Contains(s.People, d.l.Owner) && (len(s.People) > 0 || s.Do == lead.DoRelease) {
			return line + ", " + d.told(s) + " at " + d.after(c.Start, s.At)
		}
	}
	return line
}

func (d drawing) told(s lead.Step) string {
	if s.Do == lead.DoRelease {
		return "it goes back to the pool"
	}
	if len(s.People) == 1 {
		return d.name(s.People[0]) + " is told"
	}
	return d.called(s) + " are told"
}

// lastContact is what came of the last attempt.
func (d drawing) lastContact() string {
	i := last(d.events, lead.Contacted)
	if i < 0 || i < d.taken() {
		return ""
	}
	e := d.events[i]
	line := methodEmoji(e.Facts.Method) + " " + capital(contactWords(e.Facts.Method, e.Facts.Outcome)) + " " + d.moment(e.At)
	if e.Facts.Attempt > 0 {
		line += fmt.Sprintf(", attempt %s", d.attempt(d.l, e.Facts.Attempt))
	}
	return line
}

// attempt is "2 of 6", or "2" when the cadence has no end.
func (p pen) attempt(l *lead.Lead, n int) string {
	if of := p.pb.AttemptsOf(l); of >= n {
		return fmt.Sprintf("%d of %d", n, of)
	}
	return fmt.Sprint(n)
}

func contactWords(m lead.Method, o lead.Outcome) string {
	switch o {
	case lead.Reached:
		if m == lead.Call || m == lead.Email || m == lead.Letter || m == lead.Message {
			return "reached by " + methodWord(m)
		}
		return "met in person"
	case lead.Sent:
		return methodWord(m) + " sent"
	case lead.Replied:
		return "replied to our " + methodWord(m)
	}
	return methodWord(m) + ": " + outcomeWord(o)
}

func (d drawing) nextStep() string {
	n := d.l.Next
	if n == nil {
		return ""
	}
	what := safe(n.What, 120)
	if what == "" {
		what = "follow up"
	}
	return "➡️ Next: " + what + ", " + d.moment(n.At)
}

// smallPrint says where the lead comes from and why it hangs here.
func (d drawing) smallPrint() string {
	l := d.l
	from := readable(l.Source)
	if l.Campaign != "" {
		from += ", " + readable(l.Campaign)
	}
	route := ""
	if (l.Stage == lead.StageNew || l.Stage.Owned()) && l.Route.Rule != "" {
		route = "route: " + safe(l.Route.Rule, 60)
	}
	note := ""
	if l.Stage == lead.StageNew {
		note = capital(safe(l.Route.Note, 200))
	}
	referrer := ""
	if l.Referrer != lead.NoOne {
		referrer = "referred by " + d.name(l.Referrer)
	}
	return joined([]string{dots(l.ID.String(), from, referrer, route), note})
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
