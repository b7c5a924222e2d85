package worktime

import (
	_ "embed" // the names of the time zones
	"strings"
)

//go:embed zones.txt
var zoneNames string

// Zones lists the names of IANA's time zones, for whoever mistyped one. time.LoadLocation knows more:
// the older names of some.
func Zones() []string { return strings.Fields(zoneNames) }
