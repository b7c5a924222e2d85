package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"dibs/lead"
	"dibs/slacksim"
	"dibs/slacksim/simtest"
	"dibs/store/storetest"
)

// settle waits until every thread shows the end of its story. The names consist of the channel and the company.
func (m *mortal) settle(t *testing.T, ids map[string]lead.ID) {
	t.Helper()
	ana := simtest.As(t, m.sim, "ana")
	for name := range ids {
		channel, company, _ := strings.Cut(name, " ")
		end := "won it"
		if company == shared {
			end = "claimed it"
		}
		ana.ExpectThread(ana.Expect(channel, company), end)
	}
}

// postedOnce fails the test if two messages have the same key. It returns the text of all lines in each thread.
func postedOnce(t *testing.T, sim *slacksim.Sim) (threads map[string]string) {
	t.Helper()
	keys, threads := map[string]int{}, map[string]string{}
	for _, c := range sim.Channels() {
		for _, m := range sim.History(c.ID) {
			var meta struct {
				Payload struct{ Key string } `json:"event_payload"`
			}
			if m.BotID == "" || json.Unmarshal(m.Metadata, &meta) != nil || meta.Payload.Key == "" {
				continue
			}
			keys[meta.Payload.Key]++
			threads[m.ThreadTS] += m.Text + "\n"
		}
	}
	if len(keys) == 0 {
		t.Error("nothing was posted at all")
	}
	for key, n := range keys {
		if n > 1 {
			t.Errorf("posted %d times, not once: %s", n, key)
		}
	}
	return threads
}

// verify checks the database: what was acknowledged is stored once and in order, and the thread under its card
// reports each event once.
func (m *mortal) verify(t *testing.T, ids map[string]lead.ID, threads map[string]string) {
	t.Helper()
	s := storetest.Open(t, m.env["DATABASE_URL"])
	for name, id := range ids {
		_, company, _ := strings.Cut(name, " ")
		l, err := s.Lead(t.Context(), id)
		if err != nil {
			t.Errorf("%s was acknowledged as lead %s: %v", company, id, err)
			continue
		}
		want := lead.StageWon
		if company == shared {
			want = lead.StageWorking
		}
		if l.Company.Name != company || l.Stage != want || l.Owner == lead.NoOne {
			t.Errorf("%s is %q of %q with owner %q", company, l.Stage, l.Company.Name, l.Owner)
		}
		if l.Open() == l.Deadline.At.IsZero() {
			t.Errorf("%s in stage %s has the deadline %v", company, l.Stage, l.Deadline)
		}
		if found, err := s.Find(t.Context(), company, 10); err != nil || len(found) != 1 {
			t.Errorf("%d leads are called %s (%v)", len(found), company, err)
		}
		events, err := s.Events(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		home, err := s.Place(t.Context(), id)
		if err != nil || home.TS == "" {
			t.Errorf("%s has no card (%v)", company, err)
		}
		told(t, company, events, threads[home.TS])
		m.cards(t, id)
	}
}

// told compares the thread under a card with the log.
func told(t *testing.T, company string, events []lead.Event, thread string) {
	t.Helper()
	happened := map[lead.Kind]int{}
	for n, ev := range events {
		happened[ev.Kind]++
		if ev.N != n+1 {
			t.Errorf("%s: event %d has number %d", company, n+1, ev.N)
		}
	}
	if happened[lead.Claimed] != 1 {
		t.Errorf("%s was claimed %d times", company, happened[lead.Claimed])
	}
	for kind, words := range map[lead.Kind]string{
		lead.Claimed: "claimed it", lead.Contacted: "reached them by phone", lead.Qualified: "qualified it", lead.Won: "won it",
	} {
		if n := strings.Count(thread, words); n != happened[kind] {
			t.Errorf("%s: %q happened %d times and is reported %d times:\n%s", company, words, happened[kind], n, thread)
		}
	}
}

// cards fails the test if a lead has no card, or two in one channel.
func (m *mortal) cards(t *testing.T, id lead.ID) {
	t.Helper()
	posted := map[string]int{}
	for _, c := range m.sim.Calls("chat.postMessage") {
		if c.OK && strings.Contains(c.Args["metadata"], fmt.Sprintf("card:%d:", id)) {
			posted[c.Args["channel"]]++
		}
	}
	if len(posted) == 0 {
		t.Errorf("lead %s has no card", id)
	}
	for channel, n := range posted {
		if n != 1 {
			t.Errorf("lead %s has %d cards in %s", id, n, channel)
		}
	}
}
