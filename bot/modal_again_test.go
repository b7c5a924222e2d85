package bot

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"dibs/lead"
)

// asSent is a dialog as it comes in: what was drawn, with the inputs filled.
func asSent(drawn Modal, values map[string]StateValue) View {
	v := filled(drawn, values)
	for _, b := range drawn.Blocks.BlockSet {
		if in, ok := b.(*slack.InputBlock); ok {
			v.inputs = append(v.inputs, asked{in.BlockID, in.Label.Text})
			if v.Values[in.BlockID] == nil {
				v.Values[in.BlockID] = map[string]StateValue{inputID: {}}
			}
		}
	}
	return v
}

func TestADialogThatIsOutOfDateIsDrawnAnewWithWhatWasTyped(t *testing.T) {
	s := contacted(t)
	typed := asSent(LogContactModal(s.lead, s.pb, at(90)), map[string]StateValue{
		fieldOutcome: {Option: "call:reached", Said: "Reached"}, fieldNote: text("Half an hour of talk"), fieldNext: text("send <the> offer"),
		fieldWhen: {Option: "planned:1", Said: "As planned"}, fieldDate: {Date: "2026-11-20"}, fieldTime: {Time: "14:30"},
	})
	before := len(s.events)
	passedOn(s)
	s.saved(s.lead.Accept(s.actor("ben", at(96)), at(96)))
	why := Meanwhile(s.lead, s.events, before, "mia", s.crew, s.pb)
	golden(t, "modal/again", Again(LogContactModal(s.lead, s.pb, at(97)), typed, why))

	said := Refused(refusedAs(t, s.lead.LogContact(s.actor("ana", at(97)), lead.Touch{}, at(97))), "ana", s.crew, s.pb, at(97), nil)
	golden(t, "modal/overtaken", Overtaken(Late{Said: said, Why: why, Lead: s.lead, Notable: true}, typed))
	golden(t, "modal/overtaken_nothing_typed", Overtaken(Late{Said: said, Why: why, Lead: s.lead, Notable: true}, View{}))

	s.saved(s.lead.HandBackToPool(s.actor("ben", at(98)), "wrong team", "", at(98)))
	said = Refused(refusedAs(t, s.lead.LogContact(s.actor("ana", at(99)), lead.Touch{}, at(99))), "ana", s.crew, s.pb, at(99), nil)
	golden(t, "modal/overtaken_claimable", Overtaken(Late{Said: said, Why: why, Lead: s.lead, Notable: true, Claimable: true}, typed))
	golden(t, "modal/overtaken_stranger", Overtaken(Late{Said: Message{Text: "#1042 is not with you, or not any more."}}, typed))
}

// TestNothingTypedIsLostWhenADialogIsDrawnAnew: whatever the dialog was, and whatever becomes of it.
func TestNothingTypedIsLostWhenADialogIsDrawnAnew(t *testing.T) {
	stories := []*story{tell(t, curious, at(60)), tell(t, hot, at(60)), contacted(t), qualified(t), claimed(t), handedOver(t)}
	draws := map[string]func(s *story) Modal{
		"certify":      func(s *story) Modal { return QualifyModal(sceneOf(s, at(90))) },
		"log contact":  func(s *story) Modal { return LogContactModal(s.lead, s.pb, at(90)) },
		"not a fit":    func(s *story) Modal { return NotAFitModal(s.lead, s.pb) },
		"to marketing": func(s *story) Modal { return ToMarketingModal(s.lead, s.pb) },
		"hand back":    func(s *story) Modal { return HandBackModal(s.lead, s.pb) },
		"pass":         func(s *story) Modal { return PassModal(s.lead, s.pb) },
		"assign":       func(s *story) Modal { return AssignModal(sceneOf(s, at(90))) },
		"snooze":       func(s *story) Modal { return SnoozeModal(s.lead, s.pb) },
		"won":          func(s *story) Modal { return WonModal(s.lead, s.pb) },
		"lost":         func(s *story) Modal { return LostModal(s.lead, s.pb) },
		"disqualify":   func(s *story) Modal { return DisqualifyModal(s.lead, s.pb) },
		"merge":        func(s *story) Modal { return MergeModal(sceneOf(s, at(90))) },
	}
	names := sortedKeys(draws)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "dialog")
		one := rapid.IntRange(0, len(stories)-1)
		then, now := stories[one.Draw(t, "drawn for")], stories[one.Draw(t, "sent for")]
		drawn, values := draws[name](then), map[string]StateValue{}
		for _, b := range drawn.Blocks.BlockSet {
			if in, ok := b.(*slack.InputBlock); ok && rapid.Bool().Draw(t, "filled") {
				values[in.BlockID] = anyValue(t, in.Element)
			}
		}
		sent := asSent(drawn, values)

		again := Again(draws[name](now), sent, "Ben has it.")
		taken(t, again)
		for block, v := range values {
			if !holds(t, again, block, v) {
				t.Errorf("%s: %s lost %+v:\n%s", name, block, v, raw(t, again))
			}
		}
		overtaken := Overtaken(Late{Said: answer("No."), Lead: now.lead, Notable: rapid.Bool().Draw(t, "notable")}, sent)
		taken(t, overtaken)
		for block, v := range values {
			if strings.TrimSpace(v.Value) != "" && !strings.Contains(allTyped(t, overtaken), v.Value) {
				t.Errorf("%s: %s lost %q:\n%s", name, block, v.Value, raw(t, overtaken))
			}
		}
	})
}

