package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
	"dibs/store/storetest"
)

// setup is one way to run the program: the transport, the database and the timers.
type setup struct {
	name     string
	socket   bool
	postgres bool
	redis    bool
}

// setups are the two extremes of how Dibs is run: embedded with Socket Mode, and over HTTP on more than one machine.
var setups = []setup{
	{name: "socket mode, SQLite, timers in memory", socket: true},
	{name: "HTTP, Postgres, Redis", postgres: true, redis: true},
}

// onEach runs a test of the whole program in each setup, beside other tests.
func onEach(t *testing.T, f func(t *testing.T, p *program)) {
	t.Helper()
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			f(t, start(t, s))
		})
	}
}

// calmPlaybook is the demo's playbook with an hour for each minute and six minutes for each second, except in the
// bundle: nothing becomes due while a test runs, however slow the machine is.
var calmPlaybook = func() []byte {
	text := regexp.MustCompile(`\b[1-9]\d*[sm]\b`).ReplaceAllFunc(demoPlaybook, func(length []byte) []byte {
		d, err := time.ParseDuration(string(length))
		if err != nil {
			panic(err)
		}
		if d *= 60; bytes.HasSuffix(length, []byte("s")) {
			d *= 6
		}
		return fmt.Appendf(nil, "%dm", int(min(d, 23*time.Hour).Minutes())) // a playbook counts longer times in days
	})
	return bytes.Replace(text, []byte("bundle: 60m"), []byte("bundle: 10s"), 1)
}()

// program is Dibs running against the simulated Slack.
type program struct {
	sim   *slacksim.Sim
	url   string // where it serves HTTP
	env   map[string]string
	clock *aheadClock // the clock of the program and its Slack
	// measured is set in benchmarks, where messages are sent at Slack's own pace.
	measured bool
	stop     func() // stops it as SIGTERM does, and returns when it has ended
	out      *lines
}

// start runs `dibs serve` with the demo's people and [calmPlaybook] until the test ends.
func start(t testing.TB, s setup) *program {
	t.Helper()
	return startIn(t, s, demoWorkspace(""), calmPlaybook)
}

// unhurried is a workspace in which no deadline depends on the speed of the machine: Slack waits for an answer, and
// people for a dialog, as long as a test waits for anything. (Benchmarks measure how soon answers come.) It accepts
// messages at any pace, and goes by the given clock.
func unhurried(cfg slacksim.Config, clock *aheadClock) slacksim.Config {
	cfg.Limits.Off = true
	cfg.Timing.Ack, cfg.Timing.Trigger = simtest.Patience, simtest.Patience
	cfg.Now = clock.Now
	return cfg
}

// startIn is start in another workspace, with another playbook.
func startIn(t testing.TB, s setup, cfg slacksim.Config, playbook []byte, args ...string) *program {
	t.Helper()
	clock := newClock()
	sim := simtest.Start(t, unhurried(cfg, clock))
	p := &program{sim: sim, env: environment(t, s, sim), clock: clock}
	_, p.measured = t.(*testing.B)
	if err := os.WriteFile(p.env["DIBS_PLAYBOOK"], playbook, 0o600); err != nil {
		t.Fatal(err)
	}
	p.run(t, args...)
	p.connect(t, s)
	return p
}

// connect lets Slack reach the program once it serves.
func (p *program) connect(t testing.TB, s setup) {
	t.Helper()
	if s.socket {
		simtest.Connected(t, p.sim, 1)
		return
	}
	at := func(path string) string { return p.url + "/slack/" + path }
	d := slacksim.Delivery{Commands: at("commands"), Interactions: at("interactions"), Events: at("events"), Options: at("options")}
	if err := p.sim.Connect(t.Context(), d); err != nil {
		t.Fatal(err)
	}
}

