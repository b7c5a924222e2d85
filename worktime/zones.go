package worktime

import (
	_ "embed" // the names of the time zones
	"strings"
)

//go:embed zones.txt
var zoneNames string

// Zones lists the names of time zones: those in zone.tab of the IANA database, and UTC. It is meant for
// suggesting the right spelling of a mistyped name. time.LoadLocation knows more names, such as former ones.
func Zones() []string { return strings.Fields(zoneNames) }
