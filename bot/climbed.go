package bot

import (
	"maps"
	"slices"

	"dibs/lead"
)

// climbed is the one message about all rungs that came due at once: what is awaited, and everybody who is called.
func (p pen) climbed(l *lead.Lead, e lead.Event) string {
	steps := e.Facts.Steps
	if len(steps) == 0 {
		return ""
	}
	line := "⏱ " + p.awaited(l, e, steps[len(steps)-1])
	told := map[lead.PersonID]bool{}
	for _, s := range steps {
		fresh := slices.DeleteFunc(slices.Clone(s.People), func(id lead.PersonID) bool { return told[id] })
		for _, id := range fresh {
			told[id] = true
		}
		if call := p.call(l, s, fresh); call != "" {
			line += " " + call
		}
	}
	if len(told) == 0 && steps[len(steps)-1].Do == lead.DoRemind {
		line += " Nobody who could be called is there right now."
	}
	return line
}

// awaited says what should have happened by now.
func (p pen) awaited(l *lead.Lead, e lead.Event, s lead.Step) string {
	waited := ""
	if s.After > 0 {
		waited = " for " + span(s.After)
	}
	switch s.Clock {
	case lead.ClockQualify:
		return "This inquiry has waited" + waited + " to be called."
	case lead.ClockAccept:
		if l.Offer == nil { // it ran out, as the next line tells
			return "The offer was not answered" + waited + "."
		}
		return p.name(l.Offer.To) + " has not answered the offer" + waited + "."
	case lead.ClockContact:
		return p.name(e.Owner) + " has it" + waited + ", and no contact attempt is logged yet."
	case lead.ClockNext:
		return "The next step is due" + overdue(s) + "."
	case lead.ClockStale:
		return "Nothing has happened" + waited + "."
	case lead.ClockWake:
		return "Its date has come."
	}
	return "Nobody has claimed this" + waited + "."
}

func overdue(s lead.Step) string {
	if s.After <= 0 {
		return ""
	}
	return ", " + span(s.After) + " ago"
}

// call names whom a rung calls, and what it does. The pool is called right here, by mentions; the others get a private
// message of their own, and a mention beside it would be the same ping twice.
func (p pen) call(l *lead.Lead, s lead.Step, fresh []lead.PersonID) string {
	if s.Tell != "pool" {
		p.quiet = true
	}
	names := p.mentions(fresh)
	if names == "" && s.Do == lead.DoRemind {
		return "" // nobody, or all of them are called already
	}
	switch s.Do {
	case lead.DoWiden:
		return "Widening to " + p.channel(s.To) + " is due: it stays with its pool until it is claimed, and a manager can assign it to anyone."
	case lead.DoReassign:
		if l.Stage == lead.StageNew && l.Offer == nil {
			return "Offering it to the next rep is due: it is for the whole pool until somebody claims it or a manager assigns it."
		}
		return ""
	case lead.DoRelease:
		return "The time for it is over."
	}
	are := " is "
	if len(fresh) > 1 {
		are = " are "
	}
	switch s.Tell {
	case "pool":
		if len(fresh) == 1 {
			return names + ", can you take it?"
		}
		return names + ": who takes it?"
	case "backup":
		return names + are + "called as the backup."
	case "owner":
		return names + are + "reminded."
	}
	return names + are + "called to step in."
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
