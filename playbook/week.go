package playbook

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"dibs/lead"
)

// Always reports whether the hours never close.
func (h *Hours) Always() bool { return h.always }

// Week says when the hours are open, from Monday on, days with the same windows together:
// "mon-thu 09:00-12:30 and 13:15-18:00". Holidays are another matter.
func (h *Hours) Week() []string {
	if h.always {
		return []string{"always"}
	}
	var lines []string
	for i := 0; i < len(weekdays); {
		ws := h.windows[(i+1)%7]
		last := i
		for last+1 < len(weekdays) && slices.Equal(h.windows[(last+2)%7], ws) {
			last++
		}
		if len(ws) > 0 {
			lines = append(lines, dayRange(i, last)+" "+windowsInWords(ws))
		}
		i = last + 1
	}
	return lines
}

// Holidays names the days on which the hours stay closed, as their country calls them.
func (h *Hours) Holidays() []string {
	var names []string
	for _, d := range h.holidays {
		if !slices.Contains(names, d.Name) {
			names = append(names, d.Name)
		}
	}
	return names
}

func dayRange(first, last int) string {
	if first == last {
		return weekdays[first]
	}
	return weekdays[first] + "-" + weekdays[last]
}

func windowsInWords(ws []window) string {
	var parts []string
	for _, w := range ws {
		parts = append(parts, clockTime(w.from)+"-"+clockTime(w.to))
	}
	return strings.Join(parts, " and ")
}

// clockTime writes minutes since midnight as "09:00".
func clockTime(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// Outside is who is told of leads while their team is closed.
type Outside struct {
	Temperature lead.Temperature
	Tell        string // on_duty or manager
	From        string // "07:00"; empty: from the day's first opening, or nine
	Until       string // "21:00"; empty: until the day's end
	Days        string // "mon-fri"; empty: every day
}

// Outside lists the exceptions from the rule that nobody is called while their team is closed,
// hottest first.
func (p *Playbook) Outside() []Outside {
	var os []Outside
	for _, t := range lead.Temperatures() {
		o, ok := p.outside[t]
		if !ok {
			continue
		}
		x := Outside{Temperature: t, Tell: o.tell}
		if o.from >= 0 {
			x.From = clockTime(o.from)
		}
		if o.until > 0 && o.until < 24*60 {
			x.Until = clockTime(o.until)
		}
		if len(o.days) > 0 && len(o.days) < len(weekdays) {
			x.Days = dayRange(mondayFirst(o.days[0]), mondayFirst(o.days[len(o.days)-1]))
		}
		os = append(os, x)
	}
	return os
}

func mondayFirst(d time.Weekday) int { return (int(d) + 6) % 7 }

// Spell writes a duration as a playbook does, its days first: "1d12h", "5m", "0s".
func Spell(d time.Duration) string { return spell(d) }

// ParseSpan reads a duration as playbooks write it: "90s", "5m", "4h", "2d" or "1d12h", days of
// 24 h, ten years at most.
func ParseSpan(s string) (time.Duration, error) {
	d, err := parseSpan(s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a duration: %w", s, err)
	}
	return d.length(), nil
}
