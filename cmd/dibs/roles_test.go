package main

import (
	"fmt"
	"io"
	"strings"
	"syscall"
	"testing"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

func TestOneWebAndTwoWorkersShareTheWorkAndAreStoppedInTheMiddleOfIt(t *testing.T) {
	t.Parallel()
	cfg := demoWorkspace("")
	cfg = unhurried(cfg, newClock())
	sim := simtest.Start(t, cfg)
	env := environment(t, setups[1], sim)
	adapt(t, env, string(calmPlaybook), string(managerAfter(t, "2s")))
	begin := func(role string) *child {
		c, err := spawn(env, "serve", "--role", role)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.cmd.Process.Kill() })
		return c
	}
	web, workers := begin("web"), []*child{begin("worker"), begin("worker")}
	for _, w := range workers {
		if w.says(worksFor) == nil {
			t.Fatalf("the worker does not start:\n%s", w.out)
		}
	}
	serves := web.says(servesOn)
	if serves == nil {
		t.Fatalf("web does not start:\n%s", web.out)
	}
	p := &program{sim: sim, url: "http://127.0.0.1:" + serves[1], env: env}
	at := func(path string) string { return p.url + "/slack/" + path }
	if err := sim.Connect(t.Context(), slacksim.Delivery{
		Commands: at("commands"), Interactions: at("interactions"), Events: at("events"), Options: at("options"),
	}); err != nil {
		t.Fatal(err)
	}

	ana, mia := p.as(t, "ana"), p.as(t, "mia")
	companies := []string{"North", "South", "East", "West"}
	for n, c := range companies {
		p.lead(t, hot(c, 60+300*(n%2)))
	}
	card := ana.Expect("#leads", "North", "Claim")
	ana.Click(card, "Claim")
	for _, c := range companies[1:] {
		mia.ExpectDM(c)
	}

	// A worker is stopped while there is work; the other one continues alone.
	for n := range 4 {
		p.lead(t, hot(fmt.Sprintf("Late %d", n), 60+300*(n%2)))
	}
	stopped(t, workers[0])
	for n := range 4 {
		channel := []string{"#leads", "#leads-enterprise"}[n%2]
		ana.ExpectThread(ana.Expect(channel, fmt.Sprintf("Late %d", n)), "New inquiry from demo")
	}
	ana.ExpectThread(ana.ExpectChange(card, "Ana Duarte", "Log contact"), "Ana Duarte claimed it")
	for _, c := range companies[1:] {
		said := 0
		for _, m := range sim.History("@mia") {
			if strings.Contains(m.Text+string(m.Blocks), c) {
				said++
			}
		}
		if said != 1 {
			t.Errorf("Mia was messaged %d times about %s", said, c)
		}
	}
	stopped(t, web)
	stopped(t, workers[1])
	postedOnce(t, sim)
	simtest.NoTrouble(t, sim)
}

// stopped asks a process to stop, and fails the test unless it ends without an error.
func stopped(t *testing.T, c *child) {
	t.Helper()
	if err := c.end(); err != nil {
		t.Errorf("asked to stop (%v), it ended with %v:\n%s", syscall.SIGTERM, err, c.out)
	}
}

func TestAnEnvironmentThatMakesNoSenseStopsTheStartInOneClearLine(t *testing.T) {
	const secret = "hunter2"
	good := map[string]string{
		"SLACK_BOT_TOKEN": "xoxb-" + secret, "SLACK_APP_TOKEN": "xapp-" + secret, "DATABASE_URL": "sqlite:" + t.TempDir() + "/dibs.db",
		"SLACK_API_URL": "http://127.0.0.1:1/api/", "DIBS_PLAYBOOK": "testdata/none.yaml",
	}
	for name, c := range map[string]struct {
		key, value string
		args       []string
		want       string
	}{
		"no bot token":            {key: "SLACK_BOT_TOKEN", want: "SLACK_BOT_TOKEN is not set"},
		"a user's token":          {key: "SLACK_BOT_TOKEN", value: "xoxp-" + secret, want: "SLACK_BOT_TOKEN must be a bot token"},
		"a wrong app token":       {key: "SLACK_APP_TOKEN", value: secret, want: "SLACK_APP_TOKEN must be an app-level token"},
		"no way to hear Slack":    {key: "SLACK_APP_TOKEN", want: "set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET"},
		"another database":        {key: "DATABASE_URL", value: "mysql://u:" + secret + "@db/x", want: "DATABASE_URL must be postgres"},
		"a broken database":       {key: "DATABASE_URL", value: "postgres://u:" + secret + "@db:port/x", want: "DATABASE_URL"},
		"another Redis":           {key: "REDIS_URL", value: "http://:" + secret + "@cache", want: "REDIS_URL must be redis"},
		"a port in words":         {key: "PORT", value: "eighty", want: "PORT must be a number"},
		"an address that is none": {key: "SLACK_API_URL", value: "slack", want: "SLACK_API_URL must be an http"},
		"keys without names":      {key: "DIBS_API_KEYS", value: secret, want: "DIBS_API_KEYS must look like"},
		"no playbook":             {want: "none.yaml"},
		"a web without Redis":     {args: []string{"--role", "web"}, want: "--role web needs REDIS_URL"},
		"a worker without Redis":  {args: []string{"--role", "worker"}, want: "--role worker needs REDIS_URL"},
	} {
		t.Run(name, func(t *testing.T) {
			getenv := func(key string) string {
				if key == c.key {
					return c.value
				}
				return good[key]
			}
			err := run(t.Context(), append([]string{"serve"}, c.args...), getenv, io.Discard, io.Discard)
			if err == nil {
				t.Fatal("it started")
			}
			said := err.Error()
			if !strings.Contains(said, c.want) || strings.Contains(said, "\n") {
				t.Errorf("it ended with %q, want one line with %q", said, c.want)
			}
			if strings.Contains(said, secret) {
				t.Errorf("it printed a secret: %s", said)
			}
		})
	}
}
