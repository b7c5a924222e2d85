package main

import (
	"strings"
	"testing"

	"dibs/lead"
	"dibs/slacksim/simtest"
)

func TestEveryWordAfterLeadIsAnswered(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		nadia, tom := o.hot("", "Nadia Rahman"), o.hot("", "Tom Brandt")
		o.inquiry("Laura Brandtner")

		o.ask(o.zoe, "/lead", "What you can ask", "/lead new", "/lead claim 1042", "/lead summary")
		o.ask(o.zoe, "/lead HELP", "What you can ask")
		o.ask(o.zoe, "/lead definition", "A company we can serve", "Can this person decide?")
		o.ask(o.zoe, "/lead clam 4711", "No lead has this number.") // a small typo
		o.ask(o.zoe, "/lead blurb", "I can't answer “blurb” yet. Did you mean:", "Find blurb", "Who owns blurb", "Is blurb already a lead")
		o.ask(o.ana, "/lead mine", "You have no open leads.")
		o.ask(o.zoe, "/lead next", "No leads waiting for you right now.")
		o.ask(o.ana, "/lead next", "Nadia Rahman", "Claim")
		o.ask(o.ana, "/lead claim", "It's yours: Nadia Rahman")
		o.ask(o.ana, "/lead claim Tom Brandt", "It's yours: Tom Brandt")
		o.ask(o.ana, "/lead claim", "No leads waiting for you right now.")
		o.ask(o.ana, "/lead mine", "You have 2 open leads", "Nadia Rahman", "Tom Brandt", "Call by", "Log contact")
		o.ask(o.ana, "/lead show "+tom.String(), "Tom Brandt", "brandt@customer.example", "Please call me.", "Ana Duarte claimed it")
		if said := o.ask(o.zoe, "/lead show Rahman", "Nadia Rahman", "*Ana Duarte*"); strings.Contains(said, "rahman@") || strings.Contains(said, "Please call me.") {
			t.Errorf("somebody without a role is shown how to reach an inquirer:\n%s", said)
		}
		o.ask(o.ana, "/lead show brandt", "2 leads found for “brandt”:", "Tom Brandt", "Laura Brandtner")
		o.ask(o.ana, "/lead find rahman", "1 lead found for “rahman”:", nadia.String())
		o.ask(o.ana, "/lead show nobody", "No lead found for “nobody”.")
		o.ask(o.ana, "/lead claim brandt", "2 leads found for “brandt”:")
		o.ask(o.ana, "/lead show 4711", "No lead has this number.")
		for _, words := range []string{"show rahman", "find\nrahman", "next", "claim rahman"} {
			if said := o.ask(o.gus, "/lead "+words, "Guests can't look up leads."); strings.Contains(said, "Nadia") {
				t.Errorf("a guest who asks to %s is told:\n%s", words, said)
			}
		}
		simtest.NoTrouble(t, o.sim)
	})
}

// ask types a command in #general and returns the private answer, which must show the texts.
func (o office) ask(p *simtest.Person, line string, texts ...string) string {
	o.t.Helper()
	said := o.told(p, "#general", func() { p.Command("#general", line) })
	for _, want := range texts {
		if !strings.Contains(said, want) {
			o.t.Errorf("%s is answered without %q:\n%s", line, want, said)
		}
	}
	return said
}

func TestALeadIsRegisteredAndReferredByHand(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		o.ben.Command("#general", "/lead new wants a demo for the whole fleet")
		v := o.ben.ExpectView("Register a lead", "wants a demo for the whole fleet")
		fill(v, "Who is it?", " ", "Company", "Brandt", "Country", "Germany")
		if errs := o.ben.Submit(v); len(errs) == 0 {
			t.Error("a lead without a name, from Germany, was registered")
		}
		fill(v, "Who is it?", "?!", "Country", "D1")
		o.refused(o.ben, v, "Country", "Enter the two-letter country code, such as DE.")
		fill(v, "Who is it?", "Nadia Rahman nadia@brandt.example", "Country", "de", "Phone", "030 901820")
		submit(t, o.ben, v)
		o.ben.ExpectDM("Registered: Nadia Rahman, Brandt", "an inquiry in #qualify")
		card := o.dan.Expect("#qualify", "Nadia Rahman", "referral", "wants a demo for the whole fleet")
		o.dan.ExpectThread(card, "Ben Okafor registered it from referral")

		o.zoe.Command("#general", "/lead new they asked again")
		v = fill(o.zoe.ExpectView("Refer a lead", "they asked again"), "Who is it?", "NADIA@brandt.example", "Why should we talk to them?", "An offer")
		submit(t, o.zoe, v.Expect("We already know this person.", "Add to lead"))
		o.zoe.ExpectDM("We know this person already, so there's no bonus, but I've added what you wrote.")
		o.dan.ExpectThread(card, "Asked again, from referral.", "“An offer”")
		if n := o.leads("WHERE stage <> 'merged'"); n != 1 {
			t.Errorf("%d leads are in play, want 1", n)
		}
		simtest.NoTrouble(t, o.sim)
	})
}

