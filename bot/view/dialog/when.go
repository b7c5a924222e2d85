package dialog

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
)

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

// morning is the time of day for a next step without a time.
const morning = 9 * time.Hour

// timeOfDay reads a time as Slack's picker writes it, "15:04". Without one it is the morning.
func timeOfDay(picked string) time.Duration {
	t, err := time.Parse("15:04", picked)
	if err != nil {
		return morning
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}

// onDay is a time of day on a date, in a zone.
func onDay(date string, clock time.Duration, zone *time.Location) (time.Time, error) {
	d, err := time.ParseInLocation(time.DateOnly, date, zone)
	if err != nil {
		return time.Time{}, err
	}
	return time.Date(d.Year(), d.Month(), d.Day(), int(clock/time.Hour), int(clock%time.Hour/time.Minute), 0, 0, zone).UTC(), nil
}

// wakeInput asks when marketing should look at the lead again. prefix begins the hint where people may not know that
// the date is for marketing.
func wakeInput(prefix string) *slack.InputBlock {
	b := optional(input(fieldDate, "Look again on", slack.NewDatePickerBlockElement(inputID)))
	b.Hint = view.PlainText(prefix + "If you leave it empty, the playbook decides.")
	return b
}

// readWake is the morning of the chosen date. It is zero if none was chosen.
func readWake(v bot.View, zone *time.Location, now time.Time, errs fields) time.Time {
	date := v.Value(fieldDate, inputID).Date
	if date == "" {
		return time.Time{}
	}
	at, err := onDay(date, morning, zone)
	if err != nil || !at.After(now) {
		errs[fieldDate] = "Choose a day in the future."
	}
	return at
}
