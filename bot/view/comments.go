package view

import (
	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// CommentSaved answers a person who saved a message as a comment on a lead. again means that the message had been
// saved before, by the actor of the event. The lead is named only if the reader may see its name.
func CommentSaved(l *lead.Lead, e lead.Event, again bool, reader lead.PersonID, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	r := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	on := l.ID.String()
	if r.seesName(reader, l) {
		on = wording.LeadName(r.namesOnly(reader, l)) + " " + on
	}
	if again {
		return TextMessage("📝 " + r.Name(e.By) + " already saved this message on " + on + ".")
	}
	return TextMessage("📝 Comment saved on " + on + ". You'll find it in the thread and in Details. It doesn't count as a contact, so log one when you've talked to them.")
}

// NotInLeadThread answers a person who wants to save a message that is not in the thread of a card.
func NotInLeadThread() bot.Message {
	return TextMessage("I can't tell which lead this message is about, because it isn't in the thread of a card. " +
		"Reply under the card instead, or use *Register a lead* to create a lead from it.")
}

// NothingToSave answers a person who wants to save a message without text.
func NothingToSave() bot.Message {
	return TextMessage("This message has no text to save. Reply under the card with what matters in it.")
}
