package view

import (
	"fmt"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// Due lists leads whose owner has to act, as given; the first late of them are overdue. span is what was asked for, such as
// "today" or "overdue", and may be empty; whose are the names of those who have to act, none when the reader is meant.
func Due(leads []*lead.Lead, late int, span string, whose []string, by lead.Actor, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	w := listFor{Renderer{Playbook: pb, Crew: crew, Quiet: true}, by}
	when := " due"
	if span = wording.Safe(span, 60); span == "overdue" {
		when = " overdue"
	} else if span != "" {
		when += " " + span
	}
	of := ""
	if len(whose) > 0 {
		of = " for " + wording.And(wording.Few(whose, 80))
	}
	if len(leads) == 0 {
		return TextMessage("Nothing is" + when + of + ". `/lead next` shows the lead that needs somebody most.")
	}
	text := wording.Count(len(leads), "lead") + wording.Plural(len(leads), " is", " are") + when + of
	if late > 0 && span != "overdue" {
		text += fmt.Sprintf(", %d of them overdue", late)
	}
	n := map[lead.ID]int{}
	for i, l := range leads {
		n[l.ID] = i
	}
	return w.listed(text+":", leads, func(l *lead.Lead) string {
		line := w.due(l)
		if len(whose) > 0 {
			line = wording.Dots(w.Name(l.Owner), line)
		}
		if n[l.ID] < late {
			line = "⚠️ Overdue · " + line
		}
		return line
	})
}
