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

// Modal is a dialog as Slack takes it. Under this name handlers hand it on without knowing slack-go.
type Modal = slack.ModalViewRequest

// Target is what a modal is about: a lead, as it was when the modal was drawn. It travels in the modal's private
// metadata, and nothing personal is in it.
type Target struct {
	Lead    lead.ID       `json:"lead"`
	Version int64         `json:"version"`
	Stage   lead.Stage    `json:"stage"`
	Owner   lead.PersonID `json:"owner,omitempty"`
	Events  int           `json:"events,omitempty"`  // how much had happened
	Channel string        `json:"channel,omitempty"` // where it was asked for, see AskedIn
}

// AskedIn is the modal with the channel of the button that asked for it, where its answer belongs: the card of a lead
// may hang in several, and be on its way to another one.
func AskedIn(channel string, v Modal) Modal {
	var t Target
	if err := json.Unmarshal([]byte(v.PrivateMetadata), &t); err != nil || channel == "" {
		return v // about no lead, or asked for on the home tab
	}
	t.Channel = channel
	v.PrivateMetadata = t.metadata()
	return v
}

// AnswerIn is the channel in which the answer to the modal is shown to who sent it in: where it was asked for, else home.
// Empty means a direct message, which is also where a direct message is answered.
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

// TargetOf reads what a modal is about.
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

// Moved reports whether the lead changed so that what was typed may no longer fit: it is in another stage, or in other
// hands. Other changes do not matter.
func (t Target) Moved(l *lead.Lead) bool { return l.Stage != t.Stage || l.Owner != t.Owner }

// NewModal is a dialog about a lead.
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

// about is the first line of a modal: which lead it is.
func LeadHeading(l *lead.Lead) slack.Block {
	return Section("*" + wording.LeadName(l) + "* · " + l.ID.String())
}

// option is one entry of a select or of radio buttons. The words are the playbook's or ours.
func Option(value, text string) *slack.OptionBlockObject {
	words := cmp.Or(wording.Plain(text, 75), wording.Plain(value, 75), "?") // Slack takes no option without words
	return slack.NewOptionBlockObject(cmp.Or(wording.Clip(value, 75), "?"), PlainText(words), nil)
}
