package publish

import (
	"context"
	"log/slog"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
	"dibs/workflows/directory"
	"dibs/workflows/figures"
	"dibs/workflows/lookup"
)

// Board shows messages in Slack: an implementation draws a message and sends it. It may pace itself and block for that
// until ctx ends. Its errors are outbox.ErrUnsure if the message may have been sent, outbox.ErrGone if the message to
// update is no longer there, outbox.Busy if the channel takes nothing before a certain time, and any other error if the
// message was refused. It is safe for concurrent use.
type Board interface {
	// Post sends a new message and returns where it is. A message that has nothing to say is not sent, and its place
	// has no timestamp.
	Post(ctx context.Context, p outbox.Message) (lead.Place, error)
	// Update draws the message at p.Place again.
	Update(ctx context.Context, p outbox.Message) error
	// Find looks for a message with the key of p among those sent since a time.
	Find(ctx context.Context, p outbox.Message, since time.Time) (lead.Place, bool, error)
	// Home draws a person's home tab, unless it would look like what is shown. shown is the hash that the last Home
	// returned, and Home returns the hash of what is shown now. It fails with outbox.ErrUnreachable if the person has
	// no home tab.
	Home(ctx context.Context, d outbox.HomeView, shown string) (string, error)
}

// Config is what a Publisher works with. Worker names the publishers of this process for leases: a process that
// restarts under the same name can take up its own leases at once.
type Config struct {
	Store     *store.Store
	Board     Board
	Directory *directory.Directory
	Finder    *lookup.Finder
	Figures   *figures.Reporter
	Worker    string
	Log       *slog.Logger
}

// Publisher shows in Slack what is stored, and is the only writer of messages. It is safe for concurrent use; several
// publishers in several processes may share one database.
type Publisher struct {
	store   *store.Store
	board   Board
	dir     *directory.Directory
	find    *lookup.Finder
	figures *figures.Reporter
	worker  string
	log     *slog.Logger
	behind  chan struct{}
	rounds  schedule
	homes   homeWatch // only RefreshHomes uses it
}

// New makes a publisher.
func New(c Config) *Publisher {
	pu := &Publisher{
		store: c.Store, board: c.Board, dir: c.Directory, find: c.Finder, figures: c.Figures, worker: c.Worker, log: c.Log,
		behind: make(chan struct{}, 1),
	}
	if pu.log == nil {
		pu.log = slog.New(slog.DiscardHandler)
	}
	return pu
}

// Behind signals that a card or a notification of this process waits to be published. Other processes find out by
// asking the store.
func (pu *Publisher) Behind() <-chan struct{} { return pu.behind }

// Signal makes Behind signal. It never blocks.
func (pu *Publisher) Signal() {
	select {
	case pu.behind <- struct{}{}:
	default:
	}
}
