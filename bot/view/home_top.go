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

// top is the greeting with a summary of the day, the receipt of the last act, the reader's absence, and the button to
// register a lead.
func (h homeView) top() []slack.Block {
	hello := Section(h.greeting())
	if h.involved() {
		hello.Accessory = slack.NewAccessory(h.availability())
	}
	blocks := []slack.Block{hello}
	if h.d.LastAction != nil && h.reader().SeesNames() {
		blocks = append(blocks, h.lastReceipt()...)
	}
	if away := h.away(); away != "" {
		blocks = append(blocks, Section(away))
	}
	if h.d.Team != nil {
		blocks = append(blocks, Section(h.teamNow()...))
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
	return strings.TrimSpace("*" + hello + ".* " + h.overview())
}

// overview says what there is to do. It leaves out zeros.
func (h homeView) overview() string {
	if !h.involved() {
		return "People you refer get a fast answer, and you can follow their progress here."
	}
	count := func(s outbox.Section) int { return len(h.d.Leads[s]) }
	var all []string
	overdue := count(outbox.SectionOverdue)
	if n := overdue + count(outbox.SectionToday) + count(outbox.SectionWaiting); n > 0 {
		text := wording.Count(n, "lead") + wording.Plural(n, " needs you", " need you")
		switch {
		case overdue == n:
			text += wording.Plural(n, ": it's overdue", ": all overdue")
		case overdue > 0:
			text += fmt.Sprintf(", %d overdue", overdue)
		}
		all = append(all, text+".")
	}
	hot := 0
	for _, l := range h.d.Leads[outbox.SectionPool] {
		if l.Score.Temperature == lead.Hot {
			hot++
		}
	}
	if hot > 0 {
		all = append(all, wording.Count(hot, "hot lead")+wording.Plural(hot, " is", " are")+" up for grabs.")
	}
	if n := count(outbox.SectionInquiries); n > 0 {
		all = append(all, fmt.Sprintf("%d %s to qualify.", n, wording.Plural(n, "inquiry", "inquiries")))
	}
	if n := count(outbox.SectionReturned); n > 0 {
		all = append(all, wording.Count(n, "lead")+" came back this week.")
	}
	if len(all) == 0 && h.d.Team == nil && !h.d.Reader.Away(h.d.Now) {
		return "Nothing is due today."
	}
	return strings.Join(all, " ")
}

// lastReceipt is the receipt of the last act on the home tab, with Undo if it can be undone. It names the lead,
// because its card is not beside it.
func (h homeView) lastReceipt() []slack.Block {
	l, e := h.d.LastAction.Lead, h.d.LastAction.Event
	if !h.reader().SeesName(l) {
		return []slack.Block{Section("✔️ " + h.unnamedReceipt(h.reader(), l))}
	}
	text, name := h.receipt(l, e), wording.LeadName(l)
	if !strings.Contains(text, name) {
		text = name + ": " + text
	}
	blocks := []slack.Block{Section("✔️ " + text)}
	for _, a := range receiptButtons(l, e, h.Playbook) {
		if a == ActionUndo { // the other buttons are beside the lead, further down
			blocks = append(blocks, slack.NewActionBlock(BlockID(l, "home:told"), Button(a, l)))
		}
	}
	return blocks
}

// availability is the button with which readers set themselves away or back.
func (h homeView) availability() *slack.ButtonBlockElement {
	if h.d.Reader.Away(h.d.Now) {
		return slack.NewButtonBlockElement(ActionBack, "back", PlainText("I'm back"))
	}
	return slack.NewButtonBlockElement(ActionAway, "away", PlainText("I'm away…"))
}

// away says until when the reader is away, and who covers for them. It is empty if they are not away.
func (h homeView) away() string {
	if !h.d.Reader.Away(h.d.Now) || !h.involved() {
		return ""
	}
	backup := h.d.Reader.Backup
	if h.Crew.Member(backup).Away(h.d.Now) {
		backup = lead.NoOne
	}
	ends := "you press *I'm back*"
	if !h.d.Reader.BackAt.IsZero() {
		ends = h.Moment(h.d.Reader.BackAt)
	}
	return h.youAreAway(ends, backup, h.d.Open)
}

// nothing is the text of a home tab on which there is nothing to do: that this is good, and what comes next.
func (h homeView) nothing() string {
	switch h.d.Reader.Role {
	case lead.RoleRep:
		return "🎉 All done. New leads for " + cmp.Or(wording.Readable(h.d.Reader.Team), "your team") + " appear here and in your channel, ready to claim."
	case lead.RolePartner:
		partner := strings.TrimPrefix(h.d.Reader.Team, lead.PartnerTeam(""))
		return "🎉 All done. New leads for " + cmp.Or(wording.Safe(partner, 80), "you") + " appear here and in your channel, ready to accept."
	case lead.RoleQualifier:
		return "🎉 No inquiries waiting. The next one appears here and in " + h.channel(h.Playbook.QualifyChannel()) + ": call, then certify it or send it to marketing."
	case lead.RoleMarketing:
		return "🎉 Nothing came back this week, and nothing is due back in the next 7 days. Leads that sales hands back appear here and in " + h.channel(h.Playbook.MarketingChannel()) + "."
	}
	if h.involved() {
		return "🎉 No leads waiting and no deadlines running. The next lead appears here, with who is pinged and when."
	}
	return "You haven't referred anybody yet. Know somebody who could use " + cmp.Or(wording.Safe(h.Playbook.Company(), 80), "us") +
		"? *Refer a lead* takes half a minute, and I'll tell you when it's claimed and how it ends." + h.mayEarn(h.d.Reader.ID)
}

// bottom is the notification settings or, for people without a role in leads, what they can ask.
func (h homeView) bottom() []slack.Block {
	if h.involved() {
		return h.digests()
	}
	return []slack.Block{slack.NewDividerBlock(), SmallPrint("Just ask: `/lead summary` for the pipeline, `/lead definition` for what counts as a lead, `/lead help` for everything else.")}
}
