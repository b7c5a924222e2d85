package ask_test

import (
	"testing"
	"time"

	"dibs/ask"
	"dibs/lead"
)

// office returns the asker in the tests: Ana, in Berlin, on Sunday, 22 November 2026, 15:30.
func office(t testing.TB) ask.Asker {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return ask.Asker{Now: time.Date(2026, 11, 22, 15, 30, 0, 0, berlin), Zone: berlin, Names: ask.Names{
		Sources:   []string{"website", "demo", "webinar", "trade-show", "newsletter", "phone", "referral", "typeform", "google-ads"},
		Campaigns: []string{"spring-webinar", "hannover-fair", "May Day 2026"},
		Teams:     []string{"emea", "americas"},
		Me:        "ana",
		People: []ask.Person{
			{ID: "ana", SlackID: "U0ANA", Name: "Ana Duarte", Email: "ana@acme.example", Team: "emea"},
			{ID: "ben", SlackID: "U0BEN", Name: "Ben Osei", Email: "ben@acme.example", Team: "emea"},
			{ID: "carla", SlackID: "U0CARLA", Name: "Carla Møller", Email: "cm@acme.example", Team: "americas"},
			{ID: "mia1", SlackID: "U0MIA1", Name: "Mia Stone", Email: "mia.stone@acme.example"},
			{ID: "mia2", SlackID: "U0MIA2", Name: "Mia Lindqvist", Email: "mia.l@acme.example"},
			{ID: "jan", SlackID: "U0JAN", Name: "Jan Kowalski", Email: "jan@acme.example"},
		},
	}}
}

// inThread returns the same asker in the thread of lead 7.
func inThread(t testing.TB) ask.Asker {
	a := office(t)
	a.Lead = lead.ID(7)
	return a
}

func BenchmarkRead(b *testing.B) {
	for _, line := range []string{
		"mine", "claim 1042", "how many hot leads from the webinar this month", "summary for emea last quarter", "find brandt",
		"how mny hot leads form the webinar this mnth", "what is the weather like in Paris", "remind me to call nadia on friday at 10",
	} {
		b.Run(line, func(b *testing.B) {
			a := office(b)
			for b.Loop() {
				ask.Read(line, a)
			}
		})
	}
}
