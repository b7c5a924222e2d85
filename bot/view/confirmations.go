package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// Confirmed is the receipt for the person who acted: what changed, what comes next, and how to undo it, in one or two
// sentences. e is the event just recorded. After "I'm calling" the receipt contains the inquirer's phone and e-mail,
// so show it only to the reader, who must be the person who acted. It shows no more of the lead than the reader may
// see after the act.
func Confirmed(l *lead.Lead, e lead.Event, reader lead.PersonID, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	w := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	r := crew.Reader(reader)
	if !r.SeesName(l) {
		return TextMessage(w.unnamedReceipt(r, l))
	}
	l, told := w.readBy(r, l, []lead.Event{e}, false)
	e = told[0]
	text := w.receipt(l, e)
	m := bot.Message{Text: text, Blocks: []slack.Block{Section(text)}}
	for _, a := range receiptButtons(l, e, pb) {
		m.Blocks = append(m.Blocks, slack.NewActionBlock(BlockID(l, "answer"), Button(a, l)))
	}
	return m
}

// unnamedReceipt is the receipt for a reader who may not see the lead by name. A partner's people who gave the lead
// back learn who has it now, and nothing else about it.
func (p Renderer) unnamedReceipt(r lead.Reader, l *lead.Lead) string {
	if r.KnowsOf(l) {
		return "Done: " + l.ID.String() + "."
	}
	return "Done. " + l.ID.String() + " is back with " + cmp.Or(wording.Safe(p.Playbook.Company(), 80), "us") + "."
}

// receiptButtons are the buttons that most people need after an act. Most acts need none.
func receiptButtons(l *lead.Lead, e lead.Event, pb *playbook.Playbook) []string {
	switch {
	case e.Kind == lead.Claimed, e.Kind == lead.Accepted:
		return []string{ActionLogContact}
	case e.Kind == lead.Calling:
		return []string{ActionCertify}
	case e.Kind == lead.NotAFit, e.Kind == lead.Merged:
		return []string{ActionUndo}
	case lastAttempt(e, l, pb) && l.Stage.Owned():
		return []string{ActionHandBack}
	}
	return nil
}

// lastAttempt reports whether the event is a contact attempt after which the playbook gives up.
func lastAttempt(e lead.Event, l *lead.Lead, pb *playbook.Playbook) bool {
	limit := pb.AttemptsOf(l)
	return e.Kind == lead.Contacted && limit > 0 && e.Facts.Attempt >= limit
}

// receipt is the text of Confirmed.
func (p Renderer) receipt(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	switch e.Kind {
	case lead.Claimed, lead.Accepted:
		return p.claimReceipt(l, e)
	case lead.Calling:
		return sentences("You're calling "+wording.LeadName(l)+p.untilTime(e)+".", reach(l.Contact), localTime(l, e.At, p.zone()))
	case lead.Contacted:
		return p.contactReceipt(l, e)
	case lead.Certified:
		return "Certified. It's in " + p.channel(l.Channel) + " now." + p.agreed(e)
	case lead.ToMarketing:
		return "Sent to marketing" + p.untilTime(e) + inParentheses(f.Reason) + "."
	case lead.BroughtBack:
		return "Brought back: " + wording.LeadName(l) + " is " + wording.Stage(l.Stage) + "."
	case lead.Offered:
		if f.From == lead.StageInquiry { // certified just now
			return "Certified and offered to " + p.Name(f.To) + "." + p.agreed(e) + " The card is in " + p.channel(l.Channel) + "."
		}
		return "Offered to " + p.Name(f.To) + ". " + p.untilAnswered(l, f.To)
	case lead.Passed:
		return "Passed." + p.goesOn(l, e)
	case lead.NotAFit:
		return "Sent to marketing as not a fit. You can undo this" + p.untilTime(e) + "."
	case lead.Undone:
		return "Undone: " + wording.LeadName(l) + " is " + wording.Stage(l.Stage) + " again."
	case lead.HandedBack:
		if l.Stage == lead.StageNurturing {
			return "Handed back to marketing" + p.untilTime(e) + "."
		}
		return "Handed back." + p.goesOn(l, e)
	}
	return p.closingReceipt(l, e)
}

