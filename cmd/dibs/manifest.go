package main

import (
	"encoding/json"
	"errors"

	"dibs/bot"
)

// manifestCmd prints the manifest of the Slack app.
type manifestCmd struct {
	URL string `placeholder:"https://dibs.example.com" help:"Public address where Slack reaches Dibs over HTTP. Without it, the app uses Socket Mode and needs no address."`
}

// Run prints the manifest as JSON.
func (m *manifestCmd) Run(e *env) error {
	if m.URL != "" && !isURL(m.URL, "https") {
		return errors.New("--url must be an https address: Slack calls nothing else")
	}
	enc := json.NewEncoder(e.stdout)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(bot.Manifest(m.URL))
}
