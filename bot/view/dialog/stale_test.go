package dialog

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/viewtest"
	"dibs/bot/view/wording"
	"dibs/lead"
)

// asSent is a dialog as it is submitted: as it was drawn, with the inputs filled in.
func asSent(drawn view.Modal, values map[string]bot.StateValue) bot.View {
	v := filled(drawn, values)
	for _, b := range drawn.Blocks.BlockSet {
		if in, ok := b.(*slack.InputBlock); ok {
			v.Inputs = append(v.Inputs, bot.Input{Block: in.BlockID, Label: in.Label.Text})
			if v.Values[in.BlockID] == nil {
				v.Values[in.BlockID] = map[string]bot.StateValue{inputID: {}}
			}
		}
	}
	return v
}

func TestADialogThatIsOutOfDateIsDrawnAnewWithWhatWasTyped(t *testing.T) {
	s := viewtest.Contacted(t)
	typed := asSent(LogContact(s.Lead, s.Pb, viewtest.At(90)), map[string]bot.StateValue{
		fieldOutcome: {Option: "call:reached", Said: "Reached"}, fieldNote: text("Half an hour of talk"), fieldNext: text("send <the> offer"),
		fieldWhen: {Option: "planned:1", Said: "As planned"}, fieldDate: {Date: "2026-11-20"}, fieldTime: {Time: "14:30"},
	})
	before := len(s.Events)
	viewtest.PassedOn(s)
	s.Saved(s.Lead.Accept(s.Actor("ben", viewtest.At(96)), viewtest.At(96)))
	why := view.NewsSince(s.Lead, s.Events, before, "mia", s.Crew, s.Pb)
	viewtest.Golden(t, "modal/again", Again(LogContact(s.Lead, s.Pb, viewtest.At(97)), typed, why))

	said := view.Refused(viewtest.RefusedAs(t, s.Lead.LogContact(s.Actor("ana", viewtest.At(97)), lead.Touch{}, viewtest.At(97))), "ana", s.Crew, s.Pb, viewtest.At(97), nil)
	viewtest.Golden(t, "modal/overtaken", Overtaken(Late{Refusal: said, Why: why, Lead: s.Lead, CanComment: true}, typed))
	viewtest.Golden(t, "modal/overtaken_nothing_typed", Overtaken(Late{Refusal: said, Why: why, Lead: s.Lead, CanComment: true}, bot.View{}))

	s.Saved(s.Lead.HandBackToPool(s.Actor("ben", viewtest.At(98)), "wrong team", "", viewtest.At(98)))
	said = view.Refused(viewtest.RefusedAs(t, s.Lead.LogContact(s.Actor("ana", viewtest.At(99)), lead.Touch{}, viewtest.At(99))), "ana", s.Crew, s.Pb, viewtest.At(99), nil)
	viewtest.Golden(t, "modal/overtaken_claimable", Overtaken(Late{Refusal: said, Why: why, Lead: s.Lead, CanComment: true, Claimable: true}, typed))
	viewtest.Golden(t, "modal/overtaken_stranger", Overtaken(Late{Refusal: bot.Message{Text: "#1042 isn't with your company, so there's nothing for you to do."}}, typed))
}