func environment(t testing.TB, s setup, sim *slacksim.Sim) map[string]string {
	dir := t.TempDir()
	pb := filepath.Join(dir, "playbook.yaml")
	if err := os.WriteFile(pb, calmPlaybook, 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{
		"SLACK_BOT_TOKEN": sim.BotToken(), "SLACK_API_URL": sim.APIURL(), "PORT": "0",
		"DATABASE_URL": "sqlite:" + filepath.Join(dir, "dibs.db"), "DIBS_PLAYBOOK": pb,
		"DIBS_API_KEYS": demoAPIKey, "TYPEFORM_SECRET": demoSecrets["TYPEFORM_SECRET"], "GOOGLE_ADS_KEY": demoSecrets["GOOGLE_ADS_KEY"],
	}
	if s.socket {
		env["SLACK_APP_TOKEN"] = sim.AppToken()
	} else {
		env["SLACK_SIGNING_SECRET"] = sim.SigningSecret()
	}
	if s.postgres {
		env["DATABASE_URL"] = storetest.Postgres(t)
		if err := run(t.Context(), []string{"migrate"}, func(k string) string { return env[k] }, io.Discard, io.Discard); err != nil {
			t.Fatal(err)
		}
	}
	if s.redis {
		env["REDIS_URL"] = redis(t)
	}
	return env
}

// run starts the program and waits until it serves.
func (p *program) run(t testing.TB, args ...string) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	p.out = &lines{wrote: make(chan struct{}, 1)}
	ended := make(chan error, 1)
	go func() {
		ended <- runIn(ctx, p.world(), append([]string{"serve"}, args...), func(k string) string { return p.env[k] }, p.out, p.out)
	}()
	var once sync.Once
	p.stop = func() {
		once.Do(func() {
			cancel()
			if err := <-ended; err != nil {
				t.Errorf("the program ended with %v; it printed:\n%s", err, p.out)
			}
		})
	}
	t.Cleanup(func() {
		p.stop()
		if t.Failed() {
			t.Logf("the program printed:\n%s", p.out)
		}
	})
	serves := regexp.MustCompile(` on \S*:(\d+) `)
	for {
		if m := serves.FindStringSubmatch(p.out.String()); m != nil {
			p.url = "http://127.0.0.1:" + m[1]
			return
		}
		select {
		case <-p.out.wrote:
		case err := <-ended:
			ended <- nil // for stop
			t.Fatalf("the program did not start: %v\n%s", err, p.out)
		case <-time.After(simtest.Patience):
			t.Fatalf("the program does not serve; it printed:\n%s", p.out)
		}
	}
}

// lines collects what the program prints.
type lines struct {
	mu    sync.Mutex
	buf   bytes.Buffer
	wrote chan struct{}
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case l.wrote <- struct{}{}:
	default:
	}
	return l.buf.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// as returns a person who uses the workspace.
func (p *program) as(t testing.TB, name string) *simtest.Person { return simtest.As(t, p.sim, name) }

// typeformPayload is the payload that Typeform documents, signed.
func typeformPayload(t testing.TB) ([]byte, http.Header) {
	t.Helper()
	body := payload(t, "typeform.json")
	return body, typeformSigned(body)
}

// typeformSigned signs a body as Typeform does.
func typeformSigned(body []byte) http.Header {
	mac := hmac.New(sha256.New, []byte(demoSecrets["TYPEFORM_SECRET"]))
	mac.Write(body)
	return http.Header{"Typeform-Signature": {"sha256=" + base64.StdEncoding.EncodeToString(mac.Sum(nil))}}
}

// googlePayload is the payload that Google documents, as a test or as a real lead.
func googlePayload(t testing.TB, test bool) []byte {
	t.Helper()
	return bytes.Replace(payload(t, "google-ads-lead-form.json"), []byte(`"is_test": true`), fmt.Appendf(nil, `"is_test": %t`, test), 1)
}

func payload(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "handlers", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// post sends a body and returns the status and the answer.
func (p *program) post(t testing.TB, path string, body []byte, header http.Header) (int, map[string]any) {
	t.Helper()
	status, answered, text := p.send(t, path, body, header)
	answer := map[string]any{}
	if strings.Contains(answered.Get("Content-Type"), "json") {
		if err := json.Unmarshal([]byte(text), &answer); err != nil {
			t.Fatalf("%s answered %q: %v", path, text, err)
		}
	}
	return status, answer
}

// send sends a body and returns the whole answer.
func (p *program) send(t testing.TB, path string, body []byte, header http.Header) (status int, answered http.Header, text string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.url+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range header {
		req.Header[k] = v
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	said, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatalf("the answer of %s: %v", path, err)
	}
	return resp.StatusCode, resp.Header, string(said)
}

// lead registers a lead over the API; fields are those of POST /v1/leads.
func (p *program) lead(t testing.TB, fields map[string]any) {
	t.Helper()
	body, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	status, answer := p.post(t, "/v1/leads", body, http.Header{"Authorization": {"Bearer demo-secret"}})
	if status != http.StatusCreated {
		t.Fatalf("POST /v1/leads answered %d %v", status, answer)
	}
}

var redisDatabases atomic.Int64

// redis returns the URL of a database of the test Redis that no other test of this package uses.
func redis(t testing.TB) string {
	t.Helper()
	server := os.Getenv("DIBS_TEST_REDIS")
	if server == "" {
		t.Skip("there is no Redis: DIBS_TEST_REDIS is not set (scripts/test sets it)")
	}
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal("DIBS_TEST_REDIS is not a URL")
	}
	u.Path = fmt.Sprintf("/%d", 1+redisDatabases.Add(1)%15)
	return u.String()
}
