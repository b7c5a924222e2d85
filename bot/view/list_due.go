package view

import (
	"fmt"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// Due lists leads whose owner has something to do, in the order given; the first late of them are overdue. span is
// the period that was asked for, such as "today" or "overdue", and may be empty. owners are the names of the people
// asked about; none means the reader.
func Due(leads []*lead.Lead, late int, span string, owners []string, by lead.Actor, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	w := listFor{Renderer{Playbook: pb, Crew: crew, Quiet: true}, by}
	when := " due"
	if span = wording.Safe(span, 60); span == "overdue" {
		when = " overdue"
	} else if span != "" {
		when += " " + span
	}
	whose := ""
	if len(owners) > 0 {
		whose = " for " + wording.And(wording.FirstFew(owners, 80))
	}
	if len(leads) == 0 {
		return TextMessage("🎉 Nothing" + when + whose + ". `/lead next` shows the most urgent lead you can take.")
	}
	text := wording.Count(len(leads), "lead") + when + whose
	if late > 0 && span != "overdue" {
		text += fmt.Sprintf(", %d overdue", late)
	}
	place := map[lead.ID]int{}
	for i, l := range leads {
		place[l.ID] = i
	}
	return w.listed(text+":", leads, func(l *lead.Lead) string {
		line := w.due(l)
		if len(owners) > 0 {
			line = w.Name(l.Owner) + ": " + line
		}
		if place[l.ID] < late {
			line = "⚠️ Overdue: " + line
		}
		return line
	})
}
