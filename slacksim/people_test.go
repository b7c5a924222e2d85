package slacksim_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

func TestStatusPresenceAndDNDAreReturned(t *testing.T) {
	w := newWorld(t, func(c *slacksim.Config) {
		c.Users[0].Away = true
		c.Users[0].DND = slacksim.DND{Enabled: true, Start: time.Unix(1764010000, 0), End: time.Unix(1764050000, 0)}
	})
	w.ana.SetStatus(":palm_tree:", "On vacation", time.Unix(1864000000, 0))
	profile, err := w.client.GetUserProfileContext(t.Context(), &slack.GetUserProfileParameters{UserID: w.ana.ID()})
	if err != nil || profile.StatusEmoji != ":palm_tree:" || profile.StatusExpiration != 1864000000 {
		t.Errorf("profile is %+v (%v)", profile, err)
	}
	presence, err := w.client.GetUserPresenceContext(t.Context(), w.ana.ID())
	if err != nil || presence.Presence != "away" {
		t.Errorf("presence is %+v (%v)", presence, err)
	}
	id := w.ana.ID()
	dnd, err := w.client.GetDNDInfoContext(t.Context(), &id)
	if err != nil || !dnd.Enabled || dnd.NextStartTimestamp != 1764010000 {
		t.Errorf("do not disturb is %+v (%v)", dnd, err)
	}
	if err := w.UpdateUser(t.Context(), "ana", func(u *slacksim.User) { u.Title = "Head of sales" }); err != nil {
		t.Fatal(err)
	}
	changed := w.app.eventsOfType("user_change")
	if got := string(changed[len(changed)-1].body); !strings.Contains(got, "Head of sales") {
		t.Errorf("the new title is missing in the event: %s", got)
	}
}

func TestAStatusExpiresAndTheAppGetsEvents(t *testing.T) {
	w := newWorld(t)
	before := len(w.app.eventsOfType("user_change"))
	w.ana.SetStatus(":palm_tree:", "Vacationing", w.clock.now())
	simtest.Until(t, w.Sim, "the end of the status", func() bool {
		u, _ := w.User("ana")
		return u.Status == slacksim.Status{} && len(w.app.eventsOfType("user_change")) == before+2
	})
	if got := string(w.app.eventsOfType("user_change")[before+1].body); !strings.Contains(got, `"status_text":""`) || !strings.Contains(got, "ana@sales.example") {
		t.Errorf("the event does not contain the whole person without a status: %s", got)
	}
}

func TestTheTimerOfAReplacedStatusDoesNotClearTheNewOne(t *testing.T) {
	w := newWorld(t)
	w.ana.SetStatus(":bus:", "Commuting", w.clock.now())
	w.ana.SetStatus(":palm_tree:", "Vacationing", time.Time{})
	w.settle()
	if u, _ := w.User("ana"); u.Status.Emoji != ":palm_tree:" {
		t.Errorf("her status is %+v", u.Status)
	}
}

func TestChannelsCanBeAddedLeftAndArchived(t *testing.T) {
	w := newWorld(t)
	added := w.AddChannel(slacksim.Channel{Name: "partners", Topic: "Resellers", Members: []string{"ben", "dibs"}})
	info, err := w.client.GetConversationInfoContext(t.Context(), &slack.GetConversationInfoInput{ChannelID: added.ID})
	if err != nil || info.Topic.Value != "Resellers" || !info.IsMember {
		t.Errorf("channel is %+v (%v)", info, err)
	}
	mine, _, err := w.client.GetConversationsForUserContext(t.Context(), &slack.GetConversationsForUserParameters{UserID: w.ben.ID()})
	if err != nil || len(mine) != 3 { // leads, old, partners
		t.Errorf("Ben is in %v (%v)", mine, err)
	}
	if err := w.Leave(t.Context(), "ben", "#partners"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Say(t.Context(), "ben", "#partners", "bye", ""); err == nil {
		t.Error("Ben could post in a channel that he has left")
	}
	if err := w.Archive(t.Context(), "#partners", true); err != nil {
		t.Fatal(err)
	}
	_, _, err = w.client.PostMessageContext(t.Context(), added.ID, text("hello?"))
	wantError(t, err, "is_archived")
	for kind, want := range map[string]int{"member_left_channel": 1, "channel_archive": 1} {
		if got := len(w.app.eventsOfType(kind)); got != want {
			t.Errorf("%d %s events, want %d", got, kind, want)
		}
	}
	if err := w.Leave(t.Context(), "dibs", "#leads"); err != nil {
		t.Fatal(err)
	}
	_, err = w.client.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{ChannelID: w.id("#leads")})
	wantError(t, err, "not_in_channel")
}

