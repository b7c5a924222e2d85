package view

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// Refused words a refusal for the person who asked: what happened, who can, and the next best thing to press. next is
// the lead to offer instead when a claim came too late; nil when there is none. now is the instant of the refusal.
func Refused(r *lead.Refusal, who lead.PersonID, crew lead.Crew, pb *playbook.Playbook, now time.Time, next *lead.Lead) bot.Message {
	w := refusal{Renderer: Renderer{Playbook: pb, Crew: crew, Quiet: true}, r: r, who: who, now: now}
	if unnamed := w.unnamed(); unnamed != nil {
		return *unnamed
	}
	if r.Lead != nil {
		seen := *r
		seen.Lead = w.namesOnly(who, r.Lead)
		r, w.r = &seen, &seen
	}
	if next != nil && !w.seesName(who, next) {
		next = nil
	}
	text := w.sentence()
	var buttons []slack.BlockElement
	claim := r.Action == lead.Claimed || r.Action == lead.Accepted || r.Action == lead.NotAFit
	if next != nil && claim {
		next = w.namesOnly(who, next)
		text += " " + w.instead(next)
		b := Primary(Button(ActionClaim, next))
		b.Text = PlainText("Claim " + wording.Plain(companyOrPerson(next), 40))
		buttons = append(buttons, b)
	} else if a := w.press(); a != "" && r.Lead != nil {
		buttons = append(buttons, Button(a, r.Lead))
	}
	m := bot.Message{Text: text, Blocks: []slack.Block{Section(text)}}
	if len(buttons) > 0 {
		of := r.Lead
		if next != nil && claim {
			of = next
		}
		m.Blocks = append(m.Blocks, slack.NewActionBlock(BlockID(of, "refused"), buttons...))
	}
	return m
}

// companyOrPerson names a lead in a word or two, not escaped.
func companyOrPerson(l *lead.Lead) string {
	if c := wording.OneLine(l.Company.Name); c != "" {
		return c
	}
	return wording.Person(l)
}

// unnamed is a refusal without a word of the lead, for a reader who may not see it by name; nil for anybody else.
func (w refusal) unnamed() *bot.Message {
	var m bot.Message
	switch reader, l := w.Crew.Reader(w.who), w.r.Lead; {
	case !reader.SeesNames():
		m = NoGuests()
	case l != nil && !reader.KnowsOf(l):
		m = TextMessage(l.ID.String() + " is not with you, or not any more. Nothing is left to do.")
	case w.r.Why == lead.WhyHidden, l != nil && !reader.SeesName(l):
		m = TextMessage("This lead is with a partner. Only the partner's people and the sales team can see it: please ask one of them.")
	default:
		return nil
	}
	return &m
}

type refusal struct {
	Renderer
	r   *lead.Refusal
	who lead.PersonID
	now time.Time
}

func (w refusal) sentence() string {
	r := w.r
	switch r.Why {
	case lead.WhyNotFound:
		return "There is no lead with this number. " + findHelp
	case lead.WhyOwned:
		return w.owned()
	case lead.WhyOffered:
		if r.Lead.Offer != nil {
			return wording.Company(r.Lead) + " is offered to " + w.offeree(r.Lead) + ". When they pass or do not answer, it goes on to the next one."
		}
	case lead.WhyHeld:
		if r.Lead.Hold != nil {
			return w.Name(r.Lead.Hold.By) + " is calling " + wording.Safe(wording.Person(r.Lead), 80) + " until " + w.clock(r.Until) + ". After that you can."
		}
	case lead.WhyRole:
		return w.role()
	case lead.WhyLapsed:
		return "Your claim of " + wording.Company(r.Lead) + " lapsed, so somebody else has the first go. You can take it again from " + w.Moment(r.Until) + "."
	case lead.WhyObjection:
		return "⛔ " + wording.Safe(wording.Person(r.Lead), 80) + " asked for no " + wording.Methods(lead.Method(r.Field)) + ". Choose another way, or ask a manager."
	case lead.WhyTooLate:
		return fmt.Sprintf("This could be undone for %s. Marketing can still bring %s back.", wording.Duration(lead.UndoTime), wording.Company(r.Lead))
	case lead.WhyMissing:
		return MissingField(r, w.Playbook)
	case lead.WhyFailed:
		return w.failed()
	case lead.WhyHandoffs:
		return wording.Company(r.Lead) + " was handed on " + wording.Count(r.Lead.Handoffs, "time") +
			", as often as the playbook allows. Only a manager can assign it now" + w.manager(": ask ") + "."
	case lead.WhyPressure:
		return w.pressure()
	case lead.WhyReceiver:
		return w.receiver()
	}
	return w.stage()
}

// owned tells who was faster and by how much.
func (w refusal) owned() string {
	l := w.r.Lead
	if l.Owner == w.who {
		return "You have " + wording.Company(l) + " already."
	}
	// Of two at once the loser may have asked first: what counts is who was stored first.
	if ago := w.now.Sub(l.EnteredAt).Abs(); ago < time.Minute && l.Stage == lead.StageWorking && w.raced() {
		return w.Name(l.Owner) + " was " + wording.Duration(max(ago, 100*time.Millisecond)) + " faster and has " + wording.Company(l) + "."
	}
	return w.Name(l.Owner) + " has had " + wording.Company(l) + " since " + w.Moment(l.EnteredAt) + "."
}

// raced reports whether the refused could have had the lead, and did not just give it up.
func (w refusal) raced() bool {
	return w.r.Action != lead.Passed && w.Crew.Actor(w.who, w.now).Sells(w.r.Lead.Pool)
}

