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

// The demo's secrets protect nothing: they only work with its own small Slack on this machine.
const (
	demoBotToken = "xoxb-demo"
	demoAppToken = "xapp-demo"
	demoAPIKey   = "demo:demo-secret"
)

// demoSecrets replace the environment for the demo's playbook, so that the example payloads from the
// providers' documentation can be sent to it.
var demoSecrets = map[string]string{"TYPEFORM_SECRET": "typeform-demo", "GOOGLE_ADS_KEY": "testkey"}

// demoEnv is the environment for the demo's playbook.
func demoEnv(name string) string { return demoSecrets[name] }

// demoCmd runs the demo: one process, a throw-away database and a small Slack with a web page.
type demoCmd struct {
	Still bool `help:"No leads come in on their own."`
}

// Run runs the demo until its context ends.
func (d *demoCmd) Run(e *env) error { return d.show(e, demoPlaybook) }

// show is Run with another playbook for the same people and channels.
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
	// Once the demo is stopped, its small Slack no longer answers, which is not worth logging.
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

	fmt.Fprintf(e.stdout, "Dibs demo: open %s/ and claim the hot lead before Ben and Mia are pinged.\n", base)
	g, ctx := errgroup.WithContext(e.ctx)
	g.Go(func() error { return a.run(ctx, l) })
	if !d.Still {
		g.Go(func() error { return a.arrivals(ctx) })
	}
	return g.Wait()
}

// refuseRealTokens makes sure that a demo never touches a real workspace.
func refuseRealTokens(getenv func(string) string) error {
	for name, own := range map[string]string{"SLACK_BOT_TOKEN": demoBotToken, "SLACK_APP_TOKEN": demoAppToken} {
		if v := getenv(name); v != "" && v != own {
			return fmt.Errorf("%s is set to a real token, but the demo never talks to the real Slack; unset it, or run `dibs serve`", name)
		}
	}
	return nil
}

// demoListener listens on this machine only: on PORT if it is set, otherwise on 8080 or, if that is taken, on
// any free port.
func demoListener(ctx context.Context, getenv func(string) string) (net.Listener, error) {
	var listen net.ListenConfig
	port := getenv("PORT")
	if _, err := strconv.ParseUint(port, 10, 16); err != nil && port != "" {
		return nil, fmt.Errorf("PORT must be a number from 0 to 65535, not %q", port)
	}
	if port != "" {
		l, err := listen.Listen(ctx, "tcp", "127.0.0.1:"+port)
		if err != nil {
			return nil, fmt.Errorf("can't listen on PORT %s: %w", port, err)
		}
		return l, nil
	}
	if l, err := listen.Listen(ctx, "tcp", "127.0.0.1:8080"); err == nil {
		return l, nil
	}
	return listen.Listen(ctx, "tcp", "127.0.0.1:0")
}

// demoRoutes serves the API of Dibs under its own paths and the small Slack everywhere else.
func demoRoutes(dibs, slack http.Handler) http.Handler {
	mux := http.NewServeMux()
	for _, p := range []string{"/v1/", "/healthz", "/readyz"} {
		mux.Handle(p, dibs)
	}
	mux.Handle("/", slack)
	return mux
}

// localOnly refuses requests that another web page could make a browser send: those with a foreign Host (DNS
// rebinding) or a foreign Origin.
func localOnly(addr net.Addr, next http.Handler) http.Handler {
	_, port, _ := net.SplitHostPort(addr.String())
	own := map[string]bool{"127.0.0.1:" + port: true, "localhost:" + port: true}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		if !own[r.Host] || origin != "" && !own[strings.TrimPrefix(origin, "http://")] {
			http.Error(w, "The demo only answers requests from this machine.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// A lead arrives every demoEvery, until demoMost are unclaimed: a person watching should see each one.
const (
	demoEvery = 25 * time.Second
	demoMost  = 9
)
