package bot

import (
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// contactBy is when, in business time, the promised time to the first contact attempt is over; zero when none is promised or awaited.
func contactBy(l *lead.Lead, pb *playbook.Playbook) time.Time {
	c, running := l.Clocks[lead.ClockContact]
	if _, within := pb.Promise(l.Score.Temperature); running && within > 0 {
		return pb.Hours(l.Route.Team).Due(c.Start, within)
	}
	return time.Time{}
}
