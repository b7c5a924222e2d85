package main

import (
	"strings"
	"testing"

	"dibs/lead"
	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

func TestAPartnerSeesWhatIsOfferedToItAndNobodyElsesLeads(t *testing.T) {
	inProcess(t, "partners.yaml", func(_ *testing.T, o office) {
		sideBySide(o.accepted(), o.passedByPartner(), o.cameHome())
	})
}

// sold registers a hot lead with everything that a partner may not see at first.
func (o office) sold(campaign, country, name string) lead.ID {
	o.t.Helper()
	return o.register(map[string]any{
		"source": "demo", "campaign": campaign, "country": country, "name": name, "company": firm(name), "employees": 420,
		"email": strings.ReplaceAll(name, " ", "@") + ".example", "phone": "+34 91 5550123", "message": "Please call me about the fleet.",
	})
}

// secrets are what a partner's people see of a lead only once one of them has accepted it.
func secrets(name string) []string {
	return []string{strings.ReplaceAll(strings.ToLower(name), " ", "@") + ".example", "+34915550123", "about the fleet"}
}

// accepted is a lead that a partner accepts.
func (o office) accepted() []func() {
	const name = "Nadia Rahman"
	var card simtest.Message
	id := o.sold("iberia", "ES", name)
	return []func(){
		func() {
			card = o.pia.Expect("#iberia", name, "✋ Offered to iberia until", "After that, it goes back to Acme.", "🔒 You'll see e-mail, phone and message once you accept.",
				"Accept", "Pass", "Details")
			if card.Shows("Claim") || card.Shows("Assign…") || card.Shows("Merge…") {
				o.t.Errorf("a partner's card has buttons that are not for partners:\n%s", card.Visible())
			}
			for _, p := range []*simtest.Person{o.pia, o.pau} {
				p.ExpectDM("Hot lead for iberia: *Nadia Rahman, Rahman GmbH*. First to accept gets it. Please respond by", "Accept", "Pass")
			}
			o.ask(o.ana, "/lead claim "+id.String(), "Rahman GmbH is offered to iberia.")
		},
		func() {
			o.pia.Click(card, "Details")
			o.pia.Dismiss(o.pia.ExpectView("Lead "+id.String(), name))
			o.ask(o.pau, "/lead show "+id.String(), name, "🔒 You'll see e-mail, phone and message once you accept.")
			o.ask(o.pau, "/lead find Rahman", name)
			o.hidden(secrets(name)...)
			o.blind(o.nils, card, id, name)
			o.ask(o.nils, "/lead claim", "No leads waiting for you right now.")
			for _, c := range []string{"#nordic", "#gallic", "@nils"} {
				o.without(c, o.sim.History(c), []string{"Rahman"})
			}
		},
		func() {
			o.ask(o.pau, "/lead claim", "It's yours: "+name)
			card = o.pia.ExpectChange(card, append(secrets(name), "*Pau Vidal*", "Log contact")...)
			o.ask(o.pia, "/lead show "+id.String(), secrets(name)...)
			o.ask(o.pau, "/lead mine", name)
			o.blind(o.nils, card, id, name)
		},
	}
}

// passedByPartner is a lead that a partner does not want.
func (o office) passedByPartner() []func() {
	const name = "Tom Berger"
	var card simtest.Message
	id := o.sold("iberia", "PT", name)
	return []func(){
		func() {
			card = o.pau.Expect("#iberia", name, "Pass")
			o.pau.Click(card, "Pass")
			o.submit(o.pau, "Pass", "Why?", "no capacity")
		},
		func() {
			home := o.ana.Expect("#leads", name, "Claim", "Not a fit")
			o.ana.ExpectThread(home, "Pau Vidal passed: no capacity.")
			card = o.pau.ExpectChange(card, id.String()+" isn't here any more.")
			if card.Shows("Berger") {
				o.t.Errorf("a partner sees the name of a lead that is no longer theirs:\n%s", card.Visible())
			}
			o.hidden(secrets(name)...)
			o.blind(o.pia, card, id, "Tom Berger")
			o.ana.Click(home, "Claim")
			o.ana.ExpectChange(home, "*Ana Duarte*", "+34915550123")
		},
	}
}

// cameHome are a lead that a partner does not answer, and leads that never get to one.
func (o office) cameHome() []func() {
	o.sold("nordic", "NO", "Ida Holm")
	o.sold("gallic", "FR", "Leo Brandt")
	o.sold("iberia", "DE", "Vera Stein")
	return []func(){
		func() {
			late := o.ana.Expect("#leads", "Ida Holm", "Claim")
			o.ana.ExpectThread(late, "nordic didn't respond.")
			o.nils.Expect("#nordic", "isn't here any more")
			o.nils.ExpectNone("#nordic", "Ida Holm")
		},
		func() {
			o.ana.Expect("#leads", "Leo Brandt", "Nobody at gallic is in this workspace, so it stays with us", "Claim")
			o.ana.Expect("#leads", "Vera Stein", "iberia only sells in ES or PT, not in DE", "Claim")
			for _, c := range []string{"#iberia", "#gallic", "#nordic"} {
				o.zoe.ExpectNone(c, "Leo Brandt")
				o.zoe.ExpectNone(c, "Vera Stein")
			}
		},
	}
}

// hidden checks that nothing that partners' people can read in their channels and messages contains the words.
func (o office) hidden(words ...string) {
	o.t.Helper()
	for _, c := range []string{"#iberia", "#nordic", "@pia", "@pau", "@nils"} {
		o.without(c, o.sim.History(c), words)
	}
}

func (o office) without(where string, said []slacksim.Message, words []string) {
	o.t.Helper()
	for _, m := range said {
		seen := simtest.Message{Message: m}.Visible() + string(m.Metadata)
		for _, w := range words {
			if strings.Contains(seen, w) {
				o.t.Errorf("a message in %s contains %q:\n%s", where, w, seen)
			}
		}
	}
}

// In blind, somebody has got hold of the card of a lead that is not theirs, and tries everything that might reveal it.
func (o office) blind(p *simtest.Person, card simtest.Message, id lead.ID, name string) {
	o.t.Helper()
	words := append(secrets(name), name, lastName(name))
	none := func(did, said string) {
		o.t.Helper()
		for _, w := range words {
			if strings.Contains(strings.ReplaceAll(said, "“"+lastName(name)+"”", ""), w) { // the answer repeats the question
				o.t.Errorf("%s is answered with %q:\n%s", did, w, said)
			}
		}
	}
	of := lastName(name)
	for _, line := range []string{
		"show " + id.String(), "show " + of, "find " + of, "find customer", "find " + id.String(), "claim " + id.String(), "claim " + of, "mine", "next", "summary",
		"definition " + id.String(),
	} {
		none("/lead "+line, o.ask(p, "/lead "+line))
	}
	p.OpenHome()
	none("the home tab", p.ExpectHome("").Visible())
	for _, label := range []string{"Details", "Accept", "Pass", "Log contact"} {
		if card.Shows(label) {
			none(label, o.told(p, card.Channel, func() { p.Click(card, label) }))
			p.ExpectNoView()
		}
	}
}
