package main

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dibs/cmd/dibs/replay"
	"dibs/lead"
	"dibs/playbook"
	"dibs/store"
	"dibs/store/storetest"
	"dibs/workflows/lookup"
)

// past is a database with leads that the example playbook judged.
type past struct {
	t     *testing.T
	env   map[string]string
	store *store.Store
	pb    *playbook.Playbook
}

// onBothPasts runs a test on both databases.
func onBothPasts(t *testing.T, f func(t *testing.T, p past)) {
	t.Parallel()
	for name, url := range map[string]func(t *testing.T) string{
		"SQLite":   func(t *testing.T) string { t.Helper(); return "sqlite:" + filepath.Join(t.TempDir(), "dibs.db") },
		"Postgres": func(t *testing.T) string { t.Helper(); return storetest.Postgres(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := past{t: t, env: map[string]string{"DATABASE_URL": url(t)}}
			if _, err := says(t, p.getenv, "migrate"); err != nil {
				t.Fatal(err)
			}
			var err error
			if p.store, err = store.Open(t.Context(), p.env["DATABASE_URL"]); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = p.store.Close() })
			if p.pb, err = playbook.Load(example, demoEnv); err != nil {
				t.Fatal(err)
			}
			if err := p.store.PutPlaybook(t.Context(), p.pb.Version(), p.pb.Text(), time.Now()); err != nil {
				t.Fatal(err)
			}
			f(t, p)
		})
	}
}

func (p past) getenv(name string) string { return p.env[name] }

// came registers a lead some time ago.
func (p past) came(ago time.Duration, in lead.Inquiry) *lead.Lead {
	p.t.Helper()
	at := time.Now().Add(-ago)
	in = lookup.Preview(p.pb, in, at).Inquiry
	l := lead.Register(in, lead.Dibs(), p.pb.Judge(lead.Interested(in, at), at), at)
	p.save(l)
	return l
}

func (p past) save(l *lead.Lead) {
	p.t.Helper()
	l.Deadline = p.pb.Next(l)
	if err := p.store.Save(p.t.Context(), store.Change{Lead: l, Events: l.TakeEvents()}); err != nil {
		p.t.Fatal(err)
	}
}

func inquiry(company string, staff int, country, source string) lead.Inquiry {
	return lead.Inquiry{
		Source:  source,
		Contact: lead.Contact{Name: "Secret Person", Email: "secret@" + strings.ToLower(company) + ".example", Title: "Head of Purchasing"},
		Company: lead.Company{Name: company, Employees: staff, Country: country}, Message: "secret words",
	}
}

const day = 24 * time.Hour

func TestAReplaySaysWhatWouldDifferWithCountsAndWithoutAWordOfTheLeads(t *testing.T) {
	onBothPasts(t, func(t *testing.T, p past) {
		p.came(40*day, inquiry("Longago", 150, "DE", "demo"))
		for _, company := range []string{"North", "South"} {
			p.came(10*day, inquiry(company, 150, "DE", "demo")) // hot, moved by the change
		}
		us := p.came(5*day, inquiry("West", 300, "US", "website")) // warm both ways
		p.came(2*day, inquiry("East", 90, "DE", "demo"))           // the same both ways

		// What has happened since does not count: only what was known at the registration.
		us.Engage("demo_request", p.pb.Judge, time.Now())
		p.save(us)
		repeat, original := p.came(1*day, inquiry("North", 150, "DE", "demo")), p.came(1*day, inquiry("Nord", 80, "AT", "demo"))
		if err := repeat.MergeInto(lead.Dibs(), original, time.Now()); err != nil {
			t.Fatal(err)
		}
		p.save(repeat)

		before := leadsOf(t, p.store)
		changed := rewritten(t, "lead.employees >= 200'\n    to:", "lead.employees >= 100'\n    to:",
			"hot: 'potential >= 40 and engagement >= 40'", "hot: 'potential >= 60 and engagement >= 40'",
			"newsletter: {engagement: newsletter}", "newsletter: {engagement: download}")
		said, err := says(t, p.getenv, "playbook", "replay", changed)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{
			"5 leads from the last 30d, judged by the current playbook (" + p.pb.Version() + ") and the changed one (",
			"4 leads would change:",
			"temperature    hot → warm:", "#leads → #leads-enterprise:  2",
			"sales channel  rep → territory_manager:", "assign         claim → round_robin:",
			"demo  hot → warm  new  #leads → #leads-enterprise",
		} {
			if !strings.Contains(said, want) {
				t.Errorf("%q is missing in:\n%s", want, said)
			}
		}
		if strings.Contains(strings.ToLower(said), "secret") || strings.Contains(said, "North") {
			t.Errorf("it reveals who the leads are:\n%s", said)
		}

		said, err = says(t, p.getenv, "playbook", "replay", "--json", "--since", "60d", changed)
		if err != nil {
			t.Fatal(err)
		}
		var d replay.Report
		if err := json.Unmarshal([]byte(said), &d); err != nil {
			t.Fatal(err)
		}
		if d.Leads != 6 || d.Differ != 5 || len(d.Examples) != 5 || d.Before != p.pb.Version() || d.Changes[0].Kind != "temperature" || d.Changes[0].Leads != 5 {
			t.Errorf("the JSON is %s", said)
		}
		if !maps.Equal(before, leadsOf(t, p.store)) {
			t.Error("the replay changed a lead")
		}
	})
}

// leadsOf returns the version of every lead.
func leadsOf(t *testing.T, s *store.Store) map[lead.ID]int64 {
	t.Helper()
	ls, err := s.RegisteredSince(t.Context(), time.Unix(0, 0), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	versions := map[lead.ID]int64{}
	for _, l := range ls {
		versions[l.ID] = l.Version
	}
	return versions
}

func TestAReplayOfThePlaybookInForceFindsNothing(t *testing.T) {
	onBothPasts(t, func(t *testing.T, p past) {
		for range 3 {
			p.came(day, inquiry("North", 150, "DE", "webinar"))
		}
		said, err := says(t, p.getenv, "playbook", "replay", example)
		if err != nil || !strings.Contains(said, "3 leads from the last 30d") || !strings.Contains(said, "Nothing would change.") {
			t.Errorf("it printed (%v):\n%s", err, said)
		}
	})
}

func TestAReplayThatCannotBeRunSaysWhy(t *testing.T) {
	t.Parallel()
	empty := map[string]string{"DATABASE_URL": "sqlite:" + filepath.Join(t.TempDir(), "dibs.db")}
	getenv := func(name string) string { return empty[name] }
	if _, err := says(t, getenv, "migrate"); err != nil {
		t.Fatal(err)
	}
	for want, c := range map[string]struct {
		getenv func(string) string
		args   []string
	}{
		"there is no database at":              {nowhere(t), []string{example}},
		"there is no playbook in the database": {getenv, []string{example}},
		`--since: "soon" is not a duration`:    {getenv, []string{"--since", "soon", example}},
		"none.yaml":                            {getenv, []string{"none.yaml"}},
	} {
		if _, err := says(t, c.getenv, append([]string{"playbook", "replay"}, c.args...)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: it ended with %v, want %q", c.args, err, want)
		}
	}
}
