package lead_test

import (
	"slices"
	"testing"
	"time"

	"dibs/lead"
)

// place is what changes when a lead goes to a partner or comes back to us.
type place struct {
	stage   lead.Stage
	partner string
	channel string
	owner   lead.PersonID
	pool    []string
	clocks  []lead.ClockName
}

func placeOf(l *lead.Lead) place {
	p := place{l.Stage, l.Route.Partner, l.Channel, l.Owner, l.Pool, nil}
	for c := range l.Clocks {
		p.clocks = append(p.clocks, c)
	}
	slices.Sort(p.clocks)
	return p
}

func TestAPartnersLeadIsTheirsUntilTheyGiveItUpAndThenNeverAgain(t *testing.T) {
	theirs := []string{lead.PartnerTeam("gulf")}
	offered := place{lead.StageNew, "gulf", "#partner-gulf", "", theirs, []lead.ClockName{lead.ClockAccept}}
	owned := place{lead.StageWorking, "gulf", "#partner-gulf", "pia", theirs, []lead.ClockName{lead.ClockContact, lead.ClockStale}}
	home := place{lead.StageNew, "", "#leads", "", []string{"emea"}, []lead.ClockName{lead.ClockClaim}}
	at := t0.Add(time.Hour)
	accepted := func(t *testing.T, l *lead.Lead) { must(t, l.Accept(pia, t0)) }
	for name, c := range map[string]struct {
		do   func(*testing.T, *lead.Lead)
		want place
		deal lead.AssignReason
	}{
		"offered":  {nil, offered, ""},
		"accepted": {accepted, owned, ""},
		"passed":   {func(t *testing.T, l *lead.Lead) { must(t, l.Pass(pat, "no time", at)) }, home, lead.AssignAfterReturn},
		"lapsed":   {func(_ *testing.T, l *lead.Lead) { l.Climb(lapse, at) }, home, lead.AssignAfterReturn},
		"handed back": {func(t *testing.T, l *lead.Lead) {
			accepted(t, l)
			must(t, l.HandBackToPool(pia, "wrong country", "", at))
		}, home, lead.AssignAfterReturn},
		"released": {func(t *testing.T, l *lead.Lead) {
			accepted(t, l)
			l.Climb([]lead.Step{{Clock: lead.ClockContact, Do: lead.DoRelease}}, at)
		}, home, lead.AssignAfterReturn},
		"none of their people are in the workspace": {func(_ *testing.T, l *lead.Lead) {
			*l = *arriving(lead.Judgement{Stage: lead.StageNew, Route: toPartner})
			l.ReturnFromPartner(lead.NewRouteNote(lead.NotePartnerEmpty, "gulf"), at)
		}, home, lead.AssignOnArrival},
		"assigned by a manager": {
			func(t *testing.T, l *lead.Lead) { must(t, l.Assign(mia, member(ana), at)) },
			place{lead.StageNew, "", "#leads", "", []string{"emea"}, []lead.ClockName{lead.ClockAccept, lead.ClockClaim}},
			"",
		},
		"assigned by a manager while they work it": {
			func(t *testing.T, l *lead.Lead) {
				accepted(t, l)
				must(t, l.Assign(mia, member(ana), at))
			},
			place{
				lead.StageWorking, "gulf", "#partner-gulf", "pia", theirs,
				[]lead.ClockName{lead.ClockAccept, lead.ClockContact, lead.ClockStale},
			},
			"",
		},
		"and accepted by our own": {
			func(t *testing.T, l *lead.Lead) {
				accepted(t, l)
				must(t, l.Assign(mia, member(ana), at))
				must(t, l.Accept(ana, at))
			},
			place{lead.StageWorking, "", "#leads", "ana", theirs, []lead.ClockName{lead.ClockContact, lead.ClockStale}},
			"",
		},
		"not a fit": {
			func(t *testing.T, l *lead.Lead) { must(t, l.RejectAsNotAFit(pia, later, at)) },
			place{lead.StageNurturing, "gulf", "#marketing", "", nil, []lead.ClockName{lead.ClockWake}},
			"",
		},
		"not a fit, taken back": {func(t *testing.T, l *lead.Lead) {
			must(t, l.RejectAsNotAFit(pia, later, at))
			must(t, l.UndoLast(pia, at))
		}, offered, ""},
		"lost and reopened": {func(t *testing.T, l *lead.Lead) {
			accepted(t, l)
			must(t, l.Lose(pia, lead.Money{}, "price", "", at))
			must(t, l.Reopen(pia, member(pia), at))
		}, owned, ""},
	} {
		t.Run(name, func(t *testing.T) {
			l := partnered()
			if c.do != nil {
				c.do(t, l)
			}
			got := placeOf(l)
			if got.stage != c.want.stage || got.partner != c.want.partner || got.channel != c.want.channel || got.owner != c.want.owner ||
				!slices.Equal(got.pool, c.want.pool) || !slices.Equal(got.clocks, c.want.clocks) {
				t.Errorf("place\n%+v, want\n%+v", got, c.want)
			}
			if l.PendingAssignment() != c.deal {
				t.Errorf("pending assignment %q, want %q", l.PendingAssignment(), c.deal)
			}
			if c, ok := l.Clocks[lead.ClockClaim]; ok && !c.Start.Equal(at) {
				t.Errorf("our claim clock counts from %v, want the time it came back", c.Start)
			}
			consistent(t, l)
		})
	}
}

