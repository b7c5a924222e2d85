package lead

import "slices"

// Reader is a person who reads about leads. Its methods are the only place that decides who may see what.
// Everything that answers, draws or notifies asks them: buttons, dialogs, confirmations, refusals, lists,
// searches, home tabs, messages.
//
// There are four kinds of readers:
//
//   - The team: people with a role of ours, such as reps and managers. They see every lead in full.
//   - A partner's people, whether guests of the workspace or not. They know only of the leads that are with
//     their partner now. Until one of them accepts a lead, they don't see what the playbook hides.
//   - Colleagues without a role. They see which leads exist and how far each has come, but no contact data.
//     They don't see a partner's leads by name, because a person without a role who reads a partner's channel
//     could be anyone.
//   - Guests of the workspace, even with a role in the playbook. They see no lead by name. Of the leads they
//     referred they see the number and how far each has come.
//
// Colleagues without a role see the leads they referred in full, except for amounts.
type Reader Member

// Reader returns a person of the crew as a reader. A person who is not in the crew reads like a colleague
// without a role.
func (c Crew) Reader(id PersonID) Reader { return Reader(c.Member(id)) }

// OnTeam reports whether the reader has a role on our team and is not a guest.
func (r Reader) OnTeam() bool {
	return r.Role != RoleAnyone && r.Role != RolePartner && !r.outsider()
}

// outsider reports whether the reader is a guest of the workspace and works for no partner.
func (r Reader) outsider() bool { return r.Guest && r.Role != RolePartner }

// SeesNames reports whether the reader may see leads by name at all. SeesName decides for a single lead.
func (r Reader) SeesNames() bool { return !r.outsider() }

// KnowsOf reports whether the reader may learn that a lead exists. A partner's people get the same answer for
// any other lead as for a number that does not exist.
func (r Reader) KnowsOf(l *Lead) bool {
	return r.Role != RolePartner || l.Partner() != "" && r.Team == PartnerTeam(l.Partner())
}

// SeesName reports whether the reader may read about a lead by name, open its dialogs and act on it, as far
// as the lead and their role allow. The playbook may still hide the name itself from a partner, see Redacted.
func (r Reader) SeesName(l *Lead) bool {
	switch {
	case r.outsider():
		return false
	case r.Role == RoleAnyone:
		return l.Partner() == "" || r.referred(l)
	}
	return r.KnowsOf(l)
}

func (r Reader) referred(l *Lead) bool { return r.ID != NoOne && r.ID == l.Referrer }

// SeesContact reports whether the reader may see how to reach the inquirer and what the inquirer wrote. That
// is the team, the colleague who referred the lead, and a partner's people once the lead has an owner.
func (r Reader) SeesContact(l *Lead) bool {
	switch {
	case !r.SeesName(l):
		return false
	case r.Role == RolePartner:
		return l.Owner != NoOne
	}
	return r.OnTeam() || r.referred(l)
}

// SeesAmounts reports whether the reader may see what a lead is worth: the team, and a partner's people once
// the lead has an owner. amountsHere says that the playbook shows amounts to everyone who reads the answer;
// then colleagues see them too.
func (r Reader) SeesAmounts(l *Lead, amountsHere bool) bool {
	if r.Role == RolePartner {
		return r.SeesContact(l)
	}
	return r.SeesName(l) && (r.OnTeam() || amountsHere)
}

// SeesFigures reports whether the reader may see figures of the whole team: everyone except a partner's
// people.
func (r Reader) SeesFigures() bool { return r.Role != RolePartner }

// SeesTotals reports whether the reader may see amounts in figures of the whole team. The team may if alone
// says that nobody else reads the answer. If amountsHere says that the playbook shows amounts to everyone who
// reads it, all may except guests and a partner's people.
func (r Reader) SeesTotals(alone, amountsHere bool) bool {
	return alone && r.OnTeam() || amountsHere && r.SeesNames() && r.SeesFigures()
}

// SeesRewards reports whether the reader may see what referrals earn. Only colleagues may, with or without a
// role.
func (r Reader) SeesRewards() bool { return !r.Guest && r.Role != RolePartner }

// Colleagues returns the people that the reader may see and choose from: a partner's people see each other,
// guests see nobody, and everyone else sees the whole crew.
func (r Reader) Colleagues(crew Crew) Crew {
	if r.Role != RolePartner && r.SeesNames() {
		return crew
	}
	own := Crew{}
	for id, m := range crew {
		if r.Role == RolePartner && m.Team == r.Team {
			own[id] = m
		}
	}
	return own
}

// Visible returns the leads that the reader may see by name, in a new slice.
func (r Reader) Visible(leads []*Lead) []*Lead {
	return slices.DeleteFunc(slices.Clone(leads), func(l *Lead) bool { return !r.SeesName(l) })
}

