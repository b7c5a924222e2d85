package slacksim_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"dibs/slacksim"
)

func text(s string) slack.MsgOption { return slack.MsgOptionText(s, false) }

func TestPostingReturnsTheChannelIDForEveryKindOfChannelName(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"#leads", "leads", w.id("#leads")} {
		if id, _ := w.post(name, text("hi")); id != w.id("#leads") {
			t.Errorf("posting to %s returned %s", name, id)
		}
	}
	if id, _ := w.post(w.ana.ID(), text("just you")); id != w.id("@ana") {
		t.Errorf("posting to a person returned %s, not the direct message", id)
	}
	w.ana.ExpectDM("just you")
}

func TestPostingIsRefusedWhereTheAppMayNotPost(t *testing.T) {
	w := newWorld(t, func(c *slacksim.Config) { c.App.Scopes = []string{"chat:write"} })
	for channel, code := range map[string]string{
		"#nowhere": "channel_not_found", "#secret": "channel_not_found", "#lobby": "not_in_channel", "#old": "is_archived",
	} {
		_, _, err := w.client.PostMessageContext(t.Context(), channel, text("hi"))
		wantError(t, err, code)
	}
	if err := w.Deactivate(t.Context(), "ben"); err != nil {
		t.Fatal(err)
	}
	_, _, err := w.client.PostMessageContext(t.Context(), w.ben.ID(), text("hi"))
	wantError(t, err, "is_archived")
}

func TestPostingWithoutJoiningAPublicChannelNeedsItsOwnScope(t *testing.T) {
	w := newWorld(t)
	w.post("#lobby", text("hello from outside"))
	w.ana.Expect("#lobby", "hello from outside")
}

func TestDirectMessagesAreRefusedWithoutTheMessagesTab(t *testing.T) {
	w := newWorld(t, func(c *slacksim.Config) { c.App.NoMessagesTab = true })
	_, _, err := w.client.PostMessageContext(t.Context(), w.ana.ID(), text("hi"))
	wantError(t, err, "messages_tab_disabled")
}

func TestEveryMessageHasAUniqueID(t *testing.T) {
	w := newWorld(t)
	seen := map[string]bool{}
	for range 20 {
		_, ts := w.post("#leads", text("again"))
		if seen[ts] {
			t.Fatalf("two messages have the id %s", ts)
		}
		seen[ts] = true
	}
}

func TestEmptyMessagesAreRefused(t *testing.T) {
	w := newWorld(t)
	_, _, err := w.client.PostMessageContext(t.Context(), "#leads", slack.MsgOptionBlocks())
	wantError(t, err, "no_text")
}

func TestTheErrorForInvalidBlocksSaysWhereTheyAre(t *testing.T) {
	w := newWorld(t)
	long := slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", strings.Repeat("x", 3001), false, false), nil, nil)
	_, _, err := w.client.PostMessageContext(t.Context(), "#leads", slack.MsgOptionBlocks(long))
	var refused slack.SlackErrorResponse
	if !errors.As(err, &refused) || refused.Err != "invalid_blocks" || len(refused.Errors) == 0 {
		t.Fatalf("error is %#v", err)
	}
	if got := strings.Join(refused.ResponseMetadata.Messages, " "); !strings.Contains(got, "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]") {
		t.Errorf("messages are %q", got)
	}
}

func TestLongTextIsTruncatedWhenPostedAndRefusedInUpdates(t *testing.T) {
	w := newWorld(t)
	id, ts := w.post("#leads", text(strings.Repeat("é", 40_001)))
	if got := len([]rune(w.History(id)[0].Text)); got != 40_000 {
		t.Errorf("%d characters were stored", got)
	}
	_, _, _, err := w.client.UpdateMessageContext(t.Context(), id, ts, text(strings.Repeat("é", 4_001)))
	wantError(t, err, "msg_too_long")
	_, err = w.client.PostEphemeralContext(t.Context(), id, w.ana.ID(), text(strings.Repeat("é", 4_001)))
	wantError(t, err, "msg_too_long")
}

func TestUpdatingWithOnlyTextRemovesTheBlocks(t *testing.T) {
	w := newWorld(t)
	id, ts := w.post("#leads", text("card"), button("claim", "Claim", "1"))
	if _, _, _, err := w.client.UpdateMessageContext(t.Context(), id, ts, text("claimed")); err != nil {
		t.Fatal(err)
	}
	m := w.History(id)[0]
	if m.Blocks != nil || m.Text != "claimed" || m.Edits != 1 {
		t.Errorf("message is %q with blocks %s after %d edits", m.Text, m.Blocks, m.Edits)
	}
}

func TestUpdatingKeepsMetadataUnlessNewMetadataIsSent(t *testing.T) {
	w := newWorld(t)
	metadata := slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "lead_card", EventPayload: map[string]any{"id": "7"}})
	id, ts := w.post("#leads", text("card"), metadata)
	if _, _, _, err := w.client.UpdateMessageContext(t.Context(), id, ts, text("card 2")); err != nil {
		t.Fatal(err)
	}
	history, err := w.client.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{
		ChannelID: id, IncludeAllMetadata: true,
	})
	if err != nil || history.Messages[0].Metadata.EventPayload["id"] != "7" {
		t.Fatalf("metadata is %v (%v)", history.Messages[0].Metadata, err)
	}
	history, err = w.client.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{ChannelID: id})
	if err != nil || history.Messages[0].Metadata.EventType != "lead_card" || history.Messages[0].Metadata.EventPayload != nil {
		t.Errorf("without include_all_metadata it is %v (%v)", history.Messages[0].Metadata, err)
	}
}

