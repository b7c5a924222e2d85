package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"dibs/lead"
)

// mostCandidates is how many matching leads FindShown reads at most before it filters them by what may be shown.
const mostCandidates = 1000

// FindShown is Find for a reader who may not see everything of a lead. shown returns the lead as the reader may
// search it, or nil if they may not find it. Only what shown returns is searched and ranked, so neither the results
// nor their order reveal what is hidden. FindShown considers at most 1,000 leads that match before anything is
// hidden, open ones first and then the newest. It returns the leads whole, as they are stored.
func (s *Store) FindShown(ctx context.Context, query string, limit int, shown func(*lead.Lead) *lead.Lead) ([]*lead.Lead, error) {
	query, _ = storable(strings.TrimSpace(query))
	if query == "" || limit <= 0 {
		return nil, nil
	}
	if id, ok := leadNumber(query); ok {
		if l, err := s.Lead(ctx, id); err == nil && shown(l) != nil {
			return []*lead.Lead{l}, nil
		}
	}
	w := searchTermsOf(query)
	if len(w.all) == 0 {
		return nil, nil
	}
	where := "WHERE stage <> 'merged' AND " + w.condition() +
		" ORDER BY CASE WHEN deadline_at IS NULL THEN 1 ELSE 0 END, id DESC LIMIT " + w.arg(mostCandidates)
	leads, err := s.loadLeads(ctx, where, w.args...)
	if err != nil {
		return nil, fmt.Errorf("search the leads: %w", err)
	}
	return w.ranked(leads, limit, shown), nil
}

// leadNumber reads the number of a lead: 1042 or #1042.
func leadNumber(query string) (id lead.ID, ok bool) {
	digits := strings.TrimPrefix(query, "#")
	n, err := fmt.Sscanf(digits, "%d", &id)
	return id, n == 1 && err == nil && id.String() == "#"+digits
}

// ranked orders leads by how well they match as they are shown, and leaves out those that don't match. Leads that
// match equally well keep their order.
func (w *searchTerms) ranked(leads []*lead.Lead, limit int, shown func(*lead.Lead) *lead.Lead) []*lead.Lead {
	ranks := map[lead.ID]int{}
	leads = slices.DeleteFunc(leads, func(l *lead.Lead) bool {
		seen := shown(l)
		if seen == nil {
			return true
		}
		rank, fits := w.rankOf(searchText(seen))
		ranks[l.ID] = rank
		return !fits
	})
	slices.SortStableFunc(leads, func(a, b *lead.Lead) int { return cmp.Compare(ranks[a.ID], ranks[b.ID]) })
	if len(leads) > 0 && ranks[leads[0].ID] < partOf && len(w.words) > 1 { // as Find does
		leads = slices.DeleteFunc(leads, func(l *lead.Lead) bool { return ranks[l.ID] == partOf })
	}
	return leads[:min(len(leads), limit)]
}

// rankOf ranks a text of the column search, as rank does in SQL.
func (w *searchTerms) rankOf(text string) (rank int, fits bool) {
	in := func(all [][]string) bool {
		return !slices.ContainsFunc(all, func(enough []string) bool {
			return !slices.ContainsFunc(enough, func(pattern string) bool { return strings.Contains(text, unlike(pattern)) })
		})
	}
	switch {
	case !in(w.all):
		return 0, false
	case in(w.whole):
		return 0, true
	case len(w.words) > 0 && in(w.words):
		return 1, true
	case len(w.words) > 0 && in(w.begin):
		return 2, true
	}
	return partOf, true
}

// unlike returns the text that a pattern of like finds.
func unlike(pattern string) string {
	return strings.NewReplacer(`\\`, `\`, `\%`, `%`, `\_`, `_`).Replace(strings.TrimSuffix(strings.TrimPrefix(pattern, "%"), "%"))
}
