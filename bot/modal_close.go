package bot

import (
	"github.com/slack-go/slack"

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

// WonModal asks what the lead brought. The amount may stay empty.
func WonModal(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	blocks := []slack.Block{about(l)}
	for _, b := range amountInputs(l.Amount, pb) {
		if in, ok := b.(*slack.InputBlock); ok {
			blocks = append(blocks, optional(in))
		}
	}
	blocks = append(blocks, noteInput())
	if l.Stage != lead.StageQualified {
		blocks = append(blocks, smallPrint("It was never qualified: it will be marked as won without Qualify."))
	}
	return modal(CallbackWon, "Won", "Won", l, blocks...)
}

// ReadWon reads the dialog. The amount is unknown when none was typed.
func ReadWon(v View) (amount lead.Money, note string, errs map[string]string) {
	found := fields{}
	amount = readAmount(v, found)
	return amount, typed(v, fieldNote), found.orNil()
}

// LostModal asks why the lead was not won this time.
func LostModal(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	return modal(CallbackLost, "Lost", "Lost", l,
		about(l), reasonInput("Why?", pb.Reasons(lead.Lost)), noteInput())
}

// DisqualifyModal asks why it never was a lead.
func DisqualifyModal(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	return modal(CallbackDisqualify, "Disqualify", "Disqualify", l,
		about(l), reasonInput("Why was it never a lead?", pb.Reasons(lead.Disqualified)), noteInput(),
		smallPrint("It is closed and kept. It can be opened again."))
}

// ReadReason reads Lost and Disqualify.
func ReadReason(v View) (reason, note string, errs map[string]string) {
	found := fields{}
	reason = readReason(v, found)
	return reason, typed(v, fieldNote), found.orNil()
}

// MergeModal asks of which other lead this one is a copy.
func MergeModal(l *lead.Lead, _ *playbook.Playbook) slack.ModalViewRequest {
	return modal(CallbackMerge, "Merge", "Merge", l,
		about(l), input(fieldLead, "It is the same inquiry as number", textInput("", 20)),
		smallPrint("This card closes and points to the other one. Both histories are kept, and it can be undone."))
}

// ReadMerge reads the number of the other lead.
func ReadMerge(v View) (lead.ID, map[string]string) {
	id, ok := ParseLead(typed(v, fieldLead))
	if !ok {
		return 0, fields{fieldLead: "Type the number of the other lead, such as 1042."}
	}
	if t, err := TargetOf(v); err == nil && t.Lead == id {
		return 0, fields{fieldLead: "This is the lead itself. Type the number of the other one."}
	}
	return id, nil
}
