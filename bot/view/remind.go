package view

import (
	"time"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// Reminded confirms a reminder: its time, its lead (nil if it is about none) and what it is about.
func Reminded(l *lead.Lead, what string, at time.Time, reader lead.PersonID, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	r := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	text := "⏰ I'll remind you " + r.Moment(at)
	if l != nil {
		text += " about " + wording.LeadName(r.namesOnly(reader, l))
	}
	if what = wording.Safe(what, 120); what != "" {
		text += ": “" + what + "”"
	}
	return TextMessage(text + ".")
}

// RemindedColleague confirms that a colleague will be reminded of a lead. asked is the time that the reader asked for; at
// is the time of the reminder, which is later when the colleague is away.
func RemindedColleague(l *lead.Lead, reader, to lead.PersonID, what string, asked, at time.Time, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	r := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	text := "⏰ I'll remind " + r.Name(to) + " " + r.Moment(at) + " about " + wording.LeadName(r.namesOnly(reader, l))
	if what = wording.Safe(what, 120); what != "" {
		text += ": “" + what + "”"
	}
	text += ". I'll say it's from you."
	if at.After(asked) {
		text += " " + r.Name(to) + " is away until then."
	}
	return TextMessage(text)
}

// RemindWhen answers a request for a reminder whose time is missing, cannot be read or has passed.
func RemindWhen() bot.Message {
	return TextMessage("When should I remind you? Try `remind me tomorrow 9am`, `remind me in 2h`, `remind me Friday` or " +
		"`remind me 24.12. 14:00`, and then what about.")
}

// reminder is the text of the reminder itself. args are what it is about, and the colleague who asked for it, if any;
// name is the lead's name, or empty.
func (v notificationView) reminder(args []string, name string) string {
	text := "⏰ You asked me to remind you"
	if by, _, ok := (outbox.Notification{Kind: outbox.NotifyReminder, Args: args}).RequestedBy(); ok {
		text = "⏰ " + v.Name(by) + " asked me to remind you"
	}
	if name != "" {
		text += " about " + name
	}
	if len(args) > 0 {
		if what := wording.Safe(args[0], 300); what != "" {
			return text + ": “" + what + "”"
		}
	}
	return text + "."
}
