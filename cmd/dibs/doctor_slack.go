package main

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"dibs/bot"
)

// tokenCodes are Slack's error codes for a token that will never work again.
var tokenCodes = []string{
	"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type",
}

// slackTrouble is the finding for a failed call to Slack. What to do depends on the cause.
func slackTrouble(check string, err error) finding {
	_, limited := bot.RetryAt(err)
	switch {
	case limited:
		return note("%s: not checked, because Slack limits our requests right now (%v)", check, err)
	case errors.Is(err, context.DeadlineExceeded):
		return note("%s: not checked, because Slack took longer than %v; run `dibs doctor` again", check, checkTime)
	case bot.Is(err, "missing_scope"):
		return fix("add the scope under OAuth & Permissions at api.slack.com/apps and reinstall the app", "%s: %v", check, err)
	}
	return fix("check that this machine can reach Slack (SLACK_API_URL, proxy, status.slack.com)", "%s: %v", check, err)
}

// checkBotToken asks Slack who the token belongs to.
func (d *doctor) checkBotToken(ctx context.Context) []finding {
	if d.config.botToken == "" {
		return []finding{fix("create the app with what `dibs manifest` prints, install it, and copy its bot token (api.slack.com/apps, OAuth & Permissions)",
			"bot token: SLACK_BOT_TOKEN is not set")}
	}
	if d.isInvalid("SLACK_BOT_TOKEN") {
		return nil
	}
	who, err := d.client.AuthTest(ctx)
	switch {
	case bot.Is(err, tokenCodes...):
		return []finding{fix("reinstall the app and copy its new bot token (api.slack.com/apps, OAuth & Permissions)",
			"bot token: Slack rejects SLACK_BOT_TOKEN (%v)", err)}
	case err != nil:
		return []finding{slackTrouble("bot token", err)}
	}
	d.bot = who.User
	return []finding{ok("bot token: @%s in workspace %s (%s)", who.User, who.Team, who.URL)}
}

// withoutSlack is the finding of a check that is not possible without a working bot token.
func withoutSlack(check string) []finding {
	return []finding{note("%s: not checked, because the bot token doesn't work", check)}
}

// checkScopes compares the granted scopes with those the app needs.
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
				"scopes: %s is missing, which is needed for %s", scope, bot.Scopes[scope]))
		}
	}
	if found == nil {
		return []finding{ok("scopes: all %d are granted", len(bot.Scopes))}
	}
	return found
}

// checkTransport checks how Slack's requests come in: in Socket Mode or over HTTP.
func (d *doctor) checkTransport(ctx context.Context) []finding {
	switch {
	case d.config.appToken != "":
		if d.isInvalid("SLACK_APP_TOKEN") {
			return nil
		}
		return d.checkSocket(ctx)
	case d.config.signingSecret != "":
		return []finding{
			ok("signing secret: set, so Slack calls Dibs over HTTP"),
			note("public address: can't be checked from here; it must use https, lead to port %d of this program, and be in the app's manifest (`dibs manifest --url …`)", d.config.port),
		}
	}
	return []finding{fix("set SLACK_APP_TOKEN for Socket Mode (api.slack.com/apps, Basic Information, App-Level Tokens) or SLACK_SIGNING_SECRET for HTTP",
		"transport: clicks and commands from Slack can't reach Dibs")}
}

func (d *doctor) checkSocket(ctx context.Context) []finding {
	err := d.client.CheckSocket(ctx)
	switch {
	case err == nil:
		return []finding{ok("app token: Socket Mode works, so no public address is needed")}
	case bot.Is(err, tokenCodes...), bot.Is(err, "missing_scope", "no_permission", "forbidden_for_app"):
		return []finding{fix("generate an app-level token with the scope connections:write, and turn on Socket Mode (api.slack.com/apps, Basic Information and Socket Mode)",
			"app token: Slack rejects SLACK_APP_TOKEN (%v)", err)}
	}
	return []finding{slackTrouble("app token", err)}
}

// maxSkew is how far off the clock may be. Requests from Slack are rejected if they seem older than five
// minutes, and claims are timed to the second.
const maxSkew = time.Minute

// checkClock compares this machine's clock with Slack's.
func (d *doctor) checkClock(ctx context.Context) []finding {
	if d.isInvalid("SLACK_API_URL") {
		return nil
	}
	theirs, err := d.client.Clock(ctx)
	if err != nil {
		return []finding{slackTrouble("clock", err)}
	}
	off := d.now().Sub(theirs).Round(time.Second)
	if off.Abs() > maxSkew {
		return []finding{fix("synchronize it, for example with NTP: requests from Slack are rejected if they seem older than five minutes",
			"clock: this machine is %v off from Slack", off)}
	}
	return []finding{ok("clock: in sync with Slack")}
}
