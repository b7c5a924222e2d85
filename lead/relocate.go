package lead

import "time"

// Relocation says where an open lead belongs now that the playbook no longer has its team, channel or
// partner. The notes of the route say what is gone.
type Relocation struct {
	Route   Route
	Channel string
	Pool    []string
	Partner bool // its partner is gone; it comes back to us unless it has an owner
}

// Relocate moves an open lead to where it belongs after the playbook changed. Its owner keeps it, with all
// running clocks. An offer to a partner that is gone is taken back.
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
