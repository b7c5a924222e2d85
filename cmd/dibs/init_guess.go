package main

import (
	"cmp"
	"errors"
	"maps"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"dibs/bot"
	"dibs/lead"
)

// plainEmail matches addresses that need no quotes in YAML.
var plainEmail = regexp.MustCompile(`^[\pL\pN][\pL\pN._%+'-]*@[\pL\pN.-]+$`)

// nameable keeps the users a playbook can name: active people of the company, each address once.
func nameable(users []bot.User) []bot.User {
	seen := map[string]bool{}
	return slices.DeleteFunc(users, func(u bot.User) bool {
		email := strings.ToLower(u.Email)
		_, err := mail.ParseAddress(email)
		if u.Bot || u.Deleted || u.Guest || seen[email] || err != nil || !plainEmail.MatchString(email) {
			return true
		}
		seen[email] = true
		return false
	})
}

// seat is a person with the role that was guessed for them.
type seat struct {
	Email  string
	Who    string // the comment at the end of the line
	Role   lead.Role
	Backup string // email
}

// place is a channel for a purpose.
type place struct {
	Name  string // with #
	Found bool
}

// draft is the part of a first playbook that differs between companies.
type draft struct {
	Company                 string
	Seats                   []seat // by role
	Others                  []seat // people without a role
	More                    int    // more people without a role, who are not listed
	Manager                 string
	ManagerKnown            bool // from a title or group; false if somebody had to be picked
	Leads, Qualify, Markets place
	Zone                    string
	ZoneOf, ZonePeople      int // the zone has this many of all people
	Holidays, Currency      string
}

// maxOthers keeps the playbook of a large company readable.
const maxOthers = 100

// guess drafts a playbook. It fails if Slack shows nobody with an email address.
func guess(w workspace) (draft, error) {
	if len(w.people) == 0 {
		return draft{}, errors.New("no email address is visible in Slack; check with `dibs doctor` that the app has the scopes users:read and users:read.email")
	}
	d := draft{Company: inComment(w.name)}
	for _, u := range w.people {
		role, why := guessRole(u, w.groups)
		s := seat{Email: strings.ToLower(u.Email), Who: inComment(u.RealName) + why, Role: role}
		if role == lead.RoleAnyone {
			d.Others = append(d.Others, s)
		} else {
			d.Seats = append(d.Seats, s)
		}
	}
	d.appoint()
	d.Leads = guessChannel(w.channels, "leads", "sales-leads", "new-leads", "inbound-leads", "inbound", "sales")
	d.Qualify = guessChannel(w.channels, "qualify", "qualification", "sdr", "sdrs", "sdr-team", "inquiries")
	d.Markets = guessChannel(w.channels, "marketing", "team-marketing", "marketing-team")
	d.guessZone(w.people)
	if n := len(d.Others); n > maxOthers {
		d.Others, d.More = d.Others[:maxOthers], n-maxOthers
	}
	return d, nil
}

// roleOrder is the order of the seats in the file.
var roleOrder = []lead.Role{lead.RoleAdmin, lead.RoleManager, lead.RoleRep, lead.RoleQualifier, lead.RoleMarketing}

// appoint picks the manager who also runs Dibs, because escalations need a recipient, and makes each rep the backup
// of the one before.
func (d *draft) appoint() {
	isManager := func(s seat) bool { return s.Role == lead.RoleManager }
	d.ManagerKnown = slices.ContainsFunc(d.Seats, isManager)
	if !d.ManagerKnown && len(d.Others) > 0 {
		d.Seats = append(d.Seats, d.Others[0])
		d.Others = d.Others[1:]
		d.Seats[len(d.Seats)-1].Role = lead.RoleManager
	}
	first := max(0, slices.IndexFunc(d.Seats, isManager))
	d.Seats[first].Role = lead.RoleAdmin
	d.Manager = d.Seats[first].Email
	slices.SortStableFunc(d.Seats, func(a, b seat) int {
		return cmp.Compare(slices.Index(roleOrder, a.Role), slices.Index(roleOrder, b.Role))
	})
	reps := d.In(lead.RoleRep)
	for i := range reps {
		if len(reps) > 1 {
			reps[i].Backup = reps[(i+1)%len(reps)].Email
		}
	}
}

// In returns the seats of a role. The result is a slice of Seats, which must be in order.
func (d *draft) In(r lead.Role) []seat {
	is := func(s seat) bool { return s.Role == r }
	from := slices.IndexFunc(d.Seats, is)
	if from < 0 {
		return nil
	}
	to := from
	for to < len(d.Seats) && is(d.Seats[to]) {
		to++
	}
	return d.Seats[from:to]
}

// roleWords find a role by title or group; the first match counts. People who support sales without working leads
// come first, because their titles contain sales too.
var roleWords = []struct {
	role  lead.Role
	words *regexp.Regexp
}{
	{lead.RoleAnyone, regexp.MustCompile(`(?i)\bpre-?sales\b|\bsales[ -](engineer|op(eration)?s|enablement|force|tax)`)},
	{lead.RoleManager, regexp.MustCompile(`(?i)\b(head|[se]?vp|vice president|director|chief)\b.*\b(sales|revenue|commercial|business development)\b` +
		`|\b(sales|revenue|commercial) (vp|director|(team )?(manager|lead(er)?))s?\b|\bcro\b|\bsales-(managers?|leads?)\b`)},
	{lead.RoleQualifier, regexp.MustCompile(`(?i)\b[sb]drs?\b|\b(sales|business)[ -]development\b|\binside sales\b|\bqualif`)},
	{lead.RoleRep, regexp.MustCompile(`(?i)\bsales\b|\baccount (executive|manager)|\bterritory manager\b`)},
	{lead.RoleMarketing, regexp.MustCompile(`(?i)\bmarketing\b|\bdemand gen`)},
}

