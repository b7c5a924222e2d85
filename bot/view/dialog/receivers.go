package dialog

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// Scene is what a dialog is drawn from: a lead and what surrounds it at an instant. Only what a dialog asks for needs to be
// there beside Lead, Playbook and Now.
type Scene struct {
	Lead     *lead.Lead
	Events   []lead.Event
	Crew     lead.Crew             // whom whoever opened the dialog may know and choose from
	Hands    map[lead.PersonID]int // open leads in hand
	Alike    []lead.Match          // likely the same inquiry, the likeliest first
	Playbook *playbook.Playbook
	Now      time.Time
}

// receivers are those who could be offered the lead, by team: who is away cannot accept, and is left out; who has their
// hands full, or is off for now, can, and it says so.
func (s Scene) receivers() []*slack.OptionGroupBlockObject {
	byTeam := map[string][]receiver{}
	for _, r := range []lead.Role{lead.RoleRep, lead.RoleManager, lead.RoleAdmin} {
		for _, m := range s.Crew.Role(r, s.Now) {
			if m.ID == s.Lead.Owner || len(m.ID) > 75 {
				continue
			}
			team := m.Team
			if m.Role != lead.RoleRep {
				team = "managers"
			}
			byTeam[team] = append(byTeam[team], s.receiver(m))
		}
	}
	var groups []*slack.OptionGroupBlockObject
	for _, team := range wording.SortedKeys(byTeam) {
		if len(groups) == maxOptions {
			break
		}
		slices.SortStableFunc(byTeam[team], func(a, b receiver) int { return cmp.Compare(a.order, b.order) })
		var options []*slack.OptionBlockObject
		for _, r := range byTeam[team][:min(len(byTeam[team]), maxOptions)] {
			options = append(options, r.option)
		}
		groups = append(groups, slack.NewOptionGroupBlockElement(view.PlainText(wording.Plain(cmp.Or(team, "no team"), 75)), options...))
	}
	return groups
}

// receiver is somebody who can be chosen; who is better asked first stands first.
type receiver struct {
	option *slack.OptionBlockObject
	order  int
}

func (s Scene) receiver(m lead.Member) receiver {
	o := view.Option(string(m.ID), cmp.Or(m.Name, m.Email, string(m.ID)))
	c := s.Playbook.CandidateFor(s.Lead, m, s.Hands, s.Now)
	in := wording.Count(c.Open, "open lead")
	switch c.Skip {
	case lead.SkipFull:
		o.Description = view.PlainText(fmt.Sprintf("Full: %d of %s", c.Open, wording.Count(m.Capacity, "open lead")))
	case lead.SkipClosed:
		o.Description = view.PlainText("Off now, " + in)
	case lead.SkipHad, lead.SkipLapsed:
		o.Description = view.PlainText("Had it before, " + in)
	default:
		o.Description = view.PlainText(wording.Capital(in))
		return receiver{o, 0}
	}
	return receiver{o, 1}
}

// mostAway is how many people are named of those who are away.
const mostAway = 4

// missing names who would be asked if they were there: "Away: Ben until Tue 17 Nov 09:00".
func (s Scene) missing() string {
	d := view.Renderer{Playbook: s.Playbook, Crew: s.Crew, Quiet: true}
	var said []string
	for _, id := range slices.Sorted(maps.Keys(s.Crew)) {
		m := s.Crew[id]
		if m.Role != lead.RoleRep || m.Deleted || !m.Away(s.Now) || m.ID == s.Lead.Owner || len(said) == mostAway {
			continue
		}
		line := d.Name(id)
		if !m.BackAt.IsZero() {
			line += " until " + d.Moment(m.BackAt)
		}
		said = append(said, line)
	}
	if len(said) == 0 {
		return ""
	}
	return "🌴 Away, so not in the list: " + wording.And(said) + "."
}
