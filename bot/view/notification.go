package view

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// Notification draws a direct message to one person: a single matter in full words with its buttons, several as one list, the
// welcome of somebody who is back, and to admins what became of a changed playbook. People of a partner see of a lead
// only what they may.
func Notification(p outbox.Message, pb *playbook.Playbook) bot.Message {
	w := Renderer{Playbook: pb, Crew: p.Crew, Quiet: true}
	if len(p.Items) == 0 {
		return bot.Message{Text: "Nothing is open for you."}
	}
	items := []outbox.Item{p.Items[0]} // which may be about no lead; the others always are
	for _, i := range p.Items[1:] {
		if i.Lead != nil {
			items = append(items, w.itemFor(p.To, i))
		}
	}
	if items[0].Lead != nil {
		items[0] = w.itemFor(p.To, items[0])
	}
	switch first := items[0]; {
	case first.Lead == nil && first.Kind == outbox.NotifyPlaybookChanged:
		return w.changed(first.Args)
	case first.Lead == nil && first.Kind == outbox.NotifyPlaybookRefused:
		return w.notTaken(first.Args)
	case first.Lead == nil && first.Kind == outbox.NotifyDeparture:
		return w.left(p.To, first.Args)
	case first.Lead == nil && first.Kind == outbox.NotifySetAway:
		return w.setAway(p.To, first.Args)
	case first.Lead == nil && first.Kind == outbox.NotifyReminder:
		return TextMessage(w.reminded(first.Args, ""))
	case first.Lead == nil:
		return w.welcome(first.Args, items[1:], p.More)
	case len(items) == 1 && first.Kind == outbox.NotifyReferral:
		return w.referred(p.To, first)
	case len(items) == 1:
		return w.one(p.To, first)
	}
	return w.several(p.To, items, p.More)
}

// itemFor is a matter as one person may see it.
func (p Renderer) itemFor(to lead.PersonID, i outbox.Item) outbox.Item {
	if i.Kind == outbox.NotifyReferral {
		return p.referralFor(to, i)
	}
	events := []lead.Event{i.Event}
	if i.Lead, events = p.readBy(p.Crew.Reader(to), i.Lead, events, false); !p.seesName(to, i.Lead) {
		i.Home = lead.Place{}
	}
	i.Event = events[0]
	return i
}

func (p Renderer) one(to lead.PersonID, i outbox.Item) bot.Message {
	headline := p.why(to, i)
	d := cardView{Renderer: p, l: i.Lead, events: []lead.Event{i.Event}, to: to}
	next := ""
	if i.Lead.Stage == lead.StageNew && i.Kind == outbox.NotifyEscalation {
		if next = d.nextCalled(i.Event.At, lead.ClockClaim, lead.ClockAccept); next != "" {
			next = "Next: " + next + "."
		}
	}
	lines := []string{headline, next, wording.Dots(size(i.Lead.Company), wording.Readable(i.Lead.Source), openCard(i.Home))}
	blocks := []slack.Block{Section(lines...)}
	if words := wording.Clean(i.Lead.Message); words != "" && i.Kind != outbox.NotifyLapsed {
		blocks = append(blocks, quoted(words, quoteLimit))
	}
	if buttons := p.itemButtons(to, i, false); len(buttons) > 0 {
		blocks = append(blocks, slack.NewActionBlock(BlockID(i.Lead, "note"), buttons...))
	}
	return bot.Message{Text: headline, Blocks: blocks}
}

func (p Renderer) several(to lead.PersonID, items []outbox.Item, more int) bot.Message {
	shown := items[:min(len(items), outbox.MaxItems)]
	more += len(items) - len(shown)
	headline := needing(shown, more)
	blocks := []slack.Block{Section(headline)}
	for n, i := range shown {
		b := Section(p.why(to, i) + " " + openCard(i.Home))
		b.BlockID = fmt.Sprintf("%s:%d", BlockID(i.Lead, "item"), n)
		if buttons := p.itemButtons(to, i, true); len(buttons) > 0 {
			b.Accessory = slack.NewAccessory(buttons[0])
		}
		blocks = append(blocks, b)
	}
	if more > 0 {
		blocks = append(blocks, SmallPrint(fmt.Sprintf("… and %s more%s.", wording.Thousands(fmt.Sprint(more)), findMore(to, shown))))
	}
	return bot.Message{Text: sentences(headline, p.firstNames(to, shown)), Blocks: blocks}
}

