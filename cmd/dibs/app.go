package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"dibs/bot"
	"dibs/bot/board"
	"dibs/handlers"
	"dibs/lead"
	"dibs/playbook"
	"dibs/store"
	"dibs/timers"
)

// role says which part of the work a process does. The parts share only the database and Redis, so any number of each
// can run.
type role string

const (
	roleAll    role = "all"
	roleWeb    role = "web"    // receives from Slack and the sources
	roleWorker role = "worker" // watches deadlines and publishes
)

func (r role) receives() bool { return r != roleWorker }
func (r role) works() bool    { return r != roleWeb }

// app is the whole program: the only place where all packages are put together.
type app struct {
	role   role
	config config
	log    *slog.Logger
	store  *store.Store
	timers timers.Timers
	client *bot.Client
	mux    *bot.Mux
	parts
	http     http.Handler
	getenv   func(string) string // for the secrets of a playbook that is read later
	reloads  <-chan os.Signal    // asks to reload the playbook's file; nil: never
	world    world
	changing sync.Mutex    // held while the playbook changes, so that an older one never replaces a newer one
	ready    chan struct{} // closed once the people are known; see awaitPeople
}

// appOptions is what serve and demo set differently.
type appOptions struct {
	config   config
	playbook *playbook.Playbook
	role     role
	quiet    bool
	worker   string // names this process's publishers; see workflows.Config
	log      *slog.Logger
	getenv   func(string) string // as in app
	reloads  <-chan os.Signal    // as in app
	world    world
}

// newApp opens the database and timers and puts the program together. It does not serve yet. The caller must close
// it.
func newApp(ctx context.Context, o appOptions) (_ *app, err error) {
	a := &app{
		role: o.role, config: o.config, log: o.log, getenv: o.getenv, reloads: o.reloads, world: o.world, ready: make(chan struct{}),
	}
	defer func() {
		if err != nil {
			_ = a.close()
		}
	}()
	if a.store, err = openStore(ctx, o.config.database); err != nil {
		return nil, err
	}
	if a.timers, err = openTimers(ctx, o.config.redis, a.store); err != nil {
		return nil, err
	}
	if a.role.works() { // only processes that watch deadlines can recalculate them
		if err = a.store.PutPlaybook(ctx, o.playbook.Version(), o.playbook.Text(), a.world.now()); err != nil {
			return nil, err
		}
	}
	a.client = bot.NewClient(bot.ClientOptions{
		BotToken: o.config.botToken, AppToken: o.config.appToken, APIURL: o.config.slackAPI, Pace: o.world.pace,
	})
	board := board.NewBoard(a.client, a.current, board.Options{Quiet: o.quiet, Operators: a.operators})
	a.parts = newParts(a.store, a.timers, board, o.playbook, o.worker, a.client.Site, o.log)
	if err = a.dir.Refresh(ctx); err != nil {
		return nil, err
	}
	a.mux = bot.NewMux(a.client.Answer, o.log)
	handlers.NewSlack(handlers.SlackConfig{
		Engine: a.engine, Availability: a.availability, Directory: a.dir, Finder: a.find, Figures: a.figures, Publisher: a.publisher,
		Client: a.client, Now: a.world.now, Log: o.log,
	}).Routes(a.mux)
	a.http = a.routes()
	if a.world.answerIn > 0 {
		a.mux.Timeout = a.world.answerIn
	}
	return a, nil
}

