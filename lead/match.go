package lead

// Match is an open lead that an inquiry may repeat.
type Match struct {
	Lead *Lead
	On   MatchedOn
}

// MatchedOn says what an inquiry and a lead have in common. It decides what registering the inquiry does.
type MatchedOn string

// What an inquiry and a lead can have in common.
const (
	// SamePerson: the e-mail address. The inquiry is added to the lead (see Lead.AddRepeatInquiry).
	SamePerson MatchedOn = "person"
	// SamePhone: only the phone number, which several people may share. The inquiry becomes a lead of its
	// own.
	SamePhone MatchedOn = "phone"
	// SameCompany: the company's domain or name. The inquiry becomes a lead of its own. If the playbook says
	// so, it is offered to the owner of the company's other lead.
	SameCompany MatchedOn = "company"
)
