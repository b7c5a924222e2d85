package bot

import (
	"slices"

	"github.com/slack-go/slack"

	"dibs/lead"
	"dibs/playbook"
)

// quoteLimit is how much of the inquirer's words a card shows, in characters.
const quoteLimit = 300

// Card draws a lead as it hangs in a channel: who it is, why it matters, whose it is, until when, and what can be done.
// It depends on the posting and the playbook alone, never on the present time: times are tokens that Slack draws in the
// reader's zone. Phone and e-mail are shown once the lead has an owner; what the playbook hides from a partner, once
// somebody of the partner accepted. A copy, where the lead was widened to, says where its thread is.
func Card(p lead.Posting, pb *playbook.Playbook) Message {
	w := pen{pb: pb, crew: p.Crew}
	d := drawing{pen: w, copied: p.Copy}
	d.l, d.events = w.veiled(p.Lead, p.Events)
	blocks := d.body()
	if p.Copy {
		blocks = append(blocks, smallPrint(dots("Thread and history: "+d.channel(d.l.Channel), openCard(p.Home))))
	}
	return Message{Text: d.headline(), Blocks: append(blocks, d.actions())}
}

// drawing is one card being drawn.
type drawing struct {
	pen
	l      *lead.Lead
	events []lead.Event
	to     lead.PersonID // who reads it, if it is one person's alone
	copied bool          // it hangs where the lead was widened to
	secret bool          // without phone, e-mail and the inquirer's words, for somebody who has nothing to do with it
}

// body is everything above the buttons. What is closed shrinks, what is hot has the most lines.
func (d drawing) body() []slack.Block {
	switch d.l.Stage {
	case lead.StageInquiry:
		return d.full(d.wanting(), d.calling(), d.waiting(), d.smallPrint())
	case lead.StageNurturing:
		return []slack.Block{section(d.header(), d.companyLine()), smallPrint(d.sleeping(), d.smallPrint())}
	case lead.StageNew:
		return d.full(d.because(), d.offered(), d.waiting(), d.unveiled(d.l), d.smallPrint())
	case lead.StageWorking, lead.StageQualified:
		return d.full(d.because(), d.owner(), d.offered(), dots(d.lastContact(), d.nextStep()), d.smallPrint())
	default:
		return []slack.Block{section(d.closed()), smallPrint(d.closedNote())}
	}
}

// full is a card with the inquirer's words and lines of small print.
func (d drawing) full(lines ...string) []slack.Block {
	blocks := []slack.Block{section(d.header(), d.companyLine(), d.contact(), d.objections())}
	if words := tidy(d.l.Message); words != "" && !d.secret {
		blocks = append(blocks, quoted(words, quoteLimit))
	}
	return append(blocks, smallPrint(lines...))
}

func (d drawing) actions() slack.Block {
	return slack.NewActionBlock(blockID(d.l, "actions"), d.buttons()...)
}

// buttons are at most six; what is rarer stands in the overflow menu, and what is rarer still in Details.
func (d drawing) buttons() []slack.BlockElement {
	l := d.l
	b := func(action string) slack.BlockElement { return button(action, l) }
	first := func(action string) slack.BlockElement { return primary(button(action, l)) }
	switch l.Stage {
	case lead.StageInquiry:
		return []slack.BlockElement{
			first(ActionCalling), b(ActionNoAnswer), b(ActionCertify), b(ActionToMarketing),
			more(l, ActionLogContact, ActionDisqualify, ActionMerge, ActionDetails),
		}
	case lead.StageNurturing:
		if d.undoable() {
			return []slack.BlockElement{b(ActionUndo), b(ActionPushOn), more(l, ActionLogContact, ActionDisqualify, ActionMerge, ActionDetails)}
		}
		return []slack.BlockElement{b(ActionPushOn), b(ActionDetails), more(l, ActionLogContact, ActionDisqualify, ActionMerge)}
	case lead.StageNew:
		rare := more(l, ActionAssign, ActionDisqualify, ActionMerge)
		switch {
		case l.Route.Partner != "": // whom else it could go to is our own matter
			return []slack.BlockElement{first(ActionAccept), b(ActionPass), b(ActionDetails)}
		case l.Offer != nil:
			return []slack.BlockElement{first(ActionAccept), b(ActionPass), b(ActionDetails), rare}
		}
		return []slack.BlockElement{first(ActionClaim), b(ActionNotAFit), b(ActionDetails), rare}
	case lead.StageWorking, lead.StageQualified:
		return d.ownedButtons(b, first)
	case lead.StageMerged:
		undo := button(ActionUndo, l)
		undo.Text = plainText("Undo merge")
		return []slack.BlockElement{undo, b(ActionDetails)}
	default:
		return []slack.BlockElement{b(ActionDetails), more(l, ActionReopen)}
	}
}

func (d drawing) ownedButtons(b, first func(string) slack.BlockElement) []slack.BlockElement {
	l := d.l
	ours := func(actions ...string) []string {
		if l.Route.Partner == "" { // whom else it could go to is our own matter
			return actions
		}
		return slices.DeleteFunc(actions, func(a string) bool { return a == ActionAssign })
	}
	switch {
	case l.Offer != nil:
		return []slack.BlockElement{
			b(ActionAccept), b(ActionPass), b(ActionLogContact),
			more(l, ours(ActionWon, ActionLost, ActionHandBack, ActionAssign, ActionDetails)...),
		}
	case l.Stage == lead.StageQualified:
		return []slack.BlockElement{
			b(ActionLogContact), first(ActionWon), b(ActionLost), b(ActionHandBack),
			more(l, ours(ActionNoAnswer, ActionSnooze, ActionQualify, ActionAssign, ActionDetails)...),
		}
	case l.ContactedAt.IsZero():
		return []slack.BlockElement{
			first(ActionLogContact), b(ActionNoAnswer), b(ActionQualify), b(ActionHandBack),
			more(l, ours(ActionWon, ActionLost, ActionAssign, ActionDisqualify, ActionDetails)...),
		}
	}
	return []slack.BlockElement{
		b(ActionLogContact), first(ActionQualify), b(ActionWon), b(ActionLost), b(ActionHandBack),
		more(l, ours(ActionNoAnswer, ActionSnooze, ActionAssign, ActionDisqualify, ActionDetails)...),
	}
}

// undoable reports whether the last thing that happened was Not a fit. The ten minutes are the lead's to judge: a card
// does not know what time it is.
func (d drawing) undoable() bool {
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