func TestASummaryCountsWhatIsRealAndShowsAmountsWhereThePlaybookAllows(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		worth := func(name string, value int, currency string) lead.ID {
			return o.register(map[string]any{
				"source": "demo", "name": name, "email": mailbox(name), "company": firm(name), "employees": 30, "value": value, "currency": currency,
			})
		}
		worth("Tom Berger", 1000, "EUR")
		worth("Ida Holm", 500, "USD")
		won, qualified := worth("Leo Brandt", 0, "EUR"), worth("Ines Sol", 0, "EUR")
		o.inquiry("Laura Nowak")
		o.cool("Omar Haddad")
		o.sent(201, "/v1/leads", `{"email":"`+mailbox("Ida Holm")+`"}`, apiKey()) // merged
		for range 2 {
			o.sent(201, "/v1/intake/google-ads", string(googlePayload(t, true)), nil) // tests
		}
		o.claim(o.ana, won)
		o.claim(o.ana, qualified)
		o.ana.Click(o.shown(o.ana, qualified), "Qualify")
		o.submit(o.ana, "Qualify", "Can this person decide? (needs a yes)", "Yes", "Amount", "31,200.50")
		o.ana.Click(o.shown(o.ana, won), "Won")
		o.submit(o.ana, "Won", "Amount", "900", "Currency", "CHF")
		o.ana.ExpectPrivate("#general", "Qualified: ") // each dialog is answered where it was opened
		o.ana.ExpectPrivate("#general", "Closed as won: ")

		listed := o.told(o.ana, "#leads", func() { o.ana.Command("#leads", "/lead summary") })
		for _, want := range []string{
			"*2 hot leads* are waiting. €31,200.50 qualified. 1 won this week.",
			"inquiries\n–\n1\n–\n", "waiting\n2\n–\n–\n€1,000 + $500", "in progress\n–\n–\n–\n", "qualified\n1\n–\n–\n€31,200.50", "with marketing\n–\n1\n–\n",
			"New: 6", "Claimed: 2", "Won: 1, worth CHF 900", "Lost: 0", "Hot leads claimed within 5 min: 2 of 2",
		} {
			if !strings.Contains(listed, want) {
				t.Errorf("the summary does not mention %q:\n%s", want, listed)
			}
		}
		if strings.Contains(listed, "Show amounts") {
			t.Error("amounts that are shown already are offered")
		}
		o.ask(o.ana, "/lead summary demo by temperature", "*Pipeline*: demo, by temperature, this week", "hot\n4\n2\n1\n1", "all\n4\n2\n1\n1", "Show")
		o.ask(o.ana, "/lead how many hot leads from demo this week", "*4 hot leads* came in this week: 2 waiting, 1 qualified, 1 won.")
		behind := o.told(o.ana, "#general", func() { o.ana.Click(o.ana.ExpectPrivate("#general", "*4 hot leads*"), "Show") })
		if !strings.Contains(behind, "*4 leads*: ") || strings.Count(behind, "🔥 Hot · ") != 4 {
			t.Errorf("the list behind 4 hot leads is\n%s", behind)
		}
		o.ask(o.ana, "/lead report", "*Report*: all leads, 8 weeks", "Not enough data for a trend yet.", "(so far)\n6\n")
		o.ask(o.ana, "/lead summary nurturing hot demo last year", "No leads match.", "Try a longer period or fewer words")

		without := func(who string, said string) {
			t.Helper()
			if strings.ContainsAny(said, "€$") || strings.Contains(said, "CHF") {
				t.Errorf("%s is shown amounts:\n%s", who, said)
			}
		}
		here := o.ask(o.ana, "/lead summary", "*2 hot leads* are waiting. 1 qualified.", "Show amounts")
		without("a rep in another channel", here)
		asked := o.told(o.ana, "#general", func() {
			o.ana.Click(o.ana.ExpectPrivate("#general", "Show amounts"), "Show amounts")
		})
		if !strings.Contains(asked, "€31,200.50 qualified") {
			t.Errorf("a rep who asks for amounts is answered with:\n%s", asked)
		}
		for name, p := range map[string]*simtest.Person{"somebody without a role": o.zoe, "a guest": o.gus} {
			said := o.ask(p, "/lead summary", "*2 hot leads* are waiting")
			without(name, said)
			if strings.Contains(said, "Show amounts") {
				t.Errorf("%s is offered to show amounts", name)
			}
		}
		without("a guest in a channel with amounts", o.told(o.gus, "#leads", func() { o.gus.Command("#leads", "/lead summary") }))
		simtest.NoTrouble(t, o.sim)
	})
}
