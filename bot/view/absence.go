package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hbollon/go-edlib"

	"dibs/bot"
	"dibs/bot/view/wording"

	"dibs/lead"
)

// AwayAnswer confirms an absence to whoever said it: until when (zero: until they say so), who stands in (NoOne: the
// playbook names nobody), how many open leads they have, and how many of those were offered onward because they are hot
// and nobody has tried to reach them. zone is where the person is.
func AwayAnswer(until time.Time, backup lead.PersonID, leads, onward int, crew lead.Crew, zone *time.Location) bot.Message {
	w := Renderer{Crew: crew, Quiet: true, ReaderZone: zone}
	ends := "you say `/lead back`."
	if !until.IsZero() {
		ends = w.Moment(until) + ". `/lead back` ends it sooner."
	}
	return TextMessage(sentences(w.awaySaid(ends, backup, leads), w.onward(onward)))
}

// awaySaid tells somebody until when they are away, which ends a sentence, and who stands in.
func (p Renderer) awaySaid(ends string, backup lead.PersonID, leads int) string {
	return sentences("🌴 You are away until "+ends+" No new leads come to you meanwhile.", p.covered(backup, leads))
}

// AwayOfAnswer is AwayAnswer for a manager who said it of somebody else; zone is where that person is.
func AwayOfAnswer(who lead.PersonID, until time.Time, backup lead.PersonID, leads, onward int, crew lead.Crew, zone *time.Location) bot.Message {
	w := Renderer{Crew: crew, Quiet: true, ReaderZone: zone}
	said := "🌴 " + w.Name(who) + " is away until they say `/lead back`."
	if !until.IsZero() {
		said = "🌴 " + w.Name(who) + " is away until " + w.Moment(until) + "."
	}
	said += " No new leads come to them meanwhile."
	var covered string
	switch {
	case leads == 0:
		covered = "They have no open leads."
	case backup == lead.NoOne:
		covered = "Their " + wording.Count(leads, "open lead") + " " + wording.Plural(leads, "stays", "stay") + " theirs. Nobody covers for them: what cannot wait goes to their manager."
	default:
		covered = w.Name(backup) + " covers their " + wording.Count(leads, "open lead") + ". " + wording.Plural(leads, "It stays", "They stay") + " theirs."
	}
	return TextMessage(sentences(said, covered, w.onward(onward)))
}

// covered says who looks after the leads of somebody who is away.
func (p Renderer) covered(backup lead.PersonID, leads int) string {
	switch {
	case leads == 0:
		return "You have no open leads."
	case backup == lead.NoOne:
		return "Your " + wording.Count(leads, "open lead") + " " + wording.Plural(leads, "stays", "stay") +
			" yours. Nobody covers for you: what cannot wait goes to your manager."
	}
	return p.Name(backup) + " covers your " + wording.Count(leads, "open lead") + ": gets the reminders and may act. " +
		wording.Plural(leads, "It stays", "They stay") + " yours, and so does the credit."
}

// onward says what happened to the leads that cannot wait.
func (p Renderer) onward(n int) string {
	if n == 0 {
		return ""
	}
	return wording.Capital(wording.Count(n, "hot lead")) + " that nobody has contacted yet " + wording.Plural(n, "is", "are") + " offered to somebody else now."
}

// BackAnswer greets somebody who says that they are back; was: they had been away, role: their part in leads. Only reps
// are offered leads in turn.
func BackAnswer(was bool, role lead.Role) bot.Message {
	switch {
	case !was:
		return TextMessage("You were not away, so nothing changes. `/lead away until Friday` says when you are.")
	case role == lead.RoleAnyone:
		return TextMessage("👋 Welcome back.")
	}
	turn := ""
	if role == lead.RoleRep {
		turn = "You are in the rotation again."
	}
	return TextMessage(sentences("👋 Welcome back.", turn, "A direct message tells you what was done while you were away."))
}

// BackOfAnswer is BackAnswer for a manager who said it of somebody else.
func BackOfAnswer(who lead.PersonID, was bool, crew lead.Crew) bot.Message {
	w := Renderer{Crew: crew, Quiet: true}
	if !was {
		return TextMessage(w.Name(who) + " was not away, so nothing changes.")
	}
	back := " is back. "
	if crew.Member(who).Role == lead.RoleRep {
		back = " is in the rotation again. "
	}
	return TextMessage(w.Name(who) + back + "A direct message tells them what was done while they were away.")
}

// BackLater answers somebody who says when they will be back, while /lead back says that they are.
func BackLater(words string) bot.Message {
	return TextMessage("`/lead back` says that you are back now. Until then: `/lead away until " + wording.Safe(words, 80) + "`.")
}

// awayExamples are ways to say until when one is away.
var awayExamples = []string{"Monday", "tomorrow", "Friday 14:00", "24 Dec", "2026-12-24", "14:00", "next Monday"}

// NotADate answers a date that is over or cannot be read, with the three nearest ways to say one.
func NotADate(words string) bot.Message {
	asked := strings.ToLower(wording.OneLine(words))
	nearest := slices.Clone(awayExamples)
	slices.SortStableFunc(nearest, func(a, b string) int {
		return cmp.Compare(unlike(asked, strings.ToLower(a)), unlike(asked, strings.ToLower(b)))
	})
	lines := []string{fmt.Sprintf("“%s” is no time ahead that I can read. Try one of these:", wording.Safe(words, 80))}
	if asked == "" {
		lines[0] = "Until when? Try one of these:"
	}
	for _, example := range nearest[:3] {
		lines = append(lines, "`/lead away until "+example+"`")
	}
	return TextMessage(joined(lines))
}

// OnlyForYourself answers somebody who says of another person that they are away or back.
func OnlyForYourself() bot.Message {
	return TextMessage("Only a manager can say this of somebody else. `/lead away until Friday` says it of yourself.")
}

// NobodyCalled answers a manager who names nobody, or more than one.
func NobodyCalled(name string) bot.Message {
	return TextMessage("I do not know whom “" + wording.Safe(name, 80) + "” means. Type @ and choose the person from the list.")
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
