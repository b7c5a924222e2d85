package lead_test

import (
	"dibs/lead"
	"testing"
	"time"
)

func TestANoteIsTheSameForTheSameReceiverAndEventAndOnlyThen(t *testing.T) {
	e := lead.Event{Lead: 1042, N: 3}
	toAna := lead.NoteOf(lead.NoteClimbed, "ana", e, time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC))
	keys := map[string]string{}
	for name, n := range map[string]lead.Note{
		"to Ana":                toAna,
		"to Ben":                lead.NoteOf(lead.NoteClimbed, "ben", e, time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)),
		"in a channel":          lead.NoteIn(lead.NoteHeld, "#leads", e, time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)),
		"of the next event":     lead.NoteOf(lead.NoteClimbed, "ana", lead.Event{Lead: 1042, N: 4}, time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)),
		"of another lead":       toAna.About(7),
		"in one of another one": lead.NoteIn(lead.NoteHeld, "#leads", e, time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)).About(7),
	} {
		if other, taken := keys[n.Key]; taken {
			t.Errorf("the notes %s and %s have the same key %s", name, other, n.Key)
		}
		keys[n.Key] = name
	}
	unborn := lead.NoteOf(lead.NoteClimbed, "ana", lead.Event{N: 3}, time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)).About(1042)
	if unborn.Key != toAna.Key {
		t.Errorf("a lead that got its number later has the key %s, want %s", unborn.Key, toAna.Key)
	}
}

func TestAReminderTellsWhoAskedAndForWhen(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	n := lead.Note{Kind: lead.NoteReminder, Args: lead.AskedArgs("call them", "ana", at)}
	if by, when, ok := n.Asked(); !ok || by != "ana" || !when.Equal(at) {
		t.Errorf("asked by %s for %v (%v)", by, when, ok)
	}
	for name, other := range map[string]lead.Note{
		"their own reminder": {Kind: lead.NoteReminder, Args: []string{"call them"}}, "another note": {Kind: lead.NoteLeft, Args: n.Args},
		"a time that is none": {Kind: lead.NoteReminder, Args: []string{"call them", "ana", "soon"}},
	} {
		if _, _, ok := other.Asked(); ok {
			t.Errorf("%s was asked for by somebody else", name)
		}
	}
}
