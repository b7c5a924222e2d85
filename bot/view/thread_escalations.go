package view

import (
	"slices"
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// climbed is the one message about all rungs that came due at once: what is awaited, what is done, and everybody who is
// called.
func (p Renderer) climbed(l *lead.Lead, e lead.Event) string {
	steps := e.Facts.Steps
	if len(steps) == 0 {
		return ""
	}
	line := ""
	over := slices.ContainsFunc(steps, func(s lead.Step) bool { return s.Clock == lead.ClockAccept && s.Do == lead.DoReassign })
	told := map[lead.PersonID]bool{}
	for _, s := range steps {
		if over && s.Do == lead.DoRemind && (s.Clock == lead.ClockAccept || s.Tell != "manager") {
			continue // it called who was offered it, and nobody can answer that any more
		}
		fresh := slices.DeleteFunc(slices.Clone(s.People), func(id lead.PersonID) bool { return told[id] })
		for _, id := range fresh {
			told[id] = true
		}
		if call := p.call(l, s, fresh); call != "" {
			line += " " + call
		}
	}
	due := steps[len(steps)-1]
	if due.Closed {
		return strings.TrimSpace(line)
	}
	if len(told) == 0 && !over && due.Do == lead.DoRemind && !playbook.IsChannel(due.Tell) {
		line += " Nobody who could be called is there right now."
	}
	return "⏱ " + p.awaited(l, e, due) + line
}

// awaited says what should have happened by now.
func (p Renderer) awaited(l *lead.Lead, e lead.Event, s lead.Step) string {
	waited := ""
	if s.After > 0 {
		waited = " for " + wording.Duration(s.After)
	}
	switch s.Clock {
	case lead.ClockQualify:
		return "This inquiry has waited" + waited + " to be called."
	case lead.ClockAccept:
		if l.Offer == nil || s.Do == lead.DoReassign { // it ran out, as the next line tells
			return "The offer was not answered" + waited + "."
		}
		if l.Offer.Partner != "" {
			return wording.Safe(l.Offer.Partner, 80) + " has not answered the offer" + waited + "."
		}
		return p.Name(l.Offer.To) + " has not answered the offer" + waited + "."
	case lead.ClockContact:
		return p.Name(e.Owner) + " has it" + waited + ", and no contact attempt is logged yet."
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
	return ", " + wording.Duration(s.After) + " ago"
}

// call names whom a rung calls, and what it does. The pool of a hot lead is called right here, by mentions; everybody
// else gets a message of their own, or a list, and a mention beside it would be the same ping twice.
func (p Renderer) call(l *lead.Lead, s lead.Step, fresh []lead.PersonID) string {
	if s.Repeat {
		return p.listedAgain(fresh)
	}
	if s.Tell != "pool" || s.Listed || s.Closed {
		p.Quiet = true
	}
	names := p.mentions(fresh)
	switch s.Do {
	case lead.DoWiden:
		return "Widened to " + p.channel(s.To) + p.canClaim(l, s) + "."
	case lead.DoReassign:
		return "" // the next line says to whom
	case lead.DoRelease:
		return "The time for it is over."
	}
	are := wording.Plural(len(fresh), " is ", " are ")
	switch {
	case playbook.IsChannel(s.Tell):
		return p.channel(s.Tell) + " is told."
	case names == "":
		return "" // nobody, or all of them are called already
	case s.Closed:
		return "🌙 It is after hours: " + names + are + "on duty."
	case s.Tell == "pool" && s.Listed:
		return names + wording.Plural(len(fresh), " finds", " find") + " it in the list in the channel."
	case s.Tell == "pool" && len(fresh) == 1:
		return names + ", can you take it?"
	case s.Tell == "pool":
		return names + ": who takes it?"
	case s.Tell == "backup":
		return names + are + "called as the backup."
	case s.Tell == "owner":
		return names + are + "reminded."
	}
	return names + are + "called to step in."
}

// listedAgain names who reads of a lead once a day because its ladder is at its end: nobody is called again.
func (p Renderer) listedAgain(people []lead.PersonID) string {
	p.Quiet = true
	names := p.mentions(people)
	if names == "" {
		return ""
	}
	return names + wording.Plural(len(people), " finds", " find") + " it in the list of the day."
}

// canClaim says whose lead a widened one can be from then on.
func (p Renderer) canClaim(l *lead.Lead, s lead.Step) string {
	var teams []string
	for _, team := range append([]string{l.Route.Team}, s.Teams...) {
		if team != "" && !slices.Contains(teams, team) {
			teams = append(teams, team)
		}
	}
	if len(teams) == 0 {
		return ""
	}
	return ": " + wording.And(teamNames(teams)) + " can claim it now"
}
