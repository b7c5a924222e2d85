package view

import (
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/lead"
	"dibs/lead/outbox"
)

// digestsOf are the digests that a person can turn off, with the notes they come as and what they are called.
var digestsOf = []struct {
	digest string
	note   outbox.NotificationKind
	words  string
	clock  string // how its time is written
}{
	{lead.DigestBriefing, outbox.NotifyBriefing, "Morning diary: what is due, and what waits for you", "15:04"},
	{lead.DigestWeek, outbox.NotifyManagerWeek, "The week: how your team did", "Mon 15:04"},
}

// digests are the switches of what Dibs sends the person by itself; none when it sends them nothing.
func (h homeView) digests() []slack.Block {
	var options, on []*slack.OptionBlockObject
	state := "home:digests"
	for _, g := range digestsOf {
		next, comes := h.Playbook.NextDigest(g.note, h.d.Reader, h.d.Now)
		if !comes || g.digest == lead.DigestBriefing && !h.Playbook.SendsBriefings() {
			continue
		}
		o := Option(g.digest, g.words+" ("+next.In(h.zone()).Format(g.clock)+")")
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
	// Slack keeps what somebody ticked as long as the block has the same name, so its name says what is ticked.
	return []slack.Block{slack.NewDividerBlock(), Section("*What Dibs sends you by itself*", stillSent(h.d.Reader)), slack.NewActionBlock(state, switches)}
}

// stillSent says what somebody gets who turned the diary off: no lead is ever forgotten.
func stillSent(m lead.Member) string {
	if !m.Mutes(lead.DigestBriefing) {
		return ""
	}
	return "Without the diary you still get, once a day as one list, the leads that wait for somebody although everybody was called."
}

// ReadDigests reads which digests a person just turned off, or on again (false). The block's name says which were on.
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
