package dialog

import (
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// inputID is the action_id of every input. The function that draws a modal and the one that reads it are in the same
// file. Block ids are the field names of lead.Refusal, so that a refusal finds its input.
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

// input is an input with its label; field is its block id.
func input(field, label string, e slack.BlockElement) *slack.InputBlock {
	return slack.NewInputBlock(field, view.PlainText(wording.Clip(label, 2000)), nil, e)
}

// optional marks an input that may stay empty.
func optional(b *slack.InputBlock) *slack.InputBlock { return b.WithOptional(true) }

// textInput is a text field, filled with initial.
func textInput(initial string, maxLength int) *slack.PlainTextInputBlockElement {
	e := slack.NewPlainTextInputBlockElement(nil, inputID).WithMaxLength(maxLength)
	if initial != "" {
		e = e.WithInitialValue(wording.Clip(wording.Clean(initial), maxLength))
	}
	return e
}

// noteInput is the note field that every dialog has.
func noteInput() *slack.InputBlock {
	return optional(input(fieldNote, "Note", textInput("", maxNote).WithMultiline(true)))
}

// maxNote is how many characters Slack takes in one text input.
const maxNote = 3000

// choice is a select. The option with the value initial is preselected.
func choice(initial string, options ...*slack.OptionBlockObject) *slack.SelectBlockElement {
	s := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, view.PlainText("Choose"), inputID, options...)
	for _, o := range options {
		if o.Value == initial && initial != "" {
			s = s.WithInitialOption(o)
		}
	}
	return s
}

// maxOptions is how many options a select takes.
const maxOptions = 100

// reasonInput asks for one of the playbook's reasons, or for free text when it lists none.
func reasonInput(label string, reasons []string) *slack.InputBlock {
	if len(reasons) == 0 {
		return input(fieldReason, label, textInput("", 75))
	}
	options := make([]*slack.OptionBlockObject, 0, len(reasons))
	for _, r := range reasons[:min(len(reasons), maxOptions)] {
		options = append(options, view.Option(r, r))
	}
	return input(fieldReason, label, choice("", options...))
}

// typed is the text in an input, cleaned.
func typed(v bot.View, field string) string { return wording.Clean(v.Value(field, inputID).Value) }

// chosen is the value of the option chosen in an input. It is empty if none is.
func chosen(v bot.View, field string) string { return v.Value(field, inputID).Option }

// fields are the errors shown below inputs: sentences by block id.
type fields map[string]string

func (f fields) orNil() map[string]string {
	if len(f) == 0 {
		return nil
	}
	return f
}

// readReason is the reason chosen or typed. A missing one is an error.
func readReason(v bot.View, errs fields) string {
	reason := chosen(v, fieldReason)
	if reason == "" {
		reason = wording.OneLine(v.Value(fieldReason, inputID).Value)
	}
	if reason == "" {
		errs[fieldReason] = view.MissingField("reason")
	}
	return reason
}

// amountInputs ask for money. A known amount is filled in.
func amountInputs(known lead.Money, pb *playbook.Playbook) []slack.Block {
	initial, currency := "", known.Currency
	if currency == "" {
		currency = pb.Currency()
	} else {
		initial = strings.TrimLeft(wording.Amount(known), "€$£¥ABCDEFGHIJKLMNOPQRSTUVWXYZ ")
	}
	options := []*slack.OptionBlockObject{view.Option(currency, currency)}
	for _, c := range wording.Currencies {
		if c != currency {
			options = append(options, view.Option(c, c))
		}
	}
	return []slack.Block{
		input(fieldAmount, "Amount", textInput(initial, 30)),
		input(fieldCurrency, "Currency", choice(currency, options...)),
	}
}

// readAmount reads money. An empty input means that the amount is unknown.
func readAmount(v bot.View, errs fields) lead.Money {
	text := typed(v, fieldAmount)
	if text == "" {
		return lead.Money{}
	}
	m, err := wording.ParseAmount(text, chosen(v, fieldCurrency))
	if err != nil {
		errs[fieldAmount] = err.Error()
	}
	return m
}

// FieldErrors shows a refusal below the input that it is about. It is nil if the refusal is about no input and needs
// an answer of its own (see view.Refused).
func FieldErrors(r *lead.Refusal) map[string]string {
	switch r.Why {
	case lead.WhyMissing:
		return map[string]string{blockOf(r.Field): view.MissingField(r.Field)}
	case lead.WhyFailed:
		return map[string]string{questionBlock(r.Field): "This needs a yes. Ask them, or send the lead to marketing."}
	case lead.WhyObjection:
		return map[string]string{fieldOutcome: "They asked for no " + wording.Methods(lead.Method(r.Field)) + ". Reach out another way, or ask a manager."}
	case lead.WhyPressure:
		return map[string]string{fieldPressed: "They've been contacted as often as the playbook allows. If it can't wait, tick the box."}
	case lead.WhyNotFound:
		if r.Action == lead.Merged {
			return map[string]string{fieldLead: "No lead has this number."}
		}
	case lead.WhyStage:
		if r.Action == lead.Merged && r.Lead != nil && r.Lead.Stage != lead.StageMerged {
			return map[string]string{fieldLead: "That lead is itself merged into another one. Enter the number of that one."}
		}
	case lead.WhyReceiver:
		field := fieldTo
		if r.Action == lead.Certified {
			field = fieldRep
		}
		return map[string]string{field: "They can't take it right now. Choose somebody else."}
	}
	return nil
}

// blockOf is the block id of the input for a field of lead.Refusal.
func blockOf(field string) string {
	switch field {
	case "method":
		return fieldOutcome
	case "at":
		return fieldWhen
	}
	return field
}
