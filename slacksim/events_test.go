package slacksim_test

import (
	"net/http"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slack-go/slack/slackevents"

	"dibs/slacksim"
)

func TestAMentionCausesTwoEvents(t *testing.T) {
	w := newWorld(t)
	posted := w.ana.Say("#leads", "@dibs summary of #leads for a@b.example?")
	messages, mentions := w.app.eventsOfType("message"), w.app.eventsOfType("app_mention")
	if len(messages) != 1 || len(mentions) != 1 {
		t.Fatalf("%d message and %d mention events arrived", len(messages), len(mentions))
	}
	if messages[0].event()["ts"] != posted.TS || mentions[0].event()["ts"] != posted.TS {
		t.Error("the two events have different message ids")
	}
	want := "<@" + w.App().BotUserID + "> summary of <#" + w.id("#leads") + "|leads> for <mailto:a@b.example|a@b.example>?"
	if posted.Text != want {
		t.Errorf("text is %q, want %q", posted.Text, want)
	}
	parsed, err := slackevents.ParseEvent(mentions[0].body, slackevents.OptionNoVerifyToken())
	if err != nil || parsed.InnerEvent.Data.(*slackevents.AppMentionEvent).User != w.ana.ID() {
		t.Errorf("slack-go reads %+v (%v)", parsed.InnerEvent, err)
	}
}

func TestDirectMessagesCauseNoMentionEvent(t *testing.T) {
	w := newWorld(t)
	w.ana.Say("@dibs", "hello @dibs")
	got := w.app.eventsOfType("message")
	if len(got) != 1 || got[0].event()["channel_type"] != "im" || len(w.app.eventsOfType("app_mention")) != 0 {
		t.Errorf("events are %v", w.app.requestsTo("/events"))
	}
}

func TestTheAppGetsEventsForItsOwnMessages(t *testing.T) {
	w := newWorld(t)
	w.post("#leads", text("card for <@"+w.App().BotUserID+">"))
	w.settle()
	got := w.app.eventsOfType("message")
	if len(got) != 1 || got[0].event()["bot_id"] != w.App().BotID || len(w.app.eventsOfType("app_mention")) != 0 {
		t.Errorf("events are %v", w.app.requestsTo("/events"))
	}
}

func TestEditsAndDeletionsCauseEvents(t *testing.T) {
	w := newWorld(t)
	posted := w.ana.Say("#leads", "@dibs hlep")
	if err := w.Edit(t.Context(), "ana", posted.Channel, posted.TS, "@dibs help"); err != nil {
		t.Fatal(err)
	}
	if err := w.Delete(t.Context(), "ana", posted.Channel, posted.TS); err != nil {
		t.Fatal(err)
	}
	var subtypes []any
	for _, r := range w.app.eventsOfType("message") {
		subtypes = append(subtypes, r.event()["subtype"])
	}
	if len(subtypes) != 3 || subtypes[1] != "message_changed" || subtypes[2] != "message_deleted" || len(w.app.eventsOfType("app_mention")) != 1 {
		t.Errorf("subtypes are %v", subtypes)
	}
}

func TestChannelsWithoutTheAppCauseNoEvents(t *testing.T) {
	w := newWorld(t)
	w.ana.Say("#lobby", "@dibs psst")
	if got := w.app.requestsTo("/events"); len(got) != 0 {
		t.Errorf("the app got %v", got)
	}
}

func TestEventsNeedASubscriptionAndAScope(t *testing.T) {
	w := newWorld(t, func(c *slacksim.Config) { c.App.Events = []string{"app_mention", "message.channels"} })
	w.ana.Say("@dibs", "direct")
	w.ana.Say("#leads", "in the channel")
	if got := w.app.requestsTo("/events"); len(got) != 1 {
		t.Errorf("%d events arrived", len(got))
	}
	w = newWorld(t, func(c *slacksim.Config) { c.App.Scopes = []string{"im:history"} })
	w.ana.Say("#leads", "in the channel")
	if got := w.app.requestsTo("/events"); len(got) != 0 {
		t.Errorf("%d events arrived without the scope", len(got))
	}
}