func TestOnlyThePeopleOfThePartnerAnswerTheirOffer(t *testing.T) {
	for _, a := range people {
		want := a.Team == lead.PartnerTeam("gulf")
		if err := partnered().Accept(a, t0); (err == nil) != want {
			t.Errorf("%s accepts: %v", a.ID, err)
		}
		if err := partnered().Pass(a, "busy", t0); (err == nil) != want {
			t.Errorf("%s declines: %v", a.ID, err)
		}
		if err := partnered().Claim(a, t0); err == nil {
			t.Errorf("%s could claim a lead that is offered to the partner", a.ID)
		}
	}
	if got := why(t, partnered().Accept(lead.Dibs(), t0)); got != lead.WhyRole {
		t.Errorf("Dibs' own Accept is refused with %q", got)
	}
}

func TestOfAPartnersPeopleTheFirstToAcceptHasIt(t *testing.T) {
	l := partnered()
	must(t, l.Accept(pia, t0.Add(time.Minute)))
	if got := why(t, l.Accept(pat, t0.Add(time.Minute))); got != lead.WhyOwned {
		t.Errorf("the second is refused with %q", got)
	}
	es := l.TakeEvents()
	if e := es[len(es)-1]; e.By != "pia" || e.Facts.Partner != "gulf" || e.Facts.For != lead.NoOne || e.Facts.Waited != time.Minute {
		t.Errorf("the event is %+v", e)
	}
}

func TestALeadThatCameHomeIsNotReopenedToThePartner(t *testing.T) {
	l := partnered()
	must(t, l.Accept(pia, t0))
	must(t, l.HandBackToPool(pia, "wrong country", "", t0))
	must(t, l.Disqualify(mia, "spam", "", t0))
	must(t, l.Reopen(mia, member(pia), t0))
	if l.Stage != lead.StageNew || l.Owner != lead.NoOne || l.Channel != "#leads" {
		t.Errorf("stage %s, owner %q, channel %s", l.Stage, l.Owner, l.Channel)
	}
}

func TestAManagerWhoTakesALeadFromThePartnersPoolTakesItHome(t *testing.T) {
	l := registered(lead.Judgement{Stage: lead.StageNew, Route: toPartner})
	if got := why(t, l.Claim(ana, t0)); got != lead.WhyRole {
		t.Errorf("our own rep is refused with %q", got)
	}
	theirs := l.Clone()
	must(t, theirs.Claim(pia, t0))
	must(t, l.Claim(mia, t0))
	if theirs.Channel != "#partner-gulf" || l.Channel != "#leads" || l.Route.Partner != "" {
		t.Errorf("claimed by the partner it is in %s, by a manager in %s", theirs.Channel, l.Channel)
	}
}

func TestAnOwnerWhoIsBackInTimeKeepsTheLeadWithoutAHandOff(t *testing.T) {
	l := partnered()
	must(t, l.Accept(pia, t0))
	l.Score.Temperature = lead.Hot
	l.OfferOnward()
	l.AutoAssign(lead.Choice{Reason: l.PendingAssignment(), Method: lead.ByPartner}, "gulf", t0)
	must(t, l.Accept(pia, t0))
	if l.Owner != pia.ID || l.Handoffs != 0 || len(l.PreviousHolders) != 0 {
		t.Errorf("owner %q, %d hand-offs, previous holders %v", l.Owner, l.Handoffs, l.PreviousHolders)
	}
}

func TestAnOfferToAnAbsentPartnersColleaguesIsMadeOnce(t *testing.T) {
	l := partnered()
	must(t, l.Accept(pia, t0))
	l.Score.Temperature = lead.Hot
	if !l.OfferOnward() {
		t.Fatal("the hot lead was not offered onward")
	}
	l.AutoAssign(lead.Choice{Reason: l.PendingAssignment(), Method: lead.ByPartner}, "gulf", t0)
	l.Climb(lapse, t0)
	if l.PendingAssignment() != "" || l.Owner != pia.ID || l.Offer != nil {
		t.Errorf("after the offer lapsed: owner %q, offer %v, pending assignment %q", l.Owner, l.Offer, l.PendingAssignment())
	}
}

func TestWhatAPartnerGaveBackToMarketingIsNotTheirsAnyMore(t *testing.T) {
	l := arriving(lead.Judgement{Stage: lead.StageNew, Route: toPartner})
	l.AutoAssign(lead.Choice{Method: lead.ByPartner}, "gulf", t0)
	if l.Partner() != "gulf" {
		t.Errorf("in the partner's channel its partner is %q", l.Partner())
	}
	must(t, l.Accept(pia, t0))
	must(t, l.HandBackToMarketing(pia, later, t0))
	if l.Partner() != "" {
		t.Errorf("with marketing its partner is still %q", l.Partner())
	}
}
