package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

// startDemo runs `dibs demo --still` with the playbook in text until the test ends.
func startDemo(t *testing.T, text []byte) *program {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	p := &program{out: &lines{wrote: make(chan struct{}, 1)}, clock: newClock()}
	complaints := &lines{wrote: make(chan struct{}, 1)}
	ended := make(chan error, 1)
	w := p.world()
	w.simulated = func(sim *slacksim.Sim) { p.sim = sim }
	go func() {
		e := &env{ctx: ctx, getenv: onPort("0"), stdout: p.out, stderr: complaints, world: w}
		ended <- (&demoCmd{Still: true}).show(e, text)
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the demo ended with %v", err)
		}
		if said := complaints.String(); said != "" {
			t.Errorf("the demo complained:\n%s", said)
		}
	})
	for {
		if at := regexp.MustCompile(`http://[^/]+`).FindString(p.out.String()); at != "" {
			p.url = at
			return p
		}
		select {
		case <-p.out.wrote:
		case err := <-ended:
			ended <- err
			t.Fatalf("the demo did not start: %v", err)
		case <-time.After(simtest.Patience):
			t.Fatal("the demo does not start")
		}
	}
}

func onPort(port string) func(string) string {
	return func(name string) string { return map[string]string{"PORT": port}[name] }
}

func TestTheDemoSaysInOneLineWhereItIsAndWhatToClickFirst(t *testing.T) {
	t.Parallel()
	p := startDemo(t, demoPlaybook)
	said := p.out.String()
	if strings.Count(said, "\n") != 1 || !strings.Contains(said, "open "+p.url+"/ ") || !strings.Contains(said, "claim the hot lead") {
		t.Errorf("it printed %q", said)
	}
}

func TestTheDemoAnswersThisMachineOnly(t *testing.T) {
	t.Parallel()
	p := startDemo(t, demoPlaybook)
	host, port, err := net.SplitHostPort(strings.TrimPrefix(p.url, "http://"))
	if err != nil || host != "127.0.0.1" {
		t.Fatalf("it serves on %s (%v), want 127.0.0.1", p.url, err)
	}
	own, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	others := []string{"127.0.0.2"}
	for _, a := range own {
		if ip, _, err := net.ParseCIDR(a.String()); err == nil && ip.String() != host {
			others = append(others, ip.String())
		}
	}
	for _, ip := range others {
		if c, err := net.DialTimeout("tcp", net.JoinHostPort(ip, port), time.Second); err == nil {
			_ = c.Close()
			t.Errorf("it listens on %s as well", ip)
		}
	}

	for _, c := range []struct {
		what, host, origin string
		want               int
	}{
		{"as it was printed", "", "", http.StatusOK},
		{"as localhost", "localhost:" + port, "http://localhost:" + port, http.StatusOK},
		{"from its own page", "", p.url, http.StatusOK},
		{"by a foreign name that leads here", "evil.example:" + port, "", http.StatusForbidden},
		{"from a foreign page", "", "https://evil.example", http.StatusForbidden},
		{"from another port of this machine", "", "http://127.0.0.1:1", http.StatusForbidden},
		{"from a page without an origin", "", "null", http.StatusForbidden},
	} {
		for _, path := range []string{"/", "/page/state?user=ana", "/healthz"} {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.url+path, http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			req.Host = c.host
			if c.origin != "" {
				req.Header.Set("Origin", c.origin)
			}
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(resp.Body)
			_ = resp.Body.Close()
			if resp.StatusCode != c.want {
				t.Errorf("%s %s: HTTP %d %.80s, want %d", path, c.what, resp.StatusCode, body, c.want)
			}
		}
	}
}

func TestTheDemoRefusesToRunWhereItCouldTouchARealWorkspace(t *testing.T) {
	t.Parallel()
	const secret = "xoxb-2222-real-token" //nolint:gosec // it opens nothing
	for name, env := range map[string]map[string]string{
		"SLACK_BOT_TOKEN is set to a real token": {"SLACK_BOT_TOKEN": secret},
		"SLACK_APP_TOKEN is set to a real token": {"SLACK_APP_TOKEN": "xapp-" + secret},
		"PORT must be a number":                  {"PORT": "eighty"},
	} {
		var said bytes.Buffer
		err := run(t.Context(), []string{"demo"}, func(k string) string { return env[k] }, &said, &said)
		if err == nil || !strings.HasPrefix(err.Error(), name) || strings.Contains(err.Error(), "\n") {
			t.Errorf("with %v it ends with %v, want one line that begins with %q", env, err, name)
		}
		if err != nil && strings.Contains(err.Error()+said.String(), secret) {
			t.Error("it printed the token")
		}
	}
}
