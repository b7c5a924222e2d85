package main

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"dibs/slacksim/simtest"
)

// digested is the office's playbook with digests due at a time on any day; digests is a format for that time.
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

// First only the briefings, due hours after the test could reach them; then also the digests that are still sent a
// day late.
const (
	diaries = "digests:\n  reps: %[1]q\n"
	weeks   = "  managers: \"mon-sun %[1]s\"\n  channel: {to: \"#general\", at: \"mon-sun %[1]s\"}\n"
)

// restart stops the program and starts it with another playbook, in the same workspace.
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

// In succeeded, Ana leaves the company, and a manager marks Dan as away.
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

// In digests, everybody gets theirs, except Eva, a qualifier like Dan, who turned it off. After another restart
// nothing is sent again, even at another time of the same day.
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
		o.t.Errorf("a channel that the playbook does not list is shown amounts or names:\n%s", friday.Visible())
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
			o.t.Errorf("%s got %d briefings, want %d", p.ID(), n, want)
		}
	}
	if n := o.zoe.Count("#general", "📅 *The week, "); n != 1 {
		o.t.Errorf("the channel got the review of the week %d times", n)
	}
}
