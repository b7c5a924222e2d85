package view

import (
	"slices"
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// What a partner may not see is removed from a copy of the lead before anything is drawn. So no drawing has to think of it:
// not the card, its thread, a label for screen readers or a notification.

// veiled is the lead with its log as it may be shown while a partner decides: without what the playbook hides until
// someone at the partner accepts. A lead without such fields is returned as it is.
func (r Renderer) veiled(l *lead.Lead, events []lead.Event) (*lead.Lead, []lead.Event) {
	hidden := r.Playbook.HiddenFields(l)
	if len(hidden) == 0 {
		return l, events
	}
	return veil(l, hidden), veilEvents(events, hidden)
}

// shownTo is the lead as one person may see it. People of a partner see only the leads that are with them now. Of any other
// lead they see only its number.
func (r Renderer) shownTo(reader lead.PersonID, l *lead.Lead, events []lead.Event) (*lead.Lead, []lead.Event) {
	switch {
	case r.Crew.Member(reader).Role != lead.RolePartner:
		return l, events
	case r.gone(reader, l):
		return veil(l, everything), veilEvents(events, everything)
	}
	return r.veiled(l, events)
}

// gone reports whether the reader belongs to a partner that does not have the lead, or has it no longer. A lead that the
// partner handed back to marketing is still routed to the partner, but is not with it any more.
func (r Renderer) gone(reader lead.PersonID, l *lead.Lead) bool {
	m := r.Crew.Member(reader)
	return m.Role == lead.RolePartner && (l.Partner() == "" || m.Team != lead.PartnerTeam(l.Partner()))
}

// everything lists all fields of an inquiry that the playbook's `hide` can name.
var everything = []string{
	"name", "email", "phone", "title", "company", "website", "country", "employees", "message", "source", "campaign", "value", "attributes",
}

// veil returns a copy of the lead without the hidden fields.
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
	// The text of a failed condition may quote the value that it failed on.
	l.Score.Reasons = slices.DeleteFunc(l.Score.Reasons, func(r lead.Points) bool { return r.Points == 0 })
	l.Route.Note, l.Route.Notes, l.Reason, l.Next = "", nil, "", nil
	return l
}

// veilEvents returns a copy of a log without the hidden fields, and without anything that people typed, which could contain
// them.
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

// WithoutAmounts returns copies of a lead and its log for readers who may not see amounts.
func WithoutAmounts(l *lead.Lead, events []lead.Event) (*lead.Lead, []lead.Event) {
	l, events = l.Clone(), slices.Clone(events)
	l.Value, l.Amount = lead.Money{}, lead.Money{}
	for i := range events {
		events[i].Facts.Amount = nil
	}
	return l, events
}

// unveiled says what the partner sees after accepting: "🔒 You'll see e-mail, phone and message once you accept."
func (r Renderer) unveiled(l *lead.Lead) string {
	hidden := r.Playbook.HiddenFields(l)
	if len(hidden) == 0 {
		return ""
	}
	names := make([]string, len(hidden))
	for i, field := range hidden {
		names[i] = wording.Readable(strings.TrimPrefix(field, "attributes."))
		if field == "email" {
			names[i] = "e-mail"
		}
	}
	return "🔒 You'll see " + wording.And(names) + " once you accept."
}
