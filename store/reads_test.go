package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/report"
	"dibs/store"
	"dibs/store/storetest"
)

// put registers a lead, changes it and saves it.
func put(t *testing.T, s *store.Store, change func(l *lead.Lead)) {
	t.Helper()
	l := register(inquiry(), nine)
	change(l)
	if !l.Open() {
		l.Deadline = lead.Deadline{}
	}
	_, err := save(t, s, l)
	must(t, err)
}

func ids(ls []*lead.Lead) (ids []lead.ID) {
	for _, l := range ls {
		ids = append(ids, l.ID)
	}
	return ids
}

func TestListsOfLeads(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		at := func(d time.Duration) time.Time { return nine.Add(d) }
		waiting := func(team string, temp lead.Temperature, since time.Duration) func(*lead.Lead) {
			return func(l *lead.Lead) {
				l.Pool, l.Score.Temperature, l.WaitingAt = []string{team, "night"}, temp, at(since)
			}
		}
		owned := func(owner lead.PersonID, due time.Duration) func(*lead.Lead) {
			return func(l *lead.Lead) {
				l.Stage, l.Owner, l.Deadline.At = lead.StageWorking, owner, at(due)
			}
		}
		put(t, s, waiting("emea", lead.Cold, 0))                                                            // 1
		put(t, s, waiting("emea", lead.Hot, 2*time.Minute))                                                 // 2
		put(t, s, waiting("emea", lead.Hot, time.Minute))                                                   // 3
		put(t, s, waiting("apac", lead.Warm, 0))                                                            // 4
		put(t, s, owned("p1", time.Hour))                                                                   // 5
		put(t, s, owned("p1", time.Minute))                                                                 // 6
		put(t, s, owned("p2", time.Microsecond))                                                            // 7
		put(t, s, func(l *lead.Lead) { l.Offer = &lead.Offer{To: "p1", By: "p9", At: nine}; l.Pool = nil }) // 8
		put(t, s, func(l *lead.Lead) { l.Stage, l.Owner = lead.StageWon, "p1" })                            // 9
		put(t, s, func(l *lead.Lead) { l.Test, l.Pool = true, nil })                                        // 10
		put(t, s, func(l *lead.Lead) { l.Contact.Email, l.Pool = "", nil })                                 // 11

		list := func(ls []*lead.Lead, err error) []lead.ID {
			t.Helper()
			must(t, err)
			return ids(ls)
		}
		ctx := t.Context()
		same(t, list(s.WaitingIn(ctx, []string{"emea"}, 10)), []lead.ID{3, 2, 1})
		same(t, list(s.WaitingIn(ctx, []string{"emea", "apac"}, 10)), []lead.ID{3, 2, 4, 1})
		same(t, list(s.WaitingIn(ctx, []string{"night"}, 2)), []lead.ID{3, 2})
		same(t, list(s.WaitingIn(ctx, nil, 2)), nil)
		same(t, list(s.OwnedBy(ctx, "p1")), []lead.ID{6, 5})
		same(t, list(s.OfferedTo(ctx, "p1")), []lead.ID{8})
		same(t, list(s.OpenByEmail(ctx, "Ana@customer.example")), []lead.ID{8, 7, 6, 5, 4, 3, 2, 1})
		same(t, list(s.OpenByEmail(ctx, "")), nil)
		same(t, list(s.Leads(ctx, 3, 99, 1, 3)), []lead.ID{3, 1})
		due, err := s.Due(ctx, at(time.Minute), 2)
		must(t, err)
		same(t, due, []store.Due{{7, at(time.Microsecond)}, {6, at(time.Minute)}})
		same(t, openCount(t, s), 10)
	})
}

