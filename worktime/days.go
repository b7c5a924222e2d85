package worktime

import (
	"slices"
	"strings"
	"time"
)

// Days are consecutive days of the week. They may go past Sunday, as in Friday to Monday.
type Days []time.Weekday

// dayNames are the days of the week, starting on Monday.
var dayNames = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// DayNames lists the names that ParseDays reads, starting with Monday.
func DayNames() []string { return slices.Clone(dayNames) }

// ParseDays reads "mon" or "mon-thu". A range may go past Sunday, as in "fri-mon".
func ParseDays(s string) (Days, bool) {
	first, last, isRange := strings.Cut(s, "-")
	a, b := slices.Index(dayNames, first), slices.Index(dayNames, last)
	if !isRange {
		b = a
	}
	if a < 0 || b < 0 {
		return nil, false
	}
	var days Days
	for i := a; ; i = (i + 1) % 7 {
		days = append(days, time.Weekday((i+1)%7))
		if i == b {
			return days, true
		}
	}
}

// String formats the days as ParseDays reads them. It is empty if there are none.
func (d Days) String() string {
	if len(d) == 0 {
		return ""
	}
	return formatDayRange(mondayFirst(d[0]), mondayFirst(d[len(d)-1]))
}

// formatDayRange formats the days from first to last, numbered from 0 for Monday.
func formatDayRange(first, last int) string {
	if first == last {
		return dayNames[first]
	}
	return dayNames[first] + "-" + dayNames[last]
}

func mondayFirst(d time.Weekday) int { return (int(d) + 6) % 7 }
