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
)

// serveCmd runs Dibs for a real workspace.
type serveCmd struct {
	Role  role `enum:"all,web,worker" default:"all" help:"What this process does: all, web (hears Slack and the sources) or worker (clocks and cards). web and worker need REDIS_URL."`
	Quiet bool `help:"Post cards, but send every ping to the admins of the playbook only: watch for a week before anyone is called."`
}

// Run serves until it is told to stop.
func (s *serveCmd) Run(e *env) error {
	c, err := readConfig(e.getenv)
	if err != nil {
		return err
	}
	if err := c.forSlack(); err != nil {
		return err
	}
	if s.Role != roleAll && c.redis == "" {
		return fmt.Errorf("--role %s needs REDIS_URL: timers of one process are not seen by another", s.Role)
	}
	rereads := hangups()
	defer signal.Stop(rereads)
	pb, err := loadPlaybook(c.playbook, e.getenv)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(e.stderr, nil))
	a, err := newApp(e.ctx, appOptions{
		config: c, playbook: pb, role: s.Role, quiet: s.Quiet, worker: c.worker(), log: log,
		getenv: e.getenv, rereads: rereads, world: e.world,
	})
	if err != nil {
		return err
	}
	defer func() { _ = a.close() }()
	who, err := a.client.AuthTest(e.ctx)
	if bot.Is(err, "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired") {
		return fmt.Errorf("SLACK_BOT_TOKEN is refused by Slack (%w); install the app again and copy its new token", err)
	}
	if err != nil { // Slack may be away for a while; leads must come in all the same
		log.Warn("Slack cannot be reached now; leads are taken in, cards follow", "err", err)
	}
	workspace := cmp.Or(who.Team, "a workspace") // Slack has not said which yet
	var l net.Listener
	if s.Role.hears() {
		var listen net.ListenConfig
		if l, err = listen.Listen(e.ctx, "tcp", ":"+strconv.Itoa(c.port)); err != nil {
			return fmt.Errorf("PORT %d cannot be used: %w", c.port, err)
		}
		fmt.Fprintf(e.stdout, "Dibs serves %s on %s (role %s, database %s).\n", workspace, l.Addr(), s.Role, a.store.Dialect())
	} else {
		fmt.Fprintf(e.stdout, "Dibs works for %s (role %s, database %s).\n", workspace, s.Role, a.store.Dialect())
	}
	return a.run(e.ctx, l)
}

// worker names this process's publishers. An embedded database has one process, which takes up
// its own leases after a crash; of several processes each has a name of its own.
func (c config) worker() string {
	if strings.HasPrefix(c.database, "sqlite:") {
		return "embedded"
	}
	host, _ := os.Hostname()
	return host + "/" + strconv.Itoa(os.Getpid())
}
