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

// fair is a desk to which leads come in crowds: whoever asked for a demo is warm, also without a company.
var fair = strings.Replace(workflowstest.Playbook, "potential >= 200", "engagement >= 40", 1)

// visitor is a warm lead's; n tells them apart.
func visitor(n int) lead.Inquiry {
	in := inquiry(n)
	in.Company.Employees = 0
	return in
}

// crowd registers visitors, all within a second.
func crowd(d *dibs, size int) []lead.ID { return crowdOf(d, 0, size, nine) }

// crowdOf is a crowd of which nobody came before, as long as first says so.
func crowdOf(d *dibs, first, size int, now time.Time) []lead.ID {
	d.T.Helper()
	ids := make([]lead.ID, size)
	for n := range ids {
		ids[n] = d.AddInquiry(visitor(first+n), now.Add(time.Duration(n)*time.Millisecond))
	}
	return ids
}

// shownIn says in which messages each lead is shown, and complains of a version that is not the lead's.
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
				d.T.Errorf("a %s shows version %d of lead %s, which is in %d", m.Kind, l.Version, l.ID, now.Version)
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
			t.Errorf("the first message is a %s, and not the hot lead's card", first.Kind)
		}
		if cards, stacks := len(d.Board.Of(outbox.Card)), len(d.Board.Of(outbox.LeadList)); cards != 1 || stacks != 2 {
			t.Errorf("%d cards and %d lists tell of 41 leads", cards, stacks)
		}
		stands := shownIn(d)
		for _, id := range append(ids, hot) {
			if len(stands[id]) != 1 {
				t.Errorf("lead %s stands in %d messages", id, len(stands[id]))
			}
		}
		place, err := d.Store.Place(t.Context(), ids[0])
		d.Must(err)
		if place.TS != stands[ids[0]][0].TS {
			t.Errorf("links to lead %s lead to %v", ids[0], place)
		}
		if of, ok, err := d.Store.LeadOfCard(t.Context(), place); ok || err != nil {
			t.Errorf("the list is taken for the card of lead %s, %v", of, err)
		}
	})
}

func TestAFewLeadsAtOnceHaveACardEach(t *testing.T) {
	onEachWith(t, fair, func(t *testing.T, d *dibs) {
		ids := crowd(d, 9)
		d.PublishAll(nine.Add(time.Second))
		if cards, stacks := len(d.Board.Of(outbox.Card)), len(d.Board.Of(outbox.LeadList)); cards != len(ids) || stacks != 0 {
			t.Errorf("%d cards and %d lists", cards, stacks)
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
			t.Errorf("of the list remain %d messages, the first with %d leads", len(stacks), len(stacks[0].Items))
		}
		if len(cards) != 1 || cards[0].Lead.ID != ids[3] || cards[0].Lead.Owner != d.ID("ana") {
			t.Fatalf("there are %d cards", len(cards))
		}
		if len(lines) != 1 || lines[0].Thread != cards[0].TS || lines[0].Events[0].Kind != lead.Registered {
			t.Errorf("its thread is %d messages that do not begin with the beginning", len(lines))
		}
	})
}

func TestALeadOfAListThatWarmsUpGetsACardAtOnce(t *testing.T) {
	onEachWith(t, fair, func(t *testing.T, d *dibs) {
		ids := crowd(d, 12)
		d.PublishAll(nine.Add(time.Second))
		more := inquiry(4) // the same person again, who now says how big the company is
		d.AddInquiry(more, nine.Add(time.Minute))
		d.PublishAll(nine.Add(time.Minute))
		if cards := d.Board.Of(outbox.Card); len(cards) != 1 || cards[0].Lead.ID != ids[4] || cards[0].Lead.Score.Temperature != lead.Hot {
			t.Errorf("%d cards stand", len(cards))
		}
		if n := len(d.Board.Of(outbox.LeadList)[0].Items); n != 11 {
			t.Errorf("%d leads are still listed", n)
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
			t.Errorf("%d lists, %d cards", len(stacks), len(d.Board.Of(outbox.Card)))
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
					t.Fatal("it was looked for before its sender had surely stopped")
				}
				d.PublishAll(nine.Add(time.Second + lateEnough))
				d.PublishAll(nine.Add(time.Second + 2*lateEnough))
				stands := shownIn(d)
				for _, id := range ids {
					if len(stands[id]) != 1 {
						t.Errorf("lead %s stands in %d messages", id, len(stands[id]))
					}
				}
				if n := len(d.Board.Of(outbox.LeadList)); n != 1 {
					t.Errorf("the list stands there %d times", n)
				}
			})
		})
	}
}

func TestAListThatStandsThoughItWasInDoubtStaysTheOnlyOneWhenSlackWouldNotHaveItDrawnAnew(t *testing.T) {
	onEachWith(t, fair, func(t *testing.T, d *dibs) {
		ids := crowd(d, 12)
		d.Board.FailNext(outbox.LeadList, true, outbox.ErrUnsure)
		d.PublishAll(nine.Add(time.Second))
		d.Board.FailUpdate = errors.New("invalid_blocks")
		d.PublishAll(nine.Add(time.Second + lateEnough))
		if cards := len(d.Board.Of(outbox.Card)); cards != 0 {
			t.Errorf("%d leads have a card beside the list that stands", cards)
		}
		d.Board.FailUpdate = nil
		d.PublishAll(nine.Add(time.Hour))
		stands := shownIn(d)
		for _, id := range ids {
			if len(stands[id]) != 1 {
				t.Errorf("lead %s stands in %d messages", id, len(stands[id]))
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
			t.Errorf("%d of %d leads have a card", cards, len(ids))
		}
	})
}

func TestWhateverHappensEveryWaitingLeadStandsInOneMessageAsItIs(t *testing.T) {
	t.Parallel()
	d := open(t, storetest.Open(t, storetest.SQLite(t)), fair)
	first, now := 0, nine
	rapid.Check(t, func(r *rapid.T) {
		d.Board.Messages = nil // whoever came in another try stays as they are
		first, now = first+100, now.Add(time.Hour)
		ids := crowdOf(d, first, rapid.IntRange(9, 14).Draw(r, "crowd"), now)
		now = now.Add(time.Second)
		for range rapid.IntRange(1, 5).Draw(r, "steps") {
			now = now.Add(time.Minute)
			id := rapid.SampledFrom(ids).Draw(r, "lead")
			switch rapid.SampledFrom([]string{"claim", "return", "heat", "redraw", "delete", "doubt", "refuse", "more"}).Draw(r, "step") {
			case "claim":
				_, _ = d.Claim(t.Context(), id, d.ID("ana"), now) // somebody may have it
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
		for range 2 { // what was in doubt or refused is tried again, and what was deleted is found to be
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
				r.Errorf("lead %s, %s, stands in %d messages", id, l.Stage, len(stands[id]))
			}
		}
	})
}
