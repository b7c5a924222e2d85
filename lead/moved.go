package lead

import "time"

// Settlement is where an open lead belongs whose team, channel or partner the playbook no longer has.
// The route's note says what is gone.
type Settlement struct {
	Route   Route
	Channel string
	Pool    []string
	Partner bool // its partner is gone, so it comes home unless one of their people owns it
}

// Settle moves an open lead to where it belongs after the playbook changed. Who has it keeps it, with
// every clock that runs; an offer to a partner that is gone is taken back.
func (l *Lead) Settle(s Settlement, now time.Time) {
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
			l.deal = DealBack
		}
		return
	}
	l.Channel, l.Pool = s.Channel, s.Pool
}
