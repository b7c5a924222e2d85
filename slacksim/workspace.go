package slacksim

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
	"time"
)

// User is a person, or the app's bot.
type User struct {
	ID       string // made from Name when empty
	Name     string // the handle, without @
	RealName string
	Title    string
	Email    string
	TZ       string // IANA zone; default UTC
	Locale   string // such as de-DE
	Status   Status
	DND      DND
	Deleted  bool
	Guest    bool // is_restricted
	Bot      bool
	Away     bool // presence
}

// slackbot is in every workspace. Slack says of it that it is no bot, so that lists of people that trust is_bot hold it.
const slackbot = "USLACKBOT"

// automatic says whether nobody sits behind the account.
func (u *User) automatic() bool { return u.Bot || u.ID == slackbot }

// Status is what a person shows beside their name; a zero Expires never ends.
type Status struct {
	Emoji   string // with colons
	Text    string
	Expires time.Time
}

// DND is a person's do-not-disturb schedule.
type DND struct {
	Enabled      bool
	Start, End   time.Time
	SnoozeActive bool
}

// Kind tells conversations apart.
type Kind string

// The kinds of conversation.
const (
	Public  Kind = "channel"
	Private Kind = "private"
	IM      Kind = "im"
	MPIM    Kind = "mpim"
)

// Channel is a conversation of any kind.
type Channel struct {
	ID       string // made from Name when empty
	Name     string // without #; empty for a direct message
	Kind     Kind   // default Public
	Topic    string
	Archived bool
	// Members are names or ids; the app counts by its handle. Nil means everyone and the app.
	Members []string
	Peer    string // direct messages: the person's id
}

// conversation is a channel of any kind with what was said in it.
type conversation struct {
	Channel
	createdAt time.Time
	members   map[string]bool
	messages  []*Message        // in order, thread replies among them
	private   []*Message        // ephemeral ones, each for one person
	readUpTo  map[string]string // user -> ts
}

// stableID derives an id of Slack's shape from a name, the same in every run.
func stableID(prefix, name string) string {
	sum := sha256.Sum256([]byte(prefix + name))
	return prefix + base32.StdEncoding.EncodeToString(sum[:])[:10]
}

func handleOf(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(name), ""))
}

// addUser puts a person into the workspace. It holds the lock.
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

// addChannel puts a conversation into the workspace. It holds the lock.
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

// user finds a person by id or name, with or without @.
func (s *Sim) user(idOrName string) *User {
	name := strings.TrimPrefix(idOrName, "@")
	for _, u := range s.users {
		if u.ID == idOrName || u.Name == name {
			return u
		}
	}
	return nil
}

// channelByID finds a conversation by its id alone, as most methods ask for.
func (s *Sim) channelByID(id string) *conversation {
	for _, c := range s.channels {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// channelNamed finds a conversation by id or name, with or without #.
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

// openIM is the direct conversation of the app with a person, made when there is none yet.
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

// visibleTo says whether a person can look into the conversation.
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

// snapshot is the conversation as the outside may keep it.
func (c *conversation) snapshot() Channel {
	out := c.Channel
	out.Members = c.memberIDs()
	return out
}
