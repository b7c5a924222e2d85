package store_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestBothDatabasesHaveTheSameColumns(t *testing.T) {
	columns := func(url, query string) []string {
		rows, err := storetest.DB(t, url).QueryContext(t.Context(), query)
		must(t, err)
		defer rows.Close()
		var all []string
		for rows.Next() {
			var table, column string
			must(t, rows.Scan(&table, &column))
			if !strings.HasPrefix(table, "goose") && !strings.HasPrefix(table, "sqlite") {
				all = append(all, table+"."+column)
			}
		}
		must(t, rows.Err())
		slices.Sort(all)
		return all
	}
	embedded := columns(storetest.SQLite(t), "SELECT m.name, c.name FROM sqlite_schema AS m, pragma_table_xinfo(m.name) AS c WHERE m.type = 'table'")
	server := columns(storetest.Postgres(t), "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()")
	same(t, server, embedded)
}

func TestProgramsThatStartTogetherMakeTheTablesOnce(t *testing.T) {
	storetest.EachEmptyURL(t, func(t *testing.T, url string) {
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				s, err := store.Open(t.Context(), url)
				if err != nil {
					t.Error(err)
					return
				}
				defer s.Close()
				if err := s.Migrate(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		stored(t, storetest.Open(t, url), inquiry(), nine)
	})
}

// Stored leads are read by later versions of the program. If this file changes, the rows that are already stored need
// a migration.
func TestTheNamesInAStoredLeadAreKept(t *testing.T) {
	url := storetest.SQLite(t)
	s := storetest.Open(t, url)
	l := fullLead()
	must(t, s.Save(t.Context(), store.Change{Lead: l, Events: append(l.TakeEvents(), dealt(l))}))
	var got string
	must(t, storetest.DB(t, url).QueryRowContext(t.Context(), `SELECT json_object('state', json(state),
		'events', (SELECT json_group_array(json_object('kind', kind, 'facts', json(facts), 'words', json(words))) FROM events)) FROM leads`).Scan(&got))
	var parsed any
	must(t, json.Unmarshal([]byte(got), &parsed))
	pretty, err := json.MarshalIndent(parsed, "", "  ")
	must(t, err)
	pretty = append(pretty, '\n')
	if *update {
		must(t, os.WriteFile("testdata/stored.json", pretty, 0o644))
	}
	want, err := os.ReadFile("testdata/stored.json")
	must(t, err)
	same(t, string(pretty), string(want))
}

// Every field of a stored struct has its stored name in a tag, so that renaming it in Go leaves the data alone.
func TestEveryStoredFieldSaysItsName(t *testing.T) {
	seen := map[reflect.Type]bool{reflect.TypeFor[time.Time](): true}
	var walk func(reflect.Type)
	walk = func(of reflect.Type) {
		switch of.Kind() {
		case reflect.Pointer, reflect.Slice:
			walk(of.Elem())
		case reflect.Map:
			walk(of.Key())
			walk(of.Elem())
		case reflect.Struct:
			if seen[of] {
				return
			}
			seen[of] = true
			for f := range of.Fields() {
				if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name == "" {
					t.Errorf("%s.%s has no name in its json tag", of, f.Name)
				}
				walk(f.Type)
			}
		}
	}
	for _, of := range store.StoredTypes() {
		walk(of)
	}
}

// fullLead has a value in every part that is stored as a document.
func fullLead() *lead.Lead {
	l := register(inquiry(), nine)
	must := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	manager := lead.Actor{ID: "p9", Role: lead.RoleManager}
	must(l.Claim(rep("p1"), nine.Add(time.Minute)))
	must(l.LogContact(rep("p1"), lead.Touch{
		Method: lead.Call, Outcome: lead.AskedNotTo, Note: "Prefers mail", Next: &lead.NextStep{What: "Send offer", At: nine.Add(24 * time.Hour)},
	}, nine.Add(2*time.Minute)))
	must(l.Qualify(rep("p1"), lead.Verdict{Answers: lead.Answers{"budget": lead.Yes}, GutRating: 4, Amount: lead.Money{Minor: 120000, Currency: "EUR"}}, nil, nine.Add(3*time.Minute)))
	must(l.Assign(manager, lead.Member{Person: lead.Person{ID: "p2"}, Role: lead.RoleRep, Team: "emea"}, nine.Add(4*time.Minute)))
	l.Climb([]lead.Step{{Clock: lead.ClockAccept, After: 10 * time.Minute, Do: lead.DoRemind, Tell: "owner", People: []lead.PersonID{"p2"}, At: nine.Add(14 * time.Minute)}}, nine.Add(15*time.Minute))
	l.Climb([]lead.Step{{Clock: lead.ClockAccept, After: 20 * time.Minute, Closed: true, Teams: []string{"emea"}, Listed: true}}, nine.Add(20*time.Minute))
	l.Hold = &lead.Hold{By: "p3", Until: nine.Add(time.Hour)}
	l.CertifiedBy, l.WonUnqualified, l.Lapsed = "p4", true, map[lead.PersonID]time.Time{"p5": nine.Add(time.Hour)}
	l.Undo = &lead.Undo{Kind: lead.NotAFit, By: "p6", Until: nine.Add(time.Hour), Stage: lead.StageNew, Pool: []string{"emea"}, Clocks: l.Clocks, WaitingAt: nine}
	l.ExtraChannels, l.PreviousHolders, l.Touches = []string{"#leads-all"}, []lead.PersonID{"p7"}, []time.Time{nine}
	l.Route.Notes = []lead.RouteNote{lead.NewRouteNote(lead.NoteTeamGone, "apac")}
	l.Route.Home, l.Offer.Partner, l.Undo.ExtraChannels = "#leads-emea", "gulf", []string{"#leads-all"}
	l.Deadline = lead.Deadline{At: nine.Add(time.Hour), Clock: lead.ClockAccept}
	return l
}

// dealt is the event of an offer, with the record of how the person was chosen.
func dealt(l *lead.Lead) lead.Event {
	l.EventCount++
	return lead.Event{N: l.EventCount, At: nine, Kind: lead.Offered, Stage: l.Stage, Facts: lead.Facts{
		To: "p2", Partner: "gulf", Pressed: true, Choice: &lead.Choice{
			Reason: lead.AssignNextInLine, Method: lead.ByRotation, Chosen: "p2", Other: 7, Limit: true,
			Candidates: []lead.Candidate{{Person: "p1", Weight: 2, Open: 3, Skip: lead.SkipAway, Until: nine}},
		},
	}}
}

func TestEveryDatabaseIsAnInstallationOfItsOwn(t *testing.T) {
	storetest.EachEmptyURL(t, func(t *testing.T, url string) {
		installation := func(url string) string {
			s := storetest.Open(t, url)
			must(t, s.Migrate(t.Context()))
			id, err := s.Installation(t.Context())
			must(t, err)
			return id
		}
		id, again, other := installation(url), installation(url), installation("sqlite:"+filepath.Join(t.TempDir(), "other.db"))
		if id == "" || again != id || other == id {
			t.Errorf("one database has the id %q and then %q, another one %q", id, again, other)
		}
	})
}
