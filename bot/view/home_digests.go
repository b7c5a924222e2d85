package view

import (
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/lead"
	"dibs/lead/outbox"
)

// digestsOf are the digests that a person can turn off, with their kinds of notification and their labels.
var digestsOf = []struct {
	digest string
	note   outbox.NotificationKind
	label  string
	layout string // layout of its time
}{
	{lead.DigestBriefing, outbox.NotifyBriefing, "Morning briefing: what's due and what needs you", "15:04"},
	{lead.DigestWeek, outbox.NotifyManagerWeek, "Weekly review: how your team did", "Mon 15:04"},
}

// digests are the switches of the digests that Dibs sends the person. There are none if it sends them no digest.
func (h homeView) digests() []slack.Block {
	var options, on []*slack.OptionBlockObject
	state := "home:digests"
	for _, g := range digestsOf {
		next, comes := h.Playbook.NextDigest(g.note, h.d.Reader, h.d.Now)
		if !comes || g.digest == lead.DigestBriefing && !h.Playbook.SendsBriefings() {
			continue
		}
		o := Option(g.digest, g.label+" ("+next.In(h.zone()).Format(g.layout)+")")
		options = append(options, o)
		if !h.d.Reader.Mutes(g.digest) {
			on, state = append(on, o), state+":"+g.digest
		}
	}
	if len(options) == 0 {
		return nil
	}
	switches := slack.NewCheckboxGroupsBlockElement(ActionDigests, options...)
	switches.InitialOptions = on
	// Slack keeps what a person ticked as long as the block has the same id, so the id contains what is ticked.
	return []slack.Block{slack.NewDividerBlock(), Section("*Notifications*", stillSent(h.d.Reader)), slack.NewActionBlock(state, switches)}
}

// stillSent says what a person who turned the briefing off still gets, so that no lead is forgotten.
func stillSent(m lead.Member) string {
	if !m.Mutes(lead.DigestBriefing) {
		return ""
	}
	return "Even without the briefing, you get a daily list of leads that are still waiting after everyone was pinged."
}

// ReadDigests reads which digests a person just turned off (true) or on again (false). The block's id says which were on.
func ReadDigests(a bot.Action) map[string]bool {
	off := map[string]bool{}
	for _, g := range digestsOf {
		was := strings.Contains(a.BlockID+":", ":"+g.digest+":")
		if is := slices.Contains(a.Values, g.digest); is != was {
			off[g.digest] = !is
		}
	}
	return off
}
