package main

import (
	"encoding/json"
	"errors"

	"dibs/bot"
)

// manifestCmd prints the Slack app to create.
type manifestCmd struct {
	URL string `placeholder:"https://dibs.example.com" help:"Where Slack reaches this program over HTTP. Without it the app uses Socket Mode, and no address is needed."`
}

// Run prints the manifest as JSON.
func (m *manifestCmd) Run(e *env) error {
	if m.URL != "" && !isURL(m.URL, "https") {
		return errors.New("--url must be an https address: Slack calls no other")
	}
	enc := json.NewEncoder(e.stdout)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(bot.Manifest(m.URL))
}
