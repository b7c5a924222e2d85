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

// Board is where messages hang. An implementation draws a posting and sends it; it may pace
// itself and block for that until ctx ends. It returns lead.ErrUnsure when a message may have
// been sent all the same, lead.ErrGone when the message to update is no longer there, lead.Busy
// when the channel takes nothing before an instant, and any other error when it was refused.
// It is safe for concurrent use.
type Board interface {
	// Post sends a new message and says where it stands. A posting in which there is nothing
	// to say is not sent, and its place has no timestamp.
	Post(ctx context.Context, p outbox.Message) (lead.Place, error)
	// Update draws a message again that stands at p.Place.
	Update(ctx context.Context, p outbox.Message) error
	// Find looks for a message with p's key among those sent since an instant.
	Find(ctx context.Context, p outbox.Message, since time.Time) (lead.Place, bool, error)
	// Home draws a person's home tab, unless that would look as what is shown, a hash that Home
	// returned; it returns the hash of what is shown now. It fails with lead.ErrUnreachable when
	// the person has no home tab to draw.
	Home(ctx context.Context, d outbox.HomeView, shown string) (string, error)
}

// Config is what a Publisher works with. Worker names this process's publisher for leases: a process that comes
// back under the same name takes its own leases up at once.
type Config struct {
	Store     *store.Store
	Board     Board
	Directory *directory.Directory
	Finder    *lookup.Finder
	Figures   *figures.Reporter
	Worker    string
	Log       *slog.Logger
}

// Publisher shows in Slack what is stored: it is the only writer of messages. It is safe for concurrent use; several
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
	homes   homeWatch // of RefreshHomes alone
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

// Behind signals that a card or a notification of this process waits to be published. Other processes find out by asking
// the store.
func (pu *Publisher) Behind() <-chan struct{} { return pu.behind }

// Signal makes Behind signal. It never blocks.
func (pu *Publisher) Signal() {
	select {
	case pu.behind <- struct{}{}:
	default:
	}
}
