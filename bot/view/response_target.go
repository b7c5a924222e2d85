package view

import (
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// contactBy is the response target for the first contact: the time by which the owner should have tried to reach the
// inquirer, counted in business hours. It is zero if no first contact is pending or the playbook sets no target.
func contactBy(l *lead.Lead, pb *playbook.Playbook) time.Time {
	return pb.ContactBy(l.Score.Temperature, l.Route.Team, l.Clocks[lead.ClockContact].Start)
}
