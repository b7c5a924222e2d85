package dialog

import (
	"cmp"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
)

// A dialog that is out of date is replaced by one for the lead as it is now. Nothing that was typed or chosen is lost: it
// stands in the fresh dialog's inputs, and what has no input there any more stands below them, to be copied.

// Again is a dialog drawn anew because it was out of date when it was sent in. why says what happened meanwhile, see
// Meanwhile.
func Again(fresh view.Modal, sent bot.View, why string) view.Modal {
	left := refill(fresh.Blocks.BlockSet, sent)
	head := "⚠️ *Out of date:* this happened while the dialog was open."
	if why == "" {
		head = "⚠️ *Out of date:* something about this lead changed while the dialog was open."
	}
	blocks := []slack.Block{view.Section(head, why,
		"Below is how it stands now, with what you typed. Nothing is sent yet: look at it and send it again.")}
	blocks = append(blocks, fresh.Blocks.BlockSet...)
	fresh.Blocks.BlockSet = append(blocks, unplaced(left, "You had also typed:")...)
	return fresh
}

// CallbackKeep is the dialog that is left when something can no longer be done: it saves what was typed as a note.
const CallbackKeep = "keep"

// Late is why a dialog that was sent in can do no more what it was for.
type Late struct {
	Said      bot.Message // Refused's answer: why not, and who can
	Why       string      // what happened meanwhile
	Lead      *lead.Lead  // nil when it is none of theirs, or none at all
	Notable   bool        // they may note something about it
	Claimable bool        // they may have it now: it waits, or is offered to them
}

// Overtaken is what becomes of a dialog about something that can no longer be done: it says so and who can, has the next
// best thing to press, and shows what was typed, to be copied or saved as a note.
func Overtaken(late Late, sent bot.View) view.Modal {
	blocks := []slack.Block{view.Section("⚠️ *Out of date:* nothing was sent.", late.Said.Text, late.Why)}
	l := late.Lead
	var press []slack.BlockElement
	if l != nil && late.Claimable {
		press = append(press, view.Primary(view.Button(view.ActionClaim, l)))
	}
	if l != nil {
		press = append(press, view.Button(view.ActionDetails, l))
		blocks = append(blocks, slack.NewActionBlock(view.BlockID(l, "overtaken"), press...))
	}
	typed := leftover(sent, func(string) bool { return true })
	if typed == "" || !late.Notable || l == nil {
		return view.NewModal("overtaken", "Out of date", "", l, append(blocks, unplaced(typed, "You had typed:")...)...)
	}
	for i, part := range wording.Pieces(typed, maxNote) {
		in := slack.NewPlainTextInputBlockElement(nil, inputID).WithMaxLength(maxNote).WithMultiline(true).WithInitialValue(part)
		b := input(keptBlock(i), "What you typed", in)
		if i > 0 {
			b = optional(input(keptBlock(i), "and", in))
		}
		blocks = append(blocks, b)
	}
	return view.NewModal(CallbackKeep, "Out of date", "Save as note", l, blocks...)
}

func keptBlock(i int) string { return fieldNote + strings.Repeat("+", i) }

// ReadKept reads what is to be saved as a note.
func ReadKept(v bot.View) (words string, errs map[string]string) {
	var kept strings.Builder
	for i := 0; ; i++ {
		part, ok := v.Values[keptBlock(i)]
		if !ok {
			break
		}
		kept.WriteString(part[inputID].Value)
	}
	if strings.TrimSpace(kept.String()) == "" {
		return "", fields{fieldNote: "There is nothing to save yet. Type a note, or close this."}
	}
	return kept.String(), nil
}

// refill puts what was typed and chosen into the inputs of a dialog, by block id, and returns what has no place there:
// inputs that are gone, and options that can no longer be chosen.
func refill(blocks []slack.Block, sent bot.View) (left string) {
	placed := map[string]bool{}
	for _, b := range blocks {
		if in, ok := b.(*slack.InputBlock); ok {
			if v, was := sent.Values[in.BlockID]; was {
				placed[in.BlockID] = fill(in.Element, v[inputID])
			}
		}
	}
	return leftover(sent, func(block string) bool { return !placed[block] })
}

// fill puts a value into an input and reports whether it took it. An input that was emptied is empty again.
func fill(e slack.BlockElement, v bot.StateValue) bool {
	switch e := e.(type) {
	case *slack.PlainTextInputBlockElement:
		e.InitialValue = v.Value
	case *slack.DatePickerBlockElement:
		e.InitialDate = v.Date
	case *slack.TimePickerBlockElement:
		e.InitialTime = v.Time
	case *slack.SelectBlockElement:
		options := e.Options
		for _, g := range e.OptionGroups {
			options = append(slices.Clip(options), g.Options...)
		}
		if o := optionOf(options, v.Option); o != nil || v.Option == "" {
			e.InitialOption = o
			return true
		}
		return false // what is chosen beforehand stays chosen
	case *slack.RadioButtonsBlockElement:
		if o := optionOf(e.Options, v.Option); o != nil {
			e.InitialOption = o
		}
		return v.Option == "" || optionOf(e.Options, v.Option) != nil
	case *slack.CheckboxGroupsBlockElement:
		e.InitialOptions = nil
		for _, value := range v.Options {
			if o := optionOf(e.Options, value); o != nil {
				e.InitialOptions = append(e.InitialOptions, o)
			}
		}
	default:
		return false
	}
	return true
}

func optionOf(options []*slack.OptionBlockObject, value string) *slack.OptionBlockObject {
	for _, o := range options {
		if o.Value == value {
			return o
		}
	}
	return nil
}

// leftover is what was typed and chosen in some inputs of a dialog, a line each, in the order they were shown: "Note: Wants
// a quote".
func leftover(sent bot.View, of func(block string) bool) string {
	var lines []string
	said := func(block, label string) {
		v := sent.Values[block][inputID]
		text := cmp.Or(v.Value, v.Said, v.Option, strings.TrimSpace(v.Date+" "+v.Time))
		if !of(block) || strings.TrimSpace(text) == "" {
			return
		}
		lines = append(lines, cmp.Or(strings.TrimSpace(label), wording.Readable(block))+": "+text)
	}
	shown := map[string]bool{}
	for _, in := range sent.Inputs {
		shown[in.Block] = true
		said(in.Block, in.Label)
	}
	for _, block := range wording.SortedKeys(sent.Values) {
		if !shown[block] {
			said(block, "")
		}
	}
	return strings.Join(lines, "\n")
}

// unplaced shows text that was typed so that it can be copied, whatever it holds.
func unplaced(text, label string) []slack.Block {
	if text == "" {
		return nil
	}
	blocks := []slack.Block{view.Section(label)}
	for _, part := range wording.Pieces(text, maxNote) {
		blocks = append(blocks, wording.Copyable(part))
	}
	return blocks
}
