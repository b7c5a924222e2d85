package main

import (
	"fmt"
	"strings"
	"testing"

	"dibs/slacksim/pagetest"
)

// audience are the people who attended the webinar and ask for more, each with their company.
var audience = strings.Split(strings.TrimSpace(`
Ines Sol, Sol Logística
Leo Brandt, Brandt Wärme
Tom Berger, Berger Ladenbau
Ida Holm, Holm & Søn
Omar Haddad, Haddad Feinkost
Laura Nowak, Nowak Druck
Sven Lund, Lund Boote
Greta Vogel, Vogel Optik
Paul Adler, Adler Küchen
Nina Kraus, Kraus Reisen
Jan Mertens, Mertens Saatgut
Rosa Lang, Lang Pflege
Emil Fuchs, Fuchs Elektro
Mara Stein, Stein & Ton
Luis Roth, Roth Metallbau
Anna Weiss, Weiss Textil
Karl Busch, Busch Gartenbau
Vera Kohl, Kohl Transporte
`), "\n")

func TestACrowdIsWorkedFromTheListOnThePage(t *testing.T) {
	t.Parallel()
	take := newCamera(t)
	p := startDemo(t, demoPlaybook)
	takes := busySlack(p.sim, "chat.postMessage")
	titles := []string{"Head of Operations", "Owner", "VP Sales", "Director of IT"}
	for n, who := range audience {
		name, company, _ := strings.Cut(who, ", ")
		p.lead(t, map[string]any{
			"source": "webinar", "campaign": "spring-webinar", "name": name, "company": company, "title": titles[n%len(titles)],
			"employees": 24 + 37*n%160, "country": []string{"DE", "AT", "CH"}[n%3], "email": strings.ToLower(strings.Fields(name)[0]) + "@" + strings.ToLower(strings.Fields(company)[0]) + ".example",
		})
	}
	takes()
	ana := pagetest.Open(t, p.url+"/?user=ana&channel=leads")
	ana.Resize(1440, 900)
	list := ana.Finds("🗂", "warm leads are up for grabs", "Vera Kohl, Kohl Transporte", "When you claim one, it gets its own card")
	take.shoot(ana, "crowd")
	take.onPhone(ana, "crowd-phone")
	_, row, _ := strings.Cut(ana.Text(list), "Warm · ")
	name, _, _ := strings.Cut(row, ",")
	ana.PressIn(list, "Claim")
	ana.Finds("Only visible to you", "It's yours: "+name)
	ana.Finds(name, "Ana Duarte claimed it", "Log contact")
	ana.Sees(fmt.Sprintf(`!document.querySelector('[data-ts="%s"]').innerText.includes(%q)`, list.TS, name))
}
