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
	"dibs/handlers"
	"dibs/playbook"
	"dibs/store"
	"dibs/timers"
	"dibs/workflows"
)

// role says which part of the work a process does. The parts share nothing but the database
// and Redis, so any number of each may run.
type role string

const (
	roleAll    role = "all"
	roleWeb    role = "web"    // hears Slack and the sources
	roleWorker role = "worker" // watches the clocks and publishes
)

func (r role) hears() bool { return r != roleWorker }
func (r role) works() bool { return r != roleWeb }

// app is Dibs put together: the only place where every package meets.
type app struct {
	role     role
	config   config
	log      *slog.Logger
	store    *store.Store
	timers   timers.Timers
	client   *bot.Client
	mux      *bot.Mux
	engine   *workflows.Engine
	http     http.Handler
	getenv   func(string) string // for the secrets of a playbook that is read later
	rereads  <-chan os.Signal    // asks for the playbook's file to be read again; nil: nobody does
	world    world
	changing sync.Mutex    // held while another playbook is taken over, so that none is taken back
	met      chan struct{} // closed once it is known who is there; see meetPeople
}

// appOptions are what serve and demo decide for themselves.
type appOptions struct {
	config   config
	playbook *playbook.Playbook
	role     role
	quiet    bool
	worker   string // names this process's publishers; see workflows.Config
	log      *slog.Logger
	getenv   func(string) string // as app
	rereads  <-chan os.Signal    // as app
	world    world
}

// newApp opens what Dibs needs and puts it together; it does not serve yet. Close it.
func newApp(ctx context.Context, o appOptions) (_ *app, err error) {
	a := &app{
		role: o.role, config: o.config, log: o.log, getenv: o.getenv, rereads: o.rereads, world: o.world, met: make(chan struct{}),
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
	if a.role.works() { // whoever watches the clocks sets them anew
		if err = a.store.PutPlaybook(ctx, o.playbook.Version(), o.playbook.Text(), a.world.now()); err != nil {
			return nil, err
		}
	}
	a.client = bot.NewClient(bot.ClientOptions{
		BotToken: o.config.botToken, AppToken: o.config.appToken, APIURL: o.config.slackAPI, Pace: o.world.pace,
	})
	board := bot.NewBoard(a.client, a.current, bot.BoardOptions{Quiet: o.quiet, Operators: a.operators})
	a.engine = workflows.New(workflows.Config{
		Store: a.store, Timers: wakeups{a.timers}, Board: board, Playbook: o.playbook, Worker: o.worker,
		Site: a.client.Site, Log: o.log,
	})
	if err = a.engine.Refresh(ctx); err != nil {
		return nil, err
	}
	a.mux = bot.NewMux(a.client.Answer, o.log)
	handlers.NewSlack(handlers.SlackConfig{Engine: a.engine, Client: a.client, Now: a.world.now, Log: o.log}).Routes(a.mux)
	a.http = a.routes()
	if a.world.answerIn > 0 {
		a.mux.Timeout = a.world.answerIn
	}
	return a, nil
}

// openStore opens the database. An embedded one is migrated at once, since nobody else runs a
// release step for it; a server's must have been.
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
			err = fmt.Errorf("the database lacks %d migrations; run `dibs migrate` first", pending)
		}
	}
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// openTimers opens the timers of this installation: others that share its Redis have their own, or
// they would take each other's wake-ups, since every database counts its leads from one.
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

// current is the playbook in force, for the board.
func (a *app) current() *playbook.Playbook { return a.engine.Playbook() }

// operators are the Slack ids of those who get all private messages in quiet mode.
func (a *app) operators() []string {
	var ids []string
	for _, m := range a.engine.Crew() {
		if m.Role == "admin" && m.SlackID != "" {
			ids = append(ids, m.SlackID)
		}
	}
	return ids
}

// routes is everything the program answers over HTTP.
func (a *app) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", handlers.NewHTTP(handlers.HTTPConfig{
		Engine: a.engine, Keys: a.config.keys, Dead: a.store, Ready: a.ready, Now: a.world.now, Log: a.log,
	}))
	if a.config.appToken == "" && a.config.signingSecret != "" {
		mux.Handle("/slack/", a.onceMet(bot.NewHTTP(a.mux, a.config.signingSecret, a.world.now)))
	}
	return mux
}

// onceMet lets requests wait until it is known who is there.
func (a *app) onceMet(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-a.met:
			next.ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	})
}

// ready says why the process cannot do its work, or nil.
func (a *app) ready(ctx context.Context) error {
	return errors.Join(a.store.Ping(ctx), a.timers.Ping(ctx))
}

// run serves on the listener until ctx ends, then finishes what is under way: what was
// acknowledged is stored already, so that nothing is lost even when there is no time left.
func (a *app) run(ctx context.Context, l net.Listener) error {
	// Work under way may go on for a while after ctx ended, but not for ever.
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	stopping := context.AfterFunc(ctx, func() { time.AfterFunc(grace, cancel) })
	defer stopping()

	g, serving := errgroup.WithContext(ctx)
	if a.role.hears() {
		g.Go(func() error { return serveHTTP(serving, l, a.http, a.log) })
	}
	a.meetPeople(serving)
	if a.role.hears() && a.config.appToken != "" {
		g.Go(func() error { return a.listen(serving) })
	}
	a.loops(serving, work, g)
	err := g.Wait()
	a.mux.Wait()
	return err
}

// grace is how long work under way may go on after a stop was asked for. With the time that
// closing takes it stays under the ten seconds a platform gives.
const grace = 6 * time.Second

// listen hears Slack by Socket Mode until ctx ends.
func (a *app) listen(ctx context.Context) error {
	if err := bot.NewSocket(a.mux, a.client).Run(ctx); err != nil {
		return fmt.Errorf("socket mode ended: %w", err)
	}
	return nil
}

// serveHTTP serves until ctx ends, then lets requests under way finish.
func serveHTTP(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	srv := &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		// Streams end when ctx does; what changes something is detached from it and goes on.
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	done := make(chan error, 1)
	go func() {
		<-ctx.Done()
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
		err := srv.Shutdown(stop)
		if errors.Is(err, context.DeadlineExceeded) { // somebody holds a connection open
			err = srv.Close()
		}
		done <- err
	}()
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve http: %w", err)
	}
	return <-done
}

// close lets go of what newApp opened.
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