// openStore opens the database. SQLite is migrated at once, since there is no release step for it. Postgres
// must have been migrated already.
func openStore(ctx context.Context, url string) (*store.Store, error) {
	s, err := store.Open(ctx, url)
	if err != nil {
		return nil, err
	}
	if s.Dialect() == "sqlite" {
		err = s.Migrate(ctx)
	} else {
		var pending int
		if pending, err = s.Pending(ctx); err == nil && pending > 0 {
			err = fmt.Errorf("the database is %s behind; run `dibs migrate` first", count(pending, "migration", "migrations"))
		}
	}
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// openTimers opens the timers of this installation: without Redis in this process, otherwise under a key of their
// own. Installations that share a Redis must not take each other's wake-ups, and lead ids start at one in every
// database.
func openTimers(ctx context.Context, redis string, s *store.Store) (timers.Timers, error) {
	if redis == "" {
		return timers.NewMemory(), nil
	}
	t, err := timers.NewRedis(redis)
	if err != nil {
		return nil, err
	}
	id, err := s.Installation(ctx)
	if err != nil {
		return nil, errors.Join(err, t.Close())
	}
	t.Key += ":" + id
	return t, nil
}

// current is the playbook in force.
func (a *app) current() *playbook.Playbook { return a.dir.Playbook() }

// operators are the Slack ids of the admins, who get all direct messages in quiet mode.
func (a *app) operators() []string {
	var ids []string
	for _, m := range a.dir.Crew() {
		if m.Role == lead.RoleAdmin && m.SlackID != "" {
			ids = append(ids, m.SlackID)
		}
	}
	return ids
}

// routes is the HTTP handler of the whole program.
func (a *app) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", handlers.NewHTTP(handlers.HTTPConfig{
		Engine: a.engine, Directory: a.dir, Keys: a.config.keys, Dead: a.store, Ready: a.checkReady, Now: a.world.now, Log: a.log,
		WriteTimeout: a.world.answerIn,
	}))
	if a.config.appToken == "" && a.config.signingSecret != "" {
		mux.Handle("/slack/", a.onceReady(bot.NewHTTP(a.mux, a.config.signingSecret, a.world.now)))
	}
	return mux
}

// onceReady makes requests wait until the people are known; see awaitPeople.
func (a *app) onceReady(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-a.ready:
			next.ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	})
}

// checkReady returns why the process cannot work right now, or nil.
func (a *app) checkReady(ctx context.Context) error {
	return errors.Join(a.store.Ping(ctx), a.timers.Ping(ctx))
}

// run serves on the listener until ctx ends, then finishes the work in progress. Everything that was acknowledged is
// already stored, so nothing is lost even if there is no time left to finish.
func (a *app) run(ctx context.Context, l net.Listener) error {
	// Work in progress may go on for a while after ctx ends, but not forever.
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	stopping := context.AfterFunc(ctx, func() { time.AfterFunc(grace, cancel) })
	defer stopping()

	g, serving := errgroup.WithContext(ctx)
	if a.role.receives() {
		g.Go(func() error { return serveHTTP(serving, l, a.http, a.log) })
	}
	a.awaitPeople(serving)
	if a.role.receives() && a.config.appToken != "" {
		g.Go(func() error { return a.listen(serving) })
	}
	a.loops(serving, work, g)
	err := g.Wait()
	a.mux.Wait()
	return err
}

// grace is how long work in progress may go on after a stop was requested. Together with closing, it must stay under
// the ten seconds that most platforms allow.
const grace = 6 * time.Second

// listen receives from Slack in Socket Mode until ctx ends.
func (a *app) listen(ctx context.Context) error {
	if err := bot.NewSocket(a.mux, a.client).Run(ctx); err != nil {
		return fmt.Errorf("socket mode: %w", err)
	}
	return nil
}

// serveHTTP serves until ctx ends, then lets requests in progress finish, for as long as grace.
func serveHTTP(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	srv := &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		// Streams end with ctx. Requests that change something detach from it and continue.
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	done := make(chan error, 1)
	go func() {
		<-ctx.Done()
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
		err := srv.Shutdown(stop)
		if errors.Is(err, context.DeadlineExceeded) { // a client keeps a connection open
			err = srv.Close()
		}
		done <- err
	}()
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve http: %w", err)
	}
	return <-done
}

// close closes what newApp opened.
func (a *app) close() error {
	var errs []error
	if a.timers != nil {
		errs = append(errs, a.timers.Close())
	}
	if a.store != nil {
		errs = append(errs, a.store.Close())
	}
	return errors.Join(errs...)
}
