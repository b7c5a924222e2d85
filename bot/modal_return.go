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
		about(l), reasonInput("Why is it not a fit?", pb.Reasons(lead.NotAFit)), noteInput(),
		smallPrint("Marketing gets it with your reason. You can undo this for ten minutes."))
}

// ToMarketingModal asks why an inquiry goes to marketing, and until when.
func ToMarketingModal(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	return modal(CallbackToMarketing, "To marketing", "Send to marketing", l,
		about(l), reasonInput("Why not now?", pb.Reasons(lead.ToMarketing)), wakeInput(""), noteInput())
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
		about(l), input(fieldTo, "To whom?", to),
		reasonInput("Why?", pb.Reasons(lead.HandedBack)), wakeInput("For marketing. "), noteInput())
}

// ReadHandBack reads the dialog: to marketing or to the pool, with the reason. WakeAt is zero when no date was chosen.
func ReadHandBack(v View, zone *time.Location, now time.Time) (marketing bool, n lead.Nurture, errs map[string]string) {
	n, errs = ReadNurture(v, zone, now)
	return chosen(v, fieldTo) == toMarketing, n, errs
}

// PassModal asks why an offer is declined; the reason may stay empty.
func PassModal(l *lead.Lead, _ *playbook.Playbook) slack.ModalViewRequest {
	return modal(CallbackPass, "Pass", "Pass", l,
		about(l), optional(input(fieldReason, "Why?", textInput("", 200))))
}

// ReadPass reads the reason, which may be empty.
func ReadPass(v View) string { return typed(v, fieldReason) }

// AssignModal asks to whom a lead is offered: reps, managers and admins who are there at the instant, by team.
func AssignModal(l *lead.Lead, crew lead.Crew, now time.Time) slack.ModalViewRequest {
	byTeam := map[string][]*slack.OptionBlockObject{}
	for _, r := range []lead.Role{lead.RoleRep, lead.RoleManager, lead.RoleAdmin} {
		for _, m := range crew.Role(r, now) {
			if m.ID == l.Owner || len(m.ID) > 75 {
				continue
			}
			team := m.Team
			if m.Role != lead.RoleRep {
				team = "managers"
			}
			byTeam[team] = append(byTeam[team], option(string(m.ID), firstOf(m.Name, m.Email, string(m.ID))))
		}
	}
	if len(byTeam) == 0 {
		return modal(CallbackAssign, "Assign", "", l, about(l), section("Nobody who could take it is there right now."))
	}
	var groups []*slack.OptionGroupBlockObject
	for _, team := range sortedKeys(byTeam) {
		if len(groups) == maxOptions {
			break
		}
		label := plain(firstOf(team, "no team"), 75)
		groups = append(groups, slack.NewOptionGroupBlockElement(plainText(label), byTeam[team][:min(len(byTeam[team]), maxOptions)]...))
	}
	to := slack.NewOptionsGroupSelectBlockElement(slack.OptTypeStatic, plainText("Choose a colleague"), inputID, groups...)
	return modal(CallbackAssign, "Assign", "Offer", l, about(l), input(fieldTo, "To whom?", to),
		smallPrint("They accept or pass. Until then "+keeps(l)+"."))
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
