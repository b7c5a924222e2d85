package store_test

import (
	"strings"
	"testing"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

// leaveOut makes a database silently skip every update of a table, as if the row did not exist.
func leaveOut(t *testing.T, url, table string) {
	t.Helper()
	statements := []string{"CREATE TRIGGER left_out BEFORE UPDATE ON " + table + " BEGIN SELECT RAISE(IGNORE); END"}
	if strings.HasPrefix(url, "postgres") {
		statements = []string{
			"CREATE FUNCTION leave_out() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
			"CREATE TRIGGER left_out BEFORE UPDATE ON " + table + " FOR EACH ROW EXECUTE FUNCTION leave_out()",
		}
	}
	for _, s := range statements {
		_, err := storetest.DB(t, url).ExecContext(t.Context(), s)
		must(t, err)
	}
}

func TestASaveWhoseRowIsLeftOutFailsWithAllThatBelongsToIt(t *testing.T) {
	for _, table := range []string{"leads", "rotations", "cards"} {
		t.Run(table, func(t *testing.T) {
			storetest.EachURL(t, func(t *testing.T, url string) {
				s := storetest.Open(t, url)
				l, r := stored(t, s, inquiry(), nine), rotation(t, s)
				leaveOut(t, url, table)
				must(t, l.Claim(rep("p1"), nine))
				before, err := s.Events(t.Context(), l.ID)
				must(t, err)
				errs := s.SaveTogether(
					[]store.Change{{Lead: l, Events: l.TakeEvents(), Rotation: &r}},
					[]store.Change{{Lead: register(inquiry(), nine)}},
				)
				if errs[0] == nil || !strings.Contains(errs[0].Error(), table) || store.Unavailable(errs[0]) {
					t.Errorf("the save that was left out: %v", errs[0])
				}
				must(t, errs[1]) // it shared the transaction
				after, err := s.Events(t.Context(), l.ID)
				must(t, err)
				same(t, after, before)
			})
		})
	}
}

func TestACardThatIsNotThereCannotBeShown(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := stored(t, s, inquiry(), nine)
		for what, err := range map[string]error{
			"shown":   s.CardShown(t.Context(), store.Card{Lead: l.ID, Channel: "#other"}, "", lead.Place{Channel: "C1", TS: "1.1"}, 1),
			"told":    s.LinesShown(t.Context(), store.Card{Lead: l.ID, Channel: "#other"}, "", "1.1", 1),
			"refused": s.CardRefused(t.Context(), store.Card{Lead: l.ID, Channel: "#other"}, nine),
		} {
			if err == nil {
				t.Errorf("a card that is not there was recorded as %s", what)
			}
		}
	})
}
