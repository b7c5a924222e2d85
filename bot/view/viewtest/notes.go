package viewtest

import (
	"testing"

	"dibs/lead"
)

func (s *Story) Note(to lead.PersonID, k lead.NoteKind) lead.Posting {
	e := s.Events[len(s.Events)-1]
	return lead.Posting{
		Key: "note:1", What: lead.Private, To: to, Crew: s.Crew,
		Items: []lead.Item{{Kind: k, Lead: s.Lead, Event: e, Home: lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"}}},
	}
}

// listed is a list of leads that climbed at an instant, as told to their channel.
func Listed(kind lead.NoteKind, stories ...*Story) lead.Posting {
	p := lead.Posting{Key: "list:1", What: lead.List, Place: lead.Place{Channel: "#leads"}, Crew: stories[0].Crew}
	for n, s := range stories {
		s.Lead.ID = lead.ID(1042 + n)
		e := s.Events[len(s.Events)-1]
		for k := range e.Facts.Steps {
			e.Facts.Steps[k].Listed = true
		}
		p.Items = append(p.Items, lead.Item{
			Kind: kind, Lead: s.Lead, Event: e, Home: lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"},
		})
	}
	return p
}

// stacked are stories of leads that came together.
func Stacked(stories ...*Story) lead.Posting {
	p := lead.Posting{What: lead.Stack, Crew: stories[0].Crew}
	for n, s := range stories {
		s.Lead.ID = lead.ID(1042 + n)
		p.Items = append(p.Items, lead.Item{Lead: s.Lead})
	}
	return p
}

// reminder is a private message that reminds Ana of a lead.
func Reminder(s *Story, what string) lead.Posting {
	p := s.Note("ana", lead.NoteReminder)
	p.Items[0].Args = []string{what}
	return p
}

var ItsCard = lead.Place{Channel: "C00LEADS", TS: "1763283600.000100", Site: "https://acme.slack.example/"}

// again is a lead whose ladder is at its end.
func Again(t testing.TB) lead.Item {
	s := Tell(t, Hot, At(60)).Climb(At(60 + 120))
	return lead.Item{Kind: lead.NoteAgain, Shelf: lead.ShelfAgain, Lead: s.Lead, Event: s.Events[len(s.Events)-1], Home: ItsCard}
}
