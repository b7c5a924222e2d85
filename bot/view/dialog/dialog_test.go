package dialog

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/viewtest"
	"dibs/bot/view/wording"
	"dibs/lead"
)

func TestDialogsAreDrawnAsSlackTakesThem(t *testing.T) {
	inquiry, fresh, owned, done := viewtest.Tell(t, viewtest.Curious, viewtest.At(60)), viewtest.Tell(t, viewtest.Hot, viewtest.At(60)), viewtest.Contacted(t), viewtest.Qualified(t)
	pb := inquiry.Pb
	asleep, pressed := viewtest.Tell(t, viewtest.Curious, viewtest.At(60)), viewtest.Contacted(t)
	asleep.Saved(asleep.Lead.SendToMarketing(asleep.Actor("dan", viewtest.At(75)), lead.Nurture{Channel: "#marketing", WakeAt: viewtest.At(60 * 24 * 30), Reason: "no budget"}, viewtest.At(75)))
	pressed.Lead.Touches = append(pressed.Lead.Touches, viewtest.At(80))
	alone := sceneOf(inquiry, viewtest.At(90))
	alone.Crew = lead.Crew{}
	busy := sceneOf(viewtest.Contacted(t).Away("ben", viewtest.At(60), viewtest.At(24*60)), viewtest.At(70))
	busy.Hands = map[lead.PersonID]int{"carla": 3, "mia": 1}
	alike := sceneOf(fresh, viewtest.At(70))
	alike.Alike = []lead.Match{
		{Lead: viewtest.Numbered(owned.Lead, 998), On: lead.SamePerson}, {Lead: viewtest.Numbered(viewtest.Tell(t, viewtest.Hot, viewtest.At(50)).Lead, 999), On: lead.SameCompany},
	}
	known := answeredByTwo(t)
	for name, view := range map[string]slack.ModalViewRequest{
		"certify":             Qualify(sceneOf(inquiry, viewtest.At(72))),
		"certify_alone":       Qualify(alone),
		"qualify":             Qualify(sceneOf(owned, viewtest.At(90))),
		"qualify_again":       Qualify(sceneOf(done, viewtest.At(90))),
		"qualify_known":       Qualify(sceneOf(known, viewtest.At(90))),
		"log_contact":         LogContact(owned.Lead, pb, viewtest.At(90)),
		"log_contact_inquiry": LogContact(inquiry.Lead, pb, viewtest.At(90)),
		"log_contact_asleep":  LogContact(asleep.Lead, pb, viewtest.At(90)),
		"log_contact_pressed": LogContact(pressed.Lead, pb, viewtest.At(90)),
		"snooze":              Snooze(owned.Lead, pb),
		"not_a_fit":           NotAFit(fresh.Lead, pb),
		"to_marketing":        ToMarketing(inquiry.Lead, pb),
		"hand_back":           HandBack(owned.Lead, pb),
		"pass":                Pass(fresh.Lead, pb),
		"hand_back_marketing": BackToMarketing(owned.Lead, pb),
		"assign":              Assign(busy),
		"assign_nobody":       Assign(alone),
		"won":                 Won(owned.Lead, pb),
		"lost":                Lost(owned.Lead, pb),
		"disqualify":          Disqualify(inquiry.Lead, pb),
		"merge":               Merge(sceneOf(fresh, viewtest.At(70))),
		"merge_alike":         Merge(alike),
		"new_lead":            Register(NewLead{}, nil, pb),
		"new_lead_known":      Register(NewLead{Known: viewtest.Hot}, nil, pb),
	} {
		t.Run(name, func(t *testing.T) { viewtest.Golden(t, "modal/"+name, view) })
	}
}

func TestQualifyBeginsWithWhatTheSourceSaidItMayBeWorth(t *testing.T) {
	s := viewtest.Contacted(t)
	s.Lead.Value = lead.Money{Minor: 1_200_000, Currency: "GBP"}
	drawn := string(viewtest.Raw(t, Qualify(sceneOf(s, viewtest.At(90)))))
	if !strings.Contains(drawn, `"initial_value":"12,000"`) || !strings.Contains(drawn, `"initial_option":{"text":{"type":"plain_text","text":"GBP"`) {
		t.Errorf("the amount is not prefilled with £12,000:\n%s", drawn)
	}
	if won := string(viewtest.Raw(t, Won(s.Lead, s.Pb))); strings.Contains(won, "12,000") {
		t.Errorf("Won is prefilled with the source's estimate:\n%s", won)
	}
}

