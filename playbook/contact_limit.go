package playbook

import (
	"slices"
	"time"

	"dibs/lead"
)

// ContactLimit is the limit of contact pressure (nurture.at_most): this many touches in this much time. Zero
// touches mean no limit.
func (p *Playbook) ContactLimit() (touches int, per time.Duration) {
	return p.nurture.touches, p.nurture.per
}

// OverContactLimit reports whether one more touch now would exceed the limit of contact pressure, and when it
// no longer would. A touch counts from the moment it is made for the period of the limit, on the wall clock.
// Without a limit nothing exceeds it.
func (p *Playbook) OverContactLimit(l *lead.Lead, now time.Time) (free time.Time, over bool) {
	if p.nurture.touches == 0 {
		return time.Time{}, false
	}
	var ends []time.Time // when each touch that counts now stops counting
	for _, at := range l.Touches {
		if end := at.Add(p.nurture.per); end.After(now) {
			ends = append(ends, end)
		}
	}
	if len(ends) < p.nurture.touches {
		return time.Time{}, false
	}
	slices.SortFunc(ends, time.Time.Compare)
	return ends[len(ends)-p.nurture.touches], true
}
