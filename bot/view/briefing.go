package view

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// Briefing draws the morning briefing of one person. It mentions nobody. The message is empty if there is nothing to
// do.
func Briefing(p outbox.Message, pb *playbook.Playbook) bot.Message {
	reader := p.Crew.Member(p.To)
	h := homeView{Renderer: Renderer{Playbook: pb, Crew: p.Crew, Quiet: true, ReaderZone: ZoneOf(reader)}, d: outbox.HomeView{Reader: reader, Now: p.Now, Crew: p.Crew}}
	return h.briefing(p)
}

// briefingPart is a part of a briefing: its title, and how it shows a lead. Without a row function a lead is shown as
// in a notification.
type briefingPart struct {
	section outbox.Section
	title   string
	row     func(l *lead.Lead) (lines, actions []string)
}

// briefingParts are the parts of a briefing, in their order.
func (h homeView) briefingParts() []briefingPart {
	return []briefingPart{
		{"", "", nil},
		{outbox.SectionOverdue, "⚠️ Overdue", h.owned},
		{outbox.SectionToday, "Due today", h.owned},
		{outbox.SectionWaiting, "Waiting for you", h.waiting},
		{outbox.SectionCovering, "Due for people you cover", h.coveredFor},
		{outbox.SectionStillWaiting, "Still waiting", nil},
		{outbox.SectionPool, "Up for grabs", h.claimable},
		{outbox.SectionInquiries, "Inquiries to check", h.inquiry},
		{outbox.SectionReturned, "Came back from sales this week", h.returned},
		{outbox.SectionWaking, "Coming back soon", h.waking},
	}
}

// briefing lists each lead with its next step, its card and the action that it needs. People of a partner see only
// their own leads, and guests see none.
func (h homeView) briefing(p outbox.Message) bot.Message {
	v := notificationView{Renderer: h.Renderer, to: p.To}
	by, items := map[outbox.Section][]outbox.Item{}, 0
	for _, i := range p.Items {
		if i.Lead == nil || !h.reader().SeesNames() || i.Section != "" && !h.reader().KnowsOf(i.Lead) {
			continue
		}
		by[i.Section] = append(by[i.Section], v.visible(i))
		items++
	}
	if items == 0 {
		return bot.Message{}
	}
	headline := "☀️ Good morning, " + cmp.Or(wording.Safe(h.d.Reader.Name, 80), "there") + ". " + daySummary(by, items+p.More)
	blocks := []slack.Block{Section(headline)}
	for _, s := range h.briefingParts() {
		if len(by[s.section]) == 0 {
			continue
		}
		if s.title != "" {
			blocks = append(blocks, Section("*"+s.title+"*"))
		}
		for n, i := range by[s.section] {
			blocks = append(blocks, h.entry(i, fmt.Sprintf("briefing:%s:%d", s.section, n), s.row))
		}
	}
	more := ""
	if p.More > 0 {
		more = "… and " + wording.Thousands(fmt.Sprint(p.More)) + " more. You'll find them all in the Home tab."
	}
	return bot.Message{Text: headline, Blocks: append(blocks, SmallPrint(sentences(more, DigestSwitchHint)))}
}

// daySummary counts the leads of a day by what they need. For a long day it gives only the total.
func daySummary(by map[outbox.Section][]outbox.Item, all int) string {
	var parts []string
	counts := 0
	add := func(n int, words string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, words))
		}
		counts += n
	}
	add(len(by[outbox.SectionOverdue]), "overdue")
	add(len(by[outbox.SectionToday]), "due today")
	add(len(by[outbox.SectionWaiting]), "waiting for you")
	add(len(by[outbox.SectionCovering]), "due for people you cover")
	add(len(by[outbox.SectionStillWaiting]), "still waiting")
	add(len(by[outbox.SectionPool]), "up for grabs")
	inquiries := len(by[outbox.SectionInquiries])
	add(inquiries, wording.Plural(inquiries, "inquiry to check", "inquiries to check"))
	add(len(by[outbox.SectionReturned]), "back from sales")
	add(len(by[outbox.SectionWaking]), "coming back soon")
	switch {
	case all > outbox.MaxItems || counts == 0:
		return "You have " + wording.Count(all, "lead") + " today."
	case counts < all:
		parts = append(parts, fmt.Sprintf("%d more", all-counts))
	}
	return wording.Capital(wording.And(parts)) + "."
}

// DigestSwitchHint says where the reader turns a digest off.
const DigestSwitchHint = "Turn this message off in the Home tab."

// entry is one lead of a briefing, with the button that matters most.
func (h homeView) entry(i outbox.Item, part string, row func(l *lead.Lead) (lines, actions []string)) slack.Block {
	var text *slack.SectionBlock
	if row == nil {
		v := notificationView{Renderer: h.Renderer, to: h.d.Reader.ID}
		text = Section(strings.TrimSpace(v.headline(i) + " " + openCard(i.Home)))
		if button := v.firstButton(i); button != nil {
			text.Accessory = slack.NewAccessory(button)
		}
	} else {
		lines, actions := row(i.Lead)
		lines = append([]string{wording.Dots("*"+wording.LeadName(i.Lead)+"* "+i.Lead.ID.String(), openCard(i.Home))}, lines...)
		text = Section(lines...)
		if len(actions) > 0 {
			text.Accessory = slack.NewAccessory(Button(actions[0], i.Lead))
		}
	}
	text.BlockID = BlockID(i.Lead, part)
	return text
}
