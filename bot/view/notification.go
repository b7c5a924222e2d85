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

// Notification draws a direct message to one person: a single item in full with its buttons, several items as a list,
// the welcome for a person who is back, or news about the playbook for admins. People of a partner see only what they
// may see of a lead.
func Notification(p outbox.Message, pb *playbook.Playbook) bot.Message {
	v := notificationView{Renderer: Renderer{Playbook: pb, Crew: p.Crew, Quiet: true}, to: p.To}
	if len(p.Items) == 0 {
		return bot.Message{Text: "Nothing needs you right now."}
	}
	items := []outbox.Item{p.Items[0]} // only the first item can be about no lead
	for _, i := range p.Items[1:] {
		if i.Lead != nil {
			items = append(items, v.visible(i))
		}
	}
	if items[0].Lead != nil {
		items[0] = v.visible(items[0])
	}
	switch first := items[0]; {
	case first.Lead == nil && first.Kind == outbox.NotifyPlaybookChanged:
		return v.playbookChanged(first.Args)
	case first.Lead == nil && first.Kind == outbox.NotifyPlaybookRefused:
		return v.playbookRefused(first.Args)
	case first.Lead == nil && first.Kind == outbox.NotifyDeparture:
		return v.departure(first.Args)
	case first.Lead == nil && first.Kind == outbox.NotifySetAway:
		return v.setAway(first.Args)
	case first.Lead == nil && first.Kind == outbox.NotifyReminder:
		return TextMessage(v.reminder(first.Args, ""))
	case first.Lead == nil:
		return v.welcome(first.Args, items[1:], p.More)
	case len(items) == 1 && first.Kind == outbox.NotifyReferral:
		return v.referralNews(first)
	case len(items) == 1:
		return v.single(first)
	}
	return v.several(items, p.More)
}

// notificationView words notifications for one person.
type notificationView struct {
	Renderer
	to lead.PersonID // the reader
}

// visible is an item as the reader may see it.
func (v notificationView) visible(i outbox.Item) outbox.Item {
	if i.Kind == outbox.NotifyReferral {
		return v.visibleReferral(i)
	}
	events := []lead.Event{i.Event}
	if i.Lead, events = v.readBy(v.Crew.Reader(v.to), i.Lead, events, false); !v.seesName(v.to, i.Lead) {
		i.Home = lead.Place{}
	}
	i.Event = events[0]
	return i
}

// single is one item: what it is about, what happens next, and what the reader can do.
func (v notificationView) single(i outbox.Item) bot.Message {
	headline := v.headline(i)
	d := cardView{Renderer: v.Renderer, l: i.Lead, events: []lead.Event{i.Event}, to: v.to}
	next := ""
	if i.Lead.Stage == lead.StageNew && i.Kind == outbox.NotifyEscalation {
		next = stepsView{d}.nextSteps(i.Event.At, lead.ClockClaim, lead.ClockAccept)
	}
	lines := []string{headline, next, wording.Dots(size(i.Lead.Company), wording.Readable(i.Lead.Source), openCard(i.Home))}
	blocks := []slack.Block{Section(lines...)}
	if words := wording.Clean(i.Lead.Message); words != "" && i.Kind != outbox.NotifyLapsed {
		blocks = append(blocks, quoted(words, quoteLimit))
	}
	if buttons := v.buttons(i); len(buttons) > 0 {
		blocks = append(blocks, slack.NewActionBlock(BlockID(i.Lead, "note"), buttons...))
	}
	return bot.Message{Text: headline, Blocks: blocks}
}

// several is a list of items, each with its most likely button. more is how many there are in addition.
func (v notificationView) several(items []outbox.Item, more int) bot.Message {
	shown := items[:min(len(items), outbox.MaxItems)]
	more += len(items) - len(shown)
	headline := listHeadline(shown, more)
	blocks := []slack.Block{Section(headline)}
	for n, i := range shown {
		b := Section(v.headline(i) + " " + openCard(i.Home))
		b.BlockID = fmt.Sprintf("%s:%d", BlockID(i.Lead, "item"), n)
		if button := v.firstButton(i); button != nil {
			b.Accessory = slack.NewAccessory(button)
		}
		blocks = append(blocks, b)
	}
	if more > 0 {
		blocks = append(blocks, SmallPrint(fmt.Sprintf("… and %s more%s.", wording.Thousands(fmt.Sprint(more)), v.findMore(shown))))
	}
	return bot.Message{Text: sentences(headline, v.firstNames(shown)), Blocks: blocks}
}

