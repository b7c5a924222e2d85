package bot

import (
	"slices"
	"strings"

	"github.com/slack-go/slack"
)

// Command is the only slash command.
const Command = "/lead"

// Scopes are the rights that the app needs, each with its purpose. The manifest requests them, and `dibs doctor`
// checks them.
var Scopes = map[string]string{
	"commands":          "the /lead command",
	"chat:write":        "cards and answers",
	"app_mentions:read": "answering people who mention @dibs",
	"channels:read":     "finding public channels by name",
	"channels:join":     "joining the public channels of the playbook",
	"channels:history":  "checking whether a message was sent before sending it again",
	"groups:read":       "finding private channels by name",
	"groups:history":    "the same check in private channels",
	"im:write":          "direct messages",
	"im:history":        "reading direct messages to Dibs, and the same check there",
	"users:read":        "people's names, time zones and absences",
	"users:read.email":  "matching people with the playbook",
	"usergroups:read":   "user groups in the playbook",
}

// Events are the event types that the app subscribes to.
func Events() []string {
	return []string{"app_home_opened", "app_mention", "message.im", "team_join", "user_change"}
}

// Shortcuts of the app, by their callback ids.
const (
	ShortcutRegister = "register_lead" // on a message: creates a lead from it
	ShortcutNote     = "save_note"     // on a reply in a card's thread: saves it as a comment on the lead
	ShortcutRefer    = "refer_lead"    // anywhere, for every colleague
)

// Manifest describes the app for api.slack.com/apps. With a URL, Slack calls it over HTTP; without one the app uses
// Socket Mode, and nothing in the manifest needs to be edited.
func Manifest(url string) slack.Manifest {
	url = strings.TrimSuffix(url, "/")
	at := func(path string) string {
		if url == "" {
			return ""
		}
		return url + path
	}
	scopes := make([]string, 0, len(Scopes))
	for s := range Scopes {
		scopes = append(scopes, s)
	}
	slices.Sort(scopes)
	return slack.Manifest{
		Metadata: slack.ManifestMetadata{MajorVersion: 1},
		Display: slack.Display{
			Name:            "Dibs",
			Description:     "Every sales lead gets a fast, fair and right answer.",
			BackgroundColor: "#1f3a34",
		},
		Features: slack.Features{
			AppHome: slack.AppHome{HomeTabEnabled: true, MessagesTabEnabled: true},
			BotUser: slack.BotUser{DisplayName: "Dibs", AlwaysOnline: true},
			Shortcuts: []slack.Shortcut{
				{Name: "Register a lead", Type: slack.MessageShortcut, CallbackID: ShortcutRegister, Description: "Create a lead from this message"},
				{Name: "Save as comment", Type: slack.MessageShortcut, CallbackID: ShortcutNote, Description: "Save this reply as a comment on the lead"},
				{Name: "Refer a lead", Type: slack.GlobalShortcut, CallbackID: ShortcutRefer, Description: "Tell us about someone who may want to buy"},
			},
			SlashCommands: []slack.ManifestSlashCommand{{
				Command: Command, Url: at("/slack/commands"),
				Description: "Register, claim and look up leads", UsageHint: "help | new | mine | show acme | claim 1042 | away until Friday",
				ShouldEscape: true, // so that /lead away @ben names exactly one person
			}},
		},
		OAuthConfig: slack.OAuthConfig{Scopes: slack.OAuthScopes{Bot: scopes}},
		Settings: slack.Settings{
			EventSubscriptions: &slack.EventSubscriptions{RequestUrl: at("/slack/events"), BotEvents: Events()},
			Interactivity: &slack.Interactivity{
				IsEnabled: true, RequestUrl: at("/slack/interactions"), MessageMenuOptionsUrl: at("/slack/options"),
			},
			SocketModeEnabled: url == "",
		},
	}
}
