package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dibs/lead"
	"dibs/playbook"
)

// A modal's file holds what draws it and what reads it back. Block ids are the names of the fields as lead's refusals
// call them, so that a refusal finds its input again; every input's action_id is the same.
const inputID = "input"

// The block ids of inputs.
const (
	fieldAmount   = "amount"
	fieldCurrency = "currency"
	fieldNote     = "note"
	fieldOutcome  = "outcome"
	fieldReason   = "reason"
	fieldNext     = "next"
	fieldWhen     = "when"
	fieldDate     = "date"
	fieldTime     = "time"
	fieldGut      = "gut"
	fieldTo       = "to"
	fieldLead     = "lead"
	fieldAlike    = "alike"
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
func TargetOf(v View) (Target, error) {
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

// modal is a dialog about a lead.
func modal(callback, title, submit string, l *lead.Lead, blocks ...slack.Block) slack.ModalViewRequest {
	v := slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: callback,
		Title: plainText(clip(title, 24)), Close: plainText("Close"),
		Blocks: slack.Blocks{BlockSet: blocks},
	}
	if submit != "" {
		v.Submit, v.Close = plainText(clip(submit, 24)), plainText("Cancel")
	}
	if l != nil {
		v.PrivateMetadata = Target{Lead: l.ID, Version: l.Version, Stage: l.Stage, Owner: l.Owner, Events: l.EventCount}.metadata()
	}
	return v
}

// about is the first line of a modal: which lead it is.
func about(l *lead.Lead) slack.Block { return section("*" + who(l) + "* · " + l.ID.String()) }

func input(field, label string, e slack.BlockElement) *slack.InputBlock {
	return slack.NewInputBlock(field, plainText(clip(label, 2000)), nil, e)
}

func optional(b *slack.InputBlock) *slack.InputBlock { return b.WithOptional(true) }

func textInput(initial string, maxLength int) *slack.PlainTextInputBlockElement {
	e := slack.NewPlainTextInputBlockElement(nil, inputID).WithMaxLength(maxLength)
	if initial != "" {
		e = e.WithInitialValue(clip(tidy(initial), maxLength))
	}
	return e
}

// noteInput is the note that every dialog has.
func noteInput() *slack.InputBlock {
	return optional(input(fieldNote, "Note", textInput("", maxNote).WithMultiline(true)))
}

// maxNote is what Slack takes in one text input.
const maxNote = 3000

// option is one entry of a select or of radio buttons. The words are the playbook's or ours.
func option(value, text string) *slack.OptionBlockObject {
	words := firstOf(plain(text, 75), plain(value, 75), "?") // Slack takes no option without words
	return slack.NewOptionBlockObject(firstOf(clip(value, 75), "?"), plainText(words), nil)
}

// choice is a select, with one option chosen beforehand when there is one.
func choice(initial string, options ...*slack.OptionBlockObject) *slack.SelectBlockElement {
	s := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plainText("Choose"), inputID, options...)
	for _, o := range options {
		if o.Value == initial && initial != "" {
			s = s.WithInitialOption(o)
		}
	}
	return s
}

// maxOptions is how many options a select takes.
const maxOptions = 100

// reasonInput asks for one of the playbook's reasons, or for any when it lists none.
func reasonInput(label string, reasons []string) *slack.InputBlock {
	if len(reasons) == 0 {
		return input(fieldReason, label, textInput("", 75))
	}
	options := make([]*slack.OptionBlockObject, 0, len(reasons))
	for _, r := range reasons[:min(len(reasons), maxOptions)] {
		options = append(options, option(r, r))
	}
	return input(fieldReason, label, choice("", options...))
}

// typed is the text in an input, tidied.
func typed(v View, field string) string { return tidy(v.Value(field, inputID).Value) }

// chosen is the value of the option chosen in an input.
func chosen(v View, field string) string { return v.Value(field, inputID).Option }

// fields are sentences below inputs, by block id.
type fields map[string]string

// readReason is the reason chosen or typed; it must be there.
func readReason(v View, errs fields) string {
	reason := chosen(v, fieldReason)
	if reason == "" {
		reason = oneLine(v.Value(fieldReason, inputID).Value)
	}
	if reason == "" {
		errs[fieldReason] = "Please give the reason: it helps to judge the next lead."
	}
	return reason
}