// findMore names the command that shows the items for which a list has no room. It is empty unless the listed items
// are all of one kind: the reader's own leads, or unclaimed ones.
func (v notificationView) findMore(shown []outbox.Item) string {
	switch {
	case !slices.ContainsFunc(shown, func(i outbox.Item) bool { return i.Lead.Owner != v.to }):
		return ": `/lead mine` lists them"
	case !slices.ContainsFunc(shown, func(i outbox.Item) bool { return !i.Lead.Waiting() }):
		return ": `/lead next` shows the most urgent one"
	}
	return ""
}

func (v notificationView) firstNames(items []outbox.Item) string {
	var names []string
	for i := 0; i < len(items) && i < 3; i++ {
		if !v.seesName(v.to, items[i].Lead) {
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

// buttons are what the reader can do about an item, the most likely first and highlighted, Details last.
func (v notificationView) buttons(i outbox.Item) []slack.BlockElement {
	var buttons []slack.BlockElement
	for n, a := range v.actions(i) {
		b := Button(a, i.Lead)
		if n == 0 && a != ActionDetails {
			b = Primary(b)
		}
		buttons = append(buttons, b)
	}
	return buttons
}

// firstButton is the button for the most likely action of the reader; nil if there is nothing to do.
func (v notificationView) firstButton(i outbox.Item) slack.BlockElement {
	if actions := v.actions(i); len(actions) > 0 {
		return Button(actions[0], i.Lead)
	}
	return nil
}

// actions are what the reader can do about an item, Details last. There are none for a lead that they may not see.
func (v notificationView) actions(i outbox.Item) []string {
	if !v.seesName(v.to, i.Lead) {
		return nil
	}
	return append(v.requested(i), ActionDetails)
}

// requested are the actions that an item asks the reader for.
func (v notificationView) requested(i outbox.Item) []string {
	l := i.Lead
	switch {
	case i.Kind == outbox.NotifyReferral:
		return nil // it needs no action
	case l.Offer != nil && v.receives(v.to, l):
		return []string{ActionAccept, ActionPass}
	case l.Stage == lead.StageNew:
		return v.unclaimedActions(i)
	case l.Stage == lead.StageInquiry:
		return []string{ActionCalling, ActionNoAnswer, ActionCertify}
	case l.Owner == v.to && i.Kind == outbox.NotifyReminder:
		return []string{ActionLogContact}
	case l.Stage.Owned() && isPing(i) && l.Next != nil:
		return []string{ActionLogContact, ActionSnooze}
	case l.Stage.Owned() && isPing(i):
		return []string{ActionLogContact, ActionNoAnswer}
	}
	return nil
}

// isPing reports whether an item comes from a ladder, the first time or repeated.
func isPing(i outbox.Item) bool {
	return i.Kind == outbox.NotifyEscalation || i.Kind == outbox.NotifyStillWaiting
}

// unclaimedActions are what the reader can do about a lead without an owner.
func (v notificationView) unclaimedActions(i outbox.Item) []string {
	m := v.Crew.Member(v.to)
	manages := m.Role == lead.RoleManager || m.Role == lead.RoleAdmin
	switch {
	case i.Kind == outbox.NotifyNoneLeft && manages:
		return []string{ActionAssign, ActionClaim}
	case i.Lead.Offer != nil && isPing(i) && manages:
		return []string{ActionAssign} // only the person it is offered to can accept it
	case i.Lead.Offer != nil || i.Kind == outbox.NotifyLapsed:
		return nil
	case manages:
		return []string{ActionClaim, ActionAssign}
	}
	return []string{ActionClaim}
}

// receives reports whether a lead is offered to this person, or to their partner company.
func (r Renderer) receives(person lead.PersonID, l *lead.Lead) bool {
	if l.Offer.Partner != "" {
		return r.Crew.Member(person).Team == lead.PartnerTeam(l.Offer.Partner)
	}
	return l.Offer.To == person
}

// ForOperator is a direct message that an operator gets in place of its recipient. It begins with the recipient's
// name.
func ForOperator(m bot.Message, to lead.PersonID, crew lead.Crew) bot.Message {
	line := "For " + Renderer{Crew: crew}.Name(to) + ":"
	m.Text = line + " " + m.Text
	m.Blocks = append(sections([]string{line}), m.Blocks...)
	return m
}
