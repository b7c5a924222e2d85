package bot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hbollon/go-edlib"

	"dibs/lead"
)

// AwayAnswer confirms an absence to whoever said it: until when (zero: until they say so), who stands in (NoOne: the
// playbook names nobody), how many open leads they have, and how many of those were offered onward because they are hot
// and nobody has tried to reach them. zone is where the person is.
func AwayAnswer(until time.Time, backup lead.PersonID, leads, onward int, crew lead.Crew, zone *time.Location) Message {
	w := pen{crew: crew, quiet: true, at: zone}
	ends := "you say `/lead back`."
	if !until.IsZero() {
		ends = w.moment(until) + ". `/lead back` ends it sooner."
	}
	return answer(sentences(w.awaySaid(ends, backup, leads), w.onward(onward)))
}

// awaySaid tells somebody until when they are away, which ends a sentence, and who stands in.
func (p pen) awaySaid(ends string, backup lead.PersonID, leads int) string {
	return sentences("🌴 You are away until "+ends+" No new leads come to you meanwhile.", p.covered(backup, leads))
}

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

// covered says who looks after the leads of somebody who is away.
func (p pen) covered(backup lead.PersonID, leads int) string {
	switch {
	case leads == 0:
		return "You have no open leads."
	case backup == lead.NoOne:
		return "Your " + counted(leads, "open lead") + " " + plural(leads, "stays", "stay") +
			" yours. Nobody covers for you: what cannot wait goes to your manager."
	}
	return p.name(backup) + " covers your " + counted(leads, "open lead") + ": gets the reminders and may act. " +
		plural(leads, "It stays", "They stay") + " yours, and so does the credit."
}

// onward says what happened to the leads that cannot wait.
func (p pen) onward(n int) string {
	if n == 0 {
		return ""
	}
	return capital(counted(n, "hot lead")) + " that nobody has contacted yet " + plural(n, "is", "are") + " offered to somebody else now."
}

// BackAnswer greets somebody who says that they are back; was: they had been away, role: their part in leads. Only reps
// are offered leads in turn.
func BackAnswer(was bool, role lead.Role) Message {
	switch {
	case !was:
		return answer("You were not away, so nothing changes. `/lead away until Friday` says when you are.")
	case role == lead.RoleAnyone:
		return answer("👋 Welcome back.")
	}
	turn := ""
	if role == lead.RoleRep {
		turn = "You are in the rotation again."
	}
	return answer(sentences("👋 Welcome back.", turn, "A direct message tells you what was done while you were away."))
}

// BackOfAnswer is BackAnswer for a manager who said it of somebody else.
func BackOfAnswer(who lead.PersonID, was bool, crew lead.Crew) Message {
	w := pen{crew: crew, quiet: true}
	if !was {
		return answer(w.name(who) + " was not away, so nothing changes.")
	}
	back := " is back. "
	if crew.Member(who).Role == lead.RoleRep {
		back = " is in the rotation again. "
	}
	return answer(w.name(who) + back + "A direct message tells them what was done while they were away.")
}

// BackLater answers somebody who says when they will be back, while /lead back says that they are.
func BackLater(words string) Message {
	return answer("`/lead back` says that you are back now. Until then: `/lead away until " + safe(words, 80) + "`.")
}

// awayExamples are ways to say until when one is away.
var awayExamples = []string{"Monday", "tomorrow", "Friday 14:00", "24 Dec", "2026-12-24", "14:00", "next Monday"}

// NotADate answers a date that is over or cannot be read, with the three nearest ways to say one.
func NotADate(words string) Message {
	asked := strings.ToLower(oneLine(words))
	nearest := slices.Clone(awayExamples)
	slices.SortStableFunc(nearest, func(a, b string) int {
		return cmp.Compare(unlike(asked, strings.ToLower(a)), unlike(asked, strings.ToLower(b)))
	})
	lines := []string{fmt.Sprintf("“%s” is no time ahead that I can read. Try one of these:", safe(words, 80))}
	if asked == "" {
		lines[0] = "Until when? Try one of these:"
	}
	for _, example := range nearest[:3] {
		lines = append(lines, "`/lead away until "+example+"`")
	}
	return answer(joined(lines))
}

// OnlyForYourself answers somebody who says of another person that they are away or back.
func OnlyForYourself() Message {
	return answer("Only a manager can say this of somebody else. `/lead away until Friday` says it of yourself.")
}

// NobodyCalled answers a manager who names nobody, or more than one.
func NobodyCalled(name string) Message {
	return answer("I do not know whom “" + safe(name, 80) + "” means. Type @ and choose the person from the list.")
}

// longestTyped is the longest text, in bytes, that is compared with the examples. A longer one is equally far from all.
const longestTyped = 50

// unlike is how far a name is from what was typed: not at all when that is how it begins.
func unlike(typed, name string) int {
	if typed != "" && strings.HasPrefix(name, typed) {
		return 0
	}
	if len(typed) > longestTyped {
		return len(typed)
	}
	return edlib.OSADamerauLevenshteinDistance(typed, name)
}
