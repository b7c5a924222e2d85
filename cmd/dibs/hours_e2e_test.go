package main

import (
	"fmt"
	"testing"
	"time"

	"dibs/slacksim/simtest"
)

// midday returns a time zone where it is the middle of the day, whenever the test runs: what opens there in the
// evening stays closed for hours, and midnight is far away.
func midday(t testing.TB) *time.Location {
	t.Helper()
	for _, name := range []string{"Pacific/Honolulu", "America/Bogota", "Africa/Abidjan", "Asia/Kolkata", "Asia/Tokyo", "Pacific/Noumea"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		if h := now().In(zone).Hour(); h >= 9 && h < 16 {
			return zone
		}
	}
	t.Fatal("it is midday in none of the zones")
	return nil
}

func TestWhileATeamIsClosedItsLeadsWaitAndOnlyWhoIsOnDutyHearsOfAHotOne(t *testing.T) {
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			book, err := processes.ReadFile("testdata/hours.yaml")
			if err != nil {
				t.Fatal(err)
			}
			o := officeIn(t, s, fmt.Appendf(book, "\nhours:\n  evening: {timezone: %s, open: {mon-sun: [\"18:00-19:00\"]}}\n", midday(t)))
			o.shut()
			simtest.NoTrouble(t, o.sim)
		})
	}
}

// shut registers leads of a team that is closed, and one of a team that never closes: what happens to that one shows
// that there was enough time for rungs.
func (o office) shut() {
	o.t.Helper()
	o.from("demo", "", "Nadia Rahman")
	o.from("referral", "", "Tom Berger")
	o.from("demo", "turns", "Ida Holm")
	o.from("demo", "always", "Leo Brandt")
	hot := o.ana.Expect("#night", "Nadia Rahman", "🌙 Closed. The clock starts ", "Mia Lindqvist is on duty until ", "Sales is pinged at ", "Claim")
	warm := o.ana.Expect("#warm", "Tom Berger", "🌙 Closed. The clock starts ", "Sales is pinged at ", "Claim")
	offered := o.ana.Expect("#turns", "Ida Holm", "✋ Offered to ", "🌙 Closed. The clock starts ", "Accept")
	if warm.Shows("on duty") {
		o.t.Errorf("somebody is on duty for a warm lead:\n%s", warm.Visible())
	}
	o.mia.ExpectDM("⏱ Hot lead unclaimed: *Nadia Rahman, Rahman GmbH*. It's after hours, and you're on duty.", "Next: Sales is pinged ", "Claim", "Assign…")
	o.mia.ExpectDM("*Ida Holm, Holm GmbH*. It's after hours, and you're on duty.", "Assign…")
	o.mia.ExpectThread(hot, "🌙 After hours: Mia Lindqvist is on duty.")

	open := o.ana.Expect("#always", "Leo Brandt")
	o.ana.ExpectThread(open, "Pinged Mia Lindqvist to step in.")
	o.mia.ExpectDM("*Leo Brandt, Brandt GmbH*. You're next in line.")
	for name, card := range map[string]simtest.Message{"Nadia Rahman": hot, "Tom Berger": warm, "Ida Holm": offered} {
		if n := o.ana.CountThread(card, "⏱") + o.ana.CountThread(card, "<@"); n > 0 {
			o.t.Errorf("while the team is closed, a rung was climbed for %s:\n%s", name, o.thread(card))
		}
		want := 1
		if card.TS == warm.TS {
			want = 0
		}
		if n := o.called(o.mia, name); n != want {
			o.t.Errorf("the person on duty got %d direct messages about %s, want %d", n, name, want)
		}
		for _, p := range []*simtest.Person{o.ana, o.ben} {
			if n := o.called(p, name); n > 0 {
				o.t.Errorf("a rep got a message about %s while the team is closed", name)
			}
		}
	}

	// A rep who works late can still claim a lead as at any other time, and then nobody is called about it.
	o.ana.Click(hot, "Claim")
	o.ana.ExpectChange(hot, "*Ana Duarte*")
	o.ana.Click(warm, "Claim")
	o.ana.ExpectChange(warm, "*Ana Duarte*", " by ")
	o.ana.Click(o.ana.ExpectChange(offered, "Accept"), "Details")
	o.ana.Dismiss(o.ana.ExpectView("What happens next", "is pinged", "offered to the next rep", "After hours: Mia Lindqvist is on duty."))
	o.from("demo", "", "Vera Stein")
	o.mia.ExpectDM("*Vera Stein, Stein GmbH*. It's after hours, and you're on duty.")
	if n := o.called(o.mia, "Nadia Rahman"); n != 1 {
		o.t.Errorf("after a claim, the person on duty has %d direct messages about the lead, want only the earlier one", n)
	}
}
