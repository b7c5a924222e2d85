package workflows_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
	"dibs/store/storetest"
)

// fair is a desk to which leads come in crowds: whoever asked for a demo is warm, also without a company.
func fair(t testing.TB, s *store.Store) *desk {
	return openWith(t, s, strings.Replace(process, "potential >= 200", "engagement >= 40", 1), "ana", "ben", "dan", "mia", "max")
}

func onEachFair(t *testing.T, f func(t *testing.T, d *desk)) {
	storetest.Each(t, func(t *testing.T, s *store.Store) { f(t, fair(t, s)) })
}

// visitor is a warm lead's; n tells them apart.
func visitor(n int) lead.Inquiry {
	in := inquiry(n)
	in.Company.Employees = 0
	return in
}

// crowd registers visitors, all within a second.
func (d *desk) crowd(size int) []lead.ID { return d.crowdOf(0, size, nine) }

// crowdOf is a crowd of which nobody came before, as long as first says so.
func (d *desk) crowdOf(first, size int, now time.Time) []lead.ID {
	d.t.Helper()
	ids := make([]lead.ID, size)
	for n := range ids {
		ids[n] = d.register(visitor(first+n), now.Add(time.Duration(n)*time.Millisecond))
	}
	return ids
}

// standing says in which messages each lead is shown, and complains of a version that is not the lead's.
func (d *desk) standing() map[lead.ID][]message {
	d.t.Helper()
	at := map[lead.ID][]message{}
	for _, m := range append(d.board.of(outbox.Card), d.board.of(outbox.LeadList)...) {
		leads := []*lead.Lead{m.Lead}
		if m.Kind == outbox.LeadList {
			leads = nil
			for _, i := range m.Items {
				leads = append(leads, i.Lead)
			}
		}
		for _, l := range leads {
			at[l.ID] = append(at[l.ID], m)
			if now := d.lead(l.ID); now.Version != l.Version {
				d.t.Errorf("a %s shows version %d of lead %s, which is in %d", m.Kind, l.Version, l.ID, now.Version)
			}
		}
	}
	return at
}

func TestLeadsThatComeInCrowdsAreListedInAFewMessagesAndHotOnesHaveTheirCards(t *testing.T) {
	onEachFair(t, func(t *testing.T, d *desk) {
		ids := d.crowd(40)
		hot := d.register(inquiry(100), nine.Add(time.Second))
		d.publish(nine.Add(time.Second))
		if first := d.board.stands[0]; first.Kind != outbox.Card || first.Lead.ID != hot {
			t.Errorf("the first message is a %s, and not the hot lead's card", first.Kind)
		}
		if cards, stacks := len(d.board.of(outbox.Card)), len(d.board.of(outbox.LeadList)); cards != 1 || stacks != 2 {
			t.Errorf("%d cards and %d lists tell of 41 leads", cards, stacks)
		}
		stands := d.standing()
		for _, id := range append(ids, hot) {
			if len(stands[id]) != 1 {
				t.Errorf("lead %s stands in %d messages", id, len(stands[id]))
			}
		}
		place, err := d.store.Place(t.Context(), ids[0])
		d.must(err)
		if place.TS != stands[ids[0]][0].ts {
			t.Errorf("links to lead %s lead to %v", ids[0], place)
		}
		if of, ok, err := d.store.LeadOfCard(t.Context(), place); ok || err != nil {
			t.Errorf("the list is taken for the card of lead %s, %v", of, err)
		}
	})
}

func TestAFewLeadsAtOnceHaveACardEach(t *testing.T) {
	onEachFair(t, func(t *testing.T, d *desk) {
		ids := d.crowd(9)
		d.publish(nine.Add(time.Second))
		if cards, stacks := len(d.board.of(outbox.Card)), len(d.board.of(outbox.LeadList)); cards != len(ids) || stacks != 0 {
			t.Errorf("%d cards and %d lists", cards, stacks)
		}
	})
}

