package worktime

import (
	"strings"
	"testing"
	"time"

	"dibs/worktime/worktimetest"
)

func TestHoursAreClosedOnEveryHoliday(t *testing.T) {
	var open [7][]Window
	for d := range open {
		open[d] = []Window{{0, EndOfDay}}
	}
	for _, place := range HolidayPlaces() {
		holidays, _ := HolidaysIn(place)
		h := New(time.UTC, open, holidays)
		if len(h.Holidays()) < 5 {
			t.Errorf("%s has only the holidays %v", place, h.Holidays())
		}
		for _, holiday := range holidays.list {
			for y := 2025; y <= 2030; y++ {
				if day, _ := holiday.Calc(y); !day.IsZero() && h.Open(time.Date(y, day.Month(), day.Day(), 12, 0, 0, 0, time.UTC)) {
					t.Errorf("%s: open on %s, %s", place, holiday.Name, day.Format(time.DateOnly))
				}
			}
		}
	}
}

func TestATeamInTheNetherlandsIsClosedOnKingsDay(t *testing.T) {
	h := hoursOf(t, written{"Europe/Amsterdam", "NL", []string{"mon-fri 09:00-17:00"}})
	if h.Open(worktimetest.At("Europe/Amsterdam", "2027-04-27 10:00")) {
		t.Error("the hours are open")
	}
	if !strings.Contains(strings.Join(h.Holidays(), " "), "Koningsdag") {
		t.Errorf("holidays %v", h.Holidays())
	}
}
