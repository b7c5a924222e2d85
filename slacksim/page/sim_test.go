package page_test

import (
	"net/http/httptest"
	"testing"

	"dibs/slacksim/pagetest"

	"dibs/slacksim"

	"github.com/chromedp/chromedp/kb"
)

// The other tests use a fake workspace. This one tests the page with the real simulator.
func TestThePageWorksWithTheSimulator(t *testing.T) {
	t.Parallel()
	sim := slacksim.New(slacksim.Config{
		Team:     slacksim.Team{ID: "T1", Name: "Nordlicht", Domain: "nordlicht"},
		Users:    []slacksim.User{{ID: "U1", Name: "ana", RealName: "Ana Silva", Title: "Rep"}, {ID: "U2", Name: "ben", RealName: "Ben Okafor"}},
		Channels: []slacksim.Channel{{ID: "C1", Name: "leads"}, {ID: "C2", Name: "general"}},
		App:      slacksim.App{ID: "A1", Name: "Dibs", BotUserID: "UBOT", BotID: "B1", Commands: []slacksim.Command{{Command: "/lead"}}},
	})
	server := httptest.NewServer(sim.Handler())
	t.Cleanup(server.Close)
	sim.SetURL(server.URL)
	ana := pagetest.Open(t, server.URL+"/?user=U1&channel=C1")
	ben := pagetest.Open(t, server.URL+"/?user=ben&channel=general") // names work as well as ids
	ana.Sees(`document.querySelector(".messages .empty-note")?.textContent === "Nothing here yet."`)
	ben.Sees(`document.querySelector("h1")?.textContent === "general"`)

	ana.Click("[data-testid=composer]")
	ana.Keys("Is this <yours>, @ben? :fire:")
	ana.Keys(kb.Enter)
	ana.Sees(`document.querySelector("[data-testid=message] .blocks")?.innerText === "Is this <yours>, @Ben Okafor? 🔥"`)

	ben.Sees(`location.search === "?user=U2&channel=C2"`)
	// Ben sees a mention at the channel, and in it his own name.
	ben.Sees(`document.querySelector('[data-channel="#leads"] .count')?.textContent === "1"`)
	ben.Click(`[data-testid=channel][data-channel="#leads"]`)
	ben.Sees(`document.querySelector("[data-testid=message] .mention.mine")?.textContent === "@Ben Okafor"`)
	ben.Sees(`document.querySelector(".line.unread") !== null`)

	// No app is connected, so Ana gets Slack's ephemeral message about the failed command.
	ana.Keys("/lead mine")
	ana.Keys(kb.Enter)
	ana.Sees(`document.querySelector("[data-testid=message].private")?.innerText.includes("/lead failed with the error")`)
}
