package main

import (
	"testing"
	"time"

	"dibs/slacksim/simtest"
)

func TestPeopleAreAwayByWordByStatusAndByTheirManager(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		o.ask(o.mia, "/lead away @ben until next friday", "Ben Okafor is away until")
		o.ask(o.mia, "/lead back @ben", "is back and gets new leads again")
		o.ask(o.ana, "/lead away @ben", "Only a manager")
		o.ask(o.ana, "/lead away until the end of the week", "You're away until")
		o.ask(o.ana, "/lead back", "Welcome back")
		o.ana.SetStatus(":palm_tree:", "Vacationing", now().Add(time.Hour))
		o.ask(o.ana, "/lead back", "Welcome back")
		o.ask(o.ana, "/lead back", "You weren't away")
		o.ana.SetStatus(":palm_tree:", "Vacation again", now().Add(time.Hour))
		o.ana.SetStatus("", "", time.Time{})
		o.ask(o.ana, "/lead back", "You weren't away")
		o.ask(o.ana, "/lead away on friday", "as a date in the future")
		o.ask(o.ana, "/lead find https://acme.example", "No lead found for")
		simtest.NoTrouble(t, o.sim)
	})
}
