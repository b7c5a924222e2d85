package board

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/figures"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// postEvent is the metadata type of every message that a Board posts.
const postEvent = "dibs_post"

// Options are the options of a Board.
type Options struct {
	Quiet     bool            // mention nobody, and send every direct message to the operators instead
	Operators func() []string // Slack ids of the people who get direct messages in quiet mode
}

// Board posts messages to Slack. Every message carries its key in its metadata, so that it can be found again. A Board is safe
// for concurrent use.
//
// Post and Update fail with outbox.ErrUnsure if the message may have been sent, with outbox.Busy if Slack takes no
// message now, and with outbox.ErrUnreachable if a person cannot get messages. Update also fails with outbox.ErrGone
// if the message no longer exists. Any other error means that nothing was sent.
type Board struct {
	client *bot.Client
	pb     func() *playbook.Playbook
	o      Options

	mu    sync.Mutex
	names map[string]string // channel name without # -> id
}

// NewBoard returns a board. pb returns the playbook in force.
func NewBoard(client *bot.Client, pb func() *playbook.Playbook, o Options) *Board {
	return &Board{client: client, pb: pb, o: o, names: map[string]string{}}
}

// Post sends a message and returns where it is. The channel of its place is an id or a name with #. A direct message goes to
// its person; in quiet mode it goes to every operator, and the place is that of the first. An empty message is not sent,
// and its place is empty.
func (b *Board) Post(ctx context.Context, p outbox.Message) (lead.Place, error) {
	targets, err := b.targets(ctx, p)
	if err != nil {
		return lead.Place{}, fmt.Errorf("post %s: %w", p.Key, b.typed(err))
	}
	m := b.draw(p)
	if m.Text == "" {
		return lead.Place{}, nil // there is nothing to say
	}
	m.Metadata = &bot.Metadata{EventType: postEvent, Payload: map[string]any{"key": p.Key}}
	var first lead.Place
	for _, channel := range targets {
		ts, id, err := b.client.PostMessage(ctx, channel, thread(p), m)
		if err != nil {
			return first, fmt.Errorf("post %s: %w", p.Key, b.typed(err))
		}
		if first == (lead.Place{}) {
			first = lead.Place{Channel: id, TS: ts}
		}
	}
	return first, nil
}

// Update redraws a message in its place.
func (b *Board) Update(ctx context.Context, p outbox.Message) error {
	id, err := b.channel(ctx, p.Place.Channel)
	if err == nil {
		err = b.client.UpdateMessage(ctx, id, p.Place.TS, b.draw(p))
	}
	if err != nil {
		return fmt.Errorf("update %s: %w", p.Key, b.typed(err))
	}
	return nil
}

// Find looks for a message by its key, in the places where Post may have sent it, among the messages since the given
// time.
func (b *Board) Find(ctx context.Context, p outbox.Message, since time.Time) (lead.Place, bool, error) {
	targets, err := b.targets(ctx, p)
	if err != nil {
		return lead.Place{}, false, fmt.Errorf("find %s: %w", p.Key, b.typed(err))
	}
	for _, channel := range targets {
		ts, found, err := b.client.FindByMetadata(ctx, channel, thread(p), postEvent, p.Key, since)
		if err != nil {
			return lead.Place{}, false, fmt.Errorf("find %s: %w", p.Key, b.typed(err))
		}
		if found {
			return lead.Place{Channel: channel, TS: ts}, true, nil
		}
	}
	return lead.Place{}, false, nil
}

// Home draws a person's home tab, and returns a hash of it. shown is an earlier hash; if the tab would look the same,
// it is not sent again. It is also drawn in quiet mode, because it pings nobody.
func (b *Board) Home(ctx context.Context, d outbox.HomeView, shown string) (string, error) {
	if d.Reader.Deleted || d.Reader.SlackID == "" {
		return "", outbox.ErrUnreachable
	}
	view := view.Home(d, b.pb())
	drawn, err := json.Marshal(view)
	if err != nil {
		return "", fmt.Errorf("draw the home tab of %s: %w", d.Reader.ID, err)
	}
	sum := sha256.Sum256(drawn)
	hash := hex.EncodeToString(sum[:8])
	if hash == shown {
		return shown, nil
	}
	// Without a view hash: the last process to draw it has the latest data, see Store.EndHome.
	if err := b.client.PublishHome(ctx, d.Reader.SlackID, "", view); err != nil {
		return "", fmt.Errorf("publish the home tab of %s: %w", d.Reader.ID, b.typed(err))
	}
	return hash, nil
}

