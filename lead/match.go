package lead

// Match is an open lead that an inquiry may repeat.
type Match struct {
	Lead *Lead
	On   MatchedOn
}

// MatchedOn says in what an inquiry and a lead agree, and so what registering it will do.
type MatchedOn string

// What can agree.
const (
	// SamePerson: the e-mail address. What is written is added to the lead (see AddRepeatInquiry).
	SamePerson MatchedOn = "person"
	// SamePhone: the phone number only, which several people may answer: a lead of its own.
	SamePhone MatchedOn = "phone"
	// SameCompany: the company's domain or name. A lead of its own, which is offered to whoever has
	// the company in hand, where the playbook says so.
	SameCompany MatchedOn = "company"
)
