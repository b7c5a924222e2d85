package dialog

import (
	"time"

	"dibs/bot"
	"dibs/bot/view"

	"github.com/slack-go/slack"
)

// CallbackAway is the dialog that asks until when somebody is away.
const CallbackAway = "away"

const fieldUntil = "until"

// The choices of until when, which /lead away understands as well, but for the last two.
const (
	awayToday    = "today"
	awayTomorrow = "tomorrow" // and today: back the day after
	awayMonday   = "Monday"
	awayOpen     = "open" // until they say so
	awayDay      = "day"  // the day and time below
)

// Away asks until when somebody is away, from now on.
func Away() view.Modal {
	until := slack.NewRadioButtonsBlockElement(inputID,
		view.Option(awayToday, "For the rest of today"), view.Option(awayTomorrow, "Today and tomorrow"), view.Option(awayMonday, "Until Monday"),
		view.Option(awayOpen, "Until I say that I'm back"), view.Option(awayDay, "Until the day below"))
	until.InitialOption = until.Options[0]
	clock := optional(input(fieldTime, "At", slack.NewTimePickerBlockElement(inputID)))
	clock.Hint = view.PlainText("When your team's hours begin if you choose no time.")
	return view.NewModal(CallbackAway, "I'm away", "I'm away", nil,
		view.Section("Your leads stay yours. Your backup gets the reminders and may act for you; no new leads come to you."),
		input(fieldUntil, "Until when?", until),
		optional(input(fieldDate, "Day", slack.NewDatePickerBlockElement(inputID))), clock)
}

// ReadAway reads the dialog as the words that /lead away understands; a day that was picked counts before a choice. Days
// are those of the zone. No words are until they say so.
func ReadAway(v bot.View, zone *time.Location, now time.Time) (words string, errs map[string]string) {
	quick, date, clock := chosen(v, fieldUntil), v.Value(fieldDate, inputID).Date, v.Value(fieldTime, inputID).Time
	switch {
	case date != "" && clock != "":
		return date + " " + clock, nil
	case date != "":
		return date, nil
	case quick == awayDay:
		return "", fields{fieldDate: "Choose the day on which you are back."}
	case quick == awayOpen:
		return "", nil
	case quick == awayTomorrow:
		return now.In(zone).AddDate(0, 0, 2).Format(time.DateOnly), nil
	}
	return quick, nil
}

// AwayAhead keeps the dialog open when what was chosen is over.
func AwayAhead() map[string]string { return fields{fieldDate: "Choose a time that lies ahead."} }
