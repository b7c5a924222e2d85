package store_test

import (
	"testing"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

// unredacted shows the whole lead.
func unredacted(l *lead.Lead) *lead.Lead { return l }

func TestASearchOfWhatIsShownFindsTheSameWhereAllIsShown(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		named := func(name, company, email, phone string, stage lead.Stage) {
			put(t, s, func(l *lead.Lead) {
				l.Contact, l.Company, l.Stage = lead.Contact{Name: name, Email: email, Phone: phone}, lead.Company{Name: company}, stage
			})
		}
		named("Eve", "Ana", "eve@ana.example", "+34600123456", lead.StageLost)
		named("Ana Neu", "Kunde 100%", "", "", lead.StageWon)
		named("Kim", "Ana Trade_Süd AG", "", "+491712345678", lead.StageNew)
		named("Anatol Frei", "Kunde", "", "0171 / 2345-678", lead.StageNew)
		named("Bo", "Banana GmbH", "", "", lead.StageNew)
		named(`Back\slash`, "Kunde", "", "", lead.StageMerged)
		for _, query := range []string{
			"ana", "ana trade", "trad an", "avan td", "ana eve", "kunde", "100%", "trade sud", `back slash`, "%", "_", `\`, "", "1", "#6", "99",
			"01712345678", "+34 600", "eve@ana.example", "ANA", "süd",
		} {
			for _, limit := range []int{1, 10} {
				want, err := s.Find(t.Context(), query, limit)
				must(t, err)
				got, err := s.FindShown(t.Context(), query, limit, unredacted)
				must(t, err)
				t.Run(query, func(t *testing.T) { same(t, ids(got), ids(want)) })
			}
		}
	})
}

func TestNeitherWhatIsFoundNorItsOrderTellsWhatIsHidden(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	named := func(name, company string) {
		put(t, s, func(l *lead.Lead) { l.Contact, l.Company = lead.Contact{Name: name}, lead.Company{Name: company} })
	}
	named("Tom Kunz", "Nordlicht") // 1: its name, by which it would fit best, is hidden
	named("Ina", "Tomkunz Werke")  // 2: contains the words somewhere inside
	named("Tom Kunz", "Secret")    // 3: must not be found at all
	shown := func(l *lead.Lead) *lead.Lead {
		l = l.Clone()
		switch l.ID {
		case 1:
			l.Contact.Name = ""
		case 3:
			return nil
		}
		return l
	}
	for query, want := range map[string][]lead.ID{
		"tom": {2}, "tom kunz": {2}, "tom werke": {2}, "nordlicht": {1}, "secret": nil, "3": nil, "1": {1}, "hidden": nil,
	} {
		got, err := s.FindShown(t.Context(), query, 10, shown)
		must(t, err)
		t.Run(query, func(t *testing.T) {
			same(t, ids(got), want)
			if len(got) > 0 && got[0].ID == 1 && got[0].Contact.Name == "" {
				t.Error("a lead was returned redacted")
			}
		})
	}
}
