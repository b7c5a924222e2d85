package workflows_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

// Until tooSoon a message in doubt may still be on its way; at lateEnough it is looked for, and
// whatever failed is tried again.
const (
	tooSoon    = 11 * time.Second
	lateEnough = 13 * time.Second
)

func TestALeadThatChangedTenTimesIsDrawnOnceAndToldInOneMessage(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		id := d.register(inquiry(1), nine)
		d.publish(nine)
		d.claim(id, "ana", nine)
		for n := range 9 {
			_, err := d.LogContact(t.Context(), id, d.who("ana"), lead.Touch{
				Method: lead.Call, Outcome: lead.Reached, Next: &lead.NextStep{At: nine.Add(time.Duration(n+1) * time.Hour)},
			}, nine)
			d.must(err)
		}
		before := len(d.board.of(outbox.ThreadReplies))
		d.publish(nine)
		lines := d.board.of(outbox.ThreadReplies)
		if len(d.board.of(outbox.Card)) != 1 || d.board.updates != 1 || len(lines) != before+1 {
			t.Fatalf("%d cards, %d updates, %d messages in the thread", len(d.board.of(outbox.Card)), d.board.updates, len(lines)-before)
		}
		if last := lines[len(lines)-1]; len(last.Events) != 10 {
			t.Errorf("the message tells %d events, want the ten since", len(last.Events))
		}
		if shown := d.board.of(outbox.Card)[0].Lead.Version; shown != d.lead(id).Version {
			t.Errorf("the card shows version %d of %d", shown, d.lead(id).Version)
		}
	})
}

func TestAMessageInDoubtIsLookedForBeforeItIsSentAgain(t *testing.T) {
	for name, arrived := range map[string]bool{"it arrived": true, "it was lost": false} {
		for _, what := range []outbox.MessageKind{outbox.Card, outbox.ThreadReplies, outbox.DirectMessage} {
			t.Run(string(what)+", "+name, func(t *testing.T) {
				onEach(t, func(t *testing.T, d *desk) {
					id := d.register(inquiry(1), nine)
					_, err := d.Assign(t.Context(), id, d.who("mia"), d.who("ana"), nine)
					d.must(err)
					d.board.next(what, arrived, outbox.ErrUnsure)
					d.publish(nine)
					d.publish(nine.Add(tooSoon)) // whoever sent it may still be at it
					if d.board.finds > 0 {
						t.Fatal("it was looked for before its sender had surely stopped")
					}
					d.publish(nine.Add(lateEnough))
					d.publish(nine.Add(2 * lateEnough))
					if n := len(d.board.of(what)); n != 1 || d.board.finds != 1 {
						t.Errorf("it stands there %d times after %d searches", n, d.board.finds)
					}
					if cards, lines, private := len(d.board.of(outbox.Card)), len(d.board.of(outbox.ThreadReplies)), len(d.board.of(outbox.DirectMessage)); cards != 1 || lines != 1 || private != 1 {
						t.Errorf("%d cards, %d messages in the thread, %d private ones", cards, lines, private)
					}
				})
			})
		}
	}
}

func TestAMessageThatSlackRefusedIsSentLaterWithoutASearch(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		d.register(inquiry(1), nine)
		big := inquiry(2)
		big.Company.Employees = 2000
		d.register(big, nine)
		until := nine.Add(time.Minute)
		d.board.fail = func(p outbox.Message) (bool, error) {
			if p.Place.Channel == "#leads" {
				return false, outbox.Busy{Until: until}
			}
			return true, nil
		}
		d.publish(nine)
		if cards := d.board.of(outbox.Card); len(cards) != 1 || cards[0].Place.Channel != "#big" {
			t.Fatalf("while #leads rests, %d cards were posted", len(cards))
		}
		d.board.fail = nil
		d.publish(until.Add(-time.Second))
		if n := len(d.board.of(outbox.Card)); n != 1 {
			t.Errorf("%d cards before the channel may be used", n)
		}
		d.publish(until)
		if n := len(d.board.of(outbox.Card)); n != 2 || d.board.finds != 0 {
			t.Errorf("%d cards after %d searches", n, d.board.finds)
		}
	})
}

func TestCardsThatSlackRefusesDoNotHoldUpTheirChannel(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		const broken = 12 // more than are taken in one go
		var ids []lead.ID
		for n := range broken {
			ids = append(ids, d.register(inquiry(n), nine.Add(-time.Minute)))
		}
		d.board.fail = func(p outbox.Message) (bool, error) {
			if slices.Contains(ids, p.Lead.ID) {
				return false, errors.New("invalid_blocks")
			}
			return true, nil
		}
		d.register(inquiry(broken), nine)
		d.publish(nine)
		if n := len(d.board.of(outbox.Card)); n != 1 {
			t.Fatalf("%d cards stand, want the one that is not broken", n)
		}
		d.board.fail = nil
		d.publish(nine.Add(time.Minute))
		if n := len(d.board.of(outbox.Card)); n != broken+1 {
			t.Errorf("once Slack takes them, %d of %d cards stand", n, broken+1)
		}
	})
}

func TestACardThatSomebodyDeletedIsPostedAnewOnceAndItsThreadGoesOn(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		id := d.register(inquiry(1), nine)
		d.publish(nine)
		before := len(d.board.of(outbox.ThreadReplies))
		d.board.delete(id)
		d.claim(id, "ana", nine)
		d.publish(nine)
		cards, lines := d.board.of(outbox.Card), d.board.of(outbox.ThreadReplies)
		if len(cards) != 1 || len(lines) != before+1 {
			t.Fatalf("%d cards and %d messages in threads", len(cards), len(lines)-before)
		}
		if last := lines[len(lines)-1]; last.Thread != cards[0].ts || len(last.Events) != 1 {
			t.Errorf("in thread %s of card %s stand %d events", last.Thread, cards[0].ts, len(last.Events))
		}
	})
}

