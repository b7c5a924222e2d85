// Package bot is to Slack what net/http is to the web: requests come in through a Mux, answers go out through a
// Client. It knows nothing about leads.
package bot
