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

// LeadList draws leads that came faster than Slack takes cards: a row for each with its button, in the order given. Whoever
// takes one makes it leave the stack for a card of its own, so what is listed still waits. Nobody is mentioned. What the
// playbook hides from a partner is hidden here too.
func LeadList(p outbox.Message, pb *playbook.Playbook) bot.Message {
	if len(p.Items) == 0 {
		line := "✅ What came in together here has been taken, or has moved on."
		return bot.Message{Text: line, Blocks: []slack.Block{SmallPrint(line)}}
	}
	w := Renderer{Playbook: pb, Crew: p.Crew, Quiet: true}
	items := slices.Clone(p.Items)
	for n, i := range items {
		items[n].Lead, _ = w.inChannel(i.Lead, nil)
	}
	headline, hint := stackedUp(items)
	source := items[0].Lead.Source // said once where it is the same for all
	together := "They came in together, from " + wording.Readable(source) + ". "
	if source == "" || slices.ContainsFunc(items, func(i outbox.Item) bool { return i.Lead.Source != source }) {
		source, together = "", "They came in together. "
	}
	if len(items) == 1 {
		source, together, hint = "", "The last of those that came in together.", ""
	}
	blocks := append([]slack.Block{Section("*"+headline+"*", together+hint)}, leadRows(items, func(i outbox.Item) string { return w.stackRow(i, source) })...)
	return bot.Message{Text: headline, Blocks: blocks}
}

// stackRow is a lead in one line, by which reps choose: "☀️ Warm · Keller AG, Jonas Weber · #1042 · Buyer · 64 staff · CH ·
// webinar". Since when it waits is no help, as all came together, nor is a source that the headline says.
func (p Renderer) stackRow(i outbox.Item, said string) string {
	l, source := i.Lead, ""
	if l.Source != said {
		source = wording.Readable(l.Source)
	}
	return cardView{Renderer: p, l: l}.test() + wording.Dots(wording.Temperature(l.Score.Temperature), "*"+wording.LeadName(l)+"*", l.ID.String(), wording.Safe(l.Contact.Title, 60), size(l.Company), source)
}

// stackedUp counts what is in a stack, "12 leads wait (5 warm, 7 cold)", and says what becomes of it.
func stackedUp(items []outbox.Item) (headline, hint string) {
	all := func(s lead.Stage) bool {
		return !slices.ContainsFunc(items, func(i outbox.Item) bool { return i.Lead.Stage != s })
	}
	n := len(items)
	kind, temperatures := "", temperatures(items)
	by := " (" + strings.Join(temperatures, ", ") + ")."
	if len(temperatures) == 1 {
		kind, by = string(items[0].Lead.Score.Temperature)+" ", "."
	}
	switch {
	case all(lead.StageInquiry):
		return fmt.Sprintf("🗂 %d %s%s%s", n, kind, wording.Plural(n, "inquiry waits", "inquiries wait"), by), "Whichever you call gets a card of its own."
	case all(lead.StageNurturing):
		return fmt.Sprintf("🗂 %d %s%s%s", n, kind, wording.Plural(n, "lead is kept", "leads are kept"), by), "They are not ready for sales yet."
	}
	return fmt.Sprintf("🗂 %d %s%s%s", n, kind, wording.Plural(n, "lead waits", "leads wait"), by), "Whichever you claim gets a card of its own."
}
