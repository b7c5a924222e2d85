package handlers

import (
	"slices"
	"strings"
	"testing"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/figures"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// marks returns the markers of a lead by field, in lower case.
func marks(letter string) map[string]string { return marked[letter] }

// inquiryOf makes an inquiry with a marker in every field.
func inquiryOf(letter string) lead.Inquiry {
	m := marks(letter)
	n := int64(letter[0]-'a') + 1
	in := lead.Inquiry{
		Source: m["source"], Campaign: m["campaign"], Message: m["message"], Engagement: "demo_request",
		Value: lead.Money{Minor: (7_000_000 + n) * 100, Currency: "EUR"}, Attributes: map[string]string{"budget": m["attribute"]},
		Contact: lead.Contact{Name: m["name"], Email: m["email"] + "@" + m["domain"] + ".example", Phone: "+4930" + m["phone"], Title: m["title"]},
		Company: lead.Company{Name: m["company"], Website: "https://" + m["site"] + ".example", Country: strings.ToUpper(m["country"]), Employees: 5500 + int(n)},
	}
	if letter == inquiry {
		in.Engagement = "attended"
	}
	return in
}

// role is one kind of reader, with the fields that are hidden from them.
type role struct {
	name  string
	guest bool
	// hidden lists the hidden fields of a lead, if the playbook hides some from partners.
	hidden func(l *lead.Lead, hide string) []string
	// leads are the leads that the role tries everything on. Nothing is hidden from the team, so a few are enough for it.
	leads string
}

func nothing(*lead.Lead, string) []string { return nil }

func everything(*lead.Lead, string) []string { return allFields }

// ofPartner hides all leads that are not with the partner now, and what the playbook hides of those that it has not
// accepted.
func ofPartner(partner string) func(*lead.Lead, string) []string {
	return func(l *lead.Lead, hide string) []string {
		switch {
		case l.Partner() != partner:
			return allFields
		case l.Owner == lead.NoOne:
			return hiddenByFields[hide]
		}
		return nil
	}
}

// ofColleague hides the contact data and amounts of our leads, and all fields of leads that are with partners. Of the
// lead that the colleague referred, it hides only amounts.
func ofColleague(referred bool) func(*lead.Lead, string) []string {
	return func(l *lead.Lead, _ string) []string {
		switch {
		case referred && l.Source == marks(atPartner)["source"]:
			return amountFields
		case l.Partner() != "":
			return allFields
		}
		return append(slices.Clone(contactFields), amountFields...)
	}
}

// roles are all kinds of readers.
var roles = []role{
	{"ana", false, nothing, inPool + atPartner},                                                                 // a rep of the team
	{"carla", false, nothing, inPool + atPartner},                                                               // a rep of another team
	{"dan", false, nothing, atPartner + inquiry},                                                                // a qualifier
	{"mia", false, nothing, owned + atPartner},                                                                  // a manager
	{"max", false, nothing, atPartner + nurtured},                                                               // marketing
	{"pia", true, ofPartner("Nordwind"), inPool + owned + atPartner + accepted + atOther + nurtured + passedOn}, // works for a partner; also a guest
	{"pat", false, ofPartner("Nordwind"), atPartner + accepted},                                                 // works there too; accepted a lead
	{"sue", false, ofPartner("Suedwind"), atOther + atPartner + passedOn},                                       // works for another partner
	{"zoe", false, ofColleague(false), owned + lost + atPartner + accepted + inquiry},                           // a colleague without a role
	{"kim", false, ofColleague(true), owned + atPartner},                                                        // a colleague who referred a lead
	{"gus", true, everything, owned + atPartner + mergedAway},                                                   // a guest
	{"rex", true, everything, inPool + atPartner},                                                               // a guest who referred a lead
	{"gwen", true, everything, inPool + owned + atPartner},                                                      // a guest, but a manager in the playbook
	{"stranger", false, ofColleague(false), owned + atPartner},                                                  // never synced from Slack
}

// partners are the roles that depend on what the playbook hides.
var partners = []string{"pia", "pat", "sue"}

// checkSent checks all messages that were sent to people and to the channels of partners.
func (w *world) checkSent() {
	w.t.Helper()
	byID := map[lead.PersonID]role{}
	for _, r := range roles[:len(roles)-1] {
		id, _ := w.person(r.name)
		byID[id] = r
	}
	channels := map[string]role{}
	for _, partner := range []string{"Nordwind", "Suedwind"} {
		name := strings.ToLower(partner)
		r := role{name: "a reader of #" + name, hidden: ofPartner(partner)}
		channels["#"+name], channels["C0"+strings.ToUpper(name)] = r, r
	}
	for _, m := range w.board.sent {
		r, private := byID[m.To]
		if !private {
			r = channels[m.Place.Channel]
		}
		if r.hidden == nil {
			continue
		}
		for _, l := range m.Items { // as they were when the message was sent
			w.remember(l.Lead)
		}
		w.remember(m.Lead)
		w.checkLeaks(r, "a message: "+string(m.Kind), drawnAs(w.t, m, w.book))
	}
}

// remember keeps a lead as it was in a message.
func (w *world) remember(l *lead.Lead) {
	for letter, id := range w.ids {
		if l != nil && l.ID == id {
			w.leads[letter] = l
		}
	}
}

// drawnAs draws a message as the board does.
func drawnAs(t *testing.T, m outbox.Message, pb *playbook.Playbook) bot.Message {
	t.Helper()
	switch m.Kind {
	case outbox.Card:
		return view.Card(m, pb)
	case outbox.LeadList:
		return view.LeadList(m, pb)
	case outbox.Tombstone:
		return view.Tombstone(m, pb)
	case outbox.ThreadReplies:
		return view.Thread(m, pb, false)
	case outbox.DirectMessage:
		return view.Notification(m, pb)
	case outbox.ChannelList:
		return view.ChannelList(m, pb, false)
	case outbox.Digest:
		if m.Week != nil {
			return figures.Week(m, pb)
		}
		return view.Briefing(m, pb)
	}
	t.Fatalf("the matrix cannot draw a %s: add it here", m.Kind)
	return bot.Message{}
}
