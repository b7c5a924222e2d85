package lead

import (
	"strings"
	"time"
)

// Remark is something worth keeping about a lead: typed by whoever notes it, or a message of
// somebody's that they save.
type Remark struct {
	Words  string
	Author PersonID // who wrote the message, when that is somebody else than who saves it
	Place  *Place   // the message; nil for what was typed
}

// Note keeps words about a lead in its log and thread. It stops no clock and is possible in every
// stage, for a closed lead too. Whoever works for the team in a role may, and who referred the lead;
// a partner's people while the lead is with them.
func (l *Lead) Note(a Actor, words string, now time.Time) error {
	return l.Keep(a, Remark{Words: words}, now)
}

// Keep is Note for a remark that may be somebody else's.
func (l *Lead) Keep(a Actor, r Remark, now time.Time) error {
	if !l.mayNote(a) {
		return l.only(Noted, WhoTeam)
	}
	if strings.TrimSpace(r.Words) == "" {
		return l.missing(Noted, "note")
	}
	f := Facts{Author: r.Author, Message: clone(r.Place)}
	if f.Author == a.ID {
		f.Author = NoOne
	}
	l.record(Noted, a, now, f, Words{Note: r.Words})
	return nil
}

func (l *Lead) mayNote(a Actor) bool {
	switch a.Role {
	case RoleAnyone:
		return a.IsDibs() || a.ID != NoOne && a.ID == l.Referrer
	case RolePartner:
		return l.Partner() != "" && a.Team == PartnerTeam(l.Partner())
	default:
		return true
	}
}
