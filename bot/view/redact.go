package view

import (
	"slices"
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// What a partner may not see is taken out of a copy of the lead before anything is drawn, so that no drawing has to think
// of it: not the card, not its thread, not a label for screen readers, not a notification.

// veiled is the lead with its log as it may be shown while a partner decides: without what the playbook hides until
// somebody of the partner accepted. A lead without such fields is returned as it is.
func (p Renderer) veiled(l *lead.Lead, events []lead.Event) (*lead.Lead, []lead.Event) {
	hidden := p.Playbook.HiddenFields(l)
	if len(hidden) == 0 {
		return l, events
	}
	return veil(l, hidden), veilEvents(events, hidden)
}

// shownTo is the lead as one person may see it. People of a partner see only what hangs with them now; of any other lead
// nothing but its number is left.
func (p Renderer) shownTo(reader lead.PersonID, l *lead.Lead, events []lead.Event) (*lead.Lead, []lead.Event) {
	switch {
	case p.Crew.Member(reader).Role != lead.RolePartner:
		return l, events
	case p.gone(reader, l):
		return veil(l, everything), veilEvents(events, everything)
	}
	return p.veiled(l, events)
}

// gone reports whether the reader is of a partner that does not have the lead, or no longer: what it handed back to
// marketing was routed to it, but hangs elsewhere.
func (p Renderer) gone(reader lead.PersonID, l *lead.Lead) bool {
	m := p.Crew.Member(reader)
	return m.Role == lead.RolePartner && (l.Partner() == "" || m.Team != lead.PartnerTeam(l.Partner()))
}

// everything lists all fields of an inquiry that `hide` can name.
var everything = []string{
	"name", "email", "phone", "title", "company", "website", "country", "employees", "message", "source", "campaign", "value", "attributes",
}

// veil is a copy of the lead without some fields.
func veil(l *lead.Lead, hidden []string) *lead.Lead {
	l = l.Clone()
	for _, field := range hidden {
		switch field {
		case "name":
			l.Contact.Name = ""
		case "email":
			l.Contact.Email = ""
		case "phone":
			l.Contact.Phone = ""
		case "title":
			l.Contact.Title = ""
		case "company":
			l.Company.Name = ""
		case "website":
			l.Company.Website = ""
		case "country":
			l.Company.Country = ""
		case "employees":
			l.Company.Employees = 0
		case "message":
			l.Message = ""
		case "source":
			l.Source = ""
		case "campaign":
			l.Campaign = ""
		case "value", "currency":
			l.Value, l.Amount = lead.Money{}, lead.Money{}
		default: // attributes, or one of them
			l.Attributes = nil
		}
	}
	if l.Contact.Name == "" && l.Company.Name == "" {
		l.Contact.Name = "Name hidden"
	}
	// The text of a failed condition may quote what it failed on.
	l.Score.Reasons = slices.DeleteFunc(l.Score.Reasons, func(r lead.Points) bool { return r.Points == 0 })
	l.Route.Note, l.Route.Notes, l.Reason, l.Next = "", nil, "", nil
	return l
}

// veilEvents is a copy of a log without some fields, and without the words and reasons that people typed, in which anything
// may stand.
func veilEvents(events []lead.Event, hidden []string) []lead.Event {
	events = slices.Clone(events)
	for i := range events {
		f := &events[i].Facts
		events[i].Words, f.Reason, f.Amount, f.Message = lead.Words{}, "", nil, nil
		if slices.Contains(hidden, "source") {
			f.Source = ""
		}
		if slices.Contains(hidden, "campaign") {
			f.Campaign = ""
		}
		if f.Route != nil {
			r := *f.Route
			r.Note, r.Notes, f.Route = "", nil, &r
		}
	}
	return events
}

// WithoutAmounts is a lead with its log as it may be shown to whoever may not see amounts: without what it may be worth,
// what it stands for and what it brought.
func WithoutAmounts(l *lead.Lead, events []lead.Event) (*lead.Lead, []lead.Event) {
	l, events = l.Clone(), slices.Clone(events)
	l.Value, l.Amount = lead.Money{}, lead.Money{}
	for i := range events {
		events[i].Facts.Amount = nil
	}
	return l, events
}

// unveiled says what is shown after an acceptance: "🔒 E-mail, phone and message are shown once you accept."
func (p Renderer) unveiled(l *lead.Lead) string {
	hidden := p.Playbook.HiddenFields(l)
	if len(hidden) == 0 {
		return ""
	}
	said := make([]string, len(hidden))
	for i, field := range hidden {
		said[i] = wording.Readable(strings.TrimPrefix(field, "attributes."))
		if field == "email" {
			said[i] = "e-mail"
		}
	}
	return "🔒 " + wording.Capital(wording.And(said)) + " " + wording.Plural(len(said), "is", "are") + " shown once you accept."
}
