package store

import (
	"context"
	"reflect"
	"time"

	"dibs/lead"
	"dibs/lead/report"
)

// SetSilence changes how long Postgres may go without sending anything.
func (s *Store) SetSilence(d time.Duration) { s.silence.Store(int64(d)) }

// SetBatch changes how many saves may share a transaction, and how long it may take.
func (s *Store) SetBatch(n int, timeout time.Duration) {
	if err := s.saves.Close(context.Background()); err != nil {
		panic(err)
	}
	s.saves = s.startSaves(n, timeout)
}

// SaveTogether is Save for several callers whose saves are sure to share one transaction.
func (s *Store) SaveTogether(sets ...[]Change) []error {
	saves := make([][]*changeRows, len(sets))
	for i, set := range sets {
		for j := range set {
			r, err := encode(&set[j])
			if err != nil {
				panic(err)
			}
			saves[i] = append(saves[i], r)
		}
	}
	errs := s.saves.WriteTogether(saves...)
	for i, rows := range saves {
		if errs[i] != nil {
			continue
		}
		for k, r := range rows {
			r.apply(&sets[i][k])
		}
	}
	return errs
}

// StoredTypes are the types that are stored as JSON documents.
func StoredTypes() []reflect.Type {
	return []reflect.Type{reflect.TypeFor[leadState](), reflect.TypeFor[lead.Facts](), reflect.TypeFor[lead.Words]()}
}

// OwnerQueries returns the queries of CompanyOwner by the column that each searches.
func OwnerQueries() map[string]string {
	return map[string]string{"company_domain": ownerByDomainSQL, "company_name": ownerByNameSQL}
}

// FigureQueries returns the queries that Tally, Registered and Count run.
func (s *Store) FigureQueries(q report.Query) map[string]Explained {
	tally, tallyArgs := s.tallySQL(q, q.Span.From)
	came, cameArgs := s.countInSQL(q, "registered_at")
	counted := s.conditionOf(q)
	return map[string]Explained{
		"tally": {"leads_open", tally, tallyArgs}, "registered": {"leads_registered", came, cameArgs}, "count": {"leads_registered", sumsSQL(shareOf[q.By], counted), counted.args},
	}
}

// Explained is a query with its parameters, and the index that alone should answer it.
type Explained struct {
	Index, SQL string
	Args       []any
}
