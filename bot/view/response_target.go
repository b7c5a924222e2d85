package view

import (
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// contactBy is when, in business time, the promised time to the first contact attempt is over; zero when none is promised or awaited.
func contactBy(l *lead.Lead, pb *playbook.Playbook) time.Time {
	return pb.ContactBy(l.Score.Temperature, l.Route.Team, l.Clocks[lead.ClockContact].Start)
}
