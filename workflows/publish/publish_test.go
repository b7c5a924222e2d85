package publish_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/workflows/workflowstest"
)

// At tooSoon a message in doubt may still be on its way. At lateEnough the publisher looks for it, and tries again what
// failed.
const (
	tooSoon    = 11 * time.Second
	lateEnough = 13 * time.Second
)

func TestALeadThatChangedTenTimesIsDrawnOnceWithOneMessageInTheThread(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.PublishAll(nine)
		d.ClaimAs(id, "ana", nine)
		for n := range 9 {
			_, err := d.LogContact(t.Context(), id, d.ID("ana"), lead.Touch{
				Method: lead.Call, Outcome: lead.Reached, Next: &lead.NextStep{At: nine.Add(time.Duration(n+1) * time.Hour)},
			}, nine)
			d.Must(err)
		}
		before := len(d.Board.Of(outbox.ThreadReplies))
		d.PublishAll(nine)
		lines := d.Board.Of(outbox.ThreadReplies)
		if len(d.Board.Of(outbox.Card)) != 1 || d.Board.Updates != 1 || len(lines) != before+1 {
			t.Fatalf("%d cards, %d updates and %d new messages in the thread, want one of each", len(d.Board.Of(outbox.Card)), d.Board.Updates, len(lines)-before)
		}
		if last := lines[len(lines)-1]; len(last.Events) != 10 {
			t.Errorf("the message has %d events, want the last ten", len(last.Events))
		}
		if shown := d.Board.Of(outbox.Card)[0].Lead.Version; shown != d.Lead(id).Version {
			t.Errorf("the card shows version %d, want %d", shown, d.Lead(id).Version)
		}
	})
}

func TestAMessageInDoubtIsLookedForBeforeItIsSentAgain(t *testing.T) {
	for name, arrived := range map[string]bool{"it arrived": true, "it was lost": false} {
		for _, what := range []outbox.MessageKind{outbox.Card, outbox.ThreadReplies, outbox.DirectMessage} {
			t.Run(string(what)+", "+name, func(t *testing.T) {
				onEach(t, func(t *testing.T, d *dibs) {
					id := d.AddInquiry(inquiry(1), nine)
					_, err := d.Assign(t.Context(), id, d.ID("mia"), d.ID("ana"), nine)
					d.Must(err)
					d.Board.FailNext(what, arrived, outbox.ErrUnsure)
					d.PublishAll(nine)
					d.PublishAll(nine.Add(tooSoon)) // its sender may still be at work
					if d.Board.Finds > 0 {
						t.Fatal("the publisher looked for the message before its sender had surely stopped")
					}
					d.PublishAll(nine.Add(lateEnough))
					d.PublishAll(nine.Add(2 * lateEnough))
					if n := len(d.Board.Of(what)); n != 1 || d.Board.Finds != 1 {
						t.Errorf("the message is there %d times after %d searches, want 1 and 1", n, d.Board.Finds)
					}
					if cards, lines, private := len(d.Board.Of(outbox.Card)), len(d.Board.Of(outbox.ThreadReplies)), len(d.Board.Of(outbox.DirectMessage)); cards != 1 || lines != 1 || private != 1 {
						t.Errorf("%d cards, %d messages in the thread and %d direct messages, want one of each", cards, lines, private)
					}
				})
			})
		}
	}
}

func TestAMessageThatSlackRefusedIsSentLaterWithoutASearch(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		d.AddInquiry(inquiry(1), nine)
		big := inquiry(2)
		big.Company.Employees = 2000
		d.AddInquiry(big, nine)
		until := nine.Add(time.Minute)
		d.Board.Fail = func(p outbox.Message) (bool, error) {
			if p.Place.Channel == "#leads" {
				return false, outbox.Busy{Until: until}
			}
			return true, nil
		}
		d.PublishAll(nine)
		if cards := d.Board.Of(outbox.Card); len(cards) != 1 || cards[0].Place.Channel != "#big" {
			t.Fatalf("while #leads takes nothing, %d cards were posted, want the one in #big", len(cards))
		}
		d.Board.Fail = nil
		d.PublishAll(until.Add(-time.Second))
		if n := len(d.Board.Of(outbox.Card)); n != 1 {
			t.Errorf("%d cards before the channel takes messages again, want 1", n)
		}
		d.PublishAll(until)
		if n := len(d.Board.Of(outbox.Card)); n != 2 || d.Board.Finds != 0 {
			t.Errorf("%d cards after %d searches, want 2 and 0", n, d.Board.Finds)
		}
	})
}

