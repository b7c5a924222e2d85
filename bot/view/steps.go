package view

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// stepsView words the next steps of a lead's ladders: what happens if nobody acts.
type stepsView struct{ cardView }

// nextSteps is a sentence about the next two steps of the ladders: "Next: Sales is pinged at 09:03, then Ben (backup)
// at 09:05." After the last rung it names the daily list that contains the lead. What happens after an offer ends is
// not known yet, so it is left out. shown is the time that the text before the sentence shows; a step on the same day
// needs no date.
func (v stepsView) nextSteps(shown time.Time, clocks ...lead.ClockName) string {
	var steps []string
	var before lead.Step
	for _, s := range v.Playbook.Ahead(v.l, v.Crew, stepsAhead) {
		if v.l.Offer != nil && s.Clock == lead.ClockAccept && s.Do == lead.DoReassign {
			break
		}
		repeated := s.Do == before.Do && slices.Equal(s.People, before.People) // by two clocks, or two rungs
		if len(steps) == 2 || !slices.Contains(clocks, s.Clock) || !v.pings(s) || repeated {
			continue
		}
		switch {
		case s.Repeat && len(steps) == 0:
			return wording.Capital(v.dailyList(s)) + "."
		case s.Repeat:
			steps = append(steps, v.dailyList(s))
		case len(steps) > 0 && before.Do == lead.DoRemind && s.Do == lead.DoRemind:
			steps = append(steps, v.audience(s)+" "+v.at(shown, s.At))
		default:
			steps = append(steps, v.stepWords(s)+" "+v.at(shown, s.At))
		}
		before, shown = s, s.At
	}
	if len(steps) == 0 {
		return ""
	}
	return "Next: " + strings.Join(steps, ", then ") + "."
}

// dailyList says whose daily list contains the lead, because its ladder is at its end.
func (v stepsView) dailyList(s lead.Step) string {
	switch name := strings.TrimSuffix(v.audience(s), " (backup)"); {
	case name == "you":
		return "it's in your daily list"
	case strings.HasSuffix(name, "s"):
		return "it's in " + name + "' daily list"
	default:
		return "it's in " + name + "'s daily list"
	}
}

// pings reports whether a rung pings or asks people about the lead. People on duty, and the end of an offer, are
// worded elsewhere.
func (v stepsView) pings(s lead.Step) bool {
	switch {
	case s.Closed, s.Do == lead.DoRelease:
		return false
	case s.Do == lead.DoRemind:
		return len(s.People) > 0
	}
	return v.l.Offer == nil
}

// stepWords says what a rung does: "Sales is pinged", "it's offered to the next rep".
func (v stepsView) stepWords(s lead.Step) string {
	switch s.Do {
	case lead.DoWiden:
		return "it's also posted in " + v.channel(s.To)
	case lead.DoReassign:
		return "it's offered to the next rep"
	case lead.DoRelease:
		return "it's up for grabs again"
	}
	return v.audience(s) + pingVerb(v.severalIn(s))
}

func pingVerb(several bool) string {
	if several {
		return " are pinged"
	}
	return " is pinged"
}

// audience names the people that a rung is for, in short: the team, "the qualifiers", "you", or one or two people.
func (v stepsView) audience(s lead.Step) string {
	role := ""
	if s.Tell == "backup" {
		role = " (backup)"
	}
	switch {
	case v.isQualifiers(s):
		return "the qualifiers"
	case s.Tell == "pool" && v.isPool(s):
		return v.poolNames(wording.And)
	case v.isReader(s.People):
		return "you"
	case len(s.People) == 1:
		return v.Name(s.People[0]) + role
	case len(s.People) == 2:
		return v.Name(s.People[0]) + " and " + v.Name(s.People[1])
	}
	return "the " + wording.Readable(cmp.Or(s.Tell, "team"))
}

// severalIn reports whether the audience of a rung takes a plural verb.
func (v stepsView) severalIn(s lead.Step) bool {
	switch {
	case v.isQualifiers(s):
		return true
	case s.Tell == "pool" && v.isPool(s):
		return len(v.l.Pool) > 1
	}
	return v.isReader(s.People) || len(s.People) == 2
}

// isQualifiers reports whether a rung pings the qualifiers.
func (v stepsView) isQualifiers(s lead.Step) bool {
	return s.Tell == "pool" && s.Clock == lead.ClockQualify
}

// isPool reports whether a rung for the pool reaches the pool. While a lead is offered, the rung reaches the receiver
// of the offer; if everyone in the pool is away, it reaches somebody else.
func (v stepsView) isPool(s lead.Step) bool {
	return v.l.Offer == nil && slices.ContainsFunc(s.People, func(id lead.PersonID) bool {
		return slices.Contains(v.l.Pool, v.Crew.Member(id).Team)
	})
}

// isReader reports whether people contains only the reader.
func (v stepsView) isReader(people []lead.PersonID) bool {
	return v.to != lead.NoOne && slices.Equal(people, []lead.PersonID{v.to})
}

// step says what a rung does, after its time: "Ben (backup) is pinged".
func (v stepsView) step(s lead.Step) string {
	switch {
	case s.Wake:
		return "it's back for another look"
	case s.Do == lead.DoReassign && v.l.Offer != nil && v.l.Offer.Partner != "":
		return "it goes back to " + cmp.Or(wording.Safe(v.Playbook.Company(), 80), "us")
	case s.Repeat:
		return v.dailyList(s)
	case playbook.IsChannel(s.Tell):
		return v.channel(s.Tell) + " is notified"
	}
	return v.stepWords(s)
}