// Nothing that was typed may get lost, whichever dialog it was and whatever has become of the lead.
func TestNothingTypedIsLostWhenADialogIsDrawnAnew(t *testing.T) {
	stories := []*viewtest.Story{viewtest.Tell(t, viewtest.Curious, viewtest.At(60)), viewtest.Tell(t, viewtest.Hot, viewtest.At(60)), viewtest.Contacted(t), viewtest.Qualified(t), viewtest.Claimed(t), viewtest.HandedOver(t)}
	draws := map[string]func(s *viewtest.Story) view.Modal{
		"certify":      func(s *viewtest.Story) view.Modal { return Qualify(sceneOf(s, viewtest.At(90))) },
		"log contact":  func(s *viewtest.Story) view.Modal { return LogContact(s.Lead, s.Pb, viewtest.At(90)) },
		"not a fit":    func(s *viewtest.Story) view.Modal { return NotAFit(s.Lead, s.Pb) },
		"to marketing": func(s *viewtest.Story) view.Modal { return ToMarketing(s.Lead, s.Pb) },
		"hand back":    func(s *viewtest.Story) view.Modal { return HandBack(s.Lead, s.Pb) },
		"pass":         func(s *viewtest.Story) view.Modal { return Pass(s.Lead, s.Pb) },
		"assign":       func(s *viewtest.Story) view.Modal { return Assign(sceneOf(s, viewtest.At(90))) },
		"snooze":       func(s *viewtest.Story) view.Modal { return Snooze(s.Lead, s.Pb) },
		"won":          func(s *viewtest.Story) view.Modal { return Won(s.Lead, s.Pb) },
		"lost":         func(s *viewtest.Story) view.Modal { return Lost(s.Lead, s.Pb) },
		"disqualify":   func(s *viewtest.Story) view.Modal { return Disqualify(s.Lead, s.Pb) },
		"merge":        func(s *viewtest.Story) view.Modal { return Merge(sceneOf(s, viewtest.At(90))) },
	}
	names := wording.SortedKeys(draws)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "dialog")
		one := rapid.IntRange(0, len(stories)-1)
		then, now := stories[one.Draw(t, "drawn for")], stories[one.Draw(t, "sent for")]
		drawn, values := draws[name](then), map[string]bot.StateValue{}
		for _, b := range drawn.Blocks.BlockSet {
			if in, ok := b.(*slack.InputBlock); ok && rapid.Bool().Draw(t, "filled") {
				values[in.BlockID] = anyValue(t, in.Element)
			}
		}
		sent := asSent(drawn, values)

		again := Again(draws[name](now), sent, "Ben has it.")
		viewtest.Taken(t, again)
		for block, v := range values {
			if !holds(t, again, block, v) {
				t.Errorf("%s: %s lost %+v:\n%s", name, block, v, viewtest.Raw(t, again))
			}
		}
		overtaken := Overtaken(Late{Refusal: view.TextMessage("No."), Lead: now.Lead, CanComment: rapid.Bool().Draw(t, "notable")}, sent)
		viewtest.Taken(t, overtaken)
		for block, v := range values {
			if strings.TrimSpace(v.Value) != "" && !strings.Contains(allTyped(t, overtaken), v.Value) {
				t.Errorf("%s: %s lost %q:\n%s", name, block, v.Value, viewtest.Raw(t, overtaken))
			}
		}
	})
}

// anyValue draws something that a person may enter in an input.
func anyValue(t *rapid.T, e slack.BlockElement) bot.StateValue {
	of := func(options []*slack.OptionBlockObject) bot.StateValue {
		o := rapid.SampledFrom(options).Draw(t, "option")
		return bot.StateValue{Option: o.Value, Said: o.Text.Text}
	}
	switch e := e.(type) {
	case *slack.PlainTextInputBlockElement:
		typed := rapid.OneOf(viewtest.Naughty(), rapid.StringN(0, 3000, -1)).Draw(t, "typed")
		return text(wording.Clip(strings.ToValidUTF8(typed, "\uFFFD"), e.MaxLength)) // as JSON decodes it
	case *slack.DatePickerBlockElement:
		return bot.StateValue{Date: viewtest.At(rapid.IntRange(0, 100000).Draw(t, "date")).Format(time.DateOnly)}
	case *slack.TimePickerBlockElement:
		return bot.StateValue{Time: viewtest.At(rapid.IntRange(0, 100000).Draw(t, "time")).Format("15:04")}
	case *slack.RadioButtonsBlockElement:
		return of(e.Options)
	case *slack.SelectBlockElement:
		options := slices.Clone(e.Options)
		for _, g := range e.OptionGroups {
			options = append(options, g.Options...)
		}
		return of(options)
	}
	return bot.StateValue{}
}