func sceneOf(s *viewtest.Story, now time.Time) Scene {
	return Scene{Lead: s.Lead, Events: s.Events, Crew: s.Crew, Playbook: s.Pb, Now: now}
}

// answeredByTwo returns a lead with some questions answered by Dan and others by Ana.
func answeredByTwo(t testing.TB) *viewtest.Story {
	s := viewtest.Tell(t, viewtest.Curious, viewtest.At(60))
	dans := lead.Answers{"authority": lead.Yes, "budget": lead.Yes, "need": lead.Yes, "footprint": lead.Yes, "timing": lead.No}
	s.Saved(s.Lead.Certify(s.Actor("dan", viewtest.At(75)), lead.Verdict{Answers: dans}, s.Pb.Checklist(),
		s.Pb.Judge(s.Lead, viewtest.At(75)), lead.Nurture{}, viewtest.At(75)))
	s.Saved(s.Lead.Claim(s.Actor("ana", viewtest.At(80)), viewtest.At(80)))
	s.Lead.Checklist["budget"] = lead.No
	return s
}

// filled is a dialog as it is submitted: as it was drawn, with the inputs filled in.
func filled(drawn slack.ModalViewRequest, values map[string]bot.StateValue) bot.View {
	v := bot.View{CallbackID: drawn.CallbackID, PrivateMetadata: drawn.PrivateMetadata, Values: map[string]map[string]bot.StateValue{}}
	for block, value := range values {
		v.Values[block] = map[string]bot.StateValue{inputID: value}
	}
	return v
}

func option1(v string) bot.StateValue { return bot.StateValue{Option: v} }
func text(v string) bot.StateValue    { return bot.StateValue{Value: v} }

func TestADialogKnowsItsLeadAndWhetherItMoved(t *testing.T) {
	s := viewtest.Claimed(t)
	target, err := view.TargetOf(filled(Lost(s.Lead, s.Pb), nil))
	if err != nil || target.Lead != 1042 || target.Version != s.Lead.Version {
		t.Fatalf("the dialog is about %+v, %v", target, err)
	}
	if target.Moved(s.Lead) {
		t.Error("a lead that did not change counts as moved")
	}
	s.Saved(s.Lead.HandBackToPool(s.Actor("ana", viewtest.At(70)), "wrong team", "", viewtest.At(70)))
	if !target.Moved(s.Lead) {
		t.Error("a lead that was handed back does not count as moved")
	}
	if _, err := view.TargetOf(bot.View{PrivateMetadata: "{}"}); err == nil {
		t.Error("a dialog about no lead was accepted")
	}
}

var newYork = func() *time.Location {
	z, err := time.LoadLocation("America/New_York")
	if err != nil {
		panic(err)
	}
	return z
}()

