package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

// process is the program in a process of its own, which receives signals.
type process struct {
	*child
	t    *testing.T
	path string // of its playbook
}

// launch starts a process and waits until it is running; the process runs until the test ends.
func launch(t *testing.T, env map[string]string, args ...string) process {
	t.Helper()
	c, err := spawn(env, append([]string{"serve"}, args...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stopped(t, c) })
	if c.says(regexp.MustCompile(`Dibs is running`)) == nil {
		t.Fatalf("the program does not start:\n%s", c.out)
	}
	return process{c, t, env["DIBS_PLAYBOOK"]}
}

// rewrite writes another text into the playbook and tells the process to reload it.
func (p process) rewrite(text string) {
	p.t.Helper()
	if err := os.WriteFile(p.path, []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
	if err := p.cmd.Process.Signal(syscall.SIGHUP); err != nil {
		p.t.Fatal(err)
	}
}

// logs waits until the process has written something to its log.
func (p process) logs(what string) {
	p.t.Helper()
	if p.says(regexp.MustCompile(what)) == nil {
		p.t.Fatalf("the program does not log %q:\n%s", what, p.out)
	}
}

// administered is the demo's workspace and [calmPlaybook] with an admin, who is told of changes.
func administered(t *testing.T, s setup) (*slacksim.Sim, map[string]string, string) {
	t.Helper()
	return administeredAt(t, s, newClock())
}

// administeredAt is administered with a given clock.
func administeredAt(t *testing.T, s setup, clock *aheadClock) (*slacksim.Sim, map[string]string, string) {
	t.Helper()
	cfg := demoWorkspace("")
	cfg = unhurried(cfg, clock)
	cfg.Users = append(cfg.Users, slacksim.User{Name: "ola", RealName: "Ola Berg", Email: "ola@acme.example", TZ: "Europe/Berlin"})
	sim := simtest.Start(t, cfg)
	env := environment(t, s, sim)
	text := strings.Replace(string(calmPlaybook), "\n\nteams:", "\n  ola@acme.example: {role: admin}\n\nteams:", 1)
	if err := os.WriteFile(env["DIBS_PLAYBOOK"], []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return sim, env, text
}

// hears lets Slack reach a process once it serves.
func (p process) hears(sim *slacksim.Sim, env map[string]string) *program {
	p.t.Helper()
	serves := p.says(servesOn)
	if serves == nil {
		p.t.Fatalf("the program does not serve:\n%s", p.out)
	}
	served := &program{sim: sim, url: "http://127.0.0.1:" + serves[1], env: env}
	served.connect(p.t, setup{socket: env["SLACK_APP_TOKEN"] != ""})
	return served
}

// wider changes the playbook so that smaller companies are routed to the enterprise channel too.
func wider(t *testing.T, text string) string {
	t.Helper()
	const rule = "    when: 'lead.employees >= 200'\n"
	if !strings.Contains(text, rule) {
		t.Fatalf("the demo's playbook has no rule %q", rule)
	}
	return strings.Replace(text, rule, "    when: 'lead.employees >= 50'\n", 1)
}

func TestAPlaybookThatIsReadAgainIsInForceAtOnceAndABrokenOneIsNot(t *testing.T) {
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			sim, env, text := administered(t, s)
			serving := launch(t, env)
			p := serving.hears(sim, env)
			ana, ola := p.as(t, "ana"), p.as(t, "ola")
			p.lead(t, hot("North", 60))
			ana.Expect("#leads", "North", "Claim")

			serving.rewrite(wider(t, text))
			ola.ExpectDM("A new playbook is in force", "- ", "lead.employees >= 200", "+ ", "lead.employees >= 50")
			p.lead(t, hot("South", 60))
			ana.Expect("#leads-enterprise", "South", "Claim")

			serving.rewrite(strings.Replace(text, "Europe/Berlin", "Europe/Belrin", 1))
			ola.ExpectDM("The changed playbook isn't in force", `unknown time zone "Europe/Belrin": did you mean "Europe/Berlin"?`)
			serving.logs(`unknown time zone`)
			p.lead(t, hot("East", 60))
			ana.Expect("#leads-enterprise", "East", "Claim")

			serving.rewrite(wider(t, text))
			serving.logs("playbook reloaded: no change")
			if n := ola.Count(ola.ID(), "A new playbook is in force"); n != 1 {
				t.Errorf("the admin was told %d times of one change", n)
			}
			if strings.Contains(serving.out.String(), demoSecrets["TYPEFORM_SECRET"]) {
				t.Error("a secret is in the log")
			}
			simtest.NoTrouble(t, sim)
		})
	}
}

func TestEveryProcessFollowsThePlaybookThatAnotherWasTold(t *testing.T) {
	t.Parallel()
	sim, env, text := administered(t, setups[1])
	own := maps.Clone(env) // the worker is on another machine, with a file of its own
	own["DIBS_PLAYBOOK"] = filepath.Join(t.TempDir(), "playbook.yaml")
	if err := os.WriteFile(own["DIBS_PLAYBOOK"], []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	worker, web := launch(t, own, "--role", "worker"), launch(t, env, "--role", "web")
	p := web.hears(sim, env)
	ana, ola := p.as(t, "ana"), p.as(t, "ola")

	worker.rewrite(wider(t, text))
	worker.logs("playbook reloaded")
	web.logs("playbook changed by another process")
	p.lead(t, hot("North", 60))
	ana.Expect("#leads-enterprise", "North", "Claim")

	// The other way round: the web process reloads, and goes back to the old text.
	web.rewrite(text)
	worker.logs("playbook changed by another process")
	p.lead(t, hot("South", 60))
	ana.Expect("#leads", "South", "Claim")
	ola.ExpectDM("A new playbook is in force", "+ ", "lead.employees >= 200")
	if n := ola.Count(ola.ID(), "A new playbook is in force"); n != 2 {
		t.Errorf("the admin was told %d times of two changes", n)
	}
	simtest.NoTrouble(t, sim)
}

func TestAWorkerThatStartsWithAnotherFilePutsItInForceEverywhere(t *testing.T) {
	t.Parallel()
	sim, env, text := administered(t, setups[1])
	web := launch(t, env, "--role", "web")
	p := web.hears(sim, env)
	changed := maps.Clone(env)
	changed["DIBS_PLAYBOOK"] = filepath.Join(t.TempDir(), "playbook.yaml")
	if err := os.WriteFile(changed["DIBS_PLAYBOOK"], []byte(wider(t, text)), 0o600); err != nil {
		t.Fatal(err)
	}
	launch(t, changed, "--role", "worker")
	web.logs("playbook changed by another process")
	p.lead(t, hot("North", 60))
	p.as(t, "ana").Expect("#leads-enterprise", "North", "Claim")
	simtest.NoTrouble(t, sim)
}
