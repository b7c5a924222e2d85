package lead

import "slices"

// Reader is a person seen as somebody who reads about leads. It is the one place that decides who may see what. Everything
// that answers, draws or notifies asks it: buttons, dialogs, confirmations, refusals, lists, searches, home tabs, messages.
//
// There are four kinds of readers:
//
//   - The team: people with a role of ours, such as reps and managers. They see every lead in full.
//   - A partner's people, guests of the workspace or not. They know of the leads that are with their partner now, and of
//     no others. Until one of them accepts a lead, they don't see what the playbook hides.
//   - Colleagues without a role. They see which leads there are and how they stand, but no contact data. What is with a
//     partner they don't see by name: somebody without a role who reads a partner's channel may be anybody.
//   - Guests of the workspace, even with a role in the playbook. They see no lead by name. Of what they referred they see
//     the number and how it stands.
//
// Colleagues without a role see what they referred themselves in full, but for its amounts.
type Reader Member

// Reader is somebody of the crew as a reader. Somebody who is not in the crew reads like a colleague without a role.
func (c Crew) Reader(id PersonID) Reader { return Reader(c.Member(id)) }

// OnTeam reports whether the reader works for us in a role, and not as a guest.
func (r Reader) OnTeam() bool {
	return r.Role != RoleAnyone && r.Role != RolePartner && !r.outsider()
}

// outsider reports whether the reader is a guest of the workspace who works for no partner.
func (r Reader) outsider() bool { return r.Guest && r.Role != RolePartner }

// SeesNames reports whether the reader may see leads by name at all. Which ones is for SeesName to say.
func (r Reader) SeesNames() bool { return !r.outsider() }

// KnowsOf reports whether the reader may learn that a lead exists. To a partner's people any number but those of their own
// leads is answered like one that was never given out.
func (r Reader) KnowsOf(l *Lead) bool {
	return r.Role != RolePartner || l.Partner() != "" && r.Team == PartnerTeam(l.Partner())
}

// SeesName reports whether the reader may read about a lead by name, open its dialogs and act on it, as far as the lead and
// their role allow it. The name itself may be among what the playbook hides from a partner, see Redacted.
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

// SeesContact reports whether the reader may see how to reach the inquirer, and what the inquirer wrote: the team, the
// colleague who referred the lead, and a partner's people once one of them accepted it.
func (r Reader) SeesContact(l *Lead) bool {
	switch {
	case !r.SeesName(l):
		return false
	case r.Role == RolePartner:
		return l.Owner != NoOne
	}
	return r.OnTeam() || r.referred(l)
}

// SeesAmounts reports whether the reader may see what a lead is worth: the team, a partner's people once one of them
// accepted it, and colleagues only where the playbook shows amounts to everybody, which amountsHere says.
func (r Reader) SeesAmounts(l *Lead, amountsHere bool) bool {
	if r.Role == RolePartner {
		return r.SeesContact(l)
	}
	return r.SeesName(l) && (r.OnTeam() || amountsHere)
}

// SeesFigures reports whether the reader may have figures of the whole team: everybody but a partner's people.
func (r Reader) SeesFigures() bool { return r.Role != RolePartner }

// SeesTotals reports whether the reader may see amounts in the figures of the whole team: the team if nobody else reads
// the answer, and everybody but guests and a partner's people where the playbook shows amounts.
func (r Reader) SeesTotals(alone, amountsHere bool) bool {
	return alone && r.OnTeam() || amountsHere && r.SeesNames() && r.SeesFigures()
}

// SeesRewards reports whether the reader may see what referrals earn. Rewards are for colleagues.
func (r Reader) SeesRewards() bool { return !r.Guest && r.Role != RolePartner }

// Colleagues are the people whom the reader may see and choose from: a partner's people see each other, guests nobody, and
// everybody else the whole crew.
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

// Visible are those of the leads that the reader may see by name, in a new list.
func (r Reader) Visible(leads []*Lead) []*Lead {
	return slices.DeleteFunc(slices.Clone(leads), func(l *Lead) bool { return !r.SeesName(l) })
}

// Redacted returns a lead and its log as the reader may see them. What they may not see is taken out of a copy, so that
// nothing drawn from it can show it, whether it is a text, a button or a label for screen readers. What they may see in
// full is returned as it is.
//
// hidden are the fields that the playbook hides from the lead's partner as it stands now, named as in the playbook, none
// once somebody accepted it. amountsHere says whether the playbook shows amounts where the answer is read.
//
// A lead that the reader may not see by name keeps its number, how it stands and its times, and no field of the inquiry.
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

// Searchable is the lead with nothing but what a search by the reader may look in, or nil when they may not find it.
func (r Reader) Searchable(l *Lead, hidden []string) *Lead {
	if !r.SeesName(l) {
		return nil
	}
	seen, _ := r.Redacted(l, nil, hidden, false)
	return seen
}

// inquiryFields are all fields of an inquiry, as the playbook names them.
var inquiryFields = []string{
	"name", "email", "phone", "title", "company", "website", "country", "employees", "message", "source", "campaign", "value", "attributes",
}

// Redact returns a copy of a lead and its log without some fields of the inquiry, named as in the playbook. It also takes out
// everything that people typed, in which anything may stand: comments, reasons, next steps. Without fields to hide it
// returns both as they are. It is what a partner's channel shows, for any reader, until one of the partner's people accepts.
func Redact(l *Lead, events []Event, fields []string) (*Lead, []Event) {
	if len(fields) == 0 {
		return l, events
	}
	l = l.Clone()
	l.fresh = nil
	for _, field := range fields {
		l.redactField(field)
	}
	// The text of a condition that failed may quote the value that it failed on.
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

// redactField clears one field of a lead. A name that is none of the fields below is one of the attributes, and clears
// them all.
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

// withoutWords is what can be undone, without what people typed.
func (u *Undo) withoutWords() *Undo {
	if u == nil {
		return nil
	}
	c := u.clone()
	c.Reason, c.Next = "", nil
	return c
}

// withoutContact is a lead and its log without phone and e-mail. Unless the inquirer's message is shown, it also takes out
// the message, the attributes and the words of the log, which may repeat them.
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

// withoutAmounts is a lead and its log without what it may be worth, what it stands for and what it brought.
func withoutAmounts(l *Lead, events []Event) (*Lead, []Event) {
	l, events = l.Clone(), slices.Clone(events)
	l.fresh, l.Value, l.Amount = nil, Money{}, Money{}
	for i := range events {
		events[i].Facts.Amount = nil
	}
	return l, events
}

// Matches are the likenesses that the reader may learn of, in a new list. A partner's people learn only of leads whose
// contact data they see: what a lead is found by would tell them what is hidden.
func (r Reader) Matches(ms []Match) []Match {
	return slices.DeleteFunc(slices.Clone(ms), func(m Match) bool { return r.Role == RolePartner && !r.SeesContact(m.Lead) })
}
