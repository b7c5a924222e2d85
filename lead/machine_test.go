package lead_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/lead"
)

// people are those of the tests, by id. Pia and Pat work for the partner gulf, Rex for another one.
var people = map[lead.PersonID]lead.Actor{}

var (
	pia = lead.Actor{ID: "pia", Role: lead.RolePartner, Team: lead.PartnerTeam("gulf")}
	pat = lead.Actor{ID: "pat", Role: lead.RolePartner, Team: lead.PartnerTeam("gulf")}
	rex = lead.Actor{ID: "rex", Role: lead.RolePartner, Team: lead.PartnerTeam("nordic")}
)

func init() {
	for _, a := range []lead.Actor{ana, ben, carla, dan, eve, mia, max, zoe, pia, pat, rex} {
		people[a.ID] = a
	}
}

var toPartner = lead.Route{
	Rule: "gulf", Channel: "#partner-gulf", SalesChannel: lead.ChannelDistributor, Team: "emea", Partner: "gulf", Home: "#leads",
}

// chance draws what happens to a lead, who does it, and how.
type chance struct {
	*rapid.T
	now time.Time
}

func (c chance) yes(what string) bool { return rapid.Bool().Draw(c.T, what) }

func (c chance) one(what string, of ...string) string { return rapid.SampledFrom(of).Draw(c.T, what) }

func (c chance) in(what string, days int) time.Time {
	return c.now.Add(time.Duration(rapid.IntRange(-1, 24*days).Draw(c.T, what)) * time.Hour)
}

func (c chance) actor(what string) lead.Actor {
	ids := slices.Sorted(maps.Keys(people))
	return people[rapid.SampledFrom(ids).Draw(c.T, what)]
}

// who draws an actor, in most cases one who may act.
func (c chance) who(l *lead.Lead) lead.Actor {
	may := []lead.Actor{mia, mia, c.actor("who")}
	if l.Owner != lead.NoOne {
		may = append(may, people[l.Owner], people[l.Owner])
	}
	switch o := l.Offer; {
	case o == nil:
	case o.Partner != "":
		may = append(may, pia, pat)
	default:
		may = append(may, people[o.To], people[o.To])
	}
	return rapid.SampledFrom(may).Draw(c.T, "of these")
}

func (c chance) judgement() lead.Judgement {
	r := route
	if c.yes("to the partner") {
		r = toPartner
	} else if c.yes("in turns") {
		r.Assign = lead.AssignRoundRobin
	}
	j := judgement(lead.Stage(c.one("judged", "new", "inquiry", "nurturing")), "#of-the-stage")
	j.Route, j.Wakes = r, c.yes("wakes")
	j.Score.Temperature = lead.Temperature(c.one("temperature", "hot", "warm", "cold"))
	if j.Stage == lead.StageNurturing {
		j.WakeAt = c.in("wake", 30)
	}
	if rapid.IntRange(0, 3).Draw(c.T, "held") == 0 {
		j.HeldUntil = c.in("held until", 10)
	}
	return j
}

func (c chance) nurture() lead.Nurture {
	return lead.Nurture{Channel: "#marketing", WakeAt: c.in("wake", 60), Reason: c.one("reason", "not now", "too small", "")}
}

func (c chance) verdict() lead.Verdict {
	v := lead.Verdict{
		Answers: lead.Answers{"authority": lead.Answer(c.one("authority", "yes", "yes", "no", "unknown"))},
		Amount:  lead.Money{Minor: 100, Currency: "EUR"},
	}
	if c.yes("hands over") {
		v.To = member(c.actor("to"))
	}
	if c.yes("a meeting is agreed") {
		v.Meeting = c.in("meeting", 20)
	}
	return v
}

func (c chance) touch() lead.Touch {
	x := lead.Touch{
		Method:  lead.Method(c.one("method", "call", "email", "visit", "")),
		Outcome: lead.Outcome(c.one("outcome", "reached", "no_answer", "sent", "asked_not_to", "")),
	}
	if c.yes("has a next step") {
		x.Next = &lead.NextStep{What: "call again", At: c.in("next", 20)}
	}
	return x
}

func (c chance) steps() []lead.Step {
	var steps []lead.Step
	for range rapid.IntRange(0, 3).Draw(c.T, "rungs") {
		steps = append(steps, lead.Step{
			Clock: lead.ClockName(c.one("clock", "qualify", "claim", "accept", "first_contact", "next_step", "stale")),
			After: time.Duration(rapid.IntRange(0, 50).Draw(c.T, "after")) * time.Minute,
			Do:    lead.RungAction(c.one("do", "remind", "widen", "reassign", "release")),
			To:    c.one("to", "#all", "#leads"), Teams: []string{"emea", "americas"}, Closed: c.yes("closed"),
		})
	}
	return steps
}

