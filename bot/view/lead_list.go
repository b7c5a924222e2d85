package view

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// LeadList draws leads that came in faster than Slack takes cards: a row with a button for each, in the order given.
// A lead that somebody claims leaves the list for a card of its own, so every lead in the list is still waiting.
// Nobody is mentioned. What the playbook hides from a partner is hidden here too.
func LeadList(p outbox.Message, pb *playbook.Playbook) bot.Message {
	if len(p.Items) == 0 {
		line := "✅ Every lead in this list has been claimed or has moved on."
		return bot.Message{Text: line, Blocks: []slack.Block{SmallPrint(line)}}
	}
	r := Renderer{Playbook: pb, Crew: p.Crew, Quiet: true}
	items := slices.Clone(p.Items)
	for n, i := range items {
		items[n].Lead, _ = r.inChannel(i.Lead, nil)
	}
	headline, hint := listedTogether(items)
	source := items[0].Lead.Source // named once if it is the same for all
	together := "They came in together from " + wording.Readable(source) + ". "
	if source == "" || slices.ContainsFunc(items, func(i outbox.Item) bool { return i.Lead.Source != source }) {
		source, together = "", "They came in together. "
	}
	if len(items) == 1 {
		source, together, hint = "", "The last of the leads that came in together.", ""
	}
	blocks := append([]slack.Block{Section("*"+headline+"*", together+hint)}, leadRows(items, func(i outbox.Item) string { return rowView{r}.listRow(i, source) })...)
	return bot.Message{Text: headline, Blocks: blocks}
}

// listRow is what reps need to choose a lead: "☀️ Warm · *Jonas Weber, Keller AG* #1042" and "Buyer · 64 employees,
// CH · webinar". All leads of a list came in together, so it shows no time. It leaves out the source if the headline
// names it.
func (r rowView) listRow(i outbox.Item, named string) string {
	l, source := i.Lead, ""
	if l.Source != named {
		source = wording.Readable(l.Source)
	}
	d := cardView{Renderer: r.Renderer, l: l}
	return joined([]string{d.title(), wording.Dots(wording.Safe(l.Contact.Title, 60), size(l.Company), source)})
}

// listedTogether counts the leads in a list, "12 leads are up for grabs (5 warm, 7 cold)", and says what happens to
// them.
func listedTogether(items []outbox.Item) (headline, hint string) {
	all := func(s lead.Stage) bool {
		return !slices.ContainsFunc(items, func(i outbox.Item) bool { return i.Lead.Stage != s })
	}
	n := len(items)
	kind, temperatures := "", temperatures(items)
	mix := " (" + strings.Join(temperatures, ", ") + ")."
	if len(temperatures) == 1 {
		kind, mix = string(items[0].Lead.Score.Temperature)+" ", "."
	}
	leads := fmt.Sprintf("🗂 %d %s", n, kind)
	switch {
	case all(lead.StageInquiry):
		return leads + wording.Plural(n, "inquiry is waiting", "inquiries are waiting") + mix, "When you call one, it gets its own card."
	case all(lead.StageNurturing):
		return leads + wording.Plural(n, "lead is with marketing", "leads are with marketing") + mix, "They aren't ready for sales yet."
	}
	return leads + wording.Plural(n, "lead is up for grabs", "leads are up for grabs") + mix, "When you claim one, it gets its own card."
}
