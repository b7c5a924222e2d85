package view

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"dibs/bot/view/viewtest"
	"dibs/bot/view/wording"
	"dibs/lead"
)

// stateOf names the state that a card's buttons depend on.
func stateOf(s *viewtest.Story, copied bool) string {
	l, said := s.Lead, []string{string(s.Lead.Stage)}
	say := func(when bool, word string) {
		if when {
			said = append(said, word)
		}
	}
	d := cardView{l: l, events: s.Events}
	say(l.Hold != nil, "held")
	say(d.undoable(), "undoable")
	say(l.Route.Partner != "", "partner")
	say(l.Offer != nil, "offered")
	say(l.Stage == lead.StageWorking && l.ContactedAt.IsZero(), "untouched")
	say(l.Stage == lead.StageWorking && !l.ContactedAt.IsZero() && l.Attempts > 0, "unanswered")
	say(l.Stage == lead.StageWorking && !l.ContactedAt.IsZero() && l.Attempts == 0, "reached")
	say(copied, "copy")
	return strings.Join(said, " ")
}

// states are all states that a card can be in.
func states() map[string]bool {
	all := map[string]bool{}
	of := func(stage lead.Stage, more ...string) {
		all[string(stage)] = true
		for _, m := range more {
			all[string(stage)+" "+m] = true
		}
	}
	of(lead.StageInquiry, "held")
	of(lead.StageNurturing, "undoable")
	of(lead.StageNew, "offered", "partner offered", "copy", "offered copy")
	of(lead.StageQualified, "offered", "partner")
	for _, touched := range []string{"untouched", "unanswered", "reached"} {
		of(lead.StageWorking, touched, "offered "+touched, "partner "+touched)
	}
	delete(all, string(lead.StageWorking)) // a lead being worked on is always in one of the three states above
	of(lead.StageWon, "partner")
	of(lead.StageLost)
	of(lead.StageDisqualified)
	of(lead.StageMerged)
	return all
}

func TestEveryStateOfACardHasAGoldenFile(t *testing.T) {
	seen, drawn := map[string]bool{}, map[string]bool{}
	for _, c := range viewtest.Lives {
		seen[stateOf(c.Tell(t), false)], drawn[c.Name] = true, true
	}
	for _, c := range viewtest.Copies {
		seen[stateOf(c.Tell(t), true)], drawn[c.Name] = true, true
	}
	for _, state := range slices.Sorted(maps.Keys(states())) {
		if !seen[state] {
			t.Errorf("no golden file shows a card in the state %q", state)
		}
	}
	for state := range seen {
		if !states()[state] {
			t.Errorf("a card has the state %q, which states() does not list", state)
		}
	}
	files, err := os.ReadDir("testdata/card")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if name := strings.TrimSuffix(f.Name(), ".golden.json"); !drawn[name] {
			t.Errorf("testdata/card/%s belongs to no card any more", f.Name())
		}
	}
}

func TestACardHasRoomForItsButtonsAndDetailsHaveAllTheRest(t *testing.T) {
	for _, c := range viewtest.Lives {
		t.Run(c.Name, func(t *testing.T) {
			s := c.Tell(t)
			d := cardView{Renderer: Renderer{Playbook: s.Pb, Crew: s.Crew}, l: s.Lead, events: s.Events}
			a := (buttonsView{d}).available()
			if n := len(a.buttons) + 1; n > 6 || len(a.menu) == 0 || len(a.menu) > 5 {
				t.Errorf("the card has %d elements and a menu of %d", n, len(a.menu))
			}
			all := slices.Concat(a.buttons, a.menu, a.rest)
			if twice := len(slices.Compact(slices.Sorted(slices.Values(all)))); twice != len(all) {
				t.Errorf("an action is offered twice: %v", all)
			}
			for _, want := range []string{ActionDetails, ActionCopyLink} {
				if !slices.Contains(slices.Concat(a.buttons, a.menu), want) {
					t.Errorf("the card does not offer %s: %v", labels[want], all)
				}
			}
			var rare []string
			for _, b := range (buttonsView{d}).rareButtons() {
				rare = append(rare, b.(*slack.ButtonBlockElement).ActionID)
			}
			for _, act := range slices.Concat(a.menu, a.rest) {
				if act != ActionDetails && !slices.Contains(rare, act) {
					t.Errorf("Details does not offer %s: %v", labels[act], rare)
				}
			}
		})
	}
}

