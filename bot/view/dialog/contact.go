package dialog

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// CallbackLogContact is the callback of LogContact.
const CallbackLogContact = "log_contact"

// ways lists the outcomes of each contact method, in the order in which people see them. One choice for both method
// and outcome saves a click.
var ways = []struct {
	method   lead.Method
	label    string
	outcomes []lead.Outcome
	words    []string
}{
	{
		lead.Call, "Call",
		[]lead.Outcome{lead.Reached, lead.Voicemail, lead.NoAnswer, lead.CallBack, lead.MeetingSet, lead.WrongNumber, lead.AskedNotTo},
		[]string{"Reached", "Left a voicemail", "No answer", "Call back later", "Meeting booked", "Wrong number", "Asked not to be called"},
	},
	{
		lead.Email, "E-mail",
		[]lead.Outcome{lead.Sent, lead.Replied, lead.MeetingSet, lead.Bounced, lead.AskedNotTo},
		[]string{"E-mail sent", "Replied by e-mail", "Meeting booked by e-mail", "E-mail bounced", "Asked not to be e-mailed"},
	},
	{
		lead.Visit, "Visit",
		[]lead.Outcome{lead.Reached, lead.NoAnswer, lead.MeetingSet, lead.AskedNotTo},
		[]string{"Met in person", "Nobody there", "Meeting booked on a visit", "Asked not to be visited"},
	},
	{
		lead.Letter, "Letter",
		[]lead.Outcome{lead.Sent, lead.Replied, lead.Bounced, lead.AskedNotTo},
		[]string{"Letter sent", "Replied to a letter", "Letter returned", "Asked not to get letters"},
	},
	{
		lead.Message, "Message",
		[]lead.Outcome{lead.Sent, lead.Replied, lead.MeetingSet, lead.AskedNotTo},
		[]string{"Message sent", "Replied by message", "Meeting booked by message", "Asked not to get messages"},
	},
}

// fieldPressed is the checkbox that allows a contact beyond the limit of contact pressure.
const fieldPressed = "pressed"

// LogContact asks how a contact attempt went and what is next; for a lead with marketing, when to look at it again.
// If the playbook's limit of contact pressure is reached at now, the dialog says so and has a checkbox to contact
// them anyway.
func LogContact(l *lead.Lead, pb *playbook.Playbook, now time.Time) slack.ModalViewRequest {
	var groups []*slack.OptionGroupBlockObject
	for _, w := range ways {
		var options []*slack.OptionBlockObject
		for i, o := range w.outcomes {
			options = append(options, view.Option(string(w.method)+":"+string(o), w.words[i]))
		}
		groups = append(groups, slack.NewOptionGroupBlockElement(view.PlainText(w.label), options...))
	}
	outcome := slack.NewOptionsGroupSelectBlockElement(slack.OptTypeStatic, view.PlainText("Choose an outcome"), inputID, groups...)
	blocks := []slack.Block{view.Calling(l, pb, now)}
	blocks = append(blocks, input(fieldOutcome, "What happened?", outcome), noteInput())
	if l.Stage != lead.StageNurturing { // a lead with marketing has no next step
		blocks = append(blocks, optional(input(fieldNext, "Next step", textInput("", 200))))
	}
	blocks = append(blocks, whenInputs(l, true)...)
	if limit := pressure(l, pb, now); limit != "" {
		box := slack.NewCheckboxGroupsBlockElement(inputID, view.Option(fieldPressed, "Contact anyway"))
		blocks = append(blocks, view.Section("⚠️ "+limit), optional(input(fieldPressed, "Over the limit", box)))
	}
	return view.NewModal(CallbackLogContact, "Log contact", "Log contact", l, blocks...)
}

// pressure warns that one more contact is too many, and until when. It is empty if it is not.
func pressure(l *lead.Lead, pb *playbook.Playbook, now time.Time) string {
	free, over := pb.OverContactLimit(l, now)
	if !over {
		return ""
	}
	touches, per := pb.ContactLimit()
	w := view.Renderer{Playbook: pb, Quiet: true}
	return fmt.Sprintf("This lead has reached your playbook's limit of %s in %s. You can contact them again %s. Unanswered attempts don't count.",
		wording.Count(touches, "contact"), wording.Duration(per), w.Moment(free))
}

// ReadLogContact reads the dialog. Dates are days in the zone of the person who submitted it. Errors are sentences by
// block id; nil if there are none.
func ReadLogContact(v bot.View, zone *time.Location, now time.Time) (lead.Touch, map[string]string) {
	errs := fields{}
	method, outcome, _ := strings.Cut(chosen(v, fieldOutcome), ":")
	t := lead.Touch{
		Method: lead.Method(method), Outcome: lead.Outcome(outcome), Note: typed(v, fieldNote),
		Pressed: slices.Contains(v.Value(fieldPressed, inputID).Options, fieldPressed),
	}
	if outcome == "" {
		errs[fieldOutcome] = view.MissingField("outcome")
	}
	at := readWhen(v, zone, now, errs)
	if what := wording.OneLine(v.Value(fieldNext, inputID).Value); !at.IsZero() {
		t.Next = &lead.NextStep{What: what, At: at}
	} else if what != "" && errs[fieldWhen] == "" && errs[fieldDate] == "" {
		errs[fieldWhen] = "Choose when."
	}
	return t, errs.orNil()
}