// currencies that people choose from, after the playbook's own.
var currencies = []string{"EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "AUD", "CAD"}

// amountInputs ask for money. What is known is filled in.
func amountInputs(known lead.Money, pb *playbook.Playbook) []slack.Block {
	initial, currency := "", known.Currency
	if currency == "" {
		currency = pb.Currency()
	} else {
		initial = strings.TrimLeft(Amount(known), "€$£¥ABCDEFGHIJKLMNOPQRSTUVWXYZ ")
	}
	options := []*slack.OptionBlockObject{option(currency, currency)}
	for _, c := range currencies {
		if c != currency {
			options = append(options, option(c, c))
		}
	}
	return []slack.Block{
		input(fieldAmount, "Amount", textInput(initial, 30)),
		input(fieldCurrency, "Currency", choice(currency, options...)),
	}
}

// readAmount reads money; nothing typed is an unknown amount.
func readAmount(v View, errs fields) lead.Money {
	text := typed(v, fieldAmount)
	if text == "" {
		return lead.Money{}
	}
	m, err := ParseAmount(text, chosen(v, fieldCurrency))
	if err != nil {
		errs[fieldAmount] = err.Error()
	}
	return m
}

// morning is when a day of work begins for a next step without a time.
const morning = 9 * time.Hour

// timeOfDay reads a time as Slack's picker gives it; without one it is the morning.
func timeOfDay(picked string) time.Duration {
	t, err := time.Parse("15:04", picked)
	if err != nil {
		return morning
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}

// onDay is a time of day on a date, in a zone.
func onDay(date string, clock time.Duration, zone *time.Location) (time.Time, error) {
	d, err := time.ParseInLocation(time.DateOnly, date, zone)
	if err != nil {
		return time.Time{}, err
	}
	return time.Date(d.Year(), d.Month(), d.Day(), int(clock/time.Hour), int(clock%time.Hour/time.Minute), 0, 0, zone).UTC(), nil
}

// wakeInput asks when marketing should look at the lead again. The hint begins with whom it is for, where that may not be
// clear.
func wakeInput(audience string) *slack.InputBlock {
	b := optional(input(fieldDate, "Look again on", slack.NewDatePickerBlockElement(inputID)))
	b.Hint = plainText(audience + "Without a date it is looked at again when the playbook says.")
	return b
}

// readWake is the date chosen, in the morning; zero when none was.
func readWake(v View, zone *time.Location, now time.Time, errs fields) time.Time {
	date := v.Value(fieldDate, inputID).Date
	if date == "" {
		return time.Time{}
	}
	at, err := onDay(date, morning, zone)
	if err != nil || !at.After(now) {
		errs[fieldDate] = "Choose a day that lies ahead."
	}
	return at
}

// Asks reports whether a dialog has all the inputs that errors are about.
func (v View) Asks(errs map[string]string) bool {
	for block := range errs {
		if !slices.ContainsFunc(v.inputs, func(in asked) bool { return in.Block == block }) {
			return false
		}
	}
	return true
}

// FieldErrors puts a refusal of what was typed below the input it is about; nil when it is about none and wants an
// answer of its own (see Refused).
func FieldErrors(r *lead.Refusal, pb *playbook.Playbook) map[string]string {
	switch r.Why {
	case lead.WhyMissing:
		return map[string]string{blockOf(r.Field): fieldSentence(r, pb)}
	case lead.WhyFailed:
		return map[string]string{questionBlock(r.Field): "This needs a yes. Ask first, or send it to marketing."}
	case lead.WhyObjection:
		return map[string]string{fieldOutcome: "They asked for no " + methodPlural(lead.Method(r.Field)) + ". Choose another way, or ask a manager."}
	case lead.WhyPressure:
		return map[string]string{fieldPressed: "They were contacted as often as the playbook allows. If it cannot wait, tick the box."}
	case lead.WhyNotFound:
		if r.Action == lead.Merged {
			return map[string]string{fieldLead: "There is no lead with this number."}
		}
	case lead.WhyStage:
		if r.Action == lead.Merged && r.Lead != nil && r.Lead.Stage != lead.StageMerged {
			return map[string]string{fieldLead: "That one is itself merged into another lead. Type the number of that other one."}
		}
	case lead.WhyReceiver:
		field := fieldTo
		if r.Action == lead.Certified {
			field = fieldRep
		}
		return map[string]string{field: "This person cannot take it now. Choose somebody else."}
	}
	return nil
}

// blockOf is the input of a field as a refusal calls it.
func blockOf(field string) string {
	switch field {
	case "method":
		return fieldOutcome
	case "at":
		return fieldWhen
	}
	return field
}

// fieldSentence says what is missing.
func fieldSentence(r *lead.Refusal, _ *playbook.Playbook) string {
	switch r.Field {
	case "method", "outcome":
		return "Please say what happened."
	case "next":
		return "Please say what you do next: an open lead always has a next step."
	case "at":
		return "Choose a time that lies ahead."
	case "reason":
		return "Please give the reason: it helps to judge the next lead."
	case "amount":
		return "Please give an amount: an opportunity has one, if only a first estimate."
	}
	return "Please fill in: " + readable(r.Field) + "."
}
