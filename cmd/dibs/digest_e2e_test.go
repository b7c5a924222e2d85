package main

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"dibs/slacksim/simtest"
)

// digested is the office's playbook with digests, fmt.Sprintf with their time, that are due at a time of any day.
func digested(t testing.TB, digests string, due time.Time) []byte {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := due.In(berlin).Format("15:04")
	routes := "\nrouting: [{name: all, to: {channel: \"#leads\", team: sales, assign: claim}}]\n"
	return slices.Concat(officePlaybook, []byte(routes), fmt.Appendf(nil, digests, at))
}

// The diary alone, whose time is hours ahead before the test wants it, and what is still sent a day late.
const (
	diaries = "digests:\n  reps: %[1]q\n"
	weeks   = "  managers: \"mon-sun %[1]s\"\n  channel: {to: \"#general\", at: \"mon-sun %[1]s\"}\n"
)

// restart ends the program and starts it with another playbook, in the same workspace.
func (p *program) restart(t testing.TB, s setup, playbook []byte) {
	t.Helper()
	p.stop()
	if err := os.WriteFile(p.env["DIBS_PLAYBOOK"], playbook, 0o600); err != nil {
		t.Fatal(err)
	}
	p.run(t)
	p.connect(t, s)
}

func TestDigestsComeByThemselvesAndWhoLeavesIsSucceeded(t *testing.T) {
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			o := officeIn(t, s, digested(t, diaries, now().Add(10*time.Hour)))
			o.claim(o.ana, o.hot("", "Nadia Rahman"))
			o.hot("", "Leo Brandt")
			o.inquiry("Jonas Weber")
			o.ana.Expect("#leads", "Nadia Rahman", "*Ana Duarte*")
			o.succeeded()
			o.digests(s)
			simtest.NoTrouble(t, o.sim)
		})
	}
}

// succeeded has Ana leave the company, and a manager say of Ben that he is away.
func (o office) succeeded() {
	o.t.Helper()
	card := o.zoe.Expect("#leads", "Nadia Rahman")
	o.ana.Leave()
	o.zoe.ExpectChange(card, "*Ben Okafor*", " by ")
	o.zoe.ExpectThread(card, "🚪 Ana Duarte has left the company. Ben Okafor has it now.")
	o.mia.ExpectDM("🚪 Ana Duarte has left the company with 1 open lead. Ben Okafor has 1.")
	o.ben.ExpectDM("🚪 Ana Duarte has left the company with 1 open lead. It's yours now: `/lead mine` lists it.")
	o.ask(o.mia, "/lead away @dan until friday", "Dan ", " is away until ")
	o.dan.ExpectDM("🌴 Mia Lindqvist marked you as away until ", "Not right? Type `/lead back`.")
	o.ask(o.dan, "/lead back", "Welcome back!")
}

// digests has everybody get theirs, but who turned it off: Eva, who is a qualifier as Dan is. After another
// start nothing comes again, even at another time of the same day.
func (o office) digests(s setup) {
	o.t.Helper()
	o.eva.OpenHome()
	off := o.eva.ExpectHome("Morning briefing").Fill("digests")
	simtest.Until(o.t, o.sim, "switch that is off", func() bool { return len(off.Holds("digests")) == 0 })
	o.restart(o.t, s, digested(o.t, diaries+weeks, now().Add(-5*time.Minute)))
	diary := o.ben.ExpectDM("☀️ Good morning, Ben Okafor.", "Waiting for you", "Nadia Rahman", " by ", "Up for grabs", "Leo Brandt", "Open card")
	o.dan.ExpectDM("☀️ Good morning, ", "1 inquiry to check.", "Jonas Weber", "I'm calling")
	o.mia.ExpectDM("📅 *Your week, ", "sales-ready", "response time, 9 in 10 within", "Open leads now: Ben Okafor 1")
	friday := o.zoe.Expect("#general", "📅 *The week, ", "hot leads claimed late")
	if friday.Shows("€") || friday.Shows("Okafor") {
		o.t.Errorf("a channel that the playbook does not list reads amounts or names:\n%s", friday.Visible())
	}
	o.mia.Click(friday, "Show amounts")
	o.mia.ExpectPrivate("#general", "*Pipeline*", "amount")
	o.ben.Click(diary, "Log contact")
	o.submit(o.ben, "Log contact", "What happened?", "Reached", "Next step", "Send offer")
	o.zoe.ExpectThread(o.zoe.Expect("#leads", "Nadia Rahman"), "Ben Okafor reached them by phone.")

	o.restart(o.t, s, digested(o.t, diaries+weeks, now().Add(-6*time.Minute)))
	o.ask(o.ben, "/lead mine", "You have 1 open lead")
	for p, want := range map[*simtest.Person]int{o.ben: 1, o.dan: 1, o.eva: 0} {
		if n := o.called(p, "☀️ Good morning"); n != want {
			o.t.Errorf("%s has %d diaries, not %d", p.ID(), n, want)
		}
	}
	if n := o.zoe.Count("#general", "📅 *The week, "); n != 1 {
		o.t.Errorf("the channel has %d weeks", n)
	}
}