func TestACardInDoubtWhoseLeadMovedOnIsFoundAndShrinks(t *testing.T) {
	for name, arrived := range map[string]bool{"it arrived": true, "it was lost": false} {
		t.Run(name, func(t *testing.T) {
			onEach(t, func(t *testing.T, d *desk) {
				asking := inquiry(1)
				asking.Company.Employees = 0 // not sales-ready: with the qualifiers
				id := d.register(asking, nine)
				d.board.next(outbox.Card, arrived, outbox.ErrUnsure)
				d.publish(nine)
				_, err := d.Qualify(t.Context(), id, d.who("dan"), lead.Verdict{}, nine.Add(time.Second))
				d.must(err)
				d.publish(nine.Add(time.Minute))
				cards, traces := d.board.of(outbox.Card), d.board.of(outbox.Tombstone)
				if len(cards) != 1 || cards[0].Place.Channel != "#leads" {
					t.Errorf("%d cards stand, want the one in #leads", len(cards))
				}
				if want := map[bool]int{true: 1}[arrived]; len(traces) != want {
					t.Errorf("%d traces in #qualify, want %d", len(traces), want)
				}
			})
		})
	}
}

func TestTwoPublishersSendEverythingOnce(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		for n := range 20 {
			d.register(inquiry(n), nine)
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
			d.must(<-done)
		}
		d.publish(nine)
		keys := map[string]int{}
		for _, m := range d.board.stands {
			if keys[m.Key]++; keys[m.Key] > 1 {
				t.Errorf("sent %d times: %s", keys[m.Key], m.Key)
			}
		}
		if n := len(d.board.of(outbox.Card)); n != 20 {
			t.Errorf("%d cards of 20 leads", n)
		}
	})
}

func TestManyMattersOfOnePersonAreOneMessageWithoutWhatIsOver(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		var ids []lead.ID
		for n := range 3 {
			ids = append(ids, d.register(inquiry(n), nine))
		}
		late := nine.Add(16 * time.Minute) // later than the bundle time: not even hot leads are told alone
		d.tick(late)                       // each tells the manager
		d.claim(ids[1], "ana", late)
		d.publish(late.Add(3 * time.Second))
		told := d.board.of(outbox.DirectMessage)
		if len(told) != 1 || told[0].To != d.who("mia") || len(told[0].Items) != 2 {
			t.Fatalf("%d private messages: %+v", len(told), told)
		}
		for _, i := range told[0].Items {
			if i.Lead.ID == ids[1] {
				t.Error("Mia is told of a lead that somebody has claimed")
			}
		}
	})
}

func TestWhatComesAfterAPrivateMessageInDoubtIsToldOnce(t *testing.T) {
	for name, arrived := range map[string]bool{"it arrived": true, "it was lost": false} {
		t.Run(name, func(t *testing.T) {
			onEach(t, func(t *testing.T, d *desk) {
				d.register(inquiry(1), nine)
				d.register(inquiry(2), nine.Add(5*time.Second))
				first := nine.Add(10 * time.Minute)
				d.tick(first)
				d.board.next(outbox.DirectMessage, arrived, outbox.ErrUnsure)
				d.publish(first)
				d.tick(first.Add(5 * time.Second))
				d.publish(first.Add(lateEnough))
				d.publish(first.Add(2 * lateEnough))
				told := map[lead.ID]int{}
				for _, m := range d.board.of(outbox.DirectMessage) {
					for _, i := range m.Items {
						told[i.Lead.ID]++
					}
				}
				if len(told) != 2 || told[1] != 1 || told[2] != 1 {
					t.Errorf("Mia was told %v times of the two leads", told)
				}
			})
		})
	}
}

func TestSomebodySlackCannotReachHoldsNothingUp(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		d.register(inquiry(1), nine)
		late := nine.Add(10 * time.Minute)
		d.tick(late)
		d.board.next(outbox.DirectMessage, false, outbox.ErrUnreachable)
		d.publish(late)
		d.publish(late.Add(lateEnough))
		if n := len(d.board.of(outbox.DirectMessage)); n != 0 {
			t.Errorf("%d private messages, though Slack cannot reach Mia", n)
		}
		again := nine.Add(20 * time.Minute)
		d.tick(again)
		d.publish(again)
		if told := d.board.of(outbox.DirectMessage); len(told) != 1 || len(told[0].Items) != 1 {
			t.Errorf("the next rung sends %d messages", len(told))
		}
	})
}

func TestALeadThatComesBackWhileItsChannelIsDrawnHasItsCardAgain(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		id := d.register(inquiry(1), nine)
		d.publish(nine)
		next := d.register(inquiry(2), nine)
		_, err := d.NotAFit(t.Context(), id, d.who("ana"), "too small", "", nine.Add(time.Second))
		d.must(err)
		d.board.fail = func(p outbox.Message) (bool, error) {
			if p.Lead.ID == next && p.Kind == outbox.Card {
				_, err := d.BringBack(t.Context(), id, d.who("max"), nine)
				d.must(err)
			}
			return true, nil
		}
		d.publish(nine)
		for _, m := range d.board.of(outbox.Tombstone) {
			if m.Lead.ID == id && m.Place.Channel == "#leads" {
				t.Error("the lead is in #leads again, and its card there still says that it left")
			}
		}
		if !slices.ContainsFunc(d.board.of(outbox.Card), func(m message) bool { return m.Lead.ID == id && m.Place.Channel == "#leads" }) {
			t.Error("the lead has no card in #leads")
		}
	})
}
