package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"dibs/lead"
)

func TestDialogsAreDrawnAsSlackTakesThem(t *testing.T) {
	inquiry, fresh, owned, done := tell(t, curious, at(60)), tell(t, hot, at(60)), contacted(t), qualified(t)
	pb := inquiry.pb
	asleep, pressed := tell(t, curious, at(60)), contacted(t)
	asleep.saved(asleep.lead.SendToMarketing(asleep.actor("dan", at(75)), lead.Nurture{Channel: "#marketing", WakeAt: at(60 * 24 * 30), Reason: "no budget"}, at(75)))
	pressed.lead.Touches = append(pressed.lead.Touches, at(80))
	alone := sceneOf(inquiry, at(90))
	alone.Crew = lead.Crew{}
	busy := sceneOf(contacted(t).away("ben", at(60), at(24*60)), at(70))
	busy.Hands = map[lead.PersonID]int{"carla": 3, "mia": 1}
	alike := sceneOf(fresh, at(70))
	alike.Alike = []lead.Match{
		{Lead: numbered(owned.lead, 998), Same: lead.SamePerson}, {Lead: numbered(tell(t, hot, at(50)).lead, 999), Same: lead.SameCompany},
	}
	known := answeredByTwo(t)
	for name, view := range map[string]slack.ModalViewRequest{
		"certify":             QualifyModal(sceneOf(inquiry, at(72))),
		"certify_alone":       QualifyModal(alone),
		"qualify":             QualifyModal(sceneOf(owned, at(90))),
		"qualify_again":       QualifyModal(sceneOf(done, at(90))),
		"qualify_known":       QualifyModal(sceneOf(known, at(90))),
		"log_contact":         LogContactModal(owned.lead, pb, at(90)),
		"log_contact_inquiry": LogContactModal(inquiry.lead, pb, at(90)),
		"log_contact_asleep":  LogContactModal(asleep.lead, pb, at(90)),
		"log_contact_pressed": LogContactModal(pressed.lead, pb, at(90)),
		"snooze":              SnoozeModal(owned.lead, pb),
		"not_a_fit":           NotAFitModal(fresh.lead, pb),
		"to_marketing":        ToMarketingModal(inquiry.lead, pb),
		"hand_back":           HandBackModal(owned.lead, pb),
		"pass":                PassModal(fresh.lead, pb),
		"hand_back_marketing": BackToMarketingModal(owned.lead, pb),
		"assign":              AssignModal(busy),
		"assign_nobody":       AssignModal(alone),
		"won":                 WonModal(owned.lead, pb),
		"lost":                LostModal(owned.lead, pb),
		"disqualify":          DisqualifyModal(inquiry.lead, pb),
		"merge":               MergeModal(sceneOf(fresh, at(70))),
		"merge_alike":         MergeModal(alike),
		"new_lead":            NewLeadModal(NewLead{}, nil, pb),
		"new_lead_known":      NewLeadModal(NewLead{Known: hot}, nil, pb),
	} {
		t.Run(name, func(t *testing.T) { golden(t, "modal/"+name, view) })
	}
}

func TestQualifyBeginsWithWhatTheSourceSaidItMayBeWorth(t *testing.T) {
	s := contacted(t)
	s.lead.Value = lead.Money{Minor: 1_200_000, Currency: "GBP"}
	drawn := string(raw(t, QualifyModal(sceneOf(s, at(90)))))
	if !strings.Contains(drawn, `"initial_value":"12,000"`) || !strings.Contains(drawn, `"initial_option":{"text":{"type":"plain_text","text":"GBP"`) {
		t.Errorf("the amount does not begin with £12,000:\n%s", drawn)
	}
	if won := string(raw(t, WonModal(s.lead, s.pb))); strings.Contains(won, "12,000") {
		t.Errorf("Won takes the source's guess for what was paid:\n%s", won)
	}
}

func sceneOf(s *story, now time.Time) Scene {
	return Scene{Lead: s.lead, Events: s.events, Crew: s.crew, Playbook: s.pb, Now: now}
}

