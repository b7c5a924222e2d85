package view

import (
	"testing"
	"time"

	"dibs/bot/view/viewtest"
	"dibs/lead"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// from returns a lead with a phone number and a country.
func from(phone, country string) *lead.Lead {
	return &lead.Lead{Inquiry: lead.Inquiry{Contact: lead.Contact{Phone: phone}, Company: lead.Company{Country: country}}}
}

func TestTheInquirersTimeIsSaidWhereItIsCertainAndDiffers(t *testing.T) {
	noon := time.Date(2026, 11, 16, 12, 0, 0, 0, zone(t, "Europe/Berlin"))
	for name, c := range map[string]struct {
		l    *lead.Lead
		want string
	}{
		"by the area of the number":          {from("+12125550100", "DE"), "🌍 It's 06:00 in New York now."},
		"by the country":                     {from("", "JP"), "🌍 It's 20:00 in Tokyo now."},
		"half an hour apart":                 {from("", "IN"), "🌍 It's 16:30 in Calcutta now."},
		"several zones that always agree":    {from("", "GB"), "🌍 It's 11:00 there now."},
		"zones that agree in winter alone":   {from("", "AU"), ""},
		"the same clock":                     {from("+49305550100", "DE"), ""},
		"a country of many zones":            {from("", "US"), ""},
		"a number that is none":              {from("call me", ""), ""},
		"a number that could be anywhere":    {from("+18005550100", ""), ""},
		"a country that does not exist":      {from("", "XX"), ""},
		"a number beginning with no country": {from("+999123456", ""), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := localTime(c.l, noon, noon.Location()); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestACardSaysHowFarAwayTheInquirerIsOnlyWhileThatStaysTrue(t *testing.T) {
	far := viewtest.Hot
	far.Contact.Phone = "+12125550100"
	for now, want := range map[time.Time]string{
		viewtest.Monday: "🌍 New York, 6 h behind Berlin",
		time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC):   "🌍 New York time", // America changes its clocks on 8 March, Europe on the 29th
		time.Date(2026, 10, 20, 9, 0, 0, 0, time.UTC): "🌍 New York time",
	} {
		s := viewtest.Tell(t, far, now)
		d := cardView{Renderer: Renderer{Playbook: s.Pb, Crew: s.Crew}, l: s.Lead, events: s.Events}
		if got := (inquirerTime{d}).elsewhere(); got != want {
			t.Errorf("on %s: %q, want %q", now.Format(time.DateOnly), got, want)
		}
	}
	secret := viewtest.Tell(t, far, viewtest.Monday)
	if m := Show(secret.Lead, secret.Events, lead.Place{}, "gus", false, secret.Crew, secret.Pb); viewtest.ContainsText(string(viewtest.Raw(t, m)), "New York") {
		t.Error("somebody without a role learns where the inquirer is")
	}
	british := viewtest.Curious
	british.Company.Country = "GB"
	s := viewtest.Tell(t, british, viewtest.Monday)
	if got := (inquirerTime{cardView{Renderer: Renderer{Playbook: s.Pb, Crew: s.Crew}, l: s.Lead, events: s.Events}}).elsewhere(); got != "🌍 1 h behind Berlin" {
		t.Errorf("for Great Britain: %q", got)
	}
	for by, want := range map[time.Duration]string{
		-6 * time.Hour: "6 h behind", 5*time.Hour + 30*time.Minute: "5 h 30 min ahead of", -30 * time.Minute: "30 min behind",
	} {
		if got := difference(by); got != want {
			t.Errorf("%v is shown as %q", by, got)
		}
	}
}