// holds reports whether a value is in the input of its block, or in a text that is shown for copying.
func holds(t *rapid.T, m view.Modal, block string, v bot.StateValue) bool {
	for _, b := range m.Blocks.BlockSet {
		in, ok := b.(*slack.InputBlock)
		if !ok || in.BlockID != block {
			continue
		}
		switch e := in.Element.(type) {
		case *slack.PlainTextInputBlockElement:
			return e.InitialValue == v.Value
		case *slack.DatePickerBlockElement:
			return e.InitialDate == v.Date
		case *slack.TimePickerBlockElement:
			return e.InitialTime == v.Time
		case *slack.RadioButtonsBlockElement:
			return v.Option == "" || e.InitialOption != nil && e.InitialOption.Value == v.Option
		case *slack.SelectBlockElement:
			if v.Option == "" || e.InitialOption != nil && e.InitialOption.Value == v.Option {
				return true
			}
		case *slack.CheckboxGroupsBlockElement:
			return true
		}
	}
	said := v.Value + v.Said + v.Date + v.Time
	return strings.TrimSpace(said) == "" || strings.Contains(allTyped(t, m), said)
}

// allTyped joins the text in a dialog that can be submitted or copied.
func allTyped(t viewtest.Reporter, m view.Modal) string {
	var kept, shown strings.Builder
	for _, b := range m.Blocks.BlockSet {
		switch b := b.(type) {
		case *slack.InputBlock:
			if e, ok := b.Element.(*slack.PlainTextInputBlockElement); ok {
				kept.WriteString(e.InitialValue)
			}
		case *slack.RichTextBlock:
			var box struct {
				Elements []struct{ Elements []struct{ Text string } }
			}
			if err := json.Unmarshal(viewtest.Raw(t, b), &box); err != nil {
				t.Fatalf("%v", err)
			}
			shown.WriteString(box.Elements[0].Elements[0].Text)
		}
	}
	return kept.String() + "\n" + shown.String()
}

func TestWhatWasTypedIsReadAsOneNoteHoweverLongItIs(t *testing.T) {
	long := strings.Repeat("A long story. ", 400)
	typed := asSent(Lost(&lead.Lead{ID: 1042}, viewtest.Book(t)), map[string]bot.StateValue{fieldNote: text(long)})
	drawn := Overtaken(Late{Refusal: view.TextMessage("No."), Lead: viewtest.Claimed(t).Lead, CanComment: true}, typed)
	viewtest.Taken(t, drawn)
	values := map[string]bot.StateValue{}
	for _, b := range drawn.Blocks.BlockSet {
		if in, ok := b.(*slack.InputBlock); ok {
			values[in.BlockID] = text(in.Element.(*slack.PlainTextInputBlockElement).InitialValue)
		}
	}
	words, errs := ReadKept(filled(drawn, values))
	if words != "Note: "+long || errs != nil {
		t.Errorf("read %d characters, %v", len(words), errs)
	}
	if _, errs := ReadKept(bot.View{}); errs[fieldNote] == "" {
		t.Error("an empty note was accepted")
	}
}

func TestTheButtonsOfADialogThatCameTooLateSayWhatTheyAreAbout(t *testing.T) {
	s := viewtest.Claimed(t)
	m := Overtaken(Late{Refusal: view.TextMessage("No."), Lead: s.Lead, Claimable: true}, bot.View{})
	var v any
	if err := json.Unmarshal(viewtest.Raw(t, m), &v); err != nil {
		t.Fatal(err)
	}
	buttons := viewtest.ButtonsIn(v)
	if len(buttons) == 0 {
		t.Fatal("the dialog has no buttons")
	}
	for _, b := range buttons {
		if label, _ := b["accessibility_label"].(string); !strings.Contains(label, wording.Plain(wording.Person(s.Lead), 20)) {
			t.Errorf("the button %v has the accessibility label %q", b["action_id"], label)
		}
	}
}