func TestPeoplesReactionsCauseEvents(t *testing.T) {
	w := newWorld(t)
	id, ts := w.post("#leads", text("card"))
	if err := w.React(t.Context(), "ana", id, ts, "eyes"); err != nil {
		t.Fatal(err)
	}
	got := w.app.eventsOfType("reaction_added")
	if len(got) != 1 || got[0].event()["reaction"] != "eyes" || got[0].event()["user"] != w.ana.ID() {
		t.Errorf("events are %v", got)
	}
	history, err := w.client.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{ChannelID: id})
	if err != nil || len(history.Messages[0].Reactions) != 1 || history.Messages[0].Reactions[0].Count != 1 {
		t.Errorf("history is %+v (%v)", history, err)
	}
}

func TestAGroupDirectMessageIsOpenedOnce(t *testing.T) {
	w := newWorld(t)
	open := func(users ...string) string {
		c, _, _, err := w.client.OpenConversationContext(t.Context(), &slack.OpenConversationParameters{Users: users})
		if err != nil {
			t.Fatal(err)
		}
		return c.ID
	}
	first := open(w.ana.ID(), w.ben.ID())
	if again := open(w.ben.ID(), w.ana.ID()); again != first {
		t.Errorf("the group is %s, then %s", first, again)
	}
	w.post(first, text("for you both"))
	w.ben.Expect(first, "for you both")
	_, _, _, err := w.client.OpenConversationContext(t.Context(), &slack.OpenConversationParameters{Users: []string{"USLACKBOT"}})
	wantError(t, err, "cannot_dm_bot")
}

func TestInputsWithDispatchActionSendWhatIsTyped(t *testing.T) {
	view := modal("Qualify")
	view.Blocks.BlockSet[0].(*slack.InputBlock).DispatchAction = true
	w := withModal(t, view)
	before := len(w.app.requestsTo("/interactions"))
	w.ana.ExpectView("Qualify").Fill("Amount", "500")
	if got := len(w.app.requestsTo("/interactions")) - before; got != 1 {
		t.Errorf("the app got %d interactions", got)
	}
}

func TestAViewCanAskForAChannelToRespondIn(t *testing.T) {
	view := modal("Share")
	choice := slack.NewOptionsSelectBlockElement("conversations_select", plain("Where"), "where")
	choice.ResponseURLEnabled = true
	view.Blocks.BlockSet = []slack.Block{slack.NewInputBlock("where", plain("Channel"), nil, choice)}
	w := withModal(t, view)
	w.ana.Submit(w.ana.ExpectView("Share").Fill("Channel", "#leads"))
	urls := w.app.lastRequest(t, "/interactions").payload["response_urls"].([]any)
	entry := urls[0].(map[string]any)
	if entry["channel_id"] != w.id("#leads") {
		t.Fatalf("response URLs are %v", urls)
	}
	respond(t, entry["response_url"].(string), `{"response_type":"in_channel","text":"shared"}`)
	w.ben.Expect("#leads", "shared")
}

func TestAnAppGetsMissedEventsAfterReconnecting(t *testing.T) {
	w := newUnconnectedWorld(t, func(c *slacksim.Config) {
		c.Timing.Retries = slices.Repeat([]time.Duration{20 * time.Millisecond}, 400) // enough for as long as the client may take
	})
	first := connect(t, w, ack)
	w.Disconnect("") // the client reconnects by itself, and events sent until then are retried
	w.ana.Say("#leads", "while you were away")
	first.awaitHellos(t, 2)
	w.settle()
	if got := first.requests("events_api"); len(got) == 0 {
		t.Error("the event is lost")
	}
}