func TestAContactIsReadWithItsNextStepInTheZoneOfTheActor(t *testing.T) {
	now := viewtest.At(0) // Monday 16 November, 03:00 in New York
	reached := func(next map[string]bot.StateValue) map[string]bot.StateValue {
		next[fieldOutcome], next[fieldNote], next[fieldNext] = option1("call:reached"), text("Wants a quote"), text("send  offer")
		return next
	}
	local := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, newYork).UTC()
	}
	cases := []struct {
		name   string
		values map[string]bot.StateValue
		at     time.Time
		errs   map[string]string
	}{
		{"tomorrow", reached(map[string]bot.StateValue{fieldWhen: option1(whenTomorrow)}), local(17, 9, 0), nil},
		{"in three days", reached(map[string]bot.StateValue{fieldWhen: option1(whenIn3Days)}), local(19, 9, 0), nil},
		{"next Monday, said on a Monday", reached(map[string]bot.StateValue{fieldWhen: option1(whenMonday)}), local(23, 9, 0), nil},
		{"tomorrow at another time", reached(map[string]bot.StateValue{fieldWhen: option1(whenTomorrow), fieldTime: {Time: "14:30"}}), local(17, 14, 30), nil},
		{"on a day", reached(map[string]bot.StateValue{fieldDate: {Date: "2026-11-20"}, fieldTime: {Time: "16:00"}}), local(20, 16, 0), nil},
		{"a day goes before a quick choice", reached(map[string]bot.StateValue{fieldWhen: option1(whenTomorrow), fieldDate: {Date: "2026-11-20"}}), local(20, 9, 0), nil},
		{"a day that is over", reached(map[string]bot.StateValue{fieldDate: {Date: "2026-11-15"}}), time.Time{}, map[string]string{fieldDate: "Choose a time in the future."}},
		{"as planned", reached(map[string]bot.StateValue{fieldWhen: option1("planned:1795420800")}), time.Unix(1795420800, 0).UTC(), nil},
		{"as planned, but that is over", reached(map[string]bot.StateValue{fieldWhen: option1("planned:1700000000")}), time.Time{}, map[string]string{fieldWhen: "That time has passed. Choose one in the future."}},
		{"what, but not when", reached(map[string]bot.StateValue{}), time.Time{}, map[string]string{fieldWhen: "Choose when."}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, errs := ReadLogContact(filled(slack.ModalViewRequest{}, c.values), newYork, now)
			want := lead.Touch{Method: lead.Call, Outcome: lead.Reached, Note: "Wants a quote"}
			if !c.at.IsZero() {
				want.Next = &lead.NextStep{What: "send offer", At: c.at}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("read (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.errs, errs); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
		})
	}
	if _, errs := ReadLogContact(bot.View{}, newYork, now); errs[fieldOutcome] == "" {
		t.Error("an empty dialog was accepted")
	}
}

func TestAVerdictIsReadWithOnlyTheAnswersGiven(t *testing.T) {
	s := viewtest.Contacted(t)
	v := filled(Qualify(sceneOf(s, viewtest.At(90))), map[string]bot.StateValue{
		questionBlock("authority"): option1("yes"), questionBlock("budget"): option1("unknown"), questionBlock("need"): {},
		fieldGut: option1("4"), fieldAmount: text("31.200,50"), fieldCurrency: option1("EUR"), fieldNote: text("Keen"),
	})
	got, errs := ReadVerdict(v, s.Crew, newYork, viewtest.At(0))
	want := lead.Verdict{
		Answers: lead.Answers{"authority": lead.Yes, "budget": lead.Unknown}, GutRating: 4, Amount: lead.Money{Minor: 3120050, Currency: "EUR"}, Note: "Keen",
	}
	if diff := cmp.Diff(want, got); diff != "" || errs != nil {
		t.Errorf("read with errors %v (-want +got):\n%s", errs, diff)
	}
	for typed, want := range map[string]string{"": "Enter an amount. A first estimate is enough.", "much": wording.ErrAmount.Error()} {
		v.Values[fieldAmount] = map[string]bot.StateValue{inputID: text(typed)}
		if _, errs := ReadVerdict(v, s.Crew, newYork, viewtest.At(0)); errs[fieldAmount] != want {
			t.Errorf("amount %q got the error %q", typed, errs[fieldAmount])
		}
	}
}

func TestGivingALeadAwayNeedsAReason(t *testing.T) {
	s := viewtest.Claimed(t)
	v := filled(HandBack(s.Lead, s.Pb), map[string]bot.StateValue{
		fieldTo: option1(toMarketing), fieldReason: option1("no budget"), fieldDate: {Date: "2027-01-04"}, fieldNote: text("Next year"),
	})
	marketing, got, errs := ReadHandBack(v, newYork, viewtest.At(0))
	want := lead.Nurture{Reason: "no budget", Note: "Next year", WakeAt: time.Date(2027, 1, 4, 9, 0, 0, 0, newYork).UTC()}
	if diff := cmp.Diff(want, got); diff != "" || !marketing || errs != nil {
		t.Errorf("to marketing %t, errors %v (-want +got):\n%s", marketing, errs, diff)
	}
	if _, _, errs := ReadHandBack(bot.View{}, newYork, viewtest.At(0)); errs[fieldReason] == "" {
		t.Error("handing back without a reason was accepted")
	}
	if _, _, errs := ReadReason(bot.View{}); errs[fieldReason] == "" {
		t.Error("losing without a reason was accepted")
	}
	if _, errs := ReadNurture(filled(slack.ModalViewRequest{}, map[string]bot.StateValue{fieldReason: option1("x"), fieldDate: {Date: "2026-11-01"}}), newYork, viewtest.At(0)); errs[fieldDate] == "" {
		t.Error("a date in the past was accepted")
	}
	if _, errs := ReadAssign(bot.View{}); errs[fieldTo] == "" {
		t.Error("assigning to nobody was accepted")
	}
}

