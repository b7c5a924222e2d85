package playbook

import (
	"time"

	"dibs/lead"
)

// OwnerDue returns when the owner of a lead has to act next: at the response target for the first contact
// while it is awaited, otherwise at the next step. It is zero if nothing is awaited. first says that it is
// the first contact.
func (p *Playbook) OwnerDue(l *lead.Lead) (at time.Time, first bool) {
	if by := p.ContactBy(l.Score.Temperature, l.Route.Team, l.Clocks[lead.ClockContact].Start); !by.IsZero() {
		return by, true
	}
	if l.Next != nil {
		return l.Next.At, false
	}
	return time.Time{}, false
}