func TestTheAppCanOnlyChangeItsOwnMessages(t *testing.T) {
	w := newWorld(t)
	posted := w.ana.Say("#leads", "mine")
	_, _, _, err := w.client.UpdateMessageContext(t.Context(), posted.Channel, posted.TS, text("not yours"))
	wantError(t, err, "cant_update_message")
	_, _, err = w.client.DeleteMessageContext(t.Context(), posted.Channel, posted.TS)
	wantError(t, err, "cant_delete_message")
	_, _, _, err = w.client.UpdateMessageContext(t.Context(), posted.Channel, "1.000000", text("nothing"))
	wantError(t, err, "message_not_found")
	_, _, _, err = w.client.UpdateMessageContext(t.Context(), "leads", posted.TS, text("by name"))
	wantError(t, err, "channel_not_found")
}

func TestDeletedMessagesAreGone(t *testing.T) {
	w := newWorld(t)
	id, ts := w.post("#leads", text("oops"))
	if _, _, err := w.client.DeleteMessageContext(t.Context(), id, ts); err != nil {
		t.Fatal(err)
	}
	w.ana.ExpectNone("#leads", "oops")
	_, _, _, err := w.client.UpdateMessageContext(t.Context(), id, ts, text("again"))
	wantError(t, err, "message_not_found")
}

func TestEphemeralMessagesReachOnePersonAndNotTheHistory(t *testing.T) {
	w := newWorld(t)
	ts, err := w.client.PostEphemeralContext(t.Context(), "#leads", w.ana.ID(), text("only you"))
	if err != nil {
		t.Fatal(err)
	}
	w.ana.ExpectPrivate("#leads", "only you")
	if got := w.Ephemerals("#leads", "ben"); len(got) != 0 {
		t.Errorf("Ben sees %v", got)
	}
	if got := w.History("#leads"); len(got) != 0 {
		t.Errorf("the history contains %v", got)
	}
	_, _, _, err = w.client.UpdateMessageContext(t.Context(), w.id("#leads"), ts, text("changed"))
	wantError(t, err, "message_not_found")
	_, err = w.client.PostEphemeralContext(t.Context(), "#lobby", w.ben.ID(), text("hi"))
	wantError(t, err, "user_not_in_channel")
}

func TestRepliesNeedTheParentsID(t *testing.T) {
	w := newWorld(t)
	id, parent := w.post("#leads", text("card"))
	_, reply := w.post(id, text("claimed"), slack.MsgOptionTS(parent))
	for _, wrong := range []string{reply, "1.000001"} {
		_, _, err := w.client.PostMessageContext(t.Context(), id, text("lost"), slack.MsgOptionTS(wrong))
		wantError(t, err, "cannot_reply_to_message")
	}
	replies, _, _, err := w.client.GetConversationRepliesContext(t.Context(), &slack.GetConversationRepliesParameters{ChannelID: id, Timestamp: parent})
	if err != nil || len(replies) != 2 || replies[0].ReplyCount != 1 || replies[1].Text != "claimed" {
		t.Fatalf("replies are %v (%v)", replies, err)
	}
	history, err := w.client.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{ChannelID: id})
	if err != nil || len(history.Messages) != 1 {
		t.Errorf("history shows the reply: %v (%v)", history.Messages, err)
	}
	_, _, _, err = w.client.GetConversationRepliesContext(t.Context(), &slack.GetConversationRepliesParameters{ChannelID: id, Timestamp: "9.000000"})
	wantError(t, err, "thread_not_found")
}

func TestTextIsStoredWithEntitiesAndLinks(t *testing.T) {
	w := newWorld(t)
	id, _ := w.post("#leads", text(`A & B &amp; C <b> <@U1> 1 < 2 https://shop.example/x?a=1.`))
	want := `A &amp; B &amp; C &lt;b&gt; <@U1> 1 &lt; 2 <https://shop.example/x?a=1>.`
	if got := w.History(id)[0].Text; got != want {
		t.Errorf("stored %q\n  want %q", got, want)
	}
}

func TestBlocksGetSlacksIDsAndDefaultValues(t *testing.T) {
	w := newWorld(t)
	id, _ := w.post("#leads", slack.MsgOptionBlocks(slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "hi", false, false), nil, nil)))
	var blocks []struct {
		ID   string `json:"block_id"`
		Text struct{ Verbatim *bool }
	}
	if err := json.Unmarshal(w.History(id)[0].Blocks, &blocks); err != nil || blocks[0].ID == "" || blocks[0].Text.Verbatim == nil {
		t.Errorf("stored %s (%v)", w.History(id)[0].Blocks, err)
	}
}

func TestPermalinksPointToTheMessage(t *testing.T) {
	w := newWorld(t)
	id, ts := w.post("#leads", text("card"))
	link, err := w.client.GetPermalinkContext(t.Context(), &slack.PermalinkParameters{Channel: id, Ts: ts})
	if err != nil || !strings.HasSuffix(link, "/archives/"+id+"/p"+strings.Replace(ts, ".", "", 1)) {
		t.Errorf("link is %q (%v)", link, err)
	}
}
