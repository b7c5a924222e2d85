package view

import (
	"dibs/bot/view/wording"
	"dibs/lead"
)

// maxCommentLine is how many characters of a comment a line shows: three lines must fit into one text of /lead show.
const maxCommentLine = 600

// commentLine words a comment: its author, and the person who saved it if that is somebody else.
func (v threadView) commentLine(e lead.Event) string {
	text := wording.Safe(e.Words.Comment, maxCommentLine)
	if text == "" { // hidden, or erased
		text = "a comment"
	}
	if a := e.Facts.Author; a != lead.NoOne {
		return "📝 " + v.Name(a) + ": “" + text + "” (saved by " + v.Name(e.By) + ")"
	}
	return "📝 " + v.actor(e) + ": “" + text + "”"
}

// createdFrom links to the message that a lead was created from. Slack opens it for people who may read that channel.
func createdFrom(message *lead.Place) string {
	if message == nil || Link(*message) == "" {
		return ""
	}
	return " Created from <" + Link(*message) + "|this message>."
}
