// Package bot speaks Slack for Dibs the way net/http speaks the web: requests come in through a Mux, answers go out
// through a Client.
package bot
