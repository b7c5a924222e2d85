package slacksim_test

import (
	"fmt"
	"testing"

	"github.com/slack-go/slack"

	"dibs/slacksim"
)

func TestOnlyMembersCanReadTheHistory(t *testing.T) {
	w := newWorld(t)
	for name, code := range map[string]string{"#lobby": "not_in_channel", "#secret": "channel_not_found"} {
		_, err := w.client.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{ChannelID: w.id(name)})
		wantError(t, err, code)
	}
	_, _, _, err := w.client.JoinConversationContext(t.Context(), w.id("#lobby"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.client.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{ChannelID: w.id("#lobby")}); err != nil {
		t.Errorf("after joining: %v", err)
	}
	_, _, _, err = w.client.JoinConversationContext(t.Context(), w.id("#secret"))
	wantError(t, err, "method_not_supported_for_channel_type")
	_, _, _, err = w.client.JoinConversationContext(t.Context(), w.id("#old"))
	wantError(t, err, "is_archived")
}

func TestHistoryComesInPagesNewestFirst(t *testing.T) {
	for _, short := range []bool{false, true} {
		t.Run(fmt.Sprintf("short pages %v", short), func(t *testing.T) {
			w := newWorld(t, func(c *slacksim.Config) { c.Limits.ShortPages = short })
			var want []string
			for i := range 7 {
				_, ts := w.post("#leads", text(fmt.Sprint(i)))
				want = append([]string{ts}, want...)
			}
			params := &slack.GetConversationHistoryParameters{ChannelID: w.id("#leads"), Limit: 3}
			var got []string
			for {
				page, err := w.client.GetConversationHistoryContext(t.Context(), params)
				if err != nil {
					t.Fatal(err)
				}
				for _, m := range page.Messages {
					got = append(got, m.Timestamp)
				}
				if params.Cursor = page.ResponseMetaData.NextCursor; params.Cursor == "" {
					break
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("the pages contain %v, want %v", got, want)
			}
		})
	}
}

func TestHistoryExcludesOldestAndLatestUnlessInclusive(t *testing.T) {
	w := newWorld(t)
	var ts []string
	for range 4 {
		_, one := w.post("#leads", text("x"))
		ts = append(ts, one)
	}
	for inclusive, want := range map[bool]int{false: 2, true: 4} {
		got, err := w.client.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{
			ChannelID: w.id("#leads"), Oldest: ts[0], Latest: ts[3], Inclusive: inclusive,
		})
		if err != nil || len(got.Messages) != want {
			t.Errorf("with inclusive %v there are %d messages (%v), want %d", inclusive, len(got.Messages), err, want)
		}
	}
	_, err := w.client.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{ChannelID: w.id("#leads"), Oldest: "soon"})
	wantError(t, err, "invalid_ts_oldest")
	_, err = w.client.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{ChannelID: w.id("#leads"), Cursor: "made-up"})
	wantError(t, err, "invalid_cursor")
}

func TestChannelListsShowPrivateChannelsOnlyToMembers(t *testing.T) {
	w := newWorld(t)
	names := func(p *slack.GetConversationsParameters) map[string]bool {
		list, _, err := w.client.GetConversationsContext(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]bool{}
		for _, c := range list {
			out[c.Name] = c.IsMember
		}
		return out
	}
	if got := names(&slack.GetConversationsParameters{}); len(got) != 3 || !got["leads"] || got["lobby"] {
		t.Errorf("public channels are %v", got)
	}
	all := &slack.GetConversationsParameters{Types: []string{"public_channel", "private_channel"}, ExcludeArchived: true}
	if got := names(all); len(got) != 2 {
		t.Errorf("channels before joining are %v", got)
	}
	if err := w.Join(t.Context(), "dibs", "#secret"); err != nil {
		t.Fatal(err)
	}
	if got := names(all); len(got) != 3 || !got["secret"] {
		t.Errorf("channels after joining are %v", got)
	}
	_, _, err := w.client.GetConversationsContext(t.Context(), &slack.GetConversationsParameters{Types: []string{"dm"}})
	wantError(t, err, "invalid_types")
}

