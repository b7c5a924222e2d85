package store

import (
	"dibs/lead/report"
)

// SetBatch changes how many saves share a transaction at most. It must be called before the
// first save.
func (s *Store) SetBatch(n int) { s.batch = n }

// SaveTogether is Save for several callers whose saves are sure to share one transaction.
func (s *Store) SaveTogether(sets ...[]Change) []error {
	jobs := make([]*job, len(sets))
	for i, set := range sets {
		jobs[i] = &job{done: make(chan error, 1)}
		for j := range set {
			e, err := encode(&set[j])
			if err != nil {
				panic(err)
			}
			jobs[i].changes = append(jobs[i].changes, e)
		}
	}
	s.commit(jobs)
	errs := make([]error, len(sets))
	for i, j := range jobs {
		if errs[i] = <-j.done; errs[i] != nil {
			continue
		}
		for k, e := range j.changes {
			e.apply(&sets[i][k])
		}
	}
	return errs
}

// OwnerQueries are the queries of CompanyOwner, by the column each looks in.
func OwnerQueries() map[string]string {
	return map[string]string{"company_domain": ownerByDomainSQL, "company_name": ownerByNameSQL}
}

// FigureQueries are those of Tally, Registered and Count for a query.
func (s *Store) FigureQueries(q report.Query) map[string]Explained {
	tally, tallyArgs := s.tallySQL(q, q.Span.From)
	came, cameArgs := s.happenedSQL(q, "registered_at")
	count, countArgs := s.countSQL(q)
	return map[string]Explained{
		"tally": {"leads_open", tally, tallyArgs}, "registered": {"leads_registered", came, cameArgs}, "count": {"leads_registered", count, countArgs},
	}
}

// Explained is a query with its parameters, and the index that it reads alone.
type Explained struct {
	Index, SQL string
	Args       []any
}
