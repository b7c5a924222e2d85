package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"dibs/lead"
	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

// crashes is how often the program is killed. It then stays down for downFor by its clock, which is longer than the
// lease of a killed publisher (workflows.publishLease), so that no channel waits for a lease to end.
const (
	crashes = 20
	downFor = time.Minute
)

// crashPatience limits how long people try one thing. It only has to end a hang; all crashes may happen within it.
const crashPatience = 4 * simtest.Patience

// shared is the lead that everybody tries to claim, and desks are the channels in which each person works a lead of
// their own. There are three channels because Slack accepts one message a second in each.
const shared = "Shared"

var desks = map[string]string{"ana": "#leads", "ben": "#leads-enterprise", "mia": "#general"}

func TestKilledAtAnyMomentItLosesNoLeadMakesNoSecondOwnerAndTellsNothingTwice(t *testing.T) {
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			clock := newClock()
			cfg := unhurried(demoWorkspace(""), clock)
			cfg.Timing.Ack = 0 // as briefly as the real Slack, since a process that was killed never answers
			sim := simtest.Start(t, cfg)
			m := &mortal{sim: sim, env: environment(t, s, sim), clock: clock, line: wire(t, ""), up: make(chan struct{})}
			adapt(t, m.env, "routing:", `routing:
  - {name: middle, when: 'lead.employees == 150', to: {channel: "#general", sales_channel: rep, team: sales, assign: claim}}`)
			adapt(t, m.env, "amounts_in: [", `amounts_in: ["#general", `)
			if !s.socket {
				at := func(path string) string { return "http://" + m.line.addr() + "/slack/" + path }
				m.delivery = slacksim.Delivery{
					Commands: at("commands"), Interactions: at("interactions"), Events: at("events"), Options: at("options"),
				}
			}
			g, ctx := errgroup.WithContext(t.Context())
			g.Go(func() error { return m.live(ctx, t) })
			id, err := m.post(t.Context(), shared, true)
			if err != nil {
				t.Fatal(err)
			}
			var mu sync.Mutex
			ids := map[string]lead.ID{"#leads " + shared: id}
			for worker, channel := range desks {
				g.Go(func() error {
					id, err := m.work(ctx, t, worker, channel)
					mu.Lock()
					defer mu.Unlock()
					ids[channel+" Client of "+worker] = id
					return err
				})
			}
			if err := g.Wait(); err != nil {
				t.Fatalf("%v\nthe program said:\n%s\nstored is:\n%s", err, m.said(), m.stored(t))
			}
			m.settle(t, ids)
			if err := m.now.end(); err != nil {
				t.Errorf("asked to stop it ended with %v", err)
			}
			m.verify(t, ids, postedOnce(t, sim))
		})
	}
}

// mortal is the program that is killed and started again.
type mortal struct {
	sim      *slacksim.Sim
	env      map[string]string
	clock    *aheadClock
	line     *line // leads to the current process
	delivery slacksim.Delivery
	up       chan struct{} // closed when it serves for the first time

	mu   sync.Mutex
	now  *child
	life context.Context // ends with the current process
}

// alive returns a context that ends with the current process.
func (m *mortal) alive() context.Context {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.life
}

func (m *mortal) said() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	text := m.now.out.String()
	return text[max(0, len(text)-4000):]
}

// live starts the program and kills it at some moment, again and again; the last process is left running.
func (m *mortal) live(ctx context.Context, t *testing.T) error {
	seed := rand.Uint64()
	t.Logf("the moments of the kills come from seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, 0))
	for n := 0; ; n++ {
		m.env[aheadOfTime] = m.clock.fromNow().String()
		c, err := spawn(m.env, "serve")
		if err != nil {
			return err
		}
		t.Cleanup(func() { _ = c.cmd.Process.Kill() })
		life, end := context.WithCancel(ctx)
		t.Cleanup(end)
		m.mu.Lock()
		m.now, m.life = c, life
		m.mu.Unlock()
		called := m.trap(rnd.IntN(10))
		if serves := c.says(servesOn); serves == nil {
			return fmt.Errorf("start %d: it does not serve:\n%s", n, c.out)
		} else if err := m.connect(ctx, "127.0.0.1:"+serves[1], n == 0); err != nil {
			return err
		}
		if n == crashes {
			m.sim.Heal()
			return nil
		}
		select {
		case <-time.After(time.Duration(rnd.IntN(1200)) * time.Millisecond):
		case <-called:
		case <-ctx.Done():
			return nil
		}
		c.kill()
		end()
		m.clock.forward(downFor)
		m.sim.Heal()
	}
}

// connect points the wire at the process.
func (m *mortal) connect(ctx context.Context, addr string, first bool) error {
	m.line.lead(addr)
	if !first {
		return nil
	}
	defer close(m.up)
	if m.delivery == (slacksim.Delivery{}) {
		return nil
	}
	return m.sim.Connect(ctx, m.delivery)
}

// trap reports when the program makes a certain call, since the worst moments to die are while Slack carries out a
// request. The call takes effect, or not, and is never answered.
func (m *mortal) trap(which int) <-chan struct{} {
	called := make(chan struct{}, 1)
	f := slacksim.Fault{Hold: make(chan struct{}), Match: func(map[string]string) bool {
		select {
		case called <- struct{}{}:
		default:
		}
		return true
	}}
	switch which {
	case 0:
		m.sim.Fault("chat.postMessage", f)
	case 1:
		f.Drop = slacksim.DropBefore
		m.sim.Fault("chat.postMessage", f)
	case 2:
		m.sim.Fault("chat.update", f)
	case 3:
		m.sim.Fault("views.open", f)
	}
	return called
}

// post registers a lead, repeating the request until it is acknowledged.
func (m *mortal) post(ctx context.Context, name string, ready bool) (lead.ID, error) {
	fields := map[string]any{
		"source": "demo", "external_id": name, "name": "Pat Example", "email": strings.ReplaceAll(strings.ToLower(name), " ", ".") + "@customer.example",
		"title": "Head of purchasing", "company": name, "country": "DE", "employees": 60,
	}
	if !ready {
		fields["source"], fields["country"] = "website", "US"
	}
	switch name {
	case "Client of ben":
		fields["employees"] = 900
	case "Client of mia":
		fields["employees"] = 150
	}
	body, err := json.Marshal(fields)
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, crashPatience)
	defer cancel()
	<-m.up
	for {
		id, err := m.postOnce(ctx, name, body)
		if err == nil {
			return id, nil
		}
		select {
		case <-time.After(patience / 10):
		case <-ctx.Done():
			return 0, fmt.Errorf("register %s: %w", name, err)
		}
	}
}

func (m *mortal) postOnce(ctx context.Context, key string, body []byte) (lead.ID, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+m.line.addr()+"/v1/leads", bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	req.Header = http.Header{"Authorization": {"Bearer demo-secret"}, "Idempotency-Key": {key}}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, err
	}
	var answer struct{ ID lead.ID }
	if resp.StatusCode != http.StatusCreated || json.Unmarshal(text, &answer) != nil {
		return 0, fmt.Errorf("POST /v1/leads answers %d %s", resp.StatusCode, text)
	}
	return answer.ID, nil
}

// adapt changes the playbook that the program will read.
func adapt(t *testing.T, env map[string]string, from, to string) {
	t.Helper()
	text, err := os.ReadFile(env["DIBS_PLAYBOOK"])
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), from) {
		t.Fatalf("the playbook does not say %q", from)
	}
	if err := os.WriteFile(env["DIBS_PLAYBOOK"], []byte(strings.Replace(string(text), from, to, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}
