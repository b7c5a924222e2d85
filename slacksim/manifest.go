package slacksim

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// manifest is the part of an app manifest that the simulator uses.
type manifest struct {
	Display struct {
		Name        string `json:"name"`
		Description string `json:"description"`
	} `json:"display_information"`
	Features struct {
		Bot struct {
			DisplayName string `json:"display_name"`
		} `json:"bot_user"`
		Home *struct {
			Home     bool `json:"home_tab_enabled"`
			Messages bool `json:"messages_tab_enabled"`
			ReadOnly bool `json:"messages_tab_read_only_enabled"`
		} `json:"app_home"`
		Commands []struct {
			Command      string `json:"command"`
			URL          string `json:"url"`
			Description  string `json:"description"`
			UsageHint    string `json:"usage_hint"`
			ShouldEscape bool   `json:"should_escape"`
		} `json:"slash_commands"`
		Shortcuts []Shortcut `json:"shortcuts"`
	} `json:"features"`
	OAuth struct {
		Scopes struct {
			Bot []string `json:"bot"`
		} `json:"scopes"`
	} `json:"oauth_config"`
	Settings struct {
		Events struct {
			URL string   `json:"request_url"`
			Bot []string `json:"bot_events"`
		} `json:"event_subscriptions"`
		Interactivity struct {
			URL     string `json:"request_url"`
			Options string `json:"message_menu_options_url"`
		} `json:"interactivity"`
		Socket bool `json:"socket_mode_enabled"`
	} `json:"settings"`
}

// ReadManifest returns the app and its request URLs from a manifest in JSON, so that an app can be tested with exactly the
// scopes and events it asks for. The error lists every rule of Slack's that the manifest breaks.
func ReadManifest(raw []byte) (App, Delivery, error) {
	var m manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		return App{}, Delivery{}, fmt.Errorf("the manifest is not JSON: %w", err)
	}
	if problems := m.problems(); len(problems) > 0 {
		return App{}, Delivery{}, fmt.Errorf("the manifest breaks Slack's rules: %s", strings.Join(problems, "; "))
	}
	app := App{
		Name: m.Display.Name, Handle: handleOf(m.Features.Bot.DisplayName), Shortcuts: m.Features.Shortcuts,
		// Never nil, because nil would mean everything: the app only gets what the manifest asks for.
		Scopes: append([]string{}, m.OAuth.Scopes.Bot...), Events: append([]string{}, m.Settings.Events.Bot...),
		NoHomeTab:     m.Features.Home == nil || !m.Features.Home.Home,
		NoMessagesTab: m.Features.Home == nil || !m.Features.Home.Messages,
		ReadOnly:      m.Features.Home != nil && m.Features.Home.ReadOnly,
	}
	var d Delivery
	for _, c := range m.Features.Commands {
		app.Commands = append(app.Commands, Command{
			Command: c.Command, UsageHint: c.UsageHint, Description: c.Description, ShouldEscape: c.ShouldEscape,
		})
		d.Commands = c.URL
	}
	d.Events, d.Interactions, d.Options = m.Settings.Events.URL, m.Settings.Interactivity.URL, m.Settings.Interactivity.Options
	if m.Settings.Socket {
		d = Delivery{}
	}
	return app.withDefaults(), d, nil
}

var commandName = regexp.MustCompile(`^/[^\s/]{1,31}$`)

// problems returns the rules of Slack's manifest schema that the manifest breaks.
func (m manifest) problems() []string {
	var out []string
	check := func(ok bool, format string, args ...any) {
		if !ok {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	length := utf8.RuneCountInString
	check(m.Display.Name != "" && length(m.Display.Name) <= 35, "/display_information/name must have 1 to 35 characters")
	check(length(m.Display.Description) <= 140, "/display_information/description must be at most 140 characters")
	check(length(m.Features.Bot.DisplayName) <= 80, "/features/bot_user/display_name must be at most 80 characters")
	check(len(m.Features.Commands) <= 50, "/features/slash_commands must be at most 50 items")
	for i, c := range m.Features.Commands {
		at := fmt.Sprintf("/features/slash_commands/%d", i)
		check(commandName.MatchString(c.Command), "%s/command must have 2 to 32 characters and start with a slash", at)
		check(c.Description != "" && length(c.Description) <= 2000, "%s/description must have 1 to 2000 characters", at)
		check(length(c.UsageHint) <= 1000, "%s/usage_hint must be at most 1000 characters", at)
		check(m.Settings.Socket || c.URL != "", "%s/url is required without Socket Mode", at)
	}
	check(len(m.Features.Shortcuts) <= 10, "/features/shortcuts must be at most 10 items")
	for i, s := range m.Features.Shortcuts {
		at := fmt.Sprintf("/features/shortcuts/%d", i)
		check(s.Name != "" && length(s.Name) <= 24, "%s/name must have 1 to 24 characters", at)
		check(s.Type == "message" || s.Type == "global", "%s/type must be message or global", at)
		check(s.CallbackID != "" && length(s.CallbackID) <= 255, "%s/callback_id must have 1 to 255 characters", at)
		check(s.Description != "" && length(s.Description) <= 150, "%s/description must have 1 to 150 characters", at)
	}
	check(len(m.Settings.Events.Bot) <= 100, "/settings/event_subscriptions/bot_events must be at most 100 items")
	for _, e := range m.Settings.Events.Bot {
		if scope := scopeOfEvent[e]; scope != "" {
			check(slices.Contains(m.OAuth.Scopes.Bot, scope), "bot event %s needs the scope %s", e, scope)
		}
	}
	return out
}

// scopeOfEvent is the scope that each event subscription needs.
var scopeOfEvent = map[string]string{
	"app_mention": "app_mentions:read", "message.channels": "channels:history", "message.groups": "groups:history",
	"message.im": "im:history", "message.mpim": "mpim:history", "user_change": "users:read", "team_join": "users:read",
	"user_status_changed": "users:read", "reaction_added": "reactions:read",
}

func manifestValidate(_ *Sim, r *request) (answer, error) {
	_, _, err := ReadManifest(r.args.object("manifest"))
	if err != nil {
		return nil, &apiError{Code: "invalid_manifest", Messages: []string{"[ERROR] " + err.Error()}}
	}
	return answer{}, nil
}
