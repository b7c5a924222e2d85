package main

import (
	"testing"
	"time"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

func TestAStatusThatComesAfterANewerOneChangesNothing(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		late := o.sim.HoldEvent("user_change")
		o.ana.SetStatus(":palm_tree:", "Vacationing", now().Add(time.Hour))
		o.ana.SetStatus("", "", time.Time{})
		late(t.Context())
		simtest.Settled(t, o.sim)
		o.ask(o.ana, "/lead back", "You weren't away")

		o.ana.SetStatus(":palm_tree:", "Vacationing", now().Add(time.Hour))
		late = o.sim.HoldEvent("user_change")
		o.ana.SetStatus("", "", time.Time{})
		o.ana.SetStatus(":palm_tree:", "Vacationing for longer", now().Add(2*time.Hour))
		late(t.Context())
		simtest.Settled(t, o.sim)
		o.ask(o.ana, "/lead back", "Welcome back")
		simtest.NoTrouble(t, o.sim)
	})
}

func TestANewcomerWhoOpensTheHomeTabBeforeSlackTellsOfThemIsKnownOnceItDoes(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		joined := o.sim.HoldEvent("team_join")
		u := slacksim.User{Name: "rita", RealName: "Rita Lang", Email: "rita@acme.example", TZ: "Europe/Berlin"}
		if _, err := o.sim.AddUser(t.Context(), u); err != nil {
			t.Fatal(err)
		}
		rita := o.as(t, "rita")
		rita.OpenHome()
		rita.ExpectHome("You haven't referred anybody yet")
		o.sim.Double(1)
		joined(t.Context())
		simtest.Settled(t, o.sim)
		o.ask(o.mia, "/lead away @rita until next friday", "Rita Lang is away until")
		rita.OpenHome()
		rita.ExpectHome("Rita Lang")
		simtest.NoTrouble(t, o.sim)
	})
}

func TestDirectMessagesThatComeSwappedAndTwiceAreEachAnsweredOnce(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		o.hot("", "Nadia Rahman")
		o.hot("", "Tom Berger")
		o.ana.Expect("#leads", "Berger GmbH", "Claim")
		late := o.sim.HoldEvent("message")
		o.ana.DM("find Rahman")
		o.sim.Double(1)
		o.ana.DM("find Berger")
		o.ana.ExpectDM("Tom Berger")
		o.sim.Double(1)
		late(t.Context())
		o.ana.ExpectDM("Nadia Rahman")
		simtest.Settled(t, o.sim)
		for _, name := range []string{"Nadia Rahman", "Tom Berger"} {
			if answers := o.ana.Count("@ana", name); answers != 1 {
				t.Errorf("%s is mentioned in %d answers", name, answers)
			}
		}
		simtest.NoTrouble(t, o.sim)
	})
}