// happenings holds everything that can happen to a lead, through a person or by itself.
var happenings = map[string]func(chance, *lead.Lead, lead.Actor) error{
	"call": func(c chance, l *lead.Lead, a lead.Actor) error { return l.Call(a, c.now) },
	"certify": func(c chance, l *lead.Lead, a lead.Actor) error {
		return l.Certify(a, c.verdict(), questions, c.judgement(), c.nurture(), c.now)
	},
	"to marketing":   func(c chance, l *lead.Lead, a lead.Actor) error { return l.SendToMarketing(a, c.nurture(), c.now) },
	"push on":        func(c chance, l *lead.Lead, a lead.Actor) error { return l.BringBack(a, c.judgement(), c.now) },
	"wake":           func(c chance, l *lead.Lead, _ lead.Actor) error { return l.Wake(c.judgement(), c.now) },
	"claim":          func(c chance, l *lead.Lead, a lead.Actor) error { return l.Claim(a, c.now) },
	"assign":         func(c chance, l *lead.Lead, a lead.Actor) error { return l.Assign(a, member(c.actor("to")), c.now) },
	"accept":         func(c chance, l *lead.Lead, a lead.Actor) error { return l.Accept(a, c.now) },
	"accept, unsaid": func(c chance, l *lead.Lead, _ lead.Actor) error { return l.Accept(lead.Dibs(), c.now) },
	"pass":           func(c chance, l *lead.Lead, a lead.Actor) error { return l.Pass(a, "busy", c.now) },
	"not a fit":      func(c chance, l *lead.Lead, a lead.Actor) error { return l.RejectAsNotAFit(a, c.nurture(), c.now) },
	"contact":        func(c chance, l *lead.Lead, a lead.Actor) error { return l.LogContact(a, c.touch(), c.now) },
	"qualify":        func(c chance, l *lead.Lead, a lead.Actor) error { return l.Qualify(a, c.verdict(), questions, c.now) },
	"to the pool":    func(c chance, l *lead.Lead, a lead.Actor) error { return l.HandBackToPool(a, "wrong team", "", c.now) },
	"hand back":      func(c chance, l *lead.Lead, a lead.Actor) error { return l.HandBackToMarketing(a, c.nurture(), c.now) },
	"snooze":         func(c chance, l *lead.Lead, a lead.Actor) error { return l.Snooze(a, c.in("until", 20), "", c.now) },
	"win":            func(c chance, l *lead.Lead, a lead.Actor) error { return l.Win(a, lead.Money{}, "", c.now) },
	"lose":           func(c chance, l *lead.Lead, a lead.Actor) error { return l.Lose(a, lead.Money{}, "price", "", c.now) },
	"disqualify":     func(c chance, l *lead.Lead, a lead.Actor) error { return l.Disqualify(a, "spam", "", c.now) },
	"merge":          func(c chance, l *lead.Lead, a lead.Actor) error { return l.MergeInto(a, &lead.Lead{ID: 7}, c.now) },
	"absorb": func(c chance, l *lead.Lead, a lead.Actor) error {
		l.Absorb(a, &lead.Lead{ID: 8}, c.now)
		return nil
	},
	"take back": func(c chance, l *lead.Lead, a lead.Actor) error { return l.UndoLast(a, c.now) },
	"note": func(c chance, l *lead.Lead, a lead.Actor) error {
		return l.AddComment(a, c.one("words", "likes tea", ""), c.now)
	},
	"reopen": func(c chance, l *lead.Lead, a lead.Actor) error {
		last := member(people[l.LastOwner])
		last.Deleted = c.yes("gone")
		return l.Reopen(a, last, c.now)
	},
	"engage": func(c chance, l *lead.Lead, _ lead.Actor) error {
		l.Engage("webinar", func(*lead.Lead, time.Time) lead.Judgement { return c.judgement() }, c.now)
		return nil
	},
	"ask again": func(c chance, l *lead.Lead, _ lead.Actor) error {
		other := &lead.Lead{Inquiry: lead.Inquiry{Campaign: c.one("campaign", "", "fair"), Engagement: "contact_form"}}
		l.AddRepeatInquiry(other, func(*lead.Lead, time.Time) lead.Judgement { return c.judgement() }, c.now)
		return nil
	},
	"move on": func(c chance, l *lead.Lead, _ lead.Actor) error {
		if l.Offer != nil {
			l.MoveOn(l.Offer.To, c.now)
		}
		return nil
	},
	"somebody leaves": func(c chance, l *lead.Lead, a lead.Actor) error {
		before := l.Clone()
		leaver, heir := a.ID, lead.Member{}
		if to := c.actor("heir"); to.ID != leaver && (to.Role == lead.RoleRep || to.Leads()) {
			heir = member(to)
		}
		theirs := l.Owner == leaver || l.Offer != nil && l.Offer.To == leaver
		if l.HandOver(leaver, heir, c.now) != (theirs && (l.Open() || before.Open())) {
			c.Errorf("owner %s, offer %+v: handed over is not what it says when %s leaves", before.Owner, before.Offer, leaver)
		}
		if l.Open() && (l.Owner == leaver || l.Offer != nil && l.Offer.To == leaver) {
			c.Errorf("%s left and still has it", leaver)
		}
		return nil
	},
	"climb":        func(c chance, l *lead.Lead, _ lead.Actor) error { l.Climb(c.steps(), c.now); return nil },
	"offer onward": func(c chance, l *lead.Lead, _ lead.Actor) error { l.OfferOnward(); return nil },
}