func TestChangesToPeopleCauseEvents(t *testing.T) {
	w := newWorld(t)
	w.ana.SetStatus(":palm_tree:", "On vacation", time.Unix(1864000000, 0))
	if err := w.Deactivate(t.Context(), "ben"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddUser(t.Context(), slacksim.User{Name: "eva"}); err != nil {
		t.Fatal(err)
	}
	if err := w.Join(t.Context(), "eva", "#leads"); err != nil {
		t.Fatal(err)
	}
	for kind, want := range map[string]int{"user_status_changed": 1, "user_change": 2, "team_join": 1, "member_joined_channel": 1} {
		if got := len(w.app.eventsOfType(kind)); got != want {
			t.Errorf("%d %s events, want %d", got, kind, want)
		}
	}
	changed := w.app.eventsOfType("user_change")
	if changed[0].event()["user"].(map[string]any)["profile"].(map[string]any)["status_emoji"] != ":palm_tree:" {
		t.Error("the status is missing")
	}
	if changed[1].event()["user"].(map[string]any)["deleted"] != true {
		t.Error("the deactivation is missing")
	}
	if _, err := w.Say(t.Context(), "ben", "#leads", "still here", ""); err == nil {
		t.Error("a deactivated person could post")
	}
}

func TestFailedEventsAreRetriedThreeTimesWithTheSameID(t *testing.T) {
	w := newWorld(t)
	w.app.handle(func(_ received, w http.ResponseWriter) { w.WriteHeader(http.StatusInternalServerError) })
	w.ana.Say("#leads", "anyone?")
	w.settle()
	got := w.app.requestsTo("/events")
	if len(got) != 4 {
		t.Fatalf("%d deliveries", len(got))
	}
	for i, want := range []string{"", "1", "2", "3"} {
		if got[i].header.Get("X-Slack-Retry-Num") != want || got[i].payload["event_id"] != got[0].payload["event_id"] {
			t.Errorf("delivery %d has retry number %q", i, got[i].header.Get("X-Slack-Retry-Num"))
		}
	}
	if got[1].header.Get("X-Slack-Retry-Reason") != "http_error" {
		t.Errorf("reason is %q", got[1].header.Get("X-Slack-Retry-Reason"))
	}
}

func TestRetriesStopWhenTheAppRecoversOrAsksForIt(t *testing.T) {
	w := newWorld(t)
	var calls atomic.Int32
	w.app.handle(func(_ received, w http.ResponseWriter) {
		if calls.Add(1) == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	w.ana.Say("#leads", "one")
	w.settle()
	if got := len(w.app.requestsTo("/events")); got != 2 {
		t.Errorf("%d deliveries before the app recovered", got)
	}
	w.app.handle(func(_ received, w http.ResponseWriter) {
		w.Header().Set("X-Slack-No-Retry", "1")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	w.ana.Say("#leads", "two")
	w.settle()
	if got := len(w.app.requestsTo("/events")); got != 3 {
		t.Errorf("%d deliveries after X-Slack-No-Retry", got)
	}
}

func TestEventsThatTimeOutAreRetried(t *testing.T) {
	w := newWorld(t, func(c *slacksim.Config) { c.Timing.Ack = 50 * time.Millisecond })
	hang := make(chan struct{})
	defer close(hang)
	var calls atomic.Int32
	w.app.handle(func(received, http.ResponseWriter) {
		if calls.Add(1) == 1 {
			<-hang
		}
	})
	w.ana.Say("#leads", "hello?")
	w.settle()
	got := w.app.requestsTo("/events")
	if len(got) != 2 || got[1].header.Get("X-Slack-Retry-Reason") != "http_timeout" {
		t.Errorf("%d deliveries", len(got))
	}
}

func TestADuplicateEventHasTheSameID(t *testing.T) {
	w := newWorld(t)
	w.Double(1)
	w.ana.Say("#leads", "once")
	w.settle()
	got := w.app.requestsTo("/events")
	if len(got) != 2 || got[0].payload["event_id"] != got[1].payload["event_id"] {
		t.Errorf("%d deliveries", len(got))
	}
}

func TestEventsFollowAtMostTwoRedirects(t *testing.T) {
	w := newWorld(t)
	hops := 0
	w.app.handle(func(r received, rw http.ResponseWriter) {
		if r.header.Get("X-Slack-Retry-Num") != "" {
			return
		}
		hops++
		rw.Header().Set("Location", w.app.URL+"/events")
		rw.WriteHeader(http.StatusTemporaryRedirect)
	})
	w.ana.Say("#leads", "round and round")
	w.settle()
	got := w.app.requestsTo("/events")
	if hops != 3 || got[len(got)-1].header.Get("X-Slack-Retry-Reason") != "too_many_redirects" {
		t.Errorf("%d redirects were followed, then %q", hops-1, got[len(got)-1].header.Get("X-Slack-Retry-Reason"))
	}
}

func TestTimingCanBeScaled(t *testing.T) {
	got := slacksim.Timing{}.Scaled(60)
	if got.Ack != 50*time.Millisecond || got.Retries[2] != 5*time.Second || got.SocketLife != time.Minute {
		t.Errorf("times are %+v", got)
	}
}

func TestAHeldEventArrivesAfterLaterOnes(t *testing.T) {
	w := newWorld(t)
	send := w.HoldEvent("message")
	for _, text := range []string{"first", "second"} {
		w.ana.Say("@dibs", text)
	}
	send(t.Context())
	send(t.Context()) // does nothing: the event was sent
	w.HoldEvent("message")
	w.Heal()
	w.ana.Say("@dibs", "third")
	var order []any
	for _, m := range w.app.eventsOfType("message") {
		order = append(order, m.event()["text"])
	}
	if want := []any{"second", "first", "third"}; !slices.Equal(order, want) {
		t.Errorf("the order was %v, want %v", order, want)
	}
}
