package bot

import (
	"strings"
	"testing"

	"dibs/lead"
)

func TestLeadsThatCameTogetherAreListedEachWithItsButton(t *testing.T) {
	warm := hot
	warm.Engagement, warm.Company.Name, warm.Contact.Title = "event_registration", "Keller & Söhne AG", ""
	letter := lead.Inquiry{Source: "newsletter", Engagement: "newsletter", Contact: lead.Contact{Email: "m.silva@customer.example"}}
	pb := book(t)
	golden(t, "stack/waiting", Stack(stacked(tell(t, warm, at(60)), tell(t, warm, at(61))), pb))
	golden(t, "stack/inquiries", Stack(stacked(tell(t, curious, at(60)), tell(t, curious, at(61))), pb))
	golden(t, "stack/nurturing", Stack(stacked(tell(t, letter, at(60))), pb))
	golden(t, "stack/mixed", Stack(stacked(tell(t, warm, at(60)), tell(t, letter, at(61))), pb))
	golden(t, "stack/empty", Stack(lead.Posting{What: lead.Stack}, pb))
}

func TestAFullStackFitsIntoAMessage(t *testing.T) {
	long := curious
	long.Contact.Name, long.Company.Name, long.Source = strings.Repeat("Ø", 3000), strings.Repeat("&", 3000), strings.Repeat("<", 3000)
	var stories []*story
	for range lead.MostItems {
		stories = append(stories, tell(t, long, at(60)))
	}
	taken(t, Stack(stacked(stories...), book(t)))
}