// closingReceipt is the receipt for qualifying, closing, moving and registering a lead.
func (p Renderer) closingReceipt(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	switch e.Kind {
	case lead.Qualified:
		return "Qualified: " + wording.Amount(l.Amount) + "."
	case lead.Won:
		if f.Amount != nil {
			return "🎉 Closed as won: " + wording.Amount(*f.Amount) + ". Well done!"
		}
		return "🎉 Closed as won. Well done!"
	case lead.Lost:
		return "Closed as lost" + inParentheses(f.Reason) + ". You can reopen it."
	case lead.Disqualified:
		return "Disqualified" + inParentheses(f.Reason) + ". You can reopen it."
	case lead.Reopened:
		return "Reopened: " + wording.LeadName(l) + " is " + wording.Stage(l.Stage) + "."
	case lead.Merged:
		return "Merged into " + f.Other.String() + ". Both histories are kept."
	case lead.Snoozed:
		if f.NextAt != nil {
			return "Snoozed until " + p.Moment(*f.NextAt) + "."
		}
	case lead.Commented:
		return "📝 Comment saved on " + wording.LeadName(l) + " " + l.ID.String() + ". If you spoke to them, log a contact too: a comment doesn't stop the clock."
	case lead.RepeatInquiry:
		return "Already here: " + wording.LeadName(l) + ", " + l.ID.String() + ", is " + wording.Stage(l.Stage) + ". I added what you wrote to it."
	case lead.Registered, lead.Judged:
		return "Registered: " + wording.LeadName(l) + ", " + l.ID.String() + ". It's " + wording.Stage(l.Stage) + " in " + p.channel(l.Channel) + "."
	}
	return "Done: " + wording.LeadName(l) + "."
}

// untilTime says when the state that an event started ends: " until 10:42", " until 30 Dec". It is empty if the state
// has no end.
func (p Renderer) untilTime(e lead.Event) string {
	switch {
	case e.Facts.Until != nil:
		return " until " + p.clock(*e.Facts.Until)
	case e.Facts.NextAt != nil:
		return " until " + p.day(*e.Facts.NextAt)
	}
	return ""
}

// inParentheses is a reason from the playbook after a verb: " (no budget)".
func inParentheses(reason string) string {
	if reason == "" {
		return ""
	}
	return " (" + wording.Readable(reason) + ")"
}

func (p Renderer) claimReceipt(l *lead.Lead, e lead.Event) string {
	text := "It's yours: " + wording.LeadName(l) + "."
	if e.Facts.For != lead.NoOne {
		text = "It's " + p.Name(e.Facts.For) + "'s now, thanks to you: " + wording.LeadName(l) + "."
	}
	text += p.agreed(e)
	if by := contactBy(l, p.Playbook); !by.IsZero() {
		text += " " + firstContact(l) + " by " + p.after(e.At, by) + "."
	}
	return text
}

// firstContact is the verb for the first contact. "Call" needs a phone number.
func firstContact(l *lead.Lead) string {
	if l.Contact.Phone == "" {
		return "Reach out"
	}
	return "Call"
}

func (p Renderer) contactReceipt(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	if f.Attempt == 0 {
		if l.Next == nil || f.NextAt == nil {
			return "Logged."
		}
		return "Logged. Next: " + wording.NextStep(l.Next) + ", " + p.Moment(*f.NextAt) + "."
	}
	limit := p.Playbook.AttemptsOf(l)
	switch {
	case lastAttempt(e, l, p.Playbook):
		count := fmt.Sprintf("%d of %d, the last one", f.Attempt, limit)
		if f.Attempt > limit {
			count = fmt.Sprintf("attempt %d; the playbook stops after %d", f.Attempt, limit)
		}
		return attemptLogged(f.Outcome, count) + " " + p.giveUp(l) + ", or set a next step."
	case limit > 0:
		return sentences(attemptLogged(f.Outcome, fmt.Sprintf("%d of %d", f.Attempt, limit)), p.reminderSet(l, e))
	}
	return sentences(attemptLogged(f.Outcome, fmt.Sprintf("attempt %d", f.Attempt)), p.reminderSet(l, e))
}

// attemptLogged says that an attempt without an answer was logged: "No answer logged (1 of 4)."
func attemptLogged(o lead.Outcome, count string) string {
	what := "Attempt"
	switch o {
	case lead.NoAnswer:
		what = "No answer"
	case lead.Voicemail:
		what = "Voicemail"
	}
	return what + " logged (" + count + ")."
}

