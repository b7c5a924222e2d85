package bot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dibs/lead"
	"dibs/playbook"
)

// Confirmed tells the person who acted what came of it, in one or two sentences. The event is the one just recorded.
// After a claim, an acceptance and "I'm calling" it carries phone and e-mail, so show it to the actor alone. Who gave a
// partner's lead back reads no more of it.
func Confirmed(l *lead.Lead, e lead.Event, crew lead.Crew, pb *playbook.Playbook) Message {
	w := pen{pb: pb, crew: crew, quiet: true}
	if w.gone(e.By, l) {
		return answer(w.handedHome(l))
	}
	text := w.confirmed(l, e)
	m := Message{Text: text, Blocks: []slack.Block{section(text)}}
	for _, a := range followUp(l, e, pb) {
		m.Blocks = append(m.Blocks, slack.NewActionBlock(blockID(l, "answer"), button(a, l)))
	}
	return m
}

// handedHome tells somebody of a partner that they gave a lead back, and no more of it.
func (p pen) handedHome(l *lead.Lead) string {
	return "Done. " + l.ID.String() + " goes back to " + cmp.Or(safe(p.pb.Company(), 80), "us") + "."
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

func (p pen) confirmed(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	switch e.Kind {
	case lead.Claimed, lead.Accepted:
		return p.youHaveIt(l, e)
	case lead.Calling:
		return sentences("You are calling "+who(l)+p.until(e)+".", reach(l.Contact), localTime(l, e.At, p.zone()))
	case lead.Contacted:
		return p.logged(l, e)
	case lead.Certified:
		return "Certified: " + who(l) + " goes to " + p.channel(l.Channel) + "." + p.agreed(e)
	case lead.ToMarketing:
		return "Sent to marketing" + p.until(e) + ": " + who(l) + because(f) + "."
	case lead.PushedOn:
		return who(l) + " is " + stageWord(l.Stage) + "."
	case lead.Offered:
		if f.From == lead.StageInquiry { // certified just now
			return "Certified, and offered to " + p.name(f.To) + ": " + who(l) + "." + p.agreed(e) + " It hangs in " + p.channel(l.Channel) + "."
		}
		return "Offered to " + p.name(f.To) + ". " + p.keeps(l)
	case lead.Passed:
		return "Passed: " + who(l) + "." + p.goesOn(l, e)
	case lead.NotAFit:
		return "Not a fit: " + who(l) + " goes to marketing. You can undo this" + p.until(e) + "."
	case lead.Undone:
		return "Undone: " + who(l) + " is " + stageWord(l.Stage) + " again."
	case lead.HandedBack:
		if l.Stage == lead.StageNurturing {
			return "Handed back to marketing" + p.until(e) + ": " + who(l) + "."
		}
		return "Handed back: " + who(l) + "." + p.goesOn(l, e)
	}
	return p.confirmedEnd(l, e)
}

func (p pen) confirmedEnd(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	switch e.Kind {
	case lead.Qualified:
		return "Qualified: " + who(l) + ", " + Amount(l.Amount) + "."
	case lead.Won:
		if f.Amount != nil {
			return "✅ Won: " + who(l) + ", " + Amount(*f.Amount) + ". Well done!"
		}
		return "✅ Won: " + who(l) + ". Well done!"
	case lead.Lost, lead.Disqualified:
		return capital(stageWord(l.Stage)) + ": " + who(l) + because(f) + ". It is kept."
	case lead.Reopened:
		return "Open again: " + who(l) + " is " + stageWord(l.Stage) + "."
	case lead.Merged:
		return "Merged into " + f.Other.String() + ". Both histories are kept."
	case lead.Snoozed:
		if f.NextAt != nil {
			return "Moved: " + who(l) + ", " + p.moment(*f.NextAt) + "."
		}
	case lead.Noted:
		return "📝 Noted on " + who(l) + ", " + l.ID.String() + ". It stops no clock: log a contact when you spoke to them."
	case lead.AskedAgain:
		return "Known already: " + who(l) + ", " + l.ID.String() + ", is " + stageWord(l.Stage) + ". What you wrote was added to it."
	case lead.Registered, lead.Judged:
		return "Registered: " + who(l) + ", " + l.ID.String() + ". It is " + stageWord(l.Stage) + " in " + p.channel(l.Channel) + "."
	}
	return "Done: " + who(l) + "."
}

func (p pen) youHaveIt(l *lead.Lead, e lead.Event) string {
	text := "You have it: " + who(l) + "."
	if e.Facts.For != lead.NoOne {
		text = p.name(e.Facts.For) + " has it now, thanks to you: " + who(l) + "."
	}
	if r := reach(l.Contact); r != "" {
		text += " " + r + "."
	}
	text = sentences(text, localTime(l, e.At, p.zone())) + p.agreed(e)
	if by := contactBy(l, p.pb); !by.IsZero() {
		text += " First contact by " + p.moment(by) + "."
	}
	return text
}

func (p pen) logged(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	next := ""
	if f.NextAt != nil {
		next = "next " + p.moment(*f.NextAt)
	}
	switch {
	case lastAttempt(e, l, p.pb):
		back := "Hand it back"
		if then, _ := p.pb.GiveUp(l); then == playbook.ThenMarketing {
			back += " to marketing"
		}
		tried := fmt.Sprintf("That was attempt %s, the last one.", p.attempt(l, f.Attempt))
		if of := p.pb.AttemptsOf(l); f.Attempt > of {
			tried = fmt.Sprintf("That was attempt %d, and your playbook stops after %d.", f.Attempt, of)
		}
		return tried + " " + back + ", or set another step."
	case f.Attempt > 0:
		return dots("Attempt "+p.attempt(l, f.Attempt), next)
	}
	return dots("Logged: "+methodWord(f.Method)+", "+outcomeWord(f.Outcome), next)
}

// goesOn says who has the lead now that the actor gave it up.
func (p pen) goesOn(l *lead.Lead, e lead.Event) string {
	if l.Offer != nil && l.Offer.To != lead.NoOne {
		return " It is offered to " + p.name(l.Offer.To) + " now."
	}
	return p.stays(e)
}

func (p pen) keeps(l *lead.Lead) string {
	if l.Owner != lead.NoOne {
		return p.name(l.Owner) + " keeps " + company(l) + " until they accept."
	}
	return "Nobody else can claim " + company(l) + " until they answer."
}

// Show answers /lead show: the lead's card for one person, with why it hangs where it hangs in full, what happened last
// and a link to its card. With personal set it shows phone, e-mail and the inquirer's words where the card does, and what
// the playbook hides from a partner, so set it only for who may see them.
func Show(l *lead.Lead, events []lead.Event, home lead.Place, crew lead.Crew, pb *playbook.Playbook, personal bool) Message {
	d := drawing{pen: pen{pb: pb, crew: crew, quiet: true}, l: l, events: events, secret: !personal}
	if !personal {
		d.l, d.events = d.veiled(l, events)
	}
	blocks := d.body()
	if d.l.Stage == lead.StageNew || d.l.Stage.Owned() {
		blocks = append(blocks, smallPrint(d.decided()...))
	}
	var lines []string
	told := d.tellings(d.l, d.events)
	for _, t := range told[max(0, len(told)-3):] {
		lines = append(lines, d.moment(t.At)+": "+t.line)
	}
	lines = append(lines, openCard(home))
	if recent := joined(lines); recent != "" {
		blocks = append(blocks, smallPrint(recent))
	}
	return Message{Text: d.headline(), Blocks: append(blocks, d.actions())}
}

// CopyLink answers with the address of a lead's card, to be copied; of a lead that hangs in several channels, of its home
// card.
func CopyLink(l *lead.Lead, home lead.Place) Message {
	url := Link(home)
	if url == "" {
		return answer(l.ID.String() + " has no card in Slack yet. It will in a moment; `/lead show " + value(l.ID) + "` shows it meanwhile.")
	}
	text := "The card of " + l.ID.String() + ": <" + url + "|Open card>. To copy its address:"
	return Message{Text: text, Blocks: []slack.Block{section(text), copyable(url)}}
}

// NoFigures answers the people of a partner who ask for a summary.
func NoFigures() Message {
	return answer("The figures of the whole team are for the team alone. `/lead mine` lists your leads, `/lead next` what waits for you.")
}

// Thanked answers who registered a lead that is not theirs to see from here on.
func Thanked() Message { return answer("Thank you. It is registered, and somebody takes care of it.") }

// answer is a message of a few sentences. They stand in a block too: in a bare text Slack makes links of plain words.
func answer(text string) Message { return Message{Text: text, Blocks: []slack.Block{section(text)}} }

// sentences joins the sentences that are there.
func sentences(said ...string) string {
	return strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " ")
}
