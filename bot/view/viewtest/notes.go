package viewtest

import (
	"testing"

	"dibs/lead"
	"dibs/lead/outbox"
)

// Note is a message that notifies a person of the last event.
func (s *Story) Note(to lead.PersonID, k outbox.NotificationKind) outbox.Message {
	e := s.Events[len(s.Events)-1]
	return outbox.Message{
		Key: "note:1", Kind: outbox.DirectMessage, To: to, Crew: s.Crew,
		Items: []outbox.Item{{Kind: k, Lead: s.Lead, Event: e, Home: lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"}}},
	}
}

// Listed is a channel list of leads whose last event climbed a rung.
func Listed(kind outbox.NotificationKind, stories ...*Story) outbox.Message {
	p := outbox.Message{Key: "list:1", Kind: outbox.ChannelList, Place: lead.Place{Channel: "#leads"}, Crew: stories[0].Crew}
	for n, s := range stories {
		s.Lead.ID = lead.ID(1042 + n)
		e := s.Events[len(s.Events)-1]
		for k := range e.Facts.Steps {
			e.Facts.Steps[k].Listed = true
		}
		p.Items = append(p.Items, outbox.Item{
			Kind: kind, Lead: s.Lead, Event: e, Home: lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"},
		})
	}
	return p
}

// Stacked is a lead list with the leads of several stories.
func Stacked(stories ...*Story) outbox.Message {
	p := outbox.Message{Kind: outbox.LeadList, Crew: stories[0].Crew}
	for n, s := range stories {
		s.Lead.ID = lead.ID(1042 + n)
		p.Items = append(p.Items, outbox.Item{Lead: s.Lead})
	}
	return p
}

// Reminder is a private message that reminds Ana of a lead.
func Reminder(s *Story, what string) outbox.Message {
	p := s.Note("ana", outbox.NotifyReminder)
	p.Items[0].Args = []string{what}
	return p
}

// ItsCard is where a lead's card is.
var ItsCard = lead.Place{Channel: "C00LEADS", TS: "1763283600.000100", Site: "https://acme.slack.example/"}

// Again is a daily list's item about a lead whose ladder is at its end.
func Again(t testing.TB) outbox.Item {
	s := Tell(t, Hot, At(60)).Climb(At(60 + 120))
	return outbox.Item{Kind: outbox.NotifyStillWaiting, Section: outbox.SectionStillWaiting, Lead: s.Lead, Event: s.Events[len(s.Events)-1], Home: ItsCard}
}
