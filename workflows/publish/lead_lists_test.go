package publish_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store/storetest"
	"dibs/workflows/workflowstest"
)

// fair is a playbook for crowds: everybody who asks for a demo becomes a warm lead, even without a company.
var fair = strings.Replace(workflowstest.Playbook, "potential >= 200", "engagement >= 40", 1)

// visitor is an inquiry that becomes a warm lead under fair. Each n is another person.
func visitor(n int) lead.Inquiry {
	in := inquiry(n)
	in.Company.Employees = 0
	return in
}

// crowd registers visitors within a second.
func crowd(d *dibs, size int) []lead.ID { return crowdOf(d, 0, size, nine) }

// crowdOf registers visitors, numbered from first. Use a new range of numbers to get people who have not been here
// before.
func crowdOf(d *dibs, first, size int, now time.Time) []lead.ID {
	d.T.Helper()
	ids := make([]lead.ID, size)
	for n := range ids {
		ids[n] = d.AddInquiry(visitor(first+n), now.Add(time.Duration(n)*time.Millisecond))
	}
	return ids
}

// shownIn returns the messages in which each lead is shown. It fails if a message shows an old version of a lead.
func shownIn(d *dibs) map[lead.ID][]message {
	d.T.Helper()
	at := map[lead.ID][]message{}
	for _, m := range append(d.Board.Of(outbox.Card), d.Board.Of(outbox.LeadList)...) {
		leads := []*lead.Lead{m.Lead}
		if m.Kind == outbox.LeadList {
			leads = nil
			for _, i := range m.Items {
				leads = append(leads, i.Lead)
			}
		}
		for _, l := range leads {
			at[l.ID] = append(at[l.ID], m)
			if now := d.Lead(l.ID); now.Version != l.Version {
				d.T.Errorf("a %s shows version %d of lead %s, want version %d", m.Kind, l.Version, l.ID, now.Version)
			}
		}
	}
	return at
}

func TestLeadsThatComeInCrowdsAreListedInAFewMessagesAndHotOnesHaveTheirCards(t *testing.T) {
	onEachWith(t, fair, func(t *testing.T, d *dibs) {
		ids := crowd(d, 40)
		hot := d.AddInquiry(inquiry(100), nine.Add(time.Second))
		d.PublishAll(nine.Add(time.Second))
		if first := d.Board.Messages[0]; first.Kind != outbox.Card || first.Lead.ID != hot {
			t.Errorf("the first message is a %s, want the card of the hot lead", first.Kind)
		}
		if cards, stacks := len(d.Board.Of(outbox.Card)), len(d.Board.Of(outbox.LeadList)); cards != 1 || stacks != 2 {
			t.Errorf("41 leads are shown in %d cards and %d lists, want 1 and 2", cards, stacks)
		}
		stands := shownIn(d)
		for _, id := range append(ids, hot) {
			if len(stands[id]) != 1 {
				t.Errorf("lead %s is shown in %d messages, want 1", id, len(stands[id]))
			}
		}
		place, err := d.Store.Place(t.Context(), ids[0])
		d.Must(err)
		if place.TS != stands[ids[0]][0].TS {
			t.Errorf("the place of lead %s is %v, want that of its list", ids[0], place)
		}
		if of, ok, err := d.Store.LeadOfCard(t.Context(), place); ok || err != nil {
			t.Errorf("the list counts as the card of lead %s (%v)", of, err)
		}
	})
}

func TestAFewLeadsAtOnceHaveACardEach(t *testing.T) {
	onEachWith(t, fair, func(t *testing.T, d *dibs) {
		ids := crowd(d, 9)
		d.PublishAll(nine.Add(time.Second))
		if cards, stacks := len(d.Board.Of(outbox.Card)), len(d.Board.Of(outbox.LeadList)); cards != len(ids) || stacks != 0 {
			t.Errorf("%d cards and %d lists, want only cards", cards, stacks)
		}
	})
}