// settle assigns the lead as a workflow does: to the partner of its route, to somebody who has not had it, or
// to nobody.
func (c chance) settle(l *lead.Lead) {
	why := l.PendingAssignment()
	if why == "" {
		return
	}
	if partner := l.Route.Partner; partner != "" && c.yes("the partner has people") {
		l.AutoAssign(lead.Choice{Reason: why, Method: lead.ByPartner}, partner, c.now)
		return
	}
	if l.Stage == lead.StageNew {
		l.ReturnFromPartner(lead.NewRouteNote(lead.NotePartnerEmpty, "gulf"), c.now)
	}
	choice := lead.Choice{Reason: why, Method: lead.AssignmentMethod(c.one("mode", "", "round_robin"))}
	for _, a := range []lead.Actor{ana, ben, carla} {
		if choice.Method != "" && a.ID != l.Owner && !slices.Contains(l.PreviousHolders, a.ID) && c.yes("chosen") && l.Route.Partner == "" {
			choice.Chosen = a.ID
		}
	}
	l.AutoAssign(choice, "", c.now)
}

func TestNoSequenceOfHappeningsLeavesALeadInconsistent(t *testing.T) {
	names := slices.Sorted(maps.Keys(happenings))
	rapid.Check(t, func(t *rapid.T) {
		c := chance{t, t0}
		l := lead.Register(lead.Inquiry{Source: "demo", Campaign: "fair"}, lead.Dibs(), c.judgement(), t0)
		l.ID = 1042
		c.settle(l)
		n := 0
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			c.now = c.now.Add(time.Duration(rapid.IntRange(0, 2000).Draw(t, "minutes")) * time.Minute)
			before := l.Clone()
			name := rapid.SampledFrom(names).Draw(t, "happening")
			if err := happenings[name](c, l, c.who(l)); err != nil {
				unchanged(t, before, l)
			}
			remembered(t, before, l, name)
			c.settle(l)
			consistent(t, l)
			apart(t, l)
			if l.PendingAssignment() != "" {
				t.Errorf("an assignment is still pending after it was settled: %s", l.PendingAssignment())
			}
			n = numbered(t, l, n)
			if t.Failed() {
				t.Fatalf("after %s", name)
			}
		}
	})
}

// numbered checks that the events are numbered consecutively from n, and that the last one has the lead's
// current stage and owner.
func numbered(t reporter, l *lead.Lead, n int) int {
	t.Helper()
	events := l.TakeEvents()
	for _, e := range events {
		if n++; e.N != n {
			t.Errorf("event %d is numbered %d", n, e.N)
		}
	}
	if l.EventCount != n {
		t.Errorf("%d events recorded, %d counted", n, l.EventCount)
	}
	if len(events) > 0 {
		if e := events[len(events)-1]; e.Stage != l.Stage || e.Owner != l.Owner {
			t.Errorf("the last event, %s, has stage %s and owner %q, but the lead has %s and %q", e.Kind, e.Stage, e.Owner, l.Stage, l.Owner)
		}
	}
	return n
}

// remembered checks that, while the lead is with sales, it remembers everyone who lost it or did not answer
// an offer of it.
func remembered(t reporter, before, after *lead.Lead, what string) {
	t.Helper()
	sells := func(l *lead.Lead) bool { return l.Stage == lead.StageNew || l.Stage.Owned() }
	if !sells(before) || !sells(after) {
		return
	}
	gone := slices.Clone(before.PreviousHolders)
	if before.Owner != after.Owner {
		gone = append(gone, before.Owner)
	}
	if (what == "pass" || what == "climb") && before.Offer != nil && after.Offer == nil && before.Owner == after.Owner {
		gone = append(gone, before.Offer.To)
	}
	for _, p := range gone {
		if p != lead.NoOne && !slices.Contains(after.PreviousHolders, p) {
			t.Errorf("after %s the lead forgot that %s had it: %v", what, p, after.PreviousHolders)
		}
	}
}
