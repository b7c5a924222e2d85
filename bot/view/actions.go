package view

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// The actions of cards, private messages and answers: the action_id of a button, or the choice in an overflow menu.
// Unless noted otherwise, the value of each is a lead's number.
const (
	ActionCalling     = "calling"
	ActionNoAnswer    = "no_answer"
	ActionCertify     = "certify"
	ActionToMarketing = "to_marketing"
	ActionPushOn      = "push_on"
	ActionClaim       = "claim"
	ActionNotAFit     = "not_a_fit"
	ActionUndo        = "undo" // undoes Not a fit, or a merge
	ActionAccept      = "accept"
	ActionPass        = "pass"
	ActionLogContact  = "log_contact"
	ActionQualify     = "qualify"
	ActionHandBack    = "hand_back"
	ActionWon         = "won"
	ActionLost        = "lost"
	ActionAssign      = "assign"
	ActionSnooze      = "snooze"
	ActionDisqualify  = "disqualify"
	ActionMerge       = "merge"
	ActionReopen      = "reopen"
	ActionDetails     = "details"
	ActionMore        = "more"    // the overflow menu: its value is read by ParseChoice
	ActionAmounts     = "amounts" // Show amounts of a summary; its value is the question
)

// labels are the texts of the buttons, by action.
var labels = map[string]string{
	ActionCalling: "I'm calling", ActionNoAnswer: "No answer", ActionCertify: "Certify", ActionToMarketing: "To marketing",
	ActionPushOn: "Bring back", ActionClaim: "Claim", ActionNotAFit: "Not a fit", ActionUndo: "Undo",
	ActionAccept: "Accept", ActionPass: "Pass", ActionLogContact: "Log contact", ActionQualify: "Qualify",
	ActionHandBack: "Hand back", ActionWon: "Won", ActionLost: "Lost", ActionAssign: "Assign…", ActionSnooze: "Snooze",
	ActionDisqualify: "Disqualify", ActionMerge: "Merge…", ActionReopen: "Reopen", ActionDetails: "Details",
	ActionCopyLink: "Copy link", ActionBackToMarketing: "Hand back to marketing",
}

// LeadValue writes a lead's number as the value of a button.
func LeadValue(id lead.ID) string { return strconv.FormatInt(int64(id), 10) }

// ParseChoice reads what was chosen in an overflow menu: which action, on which lead.
func ParseChoice(value string) (action string, id lead.ID, ok bool) {
	action, number, _ := strings.Cut(value, ":")
	id, ok = lead.ParseID(number)
	return action, id, ok && labels[action] != ""
}

// BlockID names a block with buttons: the lead, its version when it was drawn, and the part of the message.
func BlockID(l *lead.Lead, part string) string {
	return fmt.Sprintf("lead:%d:v%d:%s", l.ID, l.Version, part)
}

// ParseBlockID reads which lead, and which version of it, a block shows. A version of zero means it is not known.
func ParseBlockID(s string) (id lead.ID, version int64, ok bool) {
	var part string
	if n, _ := fmt.Sscanf(s, "lead:%d:v%d:%s", &id, &version, &part); n != 3 || id <= 0 {
		return 0, 0, false
	}
	return id, version, true
}

// Button is a button for a lead, with a label for screen readers: "Claim Nadia Rahman, Brandt Logistik GmbH".
func Button(action string, l *lead.Lead) *slack.ButtonBlockElement {
	b := slack.NewButtonBlockElement(action, LeadValue(l.ID), PlainText(labels[action]))
	b.AccessibilityLabel = spoken(strings.TrimSuffix(labels[action], "…") + " " + wording.RawLeadName(l))
	return b
}

// Primary makes a button the green one in its row.
func Primary(b *slack.ButtonBlockElement) *slack.ButtonBlockElement {
	return b.WithStyle(slack.StylePrimary)
}

// spoken is a label for screen readers. They read it literally and decode no entities, so angle brackets are
// replaced.
func spoken(s string) string {
	return wording.Clip(strings.NewReplacer("<", "‹", ">", "›", "&", "and").Replace(wording.OneLine(s)), 75)
}

// more is the overflow menu; Slack shows at most five choices.
func more(l *lead.Lead, actions ...string) *slack.OverflowBlockElement {
	options := make([]*slack.OptionBlockObject, 0, len(actions))
	for _, a := range actions {
		options = append(options, slack.NewOptionBlockObject(a+":"+LeadValue(l.ID), PlainText(labels[a]), nil))
	}
	return slack.NewOverflowBlockElement(ActionMore, options...)
}

// PlainText is text without markup.
func PlainText(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}

// mrkdwn is our own text, which may contain escaped text from outside. It is verbatim, so Slack does not turn plain
// words into links.
func mrkdwn(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.MarkdownType, s, false, true)
}

// Section is a block with one line of text below the other.
func Section(lines ...string) *slack.SectionBlock {
	return slack.NewSectionBlock(mrkdwn(joined(lines)), nil, nil)
}

// SmallPrint is a block of small grey text.
func SmallPrint(lines ...string) *slack.ContextBlock {
	return slack.NewContextBlock("", mrkdwn(joined(lines)))
}

// joined puts lines below each other and leaves out empty ones. A text has at most 3,000 characters (docs.slack.dev,
// section block); a line that no longer fits is left out whole. No line is longer than a few hundred characters.
func joined(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		if line == "" || b.Len()+len(line)+1 > 3000 {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(line)
	}
	return b.String()
}

// quoted shows text from outside as a quotation in which Slack reads no markup.
func quoted(s string, limit int) slack.Block {
	words := slack.NewRichTextSectionTextElement(wording.Clip(wording.Clean(s), limit), nil)
	return slack.NewRichTextBlock("", &slack.RichTextQuote{Type: slack.RTEQuote, Elements: []slack.RichTextSectionElement{words}})
}

// Link is the web address of a message in Slack, as chat.getPermalink writes it. Without the workspace's address it goes
// through slack.com, which asks people in several workspaces which one is meant.
func Link(p lead.Place) string {
	if !wording.IsSlackID(p.Channel) || p.TS == "" || strings.Trim(p.TS, "0123456789.") != "" {
		return ""
	}
	site := "https://slack.com/"
	if p.Site != "" {
		site = strings.TrimSuffix(p.Site, "/") + "/"
	}
	return site + "archives/" + p.Channel + "/p" + strings.ReplaceAll(p.TS, ".", "")
}

// openCard is the link to a card; empty when the card's place is not known.
func openCard(p lead.Place) string {
	if Link(p) == "" {
		return ""
	}
	return "<" + Link(p) + "|Open card>"
}
