package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dibs/lead"
	"dibs/lead/identity"
)

// Find lists at most limit leads that match what a person typed: the number of a lead (1042 or #1042), or words that
// all occur in its name, company, e-mail address, web address or phone number, in any order. Case, accents, legal
// forms of companies and the way a phone number is written make no difference.
//
// The best match comes first: a name that is exactly the query, then whole words, then beginnings of words, then
// parts of words. Among equal matches open leads come first, then the newest. A query of several words finds parts of
// words only if nothing matches better. Merged leads are found only by their number.
func (s *Store) Find(ctx context.Context, query string, limit int) ([]*lead.Lead, error) {
	query, _ = storable(strings.TrimSpace(query))
	if query == "" || limit <= 0 {
		return nil, nil
	}
	if id, ok := leadNumber(query); ok {
		if l, err := s.Lead(ctx, id); err == nil {
			return []*lead.Lead{l}, nil
		}
	}
	w := searchTermsOf(query)
	if len(w.all) == 0 {
		return nil, nil
	}
	var found []struct { // first only the ids, so that whole rows are read only for the results
		ID   lead.ID `json:"id"`
		Rank int     `json:"rank"`
	}
	err := s.reader.all(ctx, &found, "SELECT id, "+w.rank()+" AS rank FROM leads WHERE stage <> 'merged' AND "+w.condition()+
		" ORDER BY 2, CASE WHEN deadline_at IS NULL THEN 1 ELSE 0 END, id DESC LIMIT "+w.arg(limit), w.args...)
	if err != nil {
		return nil, fmt.Errorf("search the leads: %w", err)
	}
	var ids []lead.ID
	for _, f := range found {
		if f.Rank == partOf && len(w.words) > 1 && found[0].Rank < partOf {
			break // with several words, "tom" in "customer" is a coincidence
		}
		ids = append(ids, f.ID)
	}
	return s.Leads(ctx, ids...)
}

// partOf is the rank of a lead that contains the words only inside other words.
const partOf = 3

// searchTerms are the patterns that a search looks for in the column search: those that must all match, and those
// that improve the rank. Each is a list of alternatives.
type searchTerms struct {
	all                 [][]string
	whole, words, begin [][]string
	args                []any
}

// mostWords is how many words a search looks for, and mostLetters how many letters of each. Anything longer was
// pasted.
const mostWords, mostLetters = 10, 100

// searchTermsOf reads a query that a person typed.
func searchTermsOf(query string) searchTerms {
	if d := dialledQuery(query); d != "" {
		w := searchTerms{all: [][]string{{like(d)}}, whole: [][]string{{like(d + " |")}}}
		if len(d) > identity.SameLine { // the number is the same with or without its country code
			end := like(d[len(d)-identity.SameLine:] + " |")
			w.all[0], w.whole[0] = append(w.all[0], end), append(w.whole[0], end)
		}
		return w
	}
	words := identity.WithoutForm(nameWords(query))
	words = words[:min(len(words), mostWords)]
	var w searchTerms
	for _, one := range words {
		one = identity.Fold(one)
		if letters := []rune(one); len(letters) > mostLetters {
			one = string(letters[:mostLetters])
		}
		w.all = append(w.all, []string{like(one)})
		w.begin = append(w.begin, []string{like(" " + one)})
		w.words = append(w.words, []string{like(" " + one + " ")})
	}
	w.whole = [][]string{{like("| " + identity.Fold(strings.Join(words, " ")) + " |")}}
	return w
}

func (w *searchTerms) arg(v any) string {
	w.args = append(w.args, v)
	return fmt.Sprintf("$%d", len(w.args))
}

func (w *searchTerms) condition() string { return w.fits(w.all) }

// rank is SQL that orders the matches, the best first.
func (w *searchTerms) rank() string {
	rank := "CASE WHEN " + w.fits(w.whole) + " THEN 0"
	if len(w.words) > 0 {
		rank += " WHEN " + w.fits(w.words) + " THEN 1 WHEN " + w.fits(w.begin) + " THEN 2"
	}
	return fmt.Sprintf("%s ELSE %d END", rank, partOf)
}

func (w *searchTerms) fits(all [][]string) string {
	var and []string
	for _, enough := range all {
		var or []string
		for _, p := range enough {
			or = append(or, "search LIKE "+w.arg(p)+` ESCAPE '\'`)
		}
		and = append(and, "("+strings.Join(or, " OR ")+")")
	}
	return strings.Join(and, " AND ")
}

// like returns a LIKE pattern that finds the text literally.
func like(s string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s) + "%"
}

// searchText is what Find searches: all names and addresses of a lead, as words of nameWords, separated by bars: "|
// nadia rahman | brandt logistik | nadia@brandt.example |". It begins with a bar even if a lead has no name at all.
func searchText(l *lead.Lead) string {
	var called []string
	add := func(ways ...string) {
		for _, way := range ways {
			if way != "" && !slices.Contains(called, way) {
				called = append(called, way)
			}
		}
	}
	for _, name := range [][]string{
		plainWords(l.Contact.Name), nameWords(l.Contact.Name), // Dr.Mueller looks like a domain but is not one
		identity.WithoutForm(nameWords(l.Company.Name)), identity.WithoutForm(plainWords(l.Company.Name)), // Booking.com looks like one and is one
	} {
		add(identity.Spellings(strings.Join(name, " "))...)
	}
	for _, address := range []string{l.Contact.Email, companyDomain(l), l.Company.Website} {
		add(identity.Fold(strings.Join(nameWords(address), " ")))
	}
	add(identity.Dialled(l.Contact.Phone))
	if len(called) == 0 {
		return "|"
	}
	return "| " + strings.Join(called, " | ") + " |"
}

// refreshSearch rewrites the column search of leads that an earlier version of the program filled differently. SQL
// cannot do that, because it does not know accents.
func (s *Store) refreshSearch(ctx context.Context) error {
	for {
		ls, err := s.loadLeads(ctx, "WHERE substr(search, 1, 1) <> '|' LIMIT 500")
		if err != nil || len(ls) == 0 {
			return err
		}
		err = s.write(ctx, func(t tx) error {
			for _, l := range ls {
				if _, err := t.exec(ctx, "UPDATE leads SET search = $1 WHERE id = $2 AND substr(search, 1, 1) <> '|'", searchText(l), l.ID); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("make the leads ready for searching: %w", err)
		}
	}
}
