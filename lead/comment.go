package lead

import (
	"strings"
	"time"
)

// Comment is something worth keeping about a lead: typed by whoever notes it, or a message of
// somebody's that they save.
type Comment struct {
	Text   string
	Author PersonID // who wrote the message, when that is somebody else than who saves it
	Place  *Place   // the message; nil for what was typed
}

// AddComment keeps words about a lead in its log and thread. It stops no clock and is possible in every
// stage, for a closed lead too. Whoever works for the team in a role may, and who referred the lead;
// a partner's people while the lead is with them.
func (l *Lead) AddComment(a Actor, words string, now time.Time) error {
	return l.SaveMessage(a, Comment{Text: words}, now)
}

// SaveMessage is Note for a remark that may be somebody else's.
func (l *Lead) SaveMessage(a Actor, r Comment, now time.Time) error {
	if !l.mayComment(a) {
		return l.only(Commented, AudienceTeam)
	}
	if strings.TrimSpace(r.Text) == "" {
		return l.missing(Commented, "note")
	}
	f := Facts{Author: r.Author, Message: clone(r.Place)}
	if f.Author == a.ID {
		f.Author = NoOne
	}
	l.record(Commented, a, now, f, Words{Comment: r.Text})
	return nil
}

func (l *Lead) mayComment(a Actor) bool {
	switch a.Role {
	case RoleAnyone:
		return a.IsDibs() || a.ID != NoOne && a.ID == l.Referrer
	case RolePartner:
		return l.Partner() != "" && a.Team == PartnerTeam(l.Partner())
	default:
		return true
	}
}
