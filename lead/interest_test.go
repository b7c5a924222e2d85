package lead_test

import (
	"testing"
	"time"

	"dibs/lead"
)

// judged returns a judge function that always gives the same judgement.
func judged(j lead.Judgement) func(*lead.Lead, time.Time) lead.Judgement {
	return func(*lead.Lead, time.Time) lead.Judgement { return j }
}

// with returns a changed copy of a judgement.
func with(j lead.Judgement, change func(*lead.Judgement)) lead.Judgement {
	j.Score = lead.Score{Potential: 40, Engagement: 35, Temperature: lead.Hot, At: t0.Add(time.Hour)}
	j.PlaybookID = "v2"
	change(&j)
	return j
}

var (
	same   = func(*lead.Judgement) {}
	warmed = func(j *lead.Judgement) { j.Wakes = true }
	held   = func(j *lead.Judgement) { j.HeldUntil = t0.AddDate(0, 0, 7) }
)

func TestASignOfInterestScoresAtOnceAndBringsANurturedLeadBackWhenItIsReady(t *testing.T) {
	for name, c := range map[string]struct {
		position string
		judged   lead.Judgement
		stage    lead.Stage
		channel  string
	}{
		"not ready yet":                      {"nurturing", with(asNotNow, same), lead.StageNurturing, "#marketing"},
		"warmed up":                          {"nurturing", with(asNotNow, warmed), lead.StageInquiry, "#qualify"},
		"for the qualifiers":                 {"nurturing", with(asAsk, same), lead.StageInquiry, "#qualify"},
		"meets the definition":               {"nurturing", with(asNew, same), lead.StageNew, "#leads"},
		"meets it, but its campaign is held": {"nurturing", with(asNew, held), lead.StageNurturing, "#marketing"},
		"warmed up, but its campaign is held": {
			"nurturing", with(asNotNow, func(j *lead.Judgement) { held(j); warmed(j) }), lead.StageNurturing, "#marketing",
		},
		"already with the qualifiers": {"inquiry", with(asNew, warmed), lead.StageInquiry, "#qualify"},
		"already unclaimed":           {"pool", with(asAsk, warmed), lead.StageNew, "#leads"},
		"already offered":             {"offered", with(asNotNow, warmed), lead.StageNew, "#leads"},
		"owned":                       {"contacted", with(asNotNow, warmed), lead.StageWorking, "#leads"},
		"won":                         {"won", with(asNew, warmed), lead.StageWon, "#leads"},
		"lost":                        {"lost", with(asNew, warmed), lead.StageLost, "#leads"},
		"disqualified":                {"disqualified", with(asNew, warmed), lead.StageDisqualified, "#leads"},
		"merged":                      {"merged", with(asNew, warmed), lead.StageMerged, "#leads"},
	} {
		t.Run(name, func(t *testing.T) {
			l := positions[c.position](t)
			l.TakeEvents()
			was := l.Clone()
			l.Engage("webinar", judged(c.judged), t0.Add(time.Hour))
			if l.Stage != c.stage || l.Channel != c.channel {
				t.Errorf("stage %s in %s, want %s in %s", l.Stage, l.Channel, c.stage, c.channel)
			}
			if l.Score.Engagement != 35 || l.Score.Temperature != lead.Hot || l.PlaybookID != "v2" {
				t.Errorf("score %+v by playbook %s", l.Score, l.PlaybookID)
			}
			if n := len(l.Engagements); l.Engagements[n-1] != (lead.Interest{Event: "webinar", At: t0.Add(time.Hour)}) {
				t.Errorf("engagements %v", l.Engagements)
			}
			moved := was.Stage != l.Stage
			want := []lead.Kind{lead.Engaged, lead.Judged}
			if moved {
				want = []lead.Kind{lead.Engaged, lead.Woken, lead.Judged}
			}
			events := l.TakeEvents()
			for i, e := range events {
				if i >= len(want) || e.Kind != want[i] {
					t.Fatalf("events %v, want %v", events, want)
				}
			}
			if f := events[len(events)-1].Facts; (f.Route != nil) != (moved && l.Stage == lead.StageNew) || f.Score.Engagement != 35 {
				t.Errorf("facts %+v, want a route only if it was routed", f)
			}
			if !moved && (l.Offer == nil) != (was.Offer == nil) {
				t.Errorf("the offer %v became %v", was.Offer, l.Offer)
			}
			consistent(t, l)
		})
	}
}

