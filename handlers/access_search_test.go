package handlers

import (
	"fmt"
	"strings"
	"testing"

	"dibs/bot"
)

// A search that matches hidden fields would give them away, even if its answer does not show them.
func TestASearchGivesAwayNothingHiddenFromAPartner(t *testing.T) {
	for hide, hidden := range hiddenByFields {
		w := newWorld(t, hide).copied(t)
		_, pia := w.person("pia")
		asks := func(line, word string) string {
			t.Helper()
			resp := w.mux.Serve(t.Context(), &bot.Request{
				Kind: bot.KindCommand, Command: bot.Command, Text: fmt.Sprintf(line, word), TriggerID: "1.1", User: bot.Ref{ID: pia, Name: "pia"},
				Channel: bot.Ref{ID: "C0NORDWIND", Name: "nordwind"},
			})
			return strings.ReplaceAll(strings.ReplaceAll(w.shows(resp), word, "X"), strings.TrimPrefix(word, "+"), "X")
		}
		for field, pair := range map[string][2]string{
			"name": {marks(atPartner)["name"], "mknamezzz"}, "company": {marks(atPartner)["company"], "mkcompanyzzz"},
			"email":  {marks(atPartner)["email"], "mkemailzzz"},
			"domain": {marks(atPartner)["domain"] + ".example", "mkdomainzzz.example"}, "site": {marks(atPartner)["site"] + ".example", "mksitezzz.example"},
			"phone": {"+4930" + marks(atPartner)["phone"], "+493077799999"},
		} {
			isHidden := false
			for _, h := range hidden {
				isHidden = isHidden || h == field
			}
			for _, line := range []string{"find %s", "show %s", "do we know %s", "who has %s", "claim %s"} {
				if strings.Contains(line, "claim") && !isHidden {
					continue // the command would claim the lead
				}
				there, nowhere := asks(line, pair[0]), asks(line, pair[1])
				if same := there == nowhere; same != isHidden {
					t.Errorf("hiding %s: %q has the same answer for a %s that exists and one that does not: %v\n%s\n%s", hide, line, field, same, there, nowhere)
				}
			}
		}
		// The same holds for our leads, which a partner may not see at all.
		for _, field := range []string{"name", "company", "email"} {
			if there, nowhere := asks("do we know %s", marks(owned)[field]), asks("do we know %s", "mk"+field+"zzz"); there != nowhere {
				t.Errorf("asking for the %s of our lead is answered\n%s\nand for one that does not exist\n%s", field, there, nowhere)
			}
		}
		for filter, field := range map[string]string{"source": "source", "campaign": "campaign"} {
			said := asks("list leads from %s", marks(atPartner)[filter])
			found := strings.Contains(said, fmt.Sprintf("#%d", w.ids[atPartner]))
			isHidden := false
			for _, h := range hidden {
				isHidden = isHidden || h == field
			}
			if found == isHidden {
				t.Errorf("hiding %s: the list by %s contains the lead: %v\n%s", hide, filter, found, said)
			}
		}
	}
}

// If answers showed nothing at all, the matrix would pass.
func TestAnswersShowTheMarkersThatAreNotHidden(t *testing.T) {
	w := newWorld(t, "name, company").copied(t)
	shows := func(name, line string, fields ...string) {
		t.Helper()
		_, id := w.person(name)
		resp := w.mux.Serve(t.Context(), &bot.Request{
			Kind: bot.KindCommand, Command: bot.Command, Text: line, TriggerID: "1.1", User: bot.Ref{ID: id, Name: name}, Channel: bot.Ref{ID: "C1", Name: "general"},
		})
		said := strings.ToLower(w.shows(resp))
		for _, f := range fields {
			letter, field, _ := strings.Cut(f, " ")
			marker, _, _ := strings.Cut(marks(letter)[field], "|")
			if !strings.Contains(said, marker) {
				t.Errorf("%s types %q and does not see the %s of lead %s:\n%s", name, line, field, letter, said)
			}
		}
	}
	number := func(letter string) string { return fmt.Sprint(int(w.ids[letter])) }
	shows("ana", "show "+number(owned), owned+" name", owned+" company", owned+" email", owned+" phone", owned+" message", owned+" comment", owned+" next")
	shows("ana", "show "+number(atPartner), atPartner+" name", atPartner+" company")
	shows("pia", "show "+number(atPartner), atPartner+" title", atPartner+" message", atPartner+" source")
	shows("pia", "show "+number(accepted), accepted+" name", accepted+" email", accepted+" comment")
	shows("zoe", "show "+number(owned), owned+" name", owned+" company", owned+" source")
	shows("kim", "show "+number(atPartner), atPartner+" name", atPartner+" message")
	shows("zoe", "list leads", owned+" name", inPool+" name")
	told := map[string]int{}
	for _, m := range newWorld(t, "name, company").board.sent {
		told[string(m.Kind)+" "+m.Place.Channel]++
	}
	for _, want := range []string{"card #nordwind", "lines C0NORDWIND", "private "} {
		if told[want] == 0 {
			t.Errorf("no message %q among %v", want, told)
		}
	}
}
