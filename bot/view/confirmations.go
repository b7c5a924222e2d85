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

// Confirmed tells the person who acted what came of it, in one or two sentences. The event is the one just recorded.
// After a claim, an acceptance and "I'm calling" it carries phone and e-mail, so show it to the reader alone, whose answer
// it is. They read no more of the lead than they may see now that it is done.
func Confirmed(l *lead.Lead, e lead.Event, reader lead.PersonID, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	w := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	r := crew.Reader(reader)
	if !r.SeesName(l) {
		return TextMessage(w.doneUnnamed(r, l))
	}
	l, told := w.readBy(r, l, []lead.Event{e}, false)
	e = told[0]
	text := w.confirmed(l, e)
	m := bot.Message{Text: text, Blocks: []slack.Block{Section(text)}}
	for _, a := range followUp(l, e, pb) {
		m.Blocks = append(m.Blocks, slack.NewActionBlock(BlockID(l, "answer"), Button(a, l)))
	}
	return m
}

// doneUnnamed confirms an act on a lead that the reader may not see by name, or no longer: a partner's people have given
// it back.
func (p Renderer) doneUnnamed(r lead.Reader, l *lead.Lead) string {
	if r.KnowsOf(l) {
		return "Done: " + l.ID.String() + "."
	}
	return "Done. " + l.ID.String() + " goes back to " + cmp.Or(wording.Safe(p.Playbook.Company(), 80), "us") + "."
}

