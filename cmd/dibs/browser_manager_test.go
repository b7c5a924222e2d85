package main

import (
	"strings"
	"testing"
	"time"
)

func TestAManagersDayIsDoneOnThePage(t *testing.T) {
	t.Parallel()
	take := newCamera(t)
	text := string(hotLadder(t, "{after: 1s, do: remind, tell: manager}, {after: 10m, do: remind, tell: manager}"))
	today := now().UTC().Add(time.Duration(dawnEast(now())+tillMorning) * time.Hour)
	text = strings.Replace(text, "mon 09:00", strings.ToLower(today.Format("Mon"))+" 08:30", 1)
	d := startDay(t, []byte(text))
	d.arrivals(t, 6)
	ana, ben := d.as(t, "ana"), d.as(t, "ben")
	won := hot("Kornfeld Shops", 60)
	won["source"] = "website"
	d.lead(t, won)
	ben.Command("#general", "/lead claim Kornfeld")
	ben.ExpectPrivate("#general", "It's yours: ")
	card := ben.Expect("#leads", "Kornfeld Shops", "*Ben Okafor*")
	ben.ExpectThread(card, "Ben Okafor claimed it")
	ben.MentionIn(card, "won 31,200")
	ben.ExpectPrivateReply(card, "Closed as won: ")

	mia := d.page("user=mia&tab=messages")
	ping := mia.Finds("Hot lead unclaimed", "Priya Nair", "You're next in line")
	mia.PressIn(ping, "Assign…")
	mia.ExpectDialog("Assign")
	mia.Fill("Who should take it?", "Ben Okafor")
	ana.Command("#general", "/lead claim #1")
	ana.ExpectPrivate("#general", "It's yours: Priya Nair")
	mia.PressSubmit()
	mia.DialogShows("Ana Duarte")
	d.see(take, mia, "stale", "")
	mia.Cancel()

	d.breaks()
	mia.Finds("week")
	d.see(take, mia, "week", "")
	mia.Press("Home")
	mia.HomeShows("Now:", "Next deadlines", "Workload")
	d.see(take, mia, "manager-home", "manager-home-phone")

	d.move(t, "Europe/Berlin") // as in the pictures of the figures
	mia.OpenChannel("#general")
	mia.Says("@dibs summary by source this month")
	mia.OpenThread(mia.Finds("summary by source this month"))
	summary := mia.FindsInThread("website", "Show amounts")
	mia.PressInThread(summary, "Show amounts")
	mia.FindsInThread("Only visible to you", "€31,200")
	d.see(take, mia, "", "")
	mia.Says("/lead away @ben until friday")
	mia.Finds("Only visible to you", "Ben Okafor is away until")
	mia.OpenChannel("#leads") // where amounts may be shown
	mia.Says("/lead summary by source this month")
	mia.Finds("Only visible to you", "Pipeline", "website", "€31,200")
	d.see(take, mia, "summary", "summary-phone")
	mia.OpenChannel("Dibs")
	mia.Press("Home")
	mia.HomeShows("away until")
}