func TestAMovedStepAndAWonAmountAreRead(t *testing.T) {
	s := viewtest.Contacted(t)
	v := filled(Snooze(s.Lead, s.Pb), map[string]bot.StateValue{fieldWhen: option1(whenMonday), fieldReason: text(" on holiday ")})
	when, reason, errs := ReadSnooze(v, newYork, viewtest.At(0))
	if want := time.Date(2026, 11, 23, 9, 0, 0, 0, newYork); !when.Equal(want) || reason != "on holiday" || errs != nil {
		t.Errorf("moved to %v because of %q, %v", when, reason, errs)
	}
	if _, _, errs := ReadSnooze(bot.View{}, newYork, viewtest.At(0)); errs[fieldWhen] == "" {
		t.Error("moving a step to no time was accepted")
	}
	v = filled(Won(s.Lead, s.Pb), map[string]bot.StateValue{fieldAmount: text("1,000"), fieldCurrency: option1("USD"), fieldNote: text("Signed")})
	if amount, note, errs := ReadWon(v); amount != (lead.Money{Minor: 100000, Currency: "USD"}) || note != "Signed" || errs != nil {
		t.Errorf("won %v, %q, %v", amount, note, errs)
	}
	if amount, _, errs := ReadWon(bot.View{}); !amount.IsZero() || errs != nil {
		t.Errorf("won without an amount is read as %v, %v", amount, errs)
	}
	if reason := ReadPass(filled(Pass(s.Lead, s.Pb), map[string]bot.StateValue{fieldReason: text("on the road")})); reason != "on the road" {
		t.Errorf("passed because of %q", reason)
	}
}

func TestANewLeadIsReadFromAnyMixOfNameAndEmail(t *testing.T) {
	read := func(who, country string) (lead.Inquiry, map[string]string) {
		return ReadNewLead(filled(slack.ModalViewRequest{}, map[string]bot.StateValue{
			fieldWho: text(who), fieldCompany: text(" Brandt  Logistik"), fieldMessage: text("A demo,\nplease"), fieldCountry: text(country),
			fieldSource: option1("referral"),
		}), Draft{})
	}
	for who, want := range map[string]lead.Contact{
		"Nadia Rahman":                           {Name: "Nadia Rahman"},
		"nadia@Brandt.example":                   {Email: "nadia@brandt.example"},
		"Nadia Rahman nadia@brandt.example":      {Name: "Nadia Rahman", Email: "nadia@brandt.example"},
		"Nadia Rahman <nadia@brandt.example>":    {Name: "Nadia Rahman", Email: "nadia@brandt.example"},
		"nadia@brandt.example (Nadia Rahman)":    {Name: "Nadia Rahman", Email: "nadia@brandt.example"},
		"\"Rahman, Nadia\" nadia@brandt.example": {Name: "Rahman, Nadia", Email: "nadia@brandt.example"},
		"Nadia Rahman +49 30 901820":             {Name: "Nadia Rahman", Phone: "+49 30 901820"},
		"030/901820 nadia@brandt.example Nadia":  {Name: "Nadia", Email: "nadia@brandt.example", Phone: "030/901820"},
	} {
		in, errs := read(who, "de")
		if diff := cmp.Diff(want, in.Contact); diff != "" || errs != nil {
			t.Errorf("%q is read with errors %v (-want +got):\n%s", who, errs, diff)
		}
		if in.Company.Name != "Brandt Logistik" || in.Company.Country != "DE" || in.Source != "referral" || in.Message != "A demo,\nplease" {
			t.Errorf("read %+v", in)
		}
	}
	if _, errs := read("  ", "Germany"); errs[fieldWho] == "" || errs[fieldCountry] == "" {
		t.Errorf("a lead without a name, from Germany, got the errors %v", errs)
	}
}