func TestALeadClaimedFromAListGetsACardWithItsWholeStoryAndLeavesTheList(t *testing.T) {
	onEachWith(t, fair, func(t *testing.T, d *dibs) {
		ids := crowd(d, 12)
		d.PublishAll(nine.Add(time.Second))
		before := d.Board.Of(outbox.LeadList)[0].TS
		d.ClaimAs(ids[3], "ana", nine.Add(time.Minute))
		d.PublishAll(nine.Add(time.Minute))
		stacks, cards, lines := d.Board.Of(outbox.LeadList), d.Board.Of(outbox.Card), d.Board.Of(outbox.ThreadReplies)
		if len(stacks) != 1 || stacks[0].TS != before || len(stacks[0].Items) != 11 {
			t.Errorf("%d lists, the first with %d leads; want the same list with 11", len(stacks), len(stacks[0].Items))
		}
		if len(cards) != 1 || cards[0].Lead.ID != ids[3] || cards[0].Lead.Owner != d.ID("ana") {
			t.Fatalf("%d cards, want one of the claimed lead", len(cards))
		}
		if len(lines) != 1 || lines[0].Thread != cards[0].TS || lines[0].Events[0].Kind != lead.Registered {
			t.Errorf("the thread has %d messages, want one that begins with the first event", len(lines))
		}
	})
}

func TestALeadOfAListThatWarmsUpGetsACardAtOnce(t *testing.T) {
	onEachWith(t, fair, func(t *testing.T, d *dibs) {
		ids := crowd(d, 12)
		d.PublishAll(nine.Add(time.Second))
		more := inquiry(4) // the same person again, now with the size of the company
		d.AddInquiry(more, nine.Add(time.Minute))
		d.PublishAll(nine.Add(time.Minute))
		if cards := d.Board.Of(outbox.Card); len(cards) != 1 || cards[0].Lead.ID != ids[4] || cards[0].Lead.Score.Temperature != lead.Hot {
			t.Errorf("%d cards, want one of the hot lead", len(cards))
		}
		if n := len(d.Board.Of(outbox.LeadList)[0].Items); n != 11 {
			t.Errorf("%d leads are listed, want 11", n)
		}
	})
}

func TestAListOfWhichAllIsTakenSaysSo(t *testing.T) {
	onEachWith(t, fair, func(t *testing.T, d *dibs) {
		ids := crowd(d, 10)
		d.PublishAll(nine.Add(time.Second))
		for _, id := range ids {
			d.ClaimAs(id, "ana", nine.Add(time.Minute))
		}
		d.PublishAll(nine.Add(time.Minute))
		if stacks := d.Board.Of(outbox.LeadList); len(stacks) != 1 || len(stacks[0].Items) != 0 || len(d.Board.Of(outbox.Card)) != 10 {
			t.Errorf("%d lists and %d cards, want one empty list and 10 cards", len(stacks), len(d.Board.Of(outbox.Card)))
		}
	})
}

func TestAListInDoubtIsLookedForAndThenShowsWhatIsTrueNow(t *testing.T) {
	for name, arrived := range map[string]bool{"it arrived": true, "it was lost": false} {
		t.Run(name, func(t *testing.T) {
			onEachWith(t, fair, func(t *testing.T, d *dibs) {
				ids := crowd(d, 12)
				d.Board.FailNext(outbox.LeadList, arrived, outbox.ErrUnsure)
				d.PublishAll(nine.Add(time.Second))
				d.ClaimAs(ids[0], "ana", nine.Add(2*time.Second))
				d.PublishAll(nine.Add(tooSoon))
				if d.Board.Finds > 0 {
					t.Fatal("the publisher looked for the message before its sender had surely stopped")
				}
				d.PublishAll(nine.Add(time.Second + lateEnough))
				d.PublishAll(nine.Add(time.Second + 2*lateEnough))
				stands := shownIn(d)
				for _, id := range ids {
					if len(stands[id]) != 1 {
						t.Errorf("lead %s is shown in %d messages, want 1", id, len(stands[id]))
					}
				}
				if n := len(d.Board.Of(outbox.LeadList)); n != 1 {
					t.Errorf("the list is there %d times, want once", n)
				}
			})
		})
	}
}

