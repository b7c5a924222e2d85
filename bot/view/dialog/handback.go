package dialog

import (
	"time"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
	"dibs/playbook"
)

// Callbacks of the dialogs that give a lead back: to marketing or to the pool.
const (
	CallbackNotAFit     = "not_a_fit"
	CallbackToMarketing = "to_marketing"
	CallbackHandBack    = "hand_back"
)

// NotAFit asks why an unclaimed lead is not one for sales.
func NotAFit(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	return view.NewModal(CallbackNotAFit, "Not a fit", "Send to marketing", l,
		view.LeadHeading(l), reasonInput("Why is it not a fit?", pb.Reasons(lead.NotAFit)), noteInput(),
		view.SmallPrint("Marketing gets it with your reason. You can undo this for 10 minutes."))
}

// ToMarketing asks why an inquiry goes to marketing, and until when.
func ToMarketing(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	return view.NewModal(CallbackToMarketing, "To marketing", "Send to marketing", l,
		view.LeadHeading(l), reasonInput("Why not now?", pb.Reasons(lead.ToMarketing)), wakeInput(""), noteInput())
}

// ReadNurture reads Not a fit and To marketing. WakeAt is zero if no date was chosen. The caller sets the channel.
func ReadNurture(v bot.View, zone *time.Location, now time.Time) (lead.Nurture, map[string]string) {
	errs := fields{}
	n := lead.Nurture{Reason: readReason(v, errs), Note: typed(v, fieldNote), WakeAt: readWake(v, zone, now, errs)}
	return n, errs.orNil()
}

// Where a lead can be handed back to.
const (
	toPool      = "pool"
	toMarketing = "marketing"
)

// HandBack asks why an owned lead is handed back, and where it goes.
func HandBack(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	to := slack.NewRadioButtonsBlockElement(inputID,
		view.Option(toPool, "To the team: a colleague can claim it now"),
		view.Option(toMarketing, "To marketing: not now"))
	to.InitialOption = to.Options[0]
	return view.NewModal(CallbackHandBack, "Hand back", "Hand back", l,
		view.LeadHeading(l), input(fieldTo, "Where to?", to),
		reasonInput("Why?", pb.Reasons(lead.HandedBack)), wakeInput("For marketing only. "), noteInput())
}

// BackToMarketing is HandBack with marketing preselected.
func BackToMarketing(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	v := HandBack(l, pb)
	refill(v.Blocks.BlockSet, bot.View{Values: map[string]map[string]bot.StateValue{fieldTo: {inputID: {Option: toMarketing}}}})
	return v
}

// ReadHandBack reads the dialog: marketing or the team's pool, and the reason. WakeAt is zero if no date was chosen.
func ReadHandBack(v bot.View, zone *time.Location, now time.Time) (marketing bool, n lead.Nurture, errs map[string]string) {
	n, errs = ReadNurture(v, zone, now)
	return chosen(v, fieldTo) == toMarketing, n, errs
}