func TestCardsThatSlackRefusesDoNotHoldUpTheirChannel(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		const broken = 12 // more than one call takes
		var ids []lead.ID
		for n := range broken {
			ids = append(ids, d.AddInquiry(inquiry(n), nine.Add(-time.Minute)))
		}
		d.Board.Fail = func(p outbox.Message) (bool, error) {
			if slices.Contains(ids, p.Lead.ID) {
				return false, errors.New("invalid_blocks")
			}
			return true, nil
		}
		d.AddInquiry(inquiry(broken), nine)
		d.PublishAll(nine)
		if n := len(d.Board.Of(outbox.Card)); n != 1 {
			t.Fatalf("%d cards were posted, want the one that is not broken", n)
		}
		d.Board.Fail = nil
		d.PublishAll(nine.Add(time.Minute))
		if n := len(d.Board.Of(outbox.Card)); n != broken+1 {
			t.Errorf("once Slack takes them, %d of %d cards are there", n, broken+1)
		}
	})
}

func TestACardThatSomebodyDeletedIsPostedAgainOnceAndItsThreadGoesOn(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.PublishAll(nine)
		before := len(d.Board.Of(outbox.ThreadReplies))
		d.Board.Delete(id)
		d.ClaimAs(id, "ana", nine)
		d.PublishAll(nine)
		cards, lines := d.Board.Of(outbox.Card), d.Board.Of(outbox.ThreadReplies)
		if len(cards) != 1 || len(lines) != before+1 {
			t.Fatalf("%d cards and %d new messages in threads, want 1 and 1", len(cards), len(lines)-before)
		}
		if last := lines[len(lines)-1]; last.Thread != cards[0].TS || len(last.Events) != 1 {
			t.Errorf("thread %s of card %s has %d events, want one event in that thread", last.Thread, cards[0].TS, len(last.Events))
		}
	})
}

func TestACardInDoubtWhoseLeadMovedIsFoundAndBecomesATombstone(t *testing.T) {
	for name, arrived := range map[string]bool{"it arrived": true, "it was lost": false} {
		t.Run(name, func(t *testing.T) {
			onEach(t, func(t *testing.T, d *dibs) {
				asking := inquiry(1)
				asking.Company.Employees = 0 // not sales-ready, so the qualifiers get it
				id := d.AddInquiry(asking, nine)
				d.Board.FailNext(outbox.Card, arrived, outbox.ErrUnsure)
				d.PublishAll(nine)
				_, err := d.Qualify(t.Context(), id, d.ID("dan"), lead.Verdict{}, nine.Add(time.Second))
				d.Must(err)
				d.PublishAll(nine.Add(time.Minute))
				cards, traces := d.Board.Of(outbox.Card), d.Board.Of(outbox.Tombstone)
				if len(cards) != 1 || cards[0].Place.Channel != "#leads" {
					t.Errorf("%d cards, want the one in #leads", len(cards))
				}
				if want := map[bool]int{true: 1}[arrived]; len(traces) != want {
					t.Errorf("%d tombstones in #qualify, want %d", len(traces), want)
				}
			})
		})
	}
}

func TestTwoPublishersSendEverythingOnce(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		for n := range 20 {
			d.AddInquiry(inquiry(n), nine)
		}
		done := make(chan error, 4)
		for _, worker := range []string{"a", "b", "c", "d"} {
			go func() {
				for range 30 {
					if _, err := d.PublishOnce(t.Context(), worker, nine); err != nil {
						done <- err
						return
					}
				}
				done <- nil
			}()
		}
		for range 4 {
			d.Must(<-done)
		}
		d.PublishAll(nine)
		keys := map[string]int{}
		for _, m := range d.Board.Messages {
			if keys[m.Key]++; keys[m.Key] > 1 {
				t.Errorf("sent %d times, want once: %s", keys[m.Key], m.Key)
			}
		}
		if n := len(d.Board.Of(outbox.Card)); n != 20 {
			t.Errorf("%d cards for 20 leads", n)
		}
	})
}

func TestManyNotificationsForOnePersonAreOneMessageWithoutObsoleteOnes(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		var ids []lead.ID
		for n := range 3 {
			ids = append(ids, d.AddInquiry(inquiry(n), nine))
		}
		late := nine.Add(16 * time.Minute) // after the bundle time, even hot leads get no message of their own
		d.WakeDue(late)                    // each notifies the manager
		d.ClaimAs(ids[1], "ana", late)
		d.PublishAll(late.Add(3 * time.Second))
		told := d.Board.Of(outbox.DirectMessage)
		if len(told) != 1 || told[0].To != d.ID("mia") || len(told[0].Items) != 2 {
			t.Fatalf("%d direct messages, want one to Mia about two leads: %+v", len(told), told)
		}
		for _, i := range told[0].Items {
			if i.Lead.ID == ids[1] {
				t.Error("Mia was notified of a lead that is claimed")
			}
		}
	})
}

func TestANotificationAfterADirectMessageInDoubtIsSentOnce(t *testing.T) {
	for name, arrived := range map[string]bool{"it arrived": true, "it was lost": false} {
		t.Run(name, func(t *testing.T) {
			onEach(t, func(t *testing.T, d *dibs) {
				d.AddInquiry(inquiry(1), nine)
				d.AddInquiry(inquiry(2), nine.Add(5*time.Second))
				first := nine.Add(10 * time.Minute)
				d.WakeDue(first)
				d.Board.FailNext(outbox.DirectMessage, arrived, outbox.ErrUnsure)
				d.PublishAll(first)
				d.WakeDue(first.Add(5 * time.Second))
				d.PublishAll(first.Add(lateEnough))
				d.PublishAll(first.Add(2 * lateEnough))
				told := map[lead.ID]int{}
				for _, m := range d.Board.Of(outbox.DirectMessage) {
					for _, i := range m.Items {
						told[i.Lead.ID]++
					}
				}
				if len(told) != 2 || told[1] != 1 || told[2] != 1 {
					t.Errorf("Mia was notified of the two leads %v times, want once each", told)
				}
			})
		})
	}
}

