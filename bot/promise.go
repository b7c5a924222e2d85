package bot

import (
	"time"

	"dibs/lead"
)

// contactBy is when the promised time to the first contact attempt is over; zero when none is promised or awaited.
func contactBy(l *lead.Lead, pb Playbook) time.Time {
	c, running := l.Clocks[lead.ClockContact]
	if _, within := pb.Promise(l.Score.Temperature); running && within > 0 {
		return c.Start.Add(within)
	}
	return time.Time{}
}
