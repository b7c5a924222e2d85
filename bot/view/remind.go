package view

import (
	"time"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// Reminded says that somebody will be reminded of a lead at an instant, and what of; l is nil when it is of no lead.
func Reminded(l *lead.Lead, what string, at time.Time, reader lead.PersonID, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	w := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	of := ""
	if l != nil {
		of = " of " + wording.LeadName(w.namesOnly(reader, l))
	}
	if said := wording.Safe(what, 120); said != "" {
		of += ": “" + said + "”"
	}
	return TextMessage("⏰ I will remind you " + w.Moment(at) + of + ".")
}

// RemindedColleague says that a colleague will be reminded of a lead at an instant because the reader asked for it, and of
// what; asked is the instant that was asked for, before the other when the colleague is away until then.
func RemindedColleague(l *lead.Lead, reader, to lead.PersonID, what string, asked, at time.Time, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	w := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	text := "⏰ I will remind " + w.Name(to) + " " + w.Moment(at) + " of " + wording.LeadName(w.namesOnly(reader, l))
	if said := wording.Safe(what, 120); said != "" {
		text += ": “" + said + "”"
	}
	text += ", and say that you asked."
	if at.After(asked) {
		text += " Until then " + w.Name(to) + " is away."
	}
	return TextMessage(text)
}

// RemindWhen answers who wants to be reminded and says no time that can be read, or one that is over.
func RemindWhen() bot.Message {
	return TextMessage("I can remind people, but I read no time ahead. Write `remind me tomorrow 9am`, `remind me in 2h`, `remind me Friday` or " +
		"`remind me 24.12. 14:00`, and after it what of.")
}

// reminded is the reminder itself, of a lead by its name or of nothing but words.
func (p Renderer) reminded(args []string, name string) string {
	text := "⏰ You wanted to be reminded"
	if by, _, ok := (outbox.Notification{Kind: outbox.NotifyReminder, Args: args}).RequestedBy(); ok {
		text = "⏰ " + p.Name(by) + " asked me to remind you"
	}
	if name != "" {
		text += " of " + name
	}
	if len(args) > 0 {
		if said := wording.Safe(args[0], 300); said != "" {
			return text + ": “" + said + "”"
		}
	}
	return text + "."
}
