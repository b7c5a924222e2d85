package lead_test

import (
	"errors"
	"testing"
	"time"

	"dibs/lead"
)

func why(t *testing.T, err error) lead.RefusalReason {
	t.Helper()
	var r *lead.Refusal
	if !errors.As(err, &r) {
		t.Fatalf("%v, want a refusal", err)
	}
	return r.Why
}

func TestAHoldKeepsOtherQualifiersOffForHalfAnHour(t *testing.T) {
	l := positions["inquiry"](t)
	must(t, l.Call(dan, t0))
	if got := why(t, l.Call(eve, t0.Add(29*time.Minute))); got != lead.WhyHeld {
		t.Errorf("another qualifier is refused with %q", got)
	}
	if got := why(t, l.Call(mia, t0.Add(time.Minute))); got != lead.WhyHeld {
		t.Errorf("a manager who wants to call the same person is refused with %q", got)
	}
	must(t, l.Clone().SendToMarketing(mia, later, t0.Add(time.Minute))) // but may decide
	must(t, l.Call(dan, t0.Add(20*time.Minute)))                        // and the holder may extend the hold
	if got := why(t, l.Call(eve, t0.Add(49*time.Minute))); got != lead.WhyHeld {
		t.Errorf("an extended hold refuses with %q", got)
	}
	must(t, l.Call(eve, t0.Add(50*time.Minute)))
}

func TestACheckedListDecidesAnInquiry(t *testing.T) {
	for name, c := range map[string]struct {
		answers lead.Answers
		stage   lead.Stage
		reason  string
		refused lead.RefusalReason
	}{
		"all required yes":                 {lead.Answers{"authority": lead.Yes}, lead.StageNew, "", ""},
		"a required no is not a lead now":  {lead.Answers{"authority": lead.No}, lead.StageNurturing, "authority", ""},
		"unknown must be asked first":      {lead.Answers{"authority": lead.Unknown}, lead.StageInquiry, "", lead.WhyFailed},
		"not answered must be asked first": {nil, lead.StageInquiry, "", lead.WhyFailed},
		"an optional no changes nothing":   {lead.Answers{"authority": lead.Yes, "timing": lead.No}, lead.StageNew, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			l := positions["inquiry"](t)
			err := l.Certify(dan, lead.Verdict{Answers: c.answers}, questions, asNew, later, t0)
			if c.refused != "" {
				if got := why(t, err); got != c.refused {
					t.Errorf("refused with %q, want %q", got, c.refused)
				}
			} else if err != nil {
				t.Fatal(err)
			}
			if l.Stage != c.stage || l.Reason != c.reason {
				t.Errorf("stage %s (%q), want %s (%q)", l.Stage, l.Reason, c.stage, c.reason)
			}
		})
	}
}

func TestQualifyingNeedsTheChecklistAndAnAmountAndKeepsEarlierAnswers(t *testing.T) {
	l := positions["contacted"](t)
	if got := why(t, l.Qualify(ana, lead.Verdict{Amount: yes.Amount}, questions, t0)); got != lead.WhyFailed {
		t.Errorf("an open question is refused with %q", got)
	}
	if got := why(t, l.Qualify(ana, lead.Verdict{Answers: yes.Answers}, questions, t0)); got != lead.WhyMissing {
		t.Errorf("a missing amount is refused with %q", got)
	}
	certified := positions["inquiry"](t)
	must(t, certified.Certify(dan, yes, questions, asNew, later, t0))
	must(t, certified.Claim(ana, t0))
	must(t, certified.Qualify(ana, lead.Verdict{Amount: yes.Amount}, questions, t0))
}

func TestAnObjectionIsRememberedAndOnlyAManagerMayGoBeyondIt(t *testing.T) {
	l := positions["contacted"](t)
	no := call
	no.Outcome = lead.AskedNotTo
	must(t, l.LogContact(ana, no, t0))
	if got := why(t, l.LogContact(ana, call, t0)); got != lead.WhyObjection {
		t.Errorf("a call after 'do not call' is refused with %q", got)
	}
	mail := call
	mail.Method = lead.Email
	must(t, l.LogContact(ana, mail, t0))
	must(t, l.LogContact(mia, call, t0))
}

func TestALapsedClaimGoesToThePoolAndTheSameRepWaitsADay(t *testing.T) {
	l := positions["untouched"](t)
	l.Climb([]lead.Step{{Clock: lead.ClockContact, After: time.Hour, Do: lead.DoRelease}}, t0)
	if l.Stage != lead.StageNew || l.Owner != lead.NoOne || l.Handoffs != 1 {
		t.Fatalf("stage %s, owner %q, %d hand-offs", l.Stage, l.Owner, l.Handoffs)
	}
	if got := why(t, l.Claim(ana, t0.Add(23*time.Hour))); got != lead.WhyLapsed {
		t.Errorf("the same rep is refused with %q", got)
	}
	must(t, l.Clone().Claim(ben, t0.Add(time.Minute)))
	must(t, l.Claim(ana, t0.Add(24*time.Hour)))
}

func TestAnOfferNobodyAnswersFallsToThePoolAndAnOwnedLeadStaysWhereItIs(t *testing.T) {
	lapse := []lead.Step{{Clock: lead.ClockAccept, After: time.Hour, Do: lead.DoReassign}}
	l := positions["offered"](t)
	l.Climb(lapse, t0)
	must(t, l.Claim(ben, t0))

	owned := positions["contacted"](t)
	must(t, owned.Assign(ana, member(ben), t0))
	if owned.Owner != ana.ID {
		t.Fatalf("the offer alone moved the lead to %q", owned.Owner)
	}
	owned.Climb(lapse, t0)
	if owned.Owner != ana.ID || owned.Offer != nil {
		t.Errorf("after the offer lapsed: owner %q, offer %v", owned.Owner, owned.Offer)
	}
	must(t, owned.Assign(ana, member(ben), t0))
	must(t, owned.Accept(ben, t0))
	if owned.Owner != ben.ID || owned.Handoffs != 2 { // the offer that lapsed, and the one that moved it
		t.Errorf("after Accept: owner %q, %d hand-offs", owned.Owner, owned.Handoffs)
	}
}

