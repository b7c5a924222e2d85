package bot

import (
	"cmp"
	"context"
	"time"

	"github.com/slack-go/slack"
)

// User is a member of the workspace, as Slack describes them.
type User struct {
	ID              string
	Name            string // the handle, without @
	RealName        string
	Title           string // their job title, as they typed it
	Email           string // empty without the scope users:read.email
	TZ              string // IANA zone, empty if Slack knows none
	Deleted         bool
	Bot             bool // Slackbot included
	Guest           bool // a guest of one or several channels, or somebody from another organization
	StatusText      string
	StatusEmoji     string    // with colons, ":palm_tree:"
	StatusExpiresAt time.Time // UTC; zero: never
}

// Channel is a public channel, or a private one that the bot is a member of.
type Channel struct {
	ID, Name string
	Private  bool
	Member   bool // the bot is in it
	Archived bool
}

// UserGroup is a group of people that can be mentioned together.
type UserGroup struct {
	ID, Handle, Name string
	Members          []string // user ids
}

// pageSize is how many entries one page of a list has at most; Slack recommends 100 to 200 and may send fewer.
const pageSize = 200

// Users returns all members of the workspace, including deleted ones and bots. The method allows some 20 pages of 200
// a minute: call it at the start and follow the events team_join and user_change after that.
func (c *Client) Users(ctx context.Context) ([]User, error) {
	var all []User
	page := c.api.GetUsersPaginated(slack.GetUsersOptionLimit(pageSize))
	for {
		err := c.do(ctx, "users.list", func(ctx context.Context) error {
			next, err := page.Next(ctx)
			if err == nil {
				page = next
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		for i := range page.Users {
			all = append(all, userFrom(&page.Users[i]))
		}
		if page.Cursor == "" {
			return all, nil
		}
	}
}

// User returns one member of the workspace ("user_not_found", "user_not_visible").
func (c *Client) User(ctx context.Context, id string) (User, error) {
	var found *slack.User
	err := c.do(ctx, "users.info", func(ctx context.Context) (err error) {
		found, err = c.api.GetUserInfoContext(ctx, id)
		return err
	})
	if err != nil {
		return User{}, err
	}
	return userFrom(found), nil
}

// slackbot is Slack's own bot. Slack says is_bot:false about it.
const slackbot = "USLACKBOT"

func userFrom(u *slack.User) User {
	p := &u.Profile
	short := User{
		ID: u.ID, Name: u.Name, RealName: cmp.Or(p.RealName, u.RealName), Title: unescape(p.Title), Email: p.Email, TZ: u.TZ,
		Deleted: u.Deleted, Bot: u.IsBot || u.ID == slackbot, Guest: u.IsRestricted || u.IsUltraRestricted || u.IsStranger,
		StatusText: unescape(p.StatusText), StatusEmoji: p.StatusEmoji,
	}
	if p.StatusExpiration > 0 {
		short.StatusExpiresAt = time.Unix(int64(p.StatusExpiration), 0).UTC()
	}
	return short
}

// Channels returns the public channels and the private ones that the bot is in, including archived ones.
func (c *Client) Channels(ctx context.Context) ([]Channel, error) {
	return allPages(func(cursor string) (found []Channel, next string, err error) {
		err = c.do(ctx, "conversations.list", func(ctx context.Context) error {
			list, after, err := c.api.GetConversationsContext(ctx, &slack.GetConversationsParameters{
				Cursor: cursor, Limit: pageSize, Types: []string{"public_channel", "private_channel"},
			})
			for i := range list {
				found = append(found, channelFrom(&list[i]))
			}
			next = after
			return err
		})
		return found, next, err
	})
}

// Channel returns one channel that the bot is in, or that is public ("channel_not_found").
func (c *Client) Channel(ctx context.Context, id string) (Channel, error) {
	var found *slack.Channel
	err := c.do(ctx, "conversations.info", func(ctx context.Context) (err error) {
		found, err = c.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
		return err
	})
	if err != nil {
		return Channel{}, err
	}
	return channelFrom(found), nil
}

func channelFrom(ch *slack.Channel) Channel {
	return Channel{ID: ch.ID, Name: ch.Name, Private: ch.IsPrivate, Member: ch.IsMember, Archived: ch.IsArchived}
}

// Members returns the user ids of a channel's members, including the bot's own.
func (c *Client) Members(ctx context.Context, channel string) ([]string, error) {
	return allPages(func(cursor string) (found []string, next string, err error) {
		err = c.do(ctx, "conversations.members", func(ctx context.Context) (err error) {
			found, next, err = c.api.GetUsersInConversationContext(ctx, &slack.GetUsersInConversationParameters{
				ChannelID: channel, Cursor: cursor, Limit: pageSize,
			})
			return err
		})
		return found, next, err
	})
}

// allPages collects a list that comes in pages. Only a page without a cursor ends it, because a page may be empty.
func allPages[T any](page func(cursor string) ([]T, string, error)) ([]T, error) {
	var all []T
	for cursor := ""; ; {
		found, next, err := page(cursor)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
		if next == "" {
			return all, nil
		}
		cursor = next
	}
}

// UserGroups returns the groups of the workspace with their members. Workspaces without a paid plan have none: they
// answer "plan_upgrade_required".
func (c *Client) UserGroups(ctx context.Context) ([]UserGroup, error) {
	var all []UserGroup
	err := c.do(ctx, "usergroups.list", func(ctx context.Context) error {
		list, err := c.api.GetUserGroupsContext(ctx, slack.GetUserGroupsOptionIncludeUsers(true))
		for _, g := range list {
			all = append(all, UserGroup{ID: g.ID, Handle: g.Handle, Name: g.Name, Members: g.Users})
		}
		return err
	})
	return all, err
}

// JoinChannel makes the bot a member of a public channel. A private channel needs an invitation
// ("method_not_supported_for_channel_type").
func (c *Client) JoinChannel(ctx context.Context, channel string) error {
	return c.do(ctx, "conversations.join", func(ctx context.Context) error {
		_, _, _, err := c.api.JoinConversationContext(ctx, channel)
		return err
	})
}