// findMore says where the matters are that a message has no room for, if they are like those that it lists: somebody's own
// leads, or leads that wait for anybody.
func findMore(to lead.PersonID, shown []outbox.Item) string {
	switch {
	case !slices.ContainsFunc(shown, func(i outbox.Item) bool { return i.Lead.Owner != to }):
		return ": /lead mine lists them"
	case !slices.ContainsFunc(shown, func(i outbox.Item) bool { return !i.Lead.Waiting() }):
		return ": /lead next shows the one that needs somebody most"
	}
	return ""
}

func (p Renderer) firstNames(to lead.PersonID, items []outbox.Item) string {
	var names []string
	for i := 0; i < len(items) && i < 3; i++ {
		if !p.seesName(to, items[i].Lead) {
			names = append(names, items[i].Lead.ID.String())
			continue
		}
		names = append(names, wording.Company(items[i].Lead))
	}
	if len(items) > 3 {
		names = append(names, "…")
	}
	return strings.Join(names, ", ")
}

// itemButtons are what this person can do now, the most likely first. A list shows only the first of them.
func (p Renderer) itemButtons(to lead.PersonID, i outbox.Item, one bool) []slack.BlockElement {
	if !p.seesName(to, i.Lead) {
		return nil
	}
	actions := append(p.itemActions(to, i), ActionDetails)
	if one {
		actions = actions[:1]
	}
	var buttons []slack.BlockElement
	for n, a := range actions {
		b := Button(a, i.Lead)
		if n == 0 && a != ActionDetails && !one {
			b = Primary(b)
		}
		buttons = append(buttons, b)
	}
	return buttons
}

// itemActions are the acts that a matter asks this person for.
func (p Renderer) itemActions(to lead.PersonID, i outbox.Item) []string {
	l := i.Lead
	switch {
	case i.Kind == outbox.NotifyReferral:
		return nil // it asks for nothing
	case l.Offer != nil && p.receives(to, l):
		return []string{ActionAccept, ActionPass}
	case l.Stage == lead.StageNew:
		return p.waitingActions(to, i)
	case l.Stage == lead.StageInquiry:
		return []string{ActionCalling, ActionNoAnswer, ActionCertify}
	case l.Owner == to && i.Kind == outbox.NotifyReminder:
		return []string{ActionLogContact}
	case l.Stage.Owned() && called(i) && l.Next != nil:
		return []string{ActionLogContact, ActionSnooze}
	case l.Stage.Owned() && called(i):
		return []string{ActionLogContact, ActionNoAnswer}
	}
	return nil
}

// called reports whether a ladder calls this person, for the first time or once more.
func called(i outbox.Item) bool {
	return i.Kind == outbox.NotifyEscalation || i.Kind == outbox.NotifyStillWaiting
}

// waitingActions are the acts that a lead asks for that waits in its pool, or for somebody else.
func (p Renderer) waitingActions(to lead.PersonID, i outbox.Item) []string {
	m := p.Crew.Member(to)
	leads := m.Role == lead.RoleManager || m.Role == lead.RoleAdmin
	switch {
	case i.Kind == outbox.NotifyNoneLeft && leads:
		return []string{ActionAssign, ActionClaim}
	case i.Lead.Offer != nil && called(i) && leads:
		return []string{ActionAssign} // only who it is offered to can take it
	case i.Lead.Offer != nil || i.Kind == outbox.NotifyLapsed:
		return nil
	case leads:
		return []string{ActionClaim, ActionAssign}
	}
	return []string{ActionClaim}
}

// receives reports whether a lead is held out to this person.
func (p Renderer) receives(to lead.PersonID, l *lead.Lead) bool {
	if l.Offer.Partner != "" {
		return p.Crew.Member(to).Team == lead.PartnerTeam(l.Offer.Partner)
	}
	return l.Offer.To == to
}

// ForOperator is a private message that an operator gets in place of the person it is for: it says for whom.
func ForOperator(m bot.Message, to lead.PersonID, crew lead.Crew) bot.Message {
	line := "For " + Renderer{Crew: crew}.Name(to) + ":"
	m.Text = line + " " + m.Text
	m.Blocks = append(sections([]string{line}), m.Blocks...)
	return m
}
