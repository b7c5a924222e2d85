package bot

import (
	"cmp"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dibs/lead"
	"dibs/playbook"
)

// verb is a word after /lead with what it does.
type verb struct{ word, example, does string }

var verbs = []verb{
	{"new", "/lead new", "register a lead"},
	{"mine", "/lead mine", "your open leads, what is due first on top"},
	{"next", "/lead next", "the lead that needs somebody most"},
	{"claim", "/lead claim 1042", "take a lead of your pool"},
	{"show", "/lead show acme", "a lead by number, name or company"},
	{"find", "/lead find brandt", "all leads that match"},
	{"summary", "/lead summary", "how the pipeline stands"},
	{"away", "/lead away until Friday", "your backup covers meanwhile, your leads stay yours"},
	{"back", "/lead back", "you are there again"},
	{"definition", "/lead definition", "what counts as a lead here"},
	{"help", "/lead help", "this list"},
}

// Help lists what can be asked.
func Help() Message {
	lines := []string{"*What you can ask:*"}
	for _, v := range verbs {
		lines = append(lines, "`"+v.example+"` "+v.does)
	}
	text := joined(lines)
	return Message{Text: "What you can ask of /lead", Blocks: []slack.Block{section(text)}}
}

// UnknownVerb answers a word that nobody knows with the three nearest ones.
func UnknownVerb(word string) Message {
	word = strings.ToLower(oneLine(word))
	near := slices.Clone(verbs)
	slices.SortStableFunc(near, func(a, b verb) int { return cmp.Compare(distance(word, a.word), distance(word, b.word)) })
	var lines []string
	for _, v := range near[:3] {
		lines = append(lines, "`"+v.example+"` "+v.does)
	}
	text := joined(append([]string{"I do not know “" + safe(word, 40) + "”. Did you mean:"}, lines...))
	return Message{Text: text, Blocks: []slack.Block{section(text)}}
}

// distance counts the letters to change, add or drop to make b of a (Levenshtein); what was only begun is near.
func distance(a, b string) int {
	if a != "" && strings.HasPrefix(b, a) {
		return 0
	}
	from, to := []rune(clip(a, 40)), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range from {
		corner := row[0]
		row[0] = i + 1
		for j, s := range to {
			change := corner
			if r != s {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(to)]
}

// Definition answers /lead definition: the written definition with its checklist, as the team wrote it.
func Definition(pb *playbook.Playbook) Message { return defined("What counts as a lead here", pb) }

// DefinitionOf answers /lead definition with a lead: the definition that it was judged by, which pb is to be the version
// of; see lead.Lead.PlaybookID.
func DefinitionOf(l *lead.Lead, pb *playbook.Playbook) Message {
	return defined("What counted as a lead when "+l.ID.String()+" was judged", pb)
}

func defined(headline string, pb *playbook.Playbook) Message {
	blocks := []slack.Block{section("*" + headline + "*")}
	if text := tidy(pb.Definition()); text != "" {
		blocks = append(blocks, quoted(text, 2500))
	}
	var asks []string
	for _, q := range pb.Checklist() {
		line := "• " + safe(q.Ask, 200)
		if q.Required {
			line += " (needs a yes)"
		}
		asks = append(asks, line)
	}
	if len(asks) > 0 {
		blocks = append(blocks, section(append([]string{"*Qualify asks:*"}, asks...)...))
	}
	blocks = append(blocks, smallPrint("Playbook "+shortVersion(pb.Version())))
	return Message{Text: headline + ": " + safe(pb.Definition(), 300), Blocks: blocks}
}

// NoGuests answers a guest of the workspace who asks for a lead by name.
func NoGuests() Message {
	return Message{Text: "Guests of the workspace see no leads by name. You can refer one with /lead new, and ask for the /lead summary."}
}
