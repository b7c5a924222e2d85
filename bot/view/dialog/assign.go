package dialog

import (
	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
	"dibs/playbook"
)

// Callbacks of the dialogs about an offer.
const (
	CallbackAssign = "assign"
	CallbackPass   = "pass"
)

// Assign asks who to offer a lead to: reps, managers and admins who can accept, by team.
func Assign(s Scene) slack.ModalViewRequest {
	groups := s.receivers()
	if len(groups) == 0 {
		return view.NewModal(CallbackAssign, "Assign", "", s.Lead, view.LeadHeading(s.Lead), view.Section("Everybody who could take it is away right now.", s.missing()))
	}
	to := slack.NewOptionsGroupSelectBlockElement(slack.OptTypeStatic, view.PlainText("Choose a colleague"), inputID, groups...)
	return view.NewModal(CallbackAssign, "Assign", "Offer", s.Lead, view.LeadHeading(s.Lead), input(fieldTo, "Who should take it?", to),
		view.SmallPrint("They can accept or pass. Until then "+whileOffered(s.Lead)+".", s.missing()))
}

// whileOffered says who has a lead while it is offered to somebody.
func whileOffered(l *lead.Lead) string {
	if l.Owner != lead.NoOne {
		return "it stays with its owner"
	}
	return "nobody else can claim it"
}

// ReadAssign reads the person a lead is offered to.
func ReadAssign(v bot.View) (to lead.PersonID, errs map[string]string) {
	to = lead.PersonID(chosen(v, fieldTo))
	if to == lead.NoOne {
		return to, fields{fieldTo: "Choose who should take it."}
	}
	return to, nil
}

// Pass asks why an offer is declined; the reason is optional.
func Pass(l *lead.Lead, _ *playbook.Playbook) slack.ModalViewRequest {
	return view.NewModal(CallbackPass, "Pass", "Pass", l,
		view.LeadHeading(l), optional(input(fieldReason, "Why?", textInput("", 200))))
}

// ReadPass reads the reason, which may be empty.
func ReadPass(v bot.View) string { return typed(v, fieldReason) }
