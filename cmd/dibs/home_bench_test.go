package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"dibs/bot/view"
	"dibs/lead"
	"dibs/playbook"
	"dibs/store"
	"dibs/store/storetest"
	"dibs/timers"
	"dibs/workflows"
	"dibs/workflows/workflowstest"
)

// homeLimit is how long building a home tab may take for a rep with 200 open leads (issue 4).
const homeLimit = 50 * time.Millisecond

// BenchmarkHome reads and draws the home tab of a rep with 200 open leads and 100 more in the pool, and that of the
// manager, as the JSON for Slack. It reports how long that took, and for the rep also the share of the limit: below 1
// is good.
func BenchmarkHome(b *testing.B) {
	for name, database := range map[string]func(testing.TB) string{"SQLite": storetest.SQLite, "Postgres": storetest.Postgres} {
		b.Run(name, func(b *testing.B) {
			e := busyOffice(b, storetest.Open(b, database(b)))
			for _, who := range []string{"ana", "mia"} {
				b.Run(who, func(b *testing.B) { measureHome(b, e, who) })
			}
		})
	}
}

func measureHome(b *testing.B, e *workflowstest.Process, who string) {
	id, _ := e.Crew().BySlackID("U" + who)
	var took []time.Duration
	size := 0
	for b.Loop() {
		began := time.Now()
		d, err := e.HomeView(b.Context(), id, began)
		if err != nil {
			b.Fatal(err)
		}
		drawn, err := json.Marshal(view.Home(d, e.Playbook()))
		if err != nil {
			b.Fatal(err)
		}
		took, size = append(took, time.Since(began)), len(drawn)
	}
	slices.Sort(took)
	median := took[len(took)/2]
	b.ReportMetric(float64(median)/float64(time.Millisecond), "ms-median")
	b.ReportMetric(float64(took[len(took)*99/100])/float64(time.Millisecond), "ms-p99")
	b.ReportMetric(float64(median)/float64(homeLimit), "of-limit")
	b.ReportMetric(float64(size)/1024, "KiB")
}

// busyOffice is a process in which the rep Ana has 200 open leads, and as many are waiting or are Ben's.
func busyOffice(b *testing.B, db *store.Store) *workflowstest.Process {
	b.Helper()
	text := append(slices.Clone(officePlaybook), "\nrouting: [{name: all, to: {channel: \"#leads\", team: sales, assign: claim}}]\n"...)
	pb, err := playbook.Parse("office.yaml", text, func(string) string { return "secret" })
	if err != nil {
		b.Fatal(err)
	}
	e := workflowstest.New(workflowstest.Config{Store: db, Timers: wakeups{timers.NewMemory()}, Playbook: pb, Worker: "bench"})
	var people []lead.Person
	for _, name := range []string{"ana", "ben", "mia"} {
		people = append(people, lead.Person{SlackID: "U" + name, Name: name, Email: name + "@acme.example", Zone: "Europe/Berlin"})
	}
	now := now().Add(-time.Hour)
	if err := e.SyncPeople(b.Context(), now, people...); err != nil {
		b.Fatal(err)
	}
	ana, _ := e.Crew().BySlackID("Uana")
	ben, _ := e.Crew().BySlackID("Uben")
	for n := range 400 {
		in := lead.Inquiry{
			Source: "demo", Message: "Could you call me about 40 seats?",
			Contact: lead.Contact{Name: fmt.Sprintf("Pat Miller %d", n), Email: fmt.Sprintf("pat%d@customer%d.example", n, n), Phone: "+4930901820"},
			Company: lead.Company{Name: fmt.Sprintf("Customer %d GmbH", n), Employees: 420, Country: "DE"},
		}
		r, err := e.Register(b.Context(), workflows.Intake{Inquiry: in}, now)
		if err != nil {
			b.Fatal(err)
		}
		owner := ana
		switch {
		case n%4 == 2:
			owner = ben
		case n%4 == 3:
			continue
		}
		if _, err := e.Claim(b.Context(), r.ID, owner, now); err != nil {
			b.Fatal(err)
		}
		step := &lead.NextStep{What: "send offer", At: now.Add(time.Duration(n) * 5 * time.Minute)}
		if _, err := e.LogContact(b.Context(), r.ID, owner, lead.Touch{Method: lead.Call, Outcome: lead.Reached, Next: step}, now); err != nil {
			b.Fatal(err)
		}
	}
	return e
}