func TestAMergeIsReadByNumber(t *testing.T) {
	s := viewtest.Tell(t, viewtest.Hot, viewtest.At(60))
	read := func(typed string) (lead.ID, map[string]string) {
		return ReadMerge(filled(Merge(sceneOf(s, viewtest.At(70))), map[string]bot.StateValue{fieldLead: text(typed)}))
	}
	if id, errs := read(" #998 "); id != 998 || errs != nil {
		t.Errorf("read %v, %v", id, errs)
	}
	for _, typed := range []string{"", "acme", "-1", "1042"} {
		if id, errs := read(typed); errs[fieldLead] == "" {
			t.Errorf("%q is read as %v", typed, id)
		}
	}
}

func TestAContactBeyondTheLimitIsReadAsWanted(t *testing.T) {
	s := viewtest.Contacted(t)
	s.Lead.Touches = append(s.Lead.Touches, viewtest.At(80))
	read := func(box ...string) lead.Touch {
		touch, errs := ReadLogContact(filled(LogContact(s.Lead, s.Pb, viewtest.At(90)), map[string]bot.StateValue{
			fieldOutcome: option1("call:reached"), fieldWhen: option1(whenTomorrow), fieldPressed: {Options: box},
		}), newYork, viewtest.At(90))
		if errs != nil {
			t.Fatal(errs)
		}
		return touch
	}
	if !read(fieldPressed).Pressed || read().Pressed {
		t.Error("the checkbox is not read as it was ticked")
	}
}

func TestARefusalOfWhatWasTypedStandsBelowItsInput(t *testing.T) {
	s := viewtest.Contacted(t)
	now := viewtest.At(90)
	a := s.Actor("ana", now)
	for field, err := range map[string]error{
		fieldAmount:                s.Lead.Qualify(a, lead.Verdict{Answers: lead.Answers{"authority": "yes", "budget": "yes", "need": "yes", "footprint": "yes"}}, s.Pb.Checklist(), now),
		questionBlock("authority"): s.Lead.Qualify(a, lead.Verdict{}, s.Pb.Checklist(), now),
		fieldNext:                  s.Lead.LogContact(a, lead.Touch{Method: lead.Call, Outcome: lead.Reached}, now),
		fieldOutcome:               s.Lead.LogContact(a, lead.Touch{}, now),
		fieldReason:                s.Lead.Lose(a, lead.Money{}, "", "", now),
		fieldWhen:                  s.Lead.Snooze(a, viewtest.At(0), "", now),
	} {
		errs := FieldErrors(viewtest.RefusedAs(t, err))
		if len(errs) != 1 || errs[field] == "" {
			t.Errorf("%v is shown below %v, want %s", err, errs, field)
		}
	}
	if errs := FieldErrors(&lead.Refusal{Why: lead.WhyOwned}); errs != nil {
		t.Errorf("a refusal that is about no input is shown below %v", errs)
	}
}

func TestAnOverflowChoiceNamesActionAndLead(t *testing.T) {
	action, id, ok := view.ParseChoice("assign:1042")
	if action != view.ActionAssign || id != 1042 || !ok {
		t.Errorf("read %q, %v, %t", action, id, ok)
	}
	for _, broken := range []string{"", "assign", "assign:x", "explode:1042", ":1", strings.Repeat("9", 40)} {
		if action, id, ok := view.ParseChoice(broken); ok {
			t.Errorf("%q was read as %q on %v", broken, action, id)
		}
	}
}

func TestADialogIsAnsweredWhereItWasAskedFor(t *testing.T) {
	drawn := Pass(&lead.Lead{ID: 7}, viewtest.Book(t))
	for asked, want := range map[string]string{"C2COPY": "C2COPY", "D1DIRECT": "", "": "C1HOME"} {
		target, err := view.TargetOf(bot.View{PrivateMetadata: view.AskedIn(asked, drawn).PrivateMetadata})
		if err != nil {
			t.Fatal(err)
		}
		if got := target.AnswerIn("C1HOME"); got != want || target.Lead != 7 {
			t.Errorf("opened in %q, it is answered in %q, want %q", asked, got, want)
		}
	}
}
