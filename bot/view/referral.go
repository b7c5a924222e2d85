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

// Referrals lists the leads that a colleague referred, newest first: the stage of each, and what it earned or may
// still earn. A guest of the workspace sees numbers instead of names, and no amounts.
func Referrals(leads []*lead.Lead, reader lead.PersonID, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	r := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	if len(leads) == 0 {
		return TextMessage("You haven't referred anyone yet. Use `/lead new` or the shortcut *Refer a lead*, and say who it is, " +
			"where they work and why they might buy." + r.mayEarn(reader))
	}
	headline := "You referred " + wording.Count(len(leads), "lead")
	if sums := r.rewardSums(leads, reader); sums != "" {
		headline += ": " + sums
	}
	headline += "."
	var lines []string
	for n, l := range leads {
		if n == MaxListed {
			lines = append(lines, fmt.Sprintf("… and %s earlier.", wording.Thousands(fmt.Sprint(len(leads)-n))))
			break
		}
		lines = append(lines, "• "+r.referralLine(l, reader))
	}
	return bot.Message{Text: headline, Blocks: append([]slack.Block{Section(headline)}, sections(lines)...)}
}

// referralLine is one referred lead: its name, its stage and its reward.
func (r Renderer) referralLine(l *lead.Lead, reader lead.PersonID) string {
	if !r.Crew.Reader(reader).SeesRewards() {
		return wording.Dots("*"+l.ID.String()+"*", "referred "+r.day(l.RegisteredAt), wording.Stage(l.Stage))
	}
	stage := wording.Stage(l.Stage)
	if l.Owner != lead.NoOne && l.Open() {
		stage += ", with " + r.Name(l.Owner)
	}
	return wording.Dots("*"+wording.LeadName(l)+"* "+l.ID.String(), stage, r.reward(l))
}

// referrer is the line in Details about who referred the lead and, for readers who see all of it, what they earn for
// it. A partner does not see our bonuses.
func (d detailsView) referrer(reader lead.Reader) string {
	if d.l.Referrer == lead.NoOne {
		return ""
	}
	reward := ""
	if reader.SeesContact(d.l) && reader.SeesRewards() && d.l.Partner() == "" {
		reward = colon(d.reward(d.l))
	}
	return "Referred by " + d.Name(d.l.Referrer) + reward
}

// ReferralThanks thanks a referrer, and tells them where the lead is now, what they will hear about it and what they
// may earn for it.
func ReferralThanks(l *lead.Lead, by lead.PersonID, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	r := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	name, reward := "*"+wording.LeadName(l)+"* "+l.ID.String(), wording.Capital(r.reward(l))
	if !crew.Reader(by).SeesRewards() {
		name, reward = "Your referral "+l.ID.String(), ""
	}
	if reward != "" {
		reward += "."
	}
	return TextMessage(sentences("🙌 Thank you! "+name+" is "+wording.Stage(l.Stage)+".",
		"I'll tell you when someone claims it, and when it's qualified and won.", reward))
}

// ReferredAgain thanks a referrer for a lead that is known already. It does not say which one, because they may not be
// allowed to know.
func ReferredAgain() bot.Message {
	return TextMessage("🙌 Thank you! We know this person already, so there's no bonus, but I've added what you wrote. Please keep them coming.")
}

// referralHeadline tells a referrer what happened to their lead.
func (v notificationView) referralHeadline(i outbox.Item) string {
	name := "*" + wording.LeadName(i.Lead) + "* " + i.Lead.ID.String()
	if !v.Crew.Reader(v.to).SeesName(i.Lead) {
		name = i.Lead.ID.String() + ", which you referred " + v.day(i.Lead.RegisteredAt)
	}
	news := v.referralOutcome(i, name)
	if !v.Crew.Reader(v.to).SeesRewards() {
		return news
	}
	if reward := v.reward(i.Lead); strings.HasPrefix(reward, noBonus) {
		news += " There's no bonus for it."
	} else if reward != "" {
		news += " " + wording.Capital(reward) + "."
	}
	return news
}

func (v notificationView) referralOutcome(i outbox.Item, name string) string {
	f, reason := i.Event.Facts, ""
	if f.Reason != "" {
		reason = " (" + wording.Readable(f.Reason) + ")"
	}
	switch i.Event.Kind {
	case lead.Claimed, lead.Accepted:
		return "👤 Your referral is in good hands: " + v.Name(i.Event.Owner) + " is on " + name + "."
	case lead.Certified, lead.BroughtBack, lead.Woken:
		return "✔️ Your referral meets our definition of a lead: " + name + "."
	case lead.Qualified:
		return "🎯 Your referral is a real opportunity: " + name + "."
	case lead.Won:
		return "🎉 Your referral is now a customer: " + name + ". Thank you!"
	case lead.Lost:
		return "🙏 It didn't work out this time: " + name + reason + ". Thank you all the same; the next one may."
	case lead.Disqualified:
		return "🙏 It turned out not to be a lead for us: " + name + reason + ". Thank you all the same; please keep them coming."
	case lead.Merged:
		return "🔗 We knew about this one already: " + name + ". What you wrote is now with " + f.Other.String() + ". Thank you all the same."
	}
	return "📣 There's news about your referral: " + name + "."
}

// visibleReferral is an item as a referrer may see it. It has no link, because they may not see the card's channel.
func (v notificationView) visibleReferral(i outbox.Item) outbox.Item {
	i.Home = lead.Place{}
	l, events := v.readBy(v.Crew.Reader(v.to), i.Lead, []lead.Event{i.Event}, false)
	i.Lead, i.Event = l, events[0]
	return i
}

// referralNews is a direct message to a referrer about one lead.
func (v notificationView) referralNews(i outbox.Item) bot.Message {
	text := v.referralHeadline(i)
	blocks := []slack.Block{Section(text)}
	if button := v.firstButton(i); button != nil {
		blocks = append(blocks, slack.NewActionBlock(BlockID(i.Lead, "note"), button))
	}
	return bot.Message{Text: text, Blocks: blocks}
}

// listHeadline counts the items of a list: leads that need the reader, and news about leads that they referred. more
// is how many there are in addition to the items.
func listHeadline(items []outbox.Item, more int) string {
	news := 0
	for _, i := range items {
		if i.Kind == outbox.NotifyReferral {
			news++
		}
	}
	need := len(items) + more - news
	again := !slices.ContainsFunc(items, func(i outbox.Item) bool { return i.Kind != outbox.NotifyStillWaiting })
	needs := wording.Count(need, "lead") + wording.Plural(need, " needs", " need") + " you"
	switch {
	case again:
		return "⏱ " + wording.Count(need, "lead") + wording.Plural(need, " is", " are") + " still waiting:"
	case news == 0:
		return "⏱ " + needs + ":"
	case need == 0:
		return "📣 News about " + wording.Count(news, "lead") + " you referred:"
	}
	return "⏱ " + needs + ", and there's news about " + wording.Count(news, "lead") + " you referred:"
}