func TestALeadClaimedFromAListGetsACardWithItsWholeStoryAndLeavesTheList(t *testing.T) {
	onEachFair(t, func(t *testing.T, d *desk) {
		ids := d.crowd(12)
		d.publish(nine.Add(time.Second))
		before := d.board.of(outbox.LeadList)[0].ts
		d.claim(ids[3], "ana", nine.Add(time.Minute))
		d.publish(nine.Add(time.Minute))
		stacks, cards, lines := d.board.of(outbox.LeadList), d.board.of(outbox.Card), d.board.of(outbox.ThreadReplies)
		if len(stacks) != 1 || stacks[0].ts != before || len(stacks[0].Items) != 11 {
			t.Errorf("of the list remain %d messages, the first with %d leads", len(stacks), len(stacks[0].Items))
		}
		if len(cards) != 1 || cards[0].Lead.ID != ids[3] || cards[0].Lead.Owner != d.who("ana") {
			t.Fatalf("there are %d cards", len(cards))
		}
		if len(lines) != 1 || lines[0].Thread != cards[0].ts || lines[0].Events[0].Kind != lead.Registered {
			t.Errorf("its thread is %d messages that do not begin with the beginning", len(lines))
		}
	})
}

func TestALeadOfAListThatWarmsUpGetsACardAtOnce(t *testing.T) {
	onEachFair(t, func(t *testing.T, d *desk) {
		ids := d.crowd(12)
		d.publish(nine.Add(time.Second))
		more := inquiry(4) // the same person again, who now says how big the company is
		d.register(more, nine.Add(time.Minute))
		d.publish(nine.Add(time.Minute))
		if cards := d.board.of(outbox.Card); len(cards) != 1 || cards[0].Lead.ID != ids[4] || cards[0].Lead.Score.Temperature != lead.Hot {
			t.Errorf("%d cards stand", len(cards))
		}
		if n := len(d.board.of(outbox.LeadList)[0].Items); n != 11 {
			t.Errorf("%d leads are still listed", n)
		}
	})
}

func TestAListOfWhichAllIsTakenSaysSo(t *testing.T) {
	onEachFair(t, func(t *testing.T, d *desk) {
		ids := d.crowd(10)
		d.publish(nine.Add(time.Second))
		for _, id := range ids {
			d.claim(id, "ana", nine.Add(time.Minute))
		}
		d.publish(nine.Add(time.Minute))
		if stacks := d.board.of(outbox.LeadList); len(stacks) != 1 || len(stacks[0].Items) != 0 || len(d.board.of(outbox.Card)) != 10 {
			t.Errorf("%d lists, %d cards", len(stacks), len(d.board.of(outbox.Card)))
		}
	})
}

func TestAListInDoubtIsLookedForAndThenShowsWhatIsTrueNow(t *testing.T) {
	for name, arrived := range map[string]bool{"it arrived": true, "it was lost": false} {
		t.Run(name, func(t *testing.T) {
			onEachFair(t, func(t *testing.T, d *desk) {
				ids := d.crowd(12)
				d.board.next(outbox.LeadList, arrived, outbox.ErrUnsure)
				d.publish(nine.Add(time.Second))
				d.claim(ids[0], "ana", nine.Add(2*time.Second))
				d.publish(nine.Add(tooSoon))
				if d.board.finds > 0 {
					t.Fatal("it was looked for before its sender had surely stopped")
				}
				d.publish(nine.Add(time.Second + lateEnough))
				d.publish(nine.Add(time.Second + 2*lateEnough))
				stands := d.standing()
				for _, id := range ids {
					if len(stands[id]) != 1 {
						t.Errorf("lead %s stands in %d messages", id, len(stands[id]))
					}
				}
				if n := len(d.board.of(outbox.LeadList)); n != 1 {
					t.Errorf("the list stands there %d times", n)
				}
			})
		})
	}
}

