package main

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"dibs/handlers"
)

// config is what the environment says (DESIGN section 5), read once and checked. No error of
// it shows a secret.
type config struct {
	botToken      string
	appToken      string // set: Socket Mode
	signingSecret string // set: HTTP
	slackAPI      string // empty: Slack's own
	database      string
	redis         string // empty: timers in this process
	port          int
	playbook      string
	keys          handlers.Keys
}

// readConfig reads the environment. What makes no sense is one error line per variable.
func readConfig(getenv func(string) string) (config, error) {
	get := func(name, otherwise string) string {
		if v := strings.TrimSpace(getenv(name)); v != "" {
			return v
		}
		return otherwise
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
		wrong("SLACK_BOT_TOKEN", "must be a bot token, which starts with xoxb- (api.slack.com/apps, OAuth & Permissions)")
	}
	if c.appToken != "" && !strings.HasPrefix(c.appToken, "xapp-") {
		wrong("SLACK_APP_TOKEN", "must be an app-level token, which starts with xapp- (api.slack.com/apps, Basic Information)")
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
		wrong("DIBS_API_KEYS", "must be name:secret,name:secret: %w", err)
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

// forSlack checks what is needed to talk to a workspace.
func (c config) forSlack() error {
	switch {
	case c.botToken == "":
		return errors.New("SLACK_BOT_TOKEN is not set; `dibs manifest` prints the app to create, `dibs demo` needs no Slack")
	case c.appToken == "" && c.signingSecret == "":
		return errors.New("set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP")
	}
	return nil
}
