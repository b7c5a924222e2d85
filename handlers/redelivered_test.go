package handlers

import (
	"testing"

	"dibs/bot"
	"dibs/lead"
)

// says makes the request of a direct message to Dibs.
func says(who, text, ts string) *bot.Request {
	return &bot.Request{Kind: bot.KindEvent, User: bot.Ref{ID: "U" + who}, Event: bot.Event{
		Type: "message", User: "U" + who, Channel: "D" + who, ChannelType: "im", Text: text, TS: ts,
	}}
}

func TestARedeliveredMessageIsCarriedOutOnce(t *testing.T) {
	d := open(t)
	first, second := d.register("Nadia Rahman", "DE"), d.register("Tom Berger", "DE")
	for range 2 { // each delivery may reach another process, so memory does not help
		d.serve(says("ANA", "claim", "1700000000.000100"))
	}
	claimed := 0
	for _, id := range []lead.ID{first, second} {
		f, err := d.finder.Look(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if f.Lead.Owner != lead.NoOne {
			claimed++
		}
	}
	if claimed != 1 {
		t.Errorf("a message that Slack delivered twice claimed %d leads", claimed)
	}
	resp := d.serve(says("ANA", "claim", "1700000001.000100"))
	if f, err := d.finder.Look(t.Context(), second); err != nil || f.Lead.Owner == lead.NoOne {
		t.Errorf("the next message claimed nothing: %+v, %v", resp, err)
	}
}
