package main

import (
	"testing"
)

func TestARepsDayIsDoneOnThePage(t *testing.T) {
	t.Parallel()
	take := newCamera(t)
	d := startDay(t, hotLadder(t, "{after: 10m, do: remind, tell: pool}"))
	d.arrivals(t, 6)
	d.lead(t, rescued)
	before := d.as(t, "ana")
	before.Command("#general", "/lead claim #1")
	card := before.Expect("#leads", "Priya Nair", "*Ana Duarte*")
	before.Click(card, "Log contact")
	submit(t, before, fill(before.ExpectView("Log contact"), "What happened?", "Reached", "Next step", "Send a quote for 40 seats", "Or on", d.today(), "At", "10:00"))
	before.ExpectChange(card, "Next: Send a quote")
	d.breaks()

	ana := d.page("user=ana&tab=messages")
	ana.Finds("Good morning, Ana Duarte. 1 due today", "Send a quote for 40 seats", "Chiara Wolf")
	d.see(take, ana, "diary", "diary-phone")

	ana.Press("Home")
	ana.HomeShows("Chiara Wolf", "Send a quote for 40 seats")
	d.see(take, ana, "home", "home-phone")
	ana.PressAtHome("Chiara Wolf", "Claim")
	ana.HomeShows("It's yours: Chiara Wolf")

	ana.OpenChannel("#leads")
	hot := ana.Finds("Chiara Wolf", "No answer")
	ana.PressIn(hot, "No answer")
	ana.Finds("Only visible to you", "No answer logged (1 of ")
	ana.Shows(hot, "attempt 1 of")
	ana.OpenThread(hot)
	ana.SaysInThread("@dibs remind me tomorrow 9am")
	ana.FindsInThread("Only visible to you", "Snoozed until ")
	d.as(t, "ben").Reply(before.Expect("#leads", "Chiara Wolf"), "Their CFO told me that they have budget until March.")
<<<<<<< ours
	ana.StartOn(ana.FindsInThread("Their CFO told me"), "Save as comment")
	ana.FindsInThread("Ben Okafor", "budget until March", "saved by Ana Duarte")
	ana.FindsInThread("Only visible to you", "Saved on Chiara Wolf")
||||||| base
	ana.StartOn(ana.FindsInThread("Their CFO told me"), "Save as comment")
	ana.FindsInThread("Ben Okafor", "budget until March", "noted by Ana Duarte")
	ana.FindsInThread("Only visible to you", "Comment saved on Chiara Wolf")
=======
	ana.StartOn(ana.FindsInThread("Their CFO told me"), "Save as note")
	ana.FindsInThread("Ben Okafor", "budget until March", "noted by Ana Duarte")
	ana.FindsInThread("Only visible to you", "Noted on Chiara Wolf")
>>>>>>> theirs
	d.see(take, ana, "thread", "")
	ana.PressIn(hot, "Hand back")
	ana.ExpectDialog("Hand back")
	ana.Fill("Why?", "wrong team")
	d.see(take, ana, "", "")
	ana.Submit()
	ana.Shows(hot, "Claim")

	private(ana)
	ana.Says("what is due today?")
	ana.Finds("due today", "Send a quote for 40 seats")
	d.see(take, ana, "chat", "")
	ana.OpenChannel("#general")
	ana.Start("Refer a lead")
	ana.ExpectDialog("Refer a lead")
	ana.Fill("Who is it?", "Tom Berger tom@berger.example")
	ana.Fill("Why should we talk to them?", "They fit out twelve shops next year.")
	d.see(take, ana, "refer", "")
	ana.Submit()
	private(ana).Finds("Thank you!", "Tom Berger")
}
