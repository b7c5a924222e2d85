package slacksim

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
	"time"
)

// User is a person or a bot.
type User struct {
	ID       string // if empty, derived from Name
	Name     string // the handle without @
	RealName string
	Title    string
	Email    string
	TZ       string // IANA time zone; default UTC
	Locale   string // such as de-DE
	Status   Status
	DND      DND
	Deleted  bool
	Guest    bool // is_restricted
	Bot      bool
	Away     bool // presence is "away"
}

// slackbot is a member of every workspace. Slack reports is_bot false for it, so a list filtered by is_bot still contains it.
const slackbot = "USLACKBOT"

// automated reports whether the account belongs to no person.
func (u *User) automated() bool { return u.Bot || u.ID == slackbot }

// Status is the status beside a person's name. With a zero Expires it never ends.
type Status struct {
	Emoji   string // with its colons
	Text    string
	Expires time.Time
}

// DND is a person's Do Not Disturb schedule.
type DND struct {
	Enabled      bool
	Start, End   time.Time
	SnoozeActive bool
}

// Kind is the kind of a conversation.
type Kind string

// The kinds of conversation.
const (
	Public  Kind = "channel"
	Private Kind = "private"
	IM      Kind = "im"
	MPIM    Kind = "mpim"
)

// Channel describes a conversation of any kind.
type Channel struct {
	ID       string // if empty, derived from Name
	Name     string // without #; empty for a direct message
	Kind     Kind   // default Public
	Topic    string
	Archived bool
	// Members are names or ids of people; the app is named by its handle. Nil means everyone and the app.
	Members []string
	Peer    string // only for direct messages: the person's id
}

// conversation is a channel of any kind with its members and messages.
type conversation struct {
	Channel
	createdAt time.Time
	members   map[string]bool
	messages  []*Message        // in order, including thread replies
	ephemeral []*Message        // in order, each for one person
	readUpTo  map[string]string // user -> ts of the last message they have read
}

// stableID derives an id that looks like Slack's from a name. It is the same in every run.
func stableID(prefix, name string) string {
	sum := sha256.Sum256([]byte(prefix + name))
	return prefix + base32.StdEncoding.EncodeToString(sum[:])[:10]
}

func handleOf(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(name), ""))
}

// addUser adds a person to the workspace. The caller holds the lock.
func (s *Sim) addUser(u User) *User {
	if u.ID == "" {
		u.ID = stableID("U", u.Name)
	}
	if u.TZ == "" {
		u.TZ = "UTC"
	}
	if u.RealName == "" {
		u.RealName = u.Name
	}
	s.users = append(s.users, &u)
	return &u
}

// addChannel adds a conversation to the workspace. The caller holds the lock.
func (s *Sim) addChannel(c Channel) *conversation {
	if c.Kind == "" {
		c.Kind = Public
	}
	c.Name = strings.TrimPrefix(c.Name, "#")
	if c.ID == "" {
		c.ID = stableID("C", c.Name)
	}
	ch := &conversation{Channel: c, createdAt: s.now(), members: map[string]bool{}, readUpTo: map[string]string{}}
	if c.Members == nil {
		for _, u := range s.users {
			if u.ID != slackbot {
				ch.members[u.ID] = true
			}
		}
	}
	for _, m := range c.Members {
		if u := s.user(m); u != nil {
			ch.members[u.ID] = true
		}
	}
	s.channels = append(s.channels, ch)
	return ch
}

// user finds a person by id or by name, with or without @.
func (s *Sim) user(idOrName string) *User {
	name := strings.TrimPrefix(idOrName, "@")
	for _, u := range s.users {
		if u.ID == idOrName || u.Name == name {
			return u
		}
	}
	return nil
}

// channelByID finds a conversation by id only, which is what most API methods accept.
func (s *Sim) channelByID(id string) *conversation {
	for _, c := range s.channels {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// channelNamed finds a conversation by id or by name, with or without #.
func (s *Sim) channelNamed(idOrName string) *conversation {
	if c := s.channelByID(idOrName); c != nil {
		return c
	}
	name := strings.TrimPrefix(idOrName, "#")
	for _, c := range s.channels {
		if name != "" && c.Name == name {
			return c
		}
	}
	return nil
}

// openIM returns the direct message between the app and a person, and creates it if needed.
func (s *Sim) openIM(userID string) (c *conversation, existed bool) {
	for _, c := range s.channels {
		if c.Kind == IM && c.Peer == userID {
			return c, true
		}
	}
	return s.addChannel(Channel{
		ID: stableID("D", userID), Kind: IM, Peer: userID, Members: []string{userID, s.cfg.App.BotUserID},
	}), false
}

func (c *conversation) hasApp(s *Sim) bool { return c.members[s.cfg.App.BotUserID] }

// visibleTo reports whether a person can see the conversation.
func (c *conversation) visibleTo(userID string) bool { return c.Kind == Public || c.members[userID] }

func (c *conversation) memberIDs() []string {
	ids := make([]string, 0, len(c.members))
	for id, in := range c.members {
		if in {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// snapshot returns a copy of the conversation that callers may keep.
func (c *conversation) snapshot() Channel {
	out := c.Channel
	out.Members = c.memberIDs()
	return out
}
