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

// ChannelList draws several leads in one message to a channel: how many they are, everyone who is pinged for any of
// them, mentioned once, and a row with a button for each lead, in the order given. With quiet set nobody is
// mentioned; a test lead never pings anybody. What the playbook hides from a partner is hidden here too.
func ChannelList(p outbox.Message, pb *playbook.Playbook, quiet bool) bot.Message {
	r := Renderer{Playbook: pb, Crew: p.Crew, Quiet: quiet}
	items := slices.DeleteFunc(slices.Clone(p.Items), func(i outbox.Item) bool { return i.Lead == nil })
	if len(items) == 0 {
		return bot.Message{}
	}
	more := p.More + max(0, len(items)-outbox.MaxItems)
	items = items[:min(len(items), outbox.MaxItems)]
	for n, i := range items {
		items[n].Lead, _ = r.inChannel(i.Lead, nil)
	}
	headline, question := channelHeadline(items, more), ""
	if people := pingedIn(items); len(people) > 0 {
		question = r.mentions(people) + wording.Plural(len(items)+more, ": who's taking it?", ": who's taking which?")
	}
	blocks := []slack.Block{Section("*"+headline+"*", question)}
	blocks = append(blocks, leadRows(items, rowView{r}.row)...)
	if more > 0 {
		blocks = append(blocks, SmallPrint(fmt.Sprintf("… and %s more. `/lead next` shows the most urgent one.", wording.Thousands(fmt.Sprint(more)))))
	}
	return bot.Message{Text: sentences(headline, question), Blocks: blocks}
}

// channelHeadline counts leads: "12 leads are waiting (5 warm, 7 cold), the oldest for 34 min." The age of the oldest
// is as of the latest event among them. Of the leads that are not listed only the number, more, is known.
func channelHeadline(items []outbox.Item, more int) string {
	all := func(is func(outbox.Item) bool) bool {
		return !slices.ContainsFunc(items, func(i outbox.Item) bool { return !is(i) })
	}
	n := len(items) + more
	count := wording.Count(n, "lead")
	if all(func(i outbox.Item) bool { return i.Lead.Stage == lead.StageInquiry }) {
		count = wording.Thousands(fmt.Sprint(n)) + wording.Plural(n, " inquiry", " inquiries")
	}
	if all(func(i outbox.Item) bool { return i.Kind == outbox.NotifyHeld }) {
		return "🌙 " + count + " came in while we were closed" + hotAmong(items) + "."
	}
	if !all(func(i outbox.Item) bool { return i.Lead.Waiting() }) {
		return "⏱ " + count + wording.Plural(n, " needs", " need") + " attention" + hotAmong(items) + "."
	}
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
		return "⏱ " + count + " has been waiting " + waited + "."
	case more == 0:
		return "⏱ " + count + " are waiting (" + strings.Join(temperatures(items), ", ") + "), the oldest for " + waited + "."
	default:
		return "⏱ " + count + " are waiting" + hotAmong(items) + "."
	}
}

// hotAmong counts the hot ones among several leads: ", 2 of them hot". Hot leads come first, so all of them are
// listed unless they fill the whole list.
func hotAmong(items []outbox.Item) string {
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

// pingedIn lists the people that the ladders of these leads ping in the channel, each once.
func pingedIn(items []outbox.Item) []lead.PersonID {
	var people []lead.PersonID
	for _, i := range items {
		if i.Lead.Test {
			continue
		}
		for _, s := range i.Event.Facts.Steps {
			for _, id := range s.People {
				if s.Tell == "pool" && s.Listed && !slices.Contains(people, id) {
					people = append(people, id)
				}
			}
		}
	}
	return people
}

// leadRows is a block for each lead, with its text and its button.
func leadRows(items []outbox.Item, text func(outbox.Item) string) []slack.Block {
	blocks := make([]slack.Block, len(items))
	for n, i := range items {
		b := Section(text(i))
		b.BlockID = fmt.Sprintf("%s:%d", BlockID(i.Lead, "row"), n)
		b.Accessory = slack.NewAccessory(Button(rowAction(i.Lead), i.Lead))
		blocks[n] = b
	}
	return blocks
}

// rowView words a lead in a list.
type rowView struct{ Renderer }

// row is a lead in two lines: "☀️ Warm · *Jonas Weber, Keller AG* #1042" and "webinar · since 09:12 · Open card".
func (r rowView) row(i outbox.Item) string {
	l, state := i.Lead, ""
	d := cardView{Renderer: r.Renderer, l: l}
	switch {
	case l.Owner != lead.NoOne:
		state = r.Name(l.Owner) + " is on it"
	case l.Offer != nil:
		state = "✋ offered to " + r.offeree(l)
	case l.Hold != nil:
		state = d.calling()
	case !l.WaitingAt.IsZero():
		state = "since " + r.Moment(l.WaitingAt)
	}
	return joined([]string{d.title(), wording.Dots(wording.Readable(l.Source), state, openCard(i.Home))})
}

// title is the temperature, the name and the number of a lead: "☀️ Warm · *Jonas Weber, Keller AG* #1042".
func (d cardView) title() string {
	return d.test() + wording.Dots(wording.Temperature(d.l.Score.Temperature), "*"+wording.LeadName(d.l)+"* "+d.l.ID.String())
}

// rowAction is the most likely thing that a reader of the list does with a lead in it.
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