func TestAListFoundAfterDoubtStaysTheOnlyOneWhenSlackRefusesItsUpdate(t *testing.T) {
	onEachWith(t, fair, func(t *testing.T, d *dibs) {
		ids := crowd(d, 12)
		d.Board.FailNext(outbox.LeadList, true, outbox.ErrUnsure)
		d.PublishAll(nine.Add(time.Second))
		d.Board.FailUpdate = errors.New("invalid_blocks")
		d.PublishAll(nine.Add(time.Second + lateEnough))
		if cards := len(d.Board.Of(outbox.Card)); cards != 0 {
			t.Errorf("%d leads have a card besides the list", cards)
		}
		d.Board.FailUpdate = nil
		d.PublishAll(nine.Add(time.Hour))
		stands := shownIn(d)
		for _, id := range ids {
			if len(stands[id]) != 1 {
				t.Errorf("lead %s is shown in %d messages, want 1", id, len(stands[id]))
			}
		}
	})
}

func TestAListThatSlackRefusesIsDrawnLeadByLead(t *testing.T) {
	onEachWith(t, fair, func(t *testing.T, d *dibs) {
		ids := crowd(d, 12)
		d.Board.Fail = func(p outbox.Message) (bool, error) {
			if p.Kind == outbox.LeadList {
				return false, errors.New("invalid_blocks")
			}
			return true, nil
		}
		d.PublishAll(nine.Add(time.Second))
		if cards := len(d.Board.Of(outbox.Card)); cards != len(ids) {
			t.Errorf("%d of %d leads have a card, want all", cards, len(ids))
		}
	})
}

func TestEveryWaitingLeadIsShownInOneMessageAsItIsWhateverHappens(t *testing.T) {
	t.Parallel()
	d := open(t, storetest.Open(t, storetest.SQLite(t)), fair)
	first, now := 0, nine
	rapid.Check(t, func(r *rapid.T) {
		d.Board.Messages = nil // the leads of earlier checks stay as they are
		first, now = first+100, now.Add(time.Hour)
		ids := crowdOf(d, first, rapid.IntRange(9, 14).Draw(r, "crowd"), now)
		now = now.Add(time.Second)
		for range rapid.IntRange(1, 5).Draw(r, "steps") {
			now = now.Add(time.Minute)
			id := rapid.SampledFrom(ids).Draw(r, "lead")
			switch rapid.SampledFrom([]string{"claim", "return", "heat", "redraw", "delete", "doubt", "refuse", "more"}).Draw(r, "step") {
			case "claim":
				_, _ = d.Claim(t.Context(), id, d.ID("ana"), now) // it may be owned already
			case "return":
				_, _ = d.HandBackToPool(t.Context(), id, d.ID("ana"), "not now", "", now)
			case "heat":
				d.AddInquiry(inquiry(first+slices.Index(ids, id)), now)
			case "redraw":
				d.Must(d.Redraw(t.Context(), id))
			case "delete":
				d.Board.Delete(id)
			case "doubt":
				d.Board.FailNext(outbox.LeadList, rapid.Bool().Draw(r, "arrived"), outbox.ErrUnsure)
			case "refuse":
				d.Board.FailNext(outbox.LeadList, false, errors.New("invalid_blocks"))
			case "more":
				ids = append(ids, d.AddInquiry(visitor(first+len(ids)), now))
			}
			d.PublishAll(now)
		}
		d.Board.Fail = nil
		for range 2 { // once to retry what was in doubt or refused, and once to notice what was deleted
			now = now.Add(11 * time.Minute)
			for _, id := range ids {
				d.Must(d.Redraw(t.Context(), id))
			}
			d.PublishAll(now)
		}
		stands := shownIn(d)
		for _, id := range ids {
			l := d.Lead(id)
			if l.Channel != "" && len(stands[id]) != 1 {
				r.Errorf("lead %s, which is %s, is shown in %d messages, want 1", id, l.Stage, len(stands[id]))
			}
		}
	})
}