// instead offers the next lead of the pool: "Next in your pool: Keller AG (warm, waiting 12 min)."
func (w refusal) instead(next *lead.Lead) string {
	warm := string(next.Score.Temperature)
	if warm != "" {
		warm += ", "
	}
	return "Next in your pool: " + wording.Company(next) + " (" + warm + "waiting " + wording.Duration(w.now.Sub(next.WaitingAt)) + ")."
}

// pressure says why one contact more is too many, and what helps.
func (w refusal) pressure() string {
	free := ""
	if !w.r.Until.IsZero() {
		free = " It is free again " + w.Moment(w.r.Until) + "."
	}
	return wording.Safe(wording.Person(w.r.Lead), 80) + " was contacted as often as the playbook allows." + free +
		" If it cannot wait, open Log contact and tick “Contact all the same”."
}

// role says who may.
func (w refusal) role() string {
	r := w.r
	act := actWord(r.Action)
	switch r.Audience {
	case lead.AudiencePool:
		manager := " or a manager can "
		if len(r.Lead.Pool) > 1 {
			manager = ", or a manager, can "
		}
		return "Only a rep of " + cmp.Or(wording.Or(teamNames(r.Lead.Pool)), "this pool") + manager + act + ". You can refer a lead with `/lead new`" + w.manager(", or ask ") + "."
	case lead.AudienceOwner:
		owner := "the owner"
		if r.Lead.Owner != lead.NoOne {
			owner = w.Name(r.Lead.Owner)
		}
		if w.Crew.Member(r.Lead.Owner).Backup == w.who {
			return "Only " + owner + " or a manager can " + act + ". You can while " + owner + " is away."
		}
		return "Only " + owner + ", their backup or a manager can " + act + "."
	case lead.AudienceReceiver:
		if r.Lead.Offer != nil {
			if r.Lead.Offer.Partner != "" {
				return "This is offered to " + w.offeree(r.Lead) + ": only their people can answer."
			}
			return "This is offered to " + w.Name(r.Lead.Offer.To) + ": only they or their backup can answer."
		}
	case lead.AudienceQualifiers:
		return "Only a qualifier or a manager can " + act + "."
	case lead.AudienceMarketing:
		return "Only marketing or a manager can " + act + "."
	case lead.AudienceTeam:
		return "Only who works leads here, or referred this one, can " + act + "." + w.manager(" Ask ", ".")
	}
	return "Only a manager can " + act + w.manager(": ask ") + "."
}

// manager names a manager to ask, between other words, when one is there.
func (w refusal) manager(before string, after ...string) string {
	for _, role := range []lead.Role{lead.RoleManager, lead.RoleAdmin} {
		if there := w.Crew.Role(role, w.now); len(there) > 0 {
			return before + w.Name(there[0].ID) + strings.Join(after, "")
		}
	}
	return ""
}

func (w refusal) failed() string {
	for _, q := range w.Playbook.Checklist() {
		if q.ID == w.r.Field {
			return "This question needs a yes: " + wording.Safe(q.Ask, 200) + " Ask first, or send it to marketing."
		}
	}
	return "The checklist is not answered with yes: " + wording.Readable(w.r.Field) + "."
}

func (w refusal) receiver() string {
	id := lead.PersonID(w.r.Field)
	m := w.Crew.Member(id)
	switch {
	case w.r.Action == lead.Reminding:
		return w.Name(id) + " cannot see " + wording.Company(w.r.Lead) + ", so I cannot remind them of it."
	case id == w.r.Lead.Owner && id != lead.NoOne:
		return w.Name(id) + " has it already."
	case m.Away(w.now) && !m.BackAt.IsZero():
		return w.Name(id) + " is away until " + w.Moment(m.BackAt) + ". Choose somebody who is there."
	case m.Away(w.now):
		return w.Name(id) + " is away. Choose somebody who is there."
	}
	return w.Name(id) + " does not work leads. Choose a rep or a manager."
}

// stage explains a click on something that changed meanwhile.
func (w refusal) stage() string {
	l := w.r.Lead
	if l == nil {
		return "This is not possible now."
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
	return line + ", so you cannot " + actWord(w.r.Action) + " now. Details shows what happened."
}

// press is the button that helps after a refusal.
func (w refusal) press() string {
	if w.r.Lead == nil {
		return ""
	}
	switch {
	case w.r.Why == lead.WhyStage && w.r.Action == lead.Snoozed && w.r.Lead.Stage.Owned(), w.r.Why == lead.WhyPressure:
		return ActionLogContact
	case w.r.Why == lead.WhyOwned && w.r.Lead.Owner == w.who:
		return ActionLogContact
	case w.r.Why == lead.WhyNotFound, w.r.Why == lead.WhyMissing:
		return ""
	}
	return ActionDetails
}

// actWord is what somebody wanted to do, after "can" or "cannot".
func actWord(k lead.Kind) string {
	switch k {
	case lead.Claimed:
		return "claim this"
	case lead.Calling:
		return "call it"
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
		return "answer this offer"
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
		return "add a note"
	case lead.Reminding:
		return "have somebody else reminded of this"
	}
	return "do this"
}

// MissingField says what is missing.
func MissingField(r *lead.Refusal, _ *playbook.Playbook) string {
	switch r.Field {
	case "method", "outcome":
		return "Please say what happened."
	case "next":
		return "Please say what you do next: an open lead always has a next step."
	case "at":
		return "Choose a time that lies ahead."
	case "reason":
		return "Please give the reason: it helps to judge the next lead."
	case "amount":
		return "Please give an amount: an opportunity has one, if only a first estimate."
	}
	return "Please fill in: " + wording.Readable(r.Field) + "."
}