// guessRole guesses a person's role from their title, or else from the first matching group, and says what the guess
// is based on.
func guessRole(u bot.User, groups []bot.UserGroup) (lead.Role, string) {
	why := ""
	if title := inComment(u.Title); title != "" {
		why = ", " + title
	}
	for _, r := range roleWords {
		if r.words.MatchString(u.Title) {
			return r.role, why
		}
	}
	for _, g := range groups {
		for _, r := range roleWords {
			if slices.Contains(g.Members, u.ID) && r.words.MatchString(g.Handle+"\n"+g.Name) && r.role != lead.RoleAnyone {
				return r.role, why + ", in @" + inComment(g.Handle)
			}
		}
	}
	return lead.RoleAnyone, why
}

// guessChannel returns the first of the names that exists, or else the first name as a suggestion.
func guessChannel(all []bot.Channel, names ...string) place {
	for _, name := range names {
		if slices.ContainsFunc(all, func(c bot.Channel) bool { return c.Name == name && !c.Archived }) {
			return place{Name: "#" + name, Found: true}
		}
	}
	return place{Name: "#" + names[0]}
}

// guessZone picks the time zone with the most people, and the currency and public holidays of its country.
func (d *draft) guessZone(people []bot.User) {
	count := map[string]int{}
	for _, u := range people {
		if z, err := time.LoadLocation(u.TZ); err == nil && u.TZ != "" && z != time.Local { //nolint:gosmopolitan // to refuse it
			count[u.TZ]++
		}
	}
	d.Zone, d.ZonePeople = "UTC", len(people)
	for _, zone := range slices.Sorted(maps.Keys(count)) {
		if count[zone] > d.ZoneOf {
			d.Zone, d.ZoneOf = zone, count[zone]
		}
	}
	at := countries[d.Zone]
	d.Holidays, d.Currency = at.holidays, cmp.Or(at.currency, "EUR")
}

// countries maps time zones to the country's public holidays, as the playbook knows them, and its currency unless
// that is the euro.
var countries = map[string]struct{ holidays, currency string }{
	"America/Argentina/Buenos_Aires": {"AR", "ARS"}, "America/Chicago": {"US", "USD"}, "America/Denver": {"US", "USD"},
	"America/Los_Angeles": {"US", "USD"}, "America/Mexico_City": {"", "MXN"}, "America/New_York": {"US", "USD"},
	"America/Phoenix": {"US", "USD"}, "America/Sao_Paulo": {"BR", "BRL"}, "America/Toronto": {"CA", "CAD"},
	"America/Vancouver": {"CA", "CAD"}, "Africa/Johannesburg": {"ZA", "ZAR"}, "Asia/Dubai": {"", "AED"},
	"Asia/Hong_Kong": {"", "HKD"}, "Asia/Jerusalem": {"", "ILS"}, "Asia/Kolkata": {"", "INR"}, "Asia/Singapore": {"", "SGD"},
	"Asia/Tokyo": {"JP", "JPY"}, "Australia/Brisbane": {"AU-QLD", "AUD"}, "Australia/Melbourne": {"AU-VIC", "AUD"},
	"Australia/Perth": {"AU-WA", "AUD"}, "Australia/Sydney": {"AU-NSW", "AUD"}, "Europe/Amsterdam": {"NL", ""},
	"Europe/Athens": {"GR", ""}, "Europe/Berlin": {"DE", ""}, "Europe/Brussels": {"BE", ""}, "Europe/Bucharest": {"RO", "RON"},
	"Europe/Copenhagen": {"DK", "DKK"}, "Europe/Dublin": {"IE", ""}, "Europe/Istanbul": {"", "TRY"}, "Europe/Kyiv": {"UA", "UAH"},
	"Europe/Lisbon": {"", ""}, "Europe/London": {"GB", "GBP"}, "Europe/Madrid": {"ES", ""}, "Europe/Oslo": {"NO", "NOK"},
	"Europe/Paris": {"FR", ""}, "Europe/Prague": {"CZ", "CZK"}, "Europe/Riga": {"LV", ""}, "Europe/Rome": {"IT", ""},
	"Europe/Stockholm": {"SE", "SEK"}, "Europe/Vienna": {"AT", ""}, "Europe/Vilnius": {"LT", ""}, "Europe/Warsaw": {"PL", "PLN"},
	"Europe/Zagreb": {"HR", ""}, "Europe/Zurich": {"CH", "CHF"}, "Pacific/Auckland": {"NZ", "NZD"},
}

// inComment makes a text that people typed safe for a YAML comment: one short line.
func inComment(s string) string {
	printed := strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s)
	short := []rune(strings.Join(strings.Fields(printed), " "))
	return string(short[:min(len(short), 80)])
}
