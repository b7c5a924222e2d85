package lead

import "time"

// Relocation is where an open lead belongs whose team, channel or partner the playbook no longer has.
// The route's notes say what is gone.
type Relocation struct {
	Route   Route
	Channel string
	Pool    []string
	Partner bool // its partner is gone, so it comes home unless one of their people owns it
}

// Relocate moves an open lead to where it belongs after the playbook changed. Who has it keeps it, with
// every clock that runs; an offer to a partner that is gone is taken back.
func (l *Lead) Relocate(s Relocation, now time.Time) {
	if !l.Open() {
		return
	}
	l.Route = s.Route
	l.record(Moved, Dibs(), now, Facts{From: l.Stage, Route: &s.Route}, Words{})
	if s.Partner && l.Owner == NoOne {
		if l.Offer != nil && l.Offer.Partner != "" {
			l.withdraw(now)
		}
		l.leavePartner(now)
		if l.Stage == StageNew {
			l.pendingAssignment = AssignAfterReturn
		}
		return
	}
	l.Channel, l.Pool = s.Channel, s.Pool
}
