package view

import (
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// Refused is the answer to a person whose act was refused: what happened, who can do it, and a button for the next
// best thing. next is the lead to offer instead if a claim came too late; nil if there is none. now is when the act
// was refused.
func Refused(r *lead.Refusal, reader lead.PersonID, crew lead.Crew, pb *playbook.Playbook, now time.Time, next *lead.Lead) bot.Message {
	w := refusal{Renderer: Renderer{Playbook: pb, Crew: crew, Quiet: true}, r: r, reader: reader, now: now}
	if unnamed := w.unnamed(); unnamed != nil {
		return *unnamed
	}
	if r.Lead != nil {
		seen := *r
		seen.Lead = w.namesOnly(reader, r.Lead)
		r, w.r = &seen, &seen
	}
	if next != nil && !w.seesName(reader, next) {
		next = nil
	}
	text := w.sentence()
	var buttons []slack.BlockElement
	claim := r.Action == lead.Claimed || r.Action == lead.Accepted || r.Action == lead.NotAFit
	if next != nil && claim {
		next = w.namesOnly(reader, next)
		text += " " + w.instead(next)
		b := Primary(Button(ActionClaim, next))
		b.Text = PlainText("Claim " + wording.Plain(companyOrPerson(next), 40))
		buttons = append(buttons, b)
	} else if a := w.button(); a != "" && r.Lead != nil {
		buttons = append(buttons, Button(a, r.Lead))
	}
	m := bot.Message{Text: text, Blocks: []slack.Block{Section(text)}}
	if len(buttons) > 0 {
		subject := r.Lead
		if next != nil && claim {
			subject = next
		}
		m.Blocks = append(m.Blocks, slack.NewActionBlock(BlockID(subject, "refused"), buttons...))
	}
	return m
}

// companyOrPerson is the short name of a lead, not escaped: its company, or the inquirer if it has none.
func companyOrPerson(l *lead.Lead) string {
	if c := wording.OneLine(l.Company.Name); c != "" {
		return c
	}
	return wording.Person(l)
}

// refusal is a refusal being worded for the person who reads it.
type refusal struct {
	Renderer
	r      *lead.Refusal
	reader lead.PersonID
	now    time.Time
}

// unnamed is a refusal that says nothing about the lead, for a reader who may not see it by name. It is nil for all
// others.
func (w refusal) unnamed() *bot.Message {
	var m bot.Message
	switch reader, l := w.Crew.Reader(w.reader), w.r.Lead; {
	case !reader.SeesNames():
		m = NoGuests()
	case l != nil && !reader.KnowsOf(l):
		m = TextMessage(l.ID.String() + " isn't with your company, so there's nothing for you to do.")
	case w.r.Why == lead.WhyHidden, l != nil && !reader.SeesName(l):
		m = TextMessage("This lead is with a partner. Only the partner's people and the sales team can see it, so please ask one of them.")
	default:
		return nil
	}
	return &m
}

func (w refusal) sentence() string {
	r := w.r
	switch r.Why {
	case lead.WhyNotFound:
		return "No lead has this number. " + findHelp
	case lead.WhyOwned:
		return w.owned()
	case lead.WhyOffered:
		if r.Lead.Offer != nil {
			return wording.Company(r.Lead) + " is offered to " + w.offeree(r.Lead) + ". If they pass or don't answer, it goes to the next person."
		}
	case lead.WhyHeld:
		if r.Lead.Hold != nil {
			return w.Name(r.Lead.Hold.By) + " is calling " + wording.Safe(wording.Person(r.Lead), 80) + " until " + w.clock(r.Until) + ". You can try after that."
		}
	case lead.WhyRole:
		return w.role()
	case lead.WhyLapsed:
		return "You didn't follow up on " + wording.Company(r.Lead) + " in time, so your colleagues go first. You can claim it again from " + w.Moment(r.Until) + "."
	case lead.WhyObjection:
		return "⛔ " + wording.Safe(wording.Person(r.Lead), 80) + " asked for no " + wording.Methods(lead.Method(r.Field)) + ". Reach out another way, or ask a manager."
	case lead.WhyTooLate:
		return fmt.Sprintf("It's too late to undo this: you had %s. Marketing can still bring %s back.", wording.Duration(lead.UndoTime), wording.Company(r.Lead))
	case lead.WhyMissing:
		return MissingField(r.Field)
	case lead.WhyFailed:
		return w.failed()
	case lead.WhyHandoffs:
		return wording.Company(r.Lead) + " has changed hands " + wording.Count(r.Lead.Handoffs, "time") +
			", the playbook's limit. Only a manager can assign it now" + w.manager(": ask ") + "."
	case lead.WhyPressure:
		return w.pressure()
	case lead.WhyReceiver:
		return w.receiver()
	}
	return w.stage()
}

// owned refuses a lead that has an owner. If the owner was just faster, it says by how much.
func (w refusal) owned() string {
	l := w.r.Lead
	if l.Owner == w.reader {
		return wording.Company(l) + " is already yours."
	}
	// The slower of the two may have asked first: the claim that was stored first counts.
	if ago := w.now.Sub(l.EnteredAt).Abs(); ago < time.Minute && l.Stage == lead.StageWorking && w.raced() {
		return w.Name(l.Owner) + " was " + wording.Duration(max(ago, 100*time.Millisecond)) + " faster."
	}
	return w.Name(l.Owner) + " has had " + wording.Company(l) + " since " + w.Moment(l.EnteredAt) + ". To take it over, ask them" + w.orManager(l.Owner) + "."
}

// raced reports whether the reader could have got the lead and did not just pass on it.
func (w refusal) raced() bool {
	return w.r.Action != lead.Passed && w.Crew.Actor(w.reader, w.now).Sells(w.r.Lead.Pool)
}

// instead offers another lead: "Next best for you: Keller AG (warm, 12 min)."
func (w refusal) instead(next *lead.Lead) string {
	temperature := string(next.Score.Temperature)
	if temperature != "" {
		temperature += ", "
	}
	return "Next best for you: " + wording.Company(next) + " (" + temperature + wording.Duration(w.now.Sub(next.WaitingAt)) + ")."
}

// pressure refuses one contact too many, and says what helps.
func (w refusal) pressure() string {
	again := ""
	if !w.r.Until.IsZero() {
		again = " You can contact them again " + w.Moment(w.r.Until) + "."
	}
	return wording.Safe(wording.Person(w.r.Lead), 80) + " has been contacted as often as the playbook allows." + again +
		" If it can't wait, open Log contact and tick “Contact anyway”."
}

// role says which people may do this.
func (w refusal) role() string {
	r := w.r
	act := actWord(r.Action)
	switch r.Audience {
	case lead.AudiencePool:
		allowed := append(teamNames(r.Lead.Pool), "a manager")
		if len(allowed) == 1 {
			allowed = []string{"the lead's team", "a manager"}
		}
		return "Only " + wording.Or(allowed) + " can " + act + ". You can refer a lead with `/lead new`" + w.manager(", or ask ") + "."
	case lead.AudienceOwner:
		owner := "the owner"
		if r.Lead.Owner != lead.NoOne {
			owner = w.Name(r.Lead.Owner)
		}
		if w.Crew.Member(r.Lead.Owner).Backup == w.reader {
			return "Only " + owner + " or a manager can " + act + ". You're the backup, so you can while " + owner + " is away."
		}
		return "Only " + owner + ", their backup or a manager can " + act + "."
	case lead.AudienceReceiver:
		if r.Lead.Offer != nil {
			if r.Lead.Offer.Partner != "" {
				return "This is offered to " + w.offeree(r.Lead) + ". Only their people can accept or pass."
			}
			return "This is offered to " + w.Name(r.Lead.Offer.To) + ". Only they or their backup can accept or pass."
		}
	case lead.AudienceQualifiers:
		return "Only a qualifier or a manager can " + act + "."
	case lead.AudienceMarketing:
		return "Only marketing or a manager can " + act + "."
	case lead.AudienceTeam:
		return "Only the sales team and the person who referred this lead can " + act + "." + w.manager(" Ask ", ".")
	}
	return "Only a manager can " + act + w.manager(": ask ") + "."
}

// manager names a manager who is not away, with words before and after. It is empty if there is none.
func (w refusal) manager(before string, after ...string) string {
	for _, role := range []lead.Role{lead.RoleManager, lead.RoleAdmin} {
		if there := w.Crew.Role(role, w.now); len(there) > 0 {
			return before + w.Name(there[0].ID) + strings.Join(after, "")
		}
	}
	return ""
}

// orManager names a manager other than the owner: " or Mia".
func (w refusal) orManager(owner lead.PersonID) string {
	for _, role := range []lead.Role{lead.RoleManager, lead.RoleAdmin} {
		for _, m := range w.Crew.Role(role, w.now) {
			if m.ID != owner && m.ID != w.reader {
				return " or " + w.Name(m.ID)
			}
		}
	}
	return ""
}

func (w refusal) failed() string {
	for _, q := range w.Playbook.Checklist() {
		if q.ID == w.r.Field {
			return "This question needs a yes: " + wording.Safe(q.Ask, 200) + " Ask them, or send the lead to marketing."
		}
	}
	return "The checklist needs a yes for " + wording.Readable(w.r.Field) + "."
}

func (w refusal) receiver() string {
	id := lead.PersonID(w.r.Field)
	m := w.Crew.Member(id)
	switch {
	case w.r.Action == lead.Reminding:
		return w.Name(id) + " can't see " + wording.Company(w.r.Lead) + ", so I can't remind them about it."
	case id == w.r.Lead.Owner && id != lead.NoOne:
		return w.Name(id) + " already has it."
	case m.Away(w.now) && !m.BackAt.IsZero():
		return w.Name(id) + " is away until " + w.Moment(m.BackAt) + ". Choose somebody else."
	case m.Away(w.now):
		return w.Name(id) + " is away. Choose somebody else."
	}
	return w.Name(id) + " doesn't work on leads. Choose a rep or a manager."
}

// stage refuses an act on a lead that has changed since it was shown.
func (w refusal) stage() string {
	l := w.r.Lead
	if l == nil {
		return "This isn't possible right now."
	}
	line := wording.Company(l) + " was " + wording.Stage(l.Stage) + " " + w.Moment(l.EnteredAt)
	if l.Open() {
		owner := ""
		if l.Owner != lead.NoOne {
			owner = ", with " + w.Name(l.Owner) + ","
		}
		line = wording.Company(l) + " has been " + wording.Stage(l.Stage) + owner + " since " + w.Moment(l.EnteredAt)
	}
	if l.Reason != "" && !l.Stage.Owned() && l.Stage != lead.StageNew {
		line += " (" + wording.Readable(l.Reason) + ")"
	}
	if w.r.Action == lead.Snoozed && l.Next == nil && l.Stage.Owned() {
		return wording.Company(l) + " has no next step to move yet. Log a contact first."
	}
	return line + ", so you can't " + actWord(w.r.Action) + " now. See Details for what happened."
}

// button is the action of the button that helps after a refusal. It is empty if none does.
func (w refusal) button() string {
	if w.r.Lead == nil {
		return ""
	}
	switch {
	case w.r.Why == lead.WhyStage && w.r.Action == lead.Snoozed && w.r.Lead.Stage.Owned(), w.r.Why == lead.WhyPressure:
		return ActionLogContact
	case w.r.Why == lead.WhyOwned && w.r.Lead.Owner == w.reader:
		return ActionLogContact
	case w.r.Why == lead.WhyNotFound, w.r.Why == lead.WhyMissing:
		return ""
	}
	return ActionDetails
}

// actWord is what the person wanted to do, after "can" or "can't".
func actWord(k lead.Kind) string {
	switch k {
	case lead.Claimed:
		return "claim this"
	case lead.Calling:
		return "call them"
	case lead.Contacted:
		return "log a contact"
	case lead.Certified:
		return "certify this"
	case lead.ToMarketing:
		return "send this to marketing"
	case lead.BroughtBack:
		return "bring this back"
	case lead.Offered:
		return "assign this"
	case lead.Accepted, lead.Passed:
		return "accept or pass"
	case lead.NotAFit:
		return "reject this"
	case lead.Undone:
		return "undo this"
	case lead.HandedBack:
		return "hand this back"
	case lead.Qualified:
		return "qualify this"
	case lead.Won, lead.Lost, lead.Disqualified:
		return "close this"
	case lead.Reopened:
		return "reopen this"
	case lead.Merged:
		return "merge this"
	case lead.Snoozed:
		return "move the next step"
	case lead.Commented:
		return "comment on it"
	case lead.Reminding:
		return "set a reminder for somebody else"
	}
	return "do this"
}

// MissingField asks for a field that was left empty; field is lead.Refusal.Field.
func MissingField(field string) string {
	switch field {
	case "method", "outcome":
		return "Choose what happened."
	case "next":
		return "Add a next step: an open lead always needs one."
	case "at":
		return "Choose a time in the future."
	case "reason":
		return "Please give a reason. It helps us judge the next lead."
	case "amount":
		return "Enter an amount. A first estimate is enough."
	}
	return "Please fill in " + wording.Readable(field) + "."
}
