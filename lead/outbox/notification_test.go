package outbox_test

import (
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

func TestANoteIsTheSameForTheSameReceiverAndEventAndOnlyThen(t *testing.T) {
	e := lead.Event{Lead: 1042, N: 3}
	toAna := outbox.NotifyPerson(outbox.NotifyEscalation, "ana", e, time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC))
	keys := map[string]string{}
	for name, n := range map[string]outbox.Notification{
		"to Ana":                           toAna,
		"to Ben":                           outbox.NotifyPerson(outbox.NotifyEscalation, "ben", e, time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)),
		"in a channel":                     outbox.NotifyChannel(outbox.NotifyHeld, "#leads", e, time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)),
		"about the next event":             outbox.NotifyPerson(outbox.NotifyEscalation, "ana", lead.Event{Lead: 1042, N: 4}, time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)),
		"about another lead":               toAna.ForLead(7),
		"in a channel, about another lead": outbox.NotifyChannel(outbox.NotifyHeld, "#leads", e, time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)).ForLead(7),
	} {
		if other, taken := keys[n.Key]; taken {
			t.Errorf("the notifications %s and %s have the same key %s", name, other, n.Key)
		}
		keys[n.Key] = name
	}
	unborn := outbox.NotifyPerson(outbox.NotifyEscalation, "ana", lead.Event{N: 3}, time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)).ForLead(1042)
	if unborn.Key != toAna.Key {
		t.Errorf("after ForLead the key is %s, want %s", unborn.Key, toAna.Key)
	}
}

func TestAReminderTellsWhoAskedAndForWhen(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	n := outbox.Notification{Kind: outbox.NotifyReminder, Args: outbox.RequestArgs("call them", "ana", at)}
	if by, when, ok := n.RequestedBy(); !ok || by != "ana" || !when.Equal(at) {
		t.Errorf("asked by %s for %v (%v)", by, when, ok)
	}
	for name, other := range map[string]outbox.Notification{
		"their own reminder": {Kind: outbox.NotifyReminder, Args: []string{"call them"}}, "another notification": {Kind: outbox.NotifyDeparture, Args: n.Args},
		"an invalid time": {Kind: outbox.NotifyReminder, Args: []string{"call them", "ana", "soon"}},
	} {
		if _, _, ok := other.RequestedBy(); ok {
			t.Errorf("%s: RequestedBy is ok", name)
		}
	}
}
