package playbook

import (
	"time"

	"dibs/lead"
)

// OwnerDue is when the owner of a lead has to act: the first contact that was promised, or else the next step. It is zero when
// nothing is awaited. first reports that it is the first contact.
func (p *Playbook) OwnerDue(l *lead.Lead) (at time.Time, first bool) {
	if by := p.ContactBy(l.Score.Temperature, l.Route.Team, l.Clocks[lead.ClockContact].Start); !by.IsZero() {
		return by, true
	}
	if l.Next != nil {
		return l.Next.At, false
	}
	return time.Time{}, false
}
