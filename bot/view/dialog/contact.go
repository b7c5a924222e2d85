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

// ways are what can come of each method, in the order people see it. How and what in one choice spares a click.
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
		[]string{"E-mail sent", "Replied to e-mail", "Meeting booked by e-mail", "E-mail bounced", "Asked for no e-mails"},
	},
	{
		lead.Visit, "Visit",
		[]lead.Outcome{lead.Reached, lead.NoAnswer, lead.MeetingSet, lead.AskedNotTo},
		[]string{"Met in person", "Nobody there", "Meeting booked on a visit", "Asked for no visits"},
	},
	{
		lead.Letter, "Letter",
		[]lead.Outcome{lead.Sent, lead.Replied, lead.Bounced, lead.AskedNotTo},
		[]string{"Letter sent", "Replied to letter", "Letter came back", "Asked for no letters"},
	},
	{
		lead.Message, "Message",
		[]lead.Outcome{lead.Sent, lead.Replied, lead.MeetingSet, lead.AskedNotTo},
		[]string{"Message sent", "Replied to message", "Meeting booked by message", "Asked for no messages"},
	},
}

// fieldPressed is the box to tick when a contact is beyond the limit of contact pressure.
const fieldPressed = "pressed"

// LogContact asks what came of a contact attempt and what follows; of a nurtured lead, when it is looked at again.
// When the playbook's limit of contact pressure is reached at the instant, it says so and has a box to tick.
func LogContact(l *lead.Lead, pb *playbook.Playbook, now time.Time) slack.ModalViewRequest {
	var groups []*slack.OptionGroupBlockObject
	for _, w := range ways {
		var options []*slack.OptionBlockObject
		for i, o := range w.outcomes {
			options = append(options, view.Option(string(w.method)+":"+string(o), w.words[i]))
		}
		groups = append(groups, slack.NewOptionGroupBlockElement(view.PlainText(w.label), options...))
	}
	outcome := slack.NewOptionsGroupSelectBlockElement(slack.OptTypeStatic, view.PlainText("How, and what came of it"), inputID, groups...)
	blocks := []slack.Block{view.Calling(l, pb, now)}
	blocks = append(blocks, input(fieldOutcome, "What happened?", outcome), noteInput())
	if l.Stage != lead.StageNurturing { // a nurtured lead has no next step: it is looked at again
		blocks = append(blocks, optional(input(fieldNext, "What is next?", textInput("", 200))))
	}
	blocks = append(blocks, whenInputs(l, true)...)
	if limit := pressure(l, pb, now); limit != "" {
		box := slack.NewCheckboxGroupsBlockElement(inputID, view.Option(fieldPressed, "Contact all the same"))
		blocks = append(blocks, view.Section("⚠️ "+limit), optional(input(fieldPressed, "Beyond the limit", box)))
	}
	return view.NewModal(CallbackLogContact, "Log contact", "Log contact", l, blocks...)
}

// pressure says that one contact more would be too many, and until when; empty when it would not.
func pressure(l *lead.Lead, pb *playbook.Playbook, now time.Time) string {
	free, over := pb.OverContactLimit(l, now)
	if !over {
		return ""
	}
	touches, per := pb.ContactLimit()
	w := view.Renderer{Playbook: pb, Quiet: true}
	return fmt.Sprintf("Your playbook's limit of %s in %s is reached for this lead; free again %s. Attempts that nobody answers do not count.",
		wording.Count(touches, "contact"), wording.Duration(per), w.Moment(free))
}

