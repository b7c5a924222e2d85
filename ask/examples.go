package ask

import (
	"slices"
	"strings"
)

// Lines that are always understood: anywhere, in the thread of a card, and outside of one with the number of
// a lead.
var (
	anywhere = []string{
		"help", "mine", "next", "summary", "what's due today", "what's overdue", "show me the unclaimed leads", "how many leads this month",
		"how many hot leads this week", "summary this month by source", "summary last quarter", "how fast are we", "report",
		"what counts as a lead here", "definition", "away until Friday", "I'm away until Monday", "back", "I'm back", "new",
		"lost leads this quarter", "won leads last month", "how is the pipeline looking", "leads from Germany this year", "what can you do",
		"leads per week this quarter", "how many hot and warm leads this month", "who's away",
	}
	inThread = []string{
		"claim", "who owns this", "no answer", "qualify", "snooze until Monday", "remind me tomorrow at 9am", "note: call them after lunch",
		"hand back", "won 31,200", "lost", "log contact", "details",
	}
	elsewhere = []string{
		"claim 1042", "who owns 1042", "show 1042", "snooze 1042 until Monday", "remind me tomorrow at 9am about 1042",
		"note 1042: call them after lunch", "qualify 1042", "hand back 1042",
	}
)

// examples lists lines that Read understands. It uses the team's own names where there are some, and adds a
// few lines that search for word.
func examples(a Asker, word string) []string {
	lines := slices.Concat(anywhere, elsewhere)
	assign := "assign 1042 to "
	if a.Lead != 0 {
		lines, assign = slices.Concat(inThread, anywhere), "assign to "
	}
	add := func(before string, names []string, after string) { // the same name in whatever order the names come
		names = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == "" || !showable(n) })
		if len(names) > 0 {
			lines = append(lines, before+slices.Min(names)+after)
		}
	}
	add("how many hot leads from ", a.Names.Sources, " this month")
	add("leads from ", a.Names.Sources, " last week")
	add("leads from ", a.Names.Campaigns, " in May")
	add("how many leads from ", a.Names.Campaigns, " this quarter")
	add("summary for ", a.Names.Teams, " last quarter")
	add("report for ", a.Names.Teams, "")
	var firsts []string
	for _, one := range a.Names.People {
		if first, _, _ := strings.Cut(one.Name, " "); one.ID != a.Names.Me {
			firsts = append(firsts, first)
		}
	}
	add("show me ", firsts, "'s warm leads")
	add(assign, firsts, "")
	add("", firsts, " is away until Friday")
	if a.Lead != 0 {
		add("remind ", firsts, " tomorrow at 9am")
	}
	if word != "" {
		lines = append(lines, "find "+word, "is "+word+" already a lead", "who owns "+word)
	}
	return lines
}
