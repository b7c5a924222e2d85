package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"dibs/slacksim/simtest"
)

func TestAfterDowntimeWhatIsOverdueIsOneMessageForEach(t *testing.T) {
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			clock := newClock()
			sim, env, text := administeredAt(t, s, clock)
			text = laddered(t, text, "warm", "{after: 2m, do: remind, tell: pool}, {after: 4m, do: remind, tell: manager}, {after: 9h, do: remind, tell: manager}")
			writePlaybook(t, env, text)
			killed, err := spawn(env, "serve")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = killed.cmd.Process.Kill() })
			p := process{killed, t, env["DIBS_PLAYBOOK"]}.hears(sim, env)
			ana, mia := p.as(t, "ana"), p.as(t, "mia")
			var cards []simtest.Message
			for n := range 20 { // one after another, so that each gets a card of its own
				name := fmt.Sprintf("Noor Aziz%d", n)
				p.register(t, fromDACH("referral", name))
				cards = append(cards, ana.Expect("#leads", name+",", "☀️ *Warm*"))
			}
			killed.kill()

			// An hour later it starts again. The clock stands still until everything overdue has been found.
			clock.stop()
			clock.forward(time.Hour)
			p = &program{sim: sim, env: env, clock: clock}
			p.run(t)
			p.connect(t, s)
			for _, card := range cards {
				ana.ExpectThread(card, "Unclaimed for ")
			}
			p.pass(gathering)
			list := ana.Expect("#leads", "⏱ 20 leads are waiting", ": who's taking which?", "Noor Aziz0", "Noor Aziz19")
			for _, who := range []*simtest.Person{ana, p.as(t, "ben")} {
				if n := strings.Count(string(list.Blocks), "<@"+who.ID()+">"); n != 1 {
					t.Errorf("somebody of the pool is mentioned %d times in the list", n)
				}
			}
			mia.ExpectDM("⏱ 20 leads need you:", "unclaimed for 4 min: *Noor Aziz0,", "unclaimed for 4 min: *Noor Aziz19,")

			// By the turn of the next lead, nothing more has been sent about the others.
			p.register(t, fromDACH("referral", "Vera Stein"))
			card := ana.Expect("#leads", "Vera Stein", "☀️ *Warm*")
			p.pass(2*time.Minute + time.Second)
			ana.ExpectThread(card, "Unclaimed for 2 min.")
			p.pass(2 * time.Minute)
			ana.ExpectThread(card, "Unclaimed for 4 min.")
			p.pass(gathering)
			mia.ExpectDM("Warm lead unclaimed for 4 min: *Vera Stein")
			if n := mia.Count(mia.ID()); n != 2 {
				t.Errorf("the manager got %d direct messages, want one about all leads and one about the next", n)
			}
			if n := ana.Count("#leads", "⏱ 20 leads are waiting") + ana.Count(ana.ID()); n != 1 {
				t.Errorf("a rep got %d messages, want the one list", n)
			}
			simtest.NoTrouble(t, sim)
		})
	}
}

func TestOpenLeadsFollowAReloadRepeatNothingAndKeepTheDefinitionTheyWereJudgedBy(t *testing.T) {
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			sim, env, text := administered(t, s)
			writePlaybook(t, env, laddered(t, text, "hot", "{after: 1s, do: remind, tell: pool}, {after: 1h, do: remind, tell: manager}"))
			serving := launch(t, env)
			o := office{program: serving.hears(sim, env), t: t}
			o.ana, o.mia = o.as(t, "ana"), o.as(t, "mia")
			id := o.register(fromDACH("demo", "Nadia Rahman"))
			card := o.ana.Expect("#leads", "Nadia Rahman", "🔥 *Hot*")
			o.ana.ExpectThread(card, "Unclaimed for 1 s.")
			o.ana.ExpectChange(card, "Mia Lindqvist is pinged at ")
			before := version(t, o.ask(o.ana, "/lead definition", "What counts as a lead here", "A lead is a company we can serve"))

			changed := laddered(t, text, "hot", "{after: 1s, do: remind, tell: pool}, {after: 4s, do: remind, tell: manager}")
			serving.rewrite(strings.Replace(changed, "A lead is a company we can serve", "A lead is a firm of our region", 1))
			serving.logs("playbook reloaded")
			after := version(t, o.ask(o.ana, "/lead definition", "What counts as a lead here", "A lead is a firm of our region"))
			was := version(t, o.ask(o.ana, "/lead definition "+id.String(),
				"What counted as a lead when "+id.String()+" was judged", "A lead is a company we can serve"))
			if before == after || was != before {
				t.Errorf("the playbooks are %s, then %s; the lead was judged by %s", before, after, was)
			}

			o.mia.ExpectDM("Hot lead unclaimed for 4 s: *Nadia Rahman")
			o.ana.ExpectThread(card, "Unclaimed for 4 s. Pinged Mia Lindqvist to step in.")
			if n := o.ana.CountThread(card, "Unclaimed for 1 s."); n != 1 {
				t.Errorf("a step of the ladder was taken %d times:\n%s", n, o.thread(card))
			}
			o.sent(201, o.engagementsOf(id), `{"event":"newsletter"}`, apiKey())
			o.ana.Click(card, "Details")
			o.ana.Dismiss(o.ana.ExpectView("Reads the newsletter +5. 🔥 Hot", "Playbook "+after+".", "Sales-ready.", "Playbook "+before+"."))
			o.ask(o.ana, "/lead definition "+id.String(), "A lead is a firm of our region") // it was judged again
			simtest.NoTrouble(t, sim)
		})
	}
}

// fromDACH is an inquiry that the demo's playbook sends to #leads.
func fromDACH(source, name string) map[string]any {
	return map[string]any{
		"source": source, "name": name, "email": mailbox(name), "company": firm(name), "employees": 60, "country": "DE", "title": "Head of sales",
	}
}

// laddered is a text of the demo's playbook with another claim ladder for hot or for warm leads.
func laddered(t *testing.T, text, temperature, rungs string) string {
	t.Helper()
	next := map[string]string{"hot": "\n    warm:", "warm": "\n    cold:"}[temperature]
	ladder := regexp.MustCompile(`(?s)(\n  claim:\n.*?    ` + temperature + `:).*?` + next)
	if !ladder.MatchString(text) {
		t.Fatalf("the demo's playbook has no claim ladder for %s leads where it is expected", temperature)
	}
	return ladder.ReplaceAllString(text, "${1} ["+rungs+"]"+next)
}

// writePlaybook replaces the playbook of a program that is not running.
func writePlaybook(t *testing.T, env map[string]string, text string) {
	t.Helper()
	if err := os.WriteFile(env["DIBS_PLAYBOOK"], []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// version returns the playbook version that an answer names.
func version(t *testing.T, said string) string {
	t.Helper()
	m := regexp.MustCompile(`Playbook ([0-9a-f]{8})`).FindStringSubmatch(said)
	if m == nil {
		t.Fatalf("no playbook is named:\n%s", said)
	}
	return m[1]
}
