package view

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
)

// top is the greeting with the day in one line, what came of the last act, whether they are away, and what they can begin.
func (h homeView) top() []slack.Block {
	hello := Section(h.greeting())
	if h.involved() {
		hello.Accessory = slack.NewAccessory(h.availability())
	}
	blocks := []slack.Block{hello}
	if h.d.LastAction != nil && h.reader().SeesNames() {
		blocks = append(blocks, h.told()...)
	}
	if away := h.away(); away != "" {
		blocks = append(blocks, Section(away))
	}
	if h.d.Team != nil {
		blocks = append(blocks, Section(h.teamNow()))
	}
	label := "Register a lead"
	if !h.involved() {
		label = "Refer a lead"
	}
	begin := slack.NewButtonBlockElement(ActionNewLead, "new", PlainText(label))
	return append(blocks, slack.NewActionBlock("home:actions", begin))
}

func (h homeView) greeting() string {
	hello := "Good evening"
	switch hour := h.d.Now.In(h.zone()).Hour(); {
	case hour >= 4 && hour < 12:
		hello = "Good morning"
	case hour >= 12 && hour < 18:
		hello = "Good afternoon"
	}
	if name := wording.Safe(h.d.Reader.Name, 80); name != "" {
		hello += ", " + name
	}
	return strings.TrimSpace("*" + hello + ".* " + h.sumUp())
}

// sumUp says what there is to do; what is zero goes without saying.
func (h homeView) sumUp() string {
	if !h.involved() {
		return "Whoever you refer gets a fast answer, and you can follow what becomes of it here."
	}
	n := func(s outbox.Section) int { return len(h.d.Leads[s]) }
	var parts []string
	say := func(n int, words string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, words))
		}
	}
	say(n(outbox.SectionOverdue), "overdue")
	say(n(outbox.SectionToday), "due today")
	say(n(outbox.SectionWaiting), "waiting for you")
	hot := 0
	for _, l := range h.d.Leads[outbox.SectionPool] {
		if l.Score.Temperature == lead.Hot {
			hot++
		}
	}
	if hot > 0 {
		parts = append(parts, wording.Count(hot, "hot lead")+" waiting in your pool")
	}
	say(n(outbox.SectionInquiries), wording.Plural(n(outbox.SectionInquiries), "inquiry to judge", "inquiries to judge"))
	say(n(outbox.SectionReturned), "came back")
	switch {
	case len(parts) > 0:
		return wording.And(parts) + "."
	case h.d.Reader.Away(h.d.Now), h.d.Team != nil:
		return ""
	}
	return "Nothing is due today."
}

// told is what came of the last act here, with the button that most people need after it.
func (h homeView) told() []slack.Block {
	l, e := h.d.LastAction.Lead, h.d.LastAction.Event
	if !h.reader().SeesName(l) {
		return []slack.Block{Section("✔️ " + h.doneUnnamed(h.reader(), l))}
	}
	blocks := []slack.Block{Section("✔️ " + h.confirmed(l, e))}
	for _, a := range followUp(l, e, h.Playbook) {
		if a == ActionUndo { // the others stand beside the lead, further down
			blocks = append(blocks, slack.NewActionBlock(BlockID(l, "home:told"), Button(a, l)))
		}
	}
	return blocks
}

// availability is the button that says that they are away, or back.
func (h homeView) availability() *slack.ButtonBlockElement {
	if h.d.Reader.Away(h.d.Now) {
		return slack.NewButtonBlockElement(ActionBack, "back", PlainText("I'm back"))
	}
	return slack.NewButtonBlockElement(ActionAway, "away", PlainText("I'm away…"))
}

// away says until when they are away, and who covers.
func (h homeView) away() string {
	if !h.d.Reader.Away(h.d.Now) || !h.involved() {
		return ""
	}
	backup := h.d.Reader.Backup
	if h.Crew.Member(backup).Away(h.d.Now) {
		backup = lead.NoOne
	}
	ends := "you say that you are back."
	if !h.d.Reader.BackAt.IsZero() {
		ends = h.Moment(h.d.Reader.BackAt) + "."
	}
	return h.awaySaid(ends, backup, h.d.Open)
}

// nothing is what an empty home tab says: that this is good, and what comes next.
func (h homeView) nothing() string {
	switch h.d.Reader.Role {
	case lead.RoleRep:
		return "🎉 All is done. When a lead comes in for " + cmp.Or(wording.Readable(h.d.Reader.Team), "your team") + ", it appears here and in your channel, and you can claim it with one click."
	case lead.RolePartner:
		partner := strings.TrimPrefix(h.d.Reader.Team, lead.PartnerTeam(""))
		return "🎉 All is done. When a lead comes in for " + cmp.Or(wording.Safe(partner, 80), "you") + ", it appears here and in your channel, and you can accept it."
	case lead.RoleQualifier:
		return "🎉 No inquiry waits. The next one appears here and in " + h.channel(h.Playbook.Qualifiers()) + ": call, then certify it or send it to marketing."
	case lead.RoleMarketing:
		return "🎉 Nothing came back this week, and nothing wakes in the next seven days. What sales hands back appears here and in " + h.channel(h.Playbook.Marketing()) + "."
	}
	if h.involved() {
		return "🎉 Nobody waits and no clock runs. The next lead appears here with who is called when."
	}
	return "You have referred nobody yet. Somebody you know could need " + cmp.Or(wording.Safe(h.Playbook.Company(), 80), "us") +
		"? *Refer a lead* takes half a minute; you hear when it is claimed and what comes of it." + h.mayEarn(h.d.Reader.ID)
}

// bottom is what they may want to change, and for those who do not ask often what can be asked.
func (h homeView) bottom() []slack.Block {
	if h.involved() {
		return h.digests()
	}
	return []slack.Block{slack.NewDividerBlock(), SmallPrint("Just ask: `/lead summary` how the pipeline stands · `/lead definition` what counts as a lead here · `/lead help` all the rest")}
}
