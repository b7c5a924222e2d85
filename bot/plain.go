package bot

import "regexp"

// token is what mrkdwn writes between angle brackets with words for those who cannot see it: dates, links, channels.
var token = regexp.MustCompile(`<[^<>|]*\|([^<>]*)>`)

// plainOf is a text of ours as words only, for places where Slack reads no mrkdwn, such as below an input.
func plainOf(mrkdwn string) string { return unescape(token.ReplaceAllString(mrkdwn, "$1")) }
