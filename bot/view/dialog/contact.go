package dialog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// Callbacks of the dialogs about the work on a lead.
const (
	CallbackLogContact = "log_contact"
	CallbackSnooze     = "snooze"
)

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

func (f fields) orNil() map[string]string {
	if len(f) == 0 {
		return nil
	}
	return f
}

// The quick choices for the date of a next step, counted from the day on which the dialog is submitted.
const (
	whenTomorrow = "tomorrow"
	whenIn3Days  = "in_3_days"
	whenMonday   = "monday"
	whenPlanned  = "planned:" // no change; followed by the time in Unix seconds
)

// whenInputs ask for a time in the future: a quick choice, or a day and a time. An owned lead always has a next step,
// so tomorrow is preselected. With planned, the current time of the next step is one of the choices.
func whenInputs(l *lead.Lead, planned bool) []slack.Block {
	options := []*slack.OptionBlockObject{
		view.Option(whenTomorrow, "Tomorrow 9:00"), view.Option(whenIn3Days, "In 3 days, 9:00"), view.Option(whenMonday, "Next Monday 9:00"),
	}
	if l.Next != nil && planned {
		options = append(options, view.Option(fmt.Sprint(whenPlanned, l.Next.At.Unix()), "As planned"))
	}
	label := "When?"
	if l.Stage == lead.StageNurturing {
		label = "When should marketing look at it again?"
	}
	when := optional(input(fieldWhen, label, choice("", options...)))
	if l.Stage.Owned() {
		when = input(fieldWhen, "When?", choice(whenTomorrow, options...))
	}
	day := optional(input(fieldDate, "Or on", slack.NewDatePickerBlockElement(inputID)))
	clock := optional(input(fieldTime, "At", slack.NewTimePickerBlockElement(inputID)))
	clock.Hint = view.PlainText("If you leave it empty: 9:00.")
	return []slack.Block{when, day, clock}
}

// readWhen is the time chosen. A picked day takes precedence over a quick choice. It is zero if nothing was chosen.
func readWhen(v bot.View, zone *time.Location, now time.Time, errs fields) time.Time {
	date, quick := v.Value(fieldDate, inputID).Date, chosen(v, fieldWhen)
	if planned, ok := strings.CutPrefix(quick, whenPlanned); ok && date == "" {
		return readPlanned(planned, now, errs)
	}
	clock := timeOfDay(v.Value(fieldTime, inputID).Time)
	if date == "" {
		date = quickDay(quick, now.In(zone))
	}
	if date == "" {
		return time.Time{}
	}
	at, err := onDay(date, clock, zone)
	if err != nil || !at.After(now) {
		errs[fieldDate] = view.MissingField("at")
		return time.Time{}
	}
	return at
}

func readPlanned(unix string, now time.Time, errs fields) time.Time {
	seconds, err := strconv.ParseInt(unix, 10, 64)
	at := time.Unix(seconds, 0).UTC()
	if err != nil || !at.After(now) {
		errs[fieldWhen] = "That time has passed. Choose one in the future."
		return time.Time{}
	}
	return at
}

func quickDay(quick string, today time.Time) string {
	in := func(days int) string { return today.AddDate(0, 0, days).Format(time.DateOnly) }
	switch quick {
	case whenTomorrow:
		return in(1)
	case whenIn3Days:
		return in(3)
	case whenMonday:
		return in((int(time.Monday)-int(today.Weekday())+6)%7 + 1)
	}
	return ""
}

// Snooze asks for a new time for the next step.
func Snooze(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	planned := ""
	if l.Next != nil {
		p := view.Renderer{Playbook: pb, Quiet: true}
		planned = "Planned: " + wording.NextStep(l.Next) + ", " + p.Moment(l.Next.At)
	}
	reason := optional(input(fieldReason, "Why", textInput("", 200)))
	reason.Hint = view.PlainText("Required for more than 14 days.")
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
