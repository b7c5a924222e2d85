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

// A dialog that is out of date is replaced by one for the lead as it is now. Nothing that was typed or chosen is
// lost: it is filled into the new dialog, and whatever has no input there is shown below, ready to copy.

// Again is a dialog drawn again because it was out of date when it was submitted. why says what has happened since it
// was opened; see view.NewsSince.
func Again(fresh view.Modal, sent bot.View, why string) view.Modal {
	left := refill(fresh.Blocks.BlockSet, sent)
	head := "⚠️ *Not sent:* this happened while you were typing."
	if why == "" {
		head = "⚠️ *Not sent:* this lead changed while you were typing."
	}
	blocks := []slack.Block{view.Section(head, why,
		"Everything you typed is still here. Check it and submit again.")}
	blocks = append(blocks, fresh.Blocks.BlockSet...)
	fresh.Blocks.BlockSet = append(blocks, unplaced(left, "You also typed:")...)
	return fresh
}

// CallbackKeep is the dialog that replaces one whose action is no longer possible: it saves what was typed as a
// comment.
const CallbackKeep = "keep"

// Late says why the action of a dialog is no longer possible when it is submitted.
type Late struct {
	Refusal    bot.Message // the answer of view.Refused: why not, and who can
	Why        string      // what happened since it was opened
	Lead       *lead.Lead  // nil if the reader may not see it, or it does not exist
	CanComment bool        // the reader may comment on it
	Claimable  bool        // the reader may claim it now: it is unclaimed, or offered to them
}

// Overtaken replaces a dialog whose action is no longer possible: it says so and who can do it, has a button for the
// next best thing, and shows what was typed, to copy or to save as a comment.
func Overtaken(late Late, sent bot.View) view.Modal {
	blocks := []slack.Block{view.Section("⚠️ *Too late: nothing was sent.*", late.Refusal.Text, late.Why)}
	l := late.Lead
	var buttons []slack.BlockElement
	if l != nil && late.Claimable {
		buttons = append(buttons, view.Primary(view.Button(view.ActionClaim, l)))
	}
	if l != nil {
		buttons = append(buttons, view.Button(view.ActionDetails, l))
		blocks = append(blocks, slack.NewActionBlock(view.BlockID(l, "overtaken"), buttons...))
	}
	typed := leftover(sent, func(string) bool { return true })
	if typed == "" || !late.CanComment || l == nil {
		return view.NewModal("overtaken", "Too late", "", l, append(blocks, unplaced(typed, "You typed:")...)...)
	}
	for i, part := range wording.Pieces(typed, maxNote) {
		in := slack.NewPlainTextInputBlockElement(nil, inputID).WithMaxLength(maxNote).WithMultiline(true).WithInitialValue(part)
		b := input(keptBlock(i), "What you typed", in)
		if i > 0 {
			b = optional(input(keptBlock(i), "Continued", in))
		}
		blocks = append(blocks, b)
	}
	return view.NewModal(CallbackKeep, "Too late", "Save as comment", l, blocks...)
}

// keptBlock is the block id of one part of what was typed.
func keptBlock(i int) string { return fieldNote + strings.Repeat("+", i) }

// ReadKept reads the text to save as a comment.
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
		return "", fields{fieldNote: "There's nothing to save. Type a comment, or close this."}
	}
	return kept.String(), nil
}

// refill puts what was typed and chosen into the inputs of a dialog, by block id. It returns what does not fit: the
// values of inputs that no longer exist, and options that can no longer be chosen.
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

// fill puts a value into an input and reports whether it fits. An input that was emptied is empty again.
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
		return false // keep the preselected option
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

// optionOf is the option with a value; nil if there is none.
func optionOf(options []*slack.OptionBlockObject, value string) *slack.OptionBlockObject {
	for _, o := range options {
		if o.Value == value {
			return o
		}
	}
	return nil
}

// leftover lists what was typed and chosen in the inputs that wanted selects, one per line, in the order shown:
// "Note: Wants a quote".
func leftover(sent bot.View, wanted func(block string) bool) string {
	var lines []string
	add := func(block, label string) {
		v := sent.Values[block][inputID]
		text := cmp.Or(v.Value, v.Said, v.Option, strings.TrimSpace(v.Date+" "+v.Time))
		if !wanted(block) || strings.TrimSpace(text) == "" {
			return
		}
		lines = append(lines, cmp.Or(strings.TrimSpace(label), wording.Readable(block))+": "+text)
	}
	shown := map[string]bool{}
	for _, in := range sent.Inputs {
		shown[in.Block] = true
		add(in.Block, in.Label)
	}
	for _, block := range wording.SortedKeys(sent.Values) {
		if !shown[block] {
			add(block, "")
		}
	}
	return strings.Join(lines, "\n")
}

// unplaced shows typed text under a label, unchanged and ready to copy.
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
