package playbook

import (
	"slices"
	"time"

	"dibs/lead"
)

// ContactLimit returns the limit of contact pressure (nurture.at_most): at most this many touches in this
// period. Zero touches mean that there is no limit.
func (p *Playbook) ContactLimit() (touches int, per time.Duration) {
	return p.nurture.touches, p.nurture.per
}

// OverContactLimit reports whether one more touch now would exceed the limit of contact pressure, and from
// when on it no longer would. A touch counts for one period of the limit, on the wall clock, from the moment
// it is made. Without a limit the answer is always false.
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
