package viewtest

import "regexp"

// dateToken is a time that Slack draws; Read shows its fallback.
var dateToken = regexp.MustCompile(`<!date\^\d+\^[^|]*\|([^>]*)>`)

// Read is a text as people read it where Slack draws no dates.
func Read(s string) string { return dateToken.ReplaceAllString(s, "$1") }