func TestTheSummaryCountsEveryLeadOnceAndNoCurrencyWithAnother(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		at := func(d time.Duration) time.Time { return nine.Add(d) }
		eur := func(cents int64) lead.Money { return lead.Money{Minor: cents, Currency: "EUR"} }
		for _, change := range []func(*lead.Lead){
			func(l *lead.Lead) { l.Value = eur(100); l.WaitingAt = at(-time.Hour) },
			func(l *lead.Lead) { l.Value = lead.Money{Minor: 7, Currency: "JPY"}; l.ClaimedAt = at(time.Hour) },
			func(l *lead.Lead) { l.Stage, l.WaitingAt = lead.StageInquiry, at(-2*time.Hour) },
			func(l *lead.Lead) { // the owner's amount counts, not the source's
				l.Stage, l.Owner, l.Value, l.Amount = lead.StageQualified, "p1", eur(5), eur(3000)
				l.Next = &lead.NextStep{What: "Call", At: at(-time.Microsecond)}
			},
			func(l *lead.Lead) {
				l.Stage, l.Owner, l.Next = lead.StageWorking, "p1", &lead.NextStep{What: "Call", At: nine}
			},
			func(l *lead.Lead) { l.Stage, l.Amount, l.ClosedAt = lead.StageWon, eur(900), nine },
			func(l *lead.Lead) { l.Stage, l.Amount, l.ClosedAt = lead.StageWon, lead.Money{}, nine },
			func(l *lead.Lead) { l.Stage, l.Amount, l.ClosedAt = lead.StageWon, eur(1), at(time.Hour) }, // the next period
			func(l *lead.Lead) { l.Stage, l.ClosedAt = lead.StageLost, nine },
			func(l *lead.Lead) { l.Stage, l.ClosedAt, l.ClaimedAt = lead.StageMerged, nine, nine },
			func(l *lead.Lead) { l.Test, l.Value, l.ClaimedAt = true, eur(100), nine },
			func(l *lead.Lead) { l.RegisteredAt, l.SalesAt = at(-time.Hour), at(-time.Hour) },
		} {
			put(t, s, change)
		}
		tally, err := s.Tally(t.Context(), report.Query{}, nine)
		must(t, err)
		cell := func(n int, totals report.Totals) map[lead.Temperature]report.Cell {
			return map[lead.Temperature]report.Cell{lead.Hot: {Count: n, Totals: totals}}
		}
		same(t, tally, store.Tally{
			Now: map[report.Position]map[lead.Temperature]report.Cell{
				report.PositionWaiting:   cell(3, report.Totals{"EUR": 100, "JPY": 7}),
				report.PositionInquiry:   cell(1, nil),
				report.PositionQualified: cell(1, report.Totals{"EUR": 3000}),
				report.PositionWorking:   cell(1, nil),
			},
			Oldest: at(-time.Hour), Overdue: 1,
		})
		period, err := s.Period(t.Context(), report.Query{Span: report.Span{From: nine, To: at(time.Hour)}})
		must(t, err)
		same(t, period, store.Period{New: 9, Won: 2, WonTotals: report.Totals{"EUR": 900}, Lost: 1})
		samples, err := s.ClaimSamples(t.Context(), report.Query{Span: report.Span{From: nine, To: at(time.Minute)}})
		must(t, err)
		var claimed []string
		for _, c := range samples {
			claimed = append(claimed, fmt.Sprintf("%s %s %v", c.Team, c.Temperature, c.ClaimedAt))
		}
		same(t, claimed[:2], []string{"emea hot 0001-01-01 00:00:00 +0000 UTC", "emea hot 2026-11-23 10:00:00 +0000 UTC"})
		same(t, len(claimed), 9)
	})
}

func TestOpenRefusesWhatMakesNoSenseWithoutRepeatingThePassword(t *testing.T) {
	for _, url := range []string{
		"", "dibs.db", "mysql://u:secret@h/db", "sqlite:", "sqlite://", "postgres://u:secret@h:port/db", "postgres://u:secret@h/db?sslmode=sometimes",
		"postgres://u:secret@127.0.0.1:1/db?sslmode=disable",
	} {
		s, err := store.Open(t.Context(), url)
		if err == nil {
			s.Close()
			t.Errorf("opening %q succeeded", url)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("the error contains the password: %v", err)
		}
	}
}

func TestOpenMakesTheFileOfAnyName(t *testing.T) {
	for _, name := range []string{"plain.db", "with space.db", "q?uestion#hash%41.db", "ä.db"} {
		s := storetest.Open(t, "sqlite:"+t.TempDir()+"/"+name)
		n, err := s.Pending(t.Context())
		must(t, err)
		if n == 0 {
			t.Error("a new file has no pending migrations")
		}
		must(t, s.Migrate(t.Context()))
		must(t, s.Ping(t.Context()))
		n, err = s.Pending(t.Context())
		must(t, err)
		same(t, n, 0)
		same(t, s.Dialect(), "sqlite")
	}
}

func TestTheLeadsRegisteredSinceAGivenTime(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, d := range []time.Duration{0, time.Hour, -time.Hour, time.Minute} {
			stored(t, s, inquiry(), nine.Add(d))
		}
		for after, want := range map[lead.ID][]lead.ID{0: {1, 2}, 1: {2, 4}, 2: {4}, 4: nil} {
			got, err := s.RegisteredSince(t.Context(), nine, after, 2)
			must(t, err)
			same(t, ids(got), want)
		}
	})
}

func TestPagesOfLeadsHoldEachLeadOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var want, got []lead.ID
		for range 7 {
			want = append(want, stored(t, s, inquiry(), nine).ID)
		}
		for after := lead.ID(0); ; {
			page, err := s.RegisteredSince(t.Context(), nine, after, 3)
			must(t, err)
			if len(page) == 0 {
				break
			}
			got = append(got, ids(page)...)
			after = page[len(page)-1].ID
		}
		same(t, got, want)
	})
}
