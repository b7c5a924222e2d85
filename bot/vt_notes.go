package bot

import (
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

// listed is a list of leads that climbed at an instant, as told to their channel.
func listed(kind lead.NoteKind, stories ...*story) lead.Posting {
	p := lead.Posting{Key: "list:1", What: lead.List, Place: lead.Place{Channel: "#leads"}, Crew: stories[0].crew}
	for n, s := range stories {
		s.lead.ID = lead.ID(1042 + n)
		e := s.events[len(s.events)-1]
		for k := range e.Facts.Steps {
			e.Facts.Steps[k].Listed = true
		}
		p.Items = append(p.Items, lead.Item{
			Kind: kind, Lead: s.lead, Event: e, Home: lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"},
		})
	}
	return p
}

// stacked are stories of leads that came together.
func stacked(stories ...*story) lead.Posting {
	p := lead.Posting{What: lead.Stack, Crew: stories[0].crew}
	for n, s := range stories {
		s.lead.ID = lead.ID(1042 + n)
		p.Items = append(p.Items, lead.Item{Lead: s.lead})
	}
	return p
}

// reminder is a private message that reminds Ana of a lead.
func reminder(s *story, what string) lead.Posting {
	p := s.note("ana", lead.NoteReminder)
	p.Items[0].Args = []string{what}
	return p
}

var itsCard = lead.Place{Channel: "C00LEADS", TS: "1763283600.000100", Site: "https://acme.slack.example/"}

// again is a lead whose ladder is at its end.
func again(t testing.TB) lead.Item {
	s := tell(t, hot, at(60)).climb(at(60 + 120))
	return lead.Item{Kind: lead.NoteAgain, Shelf: lead.ShelfAgain, Lead: s.lead, Event: s.events[len(s.events)-1], Home: itsCard}
}
