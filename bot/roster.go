package bot

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// Roster answers which of the people in a crew are away at an instant, until when and who covers for them, and who is on
// duty for each team. Hours do not count: who has gone home is not away.
func Roster(crew lead.Crew, pb *playbook.Playbook, now time.Time) Message {
	w := pen{pb: pb, crew: crew, quiet: true}
	people := slices.SortedFunc(maps.Values(crew), func(a, b lead.Member) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	people = slices.DeleteFunc(people, func(m lead.Member) bool { return m.Deleted || m.Role == lead.RoleAnyone })
	var away []string
	duty := map[string][]string{} // teams, by the name of who is on duty for them
	for _, m := range people {
		if m.Away(now) {
			away = append(away, w.awayLine(m, now))
		}
		if m.Role != lead.RoleRep {
			continue
		}
		onDuty := slices.IndexFunc(people, func(o lead.Member) bool { return o.Email != "" && strings.EqualFold(o.Email, pb.OnDuty(m.Team)) })
		if onDuty < 0 {
			continue
		}
		name, team := w.name(people[onDuty].ID), safe(m.Team, 80)
		if !slices.Contains(duty[name], team) {
			duty[name] = append(duty[name], team)
		}
	}
	text := "Nobody is away."
	if n := len(away); n > 0 {
		text = group(decimal(n)) + plural(n, " person is", " people are") + " away."
	}
	lines := []string{text}
	for _, a := range away {
		lines = append(lines, "🌴 "+a)
	}
	var on []string
	for _, name := range slices.Sorted(maps.Keys(duty)) {
		on = append(on, name+" for "+list(duty[name]))
	}
	if len(on) > 0 {
		lines = append(lines, "On duty: "+strings.Join(on, ", ")+".")
	}
	return Message{Text: text, Blocks: sections(lines)}
}

// awayLine is somebody's absence: "Ben Okafor until Mon 09:00, Ana Duarte covers".
func (p pen) awayLine(m lead.Member, now time.Time) string {
	line := p.name(m.ID)
	if !m.BackAt.IsZero() {
		line += " until " + p.moment(m.BackAt)
	}
	if b := p.crew.Member(m.Backup); m.Backup != lead.NoOne && !b.Deleted && !b.Away(now) {
		line += ", " + p.name(m.Backup) + " covers"
	}
	return line
}
