package main

import (
	"context"
	"strings"
	"testing"

	"dibs/slacksim/simtest"
	"dibs/store/storetest"
)

// way is a way to ask: it types something, and returns the answer that contains the given texts.
type way struct {
	name string
	ask  func(p *simtest.Person, text string, want ...string) simtest.Message
}

// ways are all ways to ask, except in the thread of a card. In a channel, an answer that everybody may read is posted
// for everybody, in a thread under the question.
func (o office) ways() []way {
	return []way{
		{"/lead", func(p *simtest.Person, text string, want ...string) simtest.Message {
			p.Command("#general", "/lead "+text)
			return p.ExpectPrivate("#general", want...)
		}},
		{"@dibs", func(p *simtest.Person, text string, want ...string) simtest.Message {
			p.Mention("#general", text)
			return p.ExpectPrivate("#general", want...)
		}},
		{"@dibs, to all", func(p *simtest.Person, text string, want ...string) simtest.Message {
			return p.ExpectThread(p.Mention("#general", text), want...)
		}},
		{"a direct message", func(p *simtest.Person, text string, want ...string) simtest.Message {
			p.DM(text)
			return p.ExpectDM(want...)
		}},
	}
}

func TestTheSameWordsAreAnsweredWhereverTheyAreTyped(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		nadia := o.hot("", "Nadia Rahman")
		o.hot("", "Tom Berger")
		o.inquiry("Laura Nowak")
		slash, mention, toAll, direct := o.ways()[0], o.ways()[1], o.ways()[2], o.ways()[3]

		ask := func(p *simtest.Person, text string, want []string, ways ...way) {
			t.Helper()
			for _, w := range ways {
				t.Logf("%s by %s", text, w.name)
				w.ask(p, text, want...)
			}
		}
		for n, said := range []struct {
			text string
			want []string
		}{
			{"mine", []string{"You have no open leads."}},
			{"what is due today?", []string{"Nothing due today."}},
			{"what is due for everyone today", []string{"due today for everyone"}},
			{"overdue", []string{"Nothing overdue."}},
			{"next", []string{"Nadia Rahman", "Claim"}},
			{"show rahman", []string{"Nadia Rahman", "Please call me.", "Why it's here"}},
			{"find rahman nadia", []string{"1 lead found for “rahman nadia”:"}},
			{"who owns " + nadia.String() + "?", []string{"No one yet: Nadia Rahman, Rahman GmbH is up for grabs in #leads for Sales (since", "Claim"}},
			{"is rahman gmbh already a lead?", []string{"Yes, there's one lead for “rahman gmbh”:", "Nadia Rahman"}},
			{"is acme.com already a lead?", []string{"No lead found for “acme.com”.", "Register a lead"}},
			{"list hot leads", []string{"Nadia Rahman", "Tom Berger"}},
			{"remind me tomorrow 9am to water the plants", []string{"I'll remind you", "water the plants"}},
			{"thank you!", []string{"Any time!"}},
			{"how blue is the sky", []string{"I can't answer “how blue is the sky” yet. Did you mean:"}},
			{"won 31,200", []string{"Which lead?"}},
			{"away until 1 Jan 2020", []string{"as a date in the future"}},
			{"back", []string{"You weren't away"}},
			{"who is away?", []string{"Nobody is away.", "On duty: Mia Lindqvist for sales."}},
			{"why is " + nadia.String() + " hot", []string{"Nadia Rahman", "Why hot"}},
		} {
			ask(o.ana, said.text, said.want, slash, mention)
			// Slack accepts one direct message a second. The handlers' tests check that all ways are read alike.
			if n%4 == 0 {
				ask(o.ana, said.text, said.want, direct)
			}
		}
		for _, said := range []struct {
			text string
			want []string
		}{
			{"help", []string{"What you can ask", "is acme.com already a lead"}},
			{"definition", []string{"A company we can serve", "Can this person decide?"}},
			{"summary", []string{"*2 hot leads* are waiting"}},
			{"how many hot leads this month?", []string{"2"}},
			{"how many hot and warm leads of sales this month?", []string{"*3 hot or warm leads* came in this month"}},
			{"leads per week this quarter", []string{"*Over time*", "*3 leads* came in this quarter", "(so far)"}},
			{"report", []string{"new"}},
		} {
			ask(o.zoe, said.text, said.want, slash, toAll)
		}
		direct.ask(o.zoe, "how many hot leads this month?", "2")
		o.zoe.Click(direct.ask(o.zoe, "new lead Leo Brandt leo@brandt.example", "Press the button", "Register a lead"), "Register a lead")
		o.zoe.ExpectView("Refer a lead", "leo@brandt.example")

		// A question that was proposed can be asked by clicking on it.
		near := mention.ask(o.max, "how blue is the sky", "I can't answer", "How is the pipeline looking")
		said := o.told(o.max, "#general", func() { o.max.Click(near, "How is the pipeline looking") })
		if strings.Contains(said, "I can't answer") {
			t.Errorf("the proposed question is answered with\n%s", said)
		}
		simtest.NoTrouble(t, o.sim)
	})
}

