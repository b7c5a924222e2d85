package dialog

import (
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/wording"
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

func input(field, label string, e slack.BlockElement) *slack.InputBlock {
	return slack.NewInputBlock(field, view.PlainText(wording.Clip(label, 2000)), nil, e)
}

func optional(b *slack.InputBlock) *slack.InputBlock { return b.WithOptional(true) }

func textInput(initial string, maxLength int) *slack.PlainTextInputBlockElement {
	e := slack.NewPlainTextInputBlockElement(nil, inputID).WithMaxLength(maxLength)
	if initial != "" {
		e = e.WithInitialValue(wording.Clip(wording.Clean(initial), maxLength))
	}
	return e
}

// noteInput is the note that every dialog has.
func noteInput() *slack.InputBlock {
	return optional(input(fieldNote, "Note", textInput("", maxNote).WithMultiline(true)))
}

// maxNote is what Slack takes in one text input.
const maxNote = 3000

// choice is a select, with one option chosen beforehand when there is one.
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

// reasonInput asks for one of the playbook's reasons, or for any when it lists none.
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

// typed is the text in an input, tidied.
func typed(v bot.View, field string) string { return wording.Clean(v.Value(field, inputID).Value) }

// chosen is the value of the option chosen in an input.
func chosen(v bot.View, field string) string { return v.Value(field, inputID).Option }

// fields are sentences below inputs, by block id.
type fields map[string]string

// readReason is the reason chosen or typed; it must be there.
func readReason(v bot.View, errs fields) string {
	reason := chosen(v, fieldReason)
	if reason == "" {
		reason = wording.OneLine(v.Value(fieldReason, inputID).Value)
	}
	if reason == "" {
		errs[fieldReason] = "Please give the reason: it helps to judge the next lead."
	}
	return reason
}

// amountInputs ask for money. What is known is filled in.
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

// readAmount reads money; nothing typed is an unknown amount.
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
	b.Hint = view.PlainText(audience + "Without a date it is looked at again when the playbook says.")
	return b
}

// readWake is the date chosen, in the morning; zero when none was.
func readWake(v bot.View, zone *time.Location, now time.Time, errs fields) time.Time {
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

// FieldErrors puts a refusal of what was typed below the input it is about; nil when it is about none and wants an
// answer of its own (see Refused).
func FieldErrors(r *lead.Refusal, pb *playbook.Playbook) map[string]string {
	switch r.Why {
	case lead.WhyMissing:
		return map[string]string{blockOf(r.Field): view.MissingField(r, pb)}
	case lead.WhyFailed:
		return map[string]string{questionBlock(r.Field): "This needs a yes. Ask first, or send it to marketing."}
	case lead.WhyObjection:
		return map[string]string{fieldOutcome: "They asked for no " + wording.Methods(lead.Method(r.Field)) + ". Choose another way, or ask a manager."}
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
