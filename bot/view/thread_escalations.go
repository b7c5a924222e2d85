package view

import (
	"slices"
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// climbed is one line about all rungs that came due at once: what is overdue, what Dibs does about it, and everyone
// it pings.
func (v threadView) climbed(l *lead.Lead, e lead.Event) string {
	steps := e.Facts.Steps
	if len(steps) == 0 {
		return ""
	}
	line := ""
	over := slices.ContainsFunc(steps, func(s lead.Step) bool { return s.Clock == lead.ClockAccept && s.Do == lead.DoReassign })
	named := map[lead.PersonID]bool{}
	for _, s := range steps {
		if over && s.Do == lead.DoRemind && (s.Clock == lead.ClockAccept || s.Tell != "manager") {
			continue // it is about an offer that nobody can accept any more
		}
		fresh := slices.DeleteFunc(slices.Clone(s.People), func(id lead.PersonID) bool { return named[id] })
		for _, id := range fresh {
			named[id] = true
		}
		if step := v.step(l, s, fresh); step != "" {
			line += " " + step
		}
	}
	due := steps[len(steps)-1]
	if due.Closed {
		return strings.TrimSpace(line)
	}
	if len(named) == 0 && !over && due.Do == lead.DoRemind && !playbook.IsChannel(due.Tell) {
		line += " No one is available to ping right now."
	}
	return "⏱ " + v.overdue(l, e, due) + line
}

// overdue is a sentence about what should have happened by now.
func (v threadView) overdue(l *lead.Lead, e lead.Event, s lead.Step) string {
	since := ""
	if s.After > 0 {
		since = " for " + wording.Duration(s.After)
	}
	switch s.Clock {
	case lead.ClockQualify:
		return "Inquiry not called" + since + "."
	case lead.ClockAccept:
		if l.Offer == nil || s.Do == lead.DoReassign { // the offer is over; the next line says so
			return "No answer to the offer" + since + "."
		}
		return "No answer from " + v.offeree(l) + since + "."
	case lead.ClockContact:
		return v.Name(e.Owner) + " has had it" + since + " and hasn't logged a contact."
	case lead.ClockNext:
		if s.After > 0 {
			return "The next step is " + wording.Duration(s.After) + " overdue."
		}
		return "The next step is due."
	case lead.ClockStale:
		return "Nothing has happened" + since + "."
	case lead.ClockWake:
		return "It's time to look at it again."
	}
	return "Unclaimed" + since + "."
}

// step says what a rung does and who it pings. fresh are the people that this line has not named yet. The pool of a
// hot lead is mentioned here. Everyone else gets a direct message or a list, so a mention would ping them twice.
func (v threadView) step(l *lead.Lead, s lead.Step, fresh []lead.PersonID) string {
	if s.Repeat {
		return v.inDailyList(fresh)
	}
	if s.Tell != "pool" || s.Listed || s.Closed {
		v.Quiet = true
	}
	names := v.mentions(fresh)
	switch s.Do {
	case lead.DoWiden:
		return "Also posted in " + v.channel(s.To) + v.canClaim(l, s) + "."
	case lead.DoReassign, lead.DoRelease:
		return "" // the next line says that the time is up, and who is next
	}
	switch {
	case playbook.IsChannel(s.Tell):
		return "Notified " + v.channel(s.Tell) + "."
	case names == "":
		return "" // nobody, or everyone is named already
	case s.Closed:
		return "🌙 After hours: " + names + wording.Plural(len(fresh), " is ", " are ") + "on duty."
	case s.Tell == "pool" && s.Listed:
		return "It's in the channel's list for " + names + "."
	case s.Tell == "pool" && len(fresh) == 1:
		return names + ", can you take it?"
	case s.Tell == "pool":
		return names + ": who's taking it?"
	case s.Tell == "backup":
		return "Pinged " + names + " as backup."
	case s.Tell == "owner":
		return "Reminded " + names + "."
	}
	return "Pinged " + names + " to step in."
}

// inDailyList says who has the lead in their daily list from now on. Its ladder is at its end, so nobody is pinged.
func (v threadView) inDailyList(people []lead.PersonID) string {
	v.Quiet = true
	names := v.mentions(people)
	if names == "" {
		return ""
	}
	return "It's in the daily list for " + names + "."
}

// canClaim names the teams that can claim a widened lead from now on, after a clause: ": EMEA can claim it now".
func (v threadView) canClaim(l *lead.Lead, s lead.Step) string {
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
