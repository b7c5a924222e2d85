package ask

import (
	"slices"
	"strings"
)

// examples are lines that Read understands, with the asker's own names where there are some, and one that looks for a word.
func examples(n Names, word string) []string {
	lines := []string{
		"help", "mine", "next", "summary", "what is due today", "what is overdue", "show me the waiting leads", "how many leads this month",
		"how many hot leads this week", "summary this month by source", "summary last quarter", "how fast are we", "report",
		"claim 1042", "who owns 1042", "show 1042", "what is a lead here", "definition", "away until Friday", "i am away until Monday", "back",
		"i am back", "new", "snooze 1042 until Monday", "remind me tomorrow 9am about 1042", "note 1042: call them after lunch", "lost leads this quarter",
		"won leads last month", "qualify 1042", "hand back 1042", "how is the pipeline", "leads from Germany this year", "what can you do",
	}
	add := func(before string, names []string, after string) { // the same name whatever order they come in
		if plainly := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == "" || !plain(n) }); len(plainly) > 0 {
			lines = append(lines, before+slices.Min(plainly)+after)
		}
	}
	add("how many hot leads from ", n.Sources, " this month")
	add("leads from ", n.Sources, " last week")
	add("leads from ", n.Campaigns, " in May")
	add("how many leads from ", n.Campaigns, " this quarter")
	add("summary for ", n.Teams, " last quarter")
	add("report for ", n.Teams, "")
	var firsts []string
	for _, one := range n.People {
		if first, _, _ := strings.Cut(one.Name, " "); one.ID != n.Me {
			firsts = append(firsts, first)
		}
	}
	add("warm leads of ", firsts, "")
	add("assign 1042 to ", firsts, "")
	add("", firsts, " is away until Friday")
	if word != "" {
		lines = append(lines, "find "+word, "is "+word+" already a lead", "who owns "+word)
	}
	return lines
}
