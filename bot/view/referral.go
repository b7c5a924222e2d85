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

// Referrals lists what a colleague referred, newest first: how each lead stands, and what it earned or may still earn.
// A guest of the workspace reads numbers instead of names, and no amounts.
func Referrals(leads []*lead.Lead, reader lead.PersonID, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	w := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	if len(leads) == 0 {
		return TextMessage("You have not referred anybody yet. `/lead new`, or the shortcut *Refer a lead*, passes somebody on: who it is, " +
			"where they work and why is enough." + w.mayEarn(reader))
	}
	headline := "You referred " + wording.Count(len(leads), "lead")
	if sums := w.sums(leads, reader); sums != "" {
		headline += ": " + sums
	}
	headline += "."
	var lines []string
	for n, l := range leads {
		if n == MaxListed {
			lines = append(lines, fmt.Sprintf("… and %s earlier.", wording.Thousands(fmt.Sprint(len(leads)-n))))
			break
		}
		lines = append(lines, "• "+w.referralLine(l, reader))
	}
	return bot.Message{Text: headline, Blocks: append([]slack.Block{Section(headline)}, sections(lines)...)}
}

// referralLine is one referred lead: who, how it stands, and its reward.
func (p Renderer) referralLine(l *lead.Lead, reader lead.PersonID) string {
	if !p.Crew.Reader(reader).SeesRewards() {
		return wording.Dots("*"+l.ID.String()+"*", "referred "+p.day(l.RegisteredAt), wording.Stage(l.Stage))
	}
	standing := wording.Stage(l.Stage)
	if l.Owner != lead.NoOne && l.Open() {
		standing += ", with " + p.Name(l.Owner)
	}
	return wording.Dots("*"+wording.LeadName(l)+"*", l.ID.String(), standing, p.earns(l))
}

// referrer says for Details who referred the lead and, to a reader who sees all of it, what that earns them. A partner
// reads nothing of our bonuses.
func (d cardView) referrer(reader lead.Reader) string {
	if d.l.Referrer == lead.NoOne {
		return ""
	}
	earns := ""
	if reader.SeesContact(d.l) && reader.SeesRewards() && d.l.Partner() == "" {
		earns = colon(d.earns(d.l))
	}
	return "Referred by " + d.Name(d.l.Referrer) + earns
}

// ReferralThanks tells who referred a lead where it is now, what they will hear of it and what it may earn them.
func ReferralThanks(l *lead.Lead, by lead.PersonID, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	w := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	name, earns := "*"+wording.LeadName(l)+"*, "+l.ID.String(), wording.Capital(w.earns(l))
	if !crew.Reader(by).SeesRewards() {
		name, earns = "Your referral, "+l.ID.String(), ""
	}
	if earns != "" {
		earns += "."
	}
	return TextMessage(sentences("🙌 Thank you! "+name+", is "+wording.Stage(l.Stage)+".",
		"I tell you when somebody takes it, and when it is qualified and won.", earns))
}

// ReferredAgain thanks for a lead that was here already. It does not say which: that may not be theirs to know.
func ReferredAgain() bot.Message {
	return TextMessage("🙌 Thank you! This person is known to us already: what you wrote is added to what is there. There is no bonus for that; " +
		"please keep them coming.")
}

// toldReferrer words what became of a lead for the colleague who referred it.
func (p Renderer) toldReferrer(to lead.PersonID, i outbox.Item) string {
	name := "*" + wording.LeadName(i.Lead) + "*, " + i.Lead.ID.String()
	if !p.Crew.Reader(to).SeesName(i.Lead) {
		name = i.Lead.ID.String() + ", which you referred " + p.day(i.Lead.RegisteredAt)
	}
	said := p.becameOf(i, name)
	if !p.Crew.Reader(to).SeesRewards() {
		return said
	}
	if e := p.earns(i.Lead); strings.HasPrefix(e, noBonus) {
		said += " There is no bonus for it."
	} else if e != "" {
		said += " " + wording.Capital(e) + "."
	}
	return said
}

func (p Renderer) becameOf(i outbox.Item, name string) string {
	f := i.Event.Facts
	switch i.Event.Kind {
	case lead.Claimed, lead.Accepted:
		return "👤 Your referral is in good hands: " + p.Name(i.Event.Owner) + " takes care of " + name + "."
	case lead.Certified, lead.BroughtBack, lead.Woken:
		return "✔️ Your referral meets our definition of a lead: " + name + "."
	case lead.Qualified:
		return "🎯 Your referral has become a real opportunity: " + name + "."
	case lead.Won:
		return "🎉 Your referral has become a customer: " + name + ". Thank you!"
	case lead.Lost:
		return "🙏 It did not work out this time: " + name + because(f) + ". Thank you all the same; the next one may."
	case lead.Disqualified:
		return "🙏 It turned out not to be a lead for us: " + name + because(f) + ". Thank you all the same; please keep them coming."
	case lead.Merged:
		return "🔗 It was known already: " + name + ". What you wrote is kept with " + f.Other.String() + ". Thank you all the same."
	}
	return "📣 There is news of your referral: " + name + "."
}

// referralFor is a matter as a referrer may see it. Its card hangs where they may not be, so there is no link to it.
func (p Renderer) referralFor(to lead.PersonID, i outbox.Item) outbox.Item {
	i.Home = lead.Place{}
	l, events := p.readBy(p.Crew.Reader(to), i.Lead, []lead.Event{i.Event}, false)
	i.Lead, i.Event = l, events[0]
	return i
}

// referred is a private message to a referrer about one lead.
func (p Renderer) referred(to lead.PersonID, i outbox.Item) bot.Message {
	text := p.toldReferrer(to, i)
	blocks := []slack.Block{Section(text)}
	if buttons := p.itemButtons(to, i, true); len(buttons) > 0 {
		blocks = append(blocks, slack.NewActionBlock(BlockID(i.Lead, "note"), buttons...))
	}
	return bot.Message{Text: text, Blocks: blocks}
}

// needing is the headline of several matters: those that need the reader, and news of what they referred.
func needing(items []outbox.Item, more int) string {
	news := 0
	for _, i := range items {
		if i.Kind == outbox.NotifyReferral {
			news++
		}
	}
	need := len(items) + more - news
	again := !slices.ContainsFunc(items, func(i outbox.Item) bool { return i.Kind != outbox.NotifyStillWaiting })
	switch {
	case again:
		return "⏱ " + wording.Count(need, "lead") + wording.Plural(need, " is", " are") + " still waiting for somebody:"
	case news == 0:
		return fmt.Sprintf("⏱ %s need you:", wording.Count(need, "lead"))
	case need == 0:
		return "📣 News of " + wording.Count(news, "lead") + " that you referred:"
	}
	return "⏱ " + wording.Count(need, "lead") + wording.Plural(need, " needs", " need") + " you, and there is news of " +
		wording.Count(news, "lead") + " that you referred:"
}
