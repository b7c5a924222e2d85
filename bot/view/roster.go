package view

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// Roster answers who is away at now, until when and who covers for them, and who is on duty for each team. Working
// hours do not count: people who have gone home are not away.
func Roster(crew lead.Crew, pb *playbook.Playbook, now time.Time) bot.Message {
	w := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	people := slices.SortedFunc(maps.Values(crew), func(a, b lead.Member) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	people = slices.DeleteFunc(people, func(m lead.Member) bool { return m.Deleted || m.Role == lead.RoleAnyone })
	var away []string
	duty := map[string][]string{} // teams, by the name of the person on duty
	for _, m := range people {
		if m.Away(now) {
			away = append(away, w.awayLine(m, now))
		}
		if m.Role != lead.RoleRep {
			continue
		}
		at := slices.IndexFunc(people, func(o lead.Member) bool { return o.Email != "" && strings.EqualFold(o.Email, pb.OnDuty(m.Team)) })
		if at < 0 {
			continue
		}
		name, team := w.Name(people[at].ID), wording.Safe(m.Team, 80)
		if !slices.Contains(duty[name], team) {
			duty[name] = append(duty[name], team)
		}
	}
	text := "Nobody is away."
	if n := len(away); n > 0 {
		text = wording.Thousands(wording.Decimal(n)) + wording.Plural(n, " person is", " people are") + " away."
	}
	lines := []string{text}
	for _, a := range away {
		lines = append(lines, "🌴 "+a)
	}
	var onDuty []string
	for _, name := range slices.Sorted(maps.Keys(duty)) {
		onDuty = append(onDuty, name+" for "+wording.And(duty[name]))
	}
	if len(onDuty) > 0 {
		lines = append(lines, "On duty: "+strings.Join(onDuty, ", ")+".")
	}
	return bot.Message{Text: text, Blocks: sections(lines)}
}

// awayLine is one person's absence: "Ben Okafor until Mon 09:00, Ana Duarte covers".
func (p Renderer) awayLine(m lead.Member, now time.Time) string {
	line := p.Name(m.ID)
	if !m.BackAt.IsZero() {
		line += " until " + p.Moment(m.BackAt)
	}
	if b := p.Crew.Member(m.Backup); m.Backup != lead.NoOne && !b.Deleted && !b.Away(now) {
		line += ", " + p.Name(m.Backup) + " covers"
	}
	return line
}