// giveUp is what the playbook proposes after the last attempt.
func (p Renderer) giveUp(l *lead.Lead) string {
	if then, _ := p.Playbook.GiveUp(l); then == playbook.GiveUpToMarketing {
		return "Hand it back to marketing"
	}
	return "Hand it back"
}

// reminderSet says when the owner is reminded of the next step or, for a lead without an owner, when the next attempt
// is due.
func (p Renderer) reminderSet(l *lead.Lead, e lead.Event) string {
	if e.Facts.NextAt == nil {
		return ""
	}
	at := p.after(e.At, *e.Facts.NextAt)
	if at != p.Moment(*e.Facts.NextAt) {
		at = "at " + at // only the hour, on the same day
	}
	switch {
	case l.Owner == lead.NoOne:
		return "Try again " + at + "."
	case l.Owner == e.By:
		return "I'll remind you " + at + "."
	}
	return "I'll remind " + p.Name(l.Owner) + " " + at + "."
}

// goesOn says who has the lead now that the actor gave it up.
func (p Renderer) goesOn(l *lead.Lead, e lead.Event) string {
	switch {
	case l.Offer != nil && l.Offer.To != lead.NoOne:
		return " It's offered to " + p.Name(l.Offer.To) + " now."
	case e.Owner != lead.NoOne:
		return " It stays with " + p.Name(e.Owner) + "."
	case e.Facts.Partner != "":
		return " It's back with us."
	}
	return " It's unclaimed again."
}

// untilAnswered says who has a lead while it is offered to somebody.
func (p Renderer) untilAnswered(l *lead.Lead, to lead.PersonID) string {
	if l.Owner != lead.NoOne {
		return p.Name(l.Owner) + " keeps it until " + p.Name(to) + " accepts."
	}
	return "Nobody else can claim it until they answer."
}

// Show answers /lead show: the lead's card for one person, with its full routing, the last three events and a link to
// its card, as far as the reader may see them. amountsHere says whether the playbook shows amounts in the channel
// where the reader asked.
func Show(l *lead.Lead, events []lead.Event, home lead.Place, reader lead.PersonID, amountsHere bool, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	d := cardView{Renderer: Renderer{Playbook: pb, Crew: crew, Quiet: true}}
	d.l, d.events = d.readBy(crew.Reader(reader), l, events, amountsHere)
	blocks := d.body()
	if d.l.Stage == lead.StageNew || d.l.Stage.Owned() {
		blocks = append(blocks, SmallPrint(detailsView{d}.routing()...))
	}
	var lines []string
	history := d.threadLines(d.l, d.events)
	for _, t := range history[max(0, len(history)-3):] {
		lines = append(lines, d.Moment(t.At)+": "+t.line)
	}
	lines = append(lines, openCard(home))
	if recent := joined(lines); recent != "" {
		blocks = append(blocks, SmallPrint(recent))
	}
	return bot.Message{Text: d.headline(), Blocks: append(blocks, d.actions())}
}

// CopyLink answers with the address of a lead's home card, ready to copy, even if the lead has cards in several
// channels.
func CopyLink(l *lead.Lead, home lead.Place) bot.Message {
	url := Link(home)
	if url == "" {
		return TextMessage(l.ID.String() + " has no card in Slack yet, but it will in a moment. Until then, use `/lead show " + LeadValue(l.ID) + "`.")
	}
	text := l.ID.String() + ": <" + url + "|Open card>, or copy its link:"
	return bot.Message{Text: text, Blocks: []slack.Block{Section(text), wording.Copyable(url)}}
}

// NoFigures answers people of a partner who ask for a summary.
func NoFigures() bot.Message {
	return TextMessage("Only the team can see its figures. `/lead mine` lists your leads, and `/lead next` shows what needs you.")
}

// Thanked answers a person who registered a lead that they may not see from here on.
func Thanked() bot.Message {
	return TextMessage("Thank you! The lead is registered, and the team will take care of it.")
}

// TextMessage is a message of a few sentences. They are also in a block, because in a bare text Slack turns words
// that look like addresses into links.
func TextMessage(text string) bot.Message {
	return bot.Message{Text: text, Blocks: []slack.Block{Section(text)}}
}

// sentences joins sentences with spaces and leaves out the empty ones.
func sentences(all ...string) string {
	return strings.Join(slices.DeleteFunc(all, func(s string) bool { return s == "" }), " ")
}
