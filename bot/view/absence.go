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

// AwayAnswer confirms an absence to the person who is away. until is when they are back; zero means they have not
// said. backup stands in for them; NoOne means that the playbook names nobody. leads is how many open leads they
// have. onward is how many of those were offered to somebody else because they are hot and nobody has tried to reach
// the inquirer. zone is where the person is.
func AwayAnswer(until time.Time, backup lead.PersonID, leads, onward int, crew lead.Crew, zone *time.Location) bot.Message {
	w := Renderer{Crew: crew, Quiet: true, ReaderZone: zone}
	ends, early := "you type `/lead back`", ""
	if !until.IsZero() {
		ends, early = w.Moment(until), "If you're back earlier, type `/lead back`."
	}
	return TextMessage(sentences(w.youAreAway(ends, backup, leads), w.onward(onward), early))
}

// youAreAway tells a person that they are away, and who stands in. ends says until when.
func (p Renderer) youAreAway(ends string, backup lead.PersonID, leads int) string {
	return sentences("🌴 You're away until "+ends+". You won't get new leads.", p.yourLeads(backup, leads))
}

// AwayOfAnswer is AwayAnswer for a manager who set somebody else away; zone is where that person is.
func AwayOfAnswer(person lead.PersonID, until time.Time, backup lead.PersonID, leads, onward int, crew lead.Crew, zone *time.Location) bot.Message {
	w := Renderer{Crew: crew, Quiet: true, ReaderZone: zone}
	ends := "they type `/lead back`"
	if !until.IsZero() {
		ends = w.Moment(until)
	}
	text := "🌴 " + w.Name(person) + " is away until " + ends + ". They won't get new leads."
	return TextMessage(sentences(text, w.theirLeads(backup, leads), w.onward(onward)))
}

// theirLeads says who looks after the open leads of somebody who is away.
func (p Renderer) theirLeads(backup lead.PersonID, leads int) string {
	count := wording.Count(leads, "open lead")
	switch {
	case leads == 0:
		return "They have no open leads."
	case backup == lead.NoOne:
		return "They keep their " + count + ". There's no backup, so their manager is pinged about anything urgent."
	}
	return p.Name(backup) + " covers their " + count + "."
}

// yourLeads says who looks after the reader's open leads while they are away.
func (p Renderer) yourLeads(backup lead.PersonID, leads int) string {
	count := wording.Count(leads, "open lead")
	switch {
	case leads == 0:
		return "You have no open leads."
	case backup == lead.NoOne:
		return "You keep your " + count + ". You have no backup, so your manager is pinged about anything urgent."
	}
	return "You keep your " + count + " and the credit; " + p.Name(backup) + " gets the reminders and can act for you."
}

// onward says that urgent hot leads were offered to somebody else.
func (p Renderer) onward(n int) string {
	if n == 0 {
		return ""
	}
	return wording.Count(n, "hot lead") + " with no contact yet " + wording.Plural(n, "was", "were") + " offered to somebody else."
}

// BackAnswer greets a person who is back. wasAway tells whether they had been away. role decides what the answer says
// about new leads, because only reps are in a rotation.
func BackAnswer(wasAway bool, role lead.Role) bot.Message {
	switch {
	case !wasAway:
		return TextMessage("You weren't away, so nothing changes. To set an absence, type `/lead away until Friday`.")
	case role == lead.RoleAnyone:
		return TextMessage("👋 Welcome back!")
	}
	rotation := ""
	if role == lead.RoleRep {
		rotation = "You get new leads again."
	}
	return TextMessage(sentences("👋 Welcome back!", rotation, "I'll send you a direct message with what happened while you were away."))
}

// BackOfAnswer is BackAnswer for a manager who ended somebody else's absence.
func BackOfAnswer(person lead.PersonID, wasAway bool, crew lead.Crew) bot.Message {
	w := Renderer{Crew: crew, Quiet: true}
	if !wasAway {
		return TextMessage(w.Name(person) + " wasn't away, so nothing changes.")
	}
	back := " is back."
	if crew.Member(person).Role == lead.RoleRep {
		back = " is back and gets new leads again."
	}
	return TextMessage(w.Name(person) + back + " I'll send them a direct message with what happened while they were away.")
}

// BackLater answers a person who typed /lead back with a time in the future, although it means now.
func BackLater(words string) bot.Message {
	return TextMessage("`/lead back` means you're back now. To set when you'll be back, type `/lead away until " + wording.Safe(words, 80) + "`.")
}

// awayExamples are example ends of an absence, as people can type them.
var awayExamples = []string{"Monday", "tomorrow", "Friday 14:00", "24 Dec", "2026-12-24", "14:00", "next Monday"}

// NotADate answers a date that has passed or cannot be read, with the three examples most similar to it.
func NotADate(words string) bot.Message {
	typed := strings.ToLower(wording.OneLine(words))
	nearest := slices.Clone(awayExamples)
	slices.SortStableFunc(nearest, func(a, b string) int {
		return cmp.Compare(unlike(typed, strings.ToLower(a)), unlike(typed, strings.ToLower(b)))
	})
	lines := []string{fmt.Sprintf("I can't read “%s” as a date in the future. Try one of these:", wording.Safe(words, 80))}
	if typed == "" {
		lines[0] = "Until when? Try one of these:"
	}
	for _, example := range nearest[:3] {
		lines = append(lines, "`/lead away until "+example+"`")
	}
	return TextMessage(joined(lines))
}

// OnlyForYourself answers a person who is not a manager and tried to set somebody else away or back.
func OnlyForYourself() bot.Message {
	return TextMessage("Only a manager can set somebody else away or back. For yourself, type `/lead away until Friday`.")
}

// NobodyCalled answers a manager who typed a name that matches nobody, or more than one person.
func NobodyCalled(name string) bot.Message {
	return TextMessage("I don't know who “" + wording.Safe(name, 80) + "” is. Type @ and pick the person from the list.")
}

// longestTyped is the longest text, in bytes, that is compared with the examples. A longer one counts as equally
// different from all of them.
const longestTyped = 50

// unlike is how many letters an example differs from what was typed: 0 if it begins with that.
func unlike(typed, name string) int {
	if typed != "" && strings.HasPrefix(name, typed) {
		return 0
	}
	if len(typed) > longestTyped {
		return len(typed)
	}
	return edlib.OSADamerauLevenshteinDistance(typed, name)
}
