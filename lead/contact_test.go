package lead_test

import (
	"slices"
	"testing"
	"time"

	"dibs/lead"
)

func TestConversationsAndTouchesOfMarketingPressAndUnansweredAttemptsDoNot(t *testing.T) {
	for name, c := range map[string]struct {
		position string
		by       lead.Actor
		outcome  lead.Outcome
		presses  bool
	}{
		"a rep reaches them":            {"untouched", ana, lead.Reached, true},
		"they ask to be called back":    {"untouched", ana, lead.CallBack, true},
		"they reply":                    {"qualified", ana, lead.Replied, true},
		"they book a meeting":           {"contacted", ana, lead.MeetingSet, true},
		"they object":                   {"contacted", ana, lead.AskedNotTo, true},
		"a qualifier reaches them":      {"inquiry", dan, lead.Reached, true},
		"nobody answers the rep":        {"untouched", ana, lead.NoAnswer, false},
		"the rep leaves a message":      {"untouched", ana, lead.Voicemail, false},
		"a rep's mail":                  {"contacted", ana, lead.Sent, false},
		"nobody answers the qualifier":  {"inquiry", dan, lead.NoAnswer, false},
		"marketing sends something":     {"nurturing", max, lead.Sent, true},
		"marketing reaches them":        {"nurturing", max, lead.Reached, true},
		"nobody answers marketing":      {"nurturing", max, lead.NoAnswer, false},
		"what marketing sends bounces":  {"nurturing", max, lead.Bounced, false},
		"marketing has a wrong number":  {"nurturing", max, lead.WrongNumber, false},
		"a manager mails for marketing": {"nurturing", mia, lead.Sent, true},
	} {
		t.Run(name, func(t *testing.T) {
			l := positions[c.position](t)
			before, at := len(l.Touches), t0.Add(time.Hour)
			touch := call
			touch.Outcome, touch.Pressed = c.outcome, true
			if got := l.Presses(touch); got != c.presses {
				t.Errorf("Presses: %t", got)
			}
			l.TakeEvents()
			must(t, l.LogContact(c.by, touch, at))
			if pressed := len(l.Touches) > before; pressed != c.presses || pressed && !l.Touches[before].Equal(at) {
				t.Errorf("touches %v, want the attempt to count: %t", l.Touches, c.presses)
			}
			if f := l.TakeEvents()[0].Facts; !f.Pressed {
				t.Errorf("the event does not record that it was done knowingly: %+v", f)
			}
			consistent(t, l)
		})
	}
}

func TestWhatMarketingSendsIsNoAttemptThatNobodyAnswered(t *testing.T) {
	l := positions["nurturing"](t)
	l.TakeEvents()
	must(t, l.LogContact(max, lead.Touch{Method: lead.Email, Outcome: lead.Sent}, t0.Add(time.Hour)))
	if f := l.TakeEvents()[0].Facts; l.Attempts != 0 || f.Attempt != 0 {
		t.Errorf("%d attempts without an answer, and attempt %d in the event; want none", l.Attempts, f.Attempt)
	}
}

func TestAnObjectionHoldsInEveryStageAndForEverybodyButAManager(t *testing.T) {
	object := call
	object.Outcome = lead.AskedNotTo
	for position, by := range map[string]lead.Actor{"inquiry": dan, "nurturing": max, "untouched": ana, "qualified": ana} {
		l := positions[position](t)
		must(t, l.LogContact(by, object, t0))
		before := l.Clone()
		if got := why(t, l.LogContact(by, call, t0)); got != lead.WhyObjection {
			t.Errorf("%s: refused with %q", position, got)
		}
		unchanged(t, before, l)
		must(t, l.LogContact(mia, call, t0))
		must(t, l.LogContact(mia, object, t0))
		if !slices.Equal(l.Objections, []lead.Method{lead.Call}) {
			t.Errorf("%s: objections %v", position, l.Objections)
		}
	}
}

func TestAnObjectionOutlivesMarketingAndANewOwner(t *testing.T) {
	l := positions["untouched"](t)
	object := call
	object.Outcome = lead.AskedNotTo
	must(t, l.LogContact(ana, object, t0))
	must(t, l.HandBackToMarketing(ana, later, t0))
	if got := why(t, l.LogContact(max, call, t0)); got != lead.WhyObjection {
		t.Errorf("marketing is refused with %q", got)
	}
	must(t, l.Wake(asNew, later.WakeAt))
	must(t, l.Claim(ben, later.WakeAt))
	if got := why(t, l.LogContact(ben, call, later.WakeAt)); got != lead.WhyObjection {
		t.Errorf("the next owner is refused with %q", got)
	}
}

func TestANextStepGivenToANurturedLeadIsWhenItWakes(t *testing.T) {
	l := positions["nurturing"](t)
	must(t, l.LogContact(max, call, t0))
	if got := l.Clocks[lead.ClockWake].Start; !got.Equal(call.Next.At) || l.Next != nil {
		t.Errorf("it wakes at %v, want %v; next step %v", got, call.Next.At, l.Next)
	}
	none := call
	none.Next = nil
	must(t, l.LogContact(max, none, t0))
	if got := l.Clocks[lead.ClockWake].Start; !got.Equal(call.Next.At) {
		t.Errorf("without a next step it wakes at %v", got)
	}
}