// answeredByTwo is a lead of which Dan answered some questions, and Ana others.
func answeredByTwo(t testing.TB) *story {
	s := tell(t, curious, at(60))
	dans := lead.Answers{"authority": lead.Yes, "budget": lead.Yes, "need": lead.Yes, "footprint": lead.Yes, "timing": lead.No}
	s.saved(s.lead.Certify(s.actor("dan", at(75)), lead.Verdict{Answers: dans}, s.pb.Checklist(),
		s.pb.Judge(s.lead, at(75)), lead.Nurture{}, at(75)))
	s.saved(s.lead.Claim(s.actor("ana", at(80)), at(80)))
	s.lead.Checklist["budget"] = lead.No
	return s
}

// filled is a dialog as it is sent in: what was drawn, with the inputs filled.
func filled(drawn slack.ModalViewRequest, values map[string]StateValue) View {
	v := View{CallbackID: drawn.CallbackID, PrivateMetadata: drawn.PrivateMetadata, Values: map[string]map[string]StateValue{}}
	for block, value := range values {
		v.Values[block] = map[string]StateValue{inputID: value}
	}
	return v
}

func option1(v string) StateValue { return StateValue{Option: v} }
func text(v string) StateValue    { return StateValue{Value: v} }

func TestADialogKnowsItsLeadAndWhetherItMoved(t *testing.T) {
	s := claimed(t)
	target, err := TargetOf(filled(LostModal(s.lead, s.pb), nil))
	if err != nil || target.Lead != 1042 || target.Version != s.lead.Version {
		t.Fatalf("the dialog is about %+v, %v", target, err)
	}
	if target.Moved(s.lead) {
		t.Error("a lead that did not change is said to have moved")
	}
	s.saved(s.lead.HandBackToPool(s.actor("ana", at(70)), "wrong team", "", at(70)))
	if !target.Moved(s.lead) {
		t.Error("a lead that was handed back is said not to have moved")
	}
	if _, err := TargetOf(View{PrivateMetadata: "{}"}); err == nil {
		t.Error("a dialog about nothing was read")
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
	now := at(0) // Monday 16 November, 03:00 in New York
	reached := func(next map[string]StateValue) map[string]StateValue {
		next[fieldOutcome], next[fieldNote], next[fieldNext] = option1("call:reached"), text("Wants a quote"), text("send  offer")
		return next
	}
	local := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, newYork).UTC()
	}
	cases := []struct {
		name   string
		values map[string]StateValue
		at     time.Time
		errs   map[string]string
	}{
		{"tomorrow", reached(map[string]StateValue{fieldWhen: option1(whenTomorrow)}), local(17, 9, 0), nil},
		{"in three days", reached(map[string]StateValue{fieldWhen: option1(whenIn3Days)}), local(19, 9, 0), nil},
		{"next Monday, said on a Monday", reached(map[string]StateValue{fieldWhen: option1(whenMonday)}), local(23, 9, 0), nil},
		{"tomorrow at another time", reached(map[string]StateValue{fieldWhen: option1(whenTomorrow), fieldTime: {Time: "14:30"}}), local(17, 14, 30), nil},
		{"on a day", reached(map[string]StateValue{fieldDate: {Date: "2026-11-20"}, fieldTime: {Time: "16:00"}}), local(20, 16, 0), nil},
		{"a day goes before a quick choice", reached(map[string]StateValue{fieldWhen: option1(whenTomorrow), fieldDate: {Date: "2026-11-20"}}), local(20, 9, 0), nil},
		{"a day that is over", reached(map[string]StateValue{fieldDate: {Date: "2026-11-15"}}), time.Time{}, map[string]string{fieldDate: "Choose a time that lies ahead."}},
		{"as planned", reached(map[string]StateValue{fieldWhen: option1("planned:1795420800")}), time.Unix(1795420800, 0).UTC(), nil},
		{"as planned, but that is over", reached(map[string]StateValue{fieldWhen: option1("planned:1700000000")}), time.Time{}, map[string]string{fieldWhen: "That time is over. Choose one that lies ahead."}},
		{"what, but not when", reached(map[string]StateValue{}), time.Time{}, map[string]string{fieldWhen: "And when?"}},
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
	if _, errs := ReadLogContact(View{}, newYork, now); errs[fieldOutcome] == "" {
		t.Error("an empty dialog is taken")
	}
}

