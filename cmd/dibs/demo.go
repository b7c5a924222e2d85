package main

import (
	"context"
	_ "embed"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"dibs/handlers"
	"dibs/playbook"
	"dibs/slacksim"
)

//go:embed demo.yaml
var demoPlaybook []byte

// The demo's secrets protect nothing: they work against its own small Slack on this machine.
const (
	demoBotToken = "xoxb-demo"
	demoAppToken = "xapp-demo"
	demoAPIKey   = "demo:demo-secret"
)

// demoSecrets are what the demo's playbook finds in place of the environment, so that the
// providers' documented payloads can be sent to it.
var demoSecrets = map[string]string{"TYPEFORM_SECRET": "typeform-demo", "GOOGLE_ADS_KEY": "testkey"}

// demoEnv is the environment that the demo's playbook sees.
func demoEnv(name string) string { return demoSecrets[name] }

// demoCmd shows Dibs at work: one process, a throw-away database and a small Slack with a page.
type demoCmd struct {
	Still bool `help:"Let no leads arrive by themselves."`
}

// Run shows the demo until it is told to stop.
func (d *demoCmd) Run(e *env) error { return d.show(e, demoPlaybook) }

// show is Run by a playbook of the caller's for the same people and channels.
func (d *demoCmd) show(e *env, text []byte) error {
	if err := refuseRealTokens(e.getenv); err != nil {
		return err
	}
	l, err := demoListener(e.ctx, e.getenv)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	dir, err := os.MkdirTemp("", "dibs-demo-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()

	base := "http://" + l.Addr().String()
	workspace := demoWorkspace(base)
	workspace.Now, workspace.Limits.Off = e.world.now, e.world.pace > 0
	sim := slacksim.New(workspace)
	defer sim.Close()
	if e.world.simulated != nil {
		e.world.simulated(sim)
	}
	pb, err := playbook.Parse("demo.yaml", text, demoEnv)
	if err != nil {
		return err
	}
	keys, err := handlers.ParseKeys(demoAPIKey)
	if err != nil {
		return err
	}
	var level slog.LevelVar
	level.Set(slog.LevelWarn)
	// Once the demo is stopped its small Slack answers no more, and that is no news.
	defer context.AfterFunc(e.ctx, func() { level.Set(slog.LevelError + 1) })()
	log := slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: &level}))
	a, err := newApp(e.ctx, appOptions{
		config: config{
			botToken: demoBotToken, appToken: demoAppToken, slackAPI: sim.APIURL(), keys: keys,
			playbook: "demo.yaml", database: "sqlite:" + filepath.Join(dir, "demo.db"),
		},
		playbook: pb, role: roleAll, worker: "demo", log: log, getenv: demoEnv, world: e.world,
	})
	if err != nil {
		return err
	}
	defer func() { _ = a.close() }()
	a.http = localOnly(l.Addr(), demoRoutes(a.http, sim.Handler()))

	fmt.Fprintf(e.stdout, "Dibs demo: open %s/ and press Claim on the hot lead before Ben and Mia are called.\n", base)
	g, ctx := errgroup.WithContext(e.ctx)
	g.Go(func() error { return a.run(ctx, l) })
	if !d.Still {
		g.Go(func() error { return a.arrivals(ctx) })
	}
	return g.Wait()
}

// refuseRealTokens keeps a demo from ever touching a real workspace.
func refuseRealTokens(getenv func(string) string) error {
	for name, own := range map[string]string{"SLACK_BOT_TOKEN": demoBotToken, "SLACK_APP_TOKEN": demoAppToken} {
		if v := getenv(name); v != "" && v != own {
			return fmt.Errorf("%s is set to a real token, and the demo talks to no real Slack; unset it, or run `dibs serve`", name)
		}
	}
	return nil
}

// demoListener listens on this machine only: on PORT, or on 8080 and, when that is taken and
// nobody asked for it, on any free port.
func demoListener(ctx context.Context, getenv func(string) string) (net.Listener, error) {
	var listen net.ListenConfig
	port := getenv("PORT")
	if _, err := strconv.ParseUint(port, 10, 16); err != nil && port != "" {
		return nil, fmt.Errorf("PORT must be a number from 0 to 65535, not %q", port)
	}
	if port != "" {
		l, err := listen.Listen(ctx, "tcp", "127.0.0.1:"+port)
		if err != nil {
			return nil, fmt.Errorf("PORT %s cannot be used: %w", port, err)
		}
		return l, nil
	}
	if l, err := listen.Listen(ctx, "tcp", "127.0.0.1:8080"); err == nil {
		return l, nil
	}
	return listen.Listen(ctx, "tcp", "127.0.0.1:0")
}

// demoRoutes serves Dibs where machines call it and the small Slack everywhere else.
func demoRoutes(dibs, slack http.Handler) http.Handler {
	mux := http.NewServeMux()
	for _, p := range []string{"/v1/", "/healthz", "/readyz"} {
		mux.Handle(p, dibs)
	}
	mux.Handle("/", slack)
	return mux
}

// localOnly refuses what a web page from elsewhere could make a browser send here: a foreign
// Host (DNS rebinding) or a foreign Origin.
func localOnly(addr net.Addr, next http.Handler) http.Handler {
	_, port, _ := net.SplitHostPort(addr.String())
	own := map[string]bool{"127.0.0.1:" + port: true, "localhost:" + port: true}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		if !own[r.Host] || origin != "" && !own[strings.TrimPrefix(origin, "http://")] {
			http.Error(w, "The demo answers this machine only.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// demoEvery is how often a lead arrives in the demo, and demoMost how many may wait unclaimed
// before arrivals pause: a person watching should see each one.
const (
	demoEvery = 25 * time.Second
	demoMost  = 9
)
