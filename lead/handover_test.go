package lead_test

import (
	"testing"
	"time"

	"dibs/lead"
)

// thursday is when, according to the qualifier, somebody will meet the inquirer.
var thursday = t0.Add(72 * time.Hour)

// handedOver returns an inquiry that Dan certified and offered to Ana, with a meeting arranged for its future
// owner.
func handedOver(t *testing.T) *lead.Lead {
	t.Helper()
	l := positions["inquiry"](t)
	v := yes
	v.To, v.Meeting = member(ana), thursday
	must(t, l.Certify(dan, v, questions, asNew, later, t0))
	l.AutoAssign(lead.Choice{}, "", t0)
	return l
}

func TestACertifiedInquiryIsOfferedToTheRepWhomTheQualifierNames(t *testing.T) {
	l := handedOver(t)
	if o := l.Offer; o == nil || o.To != ana.ID || o.By != dan.ID || l.Stage != lead.StageNew {
		t.Fatalf("stage %s, offer %+v", l.Stage, l.Offer)
	}
	events := l.TakeEvents()
	certified, offered := events[len(events)-2], events[len(events)-1]
	if certified.Kind != lead.Certified || offered.Kind != lead.Offered || offered.Facts.From != lead.StageInquiry {
		t.Errorf("events %s, then %s from %q", certified.Kind, offered.Kind, offered.Facts.From)
	}
	if at := offered.Facts.NextAt; at == nil || !at.Equal(thursday) {
		t.Errorf("the offer says the meeting is at %v, want %v", at, thursday)
	}
	if got := why(t, l.Claim(ben, t0)); got != lead.WhyOffered {
		t.Errorf("a colleague's claim is refused with %q", got)
	}
	consistent(t, l)
}

func TestAnAgreedMeetingIsTheNextStepOfWhoeverTakesTheLead(t *testing.T) {
	for name, take := range map[string]func(l *lead.Lead) error{
		"the rep it is offered to": func(l *lead.Lead) error { return l.Accept(ana, t0.Add(time.Hour)) },
		"a rep of the pool, after the first rep declined": func(l *lead.Lead) error {
			must(t, l.Pass(ana, "busy", t0.Add(time.Hour)))
			l.AutoAssign(lead.Choice{}, "", t0.Add(time.Hour))
			return l.Claim(ben, t0.Add(time.Hour))
		},
		"a rep of the pool, after “Not a fit” was undone": func(l *lead.Lead) error {
			must(t, l.Pass(ana, "busy", t0.Add(time.Hour)))
			l.AutoAssign(lead.Choice{}, "", t0.Add(time.Hour))
			must(t, l.RejectAsNotAFit(ben, later, t0.Add(time.Hour)))
			if !l.Meeting.IsZero() {
				t.Error("the nurtured lead still has a meeting")
			}
			must(t, l.UndoLast(ben, t0.Add(61*time.Minute)))
			return l.Claim(ben, t0.Add(time.Hour))
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := handedOver(t)
			must(t, take(l))
			if l.Next == nil || !l.Next.At.Equal(thursday) || l.Next.What != "meeting" {
				t.Fatalf("the next step is %+v, want the meeting at %v", l.Next, thursday)
			}
			for _, c := range []lead.ClockName{lead.ClockNext, lead.ClockContact} {
				if got := l.Clocks[c].Start; !got.Equal(thursday) {
					t.Errorf("the clock %s counts from %v, want the time of the meeting", c, got)
				}
			}
			must(t, l.Snooze(mia, thursday.Add(time.Hour), "", t0.Add(2*time.Hour)))
			consistent(t, l)
		})
	}
}

func TestAMeetingThatIsOverWhenTheLeadIsTakenIsNoNextStep(t *testing.T) {
	l := handedOver(t)
	must(t, l.Accept(ana, thursday.Add(time.Minute)))
	if l.Next != nil || !l.Meeting.IsZero() {
		t.Errorf("the next step is %+v, the meeting at %v", l.Next, l.Meeting)
	}
	consistent(t, l)
}

func TestNothingIsHandedOverToWhoCannotTakeItOrForATimeThatIsOver(t *testing.T) {
	away := member(ana)
	away.AwayAt = t0.Add(-time.Hour)
	for name, c := range map[string]struct {
		to      lead.Member
		meeting time.Time
		want    lead.RefusalReason
	}{
		"away":            {away, time.Time{}, lead.WhyReceiver},
		"a qualifier":     {member(eve), time.Time{}, lead.WhyReceiver},
		"a time long ago": {member(ana), t0.Add(-time.Hour), lead.WhyMissing},
	} {
		t.Run(name, func(t *testing.T) {
			l := positions["inquiry"](t)
			before := l.Clone()
			v := yes
			v.To, v.Meeting = c.to, c.meeting
			if got := why(t, l.Certify(dan, v, questions, asNew, later, t0)); got != c.want {
				t.Errorf("refused with %q, want %q", got, c.want)
			}
			unchanged(t, before, l)
			v.Answers = lead.Answers{"authority": lead.No} // to marketing, so rep and meeting do not matter
			must(t, l.Certify(dan, v, questions, asNew, later, t0))
			if l.Stage != lead.StageNurturing || l.Offer != nil {
				t.Errorf("stage %s, offer %+v", l.Stage, l.Offer)
			}
		})
	}
}
