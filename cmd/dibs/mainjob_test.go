package main

import (
	"net/http"
	"testing"

	"dibs/slacksim/simtest"
)

// walk takes a lead from the qualifiers' channel to won, as people do in Slack.
func walk(t *testing.T, p *program, name string) {
	t.Helper()
	dan, ana := p.as(t, "dan"), p.as(t, "ana")

	card := dan.Expect("#qualify", name, "Certify")
	dan.Click(card, "I'm calling")
	dan.ExpectChange(card, "Dan Weiss is calling")
	dan.Click(dan.Again(card), "Certify")
	v := dan.ExpectView("Certify as sales-ready")
	v.Fill("Can this person decide, or strongly influence it? (needs a yes)", "Yes").
		Fill("Can they afford it? (needs a yes)", "Yes").Fill("Is there a need we can meet? (needs a yes)", "Yes")
	submit(t, dan, v)

	card = ana.Expect("#leads", name, "Claim")
	ana.Click(card, "Claim")
	ana.ExpectPrivate("#leads", "It's yours: "+name)
	card = ana.ExpectChange(card, "Ana Duarte", "Log contact")
	ana.ExpectThread(card, "Ana Duarte claimed it")
	ana.Click(card, "Log contact")
	v = ana.ExpectView("Log contact")
	v.Fill("What happened?", "Reached").Fill("Next step", "send offer").Fill("When?", "Tomorrow 9:00")
	submit(t, ana, v)
	card = ana.ExpectChange(card, "send offer")
	ana.Click(card, "Qualify")
	v = ana.ExpectView("Qualify")
	v.Fill("Amount", "31.200,00")
	submit(t, ana, v)
	card = ana.ExpectChange(card, "31,200")
	ana.Click(card, "Won")
	submit(t, ana, ana.ExpectView("Won"))
	ana.ExpectChange(card, "Won", "31,200", "Ana Duarte")
}

func submit(t testing.TB, p *simtest.Person, v simtest.View) {
	t.Helper()
	if errs := p.Submit(v); len(errs) > 0 {
		t.Fatalf("the dialog stays open: %v\n%s", errs, v.Visible())
	}
}

func TestTheDocumentedTypeformPayloadIsCertifiedClaimedQualifiedAndWon(t *testing.T) {
	onEach(t, func(t *testing.T, p *program) {
		body, header := typeformPayload(t)
		status, answer := p.post(t, "/v1/intake/typeform", body, header)
		if status != http.StatusCreated || answer["stage"] != "inquiry" {
			t.Fatalf("the intake answered %d %v", status, answer)
		}
		walk(t, p, "Laura")
	})
}
