package main

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dibs/lead"
	"dibs/slacksim/simtest"
)

//go:embed testdata/*.yaml
var processes embed.FS

// wholeProcess is the playbook of a test: the common part, and what the file adds.
func wholeProcess(t testing.TB, file string) []byte {
	t.Helper()
	var whole []byte
	for _, name := range []string{"teams.yaml", file} {
		part, err := processes.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		whole = append(whole, part...)
	}
	return whole
}

// inProcess runs a test in each setup, in an office that works by a playbook of its own.
func inProcess(t *testing.T, file string, f func(t *testing.T, o office)) {
	t.Helper()
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			o := officeIn(t, s, wholeProcess(t, file))
			f(t, o)
			simtest.NoTrouble(t, o.sim)
		})
	}
}

func TestLeadsGoRoundATeamInTurnAndWhoeverAsksLearnsWhy(t *testing.T) {
	inProcess(t, "turns.yaml", func(_ *testing.T, o office) {
		o.shared()
		sideBySide(o.passedOn(), o.nobodyLeft(), o.knownCompany(), o.unanswered())
	})
}

// shared are four leads at once; two are Ana's share.
func (o office) shared() {
	o.t.Helper()
	got := map[string]int{}
	for n := range 4 {
		receiver, _ := o.offeredTo(o.from("referral", "shares", fmt.Sprintf("Ida Holm%d", n)))
		got[receiver]++
	}
	if got["Ana Duarte"] != 2 || got["Ben Okafor"] != 1 || got["Eva Novak"] != 1 {
		o.t.Errorf("four leads, with a weight of two for Ana, were distributed as %v", got)
	}
}

// passedOn is a lead that two people pass: it stays with the pool, and the manager decides.
func (o office) passedOn() []func() {
	var card, offer simtest.Message
	var first, second *simtest.Person
	var one, two string
	id := o.from("demo", "", "Nadia Rahman")
	return []func(){
		func() {
			one, first = o.offeredTo(id)
			card = o.zoe.Expect("#turns", "Nadia Rahman", "✋ Offered to "+one+" (next in line) until", "After that, the next rep is asked.",
				"Accept", "Pass")
			if card.Shows("Claim") {
				o.t.Errorf("others could claim a lead that is offered:\n%s", card.Visible())
			}
			offer = first.ExpectDM("It's your turn for a hot lead: *Nadia Rahman, Rahman GmbH*. Please respond by", "Accept", "Pass", "Details")
			said := o.told(o.mia, "#turns", func() { o.mia.Click(card, "Accept") })
			if !strings.HasPrefix(said, "This is offered to "+one+". Only they or their backup can accept or pass.") {
				o.t.Errorf("accepting what is offered to somebody else is answered with %q", said)
			}
		},
		func() {
			first.Click(offer, "Pass")
			o.submit(first, "Pass", "Why?", "on the road")
			o.zoe.ExpectThread(card, one+" passed: on the road.", "Offered to ", one+" had it before.")
			two, second = o.offeredTo(id)
			second.Click(second.ExpectDM("Nadia Rahman", "Accept"), "Pass")
			o.submit(second, "Pass")
		},
		func() {
			o.zoe.ExpectThread(card, "No one took it (2 offers, and the playbook allows no more).", "or Mia Lindqvist can assign it.")
			card = o.zoe.ExpectChange(card, "🙋 No one took it", "Claim", "Not a fit")
			if one == two || card.Shows("Accept") {
				o.t.Errorf("offered to %s and then to %s, the card shows\n%s", one, two, card.Visible())
			}
			for _, p := range []*simtest.Person{o.ana, o.ben, o.eva} {
				if n := o.called(p, "your turn for a hot lead: *Nadia Rahman"); n > 1 {
					o.t.Errorf("somebody got %d direct messages about one offer", n)
				}
			}
			o.ask(o.mia, "/lead show "+id.String(), "not offered to anyone, because the playbook allows no more offers",
				"• "+one+" had it before", "• "+two+" had it before", "could take it: ")
		},
		func() {
			stuck := o.mia.ExpectDM("No one took this hot lead (2 offers): *Nadia Rahman", "Please assign it.", "Assign…", "Claim")
			o.mia.Click(stuck, "Assign…")
			o.submit(o.mia, "Assign", "Who should take it?", one)
			first.ExpectDM("Mia Lindqvist offers you a hot lead: *Nadia Rahman", "Accept")
		},
	}
}

