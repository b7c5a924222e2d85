package worktime

import (
	_ "embed" // the names of the time zones
	"strings"
)

//go:embed zones.txt
var zoneNames string

// Zones lists the names of the time zones, to find the one that somebody mistyped: those of IANA's
// zone.tab, and UTC. time.LoadLocation knows more, such as the older names of some.
func Zones() []string { return strings.Fields(zoneNames) }
