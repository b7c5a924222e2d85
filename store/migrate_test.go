package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"dibs/lead"
	"dibs/migrations"
	"dibs/store"
	"dibs/store/storetest"
)

// Rows as version 2 of the tables held them: two leads of one company, one of them owned, notifications about them,
// and somebody who is away. Whether the first message to p1 was sent is unknown; it contains two notifications.
const rowsOfVersion2 = `
INSERT INTO leads (id, version, stage, owner, channel, team, partner, sales_channel, pool, temperature, potential, engagement,
	playbook, source, external_id, campaign, name, email, phone, title, company, website, country, employees, message, attributes,
	search, value, value_currency, amount, amount_currency, test, reason, attempts, handoffs, last_owner, deadline_at, deadline_clock,
	registered_at, event_count, state)
VALUES
	(1, 3, 'working', 'p1', '#leads', 'emea', '', 'rep', '["emea"]', 'hot', 40, 30, 'v1', 'website', 'x1', '', 'Ana', 'ana@gmail.com',
	'', '', 'Ölwerk Süd GmbH & Co. KG', '', 'DE', 0, '', '{}', 'ana', 0, '', 0, '', FALSE, '', 0, 0, 'p1',
	'2026-11-23T10:00:00.000000Z', 'stale', '2026-11-23T09:00:00.000000Z', 2, '{"route": {"Team": "emea"}}'),
	(2, 1, 'new', NULL, '#leads', 'emea', '', 'rep', '["emea"]', 'hot', 40, 30, 'v1', 'website', 'x2', '', 'Bo', 'bo@customer.example',
	'', '', 'Customer SL', '', 'ES', 0, '', '{}', 'bo', 0, '', 0, '', FALSE, '', 0, 0, NULL,
	'2026-11-23T10:00:00.000000Z', 'claim', '2026-11-23T09:00:00.000000Z', 1, '{}');
INSERT INTO events (lead, n, at, kind, stage, facts) VALUES (1, 1, '2026-11-23T09:00:00.000000Z', 'registered', 'new', '{}');
INSERT INTO people (id, slack_id, email, name, zone, away_at, back_at, deleted, guest) VALUES
	('p1', 'U1', 'p1@acme.example', 'Ben', '', '2026-11-23T09:00:00.000000Z', NULL, FALSE, FALSE),
	('p2', 'U2', 'p2@acme.example', 'Kim', '', NULL, NULL, FALSE, FALSE);
INSERT INTO notes (id, key, person, kind, lead, event, due_at, post) VALUES
	(11, 'n1', 'p1', 'climbed', 1, 1, '2026-11-23T08:00:00.000000Z', 'n1'),
	(12, 'n2', 'p1', 'climbed', 1, 1, '2026-11-23T09:00:00.000000Z', NULL),
	(13, 'n3', 'p2', 'climbed', 1, 1, '2026-11-23T09:00:00.000000Z', NULL),
	(14, 'n4', 'p1', 'offered', 2, 1, '2026-11-23T09:00:00.000000Z', NULL),
	(15, 'n5', 'p1', 'lapsed', 2, 1, '2026-11-23T09:00:30.000000Z', NULL);
INSERT INTO posts (key, channel, thread, ts, upto, at) VALUES
	('n1', 'D1', '', '1.1', 11, '2026-11-23T08:00:00.000000Z'),
	('n2', 'D1', '', '', 14, '2026-11-23T09:00:00.000000Z'),
	('card:1:0:#leads', 'C1', '', '', 0, '2026-11-23T09:00:00.000000Z');
`

// migrateTo makes the tables of a version in an empty database.
func migrateTo(t *testing.T, url string, version int64) *goose.Provider {
	t.Helper()
	dialect, files, dir := goose.DialectSQLite3, fs.FS(migrations.SQLite), "sqlite"
	if strings.HasPrefix(url, "postgres") {
		dialect, files, dir = goose.DialectPostgres, migrations.Postgres, "postgres"
	}
	files, err := fs.Sub(files, dir)
	must(t, err)
	p, err := goose.NewProvider(dialect, storetest.DB(t, url), files)
	must(t, err)
	_, err = p.UpTo(t.Context(), version)
	must(t, err)
	return p
}

func TestWhatVersion2HeldIsKeptByVersion3(t *testing.T) {
	storetest.EachEmptyURL(t, func(t *testing.T, url string) {
		migrateTo(t, url, 2)
		_, err := storetest.DB(t, url).ExecContext(t.Context(), rowsOfVersion2)
		must(t, err)
		if strings.HasPrefix(url, "postgres") { // the rows bring their own ids
			_, err = storetest.DB(t, url).ExecContext(t.Context(), "SELECT setval('leads_id_seq', 2)")
			must(t, err)
		}
		s := storetest.Open(t, url)
		must(t, s.Migrate(t.Context()))
		must(t, s.Migrate(t.Context())) // migrating again changes nothing

		owned, err := s.Lead(t.Context(), 1)
		must(t, err)
		same(t, []any{owned.Owner, owned.Version, owned.Route.Team, owned.ExternalID}, []any{lead.PersonID("p1"), int64(3), "emea", "x1"})
		people, err := s.People(t.Context())
		must(t, err)
		same(t, people, []lead.Person{
			{ID: "p1", SlackID: "U1", Email: "p1@acme.example", Name: "Ben", AwayAt: nine, AwayBy: lead.AwaySaid},
			{ID: "p2", SlackID: "U2", Email: "p2@acme.example", Name: "Kim"},
		})
		in := inquiry()
		in.Contact.Email, in.Company = "zoe@gmail.com", lead.Company{Name: "ölwerk süd"}
		owner, other, err := s.CompanyOwner(t.Context(), register(in, nine))
		must(t, err)
		same(t, fmt.Sprintf("%s %s", owner, other), "p1 #1")

		for _, want := range []string{"p1 n2: n2 n4", "p2 n3: n3", "p1 n5: n5", " :"} {
			b := take(t, s, "w", time.Minute)
			got := fmt.Sprintf("%s %s:", b.To, b.Key)
			for _, n := range b.Notifications {
				got += " " + n.Key
			}
			same(t, got, want)
			sent(t, s, "w", b, 0)
		}
		same(t, stored(t, s, inquiry(), nine).ID, 3)
	})
}

