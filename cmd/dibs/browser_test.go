package main

import (
	"net/http"
	"strings"
	"testing"

	"dibs/slacksim/pagetest"
)

// walkInTheBrowser takes an inquiry from the qualifiers' channel to won by clicks on the page alone.
func walkInTheBrowser(t *testing.T, p *program, name string) {
	t.Helper()
	dan := pagetest.Open(t, p.url+"/?user=dan&channel=qualify")
	card := dan.Finds(name, "I'm calling")
	dan.PressIn(card, "I'm calling")
	dan.Shows(card, "Dan Weiss is calling")
	dan.PressIn(card, "Certify")
	dan.ExpectDialog("Certify as sales-ready")
	for _, question := range []string{"Can this person decide, or strongly influence it?", "Can they afford it?", "Is there a need we can meet?"} {
		dan.Fill(question, "Yes")
	}
	dan.Submit()
	dan.Shows(card, "is now in #leads")

	ana := pagetest.Open(t, p.url+"/?user=ana&channel=leads")
	card = ana.Finds(name, "Claim")
	ana.PressIn(card, "Claim")
	ana.Finds("Only visible to you", "It's yours: "+name)
	ana.Shows(card, "Ana Duarte claimed it", "by ")
	ana.PressIn(card, "Log contact")
	ana.ExpectDialog("Log contact")
	ana.Fill("What happened?", "Reached")
	ana.Fill("Next step", "send offer")
	ana.Submit()
	ana.Shows(card, "Next: send offer")
	ana.PressIn(card, "Qualify")
	ana.ExpectDialog("Qualify")
	ana.Fill("Amount", "31.200,00")
	ana.Submit()
	ana.Shows(card, "€31,200")
	ana.PressIn(card, "Won")
	ana.ExpectDialog("Won")
	ana.Submit()
	ana.Shows(card, "Won", "€31,200", "Ana Duarte")
	ana.OpenThread(card)
	ana.FindsInThread("Ana Duarte claimed it")
	ana.FindsInThread("won")
}

func TestInTheDemosPageWhatTypeformDocumentsBecomesWon(t *testing.T) {
	t.Parallel()
	p := startDemo(t, demoPlaybook)
	p.clock.stop() // a hot lead of the demo is offered on after a minute, and the machine may be slow
	body, header := typeformPayload(t)
	if status, answer := p.post(t, "/v1/intake/typeform", body, header); status != http.StatusCreated || answer["stage"] != "inquiry" {
		t.Fatalf("the intake answered %d %v", status, answer)
	}
	walkInTheBrowser(t, p, "Laura")
}

func TestInTheDemosPageGooglesLeadIsWonAndGooglesTestCountsNowhere(t *testing.T) {
	t.Parallel()
	p := startDemo(t, demoPlaybook)
	p.clock.stop() // a hot lead of the demo is offered on after a minute, and the machine may be slow
	for _, test := range []bool{true, false} {
		body := googlePayload(t, test)
		if test { // Google gives each lead an id of its own
			body = []byte(strings.Replace(string(body), `"lead_id": "TeSter-`, `"lead_id": "Other-`, 1))
		}
		if status, answer := p.post(t, "/v1/intake/google-ads", body, nil); status/100 != 2 {
			t.Fatalf("the intake answered %d %v", status, answer)
		}
	}
	walkInTheBrowser(t, p, "FirstName LastName")

	mia := pagetest.Open(t, p.url+"/?user=mia&channel=qualify")
	mia.Finds("Test", "FirstName LastName")
	mia.Says("/lead summary")
	summary := mia.Finds("Only visible to you", "won")
	for _, want := range []string{"1 won this week", "New: 1 (", "Claimed: 1", "Won: 1", "inquiries\t–\t–\t–\n"} {
		if text := mia.Text(summary); !strings.Contains(text, want) {
			t.Errorf("the summary lacks %q:\n%s", want, text)
		}
	}
}

func TestTheFirstCardsSayWhoIsCalledNextAlthoughPeopleAreNotKnownYetWhenTheyArrive(t *testing.T) {
	t.Parallel()
	p := startDemo(t, demoPlaybook)
	p.clock.stop() // ten seconds later the cards say something else
	p.arrivals(t, 1)
	ana := pagetest.Open(t, p.url+"/?user=ana&channel=leads")
	ana.Finds("Priya Nair", "Sales is pinged at", "then Ben Okafor (backup) at")
}
