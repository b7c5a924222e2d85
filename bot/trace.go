package bot

import (
	"github.com/slack-go/slack"

	"dibs/lead"
	"dibs/playbook"
)

// Trace draws what remains of a card whose lead moved to another channel: one line that says where it is now.
func Trace(p lead.Posting, pb *playbook.Playbook) Message {
	d := drawing{pen: pen{pb: pb, crew: p.Crew}, l: p.Lead, events: p.Events}
	line := dots(d.test()+d.moved(), openCard(p.Home))
	return Message{Text: line, Blocks: []slack.Block{smallPrint(line)}}
}

// moved says what became of the lead: "➡️ Certified: Nadia Rahman, Brandt Logistik GmbH is now in #leads".
func (d drawing) moved() string {
	why := "Moved"
	for i := len(d.events) - 1; i >= 0 && why == "Moved"; i-- {
		switch d.events[i].Kind {
		case lead.Certified:
			why = "Certified"
		case lead.ToMarketing, lead.HandedBack:
			why = "Sent to marketing"
			if d.l.Stage != lead.StageNurturing {
				why = "Handed back"
			}
		case lead.NotAFit:
			why = "Not a fit"
		case lead.Woken, lead.PushedOn:
			why = "Back in play"
		case lead.Undone:
			why = "Taken back"
		}
	}
	where := "another channel"
	if c := d.channel(d.l.Channel); c != "" {
		where = c
	}
	return "➡️ " + why + ": " + who(d.l) + " is now in " + where
}
