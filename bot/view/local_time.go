package view

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nyaruka/phonenumbers"

	"dibs/lead"
)

// Whoever calls should know what time it is where the phone rings. A card does not know when it is read, so it says only how
// far apart the two places are; what is drawn for one person at an instant says the time there.

// elsewhere says how far from the team's zone the inquirer is: "🌍 New York, 6 h behind Berlin". It is empty when the zone is
// not certain or the clocks agree. Where either clock is changed within a month, so that the card would become wrong while
// it hangs, it names the place alone.
func (d cardView) elsewhere() string {
	there, ours, now := whereIs(d.l), d.teamZone(), d.instant()
	if there.zone == nil || apart(there.zone, ours, now) == 0 {
		return ""
	}
	far := difference(apart(there.zone, ours, now)) + " " + city(ours)
	for day := range 30 {
		if apart(there.zone, ours, now.AddDate(0, 0, day)) != apart(there.zone, ours, now) {
			far = ""
		}
	}
	switch {
	case there.name == "" && far == "":
		return ""
	case far == "":
		return "🌍 " + there.name + " time"
	}
	return "🌍 " + strings.TrimPrefix(there.name+", "+far, ", ")
}

// teamZone is where the lead's team works.
func (d cardView) teamZone() *time.Location {
	if h := d.Playbook.Hours(d.Playbook.TeamOf(d.l)); h != nil && h.Zone() != nil {
		return h.Zone()
	}
	return d.zone()
}

// localTime says what time it is for the inquirer: "It is 08:10 there now (New York)." It is empty when the zone is not
// certain or the clocks there and at ours agree.
func localTime(l *lead.Lead, now time.Time, ours *time.Location) string {
	there := whereIs(l)
	if there.zone == nil || apart(there.zone, ours, now) == 0 {
		return ""
	}
	said := "🌍 It is " + now.In(there.zone).Format("15:04") + " there now"
	if there.name != "" {
		said += " (" + there.name + ")"
	}
	return said + "."
}

// place is where clocks show one time. It has no name when it is one of several zones that always agree, as in Great
// Britain.
type place struct {
	zone *time.Location
	name string
}

// whereIs is the place that the phone number, else the country, leaves; without a zone when there may be several. What
// libphonenumber knows of area codes is what we know.
func whereIs(l *lead.Lead) place {
	if linkedPhone.MatchString(l.Contact.Phone) {
		if p := placeOf(l.Contact.Phone); p.zone != nil {
			return p
		}
	}
	if code := phonenumbers.GetCountryCodeForRegion(l.Company.Country); code > 1 { // 1 is half a continent
		return placeOf(fmt.Sprint(code))
	}
	return place{}
}

// placeOf is where a number, or the beginning of one, rings.
func placeOf(prefix string) place {
	names, err := phonenumbers.GetTimezonesForPrefix(prefix)
	if err != nil || slices.Contains(names, phonenumbers.UNKNOWN_TIMEZONE) {
		return place{}
	}
	var p place
	for _, name := range names {
		z, err := time.LoadLocation(name)
		if err != nil || p.zone != nil && !agree(p.zone, z) {
			return place{}
		}
		p.zone = z
	}
	if len(names) == 1 {
		p.name = city(p.zone)
	}
	return p
}

// agree reports whether the clocks of two zones show the same time in winter and in summer.
func agree(a, b *time.Location) bool {
	for _, month := range []time.Month{time.January, time.July} {
		if apart(a, b, time.Date(2026, month, 1, 0, 0, 0, 0, time.UTC)) != 0 {
			return false
		}
	}
	return true
}

// apart is how much later the clocks of a show than those of b.
func apart(a, b *time.Location, at time.Time) time.Duration {
	_, east := at.In(a).Zone()
	_, other := at.In(b).Zone()
	return time.Duration(east-other) * time.Second
}

// difference words how far clocks are apart: "6 h behind".
func difference(by time.Duration) string {
	word := "ahead of"
	if by < 0 {
		word = "behind"
	}
	hours, minutes := by.Abs()/time.Hour, by.Abs()%time.Hour/time.Minute
	said := fmt.Sprintf("%d h", hours)
	switch {
	case hours == 0:
		said = fmt.Sprintf("%d min", minutes)
	case minutes > 0:
		said += fmt.Sprintf(" %d min", minutes)
	}
	return said + " " + word
}

// city is what a zone is called by: "New York" of America/New_York.
func city(z *time.Location) string {
	name := z.String()
	return strings.ReplaceAll(name[strings.LastIndex(name, "/")+1:], "_", " ")
}
