package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

func TestLeadsOfOneCompanyAreKnown(t *testing.T) {
	with := func(email, website, name string) lead.Inquiry {
		in := inquiry()
		in.Contact.Email = email
		in.Company = lead.Company{Name: name, Website: website}
		return in
	}
	known := with("ana@customer.example", "", "Customer, S.L.")
	byName := with("ana@gmail.com", "", "Ölwerk Süd GmbH & Co. KG")
	cases := []struct {
		name       string
		known, new lead.Inquiry
		is         bool
	}{
		{"the domain of the address", known, with("bo@Customer.example", "", "Another"), true},
		{"another domain", known, with("bo@other.example", "", "Customer SL"), false},
		{"the website, with a private address", known, with("bo@gmail.com", "https://www.Customer.example/about?x", ""), true},
		{"the website of the known one", with("ana@gmx.de", "http://customer.example:8080", ""), with("bo@customer.example", "", ""), true},
		{"one free mail provider", with("ana@gmail.com", "", "Customer"), with("bo@gmail.com", "", "Other"), false},
		{"a website at a free mail provider", with("ana@gmail.com", "gmail.com", ""), with("bo@gmail.com", "www.gmail.com", ""), false},
		{"the name, with a private address", known, with("bo@gmail.com", "", "CUSTOMER"), true},
		{"the name in other words of law", byName, with("", "n/a", "ÖLWERK SÜD AG"), true},
		{"the name with umlauts spelled out", byName, with("", "", "Oelwerk Sued GmbH"), true},
		{"the name without umlauts", byName, with("", "", "Olwerk Sud"), true},
		{"a longer name", byName, with("", "", "Ölwerk Süd Ost GmbH"), false},
		{"nothing is known", with("", "", ""), with("", "", ""), false},
		{"nothing but a legal form", with("", "", "GmbH"), with("", "", "..."), false},
		{"very long names that differ at the end", with("", "", strings.Repeat("é", 5000)+"a"), with("", "", strings.Repeat("é", 5000)+"b"), false},
		{"very long names", with("", "", strings.Repeat("é", 5000)), with("", "", strings.Repeat("É", 5000)), true},
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				l := stored(t, s, c.known, nine)
				must(t, l.Claim(rep("p1"), nine))
				_, err := save(t, s, l)
				must(t, err)
				owner, other, err := s.CompanyOwner(t.Context(), register(c.new, nine))
				must(t, err)
				if found := owner == "p1" && other == l.ID; found != c.is || !found && owner != lead.NoOne {
					t.Errorf("got lead %s of %q, known is lead %s", other, owner, l.ID)
				}
				must(t, l.Lose(rep("p1"), lead.Money{}, "price", "", nine)) // out of the way of the next
				_, err = save(t, s, l)
				must(t, err)
			})
		}
	})
}

func TestOnlyOurOpenLeadsTellWhoHasACompany(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		owned := func(l *lead.Lead) { l.Stage, l.Owner = lead.StageWorking, "p1" }
		for _, change := range []func(*lead.Lead){
			func(*lead.Lead) {},
			func(l *lead.Lead) { owned(l); l.Stage = lead.StageWon },
			func(l *lead.Lead) { owned(l); l.Test = true },
			func(l *lead.Lead) { owned(l); l.Route.Partner = "gulf" },
		} {
			put(t, s, change)
		}
		tell := func(l *lead.Lead) string {
			owner, other, err := s.CompanyOwner(t.Context(), l)
			must(t, err)
			return fmt.Sprintf("%s %s", owner, other)
		}
		same(t, tell(register(inquiry(), nine)), " #0")
		put(t, s, owned)
		put(t, s, func(l *lead.Lead) { owned(l); l.Owner = "p2" })
		same(t, tell(register(inquiry(), nine)), "p2 #6") // the newest
		l, err := s.Lead(t.Context(), 6)
		must(t, err)
		same(t, tell(l), "p1 #5") // not itself
	})
}

// Closed leads must not make the lookup slower: both databases use the index of the open leads that have an owner.
func TestLookingForACompanyReadsItsOpenLeadsAlone(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		for column, query := range store.OwnerQueries() {
			plan := explain(t, url, query)
			if !strings.Contains(plan, "leads_"+column) {
				t.Errorf("the index leads_%s is not used:\n%s", column, plan)
			}
		}
	})
}

// explain returns the database's query plan for a query with a text and a number as parameters. Postgres would scan
// an empty table whatever the index, so sequential scans are turned off.
func explain(t *testing.T, url, query string) string {
	t.Helper()
	db := storetest.DB(t, url)
	db.SetMaxOpenConns(1)
	explain := "EXPLAIN QUERY PLAN " + query
	args := []any{"x", 7}
	if strings.HasPrefix(url, "postgres") {
		for _, set := range []string{"SET enable_seqscan = off", "SET plan_cache_mode = force_generic_plan", "PREPARE q (text, bigint) AS " + query} {
			_, err := db.ExecContext(t.Context(), set)
			must(t, err)
		}
		explain, args = "EXPLAIN EXECUTE q('x', 7)", nil
	}
	rows, err := db.QueryContext(t.Context(), explain, args...)
	must(t, err)
	defer rows.Close()
	columns, err := rows.Columns()
	must(t, err)
	var plan strings.Builder
	for rows.Next() {
		line := make([]any, len(columns))
		for i := range line {
			line[i] = new(any)
		}
		must(t, rows.Scan(line...))
		fmt.Fprintf(&plan, "%s\n", *line[len(line)-1].(*any))
	}
	must(t, rows.Err())
	return plan.String()
}

func TestALeadThatChangesItsCompanyIsFoundThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := stored(t, s, inquiry(), nine)
		must(t, l.Claim(rep("p1"), nine.Add(time.Minute)))
		l.Contact.Email = "ana@moved.example"
		_, err := save(t, s, l)
		must(t, err)
		in := inquiry()
		owner, _, err := s.CompanyOwner(t.Context(), register(in, nine))
		must(t, err)
		same(t, owner, lead.NoOne)
		in.Contact.Email = "bo@moved.example"
		owner, _, err = s.CompanyOwner(t.Context(), register(in, nine))
		must(t, err)
		same(t, owner, "p1")
	})
}