func TestInTheThreadOfACardWordsAreAboutItsLead(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		o.hot("", "Nadia Rahman")
		card := o.ana.Expect("#leads", "Nadia Rahman", "Claim")
		o.ana.ExpectThread(card, "Sales-ready.") // so that it is known where the card is
		in := func(p *simtest.Person, text string, want ...string) simtest.Message {
			t.Helper()
			p.MentionIn(card, text)
			return p.ExpectPrivateReply(card, want...)
		}
		in(o.zoe, "who owns this?", "No one yet: Nadia Rahman")
		in(o.zoe, "claim", "Only Sales or a manager can claim this.")
		in(o.gus, "who has it?", "Guests can't look up leads.")
		in(o.ana, "claim", "It's yours: Nadia Rahman, Rahman GmbH.")
		in(o.zoe, "who owns this?", "Ana Duarte is on Nadia Rahman, Rahman GmbH (since", "Next: first contact by")
		in(o.ana, "due", "1 lead due today", "Call by")
		in(o.ana, "snooze until tomorrow 9am", "has no next step to move yet. Log a contact first.")
		in(o.ana, "no answer", "No answer logged (1 of ")
		in(o.ana, "note the budget is approved", "Nadia Rahman")
		o.zoe.ExpectThread(card, "the budget is approved")
		in(o.ana, "snooze until tomorrow 9am", "Snoozed until ")
		in(o.ana, "remind me in 3 days", "Snoozed until ")
		in(o.zoe, "remind me in 3 days", "I'll remind you", "about Nadia Rahman")
		in(o.ana, "remind me some day", "When should I remind you?")
		in(o.zoe, "remind ben tomorrow", "Only Ana Duarte, their backup or a manager can set a reminder for somebody else.")
		in(o.ana, "remind ben tomorrow 9am to call them", "I'll remind Ben Okafor", "“call them”. I'll say it's from you.")
		in(o.ana, "assign to ben", "Offered to Ben Okafor.", "Ana Duarte keeps it until Ben Okafor accepts.")
		told := o.ben.ExpectDM("Nadia Rahman", "Accept")
		in(o.ben, "won 31,200", "Only Ana Duarte or a manager can close this. You're the backup, so you can while Ana Duarte is away.")
		o.ana.Click(in(o.ana, "qualify", "I need a few more details about Nadia Rahman", "Press *Qualify*"), "Qualify")
		o.ana.ExpectView("Qualify", "Can this person decide?")
		in(o.ana, "lost", "Press *Lost*")
		o.stored()
		o.ben.Reply(told, "pass") // this thread is about the lead too, and needs no mention
		o.ben.ExpectThread(told, "Passed.")
		in(o.ana, "lost because of price", "Closed as lost (price). You can reopen it.")
		in(o.mia, "reopen", "Reopened: Nadia Rahman")
		in(o.ana, "won 31,200", "Closed as won: €31,200. Well done!")

		// In a channel whose amounts are shown, everybody may read them; partners and guests cannot ask for them.
		o.ana.ExpectThread(o.ana.Mention("#leads", "summary this week"), "€31,200")
		counted := o.gus.ExpectThread(o.gus.Mention("#general", "summary this week"), "1 won this week", "Show amounts")
		if counted.Shows("€") {
			t.Errorf("amounts are shown to everybody:\n%s", counted.Visible())
		}
		o.mia.Click(counted, "Show amounts")
		o.mia.ExpectPrivateReply(counted, "€31,200")
		if said := o.told(o.gus, "#general", func() { o.gus.Click(counted, "Show amounts") }); strings.Contains(said, "€") {
			t.Errorf("a guest is shown amounts:\n%s", said)
		}
		simtest.NoTrouble(t, o.sim)
	})
}

// stored waits until the place of the test's direct message is stored, which nothing in Slack shows. A person would
// need longer than that to answer it.
func (o office) stored() {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.t.Context(), simtest.Patience)
	defer cancel()
	db := storetest.DB(o.t, o.env["DATABASE_URL"])
	for n := 0; n == 0; {
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM notes WHERE post IS NOT NULL").Scan(&n); err != nil {
			o.t.Fatal(err)
		}
	}
}

func TestWhatIsSaidOnceIsAnsweredOnce(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		o.ana.Say("#general", "summary") // addressed to nobody
		question := o.ana.Mention("#general", "definition")
		o.ana.ExpectThread(question, "A company we can serve")
		o.ana.Edit(question, "@dibs help")
		said := o.ana.DM("who are you")
		o.ana.ExpectDM("What you can ask")
		o.ana.Edit(said, "definition")
		o.ana.Delete(said)

		o.sim.Double(4) // Slack delivers the same thing twice
		again := o.ana.Mention("#general", "definition")
		o.ana.ExpectThread(again, "A company we can serve")
		o.ana.DM("thanks")
		o.ana.ExpectDM("Any time!")
		if err := o.sim.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		for what, n := range map[string]int{
			"the first question": o.ana.CountThread(question), "the second": o.ana.CountThread(again),
			"who they are": o.ana.Count("@ana", "What you can ask"), "their thanks": o.ana.Count("@ana", "Any time!"),
		} {
			if n != 1 {
				t.Errorf("%s is answered %d times", what, n)
			}
		}
		if n := o.ana.Count("@ana", "A company we can serve"); n != 0 {
			t.Errorf("an edited message is answered %d times", n)
		}
		if n := len(o.sim.Ephemerals("#general", o.ana.ID())); n != 0 {
			t.Errorf("%d private answers to nothing", n)
		}
		simtest.NoTrouble(t, o.sim)
	})
}
