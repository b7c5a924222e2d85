package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dibs/lead"
	"dibs/store"
)

// nine is a Monday morning.
var nine = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func inquiry() lead.Inquiry {
	return lead.Inquiry{
		Source: "website", Campaign: "autumn-fair",
		Contact:    lead.Contact{Name: "Ana Ávila", Email: "ana@customer.example", Phone: "+34600123456", Title: "Buyer"},
		Company:    lead.Company{Name: "Customer SL", Website: "customer.example", Country: "ES", Employees: 120},
		Message:    "How much for 400 units, and when?",
		Attributes: map[string]string{"product": "pumps"},
		Engagement: "contact_form",
	}
}

func rep(id lead.PersonID) lead.Actor {
	return lead.Actor{ID: id, Role: lead.RoleRep, Team: "emea"}
}

// register makes a hot lead that waits in #leads-emea with a deadline in 15 minutes.
func register(in lead.Inquiry, now time.Time) *lead.Lead {
	l := lead.Register(in, lead.Dibs(), lead.Judgement{
		Stage: lead.StageNew, PlaybookID: "v1",
		Route: lead.Route{Rule: "emea", Channel: "#leads-emea", Team: "emea", SalesChannel: lead.ChannelRep},
		Score: lead.Score{
			Potential: 40, Engagement: 30, Temperature: lead.Hot, At: now,
			Reasons: []lead.Points{{Axis: lead.AxisPotential, Points: 40, Because: "120 employees"}},
		},
	}, now)
	l.Deadline = lead.Deadline{At: now.Add(15 * time.Minute), Clock: lead.ClockClaim}
	return l
}

// save stores a lead with the events recorded since the last call, and returns those.
func save(t testing.TB, s *store.Store, l *lead.Lead) ([]lead.Event, error) {
	t.Helper()
	events := l.TakeEvents()
	return events, s.Save(t.Context(), store.Change{Lead: l, Events: events})
}

// stored registers and saves a lead.
func stored(t testing.TB, s *store.Store, in lead.Inquiry, now time.Time) *lead.Lead {
	t.Helper()
	l := register(in, now)
	if _, err := save(t, s, l); err != nil {
		t.Fatal(err)
	}
	return l
}

// same fails the test unless the two are equal. A nil list equals an empty one, since the store returns nil for none.
func same[T any](t testing.TB, got, want T) {
	t.Helper()
	if d := diff(got, want); d != "" {
		t.Errorf("not the same (-want +got):\n%s", d)
	}
}

func diff[T any](got, want T) string {
	return cmp.Diff(want, got, cmpopts.IgnoreUnexported(lead.Lead{}), cmpopts.EquateEmpty())
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// openCount is how many leads are open: those with a deadline.
func openCount(t *testing.T, s *store.Store) int {
	t.Helper()
	due, err := s.Due(t.Context(), nine.AddDate(100, 0, 0), 1_000_000)
	must(t, err)
	return len(due)
}
