package dialog

import (
	"time"

	"dibs/bot"
	"dibs/bot/view"

	"github.com/slack-go/slack"
)

// CallbackAway is the dialog in which people set themselves away.
const CallbackAway = "away"

const fieldUntil = "until"

// The choices for how long a person is away. /lead away understands all but the last two.
const (
	awayToday    = "today"
	awayTomorrow = "tomorrow" // today and tomorrow: back the day after that
	awayMonday   = "Monday"
	awayOpen     = "open" // until they are back
	awayDay      = "day"  // until the day and time picked below
)

// Away asks a person how long they are away, from now on.
func Away() view.Modal {
	until := slack.NewRadioButtonsBlockElement(inputID,
		view.Option(awayToday, "For the rest of today"), view.Option(awayTomorrow, "Today and tomorrow"), view.Option(awayMonday, "Until Monday"),
		view.Option(awayOpen, "Until I'm back"), view.Option(awayDay, "Until the day below"))
	until.InitialOption = until.Options[0]
	clock := optional(input(fieldTime, "At", slack.NewTimePickerBlockElement(inputID)))
	clock.Hint = view.PlainText("If you leave it empty: the start of your team's hours.")
	return view.NewModal(CallbackAway, "I'm away", "I'm away", nil,
		view.Section("Your leads stay yours. Your backup gets the reminders and can act for you. You won't get new leads."),
		input(fieldUntil, "How long?", until),
		optional(input(fieldDate, "Day", slack.NewDatePickerBlockElement(inputID))), clock)
}

// ReadAway reads the dialog as words that /lead away understands. A picked day takes precedence over a choice. Days
// are days in the given zone. Empty words mean that they are away until they say they are back.
func ReadAway(v bot.View, zone *time.Location, now time.Time) (words string, errs map[string]string) {
	quick, date, clock := chosen(v, fieldUntil), v.Value(fieldDate, inputID).Date, v.Value(fieldTime, inputID).Time
	switch {
	case date != "" && clock != "":
		return date + " " + clock, nil
	case date != "":
		return date, nil
	case quick == awayDay:
		return "", fields{fieldDate: "Choose the day you'll be back."}
	case quick == awayOpen:
		return "", nil
	case quick == awayTomorrow:
		return now.In(zone).AddDate(0, 0, 2).Format(time.DateOnly), nil
	}
	return quick, nil
}

// AwayAhead keeps the dialog open if the chosen time has passed.
func AwayAhead() map[string]string { return fields{fieldDate: "Choose a time in the future."} }
