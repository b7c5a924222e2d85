package main

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"dibs/handlers"
)

// config is the configuration from the environment, read once and checked. Its errors never contain a secret.
type config struct {
	botToken      string
	appToken      string // set for Socket Mode
	signingSecret string // set for HTTP
	slackAPI      string // empty: slack.com
	database      string
	redis         string // empty: timers are in this process
	port          int
	playbook      string
	keys          handlers.Keys
}

// readConfig reads the environment. The error has one line per invalid variable.
func readConfig(getenv func(string) string) (config, error) {
	get := func(name, fallback string) string {
		if v := strings.TrimSpace(getenv(name)); v != "" {
			return v
		}
		return fallback
	}
	c := config{
		botToken:      get("SLACK_BOT_TOKEN", ""),
		appToken:      get("SLACK_APP_TOKEN", ""),
		signingSecret: get("SLACK_SIGNING_SECRET", ""),
		slackAPI:      get("SLACK_API_URL", ""),
		database:      get("DATABASE_URL", "sqlite:dibs.db"),
		redis:         get("REDIS_URL", ""),
		playbook:      get("DIBS_PLAYBOOK", "playbook.yaml"),
	}
	var errs []error
	wrong := func(name, format string, args ...any) {
		errs = append(errs, fmt.Errorf(name+" "+format, args...))
	}
	if c.botToken != "" && !strings.HasPrefix(c.botToken, "xoxb-") {
		wrong("SLACK_BOT_TOKEN", "must be a bot token, starting with xoxb- (api.slack.com/apps, OAuth & Permissions)")
	}
	if c.appToken != "" && !strings.HasPrefix(c.appToken, "xapp-") {
		wrong("SLACK_APP_TOKEN", "must be an app-level token, starting with xapp- (api.slack.com/apps, Basic Information)")
	}
	if c.slackAPI != "" && !isURL(c.slackAPI, "http", "https") {
		wrong("SLACK_API_URL", "must be an http or https address")
	}
	if !strings.HasPrefix(c.database, "sqlite:") && !isURL(c.database, "postgres", "postgresql") {
		wrong("DATABASE_URL", "must be postgres://… or sqlite:PATH")
	}
	if c.redis != "" && !isURL(c.redis, "redis", "rediss") {
		wrong("REDIS_URL", "must be redis://… or rediss://…")
	}
	var err error
	if c.port, err = strconv.Atoi(get("PORT", "8080")); err != nil || c.port < 0 || c.port > 65535 {
		wrong("PORT", "must be a number from 0 to 65535, not %q", get("PORT", ""))
	}
	if c.keys, err = handlers.ParseKeys(getenv("DIBS_API_KEYS")); err != nil {
		wrong("DIBS_API_KEYS", "must look like name:secret,name:secret: %w", err)
	}
	return c, errors.Join(errs...)
}

func isURL(s string, schemes ...string) bool {
	u, err := url.Parse(s)
	if err != nil {
		return false
	}
	for _, scheme := range schemes {
		if u.Scheme == scheme {
			return true
		}
	}
	return false
}

// forSlack checks that everything is set that Dibs needs to talk to a workspace.
func (c config) forSlack() error {
	switch {
	case c.botToken == "":
		return errors.New("SLACK_BOT_TOKEN is not set; create the app with what `dibs manifest` prints, or try `dibs demo`, which needs no Slack")
	case c.appToken == "" && c.signingSecret == "":
		return errors.New("set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP")
	}
	return nil
}