func TestACardOffersNothingThatNobodyCanDo(t *testing.T) {
	try := map[string]func(l *lead.Lead, a lead.Actor) error{
		ActionCalling: func(l *lead.Lead, a lead.Actor) error { return l.Call(a, viewtest.At(100)) },
		ActionClaim:   func(l *lead.Lead, a lead.Actor) error { return l.Claim(a, viewtest.At(100)) },
		ActionAccept:  func(l *lead.Lead, a lead.Actor) error { return l.Accept(a, viewtest.At(100)) },
		ActionPass:    func(l *lead.Lead, a lead.Actor) error { return l.Pass(a, "", viewtest.At(100)) },
		ActionAssign:  func(l *lead.Lead, a lead.Actor) error { return l.Assign(a, lead.Member{}, viewtest.At(100)) },
		ActionSnooze:  func(l *lead.Lead, a lead.Actor) error { return l.Snooze(a, viewtest.At(0), "", viewtest.At(100)) },
		ActionReopen:  func(l *lead.Lead, a lead.Actor) error { return l.Reopen(a, lead.Member{}, viewtest.At(100)) },
		ActionMerge:   func(l *lead.Lead, a lead.Actor) error { return l.MergeInto(a, &lead.Lead{ID: 7}, viewtest.At(100)) },
		ActionUndo:    func(l *lead.Lead, a lead.Actor) error { return l.UndoLast(a, viewtest.At(64)) },
		ActionPushOn:  func(l *lead.Lead, a lead.Actor) error { return l.BringBack(a, lead.Judgement{}, viewtest.At(100)) },
		ActionQualify: func(l *lead.Lead, a lead.Actor) error { return l.Qualify(a, lead.Verdict{}, nil, viewtest.At(100)) },
		ActionWon:     func(l *lead.Lead, a lead.Actor) error { return l.Win(a, lead.Money{}, "", viewtest.At(100)) },
		ActionLost:    func(l *lead.Lead, a lead.Actor) error { return l.Lose(a, lead.Money{}, "", "", viewtest.At(100)) },
		ActionNotAFit: func(l *lead.Lead, a lead.Actor) error { return l.RejectAsNotAFit(a, lead.Nurture{}, viewtest.At(100)) },
		ActionCertify: func(l *lead.Lead, a lead.Actor) error {
			return l.Certify(a, lead.Verdict{}, nil, lead.Judgement{}, lead.Nurture{}, viewtest.At(100))
		},
		ActionToMarketing: func(l *lead.Lead, a lead.Actor) error { return l.SendToMarketing(a, lead.Nurture{}, viewtest.At(100)) },
		ActionDisqualify:  func(l *lead.Lead, a lead.Actor) error { return l.Disqualify(a, "", "", viewtest.At(100)) },
		ActionHandBack:    func(l *lead.Lead, a lead.Actor) error { return l.HandBackToPool(a, "", "", viewtest.At(100)) },
		ActionLogContact:  func(l *lead.Lead, a lead.Actor) error { return l.LogContact(a, lead.Touch{}, viewtest.At(100)) },
	}
	try[ActionNoAnswer], try[ActionBackToMarketing] = try[ActionLogContact], try[ActionHandBack]
	for _, c := range viewtest.Lives {
		t.Run(c.Name, func(t *testing.T) {
			s := c.Tell(t)
			a := buttonsView{cardView{Renderer: Renderer{Playbook: s.Pb, Crew: s.Crew}, l: s.Lead, events: s.Events}}.available()
			for _, act := range slices.Concat(a.buttons, a.menu, a.rest) {
				do, is := try[act]
				possible := !is
				var last error
				for id := range s.Crew {
					if !is {
						break
					}
					err := do(s.Lead.Clone(), s.Actor(id, viewtest.At(100)))
					if err == nil || stillTyping(err) {
						possible = true
						break
					}
					last = err
				}
				if !possible {
					t.Errorf("%s is offered but refused to everybody: %v", labels[act], fmt.Sprint(last))
				}
			}
		})
	}
}

