package viewtest

import "regexp"

// dateToken is a time as Slack draws it; read shows its fallback.
var dateToken = regexp.MustCompile(`<!date\^\d+\^[^|]*\|([^>]*)>`)

// Read is a text as somebody reads it who sees no Slack dates.
func Read(s string) string { return dateToken.ReplaceAllString(s, "$1") }
