package bot

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

// inSimulatedSlack runs one test with a small bot in the simulated workspace, over HTTP and over Socket Mode. The
// test registers its routes and then calls connect, which returns when the bot is connected.
func inSimulatedSlack(t *testing.T, test func(t *testing.T, sim *slacksim.Sim, m *Mux, c *Client, connect func())) {
	for _, socketMode := range []bool{false, true} {
		name := "HTTP"
		if socketMode {
			name = "SocketMode"
		}
		t.Run(name, func(t *testing.T) {
			sim := simtest.Start(t, slacksim.Config{
				Users:    []slacksim.User{{Name: "ana"}, {Name: "ben"}},
				Channels: []slacksim.Channel{{Name: "leads"}},
				App: slacksim.App{
					Commands: []slacksim.Command{{Command: "/lead"}},
				},
			})
			c := NewClient(ClientOptions{BotToken: sim.BotToken(), AppToken: sim.AppToken(), APIURL: sim.APIURL()})
			m := NewMux(c.Answer, slog.New(slog.DiscardHandler))
			test(t, sim, m, c, func() {
				if socketMode {
					connectSocket(t, sim, NewSocket(m, c))
					return
				}
				server := httptest.NewServer(NewHTTP(m, sim.SigningSecret(), time.Now))
				t.Cleanup(server.Close)
				if err := sim.Connect(t.Context(), slacksim.Delivery{
					Commands: server.URL + "/slack/commands", Interactions: server.URL + "/slack/interactions",
					Events: server.URL + "/slack/events", Options: server.URL + "/slack/options",
				}); err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}

// connectSocket runs a Socket until the test ends, and waits until the workspace has its connection.
func connectSocket(t *testing.T, sim *slacksim.Sim, s *Socket) {
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	changes, unsubscribe := sim.Subscribe()
	defer unsubscribe()
	for sim.Sockets() == 0 {
		receive(t, changes)
	}
}

func oneButton(text, action, value string) []slack.Block {
	label := slack.NewTextBlockObject(slack.PlainTextType, text, false, false)
	return []slack.Block{slack.NewActionBlock("", slack.NewButtonBlockElement(action, value, label))}
}

func amountDialog(callback string) slack.ModalViewRequest {
	label := slack.NewTextBlockObject(slack.PlainTextType, "Amount", false, false)
	v := notice(Message{Text: "How much?"})
	v.CallbackID = callback
	v.Submit = slack.NewTextBlockObject(slack.PlainTextType, "Save", false, false)
	v.Blocks.BlockSet = append(v.Blocks.BlockSet,
		slack.NewInputBlock("amount", label, nil, slack.NewPlainTextInputBlockElement(nil, "value")))
	return v
}

func TestAPersonCommandsClicksAndFillsADialog(t *testing.T) {
	inSimulatedSlack(t, func(t *testing.T, sim *slacksim.Sim, m *Mux, _ *Client, connect func()) {
		m.Command("/lead", always(Answer(Message{Text: "Your leads", Blocks: oneButton("Qualify", "qualify", "lead-42")})))
		m.Action("qualify", func(_ context.Context, r *Request) (Response, error) {
			return Open(amountDialog("qualify." + r.Action.Value)), nil
		})
		m.Submit("qualify.lead-42", func(_ context.Context, r *Request) (Response, error) {
			amount := r.View.Value("amount", "value").Value
			if !strings.HasPrefix(amount, "€") {
				return Errors(map[string]string{"amount": "In euros, please."}), nil
			}
			return Clear().Later(Message{Text: "Certified at " + amount}), nil
		})
		connect()

		ana := simtest.As(t, sim, "ana")
		ana.Command("#leads", "/lead mine")
		ana.Click(ana.ExpectPrivate("#leads", "Qualify"), "Qualify")
		modal := ana.ExpectView("How much?")
		modal.Fill("Amount", "100")
		if shown := ana.Submit(modal); shown["Amount"] != "In euros, please." {
			t.Errorf("errors shown in the dialog: %v", shown)
		}
		ana.Submit(modal.Fill("Amount", "€ 100 & more"))
		ana.ExpectNoView()
		ana.ExpectDM("Certified at € 100")
		if troubles := sim.Troubles(); len(troubles) > 0 {
			t.Errorf("the workspace reports trouble with the bot: %v", troubles)
		}
	})
}

func TestAButtonNobodyKnowsAndAHandlerThatFailsAreAnswered(t *testing.T) {
	inSimulatedSlack(t, func(t *testing.T, sim *slacksim.Sim, m *Mux, c *Client, connect func()) {
		m.Command("/lead", func(context.Context, *Request) (Response, error) { panic("on fire") })
		connect()
		ana := simtest.As(t, sim, "ana")
		if _, _, err := c.PostMessage(t.Context(), "#leads", "", Message{Text: "A card", Blocks: oneButton("Old", "old", "1")}); err != nil {
			t.Fatal(err)
		}
		ana.Click(ana.Expect("#leads", "Old"), "Old")
		ana.ExpectPrivate("#leads", "older version")
		ana.Command("#leads", "/lead")
		ana.ExpectPrivate("#leads", "went wrong on our side")
	})
}

func TestSlackDeliversAMentionTwiceAndItIsAnsweredOnce(t *testing.T) {
	inSimulatedSlack(t, func(t *testing.T, sim *slacksim.Sim, m *Mux, _ *Client, connect func()) {
		var served atomic.Int32
		m.Event("app_mention", func(context.Context, *Request) (Response, error) {
			served.Add(1)
			return Say("Three leads wait.").Publicly(), nil
		})
		connect()
		sim.Double(1)
		ana := simtest.As(t, sim, "ana")
		asked := ana.Say("#leads", "@"+botHandle(t, sim)+" how many?")
		ana.ExpectThread(asked, "Three leads wait.")
		if err := sim.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		m.Wait()
		if n := ana.CountThread(asked, "Three leads wait."); n != 1 || served.Load() != 1 {
			t.Errorf("served %d times, answered %d times", served.Load(), n)
		}
	})
}

func botHandle(t *testing.T, sim *slacksim.Sim) string {
	t.Helper()
	users := sim.Users()
	if len(users) == 0 {
		t.Fatal("the workspace has no users")
	}
	return users[0].Name // the app's bot comes first
}

func TestAMessageWhoseAnswerWasLostIsFoundInsteadOfPostedTwice(t *testing.T) {
	sim := simtest.Start(t, slacksim.Config{
		Channels: []slacksim.Channel{{Name: "leads"}}, Limits: slacksim.Limits{Off: true},
	})
	c := NewClient(ClientOptions{BotToken: sim.BotToken(), APIURL: sim.APIURL()})
	c.channels = newPace(0, 1) // no pacing in this test
	channel, _ := sim.Channel("#leads")
	message := Message{Text: "A card", Metadata: &Metadata{EventType: "lead_card", Payload: map[string]any{"key": "42/1"}}}
	since := time.Now()
	parent, _, err := c.PostMessage(t.Context(), channel.ID, "", Message{Text: "first"})
	if err != nil {
		t.Fatal(err)
	}
	for _, thread := range []string{"", parent} {
		sim.Fault("chat.postMessage", slacksim.Fault{Drop: slacksim.DropBefore})
		if _, _, err := c.PostMessage(t.Context(), channel.ID, thread, message); !Unsure(err) {
			t.Fatalf("the connection that broke before the call: %v", err)
		}
		if ts, found, err := c.FindByMetadata(t.Context(), channel.ID, thread, "lead_card", "42/1", since); found || err != nil {
			t.Fatalf("found %q, which was never posted: %v", ts, err)
		}
		sim.Fault("chat.postMessage", slacksim.Fault{Drop: slacksim.DropAfter})
		if _, _, err := c.PostMessage(t.Context(), channel.ID, thread, message); !Unsure(err) {
			t.Fatalf("the connection that broke after the call: %v", err)
		}
		ts, found, err := c.FindByMetadata(t.Context(), channel.ID, thread, "lead_card", "42/1", since)
		if !found || err != nil {
			t.Fatalf("not found: %v", err)
		}
		if err := c.UpdateMessage(t.Context(), channel.ID, ts, Message{Text: "A card, redrawn"}); err != nil {
			t.Error(err)
		}
	}
}
