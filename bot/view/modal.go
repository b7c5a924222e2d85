package view

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
)

// Modal is a dialog as Slack takes it. The alias lets handlers pass it on without importing slack-go.
type Modal = slack.ModalViewRequest

// Target is the lead that a modal is about, as it was when the modal was drawn. It is kept in the modal's private
// metadata and contains nothing personal.
type Target struct {
	Lead    lead.ID       `json:"lead"`
	Version int64         `json:"version"`
	Stage   lead.Stage    `json:"stage"`
	Owner   lead.PersonID `json:"owner,omitempty"`
	Events  int           `json:"events,omitempty"`  // how many events the lead had
	Channel string        `json:"channel,omitempty"` // where it was asked for; see AskedIn
}

// AskedIn returns the modal with the channel of the button that opened it. Its answer belongs there: a lead may have
// cards in several channels, and may move to another one while the modal is open.
func AskedIn(channel string, v Modal) Modal {
	var t Target
	if err := json.Unmarshal([]byte(v.PrivateMetadata), &t); err != nil || channel == "" {
		return v // it is about no lead, or was opened on the home tab
	}
	t.Channel = channel
	v.PrivateMetadata = t.metadata()
	return v
}

// AnswerIn is the channel for the answer to the person who submitted the modal: where it was opened, or home if that
// is not known. Empty means a direct message, which is also the answer to modals opened in one.
func (t Target) AnswerIn(home string) string {
	switch {
	case t.Channel == "":
		return home
	case strings.HasPrefix(t.Channel, "D"), t.Channel == AtHome:
		return ""
	}
	return t.Channel
}

func (t Target) metadata() string {
	meta, err := json.Marshal(t)
	if err != nil {
		panic("a target is numbers and words: " + err.Error()) // cannot be
	}
	return string(meta)
}

// TargetOf reads which lead a modal is about.
func TargetOf(v bot.View) (Target, error) {
	var t Target
	if err := json.Unmarshal([]byte(v.PrivateMetadata), &t); err != nil {
		return Target{}, fmt.Errorf("private metadata of modal %q: %w", v.CallbackID, err)
	}
	if t.Lead <= 0 {
		return Target{}, fmt.Errorf("private metadata of modal %q names no lead", v.CallbackID)
	}
	return t, nil
}

// Moved reports whether the lead has another stage or another owner than when the modal was drawn, so that what was
// typed may no longer fit. Other changes do not matter.
func (t Target) Moved(l *lead.Lead) bool { return l.Stage != t.Stage || l.Owner != t.Owner }

// NewModal is a dialog about a lead; l is nil if it is about none. Without submit it can only be closed.
func NewModal(callback, title, submit string, l *lead.Lead, blocks ...slack.Block) slack.ModalViewRequest {
	v := slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: callback,
		Title: PlainText(wording.Clip(title, 24)), Close: PlainText("Close"),
		Blocks: slack.Blocks{BlockSet: blocks},
	}
	if submit != "" {
		v.Submit, v.Close = PlainText(wording.Clip(submit, 24)), PlainText("Cancel")
	}
	if l != nil {
		v.PrivateMetadata = Target{Lead: l.ID, Version: l.Version, Stage: l.Stage, Owner: l.Owner, Events: l.EventCount}.metadata()
	}
	return v
}

// LeadHeading is the first line of a modal: the lead it is about.
func LeadHeading(l *lead.Lead) slack.Block {
	return Section("*" + wording.LeadName(l) + "* · " + l.ID.String())
}

// Option is one entry of a select or of radio buttons. Its text comes from the playbook or from us.
func Option(value, text string) *slack.OptionBlockObject {
	words := cmp.Or(wording.Plain(text, 75), wording.Plain(value, 75), "?") // Slack rejects options without text
	return slack.NewOptionBlockObject(cmp.Or(wording.Clip(value, 75), "?"), PlainText(words), nil)
}
