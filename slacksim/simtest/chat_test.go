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

// listen collects what the app is told by events, as "type subtype text".
func listen(t *testing.T, sim *slacksim.Sim) func() []string {
	t.Helper()
	heard := make(chan string, 64)
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
		heard <- p.Event.Type + " " + p.Event.Subtype + " " + p.Event.Text
	}))
	t.Cleanup(app.Close)
	if err := sim.Connect(t.Context(), slacksim.Delivery{Events: app.URL}); err != nil {
		t.Fatal(err)
	}
	return func() []string {
		simtest.Settled(t, sim)
		var all []string
		for len(heard) > 0 {
			all = append(all, <-heard)
		}
		return all
	}
}

func TestWhatIsSaidToTheAppReachesItWhereverItIsSaid(t *testing.T) {
	sim, client := start(t)
	heard := listen(t, sim)
	if _, _, err := client.PostMessage("#leads", slack.MsgOptionText("card", false)); err != nil {
		t.Fatal(err)
	}
	ana := simtest.As(t, sim, "ana")
	card := ana.Expect("#leads", "card")
	heard()
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
		if got := heard(); !slices.Equal(got, tt.want) {
			t.Errorf("the app heard %q, want %q", got, tt.want)
		}
	}
	// Who changes a question does not ask it again: no app_mention.
	question := ana.Mention("#leads", "mnie")
	heard()
	ana.Edit(question, "@dibs mine")
	ana.Delete(question)
	if got, want := heard(), []string{"message message_changed ", "message message_deleted "}; !slices.Equal(got, want) {
		t.Errorf("the app heard %q, want %q", got, want)
	}
}

func TestAPrivateAnswerInAThreadIsFoundThere(t *testing.T) {
	sim, client := start(t)
	id, ts, err := client.PostMessage("#leads", slack.MsgOptionText("card", false))
	if err != nil {
		t.Fatal(err)
	}
	ana, ben := simtest.As(t, sim, "ana"), simtest.As(t, sim, "ben")
	card := ana.Expect("#leads", "card")
	asked := ana.MentionIn(card, "who owns this?")
	if _, err := client.PostEphemeral(id, ana.ID(), slack.MsgOptionText("nobody yet", false), slack.MsgOptionTS(ts)); err != nil {
		t.Fatal(err)
	}
	ana.ExpectPrivateReply(card, "nobody yet")
	ana.ExpectPrivateReply(asked, "nobody yet")
	failure(t, func(tb testing.TB) {
		simtest.As(tb, sim, ben.ID()).Within(time.Millisecond).ExpectPrivateReply(card, "nobody yet")
	})
}

func TestAnotherAppsBotCanSpeakToo(t *testing.T) {
	sim := simtest.Start(t, slacksim.Config{
		Users:    []slacksim.User{{Name: "ana"}, {Name: "forms", Bot: true}},
		Channels: []slacksim.Channel{{Name: "leads"}},
		App:      slacksim.App{Name: "Dibs"},
	})
	heard := listen(t, sim)
	if _, err := sim.Post(t.Context(), "forms", "#leads", "Nadia asks for a demo", nil, ""); err != nil {
		t.Fatal(err)
	}
	m := simtest.As(t, sim, "ana").Expect("#leads", "Nadia asks")
	if m.BotID == "" || m.BotID == sim.App().BotID {
		t.Errorf("the message is of bot %q", m.BotID)
	}
	if got := heard(); !slices.Equal(got, []string{"message  Nadia asks for a demo"}) {
		t.Errorf("the app heard %q", got)
	}
	for _, nobodys := range []string{"ana", "dibs", "slackbot", "carl"} {
		if _, err := sim.Post(t.Context(), nobodys, "#leads", "hello", nil, ""); err == nil {
			t.Errorf("%s could post as another app's bot", nobodys)
		}
	}
}

func TestSomebodyWhoLeftCanDoNothingMore(t *testing.T) {
	sim, _ := start(t)
	heard := listen(t, sim)
	simtest.As(t, sim, "ben").Leave()
	if got := heard(); !slices.Equal(got, []string{"user_change  "}) {
		t.Errorf("the app heard %q", got)
	}
	if u, _ := sim.User("ben"); !u.Deleted {
		t.Error("ben is still there")
	}
	failure(t, func(tb testing.TB) { simtest.As(tb, sim, "ben").Say("#leads", "hello") })
}
