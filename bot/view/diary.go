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

// Diary draws somebody's day, as it is sent in the morning. It mentions nobody, and says nothing where there is nothing to
// say.
func Diary(p outbox.Message, pb *playbook.Playbook) bot.Message {
	of := p.Crew.Member(p.To)
	h := homeView{Renderer: Renderer{Playbook: pb, Crew: p.Crew, Quiet: true, ReaderZone: ZoneOf(of)}, d: outbox.HomeView{Reader: of, Now: p.Now, Crew: p.Crew}}
	return h.diary(p)
}

// heading is a part of a diary: what it is called, and what it says of a lead there and which acts it asks for. Without a
// row it says why the reader is told.
type heading struct {
	on    outbox.Section
	title string
	row   func(l *lead.Lead) (said, actions []string)
}

// headings are the parts of a diary, in its order.
func (h homeView) headings() []heading {
	return []heading{
		{"", "", nil},
		{outbox.SectionOverdue, "⚠️ Overdue", h.owned},
		{outbox.SectionToday, "Due today", h.owned},
		{outbox.SectionWaiting, "Waiting for you", h.waiting},
		{outbox.SectionCovering, "Due, and you cover for them", h.coveredFor},
		{outbox.SectionStillWaiting, "Still waiting for somebody", nil},
		{outbox.SectionPool, "New in your pool", h.claimable},
		{outbox.SectionInquiries, "Inquiries to judge", h.inquiry},
		{outbox.SectionReturned, "Came back from sales this week", h.returned},
		{outbox.SectionWaking, "Looked at again soon", h.waking},
	}
}

// diary is what somebody reads in the morning: each lead with what is next, its card and the act it asks for. People of a
// partner read only of what is theirs, guests nothing by name.
func (h homeView) diary(p outbox.Message) bot.Message {
	by, items := map[outbox.Section][]outbox.Item{}, 0
	for _, i := range p.Items {
		if i.Lead == nil || !h.reader().SeesNames() || i.Section != "" && !h.reader().KnowsOf(i.Lead) {
			continue
		}
		by[i.Section] = append(by[i.Section], h.itemFor(p.To, i))
		items++
	}
	if items == 0 {
		return bot.Message{}
	}
	headline := "☀️ Good morning, " + cmp.Or(wording.Safe(h.d.Reader.Name, 80), "there") + ". " + h.dayIn(by, items+p.More)
	blocks := []slack.Block{Section(headline)}
	for _, s := range h.headings() {
		if len(by[s.on]) == 0 {
			continue
		}
		if s.title != "" {
			blocks = append(blocks, Section("*"+s.title+"*"))
		}
		for n, i := range by[s.on] {
			blocks = append(blocks, h.entry(i, fmt.Sprintf("diary:%s:%d", s.on, n), s.row))
		}
	}
	more := ""
	if p.More > 0 {
		more = "… and " + wording.Thousands(fmt.Sprint(p.More)) + " more: the Home tab has all of them."
	}
	return bot.Message{Text: headline, Blocks: append(blocks, SmallPrint(sentences(more, DigestSwitchHint)))}
}

// dayIn sums up the day; of a long one only how long it is.
func (h homeView) dayIn(by map[outbox.Section][]outbox.Item, all int) string {
	var parts []string
	counts := 0
	say := func(n int, words string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, words))
		}
		counts += n
	}
	say(len(by[outbox.SectionOverdue]), "overdue")
	say(len(by[outbox.SectionToday]), "due today")
	waiting := len(by[outbox.SectionWaiting])
	say(waiting, wording.Plural(waiting, "waits for you", "wait for you"))
	say(len(by[outbox.SectionCovering]), "due that you cover")
	say(len(by[outbox.SectionStillWaiting]), "still waiting for somebody")
	say(len(by[outbox.SectionPool]), "new in your pool")
	say(len(by[outbox.SectionInquiries]), "to judge")
	say(len(by[outbox.SectionReturned]), "back from sales")
	say(len(by[outbox.SectionWaking]), "to look at again soon")
	switch {
	case all > outbox.MaxItems || counts == 0:
		return wording.Capital(wording.Count(all, "lead")) + " " + wording.Plural(all, "is", "are") + " in your day."
	case counts < all:
		parts = append(parts, fmt.Sprintf("%d more", all-counts))
	}
	return wording.Capital(wording.And(parts)) + "."
}

// DigestSwitchHint says where a digest is turned off.
const DigestSwitchHint = "Turn this message off in the Home tab."

// entry is one lead of a diary, with the act it asks for first.
func (h homeView) entry(i outbox.Item, part string, row func(l *lead.Lead) (said, actions []string)) slack.Block {
	var text *slack.SectionBlock
	if row == nil {
		text = Section(strings.TrimSpace(h.why(h.d.Reader.ID, i) + " " + openCard(i.Home)))
		if buttons := h.itemButtons(h.d.Reader.ID, i, true); len(buttons) > 0 {
			text.Accessory = slack.NewAccessory(buttons[0])
		}
	} else {
		said, actions := row(i.Lead)
		said = append([]string{wording.Dots("*"+wording.LeadName(i.Lead)+"*", i.Lead.ID.String(), openCard(i.Home))}, said...)
		text = Section(said...)
		if len(actions) > 0 {
			text.Accessory = slack.NewAccessory(Button(actions[0], i.Lead))
		}
	}
	text.BlockID = BlockID(i.Lead, part)
	return text
}
