package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
)

// lists are the lists of the home tab, in the order shown.
func (h homeView) lists() []homeList {
	return append(h.teamLists(),
		h.leads(outbox.SectionOverdue, "⚠️ Overdue", h.owned),
		h.leads(outbox.SectionToday, "Due today", h.owned),
		h.leads(outbox.SectionWaiting, "Needs you", h.waiting),
		h.leads(outbox.SectionCovering, "You're covering", h.coveredFor),
		h.leads(outbox.SectionPool, "Up for grabs", h.claimable),
		h.leads(outbox.SectionInquiries, "Inquiries to qualify", h.inquiry),
		h.leads(outbox.SectionReturned, "Came back this week", h.returned),
		h.leads(outbox.SectionWaking, "Back from marketing soon", h.waking),
		h.leads(outbox.SectionWorking, "Open", h.working),
		h.lines(outbox.SectionReferred, "Your referrals", len(h.d.Leads[outbox.SectionReferred]), h.referral),
	)
}

// leads is a list with a row for each lead. row returns its lines and its buttons.
func (h homeView) leads(on outbox.Section, title string, row func(l *lead.Lead) (lines, actions []string)) homeList {
	all := h.d.Leads[on]
	return homeList{on, title, len(all), func(from, to int) []slack.Block {
		var blocks []slack.Block
		for i := from; i < to; i++ {
			lines, actions := row(all[i])
			blocks = append(blocks, h.row(all[i], fmt.Sprintf("%s:%d", on, i), lines, actions)...)
		}
		return blocks
	}}
}

// lines is a list with a line for each entry, in one block.
func (h homeView) lines(on outbox.Section, title string, count int, line func(i int) string) homeList {
	return homeList{on, title, count, func(from, to int) []slack.Block {
		var shown []string
		for i := from; i < to; i++ {
			shown = append(shown, line(i))
		}
		return sections(shown)
	}}
}

// row is one lead: its name and number, lines about it, and its buttons. A single button is shown beside the text.
func (h homeView) row(l *lead.Lead, part string, lines, actions []string) []slack.Block {
	text := Section(append([]string{"*" + wording.LeadName(l) + "* " + h.number(l)}, lines...)...)
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

// number is a lead's number, linked to its card if its place is known.
func (h homeView) number(l *lead.Lead) string {
	link := Link(h.d.Homes[l.ID])
	if link == "" {
		return l.ID.String()
	}
	return "<" + link + "|" + l.ID.String() + ">"
}

// owned is one of the reader's own leads that needs something done.
func (h homeView) owned(l *lead.Lead) (lines, actions []string) {
	lines, actions = []string{h.due(l), reach(l.Contact)}, []string{ActionLogContact}
	switch {
	case l.ContactedAt.IsZero():
		actions = append(actions, ActionNoAnswer)
	case l.Next != nil:
		actions = append(actions, ActionSnooze)
	}
	return lines, actions
}

// coveredFor is a lead of a person who is away and whose backup is the reader.
func (h homeView) coveredFor(l *lead.Lead) (lines, actions []string) {
	lines, actions = h.owned(l)
	lines[0] = wording.Dots(lines[0], "for "+h.Name(l.Owner)+h.backAt(l.Owner))
	return lines, actions
}

// backAt follows the name of a person who is away: ", away until Mon 9:00". It is empty if they are not.
func (p Renderer) backAt(id lead.PersonID) string {
	m := p.Crew.Member(id)
	if m.AwayAt.IsZero() {
		return ""
	}
	if m.BackAt.IsZero() {
		return ", away"
	}
	return ", away until " + p.Moment(m.BackAt)
}

// waiting is a lead that is offered to the reader, or one of theirs that has had no contact yet.
func (h homeView) waiting(l *lead.Lead) (lines, actions []string) {
	if l.Offer == nil || !h.receives(h.d.Reader.ID, l) {
		return h.owned(l)
	}
	offer := "Offered to you" + h.offerUntil(l)
	if l.Offer.By != lead.NoOne {
		offer = "Offered to you by " + h.Name(l.Offer.By) + h.offerUntil(l)
	}
	return []string{wording.Dots(wording.Temperature(l.Score.Temperature), offer), h.shownOnceAccepted(l)}, []string{ActionAccept, ActionPass}
}

// offerUntil is when an offer expires: " until 10:10". It is empty if that is not known.
func (h homeView) offerUntil(l *lead.Lead) string {
	for _, s := range h.Playbook.Ahead(l, h.Crew, stepsAhead) {
		if s.Clock == lead.ClockAccept && (s.Do == lead.DoReassign || s.Do == lead.DoRelease) {
			return " until " + h.Moment(s.At)
		}
	}
	return ""
}

// claimable is an unclaimed lead that the reader can claim.
func (h homeView) claimable(l *lead.Lead) (lines, actions []string) {
	because := cardView{Renderer: h.Renderer, l: l}.topReasons()
	return []string{wording.Dots(wording.Temperature(l.Score.Temperature), "Waiting since "+h.Moment(l.WaitingAt)), because}, []string{ActionClaim}
}

// inquiry is an inquiry to qualify. It says who is already calling, so that nobody calls twice.
func (h homeView) inquiry(l *lead.Lead) (lines, actions []string) {
	line := wording.Dots(wording.Temperature(l.Score.Temperature), "Waiting since "+h.Moment(l.WaitingAt))
	if l.Attempts > 0 {
		line = wording.Dots(line, wording.Count(l.Attempts, "attempt")+", no answer")
	}
	hold := l.Hold
	if hold == nil || !hold.Until.After(h.d.Now) {
		return []string{line}, []string{ActionCalling, ActionCertify}
	}
	if hold.By == h.d.Reader.ID {
		return []string{line, "📞 You're calling until " + h.clock(hold.Until) + ". " + reach(l.Contact)}, []string{ActionCertify, ActionNoAnswer, ActionToMarketing}
	}
	return []string{line, "📞 " + h.Name(hold.By) + " is calling until " + h.clock(hold.Until)}, []string{ActionDetails}
}

// returned is a lead that came back to marketing this week.
func (h homeView) returned(l *lead.Lead) (lines, actions []string) {
	from := "Came back "
	if l.LastOwner != lead.NoOne {
		from = "Came back from " + h.Name(l.LastOwner) + " "
	}
	return []string{wording.Dots(wording.Temperature(l.Score.Temperature), wording.Readable(l.Reason)), from + h.Moment(l.EnteredAt)}, []string{ActionPushOn}
}

// waking is a lead with marketing that comes back soon.
func (h homeView) waking(l *lead.Lead) (lines, actions []string) {
	return []string{wording.Dots(wording.Temperature(l.Score.Temperature), "Back "+h.day(l.Deadline.At), wording.Readable(l.Reason))}, []string{ActionPushOn}
}

// working is one of the reader's own open leads that needs nothing right now.
func (h homeView) working(l *lead.Lead) (lines, actions []string) {
	return []string{h.due(l)}, []string{ActionLogContact}
}

// referral is one line about a lead that the person referred.
func (h homeView) referral(i int) string {
	return h.referralLine(h.d.Leads[outbox.SectionReferred][i], h.d.Reader.ID)
}
