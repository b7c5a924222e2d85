package bot

import (
	"time"

	"github.com/slack-go/slack"

	"dibs/lead"
	"dibs/playbook"
)

// Callbacks of the dialogs that give a lead away: to marketing, to the pool, to a colleague.
const (
	CallbackNotAFit     = "not_a_fit"
	CallbackToMarketing = "to_marketing"
	CallbackHandBack    = "hand_back"
	CallbackPass        = "pass"
	CallbackAssign      = "assign"
)

// NotAFitModal asks why a waiting lead is none for sales.
func NotAFitModal(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	return modal(CallbackNotAFit, "Not a fit", "Send to marketing", l,
		headed(l), reasonInput("Why is it not a fit?", pb.Reasons(lead.NotAFit)), noteInput(),
		smallPrint("Marketing gets it with your reason. You can undo this for ten minutes."))
}

// ToMarketingModal asks why an inquiry goes to marketing, and until when.
func ToMarketingModal(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	return modal(CallbackToMarketing, "To marketing", "Send to marketing", l,
		headed(l), reasonInput("Why not now?", pb.Reasons(lead.ToMarketing)), wakeInput(""), noteInput())
}

// ReadNurture reads Not a fit and To marketing. WakeAt is zero when no date was chosen; the channel is the caller's.
func ReadNurture(v View, zone *time.Location, now time.Time) (lead.Nurture, map[string]string) {
	errs := fields{}
	n := lead.Nurture{Reason: readReason(v, errs), Note: typed(v, fieldNote), WakeAt: readWake(v, zone, now, errs)}
	return n, errs.orNil()
}

// Where a lead is handed back to.
const (
	toPool      = "pool"
	toMarketing = "marketing"
)

// HandBackModal asks why an owned lead is returned, and to whom.
func HandBackModal(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	to := slack.NewRadioButtonsBlockElement(inputID,
		option(toPool, "To the pool: a colleague can take it now"),
		option(toMarketing, "To marketing: not now"))
	to.InitialOption = to.Options[0]
	return modal(CallbackHandBack, "Hand back", "Hand back", l,
		headed(l), input(fieldTo, "To whom?", to),
		reasonInput("Why?", pb.Reasons(lead.HandedBack)), wakeInput("For marketing. "), noteInput())
}

// BackToMarketingModal is HandBackModal with marketing chosen.
func BackToMarketingModal(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	v := HandBackModal(l, pb)
	refill(v.Blocks.BlockSet, View{Values: map[string]map[string]StateValue{fieldTo: {inputID: {Option: toMarketing}}}})
	return v
}

// ReadHandBack reads the dialog: to marketing or to the pool, with the reason. WakeAt is zero when no date was chosen.
func ReadHandBack(v View, zone *time.Location, now time.Time) (marketing bool, n lead.Nurture, errs map[string]string) {
	n, errs = ReadNurture(v, zone, now)
	return chosen(v, fieldTo) == toMarketing, n, errs
}

// PassModal asks why an offer is declined; the reason may stay empty.
func PassModal(l *lead.Lead, _ *playbook.Playbook) slack.ModalViewRequest {
	return modal(CallbackPass, "Pass", "Pass", l,
		headed(l), optional(input(fieldReason, "Why?", textInput("", 200))))
}

// ReadPass reads the reason, which may be empty.
func ReadPass(v View) string { return typed(v, fieldReason) }

// AssignModal asks to whom a lead is offered: reps, managers and admins who can accept, by team.
func AssignModal(s Scene) slack.ModalViewRequest {
	groups := s.receivers()
	if len(groups) == 0 {
		return modal(CallbackAssign, "Assign", "", s.Lead, headed(s.Lead), section("Nobody who could take it is there right now.", s.missing()))
	}
	to := slack.NewOptionsGroupSelectBlockElement(slack.OptTypeStatic, plainText("Choose a colleague"), inputID, groups...)
	return modal(CallbackAssign, "Assign", "Offer", s.Lead, headed(s.Lead), input(fieldTo, "To whom?", to),
		smallPrint("They accept or pass. Until then "+keeps(s.Lead)+".", s.missing()))
}

func keeps(l *lead.Lead) string {
	if l.Owner != lead.NoOne {
		return "it stays with its owner"
	}
	return "nobody else can claim it"
}

// ReadAssign reads whom a lead is offered to.
func ReadAssign(v View) (to lead.PersonID, errs map[string]string) {
	to = lead.PersonID(chosen(v, fieldTo))
	if to == lead.NoOne {
		return to, fields{fieldTo: "Choose who should take it."}
	}
	return to, nil
}
