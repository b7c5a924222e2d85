package dialog

import (
	"slices"

	"github.com/slack-go/slack"

	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
)

// matches tells who registers a lead which ones are here already, and what registering it will do to each; nil when there
// is none. Of those that the reader may not know by name it says only that they are there.
func matches(p view.Renderer, n NewLead) slack.Block {
	if len(n.Matches) == 0 {
		return nil
	}
	lines := []string{"⚠️ *Here already*"}
	person := slices.ContainsFunc(n.Matches, func(m lead.Match) bool { return m.On == lead.SamePerson })
	for _, m := range n.Matches {
		if person && m.On != lead.SamePerson {
			continue // what is added to a lead does not become another one
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

func match(p view.Renderer, m lead.Match) string {
	l := m.Lead
	of := "*" + wording.LeadName(l) + "*, " + l.ID.String() + ", " + wording.Stage(l.Stage)
	if l.Owner != lead.NoOne {
		of += ", with " + p.Name(l.Owner)
	}
	switch m.On {
	case lead.SamePerson:
		return of + ": the same person. What you write is added to it."
	case lead.SamePhone:
		return of + ": the same phone number. If it is the same person, Merge can join the two later."
	}
	if p.Playbook.OwnerFirst() && l.Owner != lead.NoOne && l.Partner() == "" {
		return of + ": the same company. This becomes a lead of its own, offered to " + p.Name(l.Owner) + " when it is for sales."
	}
	return of + ": the same company. This becomes a lead of its own."
}

// hiddenMatch says no more than that something is there.
func hiddenMatch(s lead.MatchedOn) string {
	switch s {
	case lead.SamePerson:
		return "This person is known to us. What you write is added to what is there."
	case lead.SamePhone:
		return "Somebody with this phone number is known to us. If it is somebody else, go on."
	}
	return "Somebody of this company is known to us. This becomes a lead of its own."
}
