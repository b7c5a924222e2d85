package worktime

import (
	_ "embed" // the names of the time zones
	"strings"
)

//go:embed zones.txt
var zoneNames string

// Zones lists the names of the time zones: those in zone.tab of the IANA database, and UTC. It is meant for suggesting
// the right spelling of a mistyped name. time.LoadLocation knows more, such as former names.
func Zones() []string { return strings.Fields(zoneNames) }