// anyValue is something that a person may leave in an input.
func anyValue(t *rapid.T, e slack.BlockElement) StateValue {
	of := func(options []*slack.OptionBlockObject) StateValue {
		o := rapid.SampledFrom(options).Draw(t, "option")
		return StateValue{Option: o.Value, Said: o.Text.Text}
	}
	switch e := e.(type) {
	case *slack.PlainTextInputBlockElement:
		typed := rapid.OneOf(naughty(), rapid.StringN(0, 3000, -1)).Draw(t, "typed")
		return text(clip(strings.ToValidUTF8(typed, "\uFFFD"), e.MaxLength)) // as it comes out of JSON
	case *slack.DatePickerBlockElement:
		return StateValue{Date: at(rapid.IntRange(0, 100000).Draw(t, "date")).Format(time.DateOnly)}
	case *slack.TimePickerBlockElement:
		return StateValue{Time: at(rapid.IntRange(0, 100000).Draw(t, "time")).Format("15:04")}
	case *slack.RadioButtonsBlockElement:
		return of(e.Options)
	case *slack.SelectBlockElement:
		options := slices.Clone(e.Options)
		for _, g := range e.OptionGroups {
			options = append(options, g.Options...)
		}
		return of(options)
	}
	return StateValue{}
}

// holds reports whether a value is in the input of its block, or in what is shown to be copied.
func holds(t *rapid.T, m Modal, block string, v StateValue) bool {
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

// allTyped is the text that stands in a dialog to be sent in or copied, in one piece.
func allTyped(t reporter, m Modal) string {
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
			if err := json.Unmarshal(raw(t, b), &box); err != nil {
				t.Fatalf("%v", err)
			}
			shown.WriteString(box.Elements[0].Elements[0].Text)
		}
	}
	return kept.String() + "\n" + shown.String()
}

func TestWhatWasTypedIsReadAsOneNoteHoweverLongItIs(t *testing.T) {
	long := strings.Repeat("A long story. ", 400)
	typed := asSent(LostModal(&lead.Lead{ID: 1042}, book(t)), map[string]StateValue{fieldNote: text(long)})
	drawn := Overtaken(Late{Said: answer("No."), Lead: claimed(t).lead, Notable: true}, typed)
	taken(t, drawn)
	values := map[string]StateValue{}
	for _, b := range drawn.Blocks.BlockSet {
		if in, ok := b.(*slack.InputBlock); ok {
			values[in.BlockID] = text(in.Element.(*slack.PlainTextInputBlockElement).InitialValue)
		}
	}
	words, errs := ReadKept(filled(drawn, values))
	if words != "Note: "+long || errs != nil {
		t.Errorf("read %d characters, %v", len(words), errs)
	}
	if _, errs := ReadKept(View{}); errs[fieldNote] == "" {
		t.Error("nothing is saved as a note")
	}
}