func TestAVerdictIsReadWithOnlyTheAnswersGiven(t *testing.T) {
	s := contacted(t)
	v := filled(QualifyModal(sceneOf(s, at(90))), map[string]StateValue{
		questionBlock("authority"): option1("yes"), questionBlock("budget"): option1("unknown"), questionBlock("need"): {},
		fieldGut: option1("4"), fieldAmount: text("31.200,50"), fieldCurrency: option1("EUR"), fieldNote: text("Keen"),
	})
	got, errs := ReadVerdict(v, s.crew, newYork, at(0))
	want := lead.Verdict{
		Answers: lead.Answers{"authority": lead.Yes, "budget": lead.Unknown}, Gut: 4, Amount: lead.Money{Minor: 3120050, Currency: "EUR"}, Note: "Keen",
	}
	if diff := cmp.Diff(want, got); diff != "" || errs != nil {
		t.Errorf("read with errors %v (-want +got):\n%s", errs, diff)
	}
	for typed, want := range map[string]string{"": "Please give an amount: an opportunity has one, if only a first estimate.", "much": errAmount.Error()} {
		v.Values[fieldAmount] = map[string]StateValue{inputID: text(typed)}
		if _, errs := ReadVerdict(v, s.crew, newYork, at(0)); errs[fieldAmount] != want {
			t.Errorf("amount %q is answered with %q", typed, errs[fieldAmount])
		}
	}
}

func TestGivingALeadAwayNeedsAReason(t *testing.T) {
	s := claimed(t)
	v := filled(HandBackModal(s.lead, s.pb), map[string]StateValue{
		fieldTo: option1(toMarketing), fieldReason: option1("no budget"), fieldDate: {Date: "2027-01-04"}, fieldNote: text("Next year"),
	})
	marketing, got, errs := ReadHandBack(v, newYork, at(0))
	want := lead.Nurture{Reason: "no budget", Note: "Next year", WakeAt: time.Date(2027, 1, 4, 9, 0, 0, 0, newYork).UTC()}
	if diff := cmp.Diff(want, got); diff != "" || !marketing || errs != nil {
		t.Errorf("to marketing %t, errors %v (-want +got):\n%s", marketing, errs, diff)
	}
	if _, _, errs := ReadHandBack(View{}, newYork, at(0)); errs[fieldReason] == "" {
		t.Error("handing back without a reason is taken")
	}
	if _, _, errs := ReadReason(View{}); errs[fieldReason] == "" {
		t.Error("losing without a reason is taken")
	}
	if _, errs := ReadNurture(filled(slack.ModalViewRequest{}, map[string]StateValue{fieldReason: option1("x"), fieldDate: {Date: "2026-11-01"}}), newYork, at(0)); errs[fieldDate] == "" {
		t.Error("a date that is over is taken")
	}
	if _, errs := ReadAssign(View{}); errs[fieldTo] == "" {
		t.Error("assigning to nobody is taken")
	}
}

func TestAMovedStepAndAWonAmountAreRead(t *testing.T) {
	s := contacted(t)
	v := filled(SnoozeModal(s.lead, s.pb), map[string]StateValue{fieldWhen: option1(whenMonday), fieldReason: text(" on holiday ")})
	when, reason, errs := ReadSnooze(v, newYork, at(0))
	if want := time.Date(2026, 11, 23, 9, 0, 0, 0, newYork); !when.Equal(want) || reason != "on holiday" || errs != nil {
		t.Errorf("moved to %v because of %q, %v", when, reason, errs)
	}
	if _, _, errs := ReadSnooze(View{}, newYork, at(0)); errs[fieldWhen] == "" {
		t.Error("a step moved to no time is taken")
	}
	v = filled(WonModal(s.lead, s.pb), map[string]StateValue{fieldAmount: text("1,000"), fieldCurrency: option1("USD"), fieldNote: text("Signed")})
	if amount, note, errs := ReadWon(v); amount != (lead.Money{Minor: 100000, Currency: "USD"}) || note != "Signed" || errs != nil {
		t.Errorf("won %v, %q, %v", amount, note, errs)
	}
	if amount, _, errs := ReadWon(View{}); !amount.IsZero() || errs != nil {
		t.Errorf("won without an amount is read as %v, %v", amount, errs)
	}
	if reason := ReadPass(filled(PassModal(s.lead, s.pb), map[string]StateValue{fieldReason: text("on the road")})); reason != "on the road" {
		t.Errorf("passed because of %q", reason)
	}
}