func thread(p outbox.Message) string {
	if p.Kind == outbox.ThreadReplies {
		return p.Thread
	}
	return ""
}

func (b *Board) draw(p outbox.Message) bot.Message {
	pb := b.pb()
	switch p.Kind {
	case outbox.Tombstone:
		return view.Tombstone(p, pb)
	case outbox.LeadList:
		return view.LeadList(p, pb)
	case outbox.ThreadReplies:
		return view.Thread(p, pb, b.o.Quiet || p.Lead.Test) // a test lead pings nobody
	case outbox.ChannelList:
		return view.ChannelList(p, pb, b.o.Quiet)
	case outbox.DirectMessage:
		return b.private(p, view.Notification(p, pb))
	case outbox.Digest:
		if p.Week != nil {
			return b.private(p, figures.Week(p, pb))
		}
		return b.private(p, view.Briefing(p, pb))
	default:
		return view.Card(p, pb)
	}
}

// private returns a direct message. In quiet mode it begins with the name of its recipient.
func (b *Board) private(p outbox.Message, m bot.Message) bot.Message {
	if b.o.Quiet && p.To != lead.NoOne && m.Text != "" {
		return view.ForOperator(m, p.To, p.Crew)
	}
	return m
}

// targets are the ids of the channels that a message goes to.
func (b *Board) targets(ctx context.Context, p outbox.Message) ([]string, error) {
	if p.To == lead.NoOne {
		id, err := b.channel(ctx, p.Place.Channel)
		return []string{id}, err
	}
	var people []string
	if b.o.Quiet {
		people = b.o.Operators()
	} else {
		m := p.Crew.Member(p.To)
		if m.Deleted || m.SlackID == "" {
			return nil, outbox.ErrUnreachable
		}
		people = []string{m.SlackID}
	}
	if len(people) == 0 {
		return nil, outbox.ErrUnreachable
	}
	var ids []string
	for _, person := range people {
		id, err := b.client.OpenDM(ctx, person)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// channel returns the id of a channel, given by id or by name with #. An unknown name is looked up each time, because the
// channel may have been created or renamed, or the bot invited.
func (b *Board) channel(ctx context.Context, name string) (string, error) {
	if wording.IsSlackID(name) {
		return name, nil
	}
	name = strings.TrimPrefix(name, "#")
	b.mu.Lock()
	id := b.names[name]
	b.mu.Unlock()
	if id != "" {
		return id, nil
	}
	all, err := b.client.Channels(ctx)
	if err != nil {
		return "", err
	}
	for _, c := range all {
		if c.Name == name && !c.Archived {
			return c.ID, b.enter(ctx, c)
		}
	}
	return "", fmt.Errorf("there is no channel #%s that Dibs can see: create it, or invite Dibs to it", name)
}

// enter joins a public channel, because only members can read back what was sent, and remembers its id.
func (b *Board) enter(ctx context.Context, c bot.Channel) error {
	if !c.Private && !c.Member {
		if err := b.client.JoinChannel(ctx, c.ID); err != nil {
			return err
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.names[c.Name] = c.ID
	return nil
}

// typed maps an error of the client to one of a Board.
func (b *Board) typed(err error) error {
	if until, limited := bot.RetryAt(err); limited {
		return outbox.Busy{Until: until}
	}
	switch {
	case bot.Unsure(err):
		return errors.Join(outbox.ErrUnsure, err)
	case bot.Is(err, "message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"):
		return errors.Join(outbox.ErrGone, err)
	case bot.Is(err, "user_disabled", "user_not_found", "user_not_visible", "cannot_dm_bot", "messages_tab_disabled", "not_enabled"):
		return errors.Join(outbox.ErrUnreachable, err)
	case bot.Is(err, "channel_not_found", "is_archived"):
		b.forget()
	}
	return err
}

// forget drops the known names, because one of them led to a channel that no longer exists.
func (b *Board) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	clear(b.names)
}
