package playbook

import (
	"time"

	"dibs/lead"
)

// ClaimBy is when the promised time to the claim of a lead that came to sales at an instant is over,
// in the business time of a team; zero when nothing is promised.
func (p *Playbook) ClaimBy(t lead.Temperature, team string, salesAt time.Time) time.Time {
	within, _ := p.Promise(t)
	if within <= 0 || salesAt.IsZero() {
		return time.Time{}
	}
	return p.Hours(team).Due(salesAt, within)
}

// ContactBy is ClaimBy for the first contact attempt of an owner who has the lead since an instant.
func (p *Playbook) ContactBy(t lead.Temperature, team string, since time.Time) time.Time {
	_, within := p.Promise(t)
	if within <= 0 || since.IsZero() {
		return time.Time{}
	}
	return p.Hours(team).Due(since, within)
}
