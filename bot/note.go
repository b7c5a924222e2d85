package bot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dibs/lead"
	"dibs/playbook"
)

// Private draws a direct message to one person: a single matter in full words with its buttons, several as one list.
func Private(p lead.Posting, pb *playbook.Playbook) Message {
	w := pen{pb: pb, crew: p.Crew, quiet: true}
	switch len(p.Items) {
	case 0:
		return Message{Text: "Nothing is open for you."}
	case 1:
		return w.one(p.To, p.Items[0])
	}
	return w.several(p.To, p.Items)
}

func (p pen) one(to lead.PersonID, i lead.Item) Message {
	headline := p.why(to, i)
	d := drawing{pen: p, l: i.Lead, events: []lead.Event{i.Event}, to: to}
	next := ""
	if i.Lead.Stage == lead.StageNew && i.Kind == lead.NoteClimbed {
		if next = d.nextCalled(i.Event.At, lead.ClockClaim); next != "" {
			next = "Next: " + next + "."
		}
	}
	lines := []string{headline, next, dots(size(i.Lead.Company), readable(i.Lead.Source), openCard(i.Home))}
	blocks := []slack.Block{section(lines...)}
	if words := tidy(i.Lead.Message); words != "" && i.Kind != lead.NoteLapsed {
		blocks = append(blocks, quoted(words, quoteLimit))
	}
	if buttons := p.itemButtons(to, i, false); len(buttons) > 0 {
		blocks = append(blocks, slack.NewActionBlock(blockID(i.Lead, "note"), buttons...))
	}
	return Message{Text: headline, Blocks: blocks}
}

// mostItems keeps a list within Slack's 50 blocks; each item takes one.
const mostItems = 40

func (p pen) several(to lead.PersonID, items []lead.Item) Message {
	headline := fmt.Sprintf("⏱ %s need you:", counted(len(items), "lead"))
	blocks := []slack.Block{section(headline)}
	for n, i := range items {
		if n == mostItems {
			blocks = append(blocks, smallPrint(fmt.Sprintf("… and %d more: /lead mine lists them.", len(items)-n)))
			break
		}
		b := section(p.why(to, i) + " " + openCard(i.Home))
		b.BlockID = fmt.Sprintf("%s:%d", blockID(i.Lead, "item"), n)
		if buttons := p.itemButtons(to, i, true); len(buttons) > 0 {
			b.Accessory = slack.NewAccessory(buttons[0])
		}
		blocks = append(blocks, b)
	}
	return Message{Text: headline + " " + p.firstNames(items), Blocks: blocks}
}

func (p pen) firstNames(items []lead.Item) string {
	var names []string
	for i := 0; i < len(items) && i < 3; i++ {
		names = append(names, company(items[i].Lead))
	}
	if len(items) > 3 {
		names = append(names, "…")
	}
	return strings.Join(names, ", ")
}

// why says what this is about and why it comes to this person.
func (p pen) why(to lead.PersonID, i lead.Item) string {
	l := i.Lead
	name := "*" + who(l) + "*"
	switch i.Kind {
	case lead.NoteOffered:
		line := "✋ " + p.name(i.Event.By) + " offers you " + hotness(l) + ": " + name + "."
		if l.Offer != nil && l.Offer.To != to {
			line = "✋ " + hotness(l) + " was offered to " + p.name(l.Offer.To) + ": " + name + "."
		}
		return line + p.answerBy(l)
	case lead.NoteLapsed:
		if i.Event.Facts.Before == lead.NoOne {
			return "⌛ The offer of " + name + " ran out." + p.goesOn(l, i.Event)
		}
		return "⌛ " + name + " went back to its pool, because no contact was logged in time. Tomorrow you may take it again."
	}
	for n := len(i.Event.Facts.Steps) - 1; n >= 0; n-- {
		if s := i.Event.Facts.Steps[n]; n == 0 || slices.Contains(s.People, to) {
			return p.climbedFor(to, i, s, name)
		}
	}
	return "⏱ " + name + " needs you."
}

func (p pen) climbedFor(to lead.PersonID, i lead.Item, s lead.Step, name string) string {
	l, with := i.Lead, ""
	if owner := i.Event.Owner; owner != to && owner != lead.NoOne {
		with = ", with " + p.name(owner)
	}
	waited := ""
	if s.After > 0 {
		waited = " for " + span(s.After)
	}
	role := ""
	switch s.Tell {
	case "backup":
		role = " You are the backup."
	case "manager":
		role = " You are the manager."
	case "on_duty":
		role = " You are on duty."
	}
	switch s.Clock {
	case lead.ClockQualify:
		return "⏱ Inquiry not called" + waited + ": " + name + "." + role
	case lead.ClockAccept:
		return "⏱ Offer not answered" + waited + ": " + name + "." + p.answerBy(l) + role
	case lead.ClockContact:
		return "⏱ No contact logged" + waited + ": " + name + with + "." + role
	case lead.ClockNext:
		next := ""
		if l.Next != nil {
			next = " " + capital(firstOf(safe(l.Next.What, 120), "follow up")) + ", " + p.moment(l.Next.At) + "."
		}
		return "⏱ Next step due: " + name + with + "." + next + role
	case lead.ClockStale:
		return "⏱ Nothing has happened" + waited + ": " + name + with + "." + role
	case lead.ClockWake:
		return "⏰ The date of " + name + " has come."
	}
	return "⏱ " + capital(strings.TrimPrefix(hotness(l), "a ")) + " unclaimed" + waited + ": " + name + "." + role
}

// hotness is "a hot lead".
func hotness(l *lead.Lead) string {
	if l.Score.Temperature == "" {
		return "a lead"
	}
	return "a " + string(l.Score.Temperature) + " lead"
}

// answerBy says until when an offer can be answered.
func (p pen) answerBy(l *lead.Lead) string {
	for _, s := range p.pb.Ahead(l, p.crew, ahead) {
		if s.Clock == lead.ClockAccept && (s.Do == lead.DoReassign || s.Do == lead.DoRelease) {
			return " Please answer by " + p.moment(s.At) + "."
		}
	}
	return ""
}

// itemButtons are what this person can do now, the most likely first. A list shows only the first of them.
func (p pen) itemButtons(to lead.PersonID, i lead.Item, one bool) []slack.BlockElement {
	l := i.Lead
	var actions []string
	switch {
	case l.Offer != nil && l.Offer.To == to:
		actions = []string{ActionAccept, ActionPass}
	case l.Stage == lead.StageNew && l.Offer == nil && i.Kind != lead.NoteLapsed:
		actions = []string{ActionClaim}
		if m := p.crew.Member(to); m.Role == lead.RoleManager || m.Role == lead.RoleAdmin {
			actions = append(actions, ActionAssign)
		}
	case l.Stage == lead.StageInquiry:
		actions = []string{ActionCalling, ActionNoAnswer, ActionCertify}
	case l.Stage.Owned() && i.Kind == lead.NoteClimbed:
		actions = []string{ActionLogContact, ActionNoAnswer}
		if l.Next != nil {
			actions[1] = ActionSnooze
		}
	}
	actions = append(actions, ActionDetails)
	if one {
		actions = actions[:1]
	}
	var buttons []slack.BlockElement
	for n, a := range actions {
		b := button(a, l)
		if n == 0 && a != ActionDetails && !one {
			b = primary(b)
		}
		buttons = append(buttons, b)
	}
	return buttons
}
