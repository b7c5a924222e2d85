package main

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"dibs/bot"
)

// tokenCodes are Slack's words for a token that will never work again.
var tokenCodes = []string{
	"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type",
}

// slackTrouble says why a call failed: whose fault it is decides what to do.
func slackTrouble(check string, err error) finding {
	_, limited := bot.RetryAt(err)
	switch {
	case limited:
		return note("%s: not checked, Slack asks to wait (%v)", check, err)
	case errors.Is(err, context.DeadlineExceeded):
		return note("%s: not checked, Slack did not answer in full within %v; run dibs doctor again", check, checkTime)
	case bot.Is(err, "missing_scope"):
		return fix("add the scope under OAuth & Permissions at api.slack.com/apps and reinstall the app", "%s: %v", check, err)
	}
	return fix("see whether this machine reaches Slack (SLACK_API_URL, proxy, status.slack.com)", "%s: %v", check, err)
}

// checkBotToken asks Slack who the token belongs to.
func (d *doctor) checkBotToken(ctx context.Context) []finding {
	if d.config.botToken == "" {
		return []finding{fix("create the app with what `dibs manifest` prints, install it, and copy its bot token (api.slack.com/apps, OAuth & Permissions)",
			"bot token: SLACK_BOT_TOKEN is not set")}
	}
	if d.nonsense("SLACK_BOT_TOKEN") {
		return nil
	}
	who, err := d.client.AuthTest(ctx)
	switch {
	case bot.Is(err, tokenCodes...):
		return []finding{fix("install the app again and copy its new bot token (api.slack.com/apps, OAuth & Permissions)",
			"bot token: Slack refuses SLACK_BOT_TOKEN (%v)", err)}
	case err != nil:
		return []finding{slackTrouble("bot token", err)}
	}
	d.bot = who.User
	return []finding{ok("bot token: @%s in the workspace %s (%s)", who.User, who.Team, who.URL)}
}

// withoutSlack stands for a check that needs a bot token that works.
func withoutSlack(check string) []finding {
	return []finding{note("%s: not checked, that takes a bot token that works", check)}
}

// checkScopes compares the scopes that were granted with those that the app needs.
func (d *doctor) checkScopes(ctx context.Context) []finding {
	if d.bot == "" {
		return withoutSlack("scopes")
	}
	granted, err := d.client.GrantedScopes(ctx)
	if err != nil {
		return []finding{slackTrouble("scopes", err)}
	}
	var found []finding
	for _, scope := range slices.Sorted(maps.Keys(bot.Scopes)) {
		if !slices.Contains(granted, scope) {
			found = append(found, fix("add it under OAuth & Permissions at api.slack.com/apps and reinstall the app",
				"scopes: %s is missing, needed for %s", scope, bot.Scopes[scope]))
		}
	}
	if found == nil {
		return []finding{ok("scopes: all %d are granted", len(bot.Scopes))}
	}
	return found
}

// checkTransport looks at how Slack's requests come in: by Socket Mode or over HTTP.
func (d *doctor) checkTransport(ctx context.Context) []finding {
	switch {
	case d.config.appToken != "":
		if d.nonsense("SLACK_APP_TOKEN") {
			return nil
		}
		return d.checkSocket(ctx)
	case d.config.signingSecret != "":
		return []finding{
			ok("signing secret: set; Slack calls Dibs over HTTP"),
			note("public address: not checked from here; it must be https, end at port %d of this program, and stand in the app's manifest (`dibs manifest --url …`)", d.config.port),
		}
	}
	return []finding{fix("set SLACK_APP_TOKEN for Socket Mode (api.slack.com/apps, Basic Information, App-Level Tokens) or SLACK_SIGNING_SECRET for HTTP",
		"transport: Slack's clicks and commands have no way in")}
}

func (d *doctor) checkSocket(ctx context.Context) []finding {
	err := d.client.CheckSocket(ctx)
	switch {
	case err == nil:
		return []finding{ok("app token: Socket Mode can connect; no public address is needed")}
	case bot.Is(err, tokenCodes...), bot.Is(err, "missing_scope", "no_permission", "forbidden_for_app"):
		return []finding{fix("generate an app-level token with the scope connections:write, and see that Socket Mode is on (api.slack.com/apps, Basic Information and Socket Mode)",
			"app token: Slack refuses SLACK_APP_TOKEN (%v)", err)}
	}
	return []finding{slackTrouble("app token", err)}
}

// maxSkew is how far the clock may be off. Slack's requests are refused when they seem older than
// five minutes, and claims are timed to the second.
const maxSkew = time.Minute

// checkClock compares this machine's clock with Slack's.
func (d *doctor) checkClock(ctx context.Context) []finding {
	if d.nonsense("SLACK_API_URL") {
		return nil
	}
	theirs, err := d.client.Clock(ctx)
	if err != nil {
		return []finding{slackTrouble("clock", err)}
	}
	off := d.now().Sub(theirs).Round(time.Second)
	if off.Abs() > maxSkew {
		return []finding{fix("set the clock, by NTP: requests of Slack are refused when they look older than five minutes",
			"clock: this machine's differs from Slack's by %v", off)}
	}
	return []finding{ok("clock: agrees with Slack's")}
}
