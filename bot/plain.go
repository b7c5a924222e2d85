package bot

import "regexp"

// mrkdwnToken is a date, a link or a channel in mrkdwn: angle brackets, with words for clients that cannot show it.
var mrkdwnToken = regexp.MustCompile(`<[^<>|]*\|([^<>]*)>`)

// plainOf is a text of ours without mrkdwn, for places where Slack shows plain text, such as below an input.
func plainOf(mrkdwn string) string { return unescape(mrkdwnToken.ReplaceAllString(mrkdwn, "$1")) }
