package view

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nyaruka/phonenumbers"

	"dibs/lead"
)

// A caller should know what time it is for the inquirer. A card does not know when it is read, so it shows only the
// difference between the two zones. A message that is drawn for one person at a known time shows the local time
// there.

// inquirerTime words what time it is for the inquirer, on a card.
type inquirerTime struct{ cardView }

// elsewhere is how far the inquirer's zone is from the team's: "🌍 New York, 6 h behind Berlin". It is empty if the
// zone is uncertain or both clocks show the same time. If the difference changes within a month, it would become
// wrong while the card stays up, so only the place is named.
func (d inquirerTime) elsewhere() string {
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
func (d inquirerTime) teamZone() *time.Location {
	if h := d.Playbook.Hours(d.Playbook.TeamOf(d.l)); h != nil && h.Zone() != nil {
		return h.Zone()
	}
	return d.zone()
}

// localTime is a sentence about the time at the inquirer's place: "🌍 It's 08:10 in New York now." It is empty if the
// zone is uncertain or both clocks show the same time.
func localTime(l *lead.Lead, now time.Time, ours *time.Location) string {
	there := whereIs(l)
	if there.zone == nil || apart(there.zone, ours, now) == 0 {
		return ""
	}
	where := "there"
	if there.name != "" {
		where = "in " + there.name
	}
	return "🌍 It's " + now.In(there.zone).Format("15:04") + " " + where + " now."
}

// place is a zone with the name of its city. It has no name if it stands for several zones that always show the same
// time, as in Great Britain.
type place struct {
	zone *time.Location
	name string
}

// whereIs is the place that the phone number points to, or else the country. It has no zone if several are possible.
// The area codes come from libphonenumber.
func whereIs(l *lead.Lead) place {
	if linkedPhone.MatchString(l.Contact.Phone) {
		if p := placeOf(l.Contact.Phone); p.zone != nil {
			return p
		}
	}
	if code := phonenumbers.GetCountryCodeForRegion(l.Company.Country); code > 1 { // country code 1 is half a continent
		return placeOf(fmt.Sprint(code))
	}
	return place{}
}

// placeOf is the place of a phone number or of the first digits of one.
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

// agree reports whether two zones show the same time in winter and in summer.
func agree(a, b *time.Location) bool {
	for _, month := range []time.Month{time.January, time.July} {
		if apart(a, b, time.Date(2026, month, 1, 0, 0, 0, 0, time.UTC)) != 0 {
			return false
		}
	}
	return true
}

// apart is how far the clocks of zone a are ahead of those of zone b.
func apart(a, b *time.Location, at time.Time) time.Duration {
	_, east := at.In(a).Zone()
	_, other := at.In(b).Zone()
	return time.Duration(east-other) * time.Second
}

// difference words how far two clocks are apart: "6 h behind".
func difference(by time.Duration) string {
	word := "ahead of"
	if by < 0 {
		word = "behind"
	}
	hours, minutes := by.Abs()/time.Hour, by.Abs()%time.Hour/time.Minute
	span := fmt.Sprintf("%d h", hours)
	switch {
	case hours == 0:
		span = fmt.Sprintf("%d min", minutes)
	case minutes > 0:
		span += fmt.Sprintf(" %d min", minutes)
	}
	return span + " " + word
}

// city is the city that a zone is named after: "New York" for America/New_York.
func city(z *time.Location) string {
	name := z.String()
	return strings.ReplaceAll(name[strings.LastIndex(name, "/")+1:], "_", " ")
}