// ReadLogContact reads the dialog. Dates are days in the zone of whoever typed them. Errors are sentences by block id;
// nil when there are none.
func ReadLogContact(v bot.View, zone *time.Location, now time.Time) (lead.Touch, map[string]string) {
	errs := fields{}
	method, outcome, _ := strings.Cut(chosen(v, fieldOutcome), ":")
	t := lead.Touch{
		Method: lead.Method(method), Outcome: lead.Outcome(outcome), Note: typed(v, fieldNote),
		Pressed: slices.Contains(v.Value(fieldPressed, inputID).Options, fieldPressed),
	}
	if outcome == "" {
		errs[fieldOutcome] = "Please say what happened."
	}
	at := readWhen(v, zone, now, errs)
	if what := wording.OneLine(v.Value(fieldNext, inputID).Value); !at.IsZero() {
		t.Next = &lead.NextStep{What: what, At: at}
	} else if what != "" && errs[fieldWhen] == "" && errs[fieldDate] == "" {
		errs[fieldWhen] = "And when?"
	}
	return t, errs.orNil()
}

func (f fields) orNil() map[string]string {
	if len(f) == 0 {
		return nil
	}
	return f
}

// The quick choices of a next step's date. They are counted from the day the dialog is sent in.
const (
	whenTomorrow = "tomorrow"
	whenIn3Days  = "in_3_days"
	whenMonday   = "monday"
	whenPlanned  = "planned:" // as it is: the instant in Unix seconds follows
)

// whenInputs ask for a time ahead: a quick choice, or a day and a time. An owned lead always has a next step, so tomorrow
// is chosen beforehand; planned: also offer to leave it when it is.
func whenInputs(l *lead.Lead, planned bool) []slack.Block {
	options := []*slack.OptionBlockObject{
		view.Option(whenTomorrow, "Tomorrow 9:00"), view.Option(whenIn3Days, "In 3 days, 9:00"), view.Option(whenMonday, "Next Monday 9:00"),
	}
	if l.Next != nil && planned {
		options = append(options, view.Option(fmt.Sprint(whenPlanned, l.Next.At.Unix()), "As planned"))
	}
	label := "When?"
	if l.Stage == lead.StageNurturing {
		label = "When is it looked at again?"
	}
	when := optional(input(fieldWhen, label, choice("", options...)))
	if l.Stage.Owned() {
		when = input(fieldWhen, "When?", choice(whenTomorrow, options...))
	}
	day := optional(input(fieldDate, "Or on", slack.NewDatePickerBlockElement(inputID)))
	clock := optional(input(fieldTime, "At", slack.NewTimePickerBlockElement(inputID)))
	clock.Hint = view.PlainText("9:00 if you choose no time.")
	return []slack.Block{when, day, clock}
}

// readWhen is the time chosen; a day that was picked counts before a quick choice. Zero when nothing was chosen.
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
		errs[fieldDate] = "Choose a time that lies ahead."
		return time.Time{}
	}
	return at
}

func readPlanned(unix string, now time.Time, errs fields) time.Time {
	seconds, err := strconv.ParseInt(unix, 10, 64)
	at := time.Unix(seconds, 0).UTC()
	if err != nil || !at.After(now) {
		errs[fieldWhen] = "That time is over. Choose one that lies ahead."
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

// Snooze asks to when the next step is moved.
func Snooze(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	now := ""
	if l.Next != nil {
		p := view.Renderer{Playbook: pb, Quiet: true}
		now = "Now: " + wording.Dots(wording.Safe(l.Next.What, 120), p.Moment(l.Next.At))
	}
	reason := optional(input(fieldReason, "Why", textInput("", 200)))
	reason.Hint = view.PlainText("Needed for more than 14 days.")
	blocks := append([]slack.Block{view.Section("*"+wording.LeadName(l)+"* · "+l.ID.String(), now)}, whenInputs(l, false)...)
	return view.NewModal(CallbackSnooze, "Snooze", "Move the next step", l, append(blocks, reason)...)
}

// ReadSnooze reads the dialog: the new time and the reason, which may be empty.
func ReadSnooze(v bot.View, zone *time.Location, now time.Time) (at time.Time, reason string, errs map[string]string) {
	found := fields{}
	at = readWhen(v, zone, now, found)
	if at.IsZero() && len(found) == 0 {
		found[fieldWhen] = "Choose a time that lies ahead."
	}
	return at, typed(v, fieldReason), found.orNil()
}
