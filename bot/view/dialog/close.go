package dialog

import (
	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// Callbacks of the dialogs that close a lead.
const (
	CallbackWon        = "won"
	CallbackLost       = "lost"
	CallbackDisqualify = "disqualify"
	CallbackMerge      = "merge"
)

// Won asks what the deal is worth. The amount may stay empty.
func Won(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	blocks := append([]slack.Block{view.LeadHeading(l)}, optionalAmount(l, pb)...)
	blocks = append(blocks, noteInput())
	if l.Stage != lead.StageQualified {
		blocks = append(blocks, view.SmallPrint("This lead was never qualified. It will be marked as won without Qualify."))
	}
	return view.NewModal(CallbackWon, "Won", "Close as won", l, blocks...)
}

// optionalAmount asks for the amount of a lead that is being closed, filled in if it is known.
func optionalAmount(l *lead.Lead, pb *playbook.Playbook) []slack.Block {
	blocks := amountInputs(l.Amount, pb)
	for _, b := range blocks {
		if in, ok := b.(*slack.InputBlock); ok {
			optional(in)
		}
	}
	return blocks
}

// ReadWon reads the dialog. Without a typed amount, the amount is unknown.
func ReadWon(v bot.View) (amount lead.Money, note string, errs map[string]string) {
	found := fields{}
	amount = readAmount(v, found)
	return amount, typed(v, fieldNote), found.orNil()
}

// Lost asks why the lead was not won, and what it would have been worth.
func Lost(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	blocks := append([]slack.Block{view.LeadHeading(l), reasonInput("Why?", pb.Reasons(lead.Lost))}, optionalAmount(l, pb)...)
	return view.NewModal(CallbackLost, "Lost", "Close as lost", l, append(blocks, noteInput())...)
}

// ReadLost reads the dialog. Without a typed amount, the amount is unknown.
func ReadLost(v bot.View) (amount lead.Money, reason, note string, errs map[string]string) {
	found := fields{}
	amount, reason = readAmount(v, found), readReason(v, found)
	return amount, reason, typed(v, fieldNote), found.orNil()
}

// Disqualify asks why it never was a lead.
func Disqualify(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	return view.NewModal(CallbackDisqualify, "Disqualify", "Disqualify", l,
		view.LeadHeading(l), reasonInput("Why was it never a lead?", pb.Reasons(lead.Disqualified)), noteInput(),
		view.SmallPrint("The lead is closed. You can reopen it."))
}

// ReadReason reads Disqualify.
func ReadReason(v bot.View) (reason, note string, errs map[string]string) {
	found := fields{}
	reason = readReason(v, found)
	return reason, typed(v, fieldNote), found.orNil()
}

// Merge asks which other lead this one duplicates: one of those that look alike, or any other by its number.
func Merge(s Scene) slack.ModalViewRequest {
	number := input(fieldLead, "Number of the other lead", textInput("", 20))
	blocks := []slack.Block{view.LeadHeading(s.Lead)}
	if options := s.alike(); len(options) > 0 {
		blocks = append(blocks, optional(input(fieldAlike, "Is it one of these?", choice("", options...))))
		number = optional(number)
	}
	return view.NewModal(CallbackMerge, "Merge", "Merge", s.Lead, append(blocks, number,
		view.SmallPrint("This card closes and links to the other one. Both histories are kept, and you can undo it."))...)
}

// alike lists the leads that look like this one, with what they have in common.
func (s Scene) alike() []*slack.OptionBlockObject {
	p := view.Renderer{Playbook: s.Playbook, Crew: s.Crew, Quiet: true}
	var options []*slack.OptionBlockObject
	for _, m := range s.Alike[:min(len(s.Alike), maxOptions)] {
		opt := view.Option(view.LeadValue(m.Lead.ID), m.Lead.ID.String()+" · "+wording.RawLeadName(m.Lead))
		owner := ""
		if m.Lead.Owner != lead.NoOne {
			owner = wording.Plain(p.Crew.Member(m.Lead.Owner).Name, 30)
		}
		opt.Description = view.PlainText(wording.Clip(wording.Dots(sameAs[m.On], wording.Stage(m.Lead.Stage), owner), 75))
		options = append(options, opt)
	}
	return options
}

// sameAs says what two leads have in common.
var sameAs = map[lead.MatchedOn]string{lead.SamePerson: "same e-mail", lead.SamePhone: "same phone", lead.SameCompany: "same company"}

// ReadMerge reads the number of the other lead. A typed number takes precedence over a chosen one.
func ReadMerge(v bot.View) (lead.ID, map[string]string) {
	text, field := typed(v, fieldLead), fieldLead
	if text == "" && chosen(v, fieldAlike) != "" {
		text, field = chosen(v, fieldAlike), fieldAlike
	}
	id, ok := lead.ParseID(text)
	if !ok {
		return 0, fields{field: "Enter the number of the other lead, such as 1042."}
	}
	if t, err := view.TargetOf(v); err == nil && t.Lead == id {
		return 0, fields{field: "This is the same lead. Enter the number of the other one."}
	}
	return id, nil
}
