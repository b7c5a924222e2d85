package lead

import (
	"strings"
	"time"
)

// Comment is something worth keeping about a lead: text that a person typed, or a message that they saved,
// their own or another person's.
type Comment struct {
	Text   string
	Author PersonID // the author of the message, if not the person who saves it
	Place  *Place   // the message; nil for typed text
}

// AddComment keeps a text in the log and the thread of a lead. It stops no clock and works in every stage,
// also for a closed lead. Anyone with a role on the team may comment, the colleague who referred the lead,
// and a partner's people while the lead is with them.
func (l *Lead) AddComment(a Actor, words string, now time.Time) error {
	return l.SaveMessage(a, Comment{Text: words}, now)
}

// SaveMessage is AddComment for a text that another person may have written.
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