// Redacted returns a lead and its log as the reader may see them. What they may not see is removed from a
// copy, so nothing drawn from it can show it, be it a text, a button or a label for screen readers. A lead
// that they may see in full is returned as it is.
//
// hidden lists the fields that the playbook currently hides from the lead's partner, named as in the
// playbook; it is empty once the lead was accepted. amountsHere says whether the playbook shows amounts to
// everyone who reads the answer.
//
// A lead that the reader may not see by name keeps its number, stage, owner and times, but no field of the
// inquiry.
func (r Reader) Redacted(l *Lead, events []Event, hidden []string, amountsHere bool) (*Lead, []Event) {
	switch {
	case r.OnTeam():
		return l, events
	case !r.SeesName(l):
		return Redact(l, events, inquiryFields)
	case r.Role == RolePartner:
		l, events = Redact(l, events, hidden)
	}
	if !r.SeesContact(l) {
		l, events = withoutContact(l, events, r.Role == RolePartner)
	}
	if !r.SeesAmounts(l, amountsHere) {
		l, events = withoutAmounts(l, events)
	}
	return l, events
}

// Searchable returns the lead reduced to what a search by the reader may look in, or nil if they may not find
// it.
func (r Reader) Searchable(l *Lead, hidden []string) *Lead {
	if !r.SeesName(l) {
		return nil
	}
	seen, _ := r.Redacted(l, nil, hidden, false)
	return seen
}

// inquiryFields lists all fields of an inquiry, as the playbook names them.
var inquiryFields = []string{
	"name", "email", "phone", "title", "company", "website", "country", "employees", "message", "source", "campaign", "value", "attributes",
}

// Redact returns a copy of a lead and its log without the given fields of the inquiry, named as in the
// playbook. It also removes everything that people typed, since it may contain anything: comments, reasons,
// next steps. With no fields it returns both as they are. A partner's channel shows this to every reader
// until one of the partner's people accepts the lead.
func Redact(l *Lead, events []Event, fields []string) (*Lead, []Event) {
	if len(fields) == 0 {
		return l, events
	}
	l = l.Clone()
	l.fresh = nil
	for _, field := range fields {
		l.redactField(field)
	}
	// The text of a failed condition may quote the value it failed on.
	l.Score.Reasons = slices.DeleteFunc(l.Score.Reasons, func(p Points) bool { return p.Points == 0 })
	l.Route.Note, l.Route.Notes, l.Reason, l.Next = "", nil, "", nil
	l.ExternalID, l.Undo = "", l.Undo.withoutWords()
	events = slices.Clone(events)
	for i := range events {
		e := &events[i]
		e.Words, e.Facts.Reason, e.Facts.Amount, e.Facts.Message = Words{}, "", nil, nil
		if slices.Contains(fields, "source") {
			e.Facts.Source = ""
		}
		if slices.Contains(fields, "campaign") {
			e.Facts.Campaign = ""
		}
		if e.Facts.Route != nil {
			route := *e.Facts.Route
			route.Note, route.Notes, e.Facts.Route = "", nil, &route
		}
	}
	return l, events
}

// redactField clears one field of a lead. Any name not listed below is an attribute, and clears all
// attributes.
func (l *Lead) redactField(field string) {
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
		l.Value, l.Amount = Money{}, Money{}
	default:
		l.Attributes = nil
	}
}

// withoutWords returns a copy without what people typed.
func (u *Undo) withoutWords() *Undo {
	if u == nil {
		return nil
	}
	c := u.clone()
	c.Reason, c.Next = "", nil
	return c
}

// withoutContact returns a copy of a lead and its log without phone and e-mail. Unless messageShown is set,
// it also removes the inquirer's message, and the attributes and the words of the log, which may repeat it.
func withoutContact(l *Lead, events []Event, messageShown bool) (*Lead, []Event) {
	l = l.Clone()
	l.fresh, l.Contact.Email, l.Contact.Phone = nil, "", ""
	if messageShown {
		return l, events
	}
	l.Message, l.Attributes = "", nil
	if l.Next != nil {
		l.Next.What = ""
	}
	events = slices.Clone(events)
	for i := range events {
		events[i].Words = Words{}
	}
	return l, events
}

// withoutAmounts returns a copy of a lead and its log without the value given by the source and the amount of
// the deal.
func withoutAmounts(l *Lead, events []Event) (*Lead, []Event) {
	l, events = l.Clone(), slices.Clone(events)
	l.fresh, l.Value, l.Amount = nil, Money{}, Money{}
	for i := range events {
		events[i].Facts.Amount = nil
	}
	return l, events
}

// Matches returns the matches that the reader may learn of, in a new slice. A partner's people learn only of
// leads whose contact data they see: what a lead was found by would reveal what is hidden from them.
func (r Reader) Matches(ms []Match) []Match {
	return slices.DeleteFunc(slices.Clone(ms), func(m Match) bool { return r.Role == RolePartner && !r.SeesContact(m.Lead) })
}