func TestAClockStopsOnlyAtWhatItWaitsFor(t *testing.T) {
	l := positions["untouched"](t)
	must(t, l.Qualify(ana, yes, questions, t0.Add(time.Minute)))
	if !running(l.Clocks, lead.ClockContact) {
		t.Error("qualifying stopped the clock to the first contact")
	}
	must(t, l.LogContact(ana, call, t0.Add(2*time.Minute)))
	if running(l.Clocks, lead.ClockContact) {
		t.Error("a contact attempt did not stop the clock to the first contact")
	}
	if got := l.Clocks[lead.ClockNext].Start; !got.Equal(call.Next.At) {
		t.Errorf("the next step's clock counts from %v, want the planned date, %v", got, call.Next.At)
	}
	if got := l.Clocks[lead.ClockStale].Start; !got.Equal(t0.Add(2 * time.Minute)) {
		t.Errorf("the stale clock counts from %v, want the last action", got)
	}
}

func TestNotAFitCanBeTakenBackForTenMinutesAndItsClockRunsOn(t *testing.T) {
	l := positions["pool"](t)
	must(t, l.RejectAsNotAFit(ana, later, t0.Add(time.Minute)))
	late := l.Clone()
	if got := why(t, late.UndoLast(ana, t0.Add(11*time.Minute+time.Second))); got != lead.WhyTooLate {
		t.Errorf("after ten minutes the undo is refused with %q", got)
	}
	if got := why(t, l.UndoLast(ben, t0.Add(2*time.Minute))); got != lead.WhyRole {
		t.Errorf("another rep is refused with %q", got)
	}
	must(t, l.UndoLast(ana, t0.Add(11*time.Minute)))
	if c := l.Clocks[lead.ClockClaim]; l.Stage != lead.StageNew || !c.Start.Equal(t0) {
		t.Errorf("stage %s, claim clock since %v, want new since %v", l.Stage, c.Start, t0)
	}
}

func TestTheBackupActsForAnOwnerWhoIsAwayAndTheCreditStays(t *testing.T) {
	crew := lead.Crew{
		"ana": {Person: lead.Person{ID: "ana", AwayAt: t0}, Role: lead.RoleRep, Team: "emea", Backup: "ben"},
		"ben": {Person: lead.Person{ID: "ben"}, Role: lead.RoleRep, Team: "emea"},
	}
	l := positions["contacted"](t)
	if got := why(t, l.LogContact(crew.Actor("ben", t0.Add(-time.Second)), call, t0)); got != lead.WhyRole {
		t.Errorf("before the absence the backup is refused with %q", got)
	}
	must(t, l.LogContact(crew.Actor("ben", t0), call, t0))
	events := l.TakeEvents()
	if last := events[len(events)-1]; l.Owner != "ana" || last.By != "ben" || last.Facts.For != "ana" {
		t.Errorf("owner %q, event by %q for %q", l.Owner, last.By, last.Facts.For)
	}
}

func TestANurturedLeadWakesWithTheQualifiersOnlyWhenSomebodyPutItOff(t *testing.T) {
	put := positions["untouched"](t)
	must(t, put.HandBackToMarketing(ana, later, t0))
	must(t, put.Wake(asNotNow, later.WakeAt))
	if put.Stage != lead.StageInquiry || put.Channel != "#qualify" {
		t.Errorf("a lead put off by a person wakes as %s in %s", put.Stage, put.Channel)
	}
	cold := positions["nurturing"](t)
	must(t, cold.Wake(asNotNow, later.WakeAt))
	if cold.Stage != lead.StageNurturing {
		t.Errorf("a newsletter reader wakes as %s", cold.Stage)
	}
}

func TestAskingAgainAddsInterestFillsGapsAndWakes(t *testing.T) {
	l := positions["nurturing"](t)
	again := lead.Register(lead.Inquiry{
		Engagement: "contact_form", Contact: lead.Contact{Phone: "+493055501"}, Company: lead.Company{Name: "Keller AG"},
	}, lead.Dibs(), asNotNow, t0)
	l.AddRepeatInquiry(again, func(*lead.Lead, time.Time) lead.Judgement { return asNew }, t0.Add(time.Hour))
	if l.Stage != lead.StageNew || len(l.Engagements) != 2 || l.Contact.Phone == "" || l.Company.Name == "" {
		t.Errorf("%s, %v, %+v, %+v", l.Stage, l.Engagements, l.Contact, l.Company)
	}
}

func TestReopeningGivesTheLeadToItsLastOwnerIfStillThere(t *testing.T) {
	l := positions["lost"](t)
	gone := member(ana)
	gone.Deleted = true
	left := l.Clone()
	must(t, left.Reopen(mia, gone, t0))
	if left.Stage != lead.StageNew {
		t.Errorf("with its owner gone the stage is %s, want new", left.Stage)
	}
	must(t, l.Reopen(mia, member(ana), t0))
	if l.Owner != ana.ID || !running(l.Clocks, lead.ClockContact) {
		t.Errorf("owner %q, clocks %v", l.Owner, l.Clocks)
	}
}
