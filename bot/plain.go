package bot

import "regexp"

// mrkdwnToken is a date, a link or a channel in mrkdwn: angle brackets that include a fallback text.
var mrkdwnToken = regexp.MustCompile(`<[^<>|]*\|([^<>]*)>`)

// plainOf removes mrkdwn from one of our texts, for places where Slack shows plain text, such as below an input.
func plainOf(mrkdwn string) string { return unescape(mrkdwnToken.ReplaceAllString(mrkdwn, "$1")) }
