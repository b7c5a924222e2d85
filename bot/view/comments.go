package view

import (
	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// Kept answers who saved a message as a note. again: it was saved before, and the event tells by whom. The lead
// is named as far as the reader may know its name.
func Kept(l *lead.Lead, e lead.Event, again bool, reader lead.PersonID, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	w := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	of := l.ID.String()
	if w.seesName(reader, l) {
		of = wording.LeadName(w.namesOnly(reader, l)) + ", " + of
	}
	if again {
		return TextMessage("📝 " + w.Name(e.By) + " noted this message on " + of + " already. It is kept once.")
	}
	return TextMessage("📝 Noted on " + of + ". It stands in the thread and under Details, and stops no clock: log a contact when you spoke to them.")
}

// NoThread answers who would save a message as a note that is not in the thread of a card.
func NoThread() bot.Message {
	return TextMessage("This message is not in the thread of a lead's card, so I do not know which lead it is about. " +
		"Write it as a reply under the card, or make a lead of it with *Register a lead*.")
}

// NoWords answers who would save a message as a note in which nothing is written.
func NoWords() bot.Message {
	return TextMessage("There are no words in this message that could be kept. Write a reply under the card that says what is in it.")
}
