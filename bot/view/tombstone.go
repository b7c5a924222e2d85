package view

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// Tombstone draws what remains of a card: one line that says where the lead is now, or who has it. Where a partner had it
// nothing remains but its number, since it is none of theirs any more.
func Tombstone(p outbox.Message, pb *playbook.Playbook) bot.Message {
	d := cardView{Renderer: Renderer{Playbook: pb, Crew: p.Crew}, l: p.Lead, events: p.Events}
	if d.leftPartner() {
		line := fmt.Sprintf("➡️ %s is not here any more. /lead show %d says where it is, to those who may know.", d.l.ID, d.l.ID)
		return bot.Message{Text: line, Blocks: []slack.Block{SmallPrint(line)}}
	}
	line := wording.Dots(d.test()+d.moved(), openCard(p.Home))
	return bot.Message{Text: line, Blocks: []slack.Block{SmallPrint(line)}}
}

// leftPartner reports whether the lead was with a partner that has it no longer. A trace does not know in whose channel it
// hangs, so from then on none of them names it.
func (d cardView) leftPartner() bool {
	now := ""
	if d.l.Channel == d.l.Route.Channel {
		now = d.l.Route.Partner
	}
	return slices.ContainsFunc(d.events, func(e lead.Event) bool {
		was := e.Facts.Partner
		if e.Facts.Route != nil && was == "" {
			was = e.Facts.Route.Partner
		}
		return was != "" && was != now
	})
}

// moved says what became of the lead: "➡️ Certified: Nadia Rahman, Brandt Logistik GmbH is now in #leads", or of one that
// others could claim too, "👤 Ana has it: Nadia Rahman, Brandt Logistik GmbH".
func (d cardView) moved() string {
	if d.l.Stage == lead.StageDisqualified || d.l.Stage == lead.StageMerged {
		return d.closed()
	}
	why, wide := "Moved", false
	for i := len(d.events) - 1; i >= 0 && why == "Moved" && !wide; i-- {
		switch e := d.events[i]; e.Kind {
		case lead.Certified:
			why = "Certified"
		case lead.ToMarketing, lead.HandedBack:
			why = "Sent to marketing"
			if d.l.Stage != lead.StageNurturing {
				why = "Handed back"
			}
		case lead.NotAFit:
			why = "Not a fit"
		case lead.Woken, lead.BroughtBack:
			why = "Back in play"
		case lead.Undone:
			why = "Taken back"
		case lead.Climbed:
			wide = slices.ContainsFunc(e.Facts.Steps, func(s lead.Step) bool { return s.Do == lead.DoWiden })
		}
	}
	if wide && d.l.Owner != lead.NoOne {
		return "👤 " + d.Name(d.l.Owner) + " has it: " + wording.LeadName(d.l)
	}
	where := "another channel"
	if c := d.channel(d.l.Channel); c != "" {
		where = c
	}
	return "➡️ " + why + ": " + wording.LeadName(d.l) + " is now in " + where
}
