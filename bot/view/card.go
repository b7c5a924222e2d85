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

// Card draws a lead for its channel: the inquirer, why the lead matters, its owner, its deadlines, and what can be
// done. The drawing depends on the message and the playbook alone, never on the present time: times are tokens that
// Slack draws in the reader's zone. Phone and e-mail are shown once the lead has an owner. What the playbook hides
// from a partner is shown once someone at the partner accepts. A copy, in a channel that the lead was widened to,
// says where the thread is.
func Card(p outbox.Message, pb *playbook.Playbook) bot.Message {
	r := Renderer{Playbook: pb, Crew: p.Crew}
	d := cardView{Renderer: r, copied: p.Copy}
	d.l, d.events = r.inChannel(p.Lead, p.Events)
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
	to     lead.PersonID // the reader, if the message is for one person alone
	copied bool          // this is the copy in a channel that the lead was widened to
}

// body is everything above the buttons. A closed lead shrinks to two lines.
func (d cardView) body() []slack.Block {
	switch d.l.Stage {
	case lead.StageInquiry:
		return d.full(d.missing(), d.calling(), d.waiting(), d.smallPrint())
	case lead.StageNurturing:
		return []slack.Block{Section(d.header(), d.companyLine()), SmallPrint(d.nurturing(), d.smallPrint())}
	case lead.StageNew:
		return d.full(d.topReasons(), d.meeting(), offerView{d}.offered(), d.waiting(), d.shownOnceAccepted(d.l), d.smallPrint())
	case lead.StageWorking, lead.StageQualified:
		return d.full(d.topReasons(), d.owner(), offerView{d}.offered(), sentences(d.lastContact(), d.nextStep()), d.smallPrint())
	default:
		return []slack.Block{Section(d.closed()), SmallPrint(d.closedNote())}
	}
}

// full is a card with the inquirer's words and some lines of small print.
func (d cardView) full(lines ...string) []slack.Block {
	blocks := []slack.Block{Section(d.header(), d.companyLine(), d.contact(), wording.Dots(inquirerTime{d}.elsewhere(), d.objections()))}
	if words := wording.Clean(d.l.Message); words != "" {
		blocks = append(blocks, quoted(words, quoteLimit))
	}
	return append(blocks, SmallPrint(lines...))
}

// undoable reports whether the last event was Not a fit. The lead decides whether the ten minutes for that are over,
// because a card does not know what time it is.
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
