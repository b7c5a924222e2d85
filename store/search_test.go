package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

func TestLeadsAreFoundAsPeopleTypeThem(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		named := func(name, company, email, website, phone string, stage lead.Stage) {
			put(t, s, func(l *lead.Lead) {
				l.Contact = lead.Contact{Name: name, Email: email, Phone: phone}
				l.Company.Name, l.Company.Website, l.Stage = company, website, stage
			})
		}
		named("Ana Ávila", "Customer SL", "ana@customer.example", "", "+34600123456", lead.StageNew)                                    // 1
		named("ÁNGEL 100%", "Ölwerk_Süd GmbH & Co.KG", "angel@oel.example", "", "0171 / 2345-678", lead.StageLost)                      // 2
		named("Zoë O'Brien", "Customer GmbH", "zoe@other.example", "", "", lead.StageNew)                                               // 3
		named("Ana Merged", "Customer", "ana@merged.example", "", "", lead.StageMerged)                                                 // 4
		named(`Back\slash`, "Customer", "b@s.example", "", "+491712345678", lead.StageWon)                                              // 5
		named("Nadia Rahman", "Brandt Logistik AG", "nadia@gmail.com", "https://www.acme.com/about", "+49 (0)30 901820", lead.StageNew) // 6
		named("Jörg Müller", "Straße & Söhne Ltd.", "jm@freenet.de", "", "", lead.StageNew)                                             // 7
		named("Samuel Mueller", "Booking.com B.V.", "sm@booking.com", "", "", lead.StageNew)                                            // 8
		named("José Łukasz", "Acmeware Inc.", "jose@acmeware.example", "", "", lead.StageNew)                                           // 9
		for query, want := range map[string][]lead.ID{
			"1": {1}, "#2": {2}, " 4 ": {4}, "99": nil, "#": nil, "": nil, "  ": nil, "%": nil, "_": nil, `\`: nil, "|": nil,
			"customer": {3, 1, 5}, "CUSTOMER sl": {3, 1, 5}, "ávila": {1}, "ÁVILA": {1}, "avila": {1}, "ángel": {2}, "ölwerk": {2},
			"olwerk sud": {2}, "oelwerk sued gmbh & co. kg": {2}, "100%": {2}, "back slash": {5}, "o'brien": {3}, "obrien": {3}, "O’Brien": {3}, "ana@": {1},
			"600 123-456": {1}, "+34 600": {1}, "01712345678": {5, 2}, "+49 171 2345678": {5, 2}, "nobody": nil,
			"rahman nadia": {6}, "nadia brandt": {6}, "brandt logistik": {6}, "Brandt Logistik AG": {6}, "brandt logistik gmbh": {6}, "nadia keller": nil,
			"030 901820": {6}, "+49 (0)30 901820": {6}, "0049 30 901820": {6}, "030/901820": {6}, "4930901820": {6}, "30901820": {6}, "902": nil,
			"acme.com": {6}, "https://www.acme.com/x?y=1": {6}, "www.acme.com": {6}, "ACME.COM.": {6}, "mailto:nadia@gmail.com": {6},
			"nadia@gmail.com": {6}, "<nadia@gmail.com>": {6}, "muller": {8, 7}, "müller": {8, 7}, "MUELLER": {8, 7}, "jorg": {7}, "joerg": {7},
			"strasse": {7}, "strasse sohne": {7}, "straße söhne ltd": {7}, "booking.com": {8}, "bookingcom": {8}, "booking": {8},
			"samuel": {8}, "jose": {9}, "JOSÉ": {9}, "lukasz": {9}, "acme": {9, 6}, "acmeware": {9}, "ware": {9},
		} {
			got, err := s.Find(t.Context(), query, 10)
			must(t, err)
			t.Run(query, func(t *testing.T) { same(t, ids(got), want) })
		}
		got, err := s.Find(t.Context(), "customer", 2)
		must(t, err)
		same(t, ids(got), []lead.ID{3, 1})
	})
}

func TestTheBestMatchComesFirst(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		named := func(name, company string, stage lead.Stage) {
			put(t, s, func(l *lead.Lead) {
				l.Contact, l.Company = lead.Contact{Name: name}, lead.Company{Name: company}
				l.Stage = stage
			})
		}
		named("Eve", "Ana", lead.StageLost)              // 1: exactly that name, closed
		named("Ana Neu", "Kunde", lead.StageWon)         // 2: a whole word, closed
		named("Kim", "Ana Trade AG", lead.StageNew)      // 3: a whole word
		named("Anatol Frei", "Kunde", lead.StageNew)     // 4: the beginning of a word
		named("Bo", "Banana GmbH", lead.StageNew)        // 5: inside a word
		named("Mo", "Havana Ltd", lead.StageLost)        // 6: inside a word, closed
		named("Ina", "Analog Nord GmbH", lead.StageLost) // 7: the beginning of a word, closed
		for query, want := range map[string][]lead.ID{
			"ana": {1, 3, 2, 4, 7, 5, 6}, "ana trade": {3}, "trad an": {3}, "nord": {7}, "avan td": nil, "avan mo": {6}, "ana eve": {1},
		} {
			got, err := s.Find(t.Context(), query, 10)
			must(t, err)
			same(t, ids(got), want)
			got, err = s.Find(t.Context(), query, 1)
			must(t, err)
			same(t, ids(got), want[:min(1, len(want))])
		}
	})
}

func TestALeadIsFoundByEveryNameItHas(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	rapid.Check(t, func(r *rapid.T) {
		name := rapid.StringMatching(`[A-ZÄÖÜÉŁØ][\p{L}'’.-]{1,12} [\p{L}]{2,12}`).Draw(r, "name")
		l := register(inquiry(), nine)
		l.Contact = lead.Contact{Name: name}
		_, err := save(t, s, l)
		must(t, err)
		for _, way := range []string{name, strings.ToUpper(name), strings.ToLower(name)} {
			found, err := s.Find(t.Context(), way, 1)
			must(t, err)
			if len(found) != 1 || found[0].Contact.Name != name && !strings.EqualFold(found[0].Contact.Name, name) {
				r.Fatalf("%q is not found by %q: %v", name, way, found)
			}
		}
	})
}

func TestLettersThatDifferByCaseAloneAreFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, typed := range map[string]string{"Aς Odysseus": "aσ odysseus", "\u1c83\u0430\u0448\u0430 Petrova": "Саша Petrova"} {
			put(t, s, func(l *lead.Lead) { l.Contact.Name = name })
			found, err := s.Find(t.Context(), typed, 1)
			must(t, err)
			if len(found) != 1 {
				t.Errorf("%q is not found by %q", name, typed)
			}
		}
	})
}

func TestLeadsOfOlderVersionsAreFoundAsNewOnesAre(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		s := storetest.Open(t, url)
		put(t, s, func(l *lead.Lead) { l.Contact.Name = "Jörg Müller" })
		l, err := s.Lead(t.Context(), 1)
		must(t, err)
		_, err = storetest.DB(t, url).ExecContext(t.Context(), "UPDATE leads SET search = 'jörg müller'")
		must(t, err)
		must(t, s.Migrate(t.Context()))
		found, err := s.Find(t.Context(), "muller joerg", 1)
		must(t, err)
		same(t, ids(found), []lead.ID{l.ID})
		same(t, found[0].Version, l.Version) // nobody changed it
	})
}

// BenchmarkFind searches 100,000 leads for one of them, for a part of all names, and for something that is not there.
func BenchmarkFind(b *testing.B) {
	for _, db := range []struct {
		name string
		url  func(testing.TB) string
	}{{"sqlite", storetest.SQLite}, {"postgres", storetest.Postgres}} {
		s := storetest.Open(b, db.url(b))
		const all, each = 100_000, 500
		for i := 0; i < all; i += each {
			var changes []store.Change
			for n := i; n < i+each; n++ {
				in := inquiry()
				in.ExternalID = fmt.Sprint("form-", n)
				in.Contact = lead.Contact{Name: fmt.Sprintf("Nadia R%dn", n), Email: fmt.Sprintf("nadia.r%d@customer%d.example", n, n%5000)}
				in.Company.Name = fmt.Sprintf("Customer %d GmbH", n%5000)
				l := register(in, nine.Add(time.Duration(n)*time.Second))
				changes = append(changes, store.Change{Lead: l, Events: l.TakeEvents()})
			}
			must(b, s.Save(b.Context(), changes...))
		}
		for _, query := range []string{"nadia r4711n", "customer 4711", "a", "nobody", "030 901820"} {
			b.Run(db.name+"/"+strings.ReplaceAll(query, " ", "_"), func(b *testing.B) {
				for range b.N {
					_, err := s.Find(b.Context(), query, 15)
					must(b, err)
				}
			})
		}
	}
}
