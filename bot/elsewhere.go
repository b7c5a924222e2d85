package bot

import (
	"fmt"
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
func (d drawing) elsewhere() string {
	there, ours, now := inquirerZone(d.l), d.teamZone(), d.instant()
	if there == nil || apart(there, ours, now) == 0 {
		return ""
	}
	for day := range 30 {
		if apart(there, ours, now.AddDate(0, 0, day)) != apart(there, ours, now) {
			return "🌍 " + city(there) + " time"
		}
	}
	return "🌍 " + city(there) + ", " + difference(apart(there, ours, now)) + " " + city(ours)
}

// teamZone is where the lead's team works.
func (d drawing) teamZone() *time.Location {
	if h := d.pb.Hours(d.pb.TeamOf(d.l)); h != nil && h.Zone() != nil {
		return h.Zone()
	}
	return d.zone()
}

// localTime says what time it is for the inquirer: "It is 08:10 there now (New York)." It is empty when the zone is not
// certain or the clocks there and at ours agree.
func localTime(l *lead.Lead, now time.Time, ours *time.Location) string {
	there := inquirerZone(l)
	if there == nil || apart(there, ours, now) == 0 {
		return ""
	}
	return "🌍 It is " + now.In(there).Format("15:04") + " there now (" + city(there) + ")."
}

// inquirerZone is the one zone that the phone number, else the country, leaves; nil when there may be several. What libphonenumber
// knows of area codes is what we know.
func inquirerZone(l *lead.Lead) *time.Location {
	if linkedPhone.MatchString(l.Contact.Phone) {
		if z := oneZone(l.Contact.Phone); z != nil {
			return z
		}
	}
	if code := phonenumbers.GetCountryCodeForRegion(l.Company.Country); code > 1 { // 1 is half a continent
		return oneZone(fmt.Sprint(code))
	}
	return nil
}

// oneZone is the zone that a number or its beginning is in.
func oneZone(prefix string) *time.Location {
	names, err := phonenumbers.GetTimezonesForPrefix(prefix)
	if err != nil || len(names) != 1 || names[0] == phonenumbers.UNKNOWN_TIMEZONE {
		return nil
	}
	z, err := time.LoadLocation(names[0])
	if err != nil {
		return nil
	}
	return z
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