func TestVersion6ComparesStoredCompaniesByTheirNewKey(t *testing.T) {
	storetest.EachEmptyURL(t, func(t *testing.T, url string) {
		p := migrateTo(t, url, 2)
		db := storetest.DB(t, url)
		_, err := db.ExecContext(t.Context(), rowsOfVersion2)
		must(t, err)
		_, err = p.UpTo(t.Context(), 5)
		must(t, err)
		_, err = db.ExecContext(t.Context(), "UPDATE leads SET company_domain = '', company_name = 'ölwerk süd' WHERE id = 1")
		must(t, err)
		s := storetest.Open(t, url)
		must(t, s.Migrate(t.Context()))
		in := inquiry()
		in.Contact.Email, in.Company = "zoe@gmail.com", lead.Company{Name: "Oelwerk Sued AG"}
		owner, other, err := s.CompanyOwner(t.Context(), register(in, nine))
		must(t, err)
		same(t, fmt.Sprintf("%s %s", owner, other), "p1 #1")

		_, err = p.DownTo(t.Context(), 5)
		must(t, err)
		var empty int
		must(t, db.QueryRowContext(t.Context(), "SELECT count(*) FROM leads WHERE company_name IS NULL").Scan(&empty))
		same(t, empty, 2) // for the older version of the program to fill in
	})
}

func TestTheTablesKeepTheirGuardsInVersion3(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		l := stored(t, storetest.Open(t, url), inquiry(), nine)
		db := storetest.DB(t, url)
		const note = "INSERT INTO notes (key, person, channel, kind, lead, event, due_at) VALUES "
		const at = ", 'held', %d, 1, '2026-11-23T09:00:00.000000Z')"
		for values, ok := range map[string]bool{
			fmt.Sprintf("('a', 'p1', ''"+at, l.ID):       true,
			fmt.Sprintf("('b', '', '#leads'"+at, l.ID):   true,
			fmt.Sprintf("('c', '', ''"+at, l.ID):         false, // for nobody
			fmt.Sprintf("('d', 'p1', '#leads'"+at, l.ID): false, // for both
			fmt.Sprintf("('e', 'p1', ''"+at, 4711):       false, // about a lead that does not exist
		} {
			if _, err := db.ExecContext(t.Context(), note+values); (err == nil) != ok {
				t.Errorf("inserting %s: %v", values, err)
			}
		}
		if _, err := db.ExecContext(t.Context(), note+fmt.Sprintf("('a', 'p2', ''"+at, l.ID)); err == nil {
			t.Error("two notifications have the same key")
		}
	})
}

func TestVersion3CanBeTakenBack(t *testing.T) {
	storetest.EachEmptyURL(t, func(t *testing.T, url string) {
		p := migrateTo(t, url, 2)
		db := storetest.DB(t, url)
		_, err := db.ExecContext(t.Context(), rowsOfVersion2)
		must(t, err)
		before := counts(t, db)
		for range 2 {
			_, err = p.UpTo(t.Context(), 3)
			must(t, err)
			_, err = p.DownTo(t.Context(), 2)
			must(t, err)
			same(t, counts(t, db), before)
		}
		s, err := store.Open(t.Context(), url)
		must(t, err)
		must(t, s.Migrate(t.Context()))
		must(t, s.Close())
	})
}

func TestVersion7CanBeTakenBack(t *testing.T) {
	storetest.EachEmptyURL(t, func(t *testing.T, url string) {
		p := migrateTo(t, url, 7)
		s := storetest.Open(t, url)
		must(t, s.Save(t.Context(), store.Change{Receipt: &store.Receipt{Key: "crm:1", At: nine}}, store.Change{Receipt: once("Ev1", nine)}))
		for range 2 {
			_, err := p.DownTo(t.Context(), 6)
			must(t, err)
			_, err = p.UpTo(t.Context(), 7)
			must(t, err)
		}
		var n int
		must(t, storetest.DB(t, url).QueryRowContext(t.Context(), "SELECT count(*) FROM receipts").Scan(&n))
		same(t, n, 1) // the answer to an idempotency key
	})
}

// counts are how many rows the tables of version 2 hold.
func counts(t *testing.T, db *sql.DB) map[string]int {
	t.Helper()
	all := map[string]int{}
	for _, table := range []string{"leads", "events", "notes", "posts", "people", "leases", "cards"} {
		var n int
		must(t, db.QueryRowContext(context.Background(), "SELECT count(*) FROM "+table).Scan(&n))
		all[table] = n
	}
	return all
}
