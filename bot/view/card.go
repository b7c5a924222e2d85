package view

import (
	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// quoteLimit is how much of the inquirer's words a card shows, in characters.
const quoteLimit = 300

// Card draws a lead as it hangs in a channel: who it is, why it matters, whose it is, until when, and what can be done.
// It depends on the posting and the playbook alone, never on the present time: times are tokens that Slack draws in the
// reader's zone. Phone and e-mail are shown once the lead has an owner; what the playbook hides from a partner, once
// somebody of the partner accepted. A copy, where the lead was widened to, says where its thread is.
func Card(p outbox.Message, pb *playbook.Playbook) bot.Message {
	w := Renderer{Playbook: pb, Crew: p.Crew}
	d := cardView{Renderer: w, copied: p.Copy}
	d.l, d.events = w.inChannel(p.Lead, p.Events)
	blocks := d.body()
	if p.Copy {
		blocks = append(blocks, SmallPrint(wording.Dots("Thread and history: "+d.channel(d.l.Channel), openCard(p.Home))))
	}
	return bot.Message{Text: d.headline(), Blocks: append(blocks, d.actions())}
}

// cardView is one card being drawn.
type cardView struct {
	Renderer
	l      *lead.Lead
	events []lead.Event
	to     lead.PersonID // who reads it, if it is one person's alone
	copied bool          // it hangs where the lead was widened to
}

// body is everything above the buttons. What is closed shrinks, what is hot has the most lines.
func (d cardView) body() []slack.Block {
	switch d.l.Stage {
	case lead.StageInquiry:
		return d.full(d.wanting(), d.calling(), d.waiting(), d.smallPrint())
	case lead.StageNurturing:
		return []slack.Block{Section(d.header(), d.companyLine()), SmallPrint(d.sleeping(), d.smallPrint())}
	case lead.StageNew:
		return d.full(d.because(), d.met(), d.offered(), d.waiting(), d.shownOnceAccepted(d.l), d.smallPrint())
	case lead.StageWorking, lead.StageQualified:
		return d.full(d.because(), d.owner(), d.offered(), wording.Dots(d.lastContact(), d.nextStep()), d.smallPrint())
	default:
		return []slack.Block{Section(d.closed()), SmallPrint(d.closedNote())}
	}
}

// full is a card with the inquirer's words and lines of small print.
func (d cardView) full(lines ...string) []slack.Block {
	blocks := []slack.Block{Section(d.header(), d.companyLine(), d.contact(), wording.Dots(d.elsewhere(), d.objections()))}
	if words := wording.Clean(d.l.Message); words != "" {
		blocks = append(blocks, quoted(words, quoteLimit))
	}
	return append(blocks, SmallPrint(lines...))
}

// undoable reports whether the last thing that happened was Not a fit. The ten minutes are the lead's to judge: a card
// does not know what time it is.
func (d cardView) undoable() bool {
	return d.l.Undo != nil && d.l.Undo.Kind == lead.NotAFit && last(d.events, lead.NotAFit) == len(d.events)-1
}

// last is the index of the last event of a kind, or -1.
func last(events []lead.Event, k lead.Kind) int {
	for i := len(events) - 1; i >= 0; i-- {
		if events[i].Kind == k {
			return i
		}
	}
	return -1
}
