package board

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"dibs/bot"
	"dibs/bot/view/viewtest"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

// boardIn returns a board in a simulated workspace that has the people of the test's playbook.
func boardIn(t *testing.T, o Options) (*slacksim.Sim, *Board, *viewtest.Story) {
	t.Helper()
	sim := simtest.Start(t, slacksim.Config{
		Users:    []slacksim.User{{ID: "U00000ANA", Name: "ana"}, {ID: "U00000MIA", Name: "mia"}, {ID: "U00000BEN", Name: "ben"}},
		Channels: []slacksim.Channel{{Name: "leads-enterprise"}, {Name: "leads"}},
	})
	s := viewtest.Tell(t, viewtest.Hot, viewtest.At(60))
	c := bot.NewClient(bot.ClientOptions{BotToken: sim.BotToken(), APIURL: sim.APIURL()})
	return sim, NewBoard(c, func() *playbook.Playbook { return s.Pb }, o), s
}

func post(t *testing.T, b *Board, p outbox.Message) lead.Place {
	t.Helper()
	place, err := b.Post(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return place
}

func TestACardIsPostedFoundAgainAndDrawnAgain(t *testing.T) {
	sim, b, s := boardIn(t, Options{})
	ana := simtest.As(t, sim, "ana")
	p := s.Card()
	since := time.Now().Add(-time.Minute)
	if place, found, err := b.Find(t.Context(), p, since); err != nil || found {
		t.Errorf("before it was posted, found at %v, %t, %v", place, found, err)
	}
	p.Place = lead.Place{Channel: "#leads-enterprise"}
	place := post(t, b, p)
	seen := ana.Expect("leads-enterprise", "Nadia Rahman", "Claim")
	if place.TS != seen.TS || place.Channel != seen.Channel {
		t.Errorf("posted to %v, seen at %s %s", place, seen.Channel, seen.TS)
	}
	if again, found, err := b.Find(t.Context(), p, since); err != nil || !found || again != place {
		t.Errorf("posted to %v, found at %v, %t, %v", place, again, found, err)
	}
	s.Saved(s.Lead.Claim(s.Actor("ana", viewtest.At(61)), viewtest.At(61)))
	p = s.Card()
	p.Place = place
	if err := b.Update(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	ana.ExpectChange(seen, "Ana", "Log contact")

	lines := s.Card()
	lines.Key, lines.Kind, lines.Place, lines.Thread = "lines:1042:3", outbox.ThreadReplies, place, place.TS
	reply := post(t, b, lines)
	ana.ExpectThread(seen, "Ana claimed it")
	if again, found, err := b.Find(t.Context(), lines, since); err != nil || !found || again != reply {
		t.Errorf("replied at %v, found at %v, %t, %v", reply, again, found, err)
	}
}

func TestAPrivateNoteReachesThePerson(t *testing.T) {
	sim, b, s := boardIn(t, Options{})
	s.Climb(viewtest.At(63))
	place := post(t, b, s.Note("ana", outbox.NotifyEscalation))
	m := simtest.As(t, sim, "ana").ExpectDM("Hot lead unclaimed for 3 min", "Claim")
	if m.TS != place.TS || !strings.HasPrefix(place.Channel, "D") {
		t.Errorf("posted to %v, seen at %s", place, m.TS)
	}
}

func TestAListIsPostedToItsChannelAndFoundAgain(t *testing.T) {
	sim, b, s := boardIn(t, Options{})
	p := viewtest.Listed(outbox.NotifyEscalation, s.Climb(viewtest.At(63)))
	since := time.Now().Add(-time.Minute)
	place := post(t, b, p)
	m := simtest.As(t, sim, "ana").Expect("leads", "1 lead has been waiting 3 min", "Claim")
	if m.TS != place.TS || m.ThreadTS != "" {
		t.Errorf("posted to %v, seen at %s in thread %q", place, m.TS, m.ThreadTS)
	}
	if again, found, err := b.Find(t.Context(), p, since); err != nil || !found || again != place {
		t.Errorf("posted to %v, found at %v, %t, %v", place, again, found, err)
	}
}

func TestQuietPrivateNotesGoToTheOperators(t *testing.T) {
	sim, b, s := boardIn(t, Options{Quiet: true, Operators: func() []string { return []string{"U00000MIA", "U00000BEN"} }})
	s.Climb(viewtest.At(63))
	post(t, b, s.Note("ana", outbox.NotifyEscalation))
	simtest.As(t, sim, "mia").ExpectDM("For Ana:", "Hot lead unclaimed for 3 min")
	simtest.As(t, sim, "ben").ExpectDM("For Ana:", "Hot lead unclaimed for 3 min")
}

func TestAPersonWhoCannotBeReachedIsSaidSo(t *testing.T) {
	sim, b, s := boardIn(t, Options{})
	s.Climb(viewtest.At(63))
	gone := s.Crew["ana"]
	for name, m := range map[string]lead.Member{
		"somebody Slack does not know": {Person: lead.Person{ID: "ana"}},
		"who has left":                 {Person: lead.Person{ID: "ana", SlackID: "U00000ANA", Deleted: true}},
		"with a wrong id":              {Person: lead.Person{ID: "ana", SlackID: "U0NOBODY"}},
	} {
		s.Crew["ana"] = m
		if _, err := b.Post(t.Context(), s.Note("ana", outbox.NotifyEscalation)); !errors.Is(err, outbox.ErrUnreachable) {
			t.Errorf("writing to somebody %s fails with %v", name, err)
		}
	}
	s.Crew["ana"] = gone
	if err := sim.Deactivate(t.Context(), "ana"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Post(t.Context(), s.Note("ana", outbox.NotifyEscalation)); !errors.Is(err, outbox.ErrUnreachable) {
		t.Errorf("writing to somebody who was deactivated just now fails with %v", err)
	}
}

func TestABoardTellsWhatWentWrong(t *testing.T) {
	card := func(s *viewtest.Story) outbox.Message {
		p := s.Card()
		p.Place = lead.Place{Channel: "#leads-enterprise"}
		return p
	}
	t.Run("a broken connection is unsure, and the card is found", func(t *testing.T) {
		sim, b, s := boardIn(t, Options{})
		sim.Fault("chat.postMessage", slacksim.Fault{Drop: slacksim.DropAfter})
		if _, err := b.Post(t.Context(), card(s)); !errors.Is(err, outbox.ErrUnsure) {
			t.Errorf("failed with %v", err)
		}
		if _, found, err := b.Find(t.Context(), card(s), time.Now().Add(-time.Minute)); err != nil || !found {
			t.Errorf("found %t, %v", found, err)
		}
	})
	t.Run("a rate limit says until when", func(t *testing.T) {
		sim, b, s := boardIn(t, Options{})
		sim.Fault("chat.postMessage", slacksim.Fault{RetryAfter: 30 * time.Second})
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		_, err := b.Post(ctx, card(s))
		if busy, ok := errors.AsType[outbox.Busy](err); !ok || time.Until(busy.Until) > 30*time.Second || errors.Is(err, outbox.ErrUnsure) {
			t.Errorf("failed with %v", err)
		}
	})
	t.Run("a message that somebody deleted is gone", func(t *testing.T) {
		_, b, s := boardIn(t, Options{})
		p := card(s)
		p.Place = post(t, b, p)
		p.Place.TS = "1700000000.000100"
		if err := b.Update(t.Context(), p); !errors.Is(err, outbox.ErrGone) {
			t.Errorf("failed with %v", err)
		}
	})
	t.Run("a channel that nobody made", func(t *testing.T) {
		sim, b, s := boardIn(t, Options{})
		p := card(s)
		p.Place.Channel = "#nowhere"
		if _, err := b.Post(t.Context(), p); err == nil || !strings.Contains(err.Error(), "#nowhere") {
			t.Errorf("failed with %v", err)
		}
		sim.AddChannel(slacksim.Channel{Name: "nowhere"})
		if _, err := b.Post(t.Context(), p); err != nil {
			t.Errorf("it exists now, but: %v", err)
		}
	})
}

func TestAHomeTabIsSentOnceAsLongAsItLooksTheSame(t *testing.T) {
	sim, b, s := boardIn(t, Options{Quiet: true, Operators: func() []string { return nil }})
	ana := simtest.As(t, sim, "ana")
	d := viewtest.DeskOf(s, "ana")
	shown, err := b.Home(t.Context(), d, "")
	if err != nil || shown == "" {
		t.Fatalf("it shows %q: %v", shown, err)
	}
	ana.ExpectHome("Good morning, Ana.")
	before := len(sim.Calls("views.publish"))
	if again, err := b.Home(t.Context(), d, shown); err != nil || again != shown || len(sim.Calls("views.publish")) != before {
		t.Errorf("an unchanged home tab was sent again: it shows %q, not %q (%v)", again, shown, err)
	}
	d.Leads[outbox.SectionPool] = []*lead.Lead{s.Lead}
	if again, err := b.Home(t.Context(), d, shown); err != nil || again == shown {
		t.Errorf("a changed home tab was not sent: %v", err)
	}
	ana.ExpectHome("Nadia Rahman", "Claim")
	d.Reader.Deleted = true
	if _, err := b.Home(t.Context(), d, ""); !errors.Is(err, outbox.ErrUnreachable) {
		t.Errorf("for somebody who left, got %v", err)
	}
}
