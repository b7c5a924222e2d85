package dialog

import (
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// CallbackSnooze is the callback of Snooze.
const CallbackSnooze = "snooze"

// Snooze asks for a new time for the next step.
func Snooze(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	planned := ""
	if l.Next != nil {
		p := view.Renderer{Playbook: pb, Quiet: true}
		planned = "Planned: " + wording.NextStep(l.Next) + ", " + p.Moment(l.Next.At)
	}
	reason := optional(input(fieldReason, "Why", textInput("", 200)))
	reason.Hint = view.PlainText(fmt.Sprintf("Required for more than %d days.", lead.SnoozeFree/(24*time.Hour)))
	blocks := append([]slack.Block{view.Section("*"+wording.LeadName(l)+"* · "+l.ID.String(), planned)}, whenInputs(l, false)...)
	return view.NewModal(CallbackSnooze, "Snooze", "Move the next step", l, append(blocks, reason)...)
}

// ReadSnooze reads the dialog: the new time and the reason, which may be empty.
func ReadSnooze(v bot.View, zone *time.Location, now time.Time) (at time.Time, reason string, errs map[string]string) {
	found := fields{}
	at = readWhen(v, zone, now, found)
	if at.IsZero() && len(found) == 0 {
		found[fieldWhen] = view.MissingField("at")
	}
	return at, typed(v, fieldReason), found.orNil()
}
