package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
)

// shelves are the lists, in the order shown.
func (h homeView) shelves() []shelf {
	return append(h.teamShelves(),
		h.leads(outbox.SectionOverdue, "⚠️ Overdue", h.owned),
		h.leads(outbox.SectionToday, "Due today", h.owned),
		h.leads(outbox.SectionWaiting, "Waiting for you", h.waiting),
		h.leads(outbox.SectionCovering, "Due, and you cover for them", h.coveredFor),
		h.leads(outbox.SectionPool, "New in your pool", h.claimable),
		h.leads(outbox.SectionInquiries, "Inquiries to judge", h.inquiry),
		h.leads(outbox.SectionReturned, "Came back this week", h.returned),
		h.leads(outbox.SectionWaking, "Looked at again soon", h.waking),
		h.leads(outbox.SectionWorking, "Working", h.working),
		h.lines(outbox.SectionReferred, "What you referred", len(h.d.Leads[outbox.SectionReferred]), h.referral),
	)
}

// leads is a shelf with a row for each lead.
func (h homeView) leads(on outbox.Section, title string, row func(l *lead.Lead) ([]string, []string)) shelf {
	all := h.d.Leads[on]
	return shelf{on, title, len(all), func(from, to int) []slack.Block {
		var blocks []slack.Block
		for i := from; i < to; i++ {
			said, actions := row(all[i])
			blocks = append(blocks, h.row(all[i], fmt.Sprintf("%s:%d", on, i), said, actions)...)
		}
		return blocks
	}}
}

// lines is a shelf with a line for each entry, in one block.
func (h homeView) lines(on outbox.Section, title string, count int, line func(i int) string) shelf {
	return shelf{on, title, count, func(from, to int) []slack.Block {
		var said []string
		for i := from; i < to; i++ {
			said = append(said, line(i))
		}
		return sections(said)
	}}
}

// row is one lead: who it is, what there is to say, and its buttons. One button stands at its side.
func (h homeView) row(l *lead.Lead, part string, said, actions []string) []slack.Block {
	text := Section(append([]string{"*" + wording.LeadName(l) + "* " + h.number(l)}, said...)...)
	text.BlockID = BlockID(l, "home:"+part)
	switch len(actions) {
	case 0:
		return []slack.Block{text}
	case 1:
		text.Accessory = slack.NewAccessory(Button(actions[0], l))
		return []slack.Block{text}
	}
	var buttons []slack.BlockElement
	for _, a := range actions {
		buttons = append(buttons, Button(a, l))
	}
	return []slack.Block{text, slack.NewActionBlock(BlockID(l, "home:do:"+part), buttons...)}
}

// number is a lead's number, which leads to its card where that is known.
func (h homeView) number(l *lead.Lead) string {
	link := Link(h.d.Homes[l.ID])
	if link == "" {
		return l.ID.String()
	}
	return "<" + link + "|" + l.ID.String() + ">"
}

// owned is a lead of theirs that wants something now.
func (h homeView) owned(l *lead.Lead) (said, actions []string) {
	said, actions = []string{h.due(l), reach(l.Contact)}, []string{ActionLogContact}
	switch {
	case l.ContactedAt.IsZero():
		actions = append(actions, ActionNoAnswer)
	case l.Next != nil:
		actions = append(actions, ActionSnooze)
	}
	return said, actions
}

func (h homeView) coveredFor(l *lead.Lead) (said, actions []string) {
	said, actions = h.owned(l)
	said[0] = wording.Dots(said[0], "for "+h.Name(l.Owner)+h.backAt(l.Owner))
	return said, actions
}

// backAt says until when somebody is away, after their name; empty when they are not.
func (p Renderer) backAt(id lead.PersonID) string {
	m := p.Crew.Member(id)
	if m.AwayAt.IsZero() {
		return ""
	}
	if m.BackAt.IsZero() {
		return ", who is away"
	}
	return ", who is away until " + p.Moment(m.BackAt)
}

// waiting is a lead that is offered to them, or one that they promised to contact.
func (h homeView) waiting(l *lead.Lead) (said, actions []string) {
	if l.Offer == nil || !h.receives(h.d.Reader.ID, l) {
		return h.owned(l)
	}
	offer := "offered to you" + h.offerUntil(l)
	if l.Offer.By != lead.NoOne {
		offer = "offered to you by " + h.Name(l.Offer.By) + h.offerUntil(l)
	}
	return []string{wording.Dots(wording.Temperature(l.Score.Temperature), offer), h.shownOnceAccepted(l)}, []string{ActionAccept, ActionPass}
}

// offerUntil says until when an offer can be accepted; empty when that is not known.
func (h homeView) offerUntil(l *lead.Lead) string {
	for _, s := range h.Playbook.Ahead(l, h.Crew, ahead) {
		if s.Clock == lead.ClockAccept && (s.Do == lead.DoReassign || s.Do == lead.DoRelease) {
			return " until " + h.Moment(s.At)
		}
	}
	return ""
}

func (h homeView) claimable(l *lead.Lead) (said, actions []string) {
	because := cardView{Renderer: h.Renderer, l: l}.because()
	return []string{wording.Dots(wording.Temperature(l.Score.Temperature), "waiting since "+h.Moment(l.WaitingAt)), because}, []string{ActionClaim}
}

// inquiry says who is calling already, so that nobody calls twice.
func (h homeView) inquiry(l *lead.Lead) (said, actions []string) {
	line := wording.Dots(wording.Temperature(l.Score.Temperature), "waiting since "+h.Moment(l.WaitingAt))
	if l.Attempts > 0 {
		line = wording.Dots(line, wording.Count(l.Attempts, "attempt")+" without an answer")
	}
	hold := l.Hold
	if hold == nil || !hold.Until.After(h.d.Now) {
		return []string{line}, []string{ActionCalling, ActionCertify}
	}
	if hold.By == h.d.Reader.ID {
		return []string{line, "📞 You are calling until " + h.clock(hold.Until) + ". " + reach(l.Contact)}, []string{ActionCertify, ActionNoAnswer, ActionToMarketing}
	}
	return []string{line, "📞 " + h.Name(hold.By) + " is calling until " + h.clock(hold.Until)}, []string{ActionDetails}
}

func (h homeView) returned(l *lead.Lead) (said, actions []string) {
	from := ""
	if l.LastOwner != lead.NoOne {
		from = "from " + h.Name(l.LastOwner)
	}
	return []string{wording.Dots(wording.Temperature(l.Score.Temperature), wording.Readable(l.Reason), from, h.Moment(l.EnteredAt))}, []string{ActionPushOn}
}

func (h homeView) waking(l *lead.Lead) (said, actions []string) {
	return []string{wording.Dots(wording.Temperature(l.Score.Temperature), "looked at again "+h.day(l.Deadline.At), wording.Readable(l.Reason))}, []string{ActionPushOn}
}

func (h homeView) working(l *lead.Lead) (said, actions []string) {
	return []string{h.due(l)}, []string{ActionLogContact}
}

// referral is one line about a lead that the person referred.
func (h homeView) referral(i int) string {
	return h.referralLine(h.d.Leads[outbox.SectionReferred][i], h.d.Reader.ID)
}