func stillTyping(err error) bool {
	r, ok := errors.AsType[*lead.Refusal](err)
	return ok && (r.Why == lead.WhyMissing || r.Why == lead.WhyFailed || r.Why == lead.WhyReceiver)
}

// The label that a screen reader reads out must name the lead: "Claim" alone does not say which lead it is about.
func TestEveryButtonSaysWhatItIsAboutToThoseWhoHearIt(t *testing.T) {
	for _, c := range viewtest.Lives {
		t.Run(c.Name, func(t *testing.T) {
			s := c.Tell(t)
			home := lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"}
			for _, drawn := range []any{
				Card(s.Card(), s.Pb), Details(s.Lead, s.Events, "ana", false, s.Crew, s.Pb), Show(s.Lead, s.Events, home, "ana", false, s.Crew, s.Pb),
			} {
				var v any
				if err := json.Unmarshal(viewtest.Raw(t, drawn), &v); err != nil {
					t.Fatal(err)
				}
				for _, b := range viewtest.ButtonsIn(v) {
					if label, _ := b["accessibility_label"].(string); !strings.Contains(label, wording.Plain(wording.Person(s.Lead), 20)) {
						t.Errorf("the button %v has the accessibility label %q", b["action_id"], label)
					}
				}
			}
		})
	}
}

func TestWhatALeadMayBeWorthIsSaidWhereAmountsAre(t *testing.T) {
	in := viewtest.Hot
	in.Value = lead.Money{Minor: 1_200_000, Currency: "EUR"}
	s := viewtest.Tell(t, in, viewtest.At(60))
	home := s.Card()
	if drawn := string(viewtest.Raw(t, Card(home, s.Pb))); !viewtest.ContainsText(drawn, "may be worth €12,000") {
		t.Errorf("the card in %s does not show the source's amount:\n%s", s.Lead.Channel, drawn)
	}
	if drawn := string(viewtest.Raw(t, Details(s.Lead, s.Events, "ana", false, s.Crew, s.Pb))); !viewtest.ContainsText(drawn, "May be worth €12,000 (according to its source)") {
		t.Errorf("Details does not show the source's amount:\n%s", drawn)
	}
	home.Copy, home.Place = true, lead.Place{Channel: "#general"}
	if drawn := string(viewtest.Raw(t, Card(home, s.Pb))); viewtest.ContainsText(drawn, "12,000") {
		t.Errorf("a copy in another channel shows it too:\n%s", drawn)
	}
	s.Lead.Channel = "#partners"
	if drawn := string(viewtest.Raw(t, Card(s.Card(), s.Pb))); viewtest.ContainsText(drawn, "12,000") {
		t.Errorf("a card in %s shows it:\n%s", s.Lead.Channel, drawn)
	}
	if drawn := string(viewtest.Raw(t, Details(s.Lead, s.Events, "gus", false, s.Crew, s.Pb))); viewtest.ContainsText(drawn, "12,000") {
		t.Errorf("Details for somebody who may not see amounts shows it:\n%s", drawn)
	}
}

func TestAnOfferSaysWhoIsCalledBeforeItRunsOutAndNothingOfWhatComesAfter(t *testing.T) {
	in := viewtest.Hot
	in.Engagement = "event_registration" // warm: one reminder, then the next rep
	s := viewtest.Tell(t, in, viewtest.At(60)).Climb(viewtest.At(400)).Dealt(lead.Choice{Method: lead.ByRotation, Chosen: "ana"}, "", viewtest.At(400))
	drawn := string(viewtest.Raw(t, Card(s.Card(), s.Pb)))
	if !viewtest.ContainsText(drawn, "Next: Ana is pinged at ") || viewtest.ContainsText(drawn, "daily list") {
		t.Errorf("the card of an offer shows the wrong next step:\n%s", drawn)
	}
}
