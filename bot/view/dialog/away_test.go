package dialog

import (
	"testing"

	"dibs/bot"
	"dibs/bot/view/viewtest"
)

func TestTheAwayDialogIsReadAsWhatAwayUnderstands(t *testing.T) {
	viewtest.Golden(t, "modal/away", Away())
	berlin := viewtest.At(0).Location()
	for name, c := range map[string]struct {
		until, date, clock string
		words, field       string
	}{
		"the rest of today":       {until: awayToday, words: "today"},
		"today and tomorrow":      {until: awayTomorrow, words: "2026-11-18"},
		"until Monday":            {until: awayMonday, words: "Monday"},
		"until they say so":       {until: awayOpen},
		"a day":                   {until: awayDay, date: "2026-12-24", words: "2026-12-24"},
		"a day and a time":        {until: awayDay, date: "2026-12-24", clock: "14:30", words: "2026-12-24 14:30"},
		"a day beside a choice":   {until: awayToday, date: "2026-12-24", words: "2026-12-24"},
		"the day below, but none": {until: awayDay, field: fieldDate},
	} {
		v := bot.View{Values: map[string]map[string]bot.StateValue{
			fieldUntil: {inputID: {Option: c.until}}, fieldDate: {inputID: {Date: c.date}}, fieldTime: {inputID: {Time: c.clock}},
		}}
		words, errs := ReadAway(v, berlin, viewtest.At(0))
		if words != c.words || (c.field != "") != (errs[c.field] != "") {
			t.Errorf("%s is read as %q, %v", name, words, errs)
		}
	}
}
