package view

import (
	"dibs/bot/view/wording"
	"dibs/lead"
)

// mostNoted is how much of a note its line holds: the three latest lines must fit one text of /lead show.
const mostNoted = 600

// noted tells of a note: who wrote it, and who kept it when that is somebody else.
func (p Renderer) noted(e lead.Event) string {
	words := wording.Safe(e.Words.Comment, mostNoted)
	if words == "" { // hidden, or erased
		words = "a note"
	}
	if a := e.Facts.Author; a != lead.NoOne {
		return "📝 " + p.Name(a) + ": “" + words + "” (noted by " + p.Name(e.By) + ")"
	}
	return "📝 " + p.actor(e) + ": “" + words + "”"
}

// made links to the message that a lead was made of; Slack opens it for whoever may read it there.
func made(of *lead.Place) string {
	if of == nil || Link(*of) == "" {
		return ""
	}
	return " Made of <" + Link(*of) + "|this message>."
}
