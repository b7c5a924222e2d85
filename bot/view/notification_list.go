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

// ChannelList draws what a channel is told of several leads at once, in one message: how many there are, everybody who is called
// for any of them mentioned once, and a row for each lead with its button, in the order given. quiet: nobody is mentioned;
// a test lead calls nobody either way. What the playbook hides from a partner is hidden here too.
func ChannelList(p outbox.Message, pb *playbook.Playbook, quiet bool) bot.Message {
	w := Renderer{Playbook: pb, Crew: p.Crew, Quiet: quiet}
	items := slices.DeleteFunc(slices.Clone(p.Items), func(i outbox.Item) bool { return i.Lead == nil })
	if len(items) == 0 {
		return bot.Message{}
	}
	more := p.More + max(0, len(items)-outbox.MaxItems)
	items = items[:min(len(items), outbox.MaxItems)]
	for n, i := range items {
		items[n].Lead, _ = w.inChannel(i.Lead, nil)
	}
	headline := w.headlineOf(items, more)
	calls := ""
	if called := calledIn(items); len(called) > 0 {
		calls = w.mentions(called) + wording.Plural(len(items)+more, ": who takes it?", ": who takes which?")
	}
	blocks := []slack.Block{Section("*"+headline+"*", calls)}
	blocks = append(blocks, leadRows(items, w.row)...)
	if more > 0 {
		blocks = append(blocks, SmallPrint(fmt.Sprintf("… and %s more: /lead next", wording.Thousands(fmt.Sprint(more)))))
	}
	return bot.Message{Text: sentences(headline, calls), Blocks: blocks}
}

// headlineOf counts: "12 leads are waiting (5 warm, 7 cold), oldest 34 min." How long the oldest has waited is as of the
// last thing told; of leads that are not listed only the number is known.
func (p Renderer) headlineOf(items []outbox.Item, more int) string {
	all := func(is func(outbox.Item) bool) bool {
		return !slices.ContainsFunc(items, func(i outbox.Item) bool { return !is(i) })
	}
	n := len(items) + more
	what := wording.Count(n, "lead")
	if all(func(i outbox.Item) bool { return i.Lead.Stage == lead.StageInquiry }) {
		what = wording.Thousands(fmt.Sprint(n)) + wording.Plural(n, " inquiry", " inquiries")
	}
	if all(func(i outbox.Item) bool { return i.Kind == outbox.NotifyHeld }) {
		return "🌙 " + what + " came in while we were closed" + hotOf(items) + "."
	}
	if !all(func(i outbox.Item) bool { return i.Lead.Waiting() }) {
		return "⏱ " + what + wording.Plural(n, " needs", " need") + " attention" + hotOf(items) + "."
	}
	line := "⏱ " + what + wording.Plural(n, " is", " are") + " waiting"
	now, oldest := items[0].Event.At, items[0].Lead.WaitingAt
	for _, i := range items {
		if i.Event.At.After(now) {
			now = i.Event.At
		}
		if i.Lead.WaitingAt.Before(oldest) {
			oldest = i.Lead.WaitingAt
		}
	}
	switch waited := wording.Duration(now.Sub(oldest)); {
	case n == 1:
		return line + ", for " + waited + "."
	case more == 0:
		return line + " (" + strings.Join(temperatures(items), ", ") + "), oldest " + waited + "."
	default:
		return line + hotOf(items) + "."
	}
}

// hotOf counts the hot ones among several. They come first, so all of them are listed unless the list is full of them.
func hotOf(items []outbox.Item) string {
	hot := 0
	for _, i := range items {
		if i.Lead.Score.Temperature == lead.Hot {
			hot++
		}
	}
	switch {
	case hot == 0 || len(items) == 1:
		return ""
	case hot == outbox.MaxItems:
		return fmt.Sprintf(", at least %d of them hot", hot)
	}
	return fmt.Sprintf(", %d of them hot", hot)
}

// temperatures counts by temperature: "1 hot, 5 warm, 7 cold".
func temperatures(items []outbox.Item) []string {
	var parts []string
	for _, t := range lead.Temperatures() {
		n := 0
		for _, i := range items {
			if i.Lead.Score.Temperature == t {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, t))
		}
	}
	return parts
}

// calledIn is everybody whom the ladders of these leads call into the channel, each once.
func calledIn(items []outbox.Item) []lead.PersonID {
	var called []lead.PersonID
	for _, i := range items {
		if i.Lead.Test {
			continue
		}
		for _, s := range i.Event.Facts.Steps {
			for _, id := range s.People {
				if s.Tell == "pool" && s.Listed && !slices.Contains(called, id) {
					called = append(called, id)
				}
			}
		}
	}
	return called
}

// leadRows are leads, each with what there is to say of it and its button.
func leadRows(items []outbox.Item, about func(outbox.Item) string) []slack.Block {
	blocks := make([]slack.Block, len(items))
	for n, i := range items {
		b := Section(about(i))
		b.BlockID = fmt.Sprintf("%s:%d", BlockID(i.Lead, "row"), n)
		b.Accessory = slack.NewAccessory(Button(rowAction(i.Lead), i.Lead))
		blocks[n] = b
	}
	return blocks
}

// row is a lead in one line: "☀️ Warm · Keller AG, Jonas Weber · webinar · since 09:12 · Open card".
func (p Renderer) row(i outbox.Item) string {
	l, since := i.Lead, ""
	d := cardView{Renderer: p, l: l}
	switch {
	case l.Owner != lead.NoOne:
		since = "👤 " + p.Name(l.Owner) + " has it"
	case l.Offer != nil:
		since = "✋ offered to " + p.offeree(l)
	case l.Hold != nil:
		since = d.calling()
	case !l.WaitingAt.IsZero():
		since = "since " + p.Moment(l.WaitingAt)
	}
	return d.test() + wording.Dots(wording.Temperature(l.Score.Temperature), "*"+wording.LeadName(l)+"*", l.ID.String(), wording.Readable(l.Source), since, openCard(i.Home))
}

// rowAction is what whoever reads the list can do with a lead of it.
func rowAction(l *lead.Lead) string {
	switch {
	case l.Stage == lead.StageInquiry:
		return ActionCalling
	case l.Stage == lead.StageNew && l.Offer == nil:
		return ActionClaim
	case l.Offer != nil && l.Offer.Partner != "":
		return ActionAccept
	}
	return ActionDetails
}
