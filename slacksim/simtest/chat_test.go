package simtest_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

// listen connects an app. The returned function lists the events that it has got since the last call, as "type subtype
// text".
func listen(t *testing.T, sim *slacksim.Sim) func() []string {
	t.Helper()
	events := make(chan string, 64)
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var p struct {
			Challenge string
			Event     struct{ Type, Subtype, Text string }
		}
		_ = json.NewDecoder(r.Body).Decode(&p)
		if p.Challenge != "" {
			_, _ = w.Write([]byte(p.Challenge))
			return
		}
		events <- p.Event.Type + " " + p.Event.Subtype + " " + p.Event.Text
	}))
	t.Cleanup(app.Close)
	if err := sim.Connect(t.Context(), slacksim.Delivery{Events: app.URL}); err != nil {
		t.Fatal(err)
	}
	return func() []string {
		simtest.Settled(t, sim)
		var all []string
		for len(events) > 0 {
			all = append(all, <-events)
		}
		return all
	}
}

func TestMessagesToTheAppCauseTheRightEvents(t *testing.T) {
	sim, client := start(t)
	newEvents := listen(t, sim)
	if _, _, err := client.PostMessage("#leads", slack.MsgOptionText("card", false)); err != nil {
		t.Fatal(err)
	}
	ana := simtest.As(t, sim, "ana")
	card := ana.Expect("#leads", "card")
	newEvents()
	bot := "<@" + sim.App().BotUserID + "> "
	for _, tt := range []struct {
		say  func() simtest.Message
		want []string
	}{
		{func() simtest.Message { return ana.Mention("#leads", "mine") }, []string{"message  " + bot + "mine", "app_mention  " + bot + "mine"}},
		{func() simtest.Message { return ana.MentionIn(card, "claim") }, []string{"message  " + bot + "claim", "app_mention  " + bot + "claim"}},
		{func() simtest.Message { return ana.DM("what is due?") }, []string{"message  what is due?"}},
	} {
		tt.say()
		if got := newEvents(); !slices.Equal(got, tt.want) {
			t.Errorf("the app got %q, want %q", got, tt.want)
		}
	}
	// Editing a mention does not cause another app_mention.
	question := ana.Mention("#leads", "mnie")
	newEvents()
	ana.Edit(question, "@dibs mine")
	ana.Delete(question)
	if got, want := newEvents(), []string{"message message_changed ", "message message_deleted "}; !slices.Equal(got, want) {
		t.Errorf("the app got %q, want %q", got, want)
	}
}

func TestAnEphemeralReplyIsFoundInItsThread(t *testing.T) {
	sim, client := start(t)
	id, ts, err := client.PostMessage("#leads", slack.MsgOptionText("card", false))
	if err != nil {
		t.Fatal(err)
	}
	ana, ben := simtest.As(t, sim, "ana"), simtest.As(t, sim, "ben")
	card := ana.Expect("#leads", "card")
	question := ana.MentionIn(card, "who owns this?")
	if _, err := client.PostEphemeral(id, ana.ID(), slack.MsgOptionText("nobody yet", false), slack.MsgOptionTS(ts)); err != nil {
		t.Fatal(err)
	}
	ana.ExpectPrivateReply(card, "nobody yet")
	ana.ExpectPrivateReply(question, "nobody yet")
	failure(t, func(tb testing.TB) {
		simtest.As(tb, sim, ben.ID()).Within(time.Millisecond).ExpectPrivateReply(card, "nobody yet")
	})
}

func TestAnotherAppsBotCanPost(t *testing.T) {
	sim := simtest.Start(t, slacksim.Config{
		Users:    []slacksim.User{{Name: "ana"}, {Name: "forms", Bot: true}},
		Channels: []slacksim.Channel{{Name: "leads"}},
		App:      slacksim.App{Name: "Dibs"},
	})
	newEvents := listen(t, sim)
	if _, err := sim.Post(t.Context(), "forms", "#leads", "Nadia asks for a demo", nil, ""); err != nil {
		t.Fatal(err)
	}
	m := simtest.As(t, sim, "ana").Expect("#leads", "Nadia asks")
	if m.BotID == "" || m.BotID == sim.App().BotID {
		t.Errorf("the message has the bot id %q", m.BotID)
	}
	if got := newEvents(); !slices.Equal(got, []string{"message  Nadia asks for a demo"}) {
		t.Errorf("the app got %q", got)
	}
	for _, name := range []string{"ana", "dibs", "slackbot", "carl"} {
		if _, err := sim.Post(t.Context(), name, "#leads", "hello", nil, ""); err == nil {
			t.Errorf("%s could post as another app's bot", name)
		}
	}
}

func TestPeopleWhoLeftCannotAct(t *testing.T) {
	sim, _ := start(t)
	newEvents := listen(t, sim)
	simtest.As(t, sim, "ben").Leave()
	if got := newEvents(); !slices.Equal(got, []string{"user_change  "}) {
		t.Errorf("the app got %q", got)
	}
	if u, _ := sim.User("ben"); !u.Deleted {
		t.Error("ben is still there")
	}
	failure(t, func(tb testing.TB) { simtest.As(tb, sim, "ben").Say("#leads", "hello") })
}
