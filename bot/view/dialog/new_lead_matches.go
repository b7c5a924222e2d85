package dialog

import (
	"slices"

	"github.com/slack-go/slack"

	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
)

// matches lists the leads that exist already, and what registering this one will do to each. It is nil if there are
// none. For leads that the reader may not see by name it says only that they exist.
func matches(p view.Renderer, n NewLead) slack.Block {
	if len(n.Matches) == 0 {
		return nil
	}
	lines := []string{"⚠️ *Already here*"}
	person := slices.ContainsFunc(n.Matches, func(m lead.Match) bool { return m.On == lead.SamePerson })
	for _, m := range n.Matches {
		if person && m.On != lead.SamePerson {
			continue // the inquiry is added to the other lead and becomes no new one
		}
		line := match(p, m)
		if slices.Contains(n.Hidden, m.Lead.ID) {
			line = hiddenMatch(m.On)
		}
		if line = "• " + line; !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return view.Section(lines...)
}

// match describes one lead that exists already, and what registering this one will do.
func match(p view.Renderer, m lead.Match) string {
	l := m.Lead
	which := "*" + wording.LeadName(l) + "*, " + l.ID.String() + ", " + wording.Stage(l.Stage)
	if l.Owner != lead.NoOne {
		which += ", with " + p.Name(l.Owner)
	}
	switch m.On {
	case lead.SamePerson:
		return which + ": same person. I'll add what you write to this lead."
	case lead.SamePhone:
		return which + ": same phone number. If it's the same person, you can merge the two later."
	}
	if p.Playbook.OwnerFirst() && l.Owner != lead.NoOne && l.Partner() == "" {
		return which + ": same company. This becomes a new lead, offered to " + p.Name(l.Owner) + " once it's sales-ready."
	}
	return which + ": same company. This becomes a new lead."
}

// hiddenMatch says only that such a lead exists.
func hiddenMatch(s lead.MatchedOn) string {
	switch s {
	case lead.SamePerson:
		return "We already know this person. I'll add what you write to their lead."
	case lead.SamePhone:
		return "We already know somebody with this phone number. If it's somebody else, go ahead."
	}
	return "We already know somebody at this company. This becomes a new lead."
}