func TestOpeningADirectMessageTwiceReturnsTheSameOne(t *testing.T) {
	w := newWorld(t)
	first, _, _, err := w.client.OpenConversationContext(t.Context(), &slack.OpenConversationParameters{Users: []string{w.ana.ID()}})
	if err != nil {
		t.Fatal(err)
	}
	again, _, open, err := w.client.OpenConversationContext(t.Context(), &slack.OpenConversationParameters{Users: []string{w.ana.ID()}})
	if err != nil || !open || again.ID != first.ID {
		t.Errorf("the second call returned %s, already open %v (%v)", again.ID, open, err)
	}
	_, _, _, err = w.client.OpenConversationContext(t.Context(), &slack.OpenConversationParameters{Users: []string{"U404"}})
	wantError(t, err, "user_not_found")
	if err := w.Deactivate(t.Context(), "ben"); err != nil {
		t.Fatal(err)
	}
	_, _, _, err = w.client.OpenConversationContext(t.Context(), &slack.OpenConversationParameters{Users: []string{w.ben.ID()}})
	wantError(t, err, "user_disabled")
}

func TestMembersAreListed(t *testing.T) {
	w := newWorld(t)
	ids, _, err := w.client.GetUsersInConversationContext(t.Context(), &slack.GetUsersInConversationParameters{ChannelID: w.id("#leads")})
	if err != nil || len(ids) != 3 {
		t.Errorf("members are %v (%v)", ids, err)
	}
}

func TestPeopleAreFoundByIDAndEmail(t *testing.T) {
	w := newWorld(t)
	ana, err := w.client.GetUserByEmailContext(t.Context(), "ANA@sales.example")
	if err != nil || ana.ID != w.ana.ID() || ana.TZ != "Europe/Madrid" || ana.TZOffset != 3600 {
		t.Errorf("the lookup returned %+v (%v)", ana, err)
	}
	_, err = w.client.GetUserByEmailContext(t.Context(), "nobody@sales.example")
	wantError(t, err, "users_not_found")
	_, err = w.client.GetUserInfoContext(t.Context(), "U404")
	wantError(t, err, "user_not_found")
	all, err := w.client.GetUsersContext(t.Context(), slack.GetUsersOptionLimit(2))
	if err != nil || len(all) != 4 || all[1].ID != "USLACKBOT" || all[1].IsBot {
		t.Errorf("the list has %d users (%v); Slackbot is %+v", len(all), err, all[1])
	}
}

func TestEmailAddressesNeedTheirOwnScope(t *testing.T) {
	w := newWorld(t, func(c *slacksim.Config) { c.App.Scopes = []string{"users:read"} })
	ana, err := w.client.GetUserInfoContext(t.Context(), w.ana.ID())
	if err != nil || ana.Profile.Email != "" || ana.RealName != "Ana Ruiz" {
		t.Errorf("person is %+v (%v)", ana, err)
	}
}

func TestUserGroupsListTheirMembers(t *testing.T) {
	w := newWorld(t)
	id := w.AddUsergroup("Sales", "sales", "ana", "ben")
	people, err := w.client.GetUserGroupMembersContext(t.Context(), id)
	if err != nil || len(people) != 2 {
		t.Errorf("members are %v (%v)", people, err)
	}
	groups, err := w.client.GetUserGroupsContext(t.Context(), slack.GetUserGroupsOptionIncludeUsers(true))
	if err != nil || len(groups) != 1 || len(groups[0].Users) != 2 {
		t.Errorf("groups are %v (%v)", groups, err)
	}
	_, err = w.client.GetUserGroupMembersContext(t.Context(), "S404")
	wantError(t, err, "no_such_subteam")
}

func TestAReactionCanOnlyBeAddedOnce(t *testing.T) {
	w := newWorld(t)
	id, ts := w.post("#leads", text("card"))
	item := slack.NewRefToMessage(id, ts)
	if err := w.client.AddReactionContext(t.Context(), "eyes", item); err != nil {
		t.Fatal(err)
	}
	wantError(t, w.client.AddReactionContext(t.Context(), "eyes", item), "already_reacted")
	wantError(t, w.client.AddReactionContext(t.Context(), "Not An Emoji", item), "invalid_name")
	wantError(t, w.client.AddReactionContext(t.Context(), "eyes", slack.NewRefToMessage(id, "9.000000")), "message_not_found")
	if err := w.client.RemoveReactionContext(t.Context(), "eyes", item); err != nil {
		t.Fatal(err)
	}
	if got := w.History(id)[0].Reactions; len(got) != 0 {
		t.Errorf("reactions are %v", got)
	}
}
