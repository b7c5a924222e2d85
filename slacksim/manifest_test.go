package slacksim_test

import (
	"strings"
	"testing"

	"dibs/slacksim"
)

const manifest = `{
  "display_information": {"name": "Dibs", "description": "Leads"},
  "features": {
    "bot_user": {"display_name": "dibs"},
    "app_home": {"home_tab_enabled": true, "messages_tab_enabled": true},
    "slash_commands": [{"command": "/lead", "url": "https://dibs.example/slack/commands", "description": "Leads"}],
    "shortcuts": [{"name": "Refer a lead", "type": "global", "callback_id": "refer", "description": "Refer"}]
  },
  "oauth_config": {"scopes": {"bot": ["commands", "chat:write", "app_mentions:read"]}},
  "settings": {
    "event_subscriptions": {"request_url": "https://dibs.example/slack/events", "bot_events": ["app_mention"]},
    "interactivity": {"is_enabled": true, "request_url": "https://dibs.example/slack/interactions"}
  }
}`

func TestTheAppIsReadFromItsManifest(t *testing.T) {
	app, delivery, err := slacksim.ReadManifest([]byte(manifest))
	if err != nil {
		t.Fatal(err)
	}
	if app.Handle != "dibs" || len(app.Commands) != 1 || len(app.Scopes) != 3 || len(app.Events) != 1 || app.NoHomeTab {
		t.Errorf("app is %+v", app)
	}
	if delivery.Commands != "https://dibs.example/slack/commands" || delivery.Events == "" || delivery.Interactions == "" {
		t.Errorf("delivery is %+v", delivery)
	}
}

func TestPeopleCannotWriteToAReadOnlyApp(t *testing.T) {
	readOnly := strings.Replace(manifest, `"messages_tab_enabled": true`, `"messages_tab_enabled": true, "messages_tab_read_only_enabled": true`, 1)
	app, _, err := slacksim.ReadManifest([]byte(readOnly))
	if err != nil {
		t.Fatal(err)
	}
	sim := slacksim.New(slacksim.Config{App: app, Users: []slacksim.User{{Name: "ana"}}})
	defer sim.Close()
	if _, err := sim.Say(t.Context(), "ana", "@dibs", "hello", ""); err == nil || !strings.Contains(err.Error(), "turned off") {
		t.Errorf("posting to the app returned %v", err)
	}
}

func TestInvalidManifestsAreRefused(t *testing.T) {
	w := newWorld(t)
	for name, change := range map[string][2]string{
		"long name":           {`"name": "Dibs"`, `"name": "` + strings.Repeat("x", 36) + `"`},
		"bare command":        {`"/lead"`, `"lead"`},
		"command without URL": {`"url": "https://dibs.example/slack/commands", `, ``},
		"kind of shortcut":    {`"global"`, `"secret"`},
		"event's scope":       {`, "app_mentions:read"`, ``},
	} {
		broken := strings.Replace(manifest, change[0], change[1], 1)
		if _, _, err := slacksim.ReadManifest([]byte(broken)); err == nil {
			t.Errorf("%s: the manifest was accepted", name)
		}
	}
	got := w.call("apps.manifest.validate", jsonType, w.BotToken(), `{"manifest":"{}"}`)
	if got["error"] != "invalid_manifest" {
		t.Errorf("answer is %v", got)
	}
}
