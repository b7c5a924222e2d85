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

// Tombstone draws what remains of a card: one line that says where the lead is now, or who is on it. If a partner had
// the lead, only its number remains, because the partner may no longer see it.
func Tombstone(p outbox.Message, pb *playbook.Playbook) bot.Message {
	d := tombstoneView{cardView{Renderer: Renderer{Playbook: pb, Crew: p.Crew}, l: p.Lead, events: p.Events}}
	if d.leftPartner() {
		line := fmt.Sprintf("➡️ %s isn't here any more. If you may see it, `/lead show %d` shows where it is.", d.l.ID, d.l.ID)
		return bot.Message{Text: line, Blocks: []slack.Block{SmallPrint(line)}}
	}
	line := wording.Dots(d.test()+d.moved(), openCard(p.Home))
	return bot.Message{Text: line, Blocks: []slack.Block{SmallPrint(line)}}
}

// tombstoneView is the rest of a card being drawn.
type tombstoneView struct{ cardView }

// leftPartner reports whether a partner had the lead and no longer has it. A tombstone does not know which channel it
// is in, so from then on no tombstone of the lead names it.
func (d tombstoneView) leftPartner() bool {
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

// moved says what happened to the lead: "➡️ Certified: Nadia Rahman, Brandt Logistik GmbH is now in #leads", or for
// one that was widened, "👤 Ana is on it: Nadia Rahman, Brandt Logistik GmbH".
func (d tombstoneView) moved() string {
	if d.l.Stage == lead.StageDisqualified || d.l.Stage == lead.StageMerged {
		return d.closed()
	}
	reason, widened := "Moved", false
	for i := len(d.events) - 1; i >= 0 && reason == "Moved" && !widened; i-- {
		switch e := d.events[i]; e.Kind {
		case lead.Certified:
			reason = "Certified"
		case lead.ToMarketing, lead.HandedBack:
			reason = "Sent to marketing"
			if d.l.Stage != lead.StageNurturing {
				reason = "Handed back"
			}
		case lead.NotAFit:
			reason = "Not a fit"
		case lead.Woken, lead.BroughtBack:
			reason = "Back from marketing"
		case lead.Undone:
			reason = "Undone"
		case lead.Climbed:
			widened = slices.ContainsFunc(e.Facts.Steps, func(s lead.Step) bool { return s.Do == lead.DoWiden })
		}
	}
	if widened && d.l.Owner != lead.NoOne {
		return "👤 " + d.Name(d.l.Owner) + " is on it: " + wording.LeadName(d.l)
	}
	where := "another channel"
	if c := d.channel(d.l.Channel); c != "" {
		where = c
	}
	return "➡️ " + reason + ": " + wording.LeadName(d.l) + " is now in " + where
}