func TestANewLeadIsReadFromAnyMixOfNameAndEmail(t *testing.T) {
	read := func(who, country string) (lead.Inquiry, map[string]string) {
		return ReadNewLead(filled(slack.ModalViewRequest{}, map[string]StateValue{
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
		t.Errorf("nobody from Germany is answered with %v", errs)
	}
}

func TestAMergeIsReadByNumber(t *testing.T) {
	s := tell(t, hot, at(60))
	read := func(typed string) (lead.ID, map[string]string) {
		return ReadMerge(filled(MergeModal(sceneOf(s, at(70))), map[string]StateValue{fieldLead: text(typed)}))
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
	s := contacted(t)
	s.lead.Touches = append(s.lead.Touches, at(80))
	read := func(box ...string) lead.Touch {
		touch, errs := ReadLogContact(filled(LogContactModal(s.lead, s.pb, at(90)), map[string]StateValue{
			fieldOutcome: option1("call:reached"), fieldWhen: option1(whenTomorrow), fieldPressed: {Options: box},
		}), newYork, at(90))
		if errs != nil {
			t.Fatal(errs)
		}
		return touch
	}
	if !read(fieldPressed).Pressed || read().Pressed {
		t.Error("the box is not read as it was ticked")
	}
}

func TestARefusalOfWhatWasTypedStandsBelowItsInput(t *testing.T) {
	s := contacted(t)
	now := at(90)
	a := s.actor("ana", now)
	for field, err := range map[string]error{
		fieldAmount:                s.lead.Qualify(a, lead.Verdict{Answers: lead.Answers{"authority": "yes", "budget": "yes", "need": "yes", "footprint": "yes"}}, s.pb.Checklist(), now),
		questionBlock("authority"): s.lead.Qualify(a, lead.Verdict{}, s.pb.Checklist(), now),
		fieldNext:                  s.lead.LogContact(a, lead.Touch{Method: lead.Call, Outcome: lead.Reached}, now),
		fieldOutcome:               s.lead.LogContact(a, lead.Touch{}, now),
		fieldReason:                s.lead.Lose(a, lead.Money{}, "", "", now),
		fieldWhen:                  s.lead.Snooze(a, at(0), "", now),
	} {
		errs := FieldErrors(refusedAs(t, err), s.pb)
		if len(errs) != 1 || errs[field] == "" {
			t.Errorf("%v stands below %v, want %s", err, errs, field)
		}
	}
	if errs := FieldErrors(&lead.Refusal{Why: lead.WhyOwned}, s.pb); errs != nil {
		t.Errorf("a refusal that is about no input stands below %v", errs)
	}
}

func TestAnOverflowChoiceNamesActionAndLead(t *testing.T) {
	action, id, ok := ParseChoice("assign:1042")
	if action != ActionAssign || id != 1042 || !ok {
		t.Errorf("read %q, %v, %t", action, id, ok)
	}
	for _, broken := range []string{"", "assign", "assign:x", "explode:1042", ":1", strings.Repeat("9", 40)} {
		if action, id, ok := ParseChoice(broken); ok {
			t.Errorf("%q was read as %q on %v", broken, action, id)
		}
	}
}

func TestADialogIsAnsweredWhereItWasAskedFor(t *testing.T) {
	drawn := PassModal(&lead.Lead{ID: 7}, book(t))
	for asked, want := range map[string]string{"C2COPY": "C2COPY", "D1DIRECT": "", "": "C1HOME"} {
		target, err := TargetOf(View{PrivateMetadata: AskedIn(asked, drawn).PrivateMetadata})
		if err != nil {
			t.Fatal(err)
		}
		if got := target.AnswerIn("C1HOME"); got != want || target.Lead != 7 {
			t.Errorf("asked for in %q it is answered in %q, want %q", asked, got, want)
		}
	}
}