// followUp is the button that most people need after an act.
func followUp(l *lead.Lead, e lead.Event, pb *playbook.Playbook) []string {
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

func lastAttempt(e lead.Event, l *lead.Lead, pb *playbook.Playbook) bool {
	of := pb.AttemptsOf(l)
	return e.Kind == lead.Contacted && of > 0 && e.Facts.Attempt >= of
}

func (p Renderer) confirmed(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	switch e.Kind {
	case lead.Claimed, lead.Accepted:
		return p.youHaveIt(l, e)
	case lead.Calling:
		return sentences("You are calling "+wording.LeadName(l)+p.until(e)+".", reach(l.Contact), localTime(l, e.At, p.zone()))
	case lead.Contacted:
		return p.logged(l, e)
	case lead.Certified:
		return "Certified: " + wording.LeadName(l) + " goes to " + p.channel(l.Channel) + "." + p.agreed(e)
	case lead.ToMarketing:
		return "Sent to marketing" + p.until(e) + ": " + wording.LeadName(l) + because(f) + "."
	case lead.BroughtBack:
		return wording.LeadName(l) + " is " + wording.Stage(l.Stage) + "."
	case lead.Offered:
		if f.From == lead.StageInquiry { // certified just now
			return "Certified, and offered to " + p.Name(f.To) + ": " + wording.LeadName(l) + "." + p.agreed(e) + " It hangs in " + p.channel(l.Channel) + "."
		}
		return "Offered to " + p.Name(f.To) + ". " + p.keeps(l)
	case lead.Passed:
		return "Passed: " + wording.LeadName(l) + "." + p.goesOn(l, e)
	case lead.NotAFit:
		return "Not a fit: " + wording.LeadName(l) + " goes to marketing. You can undo this" + p.until(e) + "."
	case lead.Undone:
		return "Undone: " + wording.LeadName(l) + " is " + wording.Stage(l.Stage) + " again."
	case lead.HandedBack:
		if l.Stage == lead.StageNurturing {
			return "Handed back to marketing" + p.until(e) + ": " + wording.LeadName(l) + "."
		}
		return "Handed back: " + wording.LeadName(l) + "." + p.goesOn(l, e)
	}
	return p.confirmedEnd(l, e)
}

func (p Renderer) confirmedEnd(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	switch e.Kind {
	case lead.Qualified:
		return "Qualified: " + wording.LeadName(l) + ", " + wording.Amount(l.Amount) + "."
	case lead.Won:
		if f.Amount != nil {
			return "✅ Won: " + wording.LeadName(l) + ", " + wording.Amount(*f.Amount) + ". Well done!"
		}
		return "✅ Won: " + wording.LeadName(l) + ". Well done!"
	case lead.Lost, lead.Disqualified:
		return wording.Capital(wording.Stage(l.Stage)) + ": " + wording.LeadName(l) + because(f) + ". It is kept."
	case lead.Reopened:
		return "Open again: " + wording.LeadName(l) + " is " + wording.Stage(l.Stage) + "."
	case lead.Merged:
		return "Merged into " + f.Other.String() + ". Both histories are kept."
	case lead.Snoozed:
		if f.NextAt != nil {
			return "Moved: " + wording.LeadName(l) + ", " + p.Moment(*f.NextAt) + "."
		}
	case lead.Commented:
		return "📝 Noted on " + wording.LeadName(l) + ", " + l.ID.String() + ". It stops no clock: log a contact when you spoke to them."
	case lead.RepeatInquiry:
		return "Known already: " + wording.LeadName(l) + ", " + l.ID.String() + ", is " + wording.Stage(l.Stage) + ". What you wrote was added to it."
	case lead.Registered, lead.Judged:
		return "Registered: " + wording.LeadName(l) + ", " + l.ID.String() + ". It is " + wording.Stage(l.Stage) + " in " + p.channel(l.Channel) + "."
	}
	return "Done: " + wording.LeadName(l) + "."
}

func (p Renderer) youHaveIt(l *lead.Lead, e lead.Event) string {
	text := "You have it: " + wording.LeadName(l) + "."
	if e.Facts.For != lead.NoOne {
		text = p.Name(e.Facts.For) + " has it now, thanks to you: " + wording.LeadName(l) + "."
	}
	if r := reach(l.Contact); r != "" {
		text += " " + r + "."
	}
	text = sentences(text, localTime(l, e.At, p.zone())) + p.agreed(e)
	if by := contactBy(l, p.Playbook); !by.IsZero() {
		text += " First contact by " + p.Moment(by) + "."
	}
	return text
}

func (p Renderer) logged(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	next := ""
	if f.NextAt != nil {
		next = "next " + p.Moment(*f.NextAt)
	}
	switch {
	case lastAttempt(e, l, p.Playbook):
		back := "Hand it back"
		if then, _ := p.Playbook.GiveUp(l); then == playbook.ThenMarketing {
			back += " to marketing"
		}
		tried := fmt.Sprintf("That was attempt %s, the last one.", p.attempt(l, f.Attempt))
		if of := p.Playbook.AttemptsOf(l); f.Attempt > of {
			tried = fmt.Sprintf("That was attempt %d, and your playbook stops after %d.", f.Attempt, of)
		}
		return tried + " " + back + ", or set another step."
	case f.Attempt > 0:
		return wording.Dots("Attempt "+p.attempt(l, f.Attempt), next)
	}
	return wording.Dots("Logged: "+wording.Method(f.Method)+", "+wording.Outcome(f.Outcome), next)
}

// goesOn says who has the lead now that the actor gave it up.
func (p Renderer) goesOn(l *lead.Lead, e lead.Event) string {
	if l.Offer != nil && l.Offer.To != lead.NoOne {
		return " It is offered to " + p.Name(l.Offer.To) + " now."
	}
	return p.stays(e)
}

func (p Renderer) keeps(l *lead.Lead) string {
	if l.Owner != lead.NoOne {
		return p.Name(l.Owner) + " keeps " + wording.Company(l) + " until they accept."
	}
	return "Nobody else can claim " + wording.Company(l) + " until they answer."
}

// Show answers /lead show: the lead's card for one person, with why it hangs where it hangs in full, what happened last
// and a link to its card, as far as the reader may see them. amountsHere says whether the playbook shows amounts where they asked.
func Show(l *lead.Lead, events []lead.Event, home lead.Place, reader lead.PersonID, amountsHere bool, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	d := cardView{Renderer: Renderer{Playbook: pb, Crew: crew, Quiet: true}}
	d.l, d.events = d.readBy(crew.Reader(reader), l, events, amountsHere)
	blocks := d.body()
	if d.l.Stage == lead.StageNew || d.l.Stage.Owned() {
		blocks = append(blocks, SmallPrint(d.decided()...))
	}
	var lines []string
	told := d.threadLines(d.l, d.events)
	for _, t := range told[max(0, len(told)-3):] {
		lines = append(lines, d.Moment(t.At)+": "+t.line)
	}
	lines = append(lines, openCard(home))
	if recent := joined(lines); recent != "" {
		blocks = append(blocks, SmallPrint(recent))
	}
	return bot.Message{Text: d.headline(), Blocks: append(blocks, d.actions())}
}

// CopyLink answers with the address of a lead's card, to be copied; of a lead that hangs in several channels, of its home
// card.
func CopyLink(l *lead.Lead, home lead.Place) bot.Message {
	url := Link(home)
	if url == "" {
		return TextMessage(l.ID.String() + " has no card in Slack yet. It will in a moment; `/lead show " + LeadValue(l.ID) + "` shows it meanwhile.")
	}
	text := "The card of " + l.ID.String() + ": <" + url + "|Open card>. To copy its address:"
	return bot.Message{Text: text, Blocks: []slack.Block{Section(text), wording.Copyable(url)}}
}

// NoFigures answers the people of a partner who ask for a summary.
func NoFigures() bot.Message {
	return TextMessage("The figures of the whole team are for the team alone. `/lead mine` lists your leads, `/lead next` what waits for you.")
}

// Thanked answers who registered a lead that is not theirs to see from here on.
func Thanked() bot.Message {
	return TextMessage("Thank you. It is registered, and somebody takes care of it.")
}

// TextMessage is a message of a few sentences. They stand in a block too: in a bare text Slack makes links of plain words.
func TextMessage(text string) bot.Message {
	return bot.Message{Text: text, Blocks: []slack.Block{Section(text)}}
}

// sentences joins the sentences that are there.
func sentences(said ...string) string {
	return strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " ")
}