func TestAListThatStandsThoughItWasInDoubtStaysTheOnlyOneWhenSlackWouldNotHaveItDrawnAnew(t *testing.T) {
	onEachFair(t, func(t *testing.T, d *desk) {
		ids := d.crowd(12)
		d.board.next(outbox.LeadList, true, outbox.ErrUnsure)
		d.publish(nine.Add(time.Second))
		d.board.failUpdate = errors.New("invalid_blocks")
		d.publish(nine.Add(time.Second + lateEnough))
		if cards := len(d.board.of(outbox.Card)); cards != 0 {
			t.Errorf("%d leads have a card beside the list that stands", cards)
		}
		d.board.failUpdate = nil
		d.publish(nine.Add(time.Hour))
		stands := d.standing()
		for _, id := range ids {
			if len(stands[id]) != 1 {
				t.Errorf("lead %s stands in %d messages", id, len(stands[id]))
			}
		}
	})
}

func TestAListThatSlackRefusesIsDrawnLeadByLead(t *testing.T) {
	onEachFair(t, func(t *testing.T, d *desk) {
		ids := d.crowd(12)
		d.board.fail = func(p outbox.Message) (bool, error) {
			if p.Kind == outbox.LeadList {
				return false, errors.New("invalid_blocks")
			}
			return true, nil
		}
		d.publish(nine.Add(time.Second))
		if cards := len(d.board.of(outbox.Card)); cards != len(ids) {
			t.Errorf("%d of %d leads have a card", cards, len(ids))
		}
	})
}

func TestWhateverHappensEveryWaitingLeadStandsInOneMessageAsItIs(t *testing.T) {
	d := fair(t, storetest.Open(t, storetest.SQLite(t)))
	first, now := 0, nine
	rapid.Check(t, func(r *rapid.T) {
		d.board.stands = nil // whoever came in another try stays as they are
		first, now = first+100, now.Add(time.Hour)
		ids := d.crowdOf(first, rapid.IntRange(9, 14).Draw(r, "crowd"), now)
		now = now.Add(time.Second)
		for range rapid.IntRange(1, 5).Draw(r, "steps") {
			now = now.Add(time.Minute)
			id := rapid.SampledFrom(ids).Draw(r, "lead")
			switch rapid.SampledFrom([]string{"claim", "return", "heat", "redraw", "delete", "doubt", "refuse", "more"}).Draw(r, "step") {
			case "claim":
				_, _ = d.Claim(t.Context(), id, d.who("ana"), now) // somebody may have it
			case "return":
				_, _ = d.HandBackToPool(t.Context(), id, d.who("ana"), "not now", "", now)
			case "heat":
				d.register(inquiry(first+slices.Index(ids, id)), now)
			case "redraw":
				d.must(d.Redraw(t.Context(), id))
			case "delete":
				d.board.remove(id)
			case "doubt":
				d.board.next(outbox.LeadList, rapid.Bool().Draw(r, "arrived"), outbox.ErrUnsure)
			case "refuse":
				d.board.next(outbox.LeadList, false, errors.New("invalid_blocks"))
			case "more":
				ids = append(ids, d.register(visitor(first+len(ids)), now))
			}
			d.publish(now)
		}
		d.board.fail = nil
		for range 2 { // what was in doubt or refused is tried again, and what was deleted is found to be
			now = now.Add(11 * time.Minute)
			for _, id := range ids {
				d.must(d.Redraw(t.Context(), id))
			}
			d.publish(now)
		}
		stands := d.standing()
		for _, id := range ids {
			l := d.lead(id)
			if l.Channel != "" && len(stands[id]) != 1 {
				r.Errorf("lead %s, %s, stands in %d messages", id, l.Stage, len(stands[id]))
			}
		}
	})
}

// remove deletes the messages in which a lead is shown, as a person may.
func (b *board) remove(id lead.ID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stands = slices.DeleteFunc(b.stands, func(m message) bool {
		return m.Kind == outbox.Card && m.Lead.ID == id ||
			m.Kind == outbox.LeadList && slices.ContainsFunc(m.Items, func(i outbox.Item) bool { return i.Lead.ID == id })
	})
}
