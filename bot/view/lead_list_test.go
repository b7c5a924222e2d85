package view

import (
	"strings"
	"testing"

	"dibs/bot/view/viewtest"
	"dibs/lead"
	"dibs/lead/outbox"
)

func TestLeadsThatCameTogetherAreListedEachWithItsButton(t *testing.T) {
	warm := viewtest.Hot
	warm.Engagement, warm.Company.Name, warm.Contact.Title = "event_registration", "Keller & Söhne AG", ""
	letter := lead.Inquiry{Source: "newsletter", Engagement: "newsletter", Contact: lead.Contact{Email: "m.silva@customer.example"}}
	pb := viewtest.Book(t)
	viewtest.Golden(t, "stack/waiting", LeadList(viewtest.Stacked(viewtest.Tell(t, warm, viewtest.At(60)), viewtest.Tell(t, warm, viewtest.At(61))), pb))
	viewtest.Golden(t, "stack/inquiries", LeadList(viewtest.Stacked(viewtest.Tell(t, viewtest.Curious, viewtest.At(60)), viewtest.Tell(t, viewtest.Curious, viewtest.At(61))), pb))
	viewtest.Golden(t, "stack/nurturing", LeadList(viewtest.Stacked(viewtest.Tell(t, letter, viewtest.At(60))), pb))
	viewtest.Golden(t, "stack/mixed", LeadList(viewtest.Stacked(viewtest.Tell(t, warm, viewtest.At(60)), viewtest.Tell(t, letter, viewtest.At(61))), pb))
	viewtest.Golden(t, "stack/empty", LeadList(outbox.Message{Kind: outbox.LeadList}, pb))
}

func TestAFullStackFitsIntoAMessage(t *testing.T) {
	long := viewtest.Curious
	long.Contact.Name, long.Company.Name, long.Source = strings.Repeat("Ø", 3000), strings.Repeat("&", 3000), strings.Repeat("<", 3000)
	var stories []*viewtest.Story
	for range outbox.MaxItems {
		stories = append(stories, viewtest.Tell(t, long, viewtest.At(60)))
	}
	viewtest.Taken(t, LeadList(viewtest.Stacked(stories...), viewtest.Book(t)))
}
