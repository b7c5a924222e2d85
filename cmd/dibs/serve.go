package main

import (
	"cmp"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"strconv"
	"strings"

	"dibs/bot"
	"dibs/playbook"
)

// serveCmd runs Dibs for a real Slack workspace.
type serveCmd struct {
	Role  role `enum:"all,web,worker" default:"all" help:"What this process does: web (receives from Slack and the sources), worker (deadlines and cards), or all. web and worker need REDIS_URL."`
	Quiet bool `help:"Post cards, but send every ping to the playbook's admins only. Watch it for a week before you go live."`
}

// Run serves until its context ends.
func (s *serveCmd) Run(e *env) error {
	c, err := readConfig(e.getenv)
	if err != nil {
		return err
	}
	if err := c.forSlack(); err != nil {
		return err
	}
	if s.Role != roleAll && c.redis == "" {
		return fmt.Errorf("--role %s needs REDIS_URL, so that all processes share their timers", s.Role)
	}
	reloads := hangups()
	defer signal.Stop(reloads)
	pb, err := playbook.Load(c.playbook, e.getenv)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(e.stderr, nil))
	a, err := newApp(e.ctx, appOptions{
		config: c, playbook: pb, role: s.Role, quiet: s.Quiet, worker: c.worker(), log: log,
		getenv: e.getenv, reloads: reloads, world: e.world,
	})
	if err != nil {
		return err
	}
	defer func() { _ = a.close() }()
	who, err := a.client.AuthTest(e.ctx)
	if bot.Is(err, "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired") {
		return fmt.Errorf("SLACK_BOT_TOKEN was rejected by Slack (%w); reinstall the app and copy the new token", err)
	}
	if err != nil { // Slack may be down for a while, and leads must still be accepted
		log.Warn("can't reach Slack; leads are accepted, cards will follow", "err", err)
	}
	workspace := cmp.Or(who.Team, "your workspace") // until Slack can be reached
	var l net.Listener
	if s.Role.receives() {
		var listen net.ListenConfig
		if l, err = listen.Listen(e.ctx, "tcp", ":"+strconv.Itoa(c.port)); err != nil {
			return fmt.Errorf("can't listen on PORT %d: %w", c.port, err)
		}
		fmt.Fprintf(e.stdout, "Dibs is running for %s on %s (role %s, database %s).\n", workspace, l.Addr(), s.Role, a.store.Dialect())
	} else {
		fmt.Fprintf(e.stdout, "Dibs is running for %s (role %s, database %s).\n", workspace, s.Role, a.store.Dialect())
	}
	return a.run(e.ctx, l)
}

// worker names this process's publishers. SQLite has a single process, which must take over its own leases after a
// crash, so its name never changes. Otherwise each process has its own name.
func (c config) worker() string {
	if strings.HasPrefix(c.database, "sqlite:") {
		return "embedded"
	}
	host, _ := os.Hostname()
	return host + "/" + strconv.Itoa(os.Getpid())
}