func TestWhatAPersonPutOffComesBackEarlyOnlyWhenItWarmedUpOrAsksAgain(t *testing.T) {
	again := &lead.Lead{Inquiry: lead.Inquiry{Engagement: "contact_form"}}
	for name, c := range map[string]struct {
		do    func(*lead.Lead)
		stage lead.Stage
	}{
		"opens a newsletter": {func(l *lead.Lead) { l.Engage("newsletter", judged(with(asNew, same)), t0) }, lead.StageNurturing},
		"has warmed up":      {func(l *lead.Lead) { l.Engage("webinar", judged(with(asNew, warmed)), t0) }, lead.StageNew},
		"asks again":         {func(l *lead.Lead) { l.AddRepeatInquiry(again, judged(with(asNew, same)), t0) }, lead.StageNew},
	} {
		l := positions["pool"](t)
		must(t, l.RejectAsNotAFit(ana, later, t0))
		c.do(l)
		if l.Stage != c.stage {
			t.Errorf("%s: stage %s, want %s", name, l.Stage, c.stage)
		}
	}
}

func TestAnInquiryFromElsewhereEndsTheHoldOfACampaign(t *testing.T) {
	for name, c := range map[string]struct {
		campaign string
		judged   lead.Judgement
		stage    lead.Stage
	}{
		"registers twice for the event":        {"fair-2026", with(asNew, held), lead.StageNurturing},
		"asks on the website":                  {"", with(asNew, held), lead.StageNew},
		"asks through another campaign":        {"autumn", with(asAsk, held), lead.StageInquiry},
		"asks elsewhere, and is not ready yet": {"", with(asNotNow, held), lead.StageNurturing},
	} {
		t.Run(name, func(t *testing.T) {
			l := lead.Register(lead.Inquiry{Campaign: "fair-2026"}, lead.Dibs(), with(asNew, held), t0)
			if l.Stage != lead.StageNurturing || l.Channel != "#marketing" || !l.Clocks[lead.ClockWake].Start.Equal(t0.AddDate(0, 0, 7)) || l.PendingAssignment() != "" {
				t.Fatalf("while held: stage %s in %s, clocks %v, pending assignment %q", l.Stage, l.Channel, l.Clocks, l.PendingAssignment())
			}
			again := &lead.Lead{Inquiry: lead.Inquiry{Campaign: c.campaign, Engagement: "contact_form"}}
			l.AddRepeatInquiry(again, judged(c.judged), t0.Add(time.Hour))
			if l.Stage != c.stage {
				t.Errorf("stage %s, want %s", l.Stage, c.stage)
			}
			consistent(t, l)
		})
	}
}

func TestALeadThatWakesIsHeldBackByItsCampaignAndAPromiseStandsMeanwhile(t *testing.T) {
	until := t0.AddDate(0, 0, 7)
	l := positions["untouched"](t)
	must(t, l.HandBackToMarketing(ana, later, t0))
	must(t, l.Wake(with(asNew, held), t0))
	if l.Stage != lead.StageNurturing || l.Channel != "#marketing" || !l.Clocks[lead.ClockWake].Start.Equal(until) {
		t.Fatalf("while held: stage %s in %s, clocks %v", l.Stage, l.Channel, l.Clocks)
	}
	must(t, l.Wake(asNotNow, until))
	if l.Stage != lead.StageInquiry || l.Channel != "#qualify" || l.Reason != "" {
		t.Errorf("put off by a person and held, it ends as %s in %s with reason %q", l.Stage, l.Channel, l.Reason)
	}
}

func TestALeadPushedOnGoesToTheQualifiersAtLeastAndItsReasonIsHistory(t *testing.T) {
	for stage, j := range map[lead.Stage]lead.Judgement{lead.StageInquiry: asNotNow, lead.StageNew: asNew} {
		l := positions["untouched"](t)
		must(t, l.HandBackToMarketing(ana, later, t0))
		l.TakeEvents()
		must(t, l.BringBack(max, j, t0))
		if l.Stage != stage || l.Reason != "" || l.TakeEvents()[0].Facts.Reason != later.Reason {
			t.Errorf("brought back it is %s with reason %q, want %s", l.Stage, l.Reason, stage)
		}
	}
}

func TestNotAFitCannotBeUndoneOnceTheLeadWasPlacedAnew(t *testing.T) {
	l := positions["pool"](t)
	must(t, l.RejectAsNotAFit(ana, later, t0))
	must(t, l.BringBack(max, asAsk, t0.Add(time.Minute)))
	must(t, l.SendToMarketing(dan, later, t0.Add(2*time.Minute)))
	if got := why(t, l.UndoLast(ana, t0.Add(3*time.Minute))); got != lead.WhyStage {
		t.Errorf("refused with %q", got)
	}
}
