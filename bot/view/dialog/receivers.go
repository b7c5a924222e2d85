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

// Scene is what a dialog is drawn from: a lead and its surroundings at Now. Lead, Playbook and Now must be set, and
// of the rest only what the dialog needs.
type Scene struct {
	Lead     *lead.Lead
	Events   []lead.Event
	Crew     lead.Crew             // the people that the reader of the dialog may see and choose
	Hands    map[lead.PersonID]int // open leads of each person
	Alike    []lead.Match          // leads that may be the same inquiry, the likeliest first
	Playbook *playbook.Playbook
	Now      time.Time
}

// receivers are the people the lead could be offered to, by team. People who are away cannot accept and are left out.
// People who are full or off can, and their description says so.
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

// receiver is a person who can be chosen. Those with a lower order come first.
type receiver struct {
	option *slack.OptionBlockObject
	order  int
}

// receiver is a person as an option, with how many open leads they have.
func (s Scene) receiver(m lead.Member) receiver {
	o := view.Option(string(m.ID), cmp.Or(m.Name, m.Email, string(m.ID)))
	c := s.Playbook.CandidateFor(s.Lead, m, s.Hands, s.Now)
	open := wording.Count(c.Open, "open lead")
	switch c.Skip {
	case lead.SkipFull:
		o.Description = view.PlainText(fmt.Sprintf("Full: %d of %s", c.Open, wording.Count(m.Capacity, "open lead")))
	case lead.SkipClosed:
		o.Description = view.PlainText("Off now, " + open)
	case lead.SkipHad, lead.SkipLapsed:
		o.Description = view.PlainText("Had it before, " + open)
	default:
		o.Description = view.PlainText(wording.Capital(open))
		return receiver{o, 0}
	}
	return receiver{o, 1}
}

// maxAway is how many people who are away are named.
const maxAway = 4

// missing names reps who are not in the list because they are away: "🌴 Away, so not listed: Ben until Tue 17 Nov
// 09:00."
func (s Scene) missing() string {
	d := view.Renderer{Playbook: s.Playbook, Crew: s.Crew, Quiet: true}
	var names []string
	for _, id := range slices.Sorted(maps.Keys(s.Crew)) {
		m := s.Crew[id]
		if m.Role != lead.RoleRep || m.Deleted || !m.Away(s.Now) || m.ID == s.Lead.Owner || len(names) == maxAway {
			continue
		}
		line := d.Name(id)
		if !m.BackAt.IsZero() {
			line += " until " + d.Moment(m.BackAt)
		}
		names = append(names, line)
	}
	if len(names) == 0 {
		return ""
	}
	return "🌴 Away, so not listed: " + wording.And(names) + "."
}
