package bot

import (
	"fmt"
	"strings"
	"testing"

	"dibs/lead"
)

func (s *story) note(to lead.PersonID, k lead.NoteKind) lead.Posting {
	e := s.events[len(s.events)-1]
	return lead.Posting{
		Key: "note:1", What: lead.Private, To: to, Crew: s.crew,
		Items: []lead.Item{{Kind: k, Lead: s.lead, Event: e, Home: lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"}}},
	}
}

func TestADirectMessageSaysWhyItComesAndWhatToPress(t *testing.T) {
	cases := []struct {
		name string
		tell func(testing.TB) *story
		to   lead.PersonID
		kind lead.NoteKind
	}{
		{"pool", func(t testing.TB) *story { return tell(t, hot, at(60)).climb(at(63)) }, "ana", lead.NoteClimbed},
		{"manager", func(t testing.TB) *story { return tell(t, hot, at(60)).climb(at(70)) }, "mia", lead.NoteClimbed},
		{"manager_again", func(t testing.TB) *story { return tell(t, hot, at(60)).climb(at(60 + 120)) }, "mia", lead.NoteClimbed},
		{"offered", offeredToBen, "ben", lead.NoteOffered},
		{"no_contact", func(t testing.TB) *story { return claimed(t).climb(at(76)) }, "ana", lead.NoteClimbed},
		{"next_step", func(t testing.TB) *story { return contacted(t).climb(at(24*60 + 360)) }, "ana", lead.NoteClimbed},
		{"lapsed", func(t testing.TB) *story { return claimed(t).climb(at(61 + 61)) }, "ana", lead.NoteLapsed},
		{"qualify", func(t testing.TB) *story { return tell(t, curious, at(60)).climb(at(60 * 24 * 2)) }, "dan", lead.NoteClimbed},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := c.tell(t)
			golden(t, "note/"+c.name, Private(s.note(c.to, c.kind), s.pb))
		})
	}
}

func TestSeveralMattersAreOneMessage(t *testing.T) {
	s := tell(t, hot, at(60)).climb(at(63))
	p := s.note("ana", lead.NoteClimbed)
	p.Items = append(p.Items, contacted(t).climb(at(24*60+360)).note("ana", lead.NoteClimbed).Items...)
	p.Items = append(p.Items, claimed(t).climb(at(61+61)).note("ana", lead.NoteLapsed).Items...)
	golden(t, "note/several", Private(p, s.pb))
	for n := range 100 {
		p.Items = append(p.Items, p.Items[n%3])
	}
	m := Private(p, s.pb)
	taken(t, m)
	if !strings.Contains(string(raw(t, m)), fmt.Sprintf("and %d more", 103-mostItems)) {
		t.Error("a long list does not say that it goes on")
	}
}