func TestAPersonWhomSlackCannotReachHoldsNothingUp(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		d.AddInquiry(inquiry(1), nine)
		late := nine.Add(10 * time.Minute)
		d.WakeDue(late)
		d.Board.FailNext(outbox.DirectMessage, false, outbox.ErrUnreachable)
		d.PublishAll(late)
		d.PublishAll(late.Add(lateEnough))
		if n := len(d.Board.Of(outbox.DirectMessage)); n != 0 {
			t.Errorf("%d direct messages although Slack cannot reach Mia", n)
		}
		again := nine.Add(20 * time.Minute)
		d.WakeDue(again)
		d.PublishAll(again)
		if told := d.Board.Of(outbox.DirectMessage); len(told) != 1 || len(told[0].Items) != 1 {
			t.Errorf("the next rung sent %d messages, want one with one item", len(told))
		}
	})
}

func TestALeadThatComesBackWhileItsChannelIsDrawnHasItsCardAgain(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.PublishAll(nine)
		next := d.AddInquiry(inquiry(2), nine)
		_, err := d.NotAFit(t.Context(), id, d.ID("ana"), "too small", "", nine.Add(time.Second))
		d.Must(err)
		d.Board.Fail = func(p outbox.Message) (bool, error) {
			if p.Lead.ID == next && p.Kind == outbox.Card {
				_, err := d.BringBack(t.Context(), id, d.ID("max"), nine)
				d.Must(err)
			}
			return true, nil
		}
		d.PublishAll(nine)
		for _, m := range d.Board.Of(outbox.Tombstone) {
			if m.Lead.ID == id && m.Place.Channel == "#leads" {
				t.Error("the lead is in #leads again, but its message there still says that it left")
			}
		}
		if !slices.ContainsFunc(d.Board.Of(outbox.Card), func(m message) bool { return m.Lead.ID == id && m.Place.Channel == "#leads" }) {
			t.Error("the lead has no card in #leads")
		}
	})
}

func TestAnotherProcessDrawsTheCardWithPeopleWhoAreAwayNow(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.ClaimAs(id, "ana", nine)
		d.PublishAll(nine)
		other := workflowstest.New(workflowstest.Config{
			Store: d.Store, Timers: d.Timers, Board: d.Board, Playbook: d.Playbook(), Worker: "other",
		})
		d.Must(other.Refresh(t.Context()))
		_, err := d.Away(t.Context(), d.ID("ana"), time.Time{}, nine.Add(time.Minute))
		d.Must(err)
		_, err = other.PublishOnce(t.Context(), "0", nine.Add(time.Minute))
		d.Must(err)
		if drawn := d.Board.Of(outbox.Card)[0].Crew; !drawn.Member(d.ID("ana")).Away(nine.Add(time.Minute)) {
			t.Error("the card was drawn as if she were not away, and nothing would draw it again")
		}
	})
}

func TestALeadWhoseDrawingPanicsDoesNotHoldUpTheOthers(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		odd, even := d.AddInquiry(workflowstest.OtherCompany(1), nine), d.AddInquiry(workflowstest.OtherCompany(2), nine)
		_, err := d.Assign(t.Context(), odd, d.ID("mia"), d.ID("ana"), nine)
		d.Must(err)
		_, err = d.Assign(t.Context(), even, d.ID("mia"), d.ID("ben"), nine)
		d.Must(err)
		d.Board.Fail = func(p outbox.Message) (bool, error) {
			if p.Lead != nil && p.Lead.ID == odd || len(p.Items) > 0 && p.Items[0].Lead.ID == odd {
				panic("a mistake in one drawing")
			}
			return true, nil
		}
		d.PublishAll(nine.Add(time.Minute))
		shown := map[outbox.MessageKind]bool{}
		for _, m := range d.Board.Messages {
			if m.Lead != nil && m.Lead.ID == even || len(m.Items) > 0 && m.Items[0].Lead.ID == even {
				shown[m.Kind] = true
			}
		}
		if !shown[outbox.Card] || !shown[outbox.DirectMessage] {
			t.Errorf("the messages of the other lead are %v, want a card and a direct message", shown)
		}
		d.Board.Fail = nil
		d.PublishAll(nine.Add(time.Hour))
		cards := 0
		for _, m := range d.Board.Messages {
			if m.Kind == outbox.Card {
				cards++
			}
		}
		if cards != 2 {
			t.Errorf("once the mistake is fixed, %d cards are shown, want 2", cards)
		}
	})
}