// nobodyLeft is a lead of a team of two. One of them has no capacity left.
func (o office) nobodyLeft() []func() {
	var card simtest.Message
	for n := range 2 {
		o.from("demo", "inside", fmt.Sprintf("Noor Aziz%d", n))
	}
	id := o.from("demo", "inside", "Leo Brandt")
	record := []string{
		"Rule: Inside. Offered in turn in Inside.", "#inside · rep", "not offered to anyone",
		"• Carla Reyes had it before", "• Lin Zhou has 1 of 1 open lead", "by playbook ",
	}
	return []func(){
		func() {
			card = o.zoe.Expect("#inside", "Leo Brandt", "Offered to Carla Reyes", "it's up to Mia Lindqvist")
			o.carla.Click(o.carla.ExpectDM("Leo Brandt"), "Pass")
			o.submit(o.carla, "Pass")
		},
		func() {
			o.mia.ExpectDM("No one is available for this hot lead: *Leo Brandt", "Carla Reyes had it before", "Lin Zhou has 1 of 1 open lead", "Assign…", "Claim")
			o.ask(o.mia, "/lead show "+id.String(), record...)
			card = o.lin.ExpectChange(card, "No one is left to offer it to", "Claim")
			o.mia.Click(card, "Details")
			history := "Offered to Carla Reyes (next in line). Lin Zhou has 1 of 1 open lead."
			o.mia.Dismiss(o.mia.ExpectView(append(record, history)...))
		},
		func() {
			o.lin.Click(card, "Claim")
			o.lin.ExpectChange(card, "*Lin Zhou*")
		},
	}
}

// knownCompany is a lead from a company that is already somebody's lead.
func (o office) knownCompany() []func() {
	first := o.from("demo", "known", "Kim Keller")
	o.claim(o.ben, first)
	id := o.from("demo", "known", "Jo Keller")
	why := "(works with this company, " + first.String() + ")"
	return []func(){
		func() {
			card := o.zoe.Expect("#known", "Jo Keller", "Offered to Ben Okafor "+why+" until", "After that, the next rep is asked.", "Accept")
			o.ask(o.mia, "/lead show "+id.String(), "offered to Ben Okafor "+why, "• Ben Okafor could take it", "weight 1")
			o.ben.ExpectDM("You work with this company ("+first.String()+"), so this hot lead is yours to accept: *Jo Keller", "Accept")
			o.ask(o.ben, "/lead claim "+id.String(), "It's yours: Jo Keller")
			o.ben.ExpectChange(card, "*Ben Okafor*")
		},
	}
}

// unanswered is a lead that is offered to two people. Neither responds.
func (o office) unanswered() []func() {
	o.from("newsletter", "slow", "Tom Berger")
	return []func(){
		func() {
			card := o.zoe.Expect("#slow", "Tom Berger")
			o.zoe.ExpectThread(card, "didn't respond.", "No one took it (2 offers, and the playbook allows no more).")
			said, offered := o.thread(card), 0
			for _, name := range receivers {
				n := strings.Count(said, "Offered to "+name)
				if n > 1 || n != strings.Count(said, name+" didn't respond.") {
					o.t.Errorf("it was offered to %s %d times:\n%s", name, n, said)
				}
				offered += n
			}
			if offered != 2 {
				o.t.Errorf("it was offered to %d people:\n%s", offered, said)
			}
			o.zoe.ExpectChange(card, "Claim")
			o.mia.ExpectDM("this cold lead", "*Tom Berger", "Assign…")
		},
	}
}

// from registers a lead with a source, from a company of its own.
func (o office) from(source, campaign, name string) lead.ID {
	o.t.Helper()
	return o.register(map[string]any{
		"source": source, "campaign": campaign, "name": name, "email": strings.ReplaceAll(name, " ", "@") + ".example",
		"company": firm(name), "employees": 420,
	})
}

// offeredTo returns the person a lead is offered to.
func (o office) offeredTo(id lead.ID) (name string, p *simtest.Person) {
	o.t.Helper()
	said := o.ask(o.mia, "/lead show "+id.String())
	i := slices.IndexFunc(receivers, func(name string) bool {
		return strings.Contains(said, "✋ Offered to "+name+" (next in line) until ")
	})
	if i < 0 {
		o.t.Fatalf("%s is offered to nobody:\n%s", id, said)
	}
	return receivers[i], o.receivers()[i]
}

// receivers are the names of the people who can be offered a lead.
var receivers = []string{"Ana Duarte", "Ben Okafor", "Eva Novak", "Carla Reyes", "Lin Zhou"}

// receivers are the people who can be offered a lead, in the order of their names.
func (o office) receivers() []*simtest.Person {
	return []*simtest.Person{o.ana, o.ben, o.eva, o.carla, o.lin}
}
