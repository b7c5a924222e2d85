package bot

import (
	"time"

	"dibs/lead"
)

// AwayOfAnswer is AwayAnswer for a manager who said it of somebody else; zone is where that person is.
func AwayOfAnswer(who lead.PersonID, until time.Time, backup lead.PersonID, leads, onward int, crew lead.Crew, zone *time.Location) Message {
	w := pen{crew: crew, quiet: true, at: zone}
	said := "🌴 " + w.name(who) + " is away until they say `/lead back`."
	if !until.IsZero() {
		said = "🌴 " + w.name(who) + " is away until " + w.moment(until) + "."
	}
	said += " No new leads come to them meanwhile."
	var covered string
	switch {
	case leads == 0:
		covered = "They have no open leads."
	case backup == lead.NoOne:
		covered = "Their " + counted(leads, "open lead") + " " + plural(leads, "stays", "stay") + " theirs. Nobody covers for them: what cannot wait goes to their manager."
	default:
		covered = w.name(backup) + " covers their " + counted(leads, "open lead") + ". " + plural(leads, "It stays", "They stay") + " theirs."
	}
	return answer(sentences(said, covered, w.onward(onward)))
}

// BackOfAnswer is BackAnswer for a manager who said it of somebody else.
func BackOfAnswer(who lead.PersonID, was bool, crew lead.Crew) Message {
	w := pen{crew: crew, quiet: true}
	if !was {
		return answer(w.name(who) + " was not away, so nothing changes.")
	}
	return answer(w.name(who) + " is in the rotation again. A direct message tells them what was done while they were away.")
}

// OnlyForYourself answers somebody who says of another person that they are away or back.
func OnlyForYourself() Message {
	return answer("Only a manager can say this of somebody else. `/lead away until Friday` says it of yourself.")
}

// NobodyCalled answers a manager who names nobody, or more than one.
func NobodyCalled(name string) Message {
	return answer("I do not know whom “" + safe(name, 80) + "” means. Type @ and choose the person from the list.")
}

// NoFigures answers the people of a partner who ask for a summary.
func NoFigures() Message {
	return answer("The figures of the whole team are for the team alone. `/lead mine` lists your leads, `/lead next` what waits for you.")
}

// Thanked answers who registered a lead that is not theirs to see from here on.
func Thanked() Message { return answer("Thank you. It is registered, and somebody takes care of it.") }
