package main

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

// patient is an installation for the doctor to examine: in order, unless a test spoils it.
type patient struct {
	t     *testing.T
	sim   *slacksim.Sim
	env   map[string]string
	clock time.Duration // how far the machine's clock is ahead
}

// healthy is the demo's workspace with the demo's playbook, all in order, with Socket Mode and a migrated database;
// spoil changes the workspace before it starts.
func healthy(t *testing.T, spoil func(*slacksim.Config)) *patient {
	t.Helper()
	cfg := demoWorkspace("")
	cfg.Limits.Off = true
	cfg.BotToken, cfg.AppToken = "xoxb-secret-of-the-bot", "xapp-secret-of-the-app"
	if spoil != nil {
		spoil(&cfg)
	}
	sim := simtest.Start(t, cfg)
	p := &patient{t: t, sim: sim, env: environment(t, setup{socket: true}, sim)}
	if err := run(t.Context(), []string{"migrate"}, p.getenv, &bytes.Buffer{}, &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *patient) getenv(name string) string { return p.env[name] }

// rewrite changes the playbook.
func (p *patient) rewrite(old, now string) {
	p.t.Helper()
	text := strings.ReplaceAll(string(demoPlaybook), old, now)
	if text == string(demoPlaybook) {
		p.t.Fatalf("the demo's playbook has no %q", old)
	}
	if err := os.WriteFile(p.env["DIBS_PLAYBOOK"], []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// seen returns what the doctor prints, and its error.
func (p *patient) seen() (string, error) {
	p.t.Helper()
	var out bytes.Buffer
	err := newDoctor(p.getenv, func() time.Time { return time.Now().Add(p.clock) }).run(p.t.Context(), &out)
	if err != nil && !errors.Is(err, errReported) {
		p.t.Fatal(err)
	}
	for _, name := range []string{"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "TYPEFORM_SECRET", "GOOGLE_ADS_KEY"} {
		if secret := p.env[name]; secret != "" && strings.Contains(out.String(), secret) {
			p.t.Errorf("%s was printed:\n%s", name, out.String())
		}
	}
	return out.String(), err
}

func TestTheDoctorFindsNothingWhereAllIsInOrder(t *testing.T) {
	t.Parallel()
	p := healthy(t, nil)
	said, err := p.seen()
	if err != nil {
		t.Errorf("the doctor failed:\n%s", said)
	}
	for _, line := range []string{
		"ok   environment: all variables are valid",
		"ok   bot token: @dibs in workspace Acme (",
		"ok   scopes: all 13 are granted",
		"ok   app token: Socket Mode works, so no public address is needed",
		"ok   clock: in sync with Slack",
		"ok   playbook: " + p.env["DIBS_PLAYBOOK"] + " loads (version ",
		"ok   people: found 6 people from the playbook in Slack",
		"ok   channel #leads: Dibs is in it",
		"ok   sources: 8 in the playbook, 2 with a webhook",
		"ok   database: SQLite in " + strings.TrimPrefix(p.env["DATABASE_URL"], "sqlite:") + ", up to date and writable",
		"note timers: kept in this process, because REDIS_URL is not set; fine for a single process",
		"All good. Next: dibs serve",
	} {
		if !strings.Contains("\n"+said, "\n"+line) {
			t.Errorf("the line %q is missing in:\n%s", line, said)
		}
	}
	if len(p.sim.Calls("chat.postMessage"))+len(p.sim.Calls("conversations.join")) > 0 {
		t.Error("the doctor changed something in Slack")
	}
}

// trouble is something wrong with an installation, and the line that it must cause.
type trouble struct {
	name   string
	line   string // the line begins with it
	remedy string // what to do, according to the line
	setUp  func(*slacksim.Config)
	spoil  func(*patient)
}

var troubles = []trouble{
	{
		name: "no token", line: "fix  bot token: SLACK_BOT_TOKEN is not set", remedy: "`dibs manifest`",
		spoil: func(p *patient) { p.env["SLACK_BOT_TOKEN"] = "" },
	},
	{
		name: "a wrong token", line: "fix  bot token: Slack rejects SLACK_BOT_TOKEN (slack: auth.test: invalid_auth)", remedy: "reinstall the app",
		spoil: func(p *patient) { p.env["SLACK_BOT_TOKEN"] = "xoxb-of-yesterday" },
	},
	{
		name: "a token of another kind", line: "fix  environment: SLACK_BOT_TOKEN must be a bot token", remedy: "correct it",
		spoil: func(p *patient) { p.env["SLACK_BOT_TOKEN"] = "xoxp-of-a-person" },
	},
	{
		name: "several variables that make no sense", line: "fix  environment: PORT must be a number", remedy: "correct it",
		spoil: func(p *patient) { p.env["DATABASE_URL"], p.env["REDIS_URL"], p.env["PORT"] = "mysql://x", "x", "http" },
	},
	{
		name: "a missing scope", line: "fix  scopes: channels:join is missing, which is needed for joining the public channels of the playbook", remedy: "reinstall the app",
		setUp: func(c *slacksim.Config) {
			c.App.Scopes = slices.DeleteFunc(c.App.Scopes, func(s string) bool { return s == "channels:join" })
		},
	},
	{
		name: "no scope to list channels", line: "fix  channels: slack: conversations.list: missing_scope", remedy: "add the scope",
		setUp: func(c *slacksim.Config) { c.App.Scopes = []string{"users:read", "users:read.email"} },
	},
	{
		name: "a wrong app token", line: "fix  app token: Slack rejects SLACK_APP_TOKEN (slack: apps.connections.open: invalid_auth)", remedy: "connections:write",
		spoil: func(p *patient) { p.env["SLACK_APP_TOKEN"] = "xapp-of-yesterday" },
	},
	{
		name: "no way in", line: "fix  transport: clicks and commands from Slack can't reach Dibs", remedy: "set SLACK_APP_TOKEN",
		spoil: func(p *patient) { p.env["SLACK_APP_TOKEN"] = "" },
	},
	{
		name: "a clock that is slow", line: "fix  clock: this machine is -", remedy: "NTP",
		spoil: func(p *patient) { p.clock = -2 * time.Minute },
	},
	{
		name: "no playbook", line: "fix  playbook: ", remedy: "`dibs init`",
		spoil: func(p *patient) { p.env["DIBS_PLAYBOOK"] = filepath.Join(p.t.TempDir(), "none.yaml") },
	},
	{
		name: "a playbook with a mistake", line: "fix  playbook: ", remedy: "correct this line",
		spoil: func(p *patient) { p.rewrite("role: manager", "role: boss") },
	},
	{
		name: "a secret that is not set", line: "fix  playbook: ", remedy: "set it in the environment Dibs runs in",
		spoil: func(p *patient) { p.env["TYPEFORM_SECRET"] = "" },
	},
	{
		name: "a webhook without a secret", line: "fix  sources: typeform has no secret", remedy: "${NAME}",
		spoil: func(p *patient) { p.rewrite(`, secret: "${TYPEFORM_SECRET}"`, "") },
	},
	{
		name: "somebody Slack does not know", line: "fix  people: dana@acme.example is not in the workspace, or is deactivated", remedy: "invite them",
		spoil: func(p *patient) { p.rewrite("dan@acme.example", "dana@acme.example") },
	},
	{
		name: "somebody who left", line: "fix  people: dan@acme.example is not in the workspace, or is deactivated", remedy: "name their successor",
		spoil: func(p *patient) { must(p.t, p.sim.Deactivate(p.t.Context(), "dan")) },
	},
	{
		name: "a user group that is not there", line: "fix  user groups: @sdr-team doesn't exist", remedy: "correct the handle",
		spoil: func(p *patient) { p.rewrite("dan@acme.example:", `"@sdr-team":`) },
	},
	{
		name: "user groups on a plan without them", line: "fix  user groups: your Slack plan doesn't have them, but the playbook names @sdr-team", remedy: "by email",
		spoil: func(p *patient) {
			p.rewrite("dan@acme.example:", `"@sdr-team":`)
			p.sim.Fault("usergroups.list", slacksim.Fault{Error: "plan_upgrade_required"})
		},
	},
	{
		name: "an archived channel", line: "fix  channel #qualify: archived", remedy: "unarchive it",
		spoil: func(p *patient) { must(p.t, p.sim.Archive(p.t.Context(), "#qualify", true)) },
	},
	{
		name: "a private channel without Dibs", line: "fix  channel #qualify: Dibs can't see it", remedy: "/invite @dibs",
		setUp: func(c *slacksim.Config) {
			c.Channels[2] = slacksim.Channel{Name: "qualify", Kind: slacksim.Private, Members: []string{"ana"}}
		},
	},
	{
		name: "a channel that is not there", line: "fix  channel #inbound: Dibs can't see it", remedy: "create it",
		spoil: func(p *patient) { p.rewrite(`"#leads"`, `"#inbound"`) },
	},
	{
		name: "a folder that is not there", line: "fix  database: can't write to ", remedy: "create the folder",
		spoil: func(p *patient) { p.env["DATABASE_URL"] = "sqlite:" + filepath.Join(p.t.TempDir(), "none", "dibs.db") },
	},
	{
		name: "a file that is no database", line: "fix  database: ", remedy: "DATABASE_URL",
		spoil: func(p *patient) { p.env["DATABASE_URL"] = "sqlite:" + p.env["DIBS_PLAYBOOK"] },
	},
	{
		name: "a Postgres that is not there", line: "fix  database: reach the postgres database", remedy: "check that the server",
		spoil: func(p *patient) {
			p.env["DATABASE_URL"] = "postgres://dibs:secret@" + nobody(p.t) + "/dibs?sslmode=disable"
		},
	},
	{
		name: "a Redis that is not there", line: "fix  timers: reach Redis", remedy: "check that Redis is running",
		spoil: func(p *patient) { p.env["REDIS_URL"] = "redis://:secret@" + nobody(p.t) },
	},
}

func TestTheDoctorSaysWhatIsWrongAndWhatToDo(t *testing.T) {
	t.Parallel()
	for _, c := range troubles {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := healthy(t, c.setUp)
			if c.spoil != nil {
				c.spoil(p)
			}
			said, err := p.seen()
			if !errors.Is(err, errReported) {
				t.Errorf("the exit status is 0 after:\n%s", said)
			}
			if !slices.ContainsFunc(strings.Split(said, "\n"), func(line string) bool {
				what, remedy, _ := strings.Cut(line, " — ")
				return strings.HasPrefix(what, c.line) && strings.Contains(remedy, c.remedy)
			}) {
				t.Errorf("no line says %q — %q in:\n%s", c.line, c.remedy, said)
			}
			if strings.Contains(said, "secret@") {
				t.Errorf("a password was printed:\n%s", said)
			}
			// A broken part does not hide those that do not depend on it.
			for _, other := range []string{"clock:", "playbook:", "database:", "timers:"} {
				if !strings.Contains(said, other) && !strings.Contains(said, "environment: DATABASE_URL") {
					t.Errorf("%s is missing in:\n%s", other, said)
				}
			}
		})
	}
}

// nobody returns an address of this machine on which nothing listens.
func nobody(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	must(t, l.Close())
	return l.Addr().String()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAPublicChannelNeedsNoInvitation(t *testing.T) {
	t.Parallel()
	p := healthy(t, func(c *slacksim.Config) { c.Channels[0].Members = []string{"ana"} })
	said, err := p.seen()
	if err != nil || !strings.Contains(said, "ok   channel #leads: public, Dibs will join it") {
		t.Error(said)
	}
}

func TestAMissingSecretHidesNothingElseOfThePlaybook(t *testing.T) {
	t.Parallel()
	p := healthy(t, nil)
	p.env["GOOGLE_ADS_KEY"] = ""
	p.rewrite("dan@acme.example", "dana@acme.example")
	said, _ := p.seen()
	for _, want := range []string{"the environment variable GOOGLE_ADS_KEY is not set", "people: dana@acme.example", "ok   channel #leads"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing in:\n%s", want, said)
		}
	}
	if !strings.Contains(said, "\n2 things to fix.\n") {
		t.Error(said)
	}
}

func TestTheDoctorSaysOverHTTPWhatItCannotCheck(t *testing.T) {
	t.Parallel()
	p := healthy(t, nil)
	p.env["SLACK_APP_TOKEN"], p.env["SLACK_SIGNING_SECRET"] = "", "signing-secret-of-the-app"
	said, err := p.seen()
	if err != nil || !strings.Contains(said, "ok   signing secret: set") || !strings.Contains(said, "note public address: can't be checked from here") {
		t.Error(said)
	}
}

func TestSlackThatHangsHidesNothingElse(t *testing.T) {
	t.Parallel()
	p := healthy(t, nil)
	hangs := make(chan struct{})
	defer close(hangs)
	p.sim.Fault("users.list", slacksim.Fault{Times: -1, Hold: hangs})
	d := newDoctor(p.getenv, time.Now)
	d.bot, d.playbook = "dibs", nil
	d.checkPlaybook(t.Context())
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if found := d.checkPeople(ctx); len(found) != 1 || found[0].verdict != noted || !strings.Contains(found[0].what, "took longer than") {
		t.Errorf("it found %v", found)
	}
	p.sim.Heal()
	p.sim.Fault("conversations.list", slacksim.Fault{Times: -1, RetryAfter: time.Hour})
	bounded, stop := context.WithTimeout(t.Context(), checkTime)
	defer stop()
	if found := d.checkChannels(bounded); len(found) != 1 || found[0].verdict != noted || !strings.Contains(found[0].what, "limits our requests") {
		t.Errorf("it found %v", found)
	}
}

func TestTheDoctorIsAVerb(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	err := run(t.Context(), []string{"doctor"}, func(name string) string {
		return map[string]string{"SLACK_API_URL": "http://" + nobody(t) + "/api/", "DATABASE_URL": "sqlite:" + filepath.Join(t.TempDir(), "x.db")}[name]
	}, &out, &out)
	if !errors.Is(err, errReported) || !strings.Contains(out.String(), "fix  clock: slack: api.test") {
		t.Errorf("%v\n%s", err, out.String())
	}
}
